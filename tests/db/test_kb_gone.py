"""Pages that vanish or are edited: their facts are marked, not dropped; an address that only led there takes nothing along."""

from __future__ import annotations

from dataclasses import replace

import pytest
from kb_samples import BASE, opening

from db.profiles import DocumentProfile, FactProfile
from db.queries import show
from db.store import KnowledgeBase
from pipeline.known_views import show_profile

RUN, NEXT, THIRD = "night-2026-03-01", "night-2026-03-02", "night-2026-03-03"
TIMES = {RUN: "2026-03-01T02:00:00Z", NEXT: "2026-03-02T02:00:00Z", THIRD: "2026-03-03T02:00:00Z"}


def add(kb: KnowledgeBase, name: str = "hub", *, asked: str | None = None, run: str = RUN, count: str = "14") -> None:
    """A page as it came from its address, or from another one that led there."""
    kb.start_run(run, TIMES[run])
    of, said = opening(name, count=count, at=TIMES[run])
    kb.add_extraction(said, page=replace(of, requested_url=BASE + (asked or name)), run=run)


def vanish(kb: KnowledgeBase, name: str, run: str = NEXT) -> int:
    """As the night does it: entered, then marked."""
    kb.start_run(run, TIMES[run])
    kb.record(run, "daily", BASE + name, "skipped", "gone")
    return kb.mark_gone(BASE + name, run)


def gone(kb: KnowledgeBase) -> list[str]:
    return kb.connection.column("SELECT url FROM documents WHERE gone_at IS NOT NULL ORDER BY url")


def test_a_redirect_that_ends_leaves_its_target(kb: KnowledgeBase) -> None:
    add(kb, asked="old")
    add(kb)
    assert vanish(kb, "old") == 0
    assert gone(kb) == []
    assert vanish(kb, "hub") == 1


def test_the_own_address_decides_alone(kb: KnowledgeBase) -> None:
    add(kb, asked="old")
    add(kb)
    assert vanish(kb, "hub") == 1


def test_a_document_goes_with_the_last_address_that_led_to_it(kb: KnowledgeBase) -> None:
    add(kb, asked="old")
    add(kb, asked="short")
    assert vanish(kb, "old") == 0
    assert vanish(kb, "short") == 1


def test_an_address_that_answers_again_counts_again(kb: KnowledgeBase) -> None:
    add(kb, asked="old")
    add(kb, asked="short")
    assert vanish(kb, "old") == 0
    add(kb, asked="old", run=THIRD)
    assert vanish(kb, "short", THIRD) == 0


def test_another_page_at_the_end_of_a_redirect_is_left_alone(kb: KnowledgeBase) -> None:
    """The short link led to one page, then to another: that it ends says nothing of the first."""
    add(kb, "hub")
    add(kb, "fair", asked="short")
    assert vanish(kb, "short") == 1
    assert gone(kb) == [BASE + "fair"]


def test_people_read_since_when_a_page_is_gone(kb: KnowledgeBase, capsys: pytest.CaptureFixture[str]) -> None:
    add(kb)
    vanish(kb, "hub")
    claim = show(kb, kb.connection.value("SELECT id FROM facts WHERE object = 'Lisbon'"))
    document = show(kb, BASE + "hub")
    assert isinstance(claim, FactProfile)
    assert isinstance(document, DocumentProfile)
    assert (claim.evidence[0].standing, claim.evidence[0].gone_at) == ("gone", TIMES[NEXT])
    for profile in (claim, document, show(kb, "Tagus Ocean Hub")):
        show_profile(profile)
        assert "page gone since 2026-03-02" in " ".join(capsys.readouterr().out.split())
    assert kb.connection.value("SELECT count(*) FROM facts") == 3


def test_people_read_what_an_edited_page_says_no_longer(kb: KnowledgeBase, capsys: pytest.CaptureFixture[str]) -> None:
    add(kb)
    add(kb, count="15", run=NEXT)
    document = show(kb, BASE + "hub")
    assert isinstance(document, DocumentProfile)
    assert len(document.versions) == 2
    claim = show(kb, kb.connection.value("SELECT id FROM facts WHERE object = '14'"))
    assert isinstance(claim, FactProfile)
    assert (claim.fact.retracted_at, claim.fact.retracted_why) == (TIMES[NEXT], "changed")
    show_profile(claim)
    told = capsys.readouterr().out
    assert "said no longer since 2026-03-02" in told
    assert "a former version of the page" in told
    assert kb.connection.column("SELECT object FROM facts WHERE retracted_at IS NULL AND value IS NOT NULL") == ["15"]
