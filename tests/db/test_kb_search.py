"""Search answers any text, finds what was said, and narrows it as asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kb_samples import extraction, fact, mention, opening, page

from db.match import MARK_END, MARK_START, terms
from db.search import Hit, fact_title, search
from db.store import KnowledgeBase

RUN = "night-2026-03-01"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    path: Path = tmp_path_factory.mktemp("search") / "kb.sqlite"
    with KnowledgeBase(path) as kb:
        kb.start_run(RUN, "2026-03-01T01:00:00Z")
        for name, city, source in (("a", "Lisbon", "daily"), ("b", "Porto", "weekly")):
            of, said = opening(name, city=city, source=source)
            kb.add_extraction(said, page=of, run=RUN)
        text = "Kraków will build two incubators for migrants. Mayor Ewa Nowak spoke of a quiet start."
        sentence = text.split(". ")[0] + "."
        plan = fact(text, "Kraków", "plans", "two incubators", sentence, labels=("CITY", None), status="planned")
        of = page("c", text, source="weekly")
        mentions = [mention(text, "CITY", "Kraków"), mention(text, "PERSON", "Ewa Nowak")]
        said = extraction(of, text, mentions=mentions, facts=[plan], headline="Incubators", date_published="2026-01-05")
        kb.add_extraction(said, page=of, run=RUN)
        text = "滨海市今天公布新地铁线路，预计明年开通。"
        of = page("d", text)
        kb.add_extraction(extraction(of, text, headline="地铁公告", date_published="2026-02-01"), page=of, run=RUN)
        yield kb


HUBS = {"document: Ocean hub in Lisbon", "document: Ocean hub in Porto"}


def titles(hits: list[Hit]) -> set[str]:
    return {f"{hit.kind}: {hit.title}" for hit in hits}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("lisbon", "entity: Lisbon"),
        ("krakow", "entity: Kraków"),
        ("incubator", "document: Incubators"),
        ("located lisbon", "fact: Tagus Ocean Hub located in Lisbon"),
        ("14 start-ups", "fact: Tagus Ocean Hub has count 14 start-ups"),
        ('"quiet start"', "document: Incubators"),
        ("nowak zzzz", "entity: Ewa Nowak"),
        ("地铁", "document: 地铁公告"),
        ("新地铁线路", "document: 地铁公告"),
        ("滨海 开通", "document: 地铁公告"),
        ("铁", "document: 地铁公告"),
        ("plans incubators", "fact: Kraków plans two incubators (planned)"),
    ],
)
def test_what_was_said_is_found(filled: KnowledgeBase, query: str, expected: str) -> None:
    assert expected in titles(search(filled, query))


@pytest.mark.parametrize("query", ["地线", "zebra", '"start quiet"', "!!!", '""'])
def test_what_nobody_said_is_not_found(filled: KnowledgeBase, query: str) -> None:
    assert search(filled, query) == []


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        ({"kind": "documents"}, {*HUBS, "document: Incubators", "document: 地铁公告"}),
        ({"kind": "documents", "place": "Porto"}, {"document: Ocean hub in Porto"}),
        ({"kind": "documents", "place": "Portugal"}, HUBS),
        ({"kind": "documents", "place": "Atlantis"}, set()),
        ({"kind": "documents", "label": "PERSON"}, {"document: Incubators"}),
        ({"kind": "documents", "predicate": "plans"}, {"document: Incubators"}),
        ({"kind": "documents", "source": "daily"}, {"document: Ocean hub in Lisbon", "document: 地铁公告"}),
        ({"kind": "documents", "since": "2026-02-02"}, HUBS),
        ({"kind": "documents", "until": "2026-01"}, {"document: Incubators"}),
        ({"kind": "documents", "since": "2026-02-01", "until": "2026-02-01"}, {"document: 地铁公告"}),
        ({"kind": "facts", "status": "planned"}, {"fact: Kraków plans two incubators (planned)"}),
        ({"kind": "facts", "predicate": "located_in", "place": "Porto"}, {"fact: Tagus Ocean Hub located in Porto"}),
        ({"kind": "facts", "label": "ORG"}, {"fact: Harbour Council established Tagus Ocean Hub"}),
        ({"kind": "entities", "source": "weekly", "label": "CITY"}, {"entity: Porto", "entity: Kraków"}),
        ({"kind": "entities", "place": "Lisbon"}, {"entity: Lisbon", "entity: Tagus Ocean Hub"}),
        ({"kind": "entities", "predicate": "plans"}, {"entity: Kraków"}),
        ({"predicate": "plans", "status": "done"}, set()),
    ],
)  # fmt: skip
def test_filters_narrow_what_is_listed(filled: KnowledgeBase, narrowed: dict[str, str], expected: set[str]) -> None:
    assert titles(search(filled, "", **narrowed)) == expected  # type: ignore[arg-type]


def test_filters_narrow_what_is_found(filled: KnowledgeBase) -> None:
    assert {hit.source for hit in search(filled, "hub", source="weekly")} == {"weekly"}
    assert titles(search(filled, "hub", kind="facts", predicate="located_in", place="Lisbon")) == {
        "fact: Tagus Ocean Hub located in Lisbon"
    }


def test_an_empty_query_lists_the_newest_first(filled: KnowledgeBase) -> None:
    dates = [hit.date or "" for hit in search(filled, " ", kind="documents")]
    assert dates == sorted(dates, reverse=True)
    assert len(search(filled, "", limit=3)) == 3
    assert search(filled, "", limit=0) == []
    assert {hit.kind for hit in search(filled, "", limit=3)} == {"document", "entity", "fact"}


def test_a_name_brings_its_entity_first_and_all_kinds_after(filled: KnowledgeBase) -> None:
    hits = search(filled, "Tagus Ocean Hub", limit=4)
    assert (hits[0].kind, hits[0].title) == ("entity", "Tagus Ocean Hub")
    assert {hit.kind for hit in hits} == {"document", "entity", "fact"}


@pytest.mark.parametrize(
    ("query", "marked"),
    [("council", "Council"), ("opening", "opened"), ("地铁", "地铁"), ("krakow", "Kraków")],
)
def test_the_snippet_marks_what_matched(filled: KnowledgeBase, query: str, marked: str) -> None:
    hit = next(hit for hit in search(filled, query) if hit.kind == "document")
    assert f"{MARK_START}{marked}{MARK_END}" in hit.snippet


def test_a_hit_says_where_it_was_read(filled: KnowledgeBase) -> None:
    for hit in search(filled, "lisbon"):
        assert (hit.url, hit.source, hit.date) == ("https://news.example/a", "daily", "2026-02-24")


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=80), st.text(alphabet='"*^:()-+{}[]NEARANDOR 铁a1\x00\ud800', max_size=60)))
def test_any_text_is_a_query(filled: KnowledgeBase, query: str) -> None:
    for hit in search(filled, query, limit=3):
        assert hit.title


@pytest.mark.parametrize(
    "query",
    ['"', "AND", "a:b", "-x", "(((", "NEAR(a b)", "a* OR b*", "text:hub", "'; DROP TABLE facts; --", "x" * 10_000,
     " ".join(f"w{n}" for n in range(10_000)), "\x00", "\ud800", "*", "^a", "{a b}: c"],
)  # fmt: skip
def test_the_grammar_of_the_index_means_nothing(filled: KnowledgeBase, query: str) -> None:
    assert isinstance(search(filled, query, place=query, label=query, since=query), list)
    assert len(terms(query)) <= 32


@pytest.mark.parametrize(
    ("predicate", "target", "value", "unit", "what", "title"),
    [
        ("located_in", "Riga", None, None, None, "Pier located in Riga"),
        ("has_count", "1400", "1400", "berths", "summer berths", "Pier has count 1,400 summer berths"),
        ("has_count", "14", "14", "berths", None, "Pier has count 14 berths"),
        ("has_amount", "2.5 %", "2.5", "%", "share of trade", "Pier has amount 2.5 % (share of trade)"),
        ("has_amount", "46000000 EUR", "46000000", "EUR", None, "Pier has amount 46,000,000 EUR"),
        ("funds", "the school", "5000", "EUR", None, "Pier funds the school, 5,000 EUR"),
        ("compares_to", "twice last year's sum", "2", "ratio", None, "Pier compares to twice last year's sum"),
    ],
)
def test_a_fact_reads_as_one_line(
    predicate: str, target: str, value: str | None, unit: str | None, what: str | None, title: str
) -> None:
    qualifiers = json.dumps({"what": what} if what else {})
    row = {"subject": "Pier", "predicate": predicate, "object": target, "value": value, "unit": unit}
    assert fact_title({**row, "qualifiers": qualifiers, "status": "done"}) == title
    assert fact_title({**row, "qualifiers": qualifiers, "status": "planned"}) == f"{title} (planned)"
