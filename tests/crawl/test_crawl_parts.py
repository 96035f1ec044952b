"""The parts without a network: addresses, the guard, robots, the archive, the frontier's own rules."""

from __future__ import annotations

import asyncio
import doctest
import gzip
import sqlite3
import time
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import crawler.guard
import crawler.stats
import crawler.urls
from crawler.archive import ArchiveError, WarcWriter, iter_pages, read_page
from crawler.frontier import Frontier
from crawler.gate import HostGate
from crawler.guard import AddressGuard, is_public
from crawler.linkpage import Link
from crawler.page import Page, WarcRef
from crawler.robots import Robots, read_robots
from crawler.state import StorageError, stamp_of
from crawler.texthash import text_hash
from crawler.urls import canonical_url


@pytest.mark.parametrize("module", [crawler.urls, crawler.guard, crawler.stats])
def test_examples_in_the_documentation(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


SAME = [
    ("https://Example.org/a/./b/../c", "https://example.org/a/c"),
    ("https://example.org:443/", "https://example.org"),
    ("http://example.org/x?b=1&a=2", "http://example.org/x?a=2&b=1"),
    ("https://example.org/x?fbclid=1&id=7&gclid=2&utm_medium=mail", "https://example.org/x?id=7"),
    ("https://example.org/x;jsessionid=0F?sid=2", "https://example.org/x"),
    ("https://example.org/../../x", "https://example.org/x"),
    ("https://example.org/%7Emayor", "https://example.org/~mayor"),
    (" https://example.org/a\n", "https://example.org/a"),
]
OTHER = [
    ("https://example.org/show?cid=1", "https://example.org/show?cid=2"),
    ("https://example.org/show?id=1", "https://example.org/show"),
    ("https://example.org/a", "https://example.org/a/"),
    ("https://example.org:8443/", "https://example.org/"),
    ("https://example.org/A", "https://example.org/a"),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_spellings_of_one_address(one: str, two: str) -> None:
    assert canonical_url(one) == canonical_url(two)


@pytest.mark.parametrize(("one", "two"), OTHER)
def test_different_addresses_stay_different(one: str, two: str) -> None:
    assert canonical_url(one) != canonical_url(two)


@pytest.mark.parametrize("url", ["", "ftp://example.org/", "javascript:alert(1)", "http://", "http://[::1", "//x/y"])
def test_no_web_address(url: str) -> None:
    with pytest.raises(ValueError, match="not an http"):
        canonical_url(url)


@given(st.text(max_size=60))
def test_canonical_is_stable_and_nothing_else_is_raised(text: str) -> None:
    for url in (text, f"https://example.org/{text}", f"https://{text}/a?b={text}"):
        try:
            canonical = canonical_url(url)
        except ValueError:
            continue
        assert canonical_url(canonical) == canonical


PLAIN = r"https?://([a-z0-9][a-z0-9-]{0,3}\.){1,2}[a-z]{2}(:[0-9]{2,4})?(/[A-Za-z0-9_.~-]{1,3}){0,3}/?"


@given(st.from_regex(PLAIN, fullmatch=True))
def test_an_address_that_is_canonical_already_has_no_way_of_its_own(url: str) -> None:
    assert canonical_url(url) == canonical_url(url.replace("http", "HTTP", 1))


NOT_PUBLIC = (
    "127.0.0.1 127.8.9.1 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 "
    "255.255.255.255 224.0.0.1 239.1.1.1 192.0.0.8 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.1 192.88.99.1 240.0.0.1 "
    "::1 :: fd00::1 fe80::1 fec0::1 ff02::1 ff0e::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::127.0.0.1 64:ff9b::7f00:1 "
    "64:ff9b:1::1 2002:7f00:1:: 2001:db8::1 2001::1 100::1 fe80::1%eth0 nonsense"
)


@pytest.mark.parametrize("address", NOT_PUBLIC.split())
def test_addresses_that_are_never_connected_to(address: str) -> None:
    assert not is_public(address)
    guard = AddressGuard(frozenset({"127.0.0.1:8471"}))
    assert not guard.allows_address("www.example.org", address if address != "nonsense" else "10.0.0.1")


REFUSED = (
    "http://127.0.0.1/ http://127.0.0.1:8472/ http://2130706433/ http://0x7f.1/ http://127.1/ http://017700000001/ "
    "http://0/ http://[::ffff:127.0.0.1]/ http://[::1]:8471/ http://localhost/ http://localhost:8471/ "
    "http://foo.localhost/ http://127.0.0.1.:8471/ https://169.254.169.254/ file:///etc/passwd ftp://example.org/ "
    "data:text/html,x gopher://example.org/ http:///x http://example.org:99999/ http://metadata.google.internal/"
)


@pytest.mark.parametrize("url", REFUSED.split())
def test_addresses_that_are_refused_by_their_spelling(url: str) -> None:
    assert AddressGuard(frozenset({"127.0.0.1:8471"})).refuses(url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8471/a", "https://www.example.org/", "http://93.184.215.14/"])
def test_addresses_that_may_be_asked(url: str) -> None:
    assert not AddressGuard(frozenset({"127.0.0.1:8471"})).refuses(url)


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("User-agent: *\nCrawl-delay: 7", 7),
        ("User-agent: *\nCrawl-delay: 9999", 300),
        ("User-agent: *\nCrawl-delay: soon", 0),
        ("User-agent: *\nRequest-rate: 1/20", 20),
        ("User-agent: cityfacts\nCrawl-delay: 4\n\nUser-agent: *\nCrawl-delay: 9", 4),
    ],
)
def test_crawl_delay(text: str, delay: float) -> None:
    assert read_robots(200, text.encode()).delay == delay


def test_robots_without_an_answer_forbid() -> None:
    assert not read_robots("unreachable").allows("https://example.org/")
    assert read_robots("redirects") == Robots()
    assert Robots().allows("https://example.org/")


def test_the_gate_keeps_two_requests_apart() -> None:
    async def ask(gate: HostGate, times: list[float]) -> None:
        async with gate.turn("example.org"):
            times.append(time.monotonic())

    async def both() -> list[float]:
        gate, times = HostGate(), list[float]()
        gate.slow_down("example.org", 0.1)
        gate.slow_down("example.org", 0.02)
        await asyncio.gather(*(ask(gate, times) for _ in range(3)))
        return times

    first, second, third = asyncio.run(both())
    assert min(second - first, third - second) >= 0.1


def test_what_an_earlier_process_may_have_asked_counts_for_hosts_that_are_known_already() -> None:
    async def ask() -> float:
        gate = HostGate()
        gate.slow_down("example.org", 0.1)
        started = time.monotonic()
        gate.asked_until(0)
        async with gate.turn("example.org"):
            return time.monotonic() - started

    assert asyncio.run(ask()) >= 0.1


def page(number: int, body: bytes = b"<p>The council met.</p>") -> Page:
    url = f"https://example.org/{number}"
    headers = {"content-type": "text/html; charset=GB2312", "etag": f'"{number}"'}
    return Page(url=url, requested_url=url, fetched_at="2026-11-24T08:00:00Z", headers=headers, body=body)


def test_a_cut_archive_is_read_to_its_last_whole_record(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, "port-news") as archive:
        refs = [archive.write(page(number)) for number in range(3)]
    path = tmp_path / refs[0].file
    whole = path.read_bytes()
    assert [found.warc for found in iter_pages(path)] == refs
    assert read_page(tmp_path, refs[2]).encoding == "gb2312"
    for cut in range(refs[0].offset, len(whole), 23):
        path.write_bytes(whole[:cut])
        found = list(iter_pages(path))
        assert found == [read_page(tmp_path, ref) for ref in refs[: len(found)]]
        assert len(found) >= sum(ref.offset < cut for ref in refs) - 1


@pytest.mark.parametrize("ref", [WarcRef(file="no.warc.gz", offset=0), WarcRef(file="../x", offset=0)])
def test_a_record_that_is_not_there(tmp_path: Path, ref: WarcRef) -> None:
    with pytest.raises((ArchiveError, OSError)):
        read_page(tmp_path, ref)


@pytest.mark.parametrize("garbage", [b"\xff\xd8\xff JPEG", b"\x1f\x8b\x08broken", b"<html>"])
def test_a_file_that_is_no_archive(tmp_path: Path, garbage: bytes) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(garbage)
    with pytest.raises(ArchiveError, match=r"x\.warc\.gz"):
        list(iter_pages(path))


def test_another_crawlers_archive_is_read(tmp_path: Path) -> None:
    """Chunked and packed as it came over the wire, uncompressed WARC, with records that are no responses between."""
    path = tmp_path / "foreign.warc"
    packed = gzip.compress(b"<p>Pier opened</p>")
    body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=False)
        writer.write_record(writer.create_warcinfo_record("foreign.warc", {"software": "other"}))
        headers = StatusAndHeaders(
            "200 OK",
            [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"), ("Content-Type", "text/html")],
            protocol="HTTP/1.1",
        )
        for url in ("https://example.org/a", "dns:example.org", "https://example.org/b"):
            kind = "resource" if url.startswith("dns") else "response"
            http = None if kind == "resource" else headers
            record = writer.create_warc_record(url, kind, payload=BytesIO(body), length=len(body), http_headers=http)
            writer.write_record(record)
            record.raw_stream.close()
    found = list(iter_pages(path))
    assert [(one.url, one.body) for one in found] == [
        ("https://example.org/a", b"<p>Pier opened</p>"),
        ("https://example.org/b", b"<p>Pier opened</p>"),
    ]
    assert all(one.warc and read_page(tmp_path, one.warc) == one for one in found)


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("<p>Pier</p><script>a=1</script>", "<p class=x>Pier</p><script>a=2</script>", True),
        ("<p>Pier 7</p>", "<p>Pier 8</p>", False),
        ("<meta name=csrf-token content=a><p>Pier</p>", "<meta name=csrf-token content=b><p>Pier</p>", True),
        ("<meta property='article:modified_time' content=a><p>x</p>", "<meta name=author content=b><p>x</p>", False),
        ("<p>x</p>" + "<div>" * 400 + "Pier", "<p>x</p>" + "<div>" * 400 + "Quay", False),
    ],
)
def test_text_hash(one: str, two: str, same: bool) -> None:
    assert (text_hash(one.encode()) == text_hash(two.encode())) is same


