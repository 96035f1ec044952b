"""An address in, a working source out: sites of every family, what is asked of them, and the line that each failure gets."""

from __future__ import annotations

import doctest
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner
from crawlsite import Answer, Site, run_one, serve
from newsites import SITES, add_articles, entry_page, feed, html, listing, newspaper, robots, scripted, slug, wordpress

import crawler.addressrules
import crawler.discover
import pipeline.newsource
import pipeline.sourcefile
from crawler.browser import missing_browser
from crawler.follow import FollowRules
from crawler.run import ProbeError
from crawler.source import load_source, load_sources
from extract.worker import Worker
from pipeline.check import check_saved
from pipeline.look import NoListError
from pipeline.newsource import MAX_REQUESTS, BadValueError, NotNewError, UnclearError, new_source
from run_pipeline import main


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        yield site


# One reading process for all tests: it takes seconds to start.
READER = Worker()


@pytest.fixture(scope="module", autouse=True)
def _close_reader() -> Iterator[None]:
    with READER:
        yield


def make(site: Site, data: Path, path: str, **values: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "folder": data / "sources.d",
        "known": {},
        "name": "wellington",
        "delay": 0,
        "worker": READER,
    }
    return new_source(site.url + path, data=data, loopback=frozenset({site.host}), **(given | values))


