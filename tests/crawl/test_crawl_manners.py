"""Manners and walls: robots.txt, Retry-After, gaps between requests, private addresses, and the settings that hold."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from crawlsite import Answer, Site, article, frontier, run_one, serve

from crawler.run import crawl
from crawler.settings import HARDENED


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        running.add_feed(running.add_articles(3))
        yield running


ROBOTS: list[tuple[str, Answer, int, str | None]] = [
    ("none", Answer(status=404), 3, None),
    ("forbidden is no rule", Answer(status=403), 3, None),
    ("a web page is no rule", Answer(b"<html><body>Please log in</body></html>"), 3, None),
    ("for others", Answer(b"User-agent: otherbot\nDisallow: /\n"), 3, None),
    ("for us", Answer(b"\xef\xbb\xbfUser-agent: cityfacts\rDisallow: /news/2\r"), 2, "robots_disallowed"),
    ("wildcard and end", Answer(b"User-agent: *\nDisallow: /*/1.html$\n"), 2, "robots_disallowed"),
    ("no group for us beats all", Answer(b"User-agent: *\nDisallow: /\n\nUser-agent: cityfacts\nAllow: /\n"), 3, None),
    ("long", Answer(b"User-agent: *\nDisallow: /news/3\n" + b"# padding\n" * 1_000_000), 2, "robots_disallowed"),
]


def test_robots_rules(tmp_path: Path) -> None:
    with ExitStack() as stack:
        sites = [stack.enter_context(serve()) for _ in ROBOTS]
        for number, (site, (_, answer, _, _)) in enumerate(zip(sites, ROBOTS, strict=True)):
            site.add_feed(site.add_articles(3))
            site.pages["/robots.txt"] = answer
            site.name = f"site-{number}"
        sources = [site.source(site.name) for site in sites]
        stats = crawl(sources, data=tmp_path, run="r1", loopback=frozenset(site.host for site in sites)).sources
    for site, (case, _, fetched, reason) in zip(sites, ROBOTS, strict=True):
        assert stats[site.name].fetched == fetched, case
        assert set(stats[site.name].reasons) == {"index"} | ({reason} if reason else set()), case
        assert site.paths().count("/robots.txt") == 1, case


def test_robots_that_cannot_be_had_forbid_everything(site: Site, tmp_path: Path) -> None:
    run_one(site, tmp_path, site.source())
    for run, status in (("r2", 500), ("r3", 503)):
        site.asked.clear()
        site.pages["/robots.txt"] = Answer(status=status, headers={"Retry-After": "0"}, etag=False)
        stats = run_one(site, tmp_path, site.source(), run)
        assert set(site.paths()) == {"/robots.txt"}
        assert (stats.failed, stats.seen) == (4, 4)
        assert "robots.txt" in str(stats.error)
    site.pages["/robots.txt"] = Answer(status=404)
    assert run_one(site, tmp_path, site.source(), "r4").unchanged == 3, "nothing is lost: it is asked next time"


def test_a_long_retry_after_ends_the_run_and_survives_it(site: Site, tmp_path: Path) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
    site.pages["/news/2.html"] = Answer(status=503, headers={"Retry-After": later}, etag=False)
    stats = run_one(site, tmp_path, site.source())
    assert (stats.fetched, stats.failed, stats.reasons["host_busy"]) == (1, 2, 2)
    site.asked.clear()
    site.pages["/news/2.html"] = article("The council opened center 2")
    second = run_one(site, tmp_path, site.source(), "r2")
    assert site.asked == []
    assert "left alone until" in str(second.error)


def test_a_short_retry_after_is_waited_for(site: Site, tmp_path: Path) -> None:
    answers = [Answer(status=429, headers={"Retry-After": "1"}, etag=False), article("The council opened center 2")]
    site.pages["/news/2.html"] = lambda: answers.pop(0)
    assert run_one(site, tmp_path, site.source()).fetched == 3
    first, second = (asked.at for asked in site.asked if asked.path == "/news/2.html")
    assert second - first >= 0.95


def test_passing_errors_are_tried_again(site: Site, tmp_path: Path) -> None:
    answers = [Answer(status=502, etag=False), Answer(status=500, etag=False), article("The council opened center 2")]
    site.pages["/news/2.html"] = lambda: answers.pop(0)
    site.pages["/news/3.html"] = Answer(status=500, etag=False)
    stats = run_one(site, tmp_path, site.source())
    assert (stats.fetched, stats.reasons["http_500"], site.paths().count("/news/3.html")) == (2, 1, 3)
    second = run_one(site, tmp_path, site.source(), "r2")
    assert second.reasons["retry_later"] == 1


def test_two_sources_on_one_host_and_robots_share_its_gap(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 0.25\n")
    site.pages["/news/1.html"] = Answer(status=302, headers={"Location": "/news/3.html"}, etag=False)
    sources = [site.source("first-source"), site.source("second-source")]
    crawl(sources, data=tmp_path, run="r1", loopback=frozenset({site.host}))
    gaps = [later.at - earlier.at for earlier, later in pairwise(site.asked)]
    assert len(gaps) >= 9
    assert min(gaps[1:]) >= 0.24


def test_a_delay_below_the_minimum_holds_only_on_the_callers_own_servers(site: Site, tmp_path: Path) -> None:
    stats = crawl([site.source()], data=tmp_path, run="r1").sources["harbour-city"]
    assert site.asked == []
    assert (stats.reasons, stats.fetched) == ({"blocked_private": 1}, 0)
    assert "private network" in str(stats.error)


PRIVATE = ["http://127.0.0.1:{port}/news/1.html", "http://2130706433:{port}/x", "http://0x7f.1:{port}/x"]
PRIVATE += [
    "http://[::ffff:127.0.0.1]:{port}/x",
    "http://localhost:{port}/x",
    "http://169.254.169.254/latest/meta-data/",
]


def test_no_redirect_leads_to_a_private_address(site: Site, tmp_path: Path) -> None:
    with serve() as canary:
        paths = [f"/news/away-{number}" for number in range(len(PRIVATE))]
        for path, target in zip(paths, PRIVATE, strict=True):
            site.pages[path] = Answer(status=302, headers={"Location": target.format(port=canary.port)}, etag=False)
        site.add_feed([*paths, "/news/1.html"])
        stats = run_one(site, tmp_path, site.source(allow=["/news/", "://"]))
        assert canary.asked == []
    assert (stats.fetched, stats.reasons["blocked_private"]) == (1, len(PRIVATE))


def test_a_host_name_that_resolves_to_this_machine_is_refused(site: Site, tmp_path: Path) -> None:
    source = site.source().model_copy(update={"url": f"http://ip6-localhost:{site.port}/feed.xml"})
    stats = crawl([source], data=tmp_path, run="r1").sources["harbour-city"]
    assert site.asked == []
    assert stats.failed + stats.skipped == stats.seen == 1


def test_bodies_are_bounded(site: Site, tmp_path: Path) -> None:
    site.pages["/news/1.html"] = Answer(b"x" * (9 * 1024 * 1024), headers={"Content-Type": "text/html"})
    bomb = gzip.compress(b"\0" * (60 * 1024 * 1024))
    site.pages["/news/2.html"] = Answer(bomb, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})
    stats = run_one(site, tmp_path, site.source())
    assert (stats.fetched, stats.reasons["too_large"]) == (1, 2)


def test_the_running_crawler_has_the_hardened_settings(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITYFACTS_CONTACT", "crawl@harbour.example")
    events: list[dict[str, Any]] = []
    run_one(site, tmp_path, site.source(), progress=events.append)
    (started,) = (event for event in events if event["event"] == "started")
    per_source = {"DOWNLOAD_DELAY": 0.0}
    running = {key: started["settings"][key] for key in HARDENED}
    assert running == HARDENED | per_source
    assert started["settings"]["USER_AGENT"].endswith("(+crawl@harbour.example)")
    assert {asked.headers["user-agent"] for asked in site.asked} == {started["settings"]["USER_AGENT"]}
    assert not any("cookie" in asked.headers or "referer" in asked.headers for asked in site.asked)


def test_one_slow_answer_does_not_slow_down_a_night_of_unchanged_pages(site: Site, tmp_path: Path) -> None:
    site.add_feed(site.add_articles(12))
    run_one(site, tmp_path, site.source())
    site.asked.clear()
    feed = site.pages["/feed.xml"]
    assert isinstance(feed, Answer)
    feed.wait = 1.0
    assert run_one(site, tmp_path, site.source(), "r2").unchanged == 12
    gaps = [later.at - earlier.at for earlier, later in pairwise(site.asked)]
    assert max(gaps) > 0.9
    assert min(gaps[-3:]) < 0.5


def test_a_host_that_says_nothing_is_given_up(site: Site, tmp_path: Path) -> None:
    began = time.monotonic()
    source = site.source().model_copy(update={"url": "http://nowhere.invalid/feed.xml"})
    stats = crawl([source], data=tmp_path, run="r1").sources["harbour-city"]
    assert "cannot be resolved" in str(stats.error) or "cannot be had" in str(stats.error)
    assert time.monotonic() - began < 25
    with frontier(tmp_path) as state:
        assert [row.outcome for row in state.ledger("r1")] == ["failed"]
