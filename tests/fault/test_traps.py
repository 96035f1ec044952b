"""Endless spaces end: each trap costs few requests, and the site's real pages are read all the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hostile import HTML, Behaviour, Hostile, Peer, feed, hostile, redirect, source, text
from watched import MIB, watched

import crawler.copies
import crawler.frontier
from crawler.frontier import Frontier
from crawler.linkpage import Link
from crawler.page import Page
from crawler.source import Source

REAL = 100
SAME = text(HTML)


@pytest.fixture
def server() -> Iterator[Hostile]:
    with hostile() as running:
        yield running


def real(n: int) -> Behaviour:
    return text(HTML.replace(b"met", b"has approved plan number %d" % n))


def listing(items: list[str], following: str | None = None, before: str | None = None) -> Behaviour:
    rows = "".join(
        f'<li><a href="{path}">The city council has approved the plan number {n} of {path}</a> <span>2026-11-03</span></li>'
        for n, path in enumerate(items)
    )
    more = f'<a rel="prev" href="{before}">Previous</a>' if before else ""
    more += f'<a rel="next" href="{following}">Next</a>' if following else ""
    return text(f"<html><body><h1>News</h1><ul class='news'>{rows}</ul><div>{more}</div></body></html>")


def with_feed(server: Hostile, routes: dict[str, Behaviour], paths: list[str]) -> int:
    port = server.add(routes=routes)
    routes["/feed.xml"] = feed(*(f"http://127.0.0.1:{port}{path}" for path in paths))
    return port


class Site:
    """A trap beside REAL real pages; `most` is how many requests it may cost, robots.txt and indexes included."""

    def __init__(self, name: str, port: int, most: int, **values: Any) -> None:
        self.source: Source = source(name, port, **values)
        self.port, self.most = port, most


def redirect_traps(server: Hostile) -> Iterator[Site]:
    async def counting(peer: Peer) -> None:
        number = int(peer.path.rpartition("=")[2] or 0)
        await peer.answer(b"", "302 Found", b"Location: /turn?n=%d" % (number + 1), b"Set-Cookie: seen=1")

    pages = {f"/real/{n}": real(n) for n in range(REAL)}
    traps: dict[str, Behaviour] = {"/a": redirect("/b"), "/b": redirect("/a"), "/self": redirect("/self")}
    traps |= {"/cookie": redirect("/cookie", b"Set-Cookie: session=1"), "*": counting}
    traps["/robots.txt"] = text("", "404 Not Found")
    port = with_feed(server, pages | traps, ["/a", "/self", "/cookie", "/turn?n=0", *pages])
    yield Site("redirects", port, REAL + 2 + 4 * 6)


def calendar_traps(server: Hostile) -> Iterator[Site]:
    """A calendar that leads to the day before and after, and an archive: new items on every page, for ever."""

    async def page(peer: Peer) -> None:
        start, _, number = peer.path.partition("=")
        if not number:
            return await SAME(peer)
        before = f"{start}={int(number) - 1}" if "day" in start else None
        items = [f"/event/{number}/{n}" for n in range(5)]
        return await listing(items, f"{start}={int(number) + 1}", before)(peer)

    for name, start in (("calendar", "/calendar?day=1"), ("archive", "/archive?p=1")):
        port = server.add(routes={"*": page, "/robots.txt": text("", "404 Not Found")})
        yield Site(name, port, 1 + 6 + 6 * 5, path=start, kind="listing")


def pagination_traps(server: Hostile) -> Iterator[Site]:
    """A list without an end that shows its last page again and again, under new addresses."""
    pages = {f"/real/{n}": real(n) for n in range(REAL)}

    async def page(peer: Peer) -> None:
        if not peer.path.startswith("/list"):
            return await pages.get(peer.path, SAME)(peer)
        number = int(peer.path.rpartition("=")[2])
        here = sorted(pages)[min(number, 4) * 20 :][:20]
        return await listing(here, f"/list?p={number + 1}")(peer)

    port = server.add(routes={"*": page, "/robots.txt": text("", "404 Not Found")})
    yield Site("pagination", port, REAL + 1 + 6, path="/list?p=0", kind="listing", limits={"depth": 50})


def address_traps(server: Hostile) -> Iterator[Site]:
    """Addresses that a machine makes up, all with one text behind them, newer than the real pages."""
    rng = random.Random(3)
    pages = {f"/real/{n}": real(n) for n in range(REAL)}
    repeated = ["/a/a/a/a/", "/x/y/x/y/x/y/", "/deep" * 25, "/q?" + "&".join(f"p{n}=1" for n in range(12))]
    ids = [f"/visit/{rng.randbytes(8).hex()}/news" for _ in range(600)]
    facets = [f"/find?{'&'.join(f'f{n}=1' for n in range(10) if mask >> n & 1)}" for mask in range(1, 600)]
    traps = dict.fromkeys([*repeated, *ids, *facets], SAME) | {"*": SAME}
    port = with_feed(
        server, pages | traps | {"/robots.txt": text("", "404 Not Found")}, [*repeated, *ids, *facets, *pages]
    )
    yield Site("addresses", port, REAL + 2 + 2 * crawler.copies.MAX_COPIES)


def sitemap_traps(server: Hostile) -> Iterator[Site]:
    """An index that names itself and a chain of a thousand more; each level has a sitemap of real pages."""
    pages = {f"/real/{n}": real(n) for n in range(REAL)}
    routes: dict[str, Behaviour] = dict(pages)
    port = server.add(routes=routes)
    base = f"http://127.0.0.1:{port}"

    async def index(peer: Peer) -> None:
        number = int("0" + "".join(filter(str.isdigit, peer.path)))
        names = ["/map0.xml", "/real.xml", peer.path.lstrip("."), f"/map{number + 1}.xml"]
        entries = "".join(f"<sitemap><loc>{base}{name}</loc></sitemap>" for name in names)
        await text(f"<sitemapindex>{entries}</sitemapindex>")(peer)

    locs = "".join(f"<url><loc>{base}{path}</loc></url>" for path in pages)
    routes |= {"/real.xml": text(f"<urlset>{locs}</urlset>"), "/robots.txt": text("", "404 Not Found"), "*": index}
    yield Site("sitemaps", port, REAL + 1 + 6 + 1, path="/map0.xml", kind="sitemap")


TRAPS = (redirect_traps, calendar_traps, pagination_traps, address_traps, sitemap_traps)


def test_every_trap_ends_and_the_real_pages_are_read(server: Hostile, tmp_path: Path) -> None:
    sites = [site for make in TRAPS for site in make(server)]
    found = watched([site.source for site in sites], tmp_path, [site.port for site in sites])
    for site in sites:
        asked = server.of(site.port)
        assert len(asked) <= min(500, 1.2 * site.most), site.source.name
        if site.source.name not in ("calendar", "archive"):
            read = {one.path for one in asked if one.path.startswith("/real/")}
            assert len(read) >= 0.99 * REAL, site.source.name
    assert found.sources["addresses"].reasons["copies"] == 600 + 599 - 2 * crawler.copies.MAX_COPIES
    assert found.sources["addresses"].reasons["trap"] == 4
    assert found.sources["redirects"].reasons["redirect_loop"] == 4
    assert found.sources["archive"].reasons["index"] == 6


def test_what_was_put_off_is_asked_in_the_next_run(server: Hostile, tmp_path: Path) -> None:
    """A wall of one text in front of everything, and the next night it is gone."""
    paths = [f"/news/{n}" for n in range(60)]
    routes: dict[str, Behaviour] = dict.fromkeys(paths, SAME)
    port = with_feed(server, routes, paths)
    first = watched([source("wall", port)], tmp_path, [port]).sources["wall"]
    assert (first.fetched, first.reasons["copies"]) == (25, 35)
    routes.update({f"/news/{n}": real(n) for n in range(60)})
    # The routes were taken over when the port was opened; what is read is what stands there now.
    second = watched([source("wall", port)], tmp_path, [port], run="r2").sources["wall"]
    assert second.fetched == 60


def test_more_addresses_than_can_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest are kept; the index is read again until all have had their turn, and none is lost."""
    monkeypatch.setattr(crawler.frontier, "MAX_WAITING", 40)
    links = [Link(f"https://example.org/{n:03}", None, f"2026-{1 + n // 28:02}-{1 + n % 28:02}") for n in range(100)]
    index = Page(url="https://example.org/map.xml", requested_url="https://example.org/map.xml", body=b"x")
    asked: list[str] = []
    for run in ("r1", "r2", "r3", "r4"):
        with Frontier.open(tmp_path / "port-news" / "state.sqlite") as state:
            state.begin(run, [index.url], rules="1", judge=lambda url, address: None)
            lease = state.lease(run)
            assert lease is not None
            assert lease.kind == "index"
            if run == "r4":
                assert lease.body_hash is not None, "read to its end, it need not be read again"
                break
            assert lease.body_hash is None
            state.index_read(run, lease, index, links, lambda new: (), lambda url, address: None)
            waiting = 0
            while found := state.lease(run):
                state.skipped(run, found, "content_type")
                asked.append(found.url)
                waiting += 1
            assert waiting <= 40
            state.finish(run, outcome="skipped", reason="stopped")
            assert state.balance(run)["reasons"].get("index_cut", 0) == (run != "r3")
    assert asked == [link.url for link in reversed(links)]


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_five_million_addresses_in_sitemaps(server: Hostile, tmp_path: Path) -> None:
    routes: dict[str, Behaviour] = {"/robots.txt": text("", "404 Not Found")}
    port = server.add(routes=routes)
    base = f"http://127.0.0.1:{port}"

    async def part(peer: Peer) -> None:
        if not peer.path.startswith("/part"):
            return await real(sum(peer.path.encode()))(peer)
        locs = "".join(f"<url><loc>{base}{peer.path[:-4]}/{n}</loc></url>" for n in range(50_000))
        return await text(f"<urlset>{locs}</urlset>")(peer)

    names = "".join(f"<sitemap><loc>{base}/part{n}.xml</loc></sitemap>" for n in range(100))
    routes |= {"/map.xml": text(f"<sitemapindex>{names}</sitemapindex>"), "*": part}
    found = watched([source("huge", port, path="/map.xml", kind="sitemap")], tmp_path, [port])
    assert len(server.asked) <= 501
    assert found.peak <= 400 * MIB
    state = tmp_path / "sources" / "huge" / "state.sqlite"
    assert state.stat().st_size <= 200 * MIB
