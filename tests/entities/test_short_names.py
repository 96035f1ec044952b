"""Short names that a bracket gives, and those that are none."""

from __future__ import annotations

import pytest

from extract.aliases import join_aliases
from extract.nlp import make_doc
from extract.types import Mention


def name_of(text: str, label: str, long: str, short: str) -> str:
    """What the last of the short names is called, where the first is that in the bracket."""
    spans = [(long, text.index(long)), (short, text.rindex(short))]
    found = [
        Mention(label=label, text=name, name=name, start_char=at, end_char=at + len(name), score=0.7)
        for name, at in spans
    ]
    return join_aliases(make_doc(text), found)[-1].name


@pytest.mark.parametrize(
    "bracket",
    ["VHP", "hereinafter referred to as VHP", "hereinafter VHP", "referred to as the VHP", "the VHP", "“VHP”"],
)
def test_a_bracket_gives_the_short_name(bracket: str) -> None:
    text = f"The Vela Harbor Park ({bracket}) was opened. VHP has 30 labs."
    assert name_of(text, "PLACE", "Vela Harbor Park", "VHP") == "Vela Harbor Park"


def test_a_brand_in_a_bracket_is_a_short_name() -> None:
    text = "The International Harbor Centre (iDock) was opened. iDock has 30 labs."
    assert name_of(text, "CENTER", "International Harbor Centre", "iDock") == "International Harbor Centre"


def test_capitals_and_the_rest_of_a_word_are_a_short_name() -> None:
    long = "Vela University of Harbor Technology"
    text = f"The {long} (VUHTech) and the Department of Boats of VUHTech met. The rector of VUHTech spoke."
    assert name_of(text, "ORG", long, "VUHTech") == long


def test_a_department_is_not_called_after_its_house() -> None:
    text = "The Office of Boats of Quayside met. Quayside has 30 labs."
    assert name_of(text, "ORG", "Office of Boats of Quayside", "Quayside") == "Quayside"


def test_or_gives_the_short_name() -> None:
    text = "The Vela Harbor Park, or VHP, was opened. VHP has 30 labs."
    assert name_of(text, "PLACE", "Vela Harbor Park", "VHP") == "Vela Harbor Park"
    text = "The Vela Harbor Park, or Porto, was opened. Porto has 30 labs."
    assert name_of(text, "PLACE", "Vela Harbor Park", "Porto") == "Porto"


def test_another_name_in_a_bracket_is_none() -> None:
    text = "The Vela Harbor Park (Porto) was opened. Porto has 30 labs."
    assert name_of(text, "PLACE", "Vela Harbor Park", "Porto") == "Porto"
