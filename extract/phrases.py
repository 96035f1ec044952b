"""What a sum, a share, an area or a time is of: the noun phrases around it, and what speaks for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.figure_words import KINDS_OF_UNITS, NO_THINGS
from extract.grammar import is_temporal, lower, verb_form
from extract.positions import Position, first_phrase, tidy, word
from extract.quantities import Quantity
from extract.types import Figure

if TYPE_CHECKING:
    from spacy.tokens import Span

# So many tokens before and behind the quantity a phrase may end and begin.
_BEFORE, _BEHIND = 5, 12


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that may tell what the quantity is of. `relation` tells where they stand, `distance` how many tokens away;
    `outside` are the words right before and behind them."""

    text: str
    relation: str
    distance: int = 0
    outside: tuple[str, str] = ("", "")


def phrases(quantity: Quantity, at: Position, earlier: Sequence[Figure], stated: str | None) -> list[Phrase]:
    """What the quantity may be of: what the grammar has stated, the subject of the clause, the phrases next to
    it, and what the figure before is of. Each wording once."""
    found: dict[str, Phrase] = {}
    unit = quantity.unit.code if quantity.unit else ""
    for phrase in _around(at, earlier, stated, unit):
        if phrase.text and phrase.text.lower() not in NO_THINGS:
            found.setdefault(phrase.text.lower(), phrase)
    return list(found.values())


def _around(at: Position, earlier: Sequence[Figure], stated: str | None, unit: str) -> Iterator[Phrase]:
    if stated:
        yield Phrase(stated, "stated")
    if at.before > at.clause:
        yield from _span(at, first_phrase(at, at.clause, at.before), "subject")
    yield from _before(at)
    yield from _behind(at)
    if earlier and earlier[-1].what:
        yield Phrase(earlier[-1].what, "figure same" if earlier[-1].unit == unit else "figure")


def _span(at: Position, span: Span | None, relation: str, distance: int = 0) -> Iterator[Phrase]:
    if span is not None and len(span):
        doc = at.doc
        outside = (
            word(doc[span.start - 1]) if span.start else "",
            word(doc[span.end]) if span.end < len(doc) else "",
        )
        yield Phrase(tidy(span.text), relation, distance, outside)


def _before(at: Position) -> Iterator[Phrase]:
    for i in range(at.before, max(at.clause, at.before - _BEFORE), -1):
        near = at.phrase_before(i)
        if near is not None:
            yield from _span(at, near, "before", at.before - i)
            if near.start - 1 > at.clause:
                yield from _span(at, at.phrase_before(near.start - 1), "before2")
            return


def _behind(at: Position) -> Iterator[Phrase]:
    i = at.after
    while i < min(at.end, at.after + _BEHIND):
        phrase = at.phrase_at(i)
        if phrase is not None and not is_temporal(at.doc, phrase.start, phrase.end):
            yield from _span(at, phrase, "behind", i - at.after)
            return
        i = i + 1 if phrase is None else phrase.end


def kind_of_quantity(quantity: Quantity) -> str:
    """What sort of measure the quantity is: "money", "share", "time", "area", "length", "quantity"."""
    if quantity.unit is None:
        return "count"
    kind = {"percent": "share", "points": "share", "duration": "time"}.get(quantity.unit.kind, quantity.unit.kind)
    return KINDS_OF_UNITS.get(quantity.unit.code.lower(), "quantity") if kind == "measure" else kind


def phrase_features(found: Sequence[Phrase], quantity: Quantity, at: Position) -> Iterator[Iterator[str]]:
    """For each of the phrases what speaks for it and against it."""
    around = list(_neighbours(at))
    stated = any(phrase.relation == "stated" for phrase in found)
    kind = kind_of_quantity(quantity)
    for phrase in found:
        yield _features(phrase, around, kind, stated, len(found))


def _neighbours(at: Position) -> Iterator[str]:
    doc = at.doc
    before = [word(token) for token in doc[max(0, at.before - 2) : at.before]]
    behind = [word(token) for token in doc[at.after : min(at.end, at.after + 2)]]
    yield f"p1={' '.join(before[-1:])}"
    yield f"p2={' '.join(before)}"
    yield f"n1={' '.join(behind[:1])}"
    yield f"n2={' '.join(behind)}"
    verbs = [lower(token) for token in doc[max(at.clause, at.before - 6) : at.before] if verb_form(token)]
    ahead = (lower(token) for token in doc[at.after : min(at.end, at.after + 6)] if verb_form(token))
    yield f"verb={' '.join(verbs[-1:])}"
    yield f"verbs={len(verbs)}"
    yield f"ahead={next(ahead, '')}"
    yield f"opens={at.before == at.clause}"


def _features(phrase: Phrase, around: Sequence[str], kind: str, stated: bool, many: int) -> Iterator[str]:
    relation, text, words = phrase.relation, phrase.text, phrase.text.lower().split()
    yield relation
    yield f"{relation}|{kind}"
    for feature in (
        *around,
        f"d={min(phrase.distance, 5)}",
        f"long={min(len(words), 6)}",
        f"capital={text[0].isupper()}",
        f"digit={any(c.isdigit() for c in text)}",
        f"last={words[-1]}",
        f"first={words[0]}",
    ):
        yield f"{relation}|{feature}"
    for one in words[:6]:
        yield f"w={one}"
    yield f"{kind}|last={words[-1]}"
    yield f"{relation}|before={phrase.outside[0]}"
    yield f"{relation}|behind={phrase.outside[1]}"
    yield f"{relation}|stated={stated}"
    yield f"{relation}|many={many}"
