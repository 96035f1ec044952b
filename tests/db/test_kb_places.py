"""What is of a place: what it does, what is done there, what is said of things that lie there; not what merely names it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from kb_samples import extraction, fact, mention, page

from db.search import search
from db.store import KnowledgeBase

RUN = "night-2026-03-01"
PLACES = {"Porto": "CITY", "Lisbon": "CITY", "Portugal": "COUNTRY", "Riga": "CITY", "Bonfim District": "PLACE"}
TEXT = (
    "Porto and Lisbon in Portugal, Riga and the Bonfim District of Porto shared one day of news. Quay Lab, Pier Lab, "
    "Mole Works and a plant were spoken of."
)
# Subject, its label, predicate, object, qualifiers.
Qualifiers = Mapping[str, str | int | bool | tuple[str, ...]]
CLAIMS: list[tuple[str, str | None, str, str, Qualifiers]] = [
    ("Porto", "CITY", "has_count", "30", {"what": "bridges"}),
    ("Mole Works", "ORG", "founded_by", "Porto", {}),
    ("Quay Lab", "CENTER", "located_in", "Porto", {}),
    ("Quay Lab", "CENTER", "located_in", "Riga", {}),
    ("Quay Lab", "CENTER", "has_count", "14", {"what": "boats"}),
    ("Pier Lab", "CENTER", "located_in", "Riga", {}),
    ("Pier Lab", "CENTER", "has_count", "9", {"what": "cranes"}),
    ("Mole Works", "ORG", "plans", "open a yard", {"location": "Porto"}),
    ("Mole Works", "ORG", "plans", "open two shops", {"locations": ("Riga", "Porto")}),
    ("Mole Works", "ORG", "has_count", "77", {"what": "welders"}),
    ("Bonfim District", "PLACE", "located_in", "Porto", {}),
    ("Bonfim District", "PLACE", "has_count", "5", {"what": "parks"}),
    ("plant", None, "located_in", "Porto", {}),
    ("plant", None, "has_count", "3", {"what": "chimneys"}),
]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    path: Path = tmp_path_factory.mktemp("places") / "kb.sqlite"
    with KnowledgeBase(path) as kb:
        kb.start_run(RUN, "2026-03-01T01:00:00Z")
        facts = [
            replace(
                fact(TEXT, subject, predicate, target, TEXT, labels=(label, PLACES.get(target)),
                     value=target if target.isdigit() else None),
                qualifiers=qualifiers,
            )
            for subject, label, predicate, target, qualifiers in CLAIMS
        ]  # fmt: skip
        of = page("a", TEXT)
        mentions = [mention(TEXT, label, name) for name, label in PLACES.items()]
        kb.add_extraction(extraction(of, TEXT, mentions=mentions, facts=facts), page=of, run=RUN)
        # The plant of another announcement lies nowhere that is known.
        text = "At the plant in question there are four chimneys, people in Porto say."
        far = fact(text, "plant", "has_count", "4", text, value="4", qualifiers={"what": "chimneys"})
        of = page("b", text)
        kb.add_extraction(
            extraction(of, text, mentions=[mention(text, "CITY", "Porto")], facts=[far]), page=of, run=RUN
        )
        yield kb


def titles(kb: KnowledgeBase, place: str) -> set[str]:
    return {hit.title.replace("“", "").replace("”", "") for hit in search(kb, "", kind="facts", place=place)}


PORTO = {
    "Porto has count 30 bridges",
    "Mole Works founded by Porto",
    "Quay Lab located in Porto",
    "Quay Lab has count 14 boats",
    "Mole Works plans open a yard",
    "Mole Works plans open two shops",
    "Bonfim District located in Porto",
    "Bonfim District has count 5 parks",
    "plant located in Porto",
    "plant has count 3 chimneys",
}
RIGA = {
    "Quay Lab located in Riga",
    "Quay Lab has count 14 boats",
    "Pier Lab located in Riga",
    "Pier Lab has count 9 cranes",
    "Mole Works plans open two shops",
}


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("Porto", PORTO),
        ("porto", PORTO),
        ("Portugal", PORTO),
        ("Riga", RIGA),
        ("Bonfim District", {"Bonfim District located in Porto", "Bonfim District has count 5 parks"}),
        ("Lisbon", set()),
    ],
)
def test_facts_of_a_place(filled: KnowledgeBase, place: str, expected: set[str]) -> None:
    assert titles(filled, place) == expected
