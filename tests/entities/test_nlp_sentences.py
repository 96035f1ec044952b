"""Tokens keep the text to the letter; sentences end where a reader would end them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.nlp import make_doc


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_the_text_is_unchanged(text: str) -> None:
    assert make_doc(text).text == text


@pytest.mark.parametrize("text", ["x" * 1000, "a b " * 60000, "(" * 500 + " end", "word " + "'s" * 400])
def test_cut_runs_and_chunks_join_to_the_text(text: str) -> None:
    doc = make_doc(text)
    assert doc.text == text
    assert [text[t.idx : t.idx + len(t)] for t in doc] == [t.text for t in doc]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It opened Sept. 20. It grew.", ["It opened Sept. 20.", "It grew."]),
        ("Bar Foo Co. Ltd. in Oslo hires.", ["Bar Foo Co. Ltd. in Oslo hires."]),
        ("It is run by Foo Co. Ltd. The staff grew.", ["It is run by Foo Co. Ltd.", "The staff grew."]),
        (
            "The U.S. Department met Dr. Li at 9 a.m. on Monday.",
            ["The U.S. Department met Dr. Li at 9 a.m. on Monday."],
        ),
        ("“It is so.” He left.", ["“It is so.”", "He left."]),
        ("It cost 3.5 million.The next is free.", ["It cost 3.5 million.", "The next is free."]),
        ("A headline without a stop\nThe body begins.", ["A headline without a stop", "The body begins."]),
        ("It cost Rs. 75 crore. No. 5 is closed.", ["It cost Rs. 75 crore.", "No. 5 is closed."]),
        ("“Why?” she asked.", ["“Why?” she asked."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [sentence.text.strip() for sentence in make_doc(text).sents] == expected
