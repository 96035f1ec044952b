"""Runs over a real server: what a second run asks, what changes or vanishes, and how the three kinds are followed."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from crawlsite import Answer, Site, article, frontier, run_one, serve

from crawler.archive import iter_pages, read_page
from crawler.run import ProbeError, crawl, probe


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        yield running


def test_a_feed_is_archived_and_nothing_is_sent_twice(site: Site, tmp_path: Path) -> None:
    site.add_feed(site.add_articles(5))
    source = site.source()
    first = run_one(site, tmp_path, source)
    assert (first.seen, first.fetched, first.skipped, first.error) == (6, 5, 1, None)
    with frontier(tmp_path) as state:
        rows = list(state.pages_since())
        pages = [read_page(tmp_path / "sources" / source.name, row.warc) for row in rows]
        assert state.last_crawled() is not None
    assert [page.body for page in pages] == [article(f"The council opened center {n}").body for n in range(1, 6)]
    assert [page.id for page in pages] == [row.id for row in rows]
    assert (rows[0].title_hint, rows[0].date_hint) == ("Item /news/1.html", "2026-11-03")
    assert (pages[0].source, pages[0].encoding) == ("harbour-city", "utf-8")
    site.asked.clear()
    second = run_one(site, tmp_path, source, "r2")
    assert (second.unchanged, second.fetched, second.reasons["not_modified"]) == (5, 0, 5)
    assert all("if-none-match" in asked.headers for asked in site.asked if asked.path != "/robots.txt")


def test_without_validators_the_bytes_decide_and_then_the_text(site: Site, tmp_path: Path) -> None:
    paths = site.add_articles(2)
    site.add_feed(paths)
    for path in paths:
        site.pages[path] = Answer(
            article("The mayor opened a pier").body, headers={"Content-Type": "text/html"}, etag=False
        )
    run_one(site, tmp_path, site.source())
    body = article("The mayor opened a pier").body.replace(b"</body>", b"<script>var visit=8571</script></body>")
    site.pages[paths[0]] = Answer(body, headers={"Content-Type": "text/html"}, etag=False)
    second = run_one(site, tmp_path, site.source(), "r2")
    assert second.reasons == {"same_body": 1, "same_text": 1, "index": 1}


def test_a_changed_page_is_archived_again_and_a_vanished_one_is_gone(site: Site, tmp_path: Path) -> None:
    changed, vanished, kept = site.add_articles(3)
    site.add_feed([changed, vanished, kept])
    run_one(site, tmp_path, site.source())
    site.pages[changed] = article("The council closed center 1")
    site.pages[vanished] = Answer(b"no longer here", status=410, etag=False)
    second = run_one(site, tmp_path, site.source(), "r2")
    assert (second.fetched, second.unchanged, second.failed, second.reasons["gone"]) == (1, 1, 1, 1)
    with frontier(tmp_path) as state:
        outcomes = {row.url.removeprefix(site.url): (row.outcome, row.reason) for row in state.ledger("r2")}
        assert len([row for row in state.pages_since() if row.url.endswith(changed)]) == 2
    assert outcomes == {
        "/feed.xml": ("skipped", "index"),
        changed: ("fetched", None),
        vanished: ("failed", "gone"),
        kept: ("unchanged", "not_modified"),
    }
    site.pages[vanished] = article("The council opened center 2")
    site.add_feed([changed, vanished, kept, *site.add_articles(4)[3:]])
    third = run_one(site, tmp_path, site.source(), "r3")
    assert third.fetched == 2, "the page that came back, and the new one"


def test_a_sitemap_index_of_packed_sitemaps_is_followed(site: Site, tmp_path: Path) -> None:
    paths = site.add_articles(6)

    def urlset(part: list[str]) -> bytes:
        rows = "".join(f"<url><loc>{site.url}{path}</loc><lastmod>2026-10-0{path[6]}</lastmod></url>" for path in part)
        return gzip.compress(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode())

    site.pages["/a.xml.gz"], site.pages["/b.xml.gz"] = Answer(urlset(paths[:3])), Answer(urlset(paths[3:]))
    names = "".join(f"<sitemap><loc>{site.url}/{name}</loc></sitemap>" for name in ("a.xml.gz", "b.xml.gz", "map.xml"))
    site.pages["/map.xml"] = Answer(f"<sitemapindex>{names}</sitemapindex>".encode())
    source = site.source(kind="sitemap", path="/map.xml")
    stats = run_one(site, tmp_path, source)
    assert (stats.fetched, stats.reasons["index"], stats.error) == (6, 3, None)
    site.pages["/b.xml.gz"] = Answer(urlset([*paths[3:], *site.add_articles(7)[6:]]))
    assert run_one(site, tmp_path, source, "r2").fetched == 1, "a sitemap below an index that is itself unchanged"


def listing(site: Site, paths: list[str], following: str | None) -> Answer:
    items = "".join(
        f'<li><a href="{path}">The city council has approved plan number {path[6:-5]}</a> <span>2026-11-03</span></li>'
        for path in paths
    )
    more = f'<div class="pages"><a rel="next" href="{following}">Next</a></div>' if following else ""
    return Answer(f"<html><body><h1>News</h1><ul class='list'>{items}</ul>{more}</body></html>".encode())


def test_a_listing_is_followed_while_its_pages_bring_something_new(site: Site, tmp_path: Path) -> None:
    paths = site.add_articles(12)
    for number in range(4):
        site.pages[f"/list?p={number}"] = listing(site, paths[3 * number : 3 * number + 3], f"/list?p={number + 1}")
    # The last page is served for every number above: without an end it would go on for ever.
    for number in range(4, 20):
        site.pages[f"/list?p={number}"] = listing(site, paths[9:12], f"/list?p={number + 1}")
    source = site.source(kind="listing", path="/list?p=0", limits={"depth": 20})
    stats = run_one(site, tmp_path, source)
    assert stats.fetched == 12
    assert [path for path in site.paths() if path.startswith("/list")] == [f"/list?p={n}" for n in range(5)]
    site.asked.clear()
    assert run_one(site, tmp_path, source, "r2").unchanged == 12
    assert [path for path in site.paths() if path.startswith("/list")] == ["/list?p=0"]


def test_depth_and_page_budget_end_a_crawl_and_the_rest_waits(site: Site, tmp_path: Path) -> None:
    paths = site.add_articles(30)
    for number in range(10):
        site.pages[f"/list?p={number}"] = listing(site, paths[3 * number : 3 * number + 3], f"/list?p={number + 1}")
    source = site.source(kind="listing", path="/list?p=0", limits={"depth": 2, "pages": 6})
    stats = run_one(site, tmp_path, source)
    assert [path for path in site.paths() if path.startswith("/list")] == ["/list?p=0", "/list?p=1"]
    assert len(site.asked) <= 6
    assert stats.reasons["budget"] == 6 - stats.fetched
    assert run_one(site, tmp_path, source, "r2").fetched == 6 - stats.fetched


def test_what_is_not_to_be_followed_has_its_reason(site: Site, tmp_path: Path) -> None:
    paths = site.add_articles(3)
    other = [
        "http://example.org/news/1.html",
        "javascript:void(0)",
        "/a/b/a/b/a/b/a/",
        "/photos/1.html",
        "/plain/1.html",
        "/news/council.mp4",
    ]
    site.add_feed(paths)
    feed = site.pages["/feed.xml"]
    assert isinstance(feed, Answer)
    entries = "".join(f"<item><title>x</title><link>{u if ':' in u else site.url + u}</link></item>" for u in other)
    feed.body = feed.body.replace(b"</channel>", entries.encode() + b"</channel>")
    source = site.source(allow=["/news/", "/photos/", "/a/"], deny=["/photos/"])
    stats = run_one(site, tmp_path, source)
    assert stats.fetched == 3
    assert stats.reasons == {"index": 1, "offsite": 1, "trap": 1, "denied": 1, "not_allowed": 1, "recording": 1}
    wider = site.source(allow=["/news/", "/plain/"])
    site.pages["/plain/1.html"] = article("The port authority bought a crane")
    assert run_one(site, tmp_path, wider, "r2").fetched == 1, "new rules judge the known items again"


def test_pictures_are_not_kept_and_pdf_is(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = Answer(b"%PDF-1.4 notice", headers={"Content-Type": "application/octet-stream"})
    site.pages["/b"] = Answer(b"\x89PNG\r\n\x1a\n", headers={"Content-Type": "text/html"})
    site.add_feed(["/a", "/b"])
    stats = run_one(site, tmp_path, site.source())
    assert (stats.fetched, stats.reasons["content_type"]) == (1, 1)


def test_a_redirect_is_one_page_under_its_last_address(site: Site, tmp_path: Path) -> None:
    site.add_articles(1)
    site.pages["/go"] = Answer(status=301, headers={"Location": "/news/1.html"}, etag=False)
    site.pages["/loop"] = Answer(status=302, headers={"Location": "/loop"}, etag=False)
    site.add_feed(["/go", "/news/1.html", "/loop"])
    stats = run_one(site, tmp_path, site.source())
    assert stats.reasons == {"duplicate": 1, "redirect_loop": 1, "index": 1}
    with frontier(tmp_path) as state:
        (row,) = state.pages_since()
    assert row.url == f"{site.url}/news/1.html"
    again = run_one(site, tmp_path, site.source(), "r2")
    assert again.unchanged == 2


def test_an_empty_list_and_too_short_a_list_are_errors(site: Site, tmp_path: Path) -> None:
    site.add_feed([])
    assert "0 items found, at least 1 expected" in str(run_one(site, tmp_path, site.source()).error)
    site.add_feed(site.add_articles(2))
    stats = run_one(site, tmp_path, site.source(expect={"items": 3}), "r2")
    assert stats.fetched == 2
    assert "2 items found, at least 3 expected" in str(stats.error)


def test_one_source_that_fails_stops_no_other(site: Site, tmp_path: Path) -> None:
    site.add_feed(site.add_articles(2))
    good, missing = site.source(), site.source("no-such-page", path="/nothing.xml")
    closed = site.source("closed-port").model_copy(update={"url": "http://127.0.0.1:9/feed.xml"})
    loopback = frozenset({site.host, "127.0.0.1:9"})
    stats = crawl([good, missing, closed], data=tmp_path, run="r1", loopback=loopback).sources
    assert stats["harbour-city"].fetched == 2
    assert "the server answered 404" in str(stats["no-such-page"].error)
    assert "connection" in str(stats["closed-port"].error)
    assert stats["closed-port"].failed == stats["closed-port"].seen == 1


def test_a_probe_shows_the_start_page_and_stores_nothing(site: Site, tmp_path: Path) -> None:
    site.add_feed(site.add_articles(1))
    page = probe(site.source(), data=tmp_path, loopback=frozenset({site.host}))
    assert (page.status, page.content_type) == (200, "application/rss+xml")
    assert b"<rss" in page.body
    assert list(tmp_path.iterdir()) == []
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /\n")
    with pytest.raises(ProbeError, match=r"robots\.txt forbids"):
        probe(site.source(), data=tmp_path, loopback=frozenset({site.host}))


def test_the_archive_holds_what_was_read_index_pages_too(site: Site, tmp_path: Path) -> None:
    body = gzip.compress(article("The council opened a library").body)
    site.pages["/packed"] = Answer(body, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})
    site.add_feed(["/packed"])
    run_one(site, tmp_path, site.source())
    (path,) = (tmp_path / "sources" / "harbour-city").glob("*.warc.gz")
    feed, page = iter_pages(path)
    assert feed.url.endswith("/feed.xml")
    assert page.body == article("The council opened a library").body
    assert page.headers["x-archive-orig-content-encoding"] == "gzip"
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
