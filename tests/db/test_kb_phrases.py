"""What bears no name is another thing in each announcement: "the plant" of two papers are two plants."""

from __future__ import annotations

import pytest
from kb_samples import extraction, fact, mention, page

from db.overview import learned
from db.profiles import Candidates, EntityProfile, FactProfile
from db.queries import show
from db.search import search
from db.store import KnowledgeBase
from extract.types import Fact
from pipeline.known_views import show_profile

RUN = "night-2026-03-01"


def add(kb: KnowledgeBase, name: str, text: str, claim: Fact | None, *mentions: tuple[str, str], day: int = 1) -> None:
    of = page(name, text, at=f"2026-03-0{day}T02:00:00Z")
    found = [mention(text, label, words) for label, words in mentions]
    said = extraction(of, text, mentions=found, facts=[claim] if claim else [], headline=f"News {name}")
    kb.add_extraction(said, page=of, run=RUN)


def supports(kb: KnowledgeBase) -> list[int]:
    """By how many documents each of the facts that stand is supported."""
    return kb.connection.column("SELECT documents FROM facts WHERE retracted_at IS NULL ORDER BY id")


TEXTS = ("In Dakar the plant will open in 2027.", "Łódź is glad that the plant will open in 2027.")


@pytest.mark.parametrize(
    ("subject", "label", "predicate", "object", "object_label", "expected"),
    [
        ("plant", None, "date_established", "2027", "DATE", [1, 1]),
        ("Construction", None, "date_established", "2027", "DATE", [1, 1]),
        ("tannery plant", "CENTER", "date_established", "2027", "DATE", [1, 1]),
        ("Baobab Plant", "CENTER", "date_established", "2027", "DATE", [2]),
        ("Baobab Plant", "CENTER", "date_established", "2027/2029", "DATE", [2]),
        ("Baobab Plant", "CENTER", "date_established", "next year", "DATE", [1, 1]),
        ("Baobab Plant", "CENTER", "founded_by", "Dakar", "CITY", [2]),
        ("Baobab Plant", "CENTER", "founded_by", "three brothers", None, [1, 1]),
        ("Baobab Plant", "CENTER", "founded_by", "municipal government", "ORG", [1, 1]),
        ("滨海创新中心", "CENTER", "founded_by", "市政府", "ORG", [2]),
    ],
)
def test_only_names_join_what_two_announcements_say(
    kb: KnowledgeBase, subject: str, label: str | None, predicate: str, object: str, object_label: str | None,
    expected: list[int],
) -> None:  # fmt: skip
    for name, text in zip("ab", TEXTS, strict=True):
        claim = fact(text, subject, predicate, object, text, labels=(label, object_label))
        add(kb, name, text, claim)
    assert supports(kb) == expected


def test_a_number_is_the_same_everywhere(kb: KnowledgeBase) -> None:
    for name, text in zip("ab", TEXTS, strict=True):
        claim = fact(text, "Baobab Plant", "has_count", "2027", text, labels=("CENTER", None), value="2027")
        add(kb, name, text, claim)
    assert supports(kb) == [2]


def test_a_claim_about_a_phrase_outlives_an_edit_of_its_page(kb: KnowledgeBase) -> None:
    for day, text in enumerate((TEXTS[0], TEXTS[0] + " Corrected."), start=1):
        add(kb, "a", text, fact(text, "plant", "date_established", "2027", TEXTS[0], labels=(None, "DATE")), day=day)
    assert supports(kb) == [1]
    assert kb.connection.value("SELECT count(*) FROM facts") == 1


def test_a_plan_of_one_plant_does_not_come_true_in_another(kb: KnowledgeBase) -> None:
    text = TEXTS[0]
    plan = fact(text, "plant", "date_established", "2027", text, labels=(None, "DATE"), status="planned")
    add(kb, "a", text, plan)
    kb.start_run("next", "2026-03-02T01:00:00Z")
    of, text = page("b", TEXTS[1]), TEXTS[1]
    done = fact(text, "plant", "date_established", "2027", text, labels=(None, "DATE"))
    kb.add_extraction(extraction(of, text, facts=[done]), page=of, run="next")
    changes = learned(kb, "next").changes
    assert changes is not None
    assert (changes.new_facts, changes.came_true) == (1, ())


def test_every_city_has_its_own_municipal_government(kb: KnowledgeBase) -> None:
    for name, city in (("a", "Ningbo"), ("b", "Lyon")):
        text = f"The municipal government of {city} met."
        add(kb, name, text, None, ("ORG", "municipal government"), ("CITY", city))
    kb.finish_run(RUN, "2026-03-01T03:00:00Z")
    found = show(kb, "municipal government")
    assert isinstance(found, Candidates)
    assert sorted(option.title for option in found.options) == [
        "municipal government (ORG, in: News a)",
        "municipal government (ORG, in: News b)",
    ]
    one = show(kb, found.options[0].id)
    assert isinstance(one, EntityProfile)
    assert (one.mentions, one.within) == (1, one.documents[0].id)


def test_a_phrase_is_shown_as_one(kb: KnowledgeBase, capsys: pytest.CaptureFixture[str]) -> None:
    text = TEXTS[0]
    add(kb, "a", text, fact(text, "plant", "located_in", "Dakar", text, labels=(None, "CITY")))
    (hit,) = search(kb, "plant", kind="facts")
    assert hit.title == "“plant” located in Dakar"
    claim = show(kb, hit.id)
    assert isinstance(claim, FactProfile)
    assert (claim.fact.subject_named, claim.fact.within) == (False, claim.evidence[0].document)
    show_profile(claim)
    told = capsys.readouterr().out
    assert "“plant” · located_in · Dakar" in told
    assert "in this announcement's own words" in told


def test_a_name_is_shown_without_quotes(kb: KnowledgeBase, capsys: pytest.CaptureFixture[str]) -> None:
    text = TEXTS[0]
    add(kb, "a", text, fact(text, "Baobab Plant", "located_in", "Dakar", text, labels=("CENTER", "CITY")))
    (hit,) = search(kb, "baobab", kind="facts")
    assert hit.title == "Baobab Plant located in Dakar"
    claim = show(kb, hit.id)
    assert isinstance(claim, FactProfile)
    show_profile(claim)
    assert "in this announcement's own words" not in capsys.readouterr().out