START = "https://example.org/feed.xml"


def begin(state: Frontier, run: str) -> None:
    state.begin(run, [START], rules="1", judge=lambda url, address: None)


def filled(path: Path, links: list[Link]) -> Frontier:
    state = Frontier.open(path)
    begin(state, "r1")
    lease = state.lease("r1")
    assert lease is not None
    state.index_read("r1", lease, page(0), links, lambda new: (), lambda url, address: None)
    return state


def test_new_articles_come_newest_first_and_a_failure_waits(tmp_path: Path) -> None:
    links = [Link(f"https://example.org/{n}", f"Item {n}", f"2026-11-0{n}") for n in (2, 3, 1)]
    with filled(tmp_path / "port-news" / "state.sqlite", links) as state:
        first = state.lease("r1")
        assert first is not None
        assert first.url.endswith("/3")
        state.failed("r1", first, "timeout", retry_at=datetime.now(UTC) + timedelta(hours=1))
        second = state.lease("r1")
        assert second is not None
        assert second.url.endswith("/2")
        state.finish("r1", outcome="skipped", reason="stopped")
        assert state.balance("r1") == {
            "seen": 4,
            "fetched": 0,
            "unchanged": 0,
            "failed": 1,
            "skipped": 3,
            "reasons": {"stopped": 2, "index": 1, "timeout": 1},
        }
        begin(state, "r2")
        state.finish("r2", outcome="skipped", reason="stopped")
        assert state.balance("r2")["reasons"] == {"stopped": 3, "retry_later": 1}


