"""A date is the day of publication that the page tells, or none: never the moment of its fetching."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from kb_samples import opening

from db.exporting import write_export
from db.profiles import DocumentProfile, EntityProfile, FactProfile
from db.queries import show
from db.records import What
from db.search import search
from db.store import KnowledgeBase
from pipeline.known_views import show_hits, show_profile

RUN = "night-2026-03-01"
FETCHED = "2026-03-01T02:00:00Z"


@pytest.fixture
def filled(kb: KnowledgeBase) -> KnowledgeBase:
    """An announcement of 24 February in Lisbon, and one without a date in Porto."""
    of, said = opening("a", city="Lisbon")
    kb.add_extraction(said, page=of, run=RUN)
    of, said = opening("b", city="Porto", at=FETCHED)
    undated = replace(said, document=replace(said.document, date_published=None))
    kb.add_extraction(undated, page=of, run=RUN)
    return kb


def fact_of(kb: KnowledgeBase, city: str) -> FactProfile:
    found = show(kb, kb.connection.value("SELECT id FROM facts WHERE object = ?", [city]))
    assert isinstance(found, FactProfile)
    return found


def test_a_hit_without_a_date_has_none(filled: KnowledgeBase) -> None:
    for hit in search(filled, "porto"):
        assert (hit.date, hit.fetched_at) == (None, FETCHED)


def test_nothing_that_is_shown_has_a_date_that_the_page_does_not_tell(filled: KnowledgeBase) -> None:
    claim = fact_of(filled, "Porto")
    assert (claim.fact.date, claim.evidence[0].date, claim.evidence[0].fetched_at) == (None, None, FETCHED)
    hub = show(filled, "Tagus Ocean Hub")
    assert isinstance(hub, EntityProfile)
    assert [line.date for line in hub.documents] == [None, "2026-02-24"]


@pytest.mark.parametrize("what", ["facts", "figures"])
def test_an_export_tells_published_from_fetched(filled: KnowledgeBase, what: What) -> None:
    stream = io.StringIO(newline="")
    write_export(filled, "jsonl", what, stream)
    dates = {(row["date"], row["fetched_at"]) for row in map(json.loads, stream.getvalue().splitlines())}
    assert dates == {("2026-02-24", FETCHED), (None, FETCHED)}


def test_a_page_without_a_date_is_found_and_ordered_by_its_fetching(filled: KnowledgeBase) -> None:
    assert [hit.date for hit in search(filled, "", kind="documents")] == [None, "2026-02-24"]
    assert [hit.date for hit in search(filled, "", kind="documents", since="2026-03-01")] == [None]
    assert [hit.date for hit in search(filled, "", kind="documents", until="2026-02-28")] == ["2026-02-24"]


def test_people_read_no_date_and_when_it_was_fetched(filled: KnowledgeBase, capsys: pytest.CaptureFixture[str]) -> None:
    show_hits(search(filled, "", kind="documents"))
    listed = capsys.readouterr().out
    assert "no date" in listed
    assert "2026-03-01" not in listed
    for profile in (fact_of(filled, "Porto"), show(filled, "https://news.example/b")):
        assert isinstance(profile, FactProfile | DocumentProfile)
        show_profile(profile)
        assert f"no date, fetched {FETCHED}" in capsys.readouterr().out
    show_profile(fact_of(filled, "Lisbon"))
    assert "published 2026-02-24" in capsys.readouterr().out
