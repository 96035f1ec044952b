"""A sentence with its names as numbered marks, so that a table of patterns can tell what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.facts.base import Context, Sentence, Term

MARK = r"\{\d+\}"
NAME = rf"(?:[Tt]he |[Ii]ts )?{MARK}"
"""A name, or words that stand for one, in a pattern."""
_MARK = re.compile(r"\{(\d+)\}")


@dataclass(frozen=True, slots=True)
class Masked:
    """`text` has "{0}", "{1}" … where `terms` stand; `starts` are where its characters stand in the document."""

    text: str
    terms: tuple[Term, ...]
    written: tuple[str, ...]
    starts: tuple[int, ...]

    def names(self, part: str | None) -> Iterator[Term]:
        """The names of a part of the text, in order."""
        return (self.terms[int(found.group(1))] for found in _MARK.finditer(part or ""))

    def unmasked(self, part: str) -> str:
        return _MARK.sub(lambda found: self.written[int(found.group(1))], part)


def masked(context: Context, sentence: Sentence, labels: frozenset[str]) -> Masked:
    """Names of the labels, and what stands for them; the longer of two that overlap."""
    start, end = sentence.span.start_char, sentence.span.end_char
    text: list[str] = []
    starts: list[int] = []
    terms: list[Term] = []
    written: list[str] = []
    at = start
    for first, last, mention in context.named_between(start, end):
        if first < at or last > end or mention.label not in labels:
            continue
        text.append(context.text[at:first])
        starts += range(at, first)
        mark = f"{{{len(terms)}}}"
        text.append(mark)
        starts += [first] * len(mark)
        terms.append(Term(mention.name, mention.label))
        written.append(context.text[first:last])
        at = last
    text.append(context.text[at:end])
    starts += range(at, end + 1)
    return Masked("".join(text), tuple(terms), tuple(written), tuple(starts))


def asserted_at(context: Context, sentence: Sentence, start_char: int) -> bool:
    """Whether the clause around the character states what it says; so does a line without a verb."""
    behind = [c for c in sentence.clauses if context.doc[c.verb.start].idx <= start_char]
    around = behind[-1:] or list(sentence.clauses[:1])
    return all(clause.asserted for clause in around)
