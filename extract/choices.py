"""Who decides what a figure is of where the grammar does not: learned weights, or a teacher who knows the answer."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Protocol

from extract.phrases import phrase_features, phrases
from extract.positions import Position
from extract.quantities import Quantity
from extract.thing_features import thing_features
from extract.things import Thing, things
from extract.types import Figure
from extract.weights import Weights, load_weights

DATA = Path(__file__).parent / "data"
THINGS, PHRASES = DATA / "things.npz", DATA / "phrases.npz"
TASK = "right"
# "One" is mostly a pronoun or an article.
_LEAST, _LEAST_ONE = 0.45, 0.65
_FAR = 30.0


class Choices(Protocol):
    """What a reader of figures asks; `stated` is what the grammar says."""

    def thing(
        self, quantity: Quantity, at: Position, earlier: Sequence[Figure], stated: Sequence[Thing]
    ) -> Thing | None:
        """What a bare or doubtful number counts; None where it counts nothing."""

    def phrase(self, quantity: Quantity, at: Position, earlier: Sequence[Figure], stated: str | None) -> str | None:
        """What a sum, a share, an area or a time is of."""


class Learned:
    """Chooses by weights: those given, else those that `extract.training.fit_figures` has made."""

    def __init__(self, of_things: Weights | None = None, of_phrases: Weights | None = None) -> None:
        self._given = of_things, of_phrases

    @cached_property
    def _things(self) -> dict[str, float]:
        return (self._given[0] or load_weights(THINGS)).of_task(TASK)

    @cached_property
    def _phrases(self) -> dict[str, float]:
        return (self._given[1] or load_weights(PHRASES)).of_task(TASK)

    def thing(
        self, quantity: Quantity, at: Position, earlier: Sequence[Figure], stated: Sequence[Thing]
    ) -> Thing | None:
        found = things(quantity, at, earlier, stated)
        odds = [_odds(self._things, seen) for seen in thing_features(found, quantity, at)]
        by_unit: dict[str, float] = {}
        for thing, one in zip(found, odds, strict=True):
            by_unit[thing.unit] = by_unit.get(thing.unit, 0.0) + one
        least = _LEAST_ONE if quantity.doubt == "one" else _LEAST
        if max(by_unit.values(), default=0.0) <= least * (1 + sum(odds)):
            return None
        best = found[odds.index(max(odds))]
        # the grammar tells more of the same thing than a noun or a figure does
        return next((thing for thing in stated if thing.unit == best.unit), best)

    def phrase(self, quantity: Quantity, at: Position, earlier: Sequence[Figure], stated: str | None) -> str | None:
        found = phrases(quantity, at, earlier, stated)
        odds = [_odds(self._phrases, seen) for seen in phrase_features(found, quantity, at)]
        return found[odds.index(max(odds))].text if found else None


def _odds(weights: dict[str, float], seen: Iterable[str]) -> float:
    """How likely a candidate is, against 1 for none."""
    return math.exp(max(-_FAR, min(_FAR, sum(filter(None, map(weights.get, seen))))))
