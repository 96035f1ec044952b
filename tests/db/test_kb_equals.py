"""Two entities that are found to be one: what is said of both is one fact with all its evidence, until it is taken back."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from kb_samples import extraction, fact, mention, page

from db.exporting import write_export
from db.overview import learned
from db.profiles import DocumentProfile, EntityProfile, FactProfile
from db.queries import show
from db.search import search
from db.store import KnowledgeBase

RUN, NEXT = "night-2026-03-01", "night-2026-03-02"
LONG, SHORT = "Baltic Harbour Innovation Office", "BHIO"


def add(kb: KnowledgeBase, name: str, office: str, *counts: str, day: int = 1, also: str | None = None) -> None:
    """A page that gives an office numbers of desks."""
    said = " and ".join(f"{count} desks" for count in counts) or "nothing at all"
    text = f"The {office} has {said}, the press office of {name} told." + (f" ({also})" if also else "")
    of = page(name, text, at=f"2026-03-0{day}T02:00:00Z")
    mentions = [mention(text, "ORG", office), *([mention(text, "ORG", also, office)] if also else [])]
    facts = [
        fact(text, office, "has_count", count, text, labels=("ORG", None), value=count, qualifiers={"what": "desks"})
        for count in counts
    ]
    kb.add_extraction(extraction(of, text, mentions=mentions, facts=facts), page=of, run=RUN if day == 1 else NEXT)


def exported(kb: KnowledgeBase) -> list[dict[str, Any]]:
    stream = io.StringIO(newline="")
    write_export(kb, "jsonl", "facts", stream)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def entity(kb: KnowledgeBase, name: str) -> str:
    return str(kb.connection.value("SELECT id FROM entities WHERE name = ?", [name]))


def counts(kb: KnowledgeBase) -> list[tuple[str, int, int]]:
    """Each number that is exported, the documents that state it and their sentences."""
    return sorted((row["object"], row["documents"], len(row["evidence"])) for row in exported(kb))


@pytest.fixture
def two(kb: KnowledgeBase) -> KnowledgeBase:
    add(kb, "a", LONG, "14", "3")
    add(kb, "b", SHORT, "14", "5")
    return kb


def test_equal_facts_become_one_and_two_again(two: KnowledgeBase) -> None:
    before = exported(two)
    assert counts(two) == [("14", 1, 1), ("14", 1, 1), ("3", 1, 1), ("5", 1, 1)]
    two.merge(entity(two, SHORT), entity(two, LONG), reason="same letterhead")
    assert counts(two) == [("14", 2, 2), ("3", 1, 1), ("5", 1, 1)]
    assert two.verify() == []
    assert two.undo_merge(entity(two, SHORT), entity(two, LONG))
    assert exported(two) == before


def test_every_view_shows_the_one_fact(two: KnowledgeBase) -> None:
    ids = {row["id"] for row in exported(two) if row["object"] == "14"}
    two.merge(entity(two, SHORT), entity(two, LONG), reason="same letterhead")
    shown = [show(two, each) for each in ids]
    assert shown[0] == shown[1]
    assert isinstance(shown[0], FactProfile)
    assert (shown[0].fact.documents, {e.url[-1] for e in shown[0].evidence}) == (2, {"a", "b"})
    office = show(two, SHORT)
    assert isinstance(office, EntityProfile)
    assert sorted((line.object, line.documents) for line in office.as_subject) == [("14", 2), ("3", 1), ("5", 1)]
    for url in ("https://news.example/a", "https://news.example/b"):
        document = show(two, url)
        assert isinstance(document, DocumentProfile)
        assert shown[0].id in {line.id for line in document.facts}
    for words in (f"{LONG} 14", f"{SHORT} 14"):
        assert [hit.id for hit in search(two, words, kind="facts")].count(shown[0].id) == 1
    assert (learned(two).facts, learned(two).by_predicate) == (3, {"has_count": 3})


def test_one_of_two_pages_may_take_it_back(two: KnowledgeBase) -> None:
    two.merge(entity(two, SHORT), entity(two, LONG), reason="same letterhead")
    first = two.connection.value("SELECT same_as FROM facts WHERE same_as IS NOT NULL")
    address = two.connection.value(
        "SELECT d.url FROM facts f JOIN documents d ON d.pk = f.document WHERE f.id = ?", [first]
    )
    two.start_run(NEXT, "2026-03-02T01:00:00Z")
    add(two, address[-1], LONG if address[-1] == "a" else SHORT, "7", day=2)
    assert ("14", 1, 1) in counts(two)
    assert two.verify() == []
    changes = learned(two, NEXT).changes
    assert changes is not None
    assert "14" not in {line.object for line in changes.retracted}
    two.mark_gone(f"https://news.example/{'b' if address[-1] == 'a' else 'a'}", NEXT)
    assert counts(two) == [("7", 1, 1)]
    two.undo_merge(entity(two, SHORT), entity(two, LONG))
    rows = two.connection.rows("SELECT retracted_why, documents FROM facts WHERE object = '14' ORDER BY 1")
    assert rows == [{"retracted_why": "changed", "documents": 0}, {"retracted_why": "gone", "documents": 0}]
    assert two.verify() == []


def test_a_fact_that_comes_later_joins_at_the_end_of_its_run(two: KnowledgeBase) -> None:
    two.merge(entity(two, SHORT), entity(two, LONG), reason="same letterhead")
    two.start_run(NEXT, "2026-03-02T01:00:00Z")
    add(two, "c", SHORT, "3", day=2)
    two.finish_run(NEXT, "2026-03-02T03:00:00Z")
    assert ("3", 2, 2) in counts(two)


def test_the_automatic_merge_joins_facts_and_parts_them(kb: KnowledgeBase) -> None:
    add(kb, "a", LONG, "14", also=SHORT)
    add(kb, "b", SHORT, "14")
    kb.finish_run(RUN, "2026-03-01T03:00:00Z")
    assert counts(kb) == [("14", 2, 2)]
    content = kb.content_hash()
    kb.finish_run(RUN, "2026-03-01T04:00:00Z")
    assert kb.content_hash() == content
    kb.start_run(NEXT, "2026-03-02T01:00:00Z")
    add(kb, "c", "Bergen Health Information Office", also=SHORT, day=2)
    kb.finish_run(NEXT, "2026-03-02T03:00:00Z")
    assert counts(kb) == [("14", 1, 1), ("14", 1, 1)]


def test_a_wrong_joining_is_found(two: KnowledgeBase) -> None:
    three, five = (two.connection.value("SELECT id FROM facts WHERE object = ?", [n]) for n in ("3", "5"))
    two.connection.execute("UPDATE facts SET same_as = ? WHERE id = ?", [three, five])
    assert any("does not say the same" in problem for problem in two.verify())
    two.connection.execute("UPDATE facts SET same_as = NULL")
