"""Words into pieces and what is kept beside them: case, hashes, shape."""

from __future__ import annotations

import time

import pytest

from extract.recognition.features import ROWS, rows_of, shape_of
from extract.recognition.pieces import MAX_PIECES, encode
from extract.recognition.wordpiece import WordPieces, case_of, read_vocabulary

PIECES = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "talent",
    "tal",
    "##ent",
    "##e",
    "base",
    "-",
    ".",
    "é",
    "e",
    "##s",
    "xi",
    "'",
    "an",
]


@pytest.fixture
def split() -> WordPieces:
    return WordPieces(read_vocabulary(PIECES))


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("talent", "talent"),
        ("TALENTS", "talent ##s"),
        ("tale", "tal ##e"),
        ("talent-base", "talent - base"),
        ("Xi'an", "xi ' an"),
        ("É", "e"),
        ("zebra", "[UNK]"),
        ("talent.zebra", "talent . [UNK]"),
        ("\u200b", "[UNK]"),
    ],
)
def test_longest_pieces_first(split: WordPieces, word: str, pieces: str) -> None:
    assert " ".join(PIECES[number] for number in split(word)) == pieces


def test_a_long_word_has_few_pieces(split: WordPieces) -> None:
    assert len(split("talent" * 9)) <= 12


def test_a_sentence_of_long_words_fits(split: WordPieces) -> None:
    words = ["tal" + "s" * 20] * 100
    pieces, cases, rules, first = encode(words, [1] * 100, split)
    assert len(pieces) == len(cases) == len(rules) <= MAX_PIECES
    assert len(first) == 100
    assert (pieces[0], pieces[-1]) == (split.opening, split.closing)


@pytest.mark.parametrize(
    ("word", "case"),
    [("--", 0), ("hub", 1), ("Hub", 2), ("A", 2), ("HUB", 3), ("iHub", 4), ("McRoe", 4), ("5G", 5), ("2024", 5)],
)
def test_case(word: str, case: int) -> None:
    assert case_of(word) == case


@pytest.mark.parametrize(
    ("word", "shape"),
    [("Shenzhen-based", "Xxxxx-xxxx"), ("5G", "dX"), ("UNESCO", "XXXX"), ("1,200", "d,ddd"), ("", "")],
)
def test_shape(word: str, shape: str) -> None:
    assert shape_of(word) == shape


def test_rows_are_the_same_in_every_process_and_within_their_tables() -> None:
    assert rows_of("Hub") == (3933, 4076, 933, 1076, 933, 1076, 746, 363, 67, 159)
    rows = rows_of("\ud800")
    limits = [count for count in ROWS.values() for _ in range(2)]
    assert all(0 <= row < limit for row, limit in zip(rows, limits, strict=True))


def test_a_long_run_is_cut_in_linear_time() -> None:
    begun = time.process_time()
    rows_of("(" * 60)
    assert time.process_time() - begun < 0.1
