"""What becomes of announcements over time: the same, changed, gone, back, copied."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from kb_samples import BASE, extraction, fact, mention, opening, page

from db.overview import learned
from db.store import KnowledgeBase
from extract.types import Evidence, Figure, Mention, NotADocument

RUN = "night-2026-03-01"
NEXT = "night-2026-03-02"
LATER = "2026-03-02T02:00:00Z"


def states(kb: KnowledgeBase, predicate: str) -> dict[str, tuple[str, int, str | None]]:
    rows = kb.connection.rows("SELECT * FROM facts WHERE predicate = ?", [predicate])
    return {row["object"]: (row["status"], row["documents"], row["retracted_why"]) for row in rows}


def test_a_replay_changes_nothing(kb: KnowledgeBase) -> None:
    of, said = opening()
    assert kb.add_extraction(said, page=of, run=RUN) == "stored"
    before = kb.content_hash()
    assert kb.add_extraction(said, page=of, run=RUN) == "unchanged"
    assert kb.content_hash() == before
    assert kb.balance(RUN) == {
        "daily": {"seen": 1, "stored": 1, "unchanged": 0, "quarantined": 0, "failed": 0, "skipped": 0}
    }


def test_a_claim_that_the_page_no_longer_makes_is_marked_and_kept(kb: KnowledgeBase) -> None:
    for count, run, at in (("14", RUN, "2026-03-01T02:00:00Z"), ("15", NEXT, LATER)):
        kb.start_run(run, at)
        of, said = opening(count=count, at=at)
        assert kb.add_extraction(said, page=of, run=run) == "stored"
    assert states(kb, "has_count") == {"14": ("done", 0, "changed"), "15": ("done", 1, None)}
    changes = learned(kb, NEXT).changes
    assert changes is not None
    assert (changes.new_documents, changes.new_versions, changes.new_facts, changes.retracted_facts) == (0, 1, 1, 1)
    assert [line.object for line in changes.retracted] == ["14"]


def test_an_earlier_text_that_comes_back_counts_again(kb: KnowledgeBase) -> None:
    for day, count in enumerate(("14", "15", "14"), start=1):
        of, said = opening(count=count, at=f"2026-03-0{day}T02:00:00Z")
        assert kb.add_extraction(said, page=of, run=RUN) == "stored"
    assert states(kb, "has_count") == {"14": ("done", 1, None), "15": ("done", 0, "changed")}
    assert kb.connection.value("SELECT count(*) FROM documents") == 2


def test_a_page_fetched_before_the_newest_one_is_history(kb: KnowledgeBase) -> None:
    new, old = opening(count="15", at=LATER), opening(count="14")
    kb.add_extraction(new[1], page=new[0], run=RUN)
    kb.add_extraction(old[1], page=old[0], run=RUN)
    assert states(kb, "has_count") == {"15": ("done", 1, None), "14": ("done", 0, "changed")}


def test_a_plan_that_comes_true_is_told(kb: KnowledgeBase) -> None:
    of, said = opening(planned=True)
    kb.add_extraction(said, page=of, run=RUN)
    kb.start_run(NEXT, LATER)
    of, said = opening(at=LATER)
    kb.add_extraction(said, page=of, run=NEXT)
    rows = kb.connection.rows("SELECT status, documents FROM facts WHERE predicate = 'established' ORDER BY status")
    assert rows == [{"status": "done", "documents": 1}, {"status": "planned", "documents": 0}]
    changes = learned(kb, NEXT).changes
    assert changes is not None
    assert {line.predicate for line in changes.came_true} == {"established", "located_in"}


def test_a_vanished_page_marks_its_facts_until_it_is_back(kb: KnowledgeBase) -> None:
    of, said = opening()
    kb.add_extraction(said, page=of, run=RUN)
    kb.start_run(NEXT, LATER)
    assert kb.mark_gone(of.url, NEXT) == 1
    assert kb.mark_gone(of.url, NEXT) == 0
    assert states(kb, "located_in") == {"Lisbon": ("done", 0, "gone")}
    overview = learned(kb, NEXT)
    assert overview.documents == 0
    assert overview.changes is not None
    assert [line.url for line in overview.changes.gone] == [of.url]
    back, said = opening(at="2026-03-03T02:00:00Z")
    assert kb.add_extraction(said, page=back, run=NEXT) == "stored"
    assert states(kb, "located_in") == {"Lisbon": ("done", 1, None)}


def test_an_address_that_answers_unchanged_is_seen_again(kb: KnowledgeBase) -> None:
    of, said = opening()
    kb.add_extraction(said, page=of, run=RUN)
    kb.start_run(NEXT, LATER)
    kb.record(NEXT, "daily", of.url, "unchanged", "not modified")
    assert kb.connection.value("SELECT last_seen FROM documents") == LATER
    assert kb.connection.value("SELECT min(last_seen) FROM facts") == LATER


def test_better_rules_take_the_place_of_the_former_reading(kb: KnowledgeBase) -> None:
    of, said = opening()
    kb.add_extraction(said, page=of, run=RUN)
    better = replace(said, facts=said.facts[:2], figures=())
    assert kb.add_extraction(better, page=of, run=RUN) == "unchanged"
    assert states(kb, "has_count") == {"14": ("done", 0, "changed")}
    assert kb.connection.value("SELECT count(*) FROM figures") == 0


BODY = (
    "The Riga port authority opened a training workshop for welders on Friday. Twelve instructors teach there, "
    "and the first course begins in June. The workshop stands beside the old grain quay and has room for ninety "
    "people. According to the authority, places are free of charge for people who live in the city."
)


@pytest.mark.parametrize(
    ("other", "independent"),
    [
        ("RIGA (Agency) - " + BODY, 1),
        (BODY.rsplit(". ", 1)[0] + ".", 1),
        (
            "Welders can learn their trade at the grain quay of Riga since Friday, when the port opened a workshop.",
            2,
        ),
    ],
    ids=["with a dateline", "cut short", "written anew"],
)
def test_syndicated_copies_count_once(kb: KnowledgeBase, other: str, independent: int) -> None:
    for name, text in (("one", BODY), ("two", other)):
        of = page(name, text, source=name)
        sentence = text.split(". ")[0]
        claim = fact(text, "Riga Welding Workshop", "located_in", "Riga", sentence, labels=("CENTER", "CITY"))
        kb.add_extraction(extraction(of, text, facts=[claim]), page=of, run=RUN)
    assert states(kb, "located_in") == {"Riga": ("done", independent, None)}


def test_a_copy_that_is_rewritten_leaves_its_cluster(kb: KnowledgeBase) -> None:
    for name in "abc":
        of = page(name, BODY)
        kb.add_extraction(extraction(of, BODY), page=of, run=RUN)
    assert kb.connection.value("SELECT count(DISTINCT cluster) FROM documents") == 1
    of = page("b", "Nothing of all this is true any more, the harbour master said on Sunday.", at=LATER)
    kb.add_extraction(extraction(of, of.body.decode()), page=of, run=RUN)
    assert kb.connection.value("SELECT count(DISTINCT cluster) FROM documents WHERE current = 1") == 2


def test_the_order_of_adding_does_not_matter_to_clusters(kb: KnowledgeBase) -> None:
    def clusters(order: str) -> list[str]:
        for name in order:
            of = page(name, BODY)
            kb.add_extraction(extraction(of, BODY), page=of, run=RUN)
        return kb.connection.column("SELECT DISTINCT cluster FROM documents")

    first = clusters("ab")
    assert clusters("c") == [min(first[0], *kb.connection.column("SELECT id FROM documents"))]


def test_a_rejected_page_is_quarantined_and_what_was_known_stays(kb: KnowledgeBase) -> None:
    of, said = opening()
    kb.add_extraction(said, page=of, run=RUN)
    kb.start_run(NEXT, LATER)
    wall = page("hub", "<p>We value your privacy</p>", at=LATER)
    kb.add_rejection(NotADocument(code="cookie_wall", detail="consent notice"), page=wall, run=NEXT)
    kb.add_rejection(NotADocument(code="cookie_wall", detail="consent notice"), page=wall, run=NEXT)
    issues = kb.connection.rows("SELECT url, code, detail FROM issues")
    assert issues == [{"url": of.url, "code": "cookie_wall", "detail": "consent notice"}]
    assert states(kb, "located_in") == {"Lisbon": ("done", 1, None)}
    assert kb.balance(NEXT)["daily"]["quarantined"] == 1
    assert kb.seen_pages("daily") == {of.id, wall.id}
    assert kb.seen_pages("weekly") == set()


def test_what_contradicts_its_text_becomes_an_issue(kb: KnowledgeBase) -> None:
    of, said = opening()
    wrong = (
        Mention(label="CITY", text="Porto", name="Porto", start_char=0, end_char=5),
        Mention(label="RIVER", text="Tagus", name="Tagus", start_char=33, end_char=38),
    )
    huge = Figure(text="14", value=Decimal("1E+999999"), start_char=83, end_char=85)
    nan = Figure(text="14", value=Decimal("NaN"), start_char=83, end_char=85)
    astray = replace(said.facts[0], object="Porto Hub", evidence=(Evidence(start_char=5, end_char=9, text="hub"),))
    said = replace(said, mentions=wrong, figures=(huge, nan), facts=(*said.facts, astray))
    assert kb.add_extraction(said, page=of, run=RUN) == "stored"
    codes = kb.connection.column("SELECT code FROM issues ORDER BY code")
    assert codes == ["bad_number", "bad_number", "broken_span", "broken_span", "unknown_label"]
    assert kb.connection.value("SELECT count(*) FROM facts") == 3


def test_strings_that_sqlite_refuses_are_stored(kb: KnowledgeBase) -> None:
    text = "The mayor of Caf\ud800 City \x00 opened 汉字 a very small kiosk."
    of = page("odd", "odd")
    said = extraction(of, text, mentions=[mention(text, "CITY", "Caf\ud800 City")], headline="\ud800")
    assert kb.add_extraction(said, page=of, run=RUN) == "stored"
    assert kb.connection.value("SELECT text FROM documents") == text.replace("\ud800", "\ufffd").replace(
        "\x00", "\ufffd"
    )


def test_numbers_keep_their_digits(kb: KnowledgeBase) -> None:
    text = "The fund holds 20 billion euros, 0.10 percent more, and owes 1267650600228229401496703205376 pesos."
    values = {"20 billion": "2E+10", "0.10": "0.10", "1267650600228229401496703205376": str(2**100)}
    figures = [
        Figure(text=words, value=Decimal(value), start_char=text.index(words), end_char=text.index(words) + len(words))
        for words, value in values.items()
    ]
    of = page("fund", text)
    kb.add_extraction(extraction(of, text, figures=figures), page=of, run=RUN)
    assert kb.connection.column("SELECT value FROM figures ORDER BY start_char") == ["20000000000", "0.1", str(2**100)]


def test_a_page_without_source_or_date_is_stored(kb: KnowledgeBase) -> None:
    of, said = opening(source=None, at=None)
    assert kb.add_extraction(said, page=of, run=RUN) == "stored"
    assert kb.connection.value("SELECT first_seen FROM documents") == "2026-03-01T01:00:00Z"
    assert kb.seen_pages(None) == {of.id}


def test_runs_are_taken_up_again(kb: KnowledgeBase) -> None:
    assert kb.unfinished_run() == RUN
    assert kb.start_run(RUN, "2026-03-01T09:00:00Z") == "2026-03-01T01:00:00Z"
    kb.finish_run(RUN, "2026-03-01T10:00:00Z", summary={"pages": 1})
    assert kb.unfinished_run() is None
    of, said = opening()
    with pytest.raises(ValueError, match="was not started"):
        kb.add_extraction(said, page=of, run="another")
    with pytest.raises(ValueError, match="must be one of"):
        kb.record(RUN, "daily", BASE, "lost")


def test_the_newest_settings_of_a_source_are_kept(kb: KnowledgeBase) -> None:
    for city in ("Riga", "Tartu"):
        kb.add_source({"name": "daily", "publisher": "Daily", "city": city, "limits": {"delay": 3.0}})
    assert kb.connection.rows("SELECT name, city FROM sources") == [{"name": "daily", "city": "Tartu"}]


def test_the_ledger_counts_what_was_asked_for(kb: KnowledgeBase) -> None:
    of, said = opening()
    asked = replace(of, requested_url="HTTPS://news.example:443/old?utm_source=feed")
    kb.add_extraction(said, page=asked, run=RUN)
    kb.record(RUN, "daily", f"{BASE}robots", "skipped", "robots_disallowed")
    assert kb.entered(RUN, "daily") == {f"{BASE}old", f"{BASE}robots"}
    assert kb.entered(NEXT, "daily") == kb.entered(RUN, "weekly") == set()
    assert kb.mark_gone(f"{BASE}old", RUN) == 1
