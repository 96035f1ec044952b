"""Words into the pieces of an uncased WordPiece vocabulary, and the letter case that such pieces lose."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

MAX_PIECES = 12
"""Of one word; what is behind them is not seen."""
UNKNOWN, OPENING, CLOSING = "[UNK]", "[CLS]", "[SEP]"
CASES = 6
_KEPT = 200_000


class WordPieces:
    """Pieces of words by longest match. `vocabulary` maps a piece to its number; pieces behind the first carry "##"."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary
        self._unknown = vocabulary[UNKNOWN]
        self.opening, self.closing = vocabulary[OPENING], vocabulary[CLOSING]
        self._seen: dict[str, tuple[int, ...]] = {UNKNOWN: (self._unknown,)}

    def __call__(self, word: str) -> tuple[int, ...]:
        """At least one piece, at most MAX_PIECES; the numbers of words seen before are remembered."""
        found = self._seen.get(word)
        if found is None:
            pieces = (number for part in _parts(word) for number in self._longest(part))
            found = tuple(pieces)[:MAX_PIECES] or (self._unknown,)
            if len(self._seen) < _KEPT:
                self._seen[word] = found
        return found

    def _longest(self, part: str) -> list[int]:
        pieces, start = [], 0
        while start < len(part):
            for end in range(len(part), start, -1):
                number = self._vocabulary.get(part[start:end] if start == 0 else f"##{part[start:end]}")
                if number is not None:
                    pieces.append(number)
                    start = end
                    break
            else:
                return [self._unknown]
        return pieces


def _parts(word: str) -> Iterator[str]:
    """Lower case without diacritics; every sign that is no letter or digit is a part of its own."""
    part = ""
    for char in unicodedata.normalize("NFD", word.lower()):
        category = unicodedata.category(char)
        if category == "Mn" or category[0] in "CZ":
            continue
        if category[0] in "PS" or "\u2e80" <= char <= "\u9fff":
            yield from filter(None, (part, char))
            part = ""
        else:
            part += char
    if part:
        yield part


def case_of(word: str) -> int:
    """0 no letter or digit, 1 lower case, 2 capitalised, 3 capitals alone, 4 mixed, 5 with a digit."""
    if any(c.isdigit() for c in word):
        return 5
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 0
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(letters) > 1 else 2
    return 2 if letters[0].isupper() and all(c.islower() for c in letters[1:]) else 4


def read_vocabulary(lines: Iterable[str]) -> dict[str, int]:
    """Piece -> number, from one piece a line."""
    return {line.rstrip("\n"): number for number, line in enumerate(lines)}
