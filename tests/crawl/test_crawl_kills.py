"""A crawl killed at any moment loses nothing, files nothing twice, and is taken up where it was."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from crawlsite import Answer, Site, frontier, run_one, serve

from crawler.archive import read_page
from crawler.frontier import Frontier
from crawler.run import crawl
from crawler.source import Source
from crawler.state import StorageError

ROOT = Path(__file__).resolve().parents[2]
PARENT = """
import json, sys
from pathlib import Path
from crawler.run import crawl
from crawler.source import Source
spec = json.loads(sys.stdin.readline())
crawl([Source.model_validate(spec["source"])], data=Path(spec["data"]), run="r1", loopback=frozenset(spec["loopback"]),
      progress=lambda event: print(event.get("url", ""), flush=True))
"""


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        running.add_feed(running.add_articles(12))
        yield running


def start(site: Site, data: Path) -> subprocess.Popen[str]:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    spec = {"source": site.source().model_dump(mode="json"), "data": str(data), "loopback": [site.host]}
    assert parent.stdin is not None
    parent.stdin.write(json.dumps(spec) + "\n")
    parent.stdin.flush()
    return parent


def content(data: Path) -> list[tuple[str, str]]:
    """Every archived page by address and bytes, each read back from the archive."""
    with frontier(data) as state:
        rows = list(state.pages_since())
    pages = [read_page(data / "sources" / "harbour-city", row.warc) for row in rows]
    assert [page.id for page in pages] == [row.id for row in rows]
    return sorted((page.url, page.body_hash) for page in pages)


@pytest.mark.parametrize("trials", [3, pytest.param(200, marks=[pytest.mark.slow, pytest.mark.timeout(3600)])])
def test_killed_at_random_points_it_ends_as_if_undisturbed(site: Site, tmp_path: Path, trials: int) -> None:
    for path, answer in site.pages.items():
        if path.startswith("/news/") and isinstance(answer, Answer):
            answer.wait = 0.02
    undisturbed = run_one(site, tmp_path / "whole", site.source())
    expected = content(tmp_path / "whole")
    rng = random.Random(trials)
    for trial in range(trials):
        data = tmp_path / str(trial)
        site.asked.clear()
        parent = start(site, data)
        assert parent.stdout is not None
        for _ in range(rng.randrange(1, 13)):
            parent.stdout.readline()
        time.sleep(rng.random() * 0.03)
        os.killpg(parent.pid, signal.SIGKILL)
        parent.communicate()
        resumed = run_one(site, data, site.source())
        assert content(data) == expected
        assert (resumed.seen, resumed.fetched, resumed.skipped) == (undisturbed.seen, undisturbed.fetched, 1)
        again = len(site.paths()) - len(set(site.paths()))
        assert again <= 2, "robots.txt, and the one address that was being asked"


def test_no_crawler_outlives_its_parent(site: Site, tmp_path: Path) -> None:
    for answer in site.pages.values():
        if isinstance(answer, Answer):
            answer.wait = 0.2
    parent = start(site, tmp_path)
    assert parent.stdout is not None
    parent.stdout.readline()
    os.kill(parent.pid, signal.SIGKILL)
    parent.communicate()
    time.sleep(0.5)
    asked = len(site.asked)
    time.sleep(0.6)
    assert len(site.asked) == asked
    with Frontier.open(tmp_path / "sources" / "harbour-city" / "state.sqlite"):
        pass  # the dead crawl's lock is gone with it


def test_a_finished_run_asks_nothing_more(site: Site, tmp_path: Path) -> None:
    first = run_one(site, tmp_path, site.source())
    site.asked.clear()
    again = run_one(site, tmp_path, site.source())
    assert site.asked == []
    assert (again.seen, again.fetched) == (first.seen, first.fetched)


def test_a_folder_that_cannot_be_written_is_named(site: Site, tmp_path: Path) -> None:
    (tmp_path / "sources").write_text("a file where the folder should be")
    with pytest.raises(StorageError) as caught:
        crawl([site.source()], data=tmp_path, run="r1", loopback=frozenset({site.host}))
    assert str(tmp_path / "sources") in str(caught.value.filename)


def test_a_full_disk_is_said_and_what_is_stored_stays(site: Site, tmp_path: Path) -> None:
    """The file size limit of the process stands in for the disk's end."""
    site.pages["/news/9.html"] = Answer(random.Random(1).randbytes(900_000).hex().encode(), etag=False)
    limited = f"import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);{PARENT}".replace(
        "spec =", "resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000)); spec ="
    )
    spec = {"source": site.source().model_dump(mode="json"), "data": str(tmp_path), "loopback": [site.host]}
    done = subprocess.run(
        [sys.executable, "-c", limited], cwd=ROOT, input=json.dumps(spec) + "\n", capture_output=True, text=True
    )
    assert "StorageError" in done.stderr
    assert str(tmp_path) in done.stderr
    stored = content(tmp_path)
    assert 1 <= len(stored) < 12
    resumed = run_one(site, tmp_path, site.source())
    assert (resumed.fetched, len(content(tmp_path))) == (12, 12)


def test_sources_are_plain_data_between_processes(site: Site) -> None:
    source = site.source(allow=["/news/"], also=[f"{site.url}/b.xml"])
    assert Source.model_validate(json.loads(source.model_dump_json())) == source
