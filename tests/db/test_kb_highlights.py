"""What a stranger is shown first can be understood without its announcement."""

from __future__ import annotations

from typing import Any

import pytest
from kb_samples import extraction, fact, page

from db.highlights import best_attested, highlights
from db.match import beginning
from db.store import KnowledgeBase
from pipeline.known_views import claim

RUN = "night-2026-03-01"
LABELS = {"Riga": "CITY", "Tartu": "CITY", "Quay Lab": "CENTER", "Pier Lab": "CENTER", "Mole Fund": "PROGRAMME"}


def add(kb: KnowledgeBase, name: str, *claims: tuple[str, str, str], confidence: float = 0.8) -> None:
    text = f"{name.title()} announcement: a city, two laboratories and a fund have something to say today."
    of = page(name, text)
    facts = [
        fact(text, subject, predicate, target, text, labels=(LABELS.get(subject), LABELS.get(target)),
             confidence=confidence)
        for subject, predicate, target in claims
    ]  # fmt: skip
    kb.add_extraction(extraction(of, text, facts=facts, date_published="2026-02-24"), page=of, run=RUN)


def told(kb: KnowledgeBase, each: int = 2) -> list[tuple[str, str, str]]:
    return [(line.subject, line.predicate, line.object) for line in highlights(kb, each=each)]


def test_phrases_are_left_to_their_announcements(kb: KnowledgeBase) -> None:
    add(kb, "a", ("plant", "located_in", "Riga"), ("Construction", "plans", "begin"), confidence=0.9)
    assert told(kb) == []
    assert best_attested(kb) is None
    add(kb, "b", ("Quay Lab", "located_in", "Riga"), confidence=0.5)
    assert told(kb) == [("Quay Lab", "located_in", "Riga")]


def test_centers_come_before_cities_and_names_before_phrases(kb: KnowledgeBase) -> None:
    add(kb, "a", ("Riga", "founded_by", "Tartu"), ("Quay Lab", "founded_by", "three brothers"), confidence=0.9)
    add(kb, "b", ("Pier Lab", "founded_by", "Tartu"), confidence=0.6)
    assert told(kb) == [("Pier Lab", "founded_by", "Tartu"), ("Riga", "founded_by", "Tartu")]


def test_one_thing_is_told_once_where_there_are_others(kb: KnowledgeBase) -> None:
    add(kb, "a", ("Quay Lab", "founded_by", "Riga"), ("Quay Lab", "founded_by", "Tartu"), confidence=0.9)
    add(kb, "b", ("Quay Lab", "located_in", "Riga"), confidence=0.9)
    add(kb, "c", ("Pier Lab", "located_in", "Tartu"), confidence=0.6)
    assert told(kb, each=1) == [("Quay Lab", "founded_by", told(kb)[0][2]), ("Pier Lab", "located_in", "Tartu")]


def test_what_two_announcements_say_comes_first(kb: KnowledgeBase) -> None:
    add(kb, "a", ("Quay Lab", "located_in", "Tartu"), confidence=0.9)
    for name in ("b", "c"):
        add(kb, name, ("Mole Fund", "located_in", "Riga"), confidence=0.6)
    assert told(kb, each=1) == [("Mole Fund", "located_in", "Riga")]
    best = best_attested(kb)
    assert best is not None
    assert (best.fact.subject, len(best.evidence)) == ("Mole Fund", 2)


@pytest.mark.parametrize(
    ("row", "read"),
    [
        ({"predicate": "has_amount", "object": "780000000 CNY", "value": "780000000", "unit": "CNY"}, "780,000,000 CNY"),
        ({"predicate": "has_amount", "object": "2.5 %", "value": "2.5", "unit": "%",
          "qualifiers": {"what": "Quay Lab"}}, "2.5 %"),
        ({"predicate": "has_count", "object": "1400", "value": 1400, "unit": "berths",
          "qualifiers": {"what": "summer berths", "qualifier": "more_than"}}, "more than 1,400 (summer berths)"),
        ({"predicate": "funds", "object": "the school", "value": "5000", "unit": "EUR"}, "the school, 5,000 EUR"),
        ({"predicate": "compares_to", "object": "twice the sum of last year", "value": "2", "unit": "ratio"},
         "twice the sum of last year"),
        ({"predicate": "has_position", "object": "Riga", "qualifiers": {"title": "mayor"}}, "Riga (mayor)"),
        ({"predicate": "located_in", "object": "Riga", "qualifiers": {"what": "pier"}}, "Riga"),
    ],
)  # fmt: skip
def test_a_claim_reads_well(row: dict[str, Any], read: str) -> None:
    given = {"subject": "Quay Lab", "value": None, "unit": None, "qualifiers": {}, **row}
    assert claim(given) == ("Quay Lab", row["predicate"], read)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("so far there were eighteen", "so far there…"),
        ("so far there are eighteen", "so far there are…"),
        ("short", "short"),
        ("exactly sixteen!", "exactly sixteen!"),
        ("滨海市今天公布新地铁线路预计明年开通", "滨海市今天公布新地铁线路预计明年…"),
    ],
)
def test_a_beginning_ends_with_a_word(text: str, cut: str) -> None:
    assert beginning(text, 16) == cut
