"""Noun phrases, verbs, clauses and lists without a parser."""

from __future__ import annotations

import pytest

from extract.grammar import clauses, head_noun, is_verb, noun_phrase_after, noun_phrase_before
from extract.lists import split_list
from extract.nlp import make_doc
from extract.types import Mention


@pytest.mark.parametrize(
    ("before", "text", "simple", "extended"),
    [
        ("with 12", "workshops seeking tenants in Riga.", "workshops", "workshops seeking tenants in Riga"),
        ("with 30", "state key labs, 4 clinics", "state key labs", "state key labs"),
        ("over 40", "local makers and designers have come", "local makers and designers", "local makers and designers"),
        ("has 9", "Baltic-Nordic joint wards.", "Baltic-Nordic joint wards", "Baltic-Nordic joint wards"),
        ("has 9", "firms last year", "firms", "firms"),
        ("has 9", "firms plan to move", "firms", "firms"),
        ("has 9", "newly built halls of the port", "newly built halls", "newly built halls of the port"),
        ("has 9", "small and medium-sized firms", "small and medium-sized firms", "small and medium-sized firms"),
    ],
)  # fmt: skip
def test_noun_phrase_after(before: str, text: str, simple: str, extended: str) -> None:
    doc = make_doc(f"{before} {text}")
    short, long = noun_phrase_after(doc, 2), noun_phrase_after(doc, 2, extended=True)
    assert short is not None
    assert long is not None
    assert (short.text, long.text) == (simple, extended)


def test_noun_phrase_before_and_head() -> None:
    doc = make_doc("In May the number of new firms reached 90.")
    phrase = noun_phrase_before(doc, 7)
    assert phrase is not None
    assert phrase.text == "number of new firms"
    assert head_noun(doc[5:7]).text == "firms"


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The city plans to grow.", "plans", True),
        ("The plans are ready.", "plans", False),
        ("It launched a fund.", "launched", True),
        ("the launch of a fund", "launch", False),
        ("They will support it.", "support", True),
        ("with the support of the city", "support", False),
        ("a new building opened", "building", False),
    ],
)
def test_is_verb(text: str, word: str, expected: bool) -> None:
    (token,) = (t for t in make_doc(text) if t.text == word)
    assert is_verb(token) is expected


def test_clauses_cover_the_sentence() -> None:
    doc = make_doc("Ten firms came, while two left, and the mayor said that it was fine.")
    assert [c.text for c in clauses(doc[:])] == [
        "Ten firms came,",
        "while two left,",
        "and the mayor said that it was fine.",
    ]


@pytest.mark.parametrize(
    ("text", "names", "members"),
    [
        ("Oslo, Bergen and Tromsø", [], ["Oslo", "Bergen", "Tromsø"]),
        ("Oslo as well as Bergen", [], ["Oslo", "Bergen"]),
        ("Arts and Crafts Guild and Bergen", ["Arts and Crafts Guild"], ["Arts and Crafts Guild", "Bergen"]),
        ("the Hub (North and South), Oslo", [], ["the Hub (North and South)", "Oslo"]),
        ("Oslo", [], ["Oslo"]),
    ],
)
def test_split_list(text: str, names: list[str], members: list[str]) -> None:
    mentions = [
        Mention(label="ORG", text=n, name=n, start_char=text.index(n), end_char=text.index(n) + len(n)) for n in names
    ]
    assert [m.text for m in split_list(make_doc(text)[:], mentions)] == members