def test_an_old_page_is_asked_again_only_when_its_date_changes(tmp_path: Path) -> None:
    path = tmp_path / "port-news" / "state.sqlite"
    url = "https://example.org/1"
    with filled(path, [Link(url, "Item", "2026-08-01")]) as state:
        lease = state.lease("r1")
        assert lease is not None
        state.fetched("r1", lease, Page(**_archived(url)), text_hash=None)
        state.finish("r1", outcome="skipped", reason="budget")
    with sqlite3.connect(path) as database:
        database.execute(
            "UPDATE urls SET first_seen = '2026-01-01T00:00:00Z', changed_at = '2026-01-01T00:00:00Z', "
            "last_fetched = strftime('%Y-%m-%dT%H:%M:%SZ') WHERE kind = 'article'"
        )
    database.close()
    for run, day, expected in (("r2", "2026-08-01", "not_due"), ("r3", "2026-08-02", "stopped")):
        with Frontier.open(path) as state:
            begin(state, run)
            index = state.lease(run)
            assert index is not None
            state.index_read(run, index, page(0), [Link(url, "Item", day)], lambda new: (), lambda u, a: None)
            state.finish(run, outcome="skipped", reason="stopped")
            assert state.balance(run)["reasons"] == {"index": 1, expected: 1}


