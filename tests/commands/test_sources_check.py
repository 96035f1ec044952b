"""`sources check`: a polite look at a site of each kind, and at sites that give nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commandline import Answer, cityfacts
from crawlsite import Answer as Page
from harbour import TOML, Harbour, harbour

from demo.article import site_articles
from demo.server import DemoServer, serve
from demo.sites import article_url
from demo.sources import demo_sources


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoServer]:
    with serve(1) as server:
        yield server


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Harbour]:
    with harbour(tmp_path) as found:
        yield found


def write_toml(path: Path, values: dict[str, Any]) -> None:
    """A TOML file of words, numbers and lists, whose JSON forms are TOML, and one table."""
    limits = values.pop("limits")
    lines = [f"{key} = {json.dumps(value)}" for key, value in values.items()]
    path.write_text("\n".join([*lines, "[limits]", *(f"{key} = {value}" for key, value in limits.items())]))


def check(demo: DemoServer, folder: Path, site: str, *options: str) -> Answer:
    name = f"demo-{site}"
    write_toml(folder / f"{name}.toml", demo_sources(demo.base_urls)[name])
    host = demo.base_urls[site].removeprefix("http://")
    arguments = ("--sources", folder, "sources", "check", name, *options)
    return cityfacts(*arguments, data=folder / "data", loopback=host)


# One of each kind: a sitemap, a listing, a feed; then the other listings.
@pytest.mark.parametrize(
    "site",
    ["channel", "invest", "daily", *(pytest.param(site, marks=pytest.mark.slow) for site in ("portal", "exchange"))],
)
def test_it_says_what_would_be_collected_and_reads_one_item(demo: DemoServer, tmp_path: Path, site: str) -> None:
    asked = len(demo.requests)
    told = check(demo, tmp_path, site, "--json").json()
    articles = {article_url(article, demo.base_urls) for article in site_articles(site, 1)}
    follow = {item["url"] for item in told["items"] if item["follow"]}
    assert told["status"] == 200
    assert len(follow & articles) >= len(articles) / 3
    assert "rejected" not in told["extraction"]
    assert told["extraction"]["file"] in follow
    assert told["extraction"]["facts"]
    assert len(demo.requests) - asked <= 6
    assert {request.method for request in demo.requests[asked:]} == {"GET"}
    assert [path for path in (tmp_path / "data").rglob("*") if path.is_file()] == []


def test_it_is_told_for_people_too(demo: DemoServer, tmp_path: Path) -> None:
    screen = check(demo, tmp_path, "daily").out
    newest = site_articles("daily", 1)[0]
    assert f"demo-daily: {demo.base_urls['daily']}/rss.xml: status 200" in screen
    assert article_url(newest, demo.base_urls) in screen
    assert re.search(r"[1-9]\d* names, \d+ figures, [1-9]\d* facts", screen), "what is found is marked in the text"


@pytest.mark.parametrize("status", [403, 404, 503])
def test_a_site_that_refuses(place: Harbour, status: int) -> None:
    place.site.pages["/feed.xml"] = Page(b"go away", status=status)
    line = place.run("sources", "check", "harbour", code=69).line
    assert line.startswith(f"{place.site.url}/feed.xml: ")
    assert str(status) in line


def test_an_item_that_cannot_be_had_is_told_beside_the_list(place: Harbour) -> None:
    del place.site.pages["/news/0.html"]
    told = place.run("sources", "check", "harbour", "--json").json()
    assert len(told["items"]) == 3
    assert told["extraction"]["rejected"] == "error_page"
    assert "404" in told["extraction"]["detail"]


def test_a_start_without_items(place: Harbour) -> None:
    place.site.pages["/feed.xml"] = Page(
        b"<html><body><p>Welcome.</p></body></html>", headers={"Content-Type": "text/html"}
    )
    told = place.run("sources", "check", "harbour", "--json").json()
    assert (told["items"], told["extraction"]) == ([], None)
    assert "0 items" in place.run("sources", "check", "harbour").out


def test_without_leave_nothing_on_this_machine_is_asked(place: Harbour) -> None:
    place.toml.write_text(TOML.format(url=place.site.url, delay=3))
    arguments = ("--sources", place.folder, "sources", "check", "harbour")
    assert "private network" in cityfacts(*arguments, data=place.data, code=69).line
    assert place.site.asked == []
