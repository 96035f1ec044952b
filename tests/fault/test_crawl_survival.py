"""The crawl's own files after a torn write, on a full disk, and under two crawls at once."""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import HTML, Behaviour, Hostile, Peer, feed, hostile, source
from watched import ledger, watched

from crawler.archive import WarcWriter, iter_pages, read_page
from crawler.follow import FollowRules
from crawler.frontier import Frontier
from crawler.page import Page
from crawler.source import Source
from crawler.torn import cut_back, newest_archive

ROOT = Path(__file__).resolve().parents[2]
RUN = """
import json, sys
from pathlib import Path
from crawler.run import crawl
from crawler.source import Source
spec = json.loads(sys.stdin.readline())
sys.stdin.readline()
try:
    stats = crawl([Source.model_validate(spec["source"])], data=Path(spec["data"]), run=spec["run"],
                  loopback=frozenset(spec["loopback"]))
except OSError as error:
    print(json.dumps({"errno": error.errno, "path": str(error.filename), "text": str(error)}))
    sys.exit(74)
told = stats.sources["city"]
print(json.dumps({"fetched": told.fetched, "seen": told.seen, "reasons": dict(told.reasons)}))
"""


@pytest.fixture
def server() -> Iterator[Hostile]:
    with hostile() as running:
        yield running


