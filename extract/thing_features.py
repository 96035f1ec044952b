"""What speaks for and against a thing being what a number counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extract.grammar import verb_form
from extract.lexicon import AUXILIARIES, MODALS
from extract.positions import Position, word
from extract.quantities import Quantity
from extract.things import Thing
from extract.types import MEASURES, Figure

_NEAR_STEPS = (2, 4, 7, 12, 20, 35, 60)
_SIZES = (2, 10, 25, 100, 1000, 10000, 10**6)


@dataclass(frozen=True, slots=True)
class Number:
    """A number and its neighbours, as the features see them: `words` tell of those, `behind` is the next word."""

    at: Position
    value: Decimal
    words: tuple[str, ...]
    behind: str


def _number(quantity: Quantity, at: Position) -> Number:
    doc, value = at.doc, quantity.value
    before = [word(token) for token in doc[max(0, at.before - 2) : at.before]]
    behind = [word(token) for token in doc[at.after : at.after + 2]]
    p1, n1 = " ".join(before[-1:]), " ".join(behind[:1])
    form = "end"
    if at.after < at.end:
        form = "auxiliary" if n1 in AUXILIARIES | MODALS else str(verb_form(doc[at.after]))
    words = (
        f"p1={p1}",
        f"p2={' '.join(before)}",
        f"n1={n1}",
        f"n2={' '.join(behind)}",
        f"pn={p1} {n1}",
        f"form={form}",
        f"p1,form={p1} {form}",
        f"spelled={quantity.spelled}",
        f"size={sum(value >= step for step in _SIZES)}",
        f"opens={at.before == at.start}",
        f"hedged={at.before != at.number}",
        f"doubt={quantity.doubt}",
    )
    return Number(at, value, words, n1)


def thing_features(found: Sequence[Thing], quantity: Quantity, at: Position) -> Iterator[Iterator[str]]:
    """For each of the things what speaks for it and against it."""
    number = _number(quantity, at)
    for thing in found:
        yield _features(thing, found, number)


def _features(thing: Thing, others: Sequence[Thing], number: Number) -> Iterator[str]:
    """What speaks for and against the thing being what the number counts."""
    kind = _kind(thing)
    own = f"{thing.relation}{min(thing.rank, 3)}"
    yield own
    yield f"{own}|{kind}"
    for one in number.words:
        yield one
        yield f"{thing.relation}|{one}"
        yield f"{kind}|{one}"
    doc = number.at.doc
    place = thing.at
    if thing.figure is not None:
        place = number.at.tokens.at(thing.figure.start_char)
        yield from (f"fig|{f}" for f in _figure_features(thing.figure, number))
    if thing.relation in {"figure", "before", "behind", "body"}:
        distance = sum(abs(place - number.at.number) > step for step in _NEAR_STEPS)
        sentences = min(3, number.at.tokens.sentences_between(place, number.at.number))
        yield f"{thing.relation}|d{distance}"
        yield f"{thing.relation}|s{sentences}"
        yield f"{own}|s{sentences}"
        yield f"{thing.relation}|before={word(doc[place - 1]) if place else ''}"
        if thing.figure is None and place + 1 < len(doc):
            yield f"{thing.relation}|after={word(doc[place + 1])}|s{sentences}"
            yield f"{thing.relation}|afterform={verb_form(doc[place + 1])}"
        yield f"{thing.relation}|first={place - number.at.tokens.sentence_of(place)[0] < 4}|s{sentences}"
    if kind in {"count", "people"}:
        head = thing.what.split(" ")[-1].lower()
        yield f"{thing.relation}|h={head}"
        often = number.at.tokens.often[head]
        yield f"{thing.relation}|often={min(often, 5)}"
        yield f"{thing.relation}|titled={head in number.at.tokens.titled}"
        yield f"often={min(often, 5)}|most={head in number.at.tokens.topics[:1]}"
    yield f"n{min(len({(t.unit) for t in others}), 6)}"
    has = {t.relation for t in others}
    yield f"{thing.relation}|no figure={'figure' not in has}"
    yield f"{thing.relation}|grammar={','.join(sorted(has - {'figure', 'before', 'people', 'behind'}))}"


def _figure_features(figure: Figure, number: Number) -> Iterator[str]:
    between = number.at.text[figure.end_char : number.at.doc[number.at.before].idx]
    kind = "s" if figure.value < number.value else "e" if figure.value == number.value else "g"
    yield f"alone={not any(c.isalpha() for c in figure.text.split(' ')[-1])}"
    small = "big" if number.value >= 1000 else "small"
    yield f"value {kind}"
    yield f"value {kind} {'big' if figure.value >= 1000 else 'small'}{small}"
    if len(between) < 60:
        yield f"gap {' '.join(between.lower().split())[:24]}"
    words = number.at.text[: figure.start_char].rsplit(None, 2)[-1:]
    yield f"same word before={words == number.at.text[: number.at.doc[number.at.before].idx].rsplit(None, 1)[-1:]}"
    behind = number.at.text[figure.end_char : figure.end_char + 20].lower().split()[:1]
    yield f"same word behind={behind == number.behind.split()[:1]}"


def _kind(thing: Thing) -> str:
    unit = thing.unit
    if unit == "people":
        return "people"
    if unit in {"days", "months", "years"}:
        return "time"
    if unit == "%":
        return "share"
    if unit in MEASURES:
        return "area"
    return "money" if len(unit) == 3 and unit.isupper() else "count"
