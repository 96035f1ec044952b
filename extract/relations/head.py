"""Log-odds of candidates from the encoder's word vectors: a small network in numpy."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.recognition.choice import ENCODER, MODELS
from extract.relations.pairs import Pair

Floats = NDArray[np.float32]
PAIRS = "pairs.npz"
"""The head's file in the encoder's folder: it reads that encoder's vectors alone."""
_TOGETHER = 2000


class PairHead:
    """`extract.training.pair_network` has the same network, and how it is made."""

    def __init__(self, file: Path) -> None:
        with np.load(file, allow_pickle=False) as stored:
            self._w: dict[str, Floats] = {name: stored[name].astype(np.float32) for name in stored.files}
        self._kinds = [self._w[f"kind{i}"] for i in range(sum(name.startswith("kind") for name in self._w))]

    def log_odds(self, vectors: NDArray[Any], pairs: Sequence[Pair]) -> Floats:
        """Pairs by tasks; `vectors` are the words of the whole text.

        What many pairs share, an end, a sentence or their kinds, is worked out once.
        """
        words = vectors.astype(np.float32)
        left, of_left = _distinct([pair.places[:2] for pair in pairs])
        right, of_right = _distinct([pair.places[2:] for pair in pairs])
        ranges = {part: _distinct([getattr(pair, part) for pair in pairs]) for part in RANGES}
        kinds, of_kinds = _distinct([pair.kinds for pair in pairs])
        w = self._w
        shared = [
            (self._ends(words, left, "first_a", "last_a"), of_left),
            (self._ends(words, right, "first_b", "last_b"), of_right),
            *((_means(_sums(words @ w[part]), told), of) for part, (told, of) in ranges.items()),
            (np.sum([table[kinds[:, i]] for i, table in enumerate(self._kinds)], axis=0), of_kinds),
        ]
        factors = [
            (self._ends(words, ends, side, side) + w[f"{side}_bias"], of)
            for side, ends, of in (("left", left, of_left), ("right", right, of_right))
        ]
        parts = [
            self._some(shared, factors, slice(first, first + _TOGETHER)) for first in range(0, len(pairs), _TOGETHER)
        ]
        return np.concatenate(parts)

    def _ends(self, words: Floats, ends: NDArray[Any], first: str, last: str) -> Floats:
        """What the first and the last word of each end count; nothing, where it is not named before."""
        named = (ends >= 0)[:, :, None] * words[np.maximum(ends, 0)]
        found: Floats = named[:, 0] @ self._w[first] + named[:, 1] @ self._w[last]
        return found

    def _some(self, shared: Sequence[Shared], factors: Sequence[Shared], some: slice) -> Floats:
        w = self._w
        (left, of_left), (right, of_right) = factors
        x = left[of_left[some]] * right[of_right[some]]
        for rows, of in shared:
            x += rows[of[some]]
        inner = np.maximum(np.maximum(x, 0, out=x) @ w["inner"] + w["inner_bias"], 0)
        odds: Floats = inner @ w["out"] + w["out_bias"]
        return odds


Shared = tuple[Floats, NDArray[Any]]
"""Rows, and the one of each pair."""
RANGES = ("between", "sentence", "other")
"""The ranges of words of a pair, of which it gets the mean."""


def _distinct(values: Sequence[tuple[int, ...]]) -> tuple[NDArray[Any], NDArray[Any]]:
    """The values, each once, and which of them stands at each place."""
    places: dict[tuple[int, ...], int] = {}
    of = [places.setdefault(value, len(places)) for value in values]
    return np.array(list(places)), np.array(of)


def _sums(rows: Floats) -> Floats:
    """Of the rows before each one, and of all."""
    return np.concatenate([np.zeros_like(rows[:1]), rows.cumsum(axis=0)])


def _means(sums: Floats, ranges: NDArray[Any]) -> Floats:
    """The mean of the rows of each range; of an empty one, zeros."""
    start, end = ranges[:, 0], ranges[:, 1]
    means: Floats = (sums[end] - sums[start]) / np.maximum(end - start, 1)[:, None]
    return means


@cache
def load_head() -> PairHead:
    return PairHead(MODELS / ENCODER / PAIRS)
