"""A sentence as numbers for the encoder: its pieces with case and rules' tag, and where each word begins."""

from __future__ import annotations

from collections.abc import Sequence

from extract.recognition.wordpiece import WordPieces, case_of

MAX_PIECES = 384
"""Of a whole sentence, as many as the encoder has positions for."""
FEW = 3
"""Pieces left to a word where a sentence has too many: MAX_WORDS times FEW fit."""


def encode(
    words: Sequence[str], rules: Sequence[int], pieces: WordPieces
) -> tuple[list[int], list[int], list[int], list[int]]:
    """Piece numbers with opening and closing marks, a case and a rules' tag for each, and the words' first places."""
    split = [pieces(word) for word in words]
    if sum(map(len, split)) > MAX_PIECES - 2:
        split = [found[:FEW] for found in split]
    numbers, cases, told, first = [pieces.opening], [0], [0], []
    for word, rule, found in zip(words, rules, split, strict=True):
        first.append(len(numbers))
        numbers += found
        cases += [case_of(word)] * len(found)
        told += [rule] * len(found)
    return [*numbers, pieces.closing], [*cases, 0], [*told, 0], first
