"""Copies of one announcement are told from announcements that look alike, over three hundred labelled pairs."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from copypairs import EDITS, Pair, copies, look_alikes
from kb_samples import extraction, page

from db.exporting import write_export
from db.likeness import is_copy, likeness
from db.profiles import DocumentProfile
from db.queries import show
from db.search import search
from db.similar import sketch
from db.store import KnowledgeBase
from demo.article import load_articles

RUN = "night-2026-03-01"


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    return [*copies(), *look_alikes()]


def told(pair: Pair) -> bool:
    """Whether the other text would be found by its sketch, and is a copy."""
    one, other = sketch(pair.one), sketch(pair.other)
    found = 6 * len(one & other) >= max(1, len(one), len(other))
    return found and is_copy(likeness(pair.one), likeness(pair.other))


def test_precision_and_recall_on_labelled_pairs(pairs: list[Pair]) -> None:
    assert len(pairs) >= 300
    assert sum(pair.copies for pair in pairs) >= 150 <= sum(not pair.copies for pair in pairs)
    found = [pair for pair in pairs if told(pair)]
    right = [pair for pair in found if pair.copies]
    missed = [pair.kind for pair in pairs if pair.copies and pair not in found]
    assert len(right) >= 0.98 * len(found), [pair.kind for pair in found if not pair.copies]
    assert len(right) >= 0.98 * sum(pair.copies for pair in pairs), missed


def add(
    kb: KnowledgeBase, name: str, paragraphs: list[str], *, day: str | None, at: str = "2026-03-01T02:00:00Z"
) -> str:
    text = "\n\n".join(paragraphs)
    of = page(name, text, source=name, at=at)
    said = extraction(of, text)
    said = replace(said, document=replace(said.document, date_published=day, headline=f"As {name} has it"))
    kb.add_extraction(said, page=of, run=RUN)
    return said.document.id


@pytest.fixture
def syndicated(kb: KnowledgeBase) -> dict[str, str]:
    """Three papers have one announcement; who was read first did not publish first."""
    article = next(a for a in load_articles(1).values() if len(a.text) > 1200)
    text = list(article.paragraphs)
    return {
        "reprint": add(kb, "reprint", EDITS["wire copy"](text, 0), day="2026-02-20"),
        "office": add(kb, "office", text, day="2026-02-18", at="2026-03-01T05:00:00Z"),
        "printed": add(kb, "printed", EDITS["print version"](text, 0), day=None),
    }


def test_a_search_shows_copies_once_as_who_published_first_has_them(
    kb: KnowledgeBase, syndicated: dict[str, str]
) -> None:
    word = kb.connection.value("SELECT substr(text, 1, instr(text, ' ') - 1) FROM documents WHERE source = 'office'")
    for query in (word, ""):
        assert [hit.id for hit in search(kb, query, kind="documents")] == [syndicated["office"]]
    assert [hit.source for hit in search(kb, word, kind="documents", source="reprint")] == ["reprint"]


def test_what_only_a_copy_says_is_found_in_it(kb: KnowledgeBase, syndicated: dict[str, str]) -> None:
    assert [hit.id for hit in search(kb, "Facebook", kind="documents")] == [syndicated["printed"]]


def test_show_and_export_name_who_published_first(kb: KnowledgeBase, syndicated: dict[str, str]) -> None:
    copy, first = (show(kb, syndicated[name]) for name in ("printed", "office"))
    assert isinstance(copy, DocumentProfile)
    assert isinstance(first, DocumentProfile)
    assert copy.copy_of is not None
    assert (copy.copy_of.id, first.copy_of, len(first.copies)) == (syndicated["office"], None, 2)
    stream = io.StringIO()
    write_export(kb, "jsonl", "documents", stream)
    exported = {row["id"]: row["copy_of"] for row in map(json.loads, stream.getvalue().splitlines())}
    assert exported == {
        name: None if name == syndicated["office"] else syndicated["office"] for name in syndicated.values()
    }


def test_an_edited_reprint_at_one_address_is_a_version(kb: KnowledgeBase) -> None:
    text = list(next(a for a in load_articles(1).values() if len(a.text) > 1200).paragraphs)
    add(kb, "office", text, day="2026-02-18")
    document = add(kb, "office", EDITS["corrected"](text, 0), day="2026-02-18", at="2026-03-01T09:00:00Z")
    profile = show(kb, document)
    assert isinstance(profile, DocumentProfile)
    assert (len(profile.versions), profile.copies) == (2, ())
