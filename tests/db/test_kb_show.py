"""Everything about one thing: by id, abbreviated id, address or name."""

from __future__ import annotations

import pytest
from kb_samples import extraction, mention, opening, page

from crawler.page import WarcRef
from db.errors import NotFound
from db.overview import last_run, learned
from db.profiles import Candidates, DocumentProfile, EntityProfile, FactProfile
from db.queries import show
from db.store import KnowledgeBase

RUN = "night-2026-03-01"


@pytest.fixture
def filled(kb: KnowledgeBase) -> KnowledgeBase:
    for name, city, at in (("a", "Lisbon", "2026-03-01T02:00:00Z"), ("b", "Porto", "2026-03-01T02:00:01Z")):
        of, said = opening(name, city=city, at=at)
        kb.add_extraction(said, page=of, run=RUN)
    return kb


def test_an_entity_with_its_facts_at_both_ends(filled: KnowledgeBase) -> None:
    hub = show(filled, "the tagus ocean hub")
    assert isinstance(hub, EntityProfile)
    assert (hub.label, hub.mentions, len(hub.documents)) == ("CENTER", 4, 2)
    assert {(line.predicate, line.object) for line in hub.as_subject} == {
        ("located_in", "Lisbon"), ("located_in", "Porto"), ("has_count", "14"),
    }  # fmt: skip
    assert [(line.subject, line.predicate) for line in hub.as_object] == [("Harbour Council", "established")]
    assert show(filled, hub.id) == show(filled, hub.id[:10].upper()) == hub


def test_a_fact_with_its_sentences_and_archived_pages(filled: KnowledgeBase) -> None:
    hub = show(filled, "Tagus Ocean Hub")
    assert isinstance(hub, EntityProfile)
    claim = next(line for line in hub.as_subject if line.object == "Lisbon")
    found = show(filled, claim.id[:12])
    assert isinstance(found, FactProfile)
    (evidence,) = found.evidence
    assert evidence.text == "The Harbour Council opened the Tagus Ocean Hub in Lisbon on Monday."
    assert (evidence.url, evidence.source, evidence.date) == ("https://news.example/a", "daily", "2026-02-24")
    assert (evidence.warc, evidence.standing) == (WarcRef(file="a.warc.gz", offset=17), "current")
    assert found.fact.sentence == evidence.text


def test_evidence_of_a_former_version_is_told_apart(filled: KnowledgeBase) -> None:
    of, said = opening("a", city="Faro", at="2026-03-02T02:00:00Z")
    filled.add_extraction(said, page=of, run=RUN)
    fact = filled.connection.value("SELECT id FROM facts WHERE object = 'Lisbon'")
    found = show(filled, fact)
    assert isinstance(found, FactProfile)
    assert [line.standing for line in found.evidence] == ["changed"]
    assert (found.fact.documents, found.fact.retracted_why) == (0, "changed")


def test_a_document_with_all_it_says(filled: KnowledgeBase) -> None:
    of, said = opening("a", count="15", at="2026-03-02T02:00:00Z")
    filled.add_extraction(said, page=of, run=RUN)
    document = show(filled, of.url)
    assert isinstance(document, DocumentProfile)
    assert document.text == said.document.text
    assert [line.name for line in document.entities] == ["Tagus Ocean Hub", "Harbour Council", "Lisbon"]
    assert [(line.value, line.what) for line in document.figures] == [("15", "start-ups")]
    assert {line.predicate for line in document.facts} == {"established", "located_in", "has_count"}
    assert [line.current for line in document.versions] == [True, False]
    assert show(filled, document.id[:8]) == document


def test_several_bearers_of_a_name_are_listed(filled: KnowledgeBase) -> None:
    text = "A cruise ship, the Lisbon, called at the port."
    of = page("c", text)
    filled.add_extraction(extraction(of, text, mentions=[mention(text, "PROGRAMME", "Lisbon")]), page=of, run=RUN)
    found = show(filled, "Lisbon")
    assert isinstance(found, Candidates)
    assert {option.title for option in found.options} == {"Lisbon (CITY, PT)", "Lisbon (PROGRAMME)"}


@pytest.mark.parametrize("query", ["Atlantis", "", "ffffffffff", "?", "https://news.example/none", "\ud800", "%", "*"])
def test_what_is_not_known_is_said(filled: KnowledgeBase, query: str) -> None:
    with pytest.raises(NotFound, match="nothing is known"):
        show(filled, query)


def test_what_was_learned(filled: KnowledgeBase) -> None:
    overview = learned(filled)
    assert (overview.documents, overview.facts, overview.planned) == (2, 4, 0)
    assert overview.by_predicate == {"located_in": 2, "established": 1, "has_count": 1}
    assert overview.by_label == {"CITY": 2, "CENTER": 1, "ORG": 1}
    assert len(overview.newest) == 4
    assert overview.changes is None
    assert last_run(filled) == RUN