@pytest.mark.parametrize("module", [crawler.addressrules, crawler.discover, pipeline.newsource, pipeline.sourcefile])
def test_examples_in_the_documentation(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


KINDS = {
    "WordPress": "feed",
    "Drupal": "listing",
    "CivicPlus": "feed",
    "Legistar": "listing",
    "Granicus govAccess": "feed",
    "Guangdong government CMS": "listing",
    "TRS WCM": "listing",
}


@pytest.mark.parametrize("family", SITES)
def test_the_source_that_comes_out_collects_the_articles(site: Site, tmp_path: Path, family: str) -> None:
    start = SITES[family](site)
    result = make(site, tmp_path, start, given={"country": "NZ"})
    assert result["family"] == family
    assert result["values"]["kind"] == KINDS[family]
    assert len(site.asked) == result["requests"] <= MAX_REQUESTS
    assert not any(path.startswith("/private/") for path in site.paths())
    assert len(result["items"]) == 6
    source = load_source(tmp_path / "sources.d" / "wellington.toml", loopback=True)
    assert source.verified == "never"
    assert run_one(site, tmp_path, source).fetched == 6
    others = [site.url + path for path in ("/services", "/contact", "/", "/privacy")]
    assert source.kind == "feed" or all(FollowRules(source).judge(url, url) for url in others)


def test_what_the_page_says_of_its_publisher(site: Site, tmp_path: Path) -> None:
    values = make(site, tmp_path, wordpress(site))["values"]
    assert values["publisher"] == "City of Wellington"
    assert (values["language"], values["country"], values["city"]) == ("en", "NZ", "Wellington")
    assert values["authority"] == "government"
    assert values["expect"] == {"items": 5}


def test_all_kinds_are_told_with_what_each_would_collect(site: Site, tmp_path: Path) -> None:
    told = make(site, tmp_path, wordpress(site))["proposals"]
    assert [(p["kind"], p["items"], p["dated"]) for p in told] == [
        ("feed", 6, 6),
        ("listing", 6, 6),
        ("sitemap", 6, 6),
    ]


def test_one_article_is_read(site: Site, tmp_path: Path) -> None:
    read = make(site, tmp_path, wordpress(site))["extraction"]
    assert read["document"]["headline"] == "City opens innovation centre at the old wharf"
    assert read["document"]["date_published"].startswith("2026-11-03")
    assert {"Wellington"} <= {mention["name"] for mention in read["mentions"]}


def test_the_saved_page_reads_as_expected_until_something_changes(site: Site, tmp_path: Path) -> None:
    make(site, tmp_path, SITES["Drupal"](site))
    source = load_source(tmp_path / "sources.d" / "wellington.toml", loopback=True)
    fixture = tmp_path / "sources.d" / "fixtures" / "wellington"
    assert check_saved(source, fixture) == {"source": "wellington", "items": 6, "differences": []}
    page = fixture / "list.html"
    page.write_text(page.read_text().replace("new-tram-line", "new-bus-line"))
    assert len(check_saved(source, fixture)["differences"]) == 2
    assert load_sources(tmp_path / "sources.d", loopback=True).keys() == {"wellington"}


def test_a_news_sitemap_comes_before_the_whole_one(site: Site, tmp_path: Path) -> None:
    result = make(site, tmp_path, newspaper(site))
    assert result["values"]["kind"] == "sitemap"
    assert result["values"]["url"].endswith("/sitemap-news.xml")
    assert len(result["items"]) == 6
    assert result["values"]["authority"] == "news"


def test_a_sitemap_of_everything_needs_addresses_that_tell_articles(site: Site, tmp_path: Path) -> None:
    newspaper(site)
    robots(site, "/sitemap.xml")
    result = make(site, tmp_path, "/")
    assert len(result["items"]) == 6
    assert {item["url"].rsplit("/", 3)[1] for item in result["items"]} == {"metro"}


def test_an_entry_page_leads_to_its_news_page(site: Site, tmp_path: Path) -> None:
    result = make(site, tmp_path, entry_page(site))
    assert result["values"]["url"] == f"{site.url}/news/"
    assert len(result["items"]) == 6


def test_the_address_of_a_feed_itself(site: Site, tmp_path: Path) -> None:
    wordpress(site)
    assert make(site, tmp_path, "/feed/", given={"country": "NZ"})["values"]["kind"] == "feed"


def test_a_feed_that_is_broken_leaves_the_list(site: Site, tmp_path: Path) -> None:
    start = wordpress(site)
    site.pages["/feed/"] = Answer(b"gone", status=500)
    result = make(site, tmp_path, start)
    assert result["values"]["kind"] == "listing"
    assert "500" in next(p["problem"] for p in result["proposals"] if p["kind"] == "feed")


def test_usual_places_are_not_tried_where_nothing_names_them(site: Site, tmp_path: Path) -> None:
    start = SITES["Drupal"](site)
    site.pages["/feed/"] = feed(site, ["/media-centre/news/x"])
    make(site, tmp_path, start)
    assert set(site.paths()) == {"/robots.txt", start, f"/media-centre/news/{slug(0)}"}


def test_what_robots_forbids_is_not_looked_at(site: Site, tmp_path: Path) -> None:
    start = wordpress(site)
    robots(site, rules="Disallow: /feed/")
    result = make(site, tmp_path, start)
    assert "/feed/" not in site.paths()
    assert result["values"]["kind"] == "listing"


@pytest.mark.skipif(bool(missing_browser()), reason=f"no browser: {missing_browser()}")
def test_a_page_that_a_script_fills_needs_a_browser(site: Site, tmp_path: Path) -> None:
    start = scripted(site)
    with pytest.raises(NoListError, match="try --render"):
        make(site, tmp_path, start)
    result = make(site, tmp_path, start, render=True)
    assert len(result["items"]) == 6
    assert result["extraction"]["document"]["headline"] == "City opens innovation centre at the old wharf"
    source = load_source(tmp_path / "sources.d" / "wellington.toml", loopback=True)
    assert source.render
    assert run_one(site, tmp_path, source).fetched == 6


FAILURES = [
    ("/missing", "the server answered 404"),
    ("/forbidden/x", "robots.txt forbids"),
    ("/away", "another host than the source's own (city.example"),
    ("/inside", "private network"),
]


@pytest.mark.parametrize(("path", "message"), FAILURES)
def test_a_page_that_cannot_be_had(site: Site, tmp_path: Path, path: str, message: str) -> None:
    robots(site, rules="Disallow: /forbidden/")
    site.pages["/away"] = Answer(status=302, headers={"Location": "http://city.example/"}, etag=False)
    site.pages["/inside"] = Answer(status=302, headers={"Location": "http://169.254.169.254/"}, etag=False)
    with pytest.raises(ProbeError) as caught:
        make(site, tmp_path, path)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "sources.d").exists()


def test_a_host_that_does_not_answer(tmp_path: Path) -> None:
    with pytest.raises(ProbeError, match=r"does not accept connections|robots"):
        new_source(
            "http://127.0.0.1:9/",
            data=tmp_path,
            folder=tmp_path,
            known={},
            delay=0,
            loopback=frozenset({"127.0.0.1:9"}),
        )


PAGES = [
    (html("<h1>About us</h1><p>The town was founded in 1851.</p>"), "no list of items"),
    (Answer(b"<html><body><div id=app></div><script src=/a.js></script></body></html>"), "filled by a script"),
    (Answer(b"%PDF-1.4 and so on", headers={"Content-Type": "application/pdf"}), "no list of items"),
    (Answer(b"", headers={"Content-Type": "text/html"}), "no list of items"),
]


