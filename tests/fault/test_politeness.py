"""Politeness from the server's log: no request comes too soon, and never two at a time, whoever asks and why.

What the server notes before it sends an answer lies before the crawler has it, so a gap from there to the next request
that is shorter than the delay is a request that was made too soon, however busy the machine is.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hostile import HTML, Behaviour, Hostile, Peer, feed, hostile, redirect, source, text
from watched import watched

from crawler.source import Source

ROOT = Path(__file__).resolve().parents[2]
PARENT = """
import json, sys
from pathlib import Path
from crawler.run import crawl
from crawler.source import Source
spec = json.loads(sys.stdin.readline())
crawl([Source.model_validate(one) for one in spec["sources"]], data=Path(spec["data"]), run=spec["run"],
      loopback=frozenset(spec["loopback"]))
"""


@pytest.fixture
def server() -> Iterator[Hostile]:
    with hostile() as running:
        yield running


def violations(server: Hostile, delays: dict[int, float], first: int = 0) -> list[str]:
    """Requests that came sooner after the answer before them than the host's delay."""
    found = []
    for port, delay in delays.items():
        for before, after in pairwise(server.of(port)[first:]):
            gap = after.at - (before.replied or before.at)
            if gap < delay:
                found.append(f"{before.path} then {after.path} after {gap:.3f} s of {delay}")
    return found


def flaky(times: int, first: Behaviour) -> Behaviour:
    """Fails so many times, then answers."""
    left = [times]

    async def behave(peer: Peer) -> None:
        left[0] -= 1
        await (first(peer) if left[0] >= 0 else peer.answer(HTML))

    return behave


async def slowly(peer: Peer) -> None:
    await asyncio.sleep(0.1)
    await peer.answer(HTML)


async def hangs_up(peer: Peer) -> None:
    await peer.reader.read(0)
    peer.writer.close()


def site(server: Hostile, pages: int, delay: float, seed: int) -> int:
    """A host of a sitemap index, a feed, redirects within and between hosts, errors that pass, and broken connections."""
    rng = random.Random(seed)
    kinds: list[Behaviour] = [
        text("", "502 Bad"),
        text("", "429 Slow down", b"Retry-After: 0"),
        hangs_up,
        redirect("/moved"),
        redirect("/hop"),
        slowly,
    ]
    routes: dict[str, Behaviour] = {f"/a/{n}": text(HTML.replace(b"Monday", b"%d" % n)) for n in range(pages)}
    for path in rng.sample(sorted(routes), pages // 5):
        routes[path] = flaky(2, rng.choice(kinds))
    routes |= {"/moved": text(HTML), "/hop": redirect("/hop2"), "/hop2": redirect("/moved")}
    routes["/robots.txt"] = text(f"User-agent: *\nCrawl-delay: {delay}\n", "200 OK", b"Content-Type: text/plain")
    port = server.add(routes=routes)
    base = f"http://127.0.0.1:{port}"
    half = [f"{base}/a/{n}" for n in range(pages)]
    routes["/feed.xml"] = feed(*half[: pages // 2])
    locs = "".join(f"<url><loc>{url}</loc></url>" for url in half[pages // 2 :])
    routes["/map.xml"] = text(f"<sitemapindex><sitemap><loc>{base}/part.xml</loc></sitemap></sitemapindex>")
    routes["/part.xml"] = text(f"<urlset>{locs}</urlset>")
    return port


def both(port: int, number: int) -> list[Source]:
    """Two sources on one host, each with a delay of its own that is shorter than the host's."""
    return [
        source(f"feed-{number}", port, limits={"delay": 0.01, "pages": 5000}),
        source(f"map-{number}", port, path="/map.xml", kind="sitemap", limits={"pages": 5000}),
    ]


@pytest.mark.parametrize(
    ("hosts", "pages", "delay", "least"),
    [(6, 30, 0.04, 250), pytest.param(20, 400, 0.1, 10_000, marks=[pytest.mark.slow, pytest.mark.timeout(900)])],
)
def test_no_request_comes_too_soon(
    server: Hostile, tmp_path: Path, hosts: int, pages: int, delay: float, least: int
) -> None:
    ports = [site(server, pages, delay, seed) for seed in range(hosts)]
    sources = [one for number, port in enumerate(ports) for one in both(port, number)]
    watched(sources, tmp_path, ports)
    # robots.txt is asked first; before its answer nobody knows of its delay.
    assert violations(server, dict.fromkeys(ports, delay), first=1) == []
    assert violations(server, dict.fromkeys(ports, 0.01)) == []
    before = len(server.asked)
    assert before >= least
    assert Counter(asked.path for asked in server.asked)["/robots.txt"] == hosts
    # The next run knows of the delay from its first request on.
    watched(sources, tmp_path, ports, run="r2")
    assert len(server.asked) > before
    assert violations(server, dict.fromkeys(ports, delay), first=1) == []


def start(sources: list[Source], data: Path, run: str, port: int) -> subprocess.Popen[str]:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT], cwd=ROOT, stdin=subprocess.PIPE, text=True, start_new_session=True
    )
    told = [one.model_dump(mode="json") for one in sources]
    spec = {"sources": told, "data": str(data), "run": run, "loopback": [f"127.0.0.1:{port}"]}
    assert parent.stdin is not None
    parent.stdin.write(json.dumps(spec) + "\n")
    parent.stdin.flush()
    return parent


@pytest.mark.parametrize("killed", [1, pytest.param(6, marks=[pytest.mark.slow, pytest.mark.timeout(600)])])
def test_a_run_after_another_and_after_a_killed_one_waits_too(server: Hostile, tmp_path: Path, killed: int) -> None:
    """Another source on the same host goes on where a process was killed in the middle of a request."""
    delay = 4.0
    page = text(HTML)
    port = server.add(page)
    one, other = (source(name, port, limits={"delay": delay, "pages": 2}) for name in ("one", "other"))
    for number in range(killed):
        seen = len(server.asked)
        parent = start([one, other][: 1 + number % 2], tmp_path, f"killed-{number}", port)
        while len(server.asked) == seen:
            time.sleep(0.01)
        os.killpg(parent.pid, signal.SIGKILL)
        parent.communicate()
    watched([other], tmp_path, [port], run="r2")
    watched([one], tmp_path, [port], run="r3")
    assert len(server.of(port)) >= 4 + killed
    assert violations(server, {port: delay}) == []


def test_two_sources_on_a_host_keep_one_connection(server: Hostile, tmp_path: Path) -> None:
    port = server.add()
    watched([source("one", port), source("other", port)], tmp_path, [port])
    assert server.most_open[port] == 1
