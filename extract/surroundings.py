"""What stands around a number in its document: sentence and clause, periods, places and bodies, other numbers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from extract.figure_context import Pointer, pointers, scope_of, states_present
from extract.grammar import clauses
from extract.numbers import flatten
from extract.periods import find_periods
from extract.positions import Position
from extract.references import Reference, references
from extract.tokenindex import TokenIndex
from extract.types import Document, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extract.periods import Period

# No sentence is looked at further than this from a number, in tokens and in characters: a page of nothing but numbers
# takes no longer than its length.
_BACK, _AHEAD, _CHARACTERS = 120, 60, 600
# A period that begins this near to its sentence holds for the whole of it ("By the end of June, …").
_OPENS_WITHIN = 12


class Surroundings:
    """Answers for one document; `counts` are the characters at which its numbers start, ascending."""

    def __init__(
        self, doc: Doc, document: Document, mentions: Sequence[Mention], known: Sequence[Reference] | None = None
    ) -> None:
        self.doc = doc
        self.text = document.text
        self.flat = flatten(self.text)
        self.document = document
        self.mentions = mentions
        self._known = known
        self.counts: list[int] = []
        self._last_clauses: tuple[tuple[int, int], list[int]] | None = None
        self.tokens = TokenIndex(doc, document.headline)

    @cached_property
    def published(self) -> date | None:
        """The day of publication, where the document has one that can be read."""
        try:
            return date.fromisoformat((self.document.date_published or "")[:10])
        except ValueError:
            return None

    @cached_property
    def periods(self) -> list[Period]:
        return sorted(find_periods(self.doc, self.published, self.text), key=lambda p: p.start_char)

    @cached_property
    def _named(self) -> list[Pointer]:
        known = references(self.doc, self.mentions, self.document.headline) if self._known is None else self._known
        return pointers(self.flat, self.mentions, known, self.counts)

    def position(self, start: int, number: int, end: int) -> Position:
        """Where a quantity stands whose hedge starts at the character `start` and that ends at `end`."""
        first, after = self.tokens.at(start), bisect_right(self.tokens.starts, end - 1)
        opens, closes = self.tokens.sentence_of(self.tokens.at(end - 1))
        low, high = max(opens, first - _BACK), min(closes, after + _AHEAD)
        starts = [start for start in self._clauses(low, high) if start <= first]
        clause = starts[-1] if starts else first
        return Position(self.doc, self.text, low, clause, first, self.tokens.at(number), after, high, self.tokens)

    def _clauses(self, low: int, high: int) -> list[int]:
        """Where the clauses of a stretch start; the numbers of one sentence ask for the same stretch."""
        if self._last_clauses is None or self._last_clauses[0] != (low, high):
            self._last_clauses = (low, high), [clause.start for clause in clauses(self.doc[low:high])]
        return self._last_clauses[1]

    def sentence(self, at: Position) -> tuple[int, int]:
        """Characters at which the sentence of a quantity starts and ends, or as much of it as is looked at."""
        opens, closes = self.tokens.sentence_of(at.clause)
        begin = self.tokens.starts[opens]
        end = self.tokens.starts[closes] if closes < len(self.tokens.starts) else len(self.flat)
        here = self.tokens.starts[at.number]
        return max(begin, here - _CHARACTERS), min(end, here + _CHARACTERS)

    def next_count(self, char: int, limit: int) -> int:
        """Where the next number behind a character starts, at most `limit`."""
        i = bisect_left(self.counts, char)
        return min(self.counts[i], limit) if i < len(self.counts) else limit

    def scope(self, sentence: tuple[int, int], span: tuple[int, int], thing_end: int) -> str | None:
        """The place or body that the number at `span` holds for; the thing counted ends at `thing_end`."""
        return scope_of(self._named, sentence, span, thing_end)

    def as_of(self, sentence: tuple[int, int], span: tuple[int, int]) -> str | None:
        """The nearest period of the sentence with no other number between, else the one that opens the sentence, else
        the present if a state is told, else any period of the sentence."""
        low = bisect_left(self.periods, sentence[0], key=lambda p: p.start_char)
        high = bisect_left(self.periods, sentence[1], key=lambda p: p.start_char)
        inside = self.periods[low:high]
        near = [p for p in inside if not self._count_between(span, (p.start_char, p.end_char))]
        if near:
            return min(near, key=lambda p: max(p.start_char - span[1], span[0] - p.end_char)).value
        opening = next((p.value for p in inside if self._opens(p, sentence)), None)
        present = states_present(self.flat[slice(*sentence)], self.document)
        return opening or present or next((p.value for p in inside), None)

    def _opens(self, period: Period, sentence: tuple[int, int]) -> bool:
        """ "By the end of June, …", "Since it was set up in 2015, …": the period holds for the whole sentence."""
        if period.start_char - sentence[0] < _OPENS_WITHIN:
            return True
        comma = self.flat.find(",", *sentence)
        return period.end_char == comma and self.next_count(sentence[0], comma) == comma

    def _count_between(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        low, high = min(one[1], other[1]), max(one[0], other[0])
        return self.next_count(low, high) < high
