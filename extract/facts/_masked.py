"""A sentence with its names and figures as numbered marks, so that a table of patterns can tell what stands around
them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.facts._clauses import Clause
from extract.facts.base import Context, Sentence, Term
from extract.types import Figure, Mention

MARK = r"\{\d+\}"
NAME = rf"(?:[Tt]he |[Ii]ts )?{MARK}"
"""A name, or words that stand for one, in a pattern."""
FIGURE = r"\[\d+\]"
_FIGURE = re.compile(r"\[(\d+)\]")
_AHEAD = re.compile(r"\b(?:will|shall|would|to be|is to|are to|plans? to|agreed to|promises?|promised|intends? to)\b")
_MARK = re.compile(r"\{(\d+)\}")


@dataclass(frozen=True, slots=True)
class Masked:
    """`text` has "{0}", "{1}" … where `terms` stand and "[0]", "[1]" … where `figures` do; `starts` are where its
    characters stand in the document."""

    text: str
    terms: tuple[Term, ...]
    written: tuple[str, ...]
    starts: tuple[int, ...]
    figures: tuple[Figure, ...] = ()

    def names(self, part: str | None) -> Iterator[Term]:
        """The names of a part of the text, in order."""
        return (self.terms[int(found.group(1))] for found in _MARK.finditer(part or ""))

    def unmasked(self, part: str) -> str:
        named = _MARK.sub(lambda found: self.written[int(found.group(1))], part)
        return _FIGURE.sub(lambda found: self.figures[int(found.group(1))].text, named)


def masked(context: Context, sentence: Sentence, labels: frozenset[str], figures: Sequence[Figure] = ()) -> Masked:
    """Names of the labels, what stands for them, and the figures; the first and longer of two that overlap."""
    start, end = sentence.span.start_char, sentence.span.end_char
    named = [span for span in context.named_between(start, end) if span[2].label in labels]
    spans: list[tuple[int, int, Mention | Figure]] = [*named, *((f.start_char, f.end_char, f) for f in figures)]
    text: list[str] = []
    starts: list[int] = []
    terms: list[Term] = []
    written: list[str] = []
    counted: list[Figure] = []
    at = start
    for first, last, what in sorted(spans, key=lambda span: (span[0], -span[1])):
        if first < at or last > end:
            continue
        text.append(context.text[at:first])
        starts += range(at, first)
        if isinstance(what, Figure):
            mark = f"[{len(counted)}]"
            counted.append(what)
        else:
            mark = f"{{{len(terms)}}}"
            terms.append(Term(what.name, what.label))
            written.append(context.text[first:last])
        text.append(mark)
        starts += [first] * len(mark)
        at = last
    text.append(context.text[at:end])
    starts += range(at, end + 1)
    return Masked("".join(text), tuple(terms), tuple(written), tuple(starts), tuple(counted))


def asserted_at(context: Context, sentence: Sentence, start_char: int) -> bool:
    """Whether the clause around the character states what it says; so does a line without a verb."""
    return all(clause.asserted for clause in _around(context, sentence, start_char))


def planned_at(context: Context, sentence: Sentence, start_char: int, words: str) -> bool:
    """Whether the clause around the character, or the words themselves, put it ahead."""
    return any(c.planned for c in _around(context, sentence, start_char)) or _AHEAD.search(words) is not None


def _around(context: Context, sentence: Sentence, start_char: int) -> Sequence[Clause]:
    behind = [c for c in sentence.clauses if context.doc[c.verb.start].idx <= start_char]
    return behind[-1:] or list(sentence.clauses[:1])
