"""Centers that are described and counted: which descriptions mean the same ones."""

from __future__ import annotations

import re

import pytest

from extract.aliases import join_aliases
from extract.nlp import make_doc
from extract.types import Mention

OPENED = "Porto inaugurated seven overseas innovation centers on Tuesday. "
_CENTERS = re.compile(r"(?:seven |10 |7 )?overseas innovation centers?(?: in Toronto)?|maritime incubator|Dry Dock Hub")


def names(text: str) -> list[str]:
    """What each described center is called."""
    found = [
        Mention(label="CENTER", text=m[0], name=m[0], start_char=m.start(), end_char=m.end(), score=0.7)
        for m in _CENTERS.finditer(text)
    ]
    return [mention.name for mention in join_aliases(make_doc(text), found)]


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ("Porto will build overseas innovation centers in Belgium and Canada.", "overseas innovation centers"),
        ("Porto is to have 10 overseas innovation centers by 2020.", "10 overseas innovation centers"),
        ("An overseas innovation center in Toronto helps start-ups.", "overseas innovation center in Toronto"),
    ],
)
def test_others_are_not_the_seven(more: str, name: str) -> None:
    assert names(OPENED + more) == ["seven overseas innovation centers", name]


def test_the_same_count_and_those_that_are_pointed_at_are_the_seven() -> None:
    more = "The 7 overseas innovation centers cost little. These overseas innovation centers help start-ups."
    assert names(OPENED + more) == ["seven overseas innovation centers"] * 3


def test_one_described_center_is_the_one_with_its_place() -> None:
    more = "An overseas innovation center in Toronto is open. The overseas innovation center helps start-ups."
    assert names(more) == ["overseas innovation center in Toronto"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Porto paid for a maritime incubator. The incubator, called the Dry Dock Hub, has 30 labs.",
        "Porto paid for a maritime incubator called Dry Dock Hub.",
        'Porto paid for a maritime incubator to be named "Dry Dock Hub".',
    ],
)
def test_what_is_called_by_a_name_has_that_name(text: str) -> None:
    assert names(text) == ["Dry Dock Hub"] * 2


def test_another_thing_is_not_called_so() -> None:
    text = "Porto paid for a maritime incubator. The fund, called the Dry Dock Hub, has 30 labs."
    assert names(text) == ["maritime incubator", "Dry Dock Hub"]
