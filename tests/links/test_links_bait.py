"""Pages made to exhaust a reader: each is answered quickly, and twice the bait takes no more than its share longer."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from crawler.links import find_links

BAIT: dict[str, Callable[[int], str]] = {
    "deep nesting": lambda n: "<div>" * n + "<a href=/x>Announcement of the council</a>",
    "unclosed formatting": lambda n: "".join(
        f"<font><b><a href=/p/{i}>Announcement number {i}</a>" for i in range(n // 8)
    ),
    "flat anchors": lambda n: "<a href=/x>t</a>" * n,
    "dated anchors": lambda n: "".join(
        f"<p><a href=/n/{i}>Announcement number {i}</a> 2024-05-03</p>" for i in range(n // 8)
    ),
    "one cell": lambda n: (
        "<table><tr><td>" + "".join(f"<a href=/n/{i}>Announcement {i}</a> 3 May 2024<br>" for i in range(n // 8))
    ),
    "rows": lambda n: (
        "<table>" + "".join(f"<tr><td><a href=/n/{i}>Announcement {i}</a><td>2024-05-03" for i in range(n // 8))
    ),
    "attributes": lambda n: "<div " + " ".join(f"a{i}=1" for i in range(n)) + "><a href=/x>t</a>",
    "colspan": lambda n: f"<table><tr><td colspan={10**18}><a href=/x>t</a></table>" * (n // 50),
    "papers in one row": lambda n: (
        "<table><tr><td>" + "".join(f"<a href=/{i}.pdf>Agenda {i}</a> 3 May 2024<br>" for i in range(n // 8))
    ),
    "papers in nested entries": lambda n: "".join(f"<ul><li><a href=/{i}.pdf>Minutes {i}</a>" for i in range(n // 8)),
    "one record in the JSON of another": lambda n: (
        '<script type="application/ld+json">' + '{"@type":"Event","url":"/x","a":' * n + "</script>"
    ),
    "marked events": lambda n: (
        "<div itemscope itemtype='http://schema.org/Event'>" + "<a itemprop='url' href='/x'>t</a>" * n
    ),
    "days without a year": lambda n: "<h2>2024</h2>" + "".join(f"<li><a href=/{i}>3 May</a>" for i in range(n // 8)),
    "buttons": lambda n: "<button data-next='/list?page=2x'>more</button>" * n,
    "numbers": lambda n: "".join(f"<a href='?page={i}'>{i}</a>" for i in range(n // 4)),
    "digits": lambda n: "<p>" + "1/2/" * n + "</p><a href=/x>t</a>",
    "months": lambda n: "<p>" + "january 12 " * n + "</p><a href=/x>t</a>",
    "spaces": lambda n: "<p>" + " " * n * 10 + "</p><a href=/x>t" + " " * n * 10 + "</a>",
    "read more": lambda n: "".join(
        f"<li><a href=/{i}>read more {'x ' * 500}</a>{'(opens in a new ' * 20}</li>" for i in range(n // 200)
    ),
    "doctype": lambda n: "<!DOCTYPE " + "a" * n * 10,
    "feed": lambda n: "<rss><channel>" + "".join(f"<item><link>http://a.example/{i}</link></item>" for i in range(n)),
    "nested items": lambda n: "<rss><channel>" + "<item>" * n,
    "json": lambda n: '{"items":' + "[" * n,
    "calendar": lambda n: "BEGIN:VCALENDAR\n" + "\n " * n,
    "sitemap": lambda n: "<urlset>" + "".join(f"<url><loc>http://a.example/{i}</loc></url>" for i in range(n)),
}


def seconds(body: bytes) -> float:
    started = time.process_time()
    find_links(body, "https://town.example/list")
    return time.process_time() - started


@pytest.mark.parametrize("name", BAIT)
def test_bait_costs_linear_time(name: str) -> None:
    once, twice = BAIT[name](10_000).encode(), BAIT[name](20_000).encode()
    find_links(once[:1000], "https://town.example/list")
    first, second = seconds(once), seconds(twice)
    assert second < 5
    assert second < 3.5 * first + 0.2


def test_text_below_two_hundred_levels_is_not_lost() -> None:
    rows = "".join(f"<li><a href='/n/{i}'>Announcement of the council {i}</a> May {i}, 2024</li>" for i in range(1, 8))
    page = find_links(("<div>" * 1000 + f"<ul>{rows}</ul>").encode(), "https://town.example/list")
    assert len(page.items) == 7


@pytest.mark.parametrize(
    "tail", ["", "<p =x='1' 2='' a:b=''>&#0;&#55555;", "</ul></html><b>", "<html><body><html>", "</div>" * 400 + "<p>"]
)
def test_deep_pages_with_broken_ends_are_read(tail: str) -> None:
    rows = "".join(f"<li><a href='/n/{i}'>Announcement of the council {i}</a> May {i}, 2024</li>" for i in range(1, 8))
    page = find_links(("<html><div>" * 500 + f"<ul>{rows}{tail}").encode(), "https://town.example/list")
    assert len(page.items) == 7
