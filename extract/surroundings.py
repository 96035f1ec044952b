"""What stands around a number in its document: sentence and clause, periods, places and bodies, other numbers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from extract.figure_context import Pointer, pointers, scope_of, states_present
from extract.grammar import clauses
from extract.periods import find_periods
from extract.positions import Position
from extract.references import references
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

    def __init__(self, doc: Doc, flat: str, document: Document, mentions: Sequence[Mention]) -> None:
        self.doc = doc
        self.text = doc.text
        self.flat = flat
        self.document = document
        self.mentions = mentions
        self.counts: list[int] = []
        self._starts = [token.idx for token in doc]
        self._sentences = [token.i for token in doc if token.is_sent_start] or [0]

    @cached_property
    def published(self) -> date | None:
        """The day of publication, where the document has one that can be read."""
        try:
            return date.fromisoformat((self.document.date_published or "")[:10])
        except ValueError:
            return None

    @cached_property
    def periods(self) -> list[Period]:
        return sorted(find_periods(self.doc, self.published), key=lambda p: p.start_char)

    @cached_property
    def _named(self) -> list[Pointer]:
        return pointers(self.flat, self.mentions, references(self.doc, self.mentions), self.counts)

    def position(self, start: int, number: int, end: int) -> Position:
        """Where a quantity stands whose hedge starts at the character `start` and that ends at `end`."""
        first, after = self._token_at(start), bisect_right(self._starts, end - 1)
        opens, closes = self._sentence_of(self._token_at(end - 1))
        low, high = max(opens, first - _BACK), min(closes, after + _AHEAD)
        starts = [clause.start for clause in clauses(self.doc[low:high]) if clause.start <= first]
        return Position(
            self.doc, self.text, starts[-1] if starts else first, first, self._token_at(number), after, high
        )

    def sentence(self, at: Position) -> tuple[int, int]:
        """Characters at which the sentence of a quantity starts and ends, or as much of it as is looked at."""
        opens, closes = self._sentence_of(at.clause)
        begin = self._starts[opens]
        end = self._starts[closes] if closes < len(self._starts) else len(self.flat)
        here = self._starts[at.number]
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

    def _token_at(self, char: int) -> int:
        return max(0, bisect_right(self._starts, char) - 1)

    def _sentence_of(self, token: int) -> tuple[int, int]:
        i = bisect_right(self._sentences, token)
        return self._sentences[max(0, i - 1)], self._sentences[i] if i < len(self._sentences) else len(self.doc)
