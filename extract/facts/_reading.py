"""A document as sentences, elements and clauses: the first layer of what the rules see."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from spacy.tokens import Doc, Span

from extract.facts._clauses import Clause, read_clauses
from extract.facts._lists import read_group
from extract.facts._nouns import BODIES, NUMBER_WORDS, PLACES
from extract.facts._phrases import Element, NounPhrase, read_elements
from extract.facts._units import read_units
from extract.facts._verb_sense import Unit
from extract.nlp import text_of
from extract.types import MEASURES, Document, Figure, Mention

MAX_TOKENS = 200
"""Tokens of a sentence that are read for facts: no announcement has so long a sentence, lists without an end do."""

Reference = tuple[int, int, Mention]
"""Characters from, to, and the name that they stand for: "the center", "It"."""


@dataclass(frozen=True, slots=True)
class Term:
    """An end of a fact; `label` is set where it is a name."""

    name: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its elements and clauses."""

    span: Span
    elements: Sequence[Element]
    clauses: Sequence[Clause]


@dataclass(frozen=True)
class Reading:
    """A document with its names, figures and references. Nothing here changes while the rules run."""

    doc: Doc
    document: Document
    mentions: Sequence[Mention]
    figures: Sequence[Figure]
    references: Sequence[Reference] = ()
    _resolved: dict[int, Term | None] = field(default_factory=dict)

    @cached_property
    def text(self) -> str:
        """The text, put together from the tokens once."""
        return text_of(self.doc)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        spans = list(self.doc.sents)
        return tuple(
            Sentence(span, elements, [self._with_members(clause) for clause in read_clauses(span, elements)])
            for span, elements in zip(spans, self.sentences_read, strict=True)
        )

    @cached_property
    def sentences_read(self) -> tuple[Sequence[Element], ...]:
        """The elements of each sentence; of a sentence of more than MAX_TOKENS, those of its beginning."""
        names = self._token_spans(self.mentions)
        numbers = self._number_spans(names)
        return tuple(read_elements(read_units(span[:MAX_TOKENS], names, numbers)) for span in self.doc.sents)

    def _with_members(self, clause: Clause) -> Clause:
        """The clause with "the two institutions" replaced by the two that were named together before."""
        members = [member for np in clause.subjects for member in self._members(np)]
        return replace(clause, subjects=tuple(members))

    def _members(self, np: NounPhrase) -> Sequence[NounPhrase]:
        count = next((NUMBER_WORDS[word] for word in np.words if word in NUMBER_WORDS), 0)
        if count == 0 or np.determiner not in ("the", "these", "both") or np.mention is not None:
            return (np,)
        here = self.sentence_number(self.doc[np.start].idx)
        for elements in reversed(self.sentences_read[max(0, here - 2) : here + 1]):
            for i in range(len(elements) - 1, -1, -1):
                if isinstance(elements[i], NounPhrase) and elements[i].end <= np.start:
                    group, _ = read_group(elements, i, follows_verb=True)
                    inside = i > 0 and is_word(elements[i - 1], ",", "and", "including", "like", "such as")
                    if (
                        len(group) == count
                        and not inside
                        and all(m.mention and m.mention.label in BODIES | PLACES for m in group)
                    ):
                        return group
        return (np,)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(clause for sentence in self.sentences for clause in sentence.clauses)

    @cached_property
    def _reference_at(self) -> dict[int, Mention]:
        return {start: mention for start, _, mention in self.references}

    @cached_property
    def _named(self) -> list[tuple[int, int, Mention]]:
        """Names and what stands for them, by where they start, the longer first."""
        named = [*((m.start_char, m.end_char, m) for m in self.mentions), *self.references]
        return sorted(named, key=lambda span: (span[0], -span[1]))

    def named_between(self, start: int, end: int) -> list[tuple[int, int, Mention]]:
        """The names, and the words that stand for them, that start within the characters."""
        first, last = (bisect_left(self._named, at, key=lambda span: span[0]) for at in (start, end))
        return self._named[first:last]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [span.start_char for span in self.doc.sents]

    def sentence_of(self, start_char: int) -> Sentence:
        """The sentence that holds the character."""
        return self.sentences[self.sentence_number(start_char)]

    def sentence_number(self, start_char: int) -> int:
        return max(0, bisect_right(self._sentence_starts, start_char) - 1)

    def _token_spans(self, mentions: Sequence[Mention]) -> dict[int, tuple[int, Mention]]:
        spans: dict[int, tuple[int, Mention]] = {}
        for mention in mentions:
            span = self.doc.char_span(mention.start_char, mention.end_char, alignment_mode="expand")
            if span is not None and span.end > spans.get(span.start, (0, mention))[0]:
                spans[span.start] = (span.end, mention)
        return spans

    def _number_spans(self, names: Mapping[int, tuple[int, Mention]]) -> dict[int, int]:
        numbers = {}
        for figure in self.figures:
            span = self.doc.char_span(figure.start_char, figure.end_char, alignment_mode="expand")
            if span is not None and span.start not in names:
                counted = [token.i + 1 for token in span if token.like_num]
                numbers[span.start] = span.end if is_amount(figure) or not counted else counted[-1]
        return numbers


def is_amount(figure: Figure) -> bool:
    """Money, share, area, duration or ratio; else it counts a noun."""
    unit = figure.unit or ""
    return unit in MEASURES or (len(unit) == 3 and unit.isupper())


def is_word(element: Element | None, *words: str) -> bool:
    return isinstance(element, Unit) and element.word in words
