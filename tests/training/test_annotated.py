"""The corpus's written form: what it says and what it refuses."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from extract.training.annotated import Annotated, AnnotationError, read_annotated
from extract.training.check import CORPUS, problems
from extract.training.splits import BlindData, load, split_of
from extract.training.variety import shapes, shortfalls

HEADER = """+++
writer = "t1"
kind = "opening"
register = "translated portal"
country = "CN"
city = "Hefei"
date = 2024-03-07
headline = "Hefei opens a talent workstation abroad"
+++
"""
BODY = """[Hefei]{CITY} opened its [first overseas talent workstation]{CENTER Hefei workstation} in [Leuven]{CITY} on [Tuesday]{DATE 2024-03-05}.
> Hefei | established | Hefei workstation | act=opened; date=2024-03-05
[It]{=Hefei workstation} is run by [Luyang Talent Group]{ORG} and has [nearly 1,200 square meters]{#nearly 1200 m2; what=space}.
> Hefei workstation | operated_by | Luyang Talent Group
> Hefei workstation | has_amount | 1200 m2 | what=space; qualifier=nearly | more=-1

The city plans [two to three more]{#2..3 workstations; planned} by [2026]{DATE?}, a \\[municipal\\] officer said.
> Hefei | plans | overseas talent workstations | planned | count=2 to 3; deadline=2026
"""


def read(tmp_path: Path, body: str, name: str = "t1-0001") -> Annotated:
    path = tmp_path / f"{name}.txt"
    path.write_text(HEADER + body, encoding="utf-8")
    return read_annotated(path)


def test_spans_are_the_text_to_the_letter(tmp_path: Path) -> None:
    document = read(tmp_path, BODY)
    extraction = document.extraction
    text = extraction.document.text
    assert text.startswith("Hefei opened its first overseas talent workstation in Leuven on Tuesday. It is run")
    assert text.endswith("\nThe city plans two to three more by 2026, a [municipal] officer said.")
    spans = [(m.start_char, m.end_char, m.text) for m in extraction.mentions]
    spans += [(f.start_char, f.end_char, f.text) for f in extraction.figures]
    spans += [(r.start_char, r.end_char, r.text) for r in document.references]
    spans += [(s.start_char, s.end_char, s.text) for s in document.sentences]
    assert all(text[start:end] == words for start, end, words in spans)
    assert all(text[e.start_char : e.end_char] == e.text for fact in extraction.facts for e in fact.evidence)


def test_what_an_annotation_says(tmp_path: Path) -> None:
    document = read(tmp_path, BODY)
    names = [(m.label, m.text, m.name) for m in document.extraction.mentions]
    assert ("CENTER", "first overseas talent workstation", "Hefei workstation") in names
    assert ("DATE", "Tuesday", "2024-03-05") in names
    assert [document.extraction.mentions[i].text for i in document.optional] == ["2026"]
    assert [(r.text, r.name) for r in document.references] == [("It", "Hefei workstation")]
    area, more = document.extraction.figures
    assert (area.value, area.unit, area.qualifier, area.what) == (Decimal(1200), "m2", "nearly", "space")
    assert (more.value, more.max_value, more.unit, more.planned) == (Decimal(2), Decimal(3), "workstations", True)
    facts = {(f.subject, f.predicate, f.object): f for f in document.extraction.facts}
    amount = facts["Hefei workstation", "has_amount", "1200 m2"]
    assert (amount.value, amount.unit, len(amount.evidence)) == (Decimal(1200), "m2", 2)
    assert facts["Hefei", "plans", "overseas talent workstations"].status == "planned"
    assert list(problems(document)) == []


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("A [park opened.", ":10: [ is never closed"),
        ("A park] opened.", ":10: ] opens or closes nothing"),
        ("A park{ opened.", ":10: { opens or closes nothing"),
        ("A [ park]{PLACE} opened.", ":10: the span ' park' is empty or begins or ends with a blank"),
        ("[Ten]{#ten labs} opened.", "'ten' is no number"),
        ("[Ten]{#10 labs; wat=x} opened.", "a figure has no key wat"),
        ("> A | plans | B\n", ":10: a fact before the first sentence"),
        ("A opened.\n> A | plans\n", ":11: a fact is subject | predicate | object"),
        ("A opened.\n> A | plans | B | more=1\n", ":11: more names a sentence that is not there"),
        ("A opened.\n> A | plans | B | more=-1,-2\n", ":11: more=-1,-2: sentences are whole numbers"),
        ("A opened.\n> A | plans | B | deadline\n", ":11: 'deadline' is no key=value"),
    ],
)
def test_a_broken_form_names_its_line(tmp_path: Path, body: str, problem: str) -> None:
    with pytest.raises(AnnotationError, match=r"t1-0001\.txt") as caught:
        read(tmp_path, body)
    assert problem in str(caught.value)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("[Oulu]{TOWN} has a port.", "no label 'TOWN'"),
        ("[Oulu]{CITY} has a port, and Oulu is cold.", "'Oulu' is not marked"),
        ("[Oulu]{CITY} has a port run by [Oulu]{ORG}.", "'Oulu' is CITY and ORG"),
        ("[It]{=Oulu} has a port.", "'It' stands for 'Oulu', which no name of the text is"),
        ("It opened in [May]{DATE 2024-5}.", "no ISO 8601"),
        ("It has [21 labs]{#12 labs}.", "'21 labs' does not say 12"),
        ("It cost [3 million euros]{#3e7 EUR}.", "does not say 30000000"),
        ("It has [twelve]{#12}.", "'twelve' has no unit"),
        ("It has [12 to 10 labs]{#12..10 labs}.", "a range must rise"),
        ("[Oulu]{CITY} opened.\n> Oulu | opened | port\n", "no such predicate"),
        ("[Oulu]{CITY} opened.\n> Oulu | plans | port | colour=red\n", "no qualifier 'colour'"),
        ("[Oulu]{CITY} opened.\n> Oulu | has_count | 3 labs\n", "its sentences have no such figure"),
        ("[Oulu]{CITY} opened.\n> Oulu | located_in | Finland\n", "'Finland' is neither a name of the text nor words"),
    ],
)
def test_a_wrong_annotation_is_told(tmp_path: Path, body: str, problem: str) -> None:
    assert any(problem in found for found in problems(read(tmp_path, body)))


def test_one_shape_over_and_over_is_told(tmp_path: Path) -> None:
    body = "[Oulu]{CITY} opened [7]{#7 labs} in [May]{DATE} .\n"
    alike = [read(tmp_path, body, f"t1-{number:04}") for number in range(120)]
    assert list(shapes(alike[0])) == ["city opened figure in date ."]
    assert any("120 of 120 sentences have the shape" in found for found in shortfalls(alike))


def test_the_blind_part_is_for_reports_alone() -> None:
    with pytest.raises(BlindData):
        next(load("blind"))
    assert split_of("w9-0001", blind_writers=frozenset({"w9"})) == "blind"
    names = [f"w{writer}-{number:04}" for writer in range(1, 9) for number in range(1, 116)]
    shares = Counter(split_of(name) for name in names)
    assert {
        split_of(f"{writer}-{number:04}") for writer in ("w8", "w20", "w28", "w33") for number in range(1, 116)
    } == {"blind"}
    assert 0.13 < shares["blind"] / len(names) < 0.18
    assert 0.09 < shares["dev"] / len(names) < 0.15


def test_every_document_holds_what_the_form_asks() -> None:
    found = {path.stem: list(problems(read_annotated(path))) for path in sorted(CORPUS.glob("*/*.txt"))}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
