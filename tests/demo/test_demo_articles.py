"""What the demo's articles must be for the demo to show anything, and their expected facts to be worth a test."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

import pytest

from demo.article import EDITIONS, FOLDER, SITES, Article, load_articles, site_articles, split_header

PREDICATES = {
    "established", "date_established", "located_in", "operated_by", "founded_by", "partner_with", "part_of",
    "has_count", "has_amount", "compares_to", "plans", "has_position", "said_by", "offers_service", "targets_group",
    "focuses_on", "ranks", "funds",
}  # fmt: skip
ARTICLES = [pytest.param(article, id=f"{article.site}/{article.slug}") for article in load_articles(2).values()]


def test_there_is_enough_to_see() -> None:
    first = load_articles(1)
    assert len(first) >= 60
    assert set(Counter(article.site for article in first.values())) == set(SITES)
    assert min(Counter(article.site for article in first.values()).values()) >= 10
    assert len({article.country for article in first.values()}) >= 15
    chinese = sum(article.country == "CN" for article in first.values())
    assert 0.4 < chinese / len(first) < 0.7


def test_all_of_it_stays_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.parent.rglob("*") if path.suffix in (".md", ".py")) < 600_000


@pytest.mark.parametrize("article", ARTICLES)
def test_article_reads_like_one(article: Article) -> None:
    assert 120 <= len(article.text.split()) <= 350
    assert len(article.paragraphs) >= 5
    assert 20 < len(article.headline) < 75
    assert article.author or article.site not in ("channel", "daily")
    assert article.dateline.isupper() or article.site != "exchange"


@pytest.mark.parametrize("article", ARTICLES)
def test_expected_facts_are_in_the_words_of_the_article(article: Article) -> None:
    assert 1 <= len(article.facts) <= 4
    words = set(_words(f"{article.dateline} {article.city} {article.headline} {article.text}"))
    for fact in article.facts:
        assert fact.predicate in PREDICATES
        assert fact.status in ("done", "planned")
        missing = [word for word in _words(fact.subject) if word not in words]
        assert not missing, f"{fact}: {missing}"
        if fact.predicate == "date_established":
            assert re.fullmatch(r"20\d\d(-\d\d){0,2}", fact.object)
        elif fact.predicate != "ranks" and fact.value is None:
            known = sum(word in words for word in _words(fact.object)) / len(_words(fact.object))
            assert known >= 0.6, f"{fact}"


def test_the_number_of_an_expected_fact_has_value_and_unit() -> None:
    facts = [fact for article in load_articles(1).values() for fact in article.facts if fact.value is not None]
    assert len(facts) > 50
    assert all(fact.value and fact.unit for fact in facts)
    fund = next(fact for fact in facts if fact.subject == "Hefei Early Light Fund")
    assert (fund.value, fund.unit) == (Decimal(2_000_000_000), "CNY")


def test_no_two_articles_share_a_long_sentence_but_the_copy() -> None:
    seen: dict[str, tuple[str, str]] = {}
    shared = set()
    for key, article in load_articles(2).items():
        for sentence in re.split(r"(?<=[.!?”\"]) ", article.text):
            if len(sentence.split()) >= 8:
                other = seen.setdefault(sentence, key)
                if other != key:
                    shared.add(frozenset((key, other)))
    assert shared == {frozenset({("daily", "seafront-incubator"), ("exchange", "seafront-incubator-copy")})}


def test_copy_has_the_text_of_the_original() -> None:
    articles = load_articles(1)
    copy = articles["exchange", "seafront-incubator-copy"]
    assert copy.paragraphs == articles["daily", "seafront-incubator"].paragraphs


def test_registers_and_hedges_vary() -> None:
    """A demo in one voice would show one rule at work."""
    text = " ".join(article.text for article in load_articles(1).values())
    for hedge in ("more than", "over", "nearly", "almost", "about", "around", "roughly", "some", "at least", "up to",
                  "no more than", "fewer than", "approximately", "close to", "an estimated"):  # fmt: skip
        assert re.search(rf"\b{hedge}\b", text), hedge
    openings = Counter(" ".join(article.paragraphs[0].split()[:2]) for article in load_articles(1).values())
    assert openings.most_common(1)[0][1] <= 3


@pytest.mark.parametrize("edition", [0, 3])
def test_other_editions_are_refused(edition: int) -> None:
    with pytest.raises(ValueError, match="there are 1, 2"):
        load_articles(edition)


def test_reader_sees_newest_first_and_nothing_that_vanished() -> None:
    for edition in EDITIONS:
        for site in SITES:
            dates = [article.date for article in site_articles(site, edition)]
            assert dates == sorted(dates, reverse=True)
    assert "monterrey-mould-center" in {article.slug for article in site_articles("invest", 1)}
    assert "monterrey-mould-center" not in {article.slug for article in site_articles("invest", 2)}


def test_header_needs_its_fences() -> None:
    with pytest.raises(ValueError, match="unpack"):
        split_header("no header at all")


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())