@pytest.mark.parametrize(("answer", "message"), PAGES)
def test_a_page_without_a_list(site: Site, tmp_path: Path, answer: Answer, message: str) -> None:
    site.pages["/"] = answer
    with pytest.raises(NoListError, match=message) as caught:
        make(site, tmp_path, "/")
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "sources.d").exists()


def test_a_name_or_an_address_that_is_there_already_is_refused_unasked(site: Site, tmp_path: Path) -> None:
    start = wordpress(site)
    make(site, tmp_path, start)
    before = (tmp_path / "sources.d" / "wellington.toml").read_text()
    known = load_sources(tmp_path / "sources.d", loopback=True)
    site.asked.clear()
    with pytest.raises(NotNewError, match="there is a source of that name: choose another with --name"):
        make(site, tmp_path, start)
    with pytest.raises(NotNewError, match="the catalogue has a source of that name"):
        make(site, tmp_path / "elsewhere", start, known=known)
    with pytest.raises(NotNewError, match="wellington starts there already"):
        make(site, tmp_path, "/feed/", known=known, name="other")
    assert site.asked == []
    with pytest.raises(NotNewError, match="wellington starts there already"):
        make(site, tmp_path, "/", known=known, name="other")
    assert (tmp_path / "sources.d" / "wellington.toml").read_text() == before
    assert not (tmp_path / "sources.d" / "other.toml").exists()


def test_a_country_that_nothing_tells_is_asked_for(site: Site, tmp_path: Path) -> None:
    add_articles(site, [f"/p/{n}1" for n in range(6)])
    for number in range(6):
        site.pages[f"/p/{number}1"] = html("<h1>Notice</h1><p>Closed today.</p>", title="Notice", lang="")
    site.pages["/p"] = html(listing([f"/p/{n}1" for n in range(6)]), title="Notices", lang="")
    with pytest.raises(UnclearError, match="--country GB"):
        make(site, tmp_path, "/p")
    assert make(site, tmp_path, "/p", given={"country": "FJ"})["values"]["country"] == "FJ"


BAD = [
    ({"given": {"country": "Fiji"}}, "--country Fiji"),
    ({"given": {"language": "English please"}}, "--language English please"),
    ({"name": "No Good/Name"}, "--name No Good/Name"),
]


@pytest.mark.parametrize(("values", "message"), BAD)
def test_a_value_that_no_file_may_have_is_refused_unasked(
    site: Site, tmp_path: Path, values: dict[str, Any], message: str
) -> None:
    with pytest.raises(BadValueError, match=message):
        make(site, tmp_path, "/", **values)
    assert site.asked == []


def command(data: Path, *arguments: str) -> Any:
    return CliRunner().invoke(main, ["--data", str(data), "sources", *arguments])


def test_the_command_prints_what_would_be_collected(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = wordpress(site)
    here = partial(new_source, loopback=frozenset({site.host}), delay=1.0, worker=READER)
    monkeypatch.setattr(pipeline.newsource, "new_source", here)
    result = command(tmp_path, "new", site.url + start, "--name", "wellington")
    assert result.exit_code == 0, result.output
    for shown in ("feed", "City opens innovation centre", "2026-11-03", "headline", "wellington.toml"):
        assert shown in result.output
    assert command(tmp_path, "check", "wellington", "--saved").exit_code == 0
    again = command(tmp_path, "new", site.url + start, "--name", "wellington", "--json")
    assert (again.exit_code, again.output.count("\n")) == (73, 1)
    other = command(tmp_path, "new", site.url + "/wp-sitemap.xml", "--name", "whole", "--country", "NZ", "--json")
    assert json.loads(other.output)["values"]["kind"] == "sitemap"


CODES = [
    (("new", "http://10.0.0.1/"), 69, "private network"),
    (("new", "mailto:mayor@example.org"), 2, "not an http"),
    (("new", "https://example.org/", "--name", "boston-gov"), 73, "boston-gov"),
    (("check", "boston-gov", "--saved"), 66, "nothing saved"),
]


@pytest.mark.parametrize(("arguments", "code", "message"), CODES)
def test_each_failure_has_its_line_and_exit_code(
    tmp_path: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    result = command(tmp_path, *arguments)
    assert (result.exit_code, result.output.count("\n")) == (code, 1)
    assert message in result.output