def site(server: Hostile, pages: int, *, size: int = 0, wait: float = 0.0) -> int:
    """A feed of so many pages, each with so many bytes that do not pack, sent after a while."""
    rng = random.Random(pages)
    routes: dict[str, Behaviour] = {}

    def page(number: int) -> Behaviour:
        body = HTML.replace(b"Monday", b"%d %s" % (number, rng.randbytes(size // 2).hex().encode()))

        async def behave(peer: Peer) -> None:
            await asyncio.sleep(wait)
            await peer.answer(body)

        return behave

    routes |= {f"/news/{number}": page(number) for number in range(pages)}
    port = server.add(routes=routes)
    routes["/feed.xml"] = feed(*(f"http://127.0.0.1:{port}{path}" for path in routes))
    return port


def start(one: Source, data: Path, port: int, run: str = "r1", *, shell: str = "") -> subprocess.Popen[str]:
    """A process that waits for a line and then crawls."""
    command = [sys.executable, "-c", RUN]
    child = subprocess.Popen(
        ["unshare", "-m", "sh", "-c", f'{shell} exec "$@"', "sh", *command] if shell else command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    spec = {"source": one.model_dump(mode="json"), "data": str(data), "run": run, "loopback": [f"127.0.0.1:{port}"]}
    assert child.stdin is not None
    child.stdin.write(json.dumps(spec) + "\n")
    child.stdin.flush()
    return child


def archived(data: Path) -> list[str]:
    """The archived pages' paths by the index, each read back from its place."""
    with Frontier.open_readonly(data / "sources" / "city" / "state.sqlite") as state:
        rows = list(state.pages_since())
    assert [read_page(data / "sources" / "city", row.warc).id for row in rows] == [row.id for row in rows]
    return sorted(row.url.rpartition("/")[2] for row in rows)


# Torn archives


def test_an_archive_is_cut_back_to_its_last_whole_record(tmp_path: Path) -> None:
    url = "https://example.org/1"
    pages = [Page(url=f"{url}{n}", requested_url=url, body=HTML * (n + 1)) for n in range(3)]
    with WarcWriter(tmp_path, "city") as archive:
        refs = [archive.write(page) for page in pages]
    path = tmp_path / refs[0].file
    whole = path.read_bytes()
    ends = [*(ref.offset for ref in refs), len(whole)]
    garbage = zlib.compress(b"no record", 9)
    cuts = {end + step for end in ends for step in (-9, -8, -1, 0, 1, 9, 10, 11)} | set(range(1, len(whole), 41))
    for cut in sorted(cut for cut in cuts if 0 < cut <= len(whole)):
        kept = max((end for end in ends if end <= cut), default=0)
        for behind in (b"", garbage):
            for known in {0, *(ref.offset for ref in refs if ref.offset < kept)}:
                path.write_bytes(whole[:cut] + behind)
                assert cut_back(path, known) == cut + len(behind) - kept
                assert (path.read_bytes() if path.exists() else b"") == whole[:kept]


def test_the_next_run_says_what_it_cut_off_and_goes_on(server: Hostile, tmp_path: Path) -> None:
    """A crawl that was killed in the middle of a record, as the disk shows it."""
    port = site(server, 6)
    watched([source("city", port)], tmp_path, [port])
    folder = tmp_path / "sources" / "city"
    rules = FollowRules(source("city", port)).fingerprint()
    with Frontier.open(folder / "state.sqlite") as state:
        state.begin("r2", [], rules=rules, judge=lambda url, address: None)
    path = newest_archive(folder)
    assert path is not None
    before = path.read_bytes()
    path.write_bytes(before + before[:200])
    found = watched([source("city", port)], tmp_path, [port], run="r2").sources["city"]
    assert list(found.notices) == [f"{path.name}: 200 bytes of a torn record were cut off"]
    assert path.read_bytes() == before
    assert sum(len(list(iter_pages(one))) for one in folder.glob("*.warc.gz")) == 7
    assert archived(tmp_path) == [str(number) for number in range(6)]


# Two at once


@pytest.mark.parametrize("starts", [2, pytest.param(50, marks=[pytest.mark.slow, pytest.mark.timeout(1800)])])
def test_two_crawls_of_one_source_at_the_same_moment(server: Hostile, tmp_path: Path, starts: int) -> None:
    """One crawls; the other is turned away, or waits for it and finds that all is done. Nothing is asked twice."""
    for number in range(starts):
        port = site(server, 5, wait=0.02)
        data = tmp_path / str(number)
        pair = [start(source("city", port), data, port) for _ in range(2)]
        time.sleep(0.3)
        for child in pair:
            assert child.stdin is not None
            child.stdin.write("\n")
            child.stdin.flush()
        told = [(child.communicate(timeout=60)[0], child.returncode) for child in pair]
        assert 0 in [code for _, code in told]
        for line, code in told:
            assert code == 0 or "another crawl of this source" in json.loads(line)["text"]
        paths = [asked.path for asked in server.of(port) if asked.path != "/robots.txt"]
        assert sorted(paths) == sorted(["/feed.xml", *(f"/news/{n}" for n in range(5))])
        assert archived(data) == [str(n) for n in range(5)]


# A full disk


def can_mount() -> bool:
    done = subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True)
    return done.returncode == 0


@pytest.mark.parametrize(
    "sizes",
    [
        (120, 420),
        pytest.param(tuple(range(40, 900, 40)), marks=[pytest.mark.slow, pytest.mark.timeout(900)]),
    ],
)
def test_a_full_disk_loses_nothing_and_room_mends_it(server: Hostile, tmp_path: Path, sizes: tuple[int, ...]) -> None:
    """The disk has so many KiB, then more: exit 74 that names the file, then all pages, each once."""
    if not can_mount():
        pytest.skip("needs the right to mount a small file system (unshare -m)")
    for size in sizes:
        port = site(server, 10, size=80_000)
        data = tmp_path / str(size)
        (data / "full").mkdir(parents=True)
        script = (
            f'mount -t tmpfs -o size={size}k none {data}/full; IFS= read -r spec; (echo "$spec"; echo) > {data}/spec; '
            f'"$@" < {data}/spec > {data}/first; echo $? > {data}/code; mount -o remount,size=20m {data}/full; '
            f'"$@" < {data}/spec > {data}/second; cp -r {data}/full {data}/after; exit 0;'
        )
        child = start(source("city", port), data / "full", port, shell=script)
        errors = child.communicate(timeout=100)[1]
        first = json.loads((data / "first").read_text() or "{}")
        assert (data / "code").read_text().strip() == "74", (size, first, errors)
        assert f"{data}/full" in first["path"], size
        second = json.loads((data / "second").read_text())
        assert second["seen"] == 11, size
        assert archived(data / "after") == sorted(str(number) for number in range(10)), size
        assert all(row.outcome != "failed" for row in ledger(data / "after", "city").values())


def test_a_fatal_error_ends_all_sources_and_is_one_line(server: Hostile, tmp_path: Path) -> None:
    """One source's folder cannot be written: the crawl says which, and does not go on as if nothing were wrong."""
    port = site(server, 2)
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "city").write_text("a file where the folder should be")
    child = start(source("city", port), tmp_path, port)
    out, errors = child.communicate("\n", timeout=60)
    assert child.returncode == 74, errors
    assert json.loads(out)["path"].startswith(str(tmp_path / "sources" / "city"))
