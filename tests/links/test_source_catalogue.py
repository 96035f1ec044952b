"""The catalogue that comes with the program, and its documentation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from crawler.source import BUILT_IN, Limits, Selectors, Source, load_sources

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")
SOURCES = load_sources(BUILT_IN)

# An article of each source in the publisher's scheme of addresses, with an invented number or slug.
FOLLOWED = {
    "shanghai-pudong": "http://subsites.chinadaily.com.cn/shanghaipudong/2031-01/02/c_1.htm",
    "invest-shenzhen": "http://commerce.sz.gov.cn/szinvest/ne/news/content/post_1.html",
    "science-technology-daily": "https://www.stdaily.com/web/English/2031-01/02/content_1.html",
    "daily-mail-exchange": "https://tdminews.com/a-new-centre-opens",
    "eyeshenzhen": "https://www.eyeshenzhen.com/content/2031-01/02/content_1.htm",
    "shine-shanghai": "https://www.shine.cn/news/metro/3101020001/",
    "london-mayor": "https://www.london.gov.uk/media-centre/mayors-press-releases/mayor-opens-a-new-centre",
    "berlin-presse": "https://www.berlin.de/rbmskzl/aktuelles/pressemitteilungen/2031/pressemitteilung.1.php",
    "boston-gov": "https://www.boston.gov/news/city-opens-new-centre",
    "seattle-news": "https://news.seattle.gov/2031/01/02/a-new-centre/",
    "seoul-english": "https://english.seoul.go.kr/a-new-centre/",
    "helsinki-news": "https://www.hel.fi/en/news/a-new-centre",
    "hong-kong-gia": "https://www.info.gov.hk/gia/general/203101/02/P2031010200001.htm",
    "betakit": "https://betakit.com/a-new-centre-opens/",
    "opengov-asia": "https://opengovasia.com/2031/01/02/a-new-centre/",
}
LEFT = {
    "shanghai-pudong": "http://subsites.chinadaily.com.cn/shanghaipudong/investment.html",
    "invest-shenzhen": "http://commerce.sz.gov.cn/xxgk/content/post_1.html",
    "science-technology-daily": "https://www.stdaily.com/web/gdxw/2031-01/02/content_1.html",
    "daily-mail-exchange": "https://tdminews.com/category/world/",
    "eyeshenzhen": "https://www.eyeshenzhen.com/node_1.htm",
    "shine-shanghai": "https://www.shine.cn/news/metro/",
    "london-mayor": "https://www.london.gov.uk/who-we-are/city-halls-partners-and-what-they-do",
    "berlin-presse": "https://www.berlin.de/presse/pressemitteilungen/index/search",
    "boston-gov": "https://www.boston.gov/public-notices/1",
    "seattle-news": "https://news.seattle.gov/category/parks/",
    "seoul-english": "https://english.seoul.go.kr/category/news/",
    "helsinki-news": "https://www.hel.fi/en/news/search",
    "hong-kong-gia": "https://www.info.gov.hk/gia/general/today.htm",
    "betakit": "https://betakit.com/tag/toronto/",
    "opengov-asia": "https://opengovasia.com/category/singapore/",
}


def follows(source: Source, url: str) -> bool:
    return any(re.search(rule, url) for rule in source.allow) and not any(re.search(rule, url) for rule in source.deny)


def test_every_source_has_its_examples_here() -> None:
    assert SOURCES.keys() == FOLLOWED.keys() == LEFT.keys()


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_articles_are_followed_and_sections_are_not(name: str) -> None:
    source = SOURCES[name]
    assert follows(source, FOLLOWED[name])
    assert not follows(source, LEFT[name])
    assert not any(follows(source, start) for start in source.starts)


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_a_source_that_nobody_has_tried_says_so(name: str) -> None:
    assert SOURCES[name].verified == "never" or SOURCES[name].verified >= "2026-11-24"
    assert SOURCES[name].notes


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_every_source_is_in_the_table(name: str) -> None:
    source = SOURCES[name]
    assert f"| `{name}` | {source.publisher} | {source.country} | {source.kind} |" in DOCS


@pytest.mark.parametrize("key", [*Source.model_fields, *Limits.model_fields, *Selectors.model_fields])
def test_every_key_is_explained(key: str) -> None:
    assert f"`{key}`" in DOCS


@pytest.mark.parametrize("kind", ["feed", "sitemap", "listing"])
def test_every_kind_is_explained(kind: str) -> None:
    assert f"**`{kind}`**" in DOCS
