"""The demo's articles, written for the demo and not for the rules: how much of what a reader would name is found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from demo.article import EDITIONS, Article, ExpectedFact, load_articles
from extract.types import Extraction, Fact
from tests.facts.matching import pair, read

# Recall over all expected facts that the rules reached; it may only rise.
FLOOR = 0.50


def articles() -> Iterator[Article]:
    """Each text once: no copies, and of the second edition what is new or changed."""
    first = load_articles(1)
    for edition in EDITIONS:
        for key, article in load_articles(edition).items():
            if not article.copy_of and article.gone is None and (edition == 1 or first.get(key) != article):
                yield article


@cache
def readings() -> tuple[tuple[Article, Extraction, dict[ExpectedFact, Fact | None]], ...]:
    found = []
    for article in articles():
        extraction = read(article)
        found.append((article, extraction, dict(pair(article.facts, extraction.facts))))
    return tuple(found)


def test_enough_of_what_a_reader_would_name_is_found() -> None:
    right: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for _, _, pairs in readings():
        for expected, fact in pairs.items():
            wanted[expected.predicate] += 1
            right[expected.predicate] += fact is not None
    for predicate in sorted(wanted):
        print(f"{predicate:18}{right[predicate]:4} of {wanted[predicate]}")
    print(f"{'all':18}{right.total():4} of {wanted.total()}")
    assert right.total() / wanted.total() >= FLOOR


def test_nothing_planned_is_told_as_done() -> None:
    wrong = [
        (article.slug, expected, fact.evidence[0].text)
        for article, _, pairs in readings()
        for expected, fact in pairs.items()
        if fact is not None and expected.status == "planned" and fact.status == "done"
    ]
    assert wrong == []


def test_every_evidence_is_the_text_to_the_letter() -> None:
    for _, extraction, _ in readings():
        for fact in extraction.facts:
            for span in fact.evidence:
                assert extraction.document.text[span.start_char : span.end_char] == span.text
