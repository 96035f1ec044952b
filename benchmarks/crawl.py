"""Our crawl, with archive and state, against a Scrapy spider that keeps nothing: the same site, politeness off."""

from __future__ import annotations

import base64
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks.pages import Work
from benchmarks.timing import Timing
from crawler.run import crawl
from crawler.source import Source

PAGES = 70
"""The site has so many pages for each page of the work."""
MOST = 5_000
"""No more of a feed's items are followed in one run."""


def measure(work: Work) -> list[Timing]:
    count = min(MOST, PAGES * len(work.pages))
    seconds: dict[str, list[float]] = {"bare Scrapy spider": [], "crawl, first visit": [], "crawl, all 304": []}
    with _site([page.body for page in work.pages], count) as url:
        for _ in range(work.rounds):
            with tempfile.TemporaryDirectory(prefix="cityfacts-bench-") as data:
                contenders = (
                    lambda: _bare(url),
                    lambda: _ours(url, Path(data), "1"),
                    lambda: _ours(url, Path(data), "2"),
                )
                for (_, spent), contender in zip(seconds.items(), contenders, strict=True):
                    spent.append(_child_seconds(contender, count) / count)
    return [
        Timing(
            bench="crawl",
            what=what,
            unit="page",
            items=count,
            rounds=work.rounds,
            median=median(spent),
            p95=max(spent),
            per_second=1 / median(spent),
        )
        for what, spent in seconds.items()
    ]


def _child_seconds(contender: Callable[[], int], count: int) -> float:
    """CPU time of the processes that ran. Raises RuntimeError where they did not have every page."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    had = contender()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if had != count:
        raise RuntimeError(f"{had} of {count} pages were had")
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def _bare(url: str) -> int:
    command = [sys.executable, "-m", "benchmarks.bare_spider", url]
    return int(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)


def _ours(url: str, data: Path, run: str) -> int:
    source = Source.model_validate(
        {
            "name": "bench",
            "publisher": "Bench",
            "url": url,
            "kind": "feed",
            "language": "en",
            "country": "NZ",
            "authority": "government",
            "limits": {"delay": 0, "pages": 2 * MOST},
        }
    )
    host = url.split("/")[2]
    stats = crawl([source], data=data, run=run, loopback=frozenset([host])).sources["bench"]
    return stats.fetched + stats.unchanged


@contextmanager
def _site(pages: list[bytes], count: int) -> Iterator[str]:
    """The address of the site's feed, served from a process of its own, whose work is not counted until it ends."""
    command = [sys.executable, "-m", "benchmarks.site"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(json.dumps({"pages": [base64.b64encode(body).decode() for body in pages], "count": count}))
        server.stdin.write("\n")
        server.stdin.flush()
        try:
            yield f"http://127.0.0.1:{int(server.stdout.readline())}/feed.xml"
        finally:
            server.stdin.close()