@pytest.mark.parametrize(
    ("stood", "ago", "due"),
    [(0, 0, True), (9, 1, True), (30, 1, False), (30, 3.1, True), (300, 29, False), (300, 31, True), (9000, 91, True)],
)
def test_the_longer_a_page_stood_unchanged_the_later_it_is_asked_again(
    tmp_path: Path, stood: float, ago: float, due: bool
) -> None:
    """`stood` days after its last change it was asked and was the same; that was `ago` days ago."""
    path = tmp_path / "port-news" / "state.sqlite"
    url = "https://example.org/1"
    with filled(path, [Link(url)]) as state:
        lease = state.lease("r1")
        assert lease is not None
        state.fetched("r1", lease, Page(**_archived(url), fetched_at="2026-08-01T02:00:00Z"), text_hash=None)
        state.finish("r1", outcome="skipped", reason="budget")
    asked = datetime.now(UTC) - timedelta(days=ago)
    with sqlite3.connect(path) as database:
        database.execute(
            "UPDATE urls SET changed_at = ?, last_fetched = ? WHERE kind = 'article' AND changed_at = last_fetched",
            (stamp_of(asked - timedelta(days=stood)), stamp_of(asked)),
        )
    database.close()
    with Frontier.open(path) as state:
        begin(state, "r2")
        index = state.lease("r2")
        assert index is not None
        assert index.kind == "index"
        state.unchanged("r2", index, page(0), reason="not_modified")
        again = state.lease("r2")
        assert (again is not None and again.url == url) is due


def _archived(url: str) -> dict[str, Any]:
    return {"url": url, "requested_url": url, "body": b"x", "warc": WarcRef(file="a.warc.gz", offset=0)}


def test_after_its_last_try_an_address_is_left(tmp_path: Path) -> None:
    with filled(tmp_path / "port-news" / "state.sqlite", [Link("https://example.org/1")]) as state:
        for number in range(1, 7):
            lease = state.lease(f"r{number}")
            if lease is None:
                break
            past = datetime.now(UTC) - timedelta(seconds=1)
            state.failed(f"r{number}", lease, "timeout", retry_at=past)
        assert number == 6


def test_one_writer_at_a_time_and_readers_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.frontier.LOCK_SECONDS", 0.2)
    path = tmp_path / "port-news" / "state.sqlite"
    with filled(path, []), Frontier.open_readonly(path) as reader:
        assert reader.balance("r1")["seen"] == 1
        with pytest.raises(StorageError, match="another crawl of this source"):
            Frontier.open(path)
        with pytest.raises(StorageError):
            reader.finish("r1", outcome="skipped", reason="stopped")


def test_a_damaged_or_newer_state_is_named(tmp_path: Path) -> None:
    for name, content in (("damaged", b"no database " * 100), ("newer", None)):
        path = tmp_path / name / "state.sqlite"
        path.parent.mkdir()
        if content is not None:
            path.write_bytes(content)
        else:
            database = sqlite3.connect(path)
            database.execute("PRAGMA user_version = 99")
            database.close()
        for opening in (Frontier.open, Frontier.open_readonly):
            with pytest.raises(StorageError) as caught:
                opening(path)
            assert caught.value.filename == str(path)
