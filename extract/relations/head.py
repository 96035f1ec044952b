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
        """Pairs by tasks; `vectors` are the words of the whole text."""
        words = vectors.astype(np.float32)
        means = {part: _sums(words @ self._w[part]) for part in RANGES}
        parts = [
            self._some(words, means, pairs[first : first + _TOGETHER]) for first in range(0, len(pairs), _TOGETHER)
        ]
        return np.concatenate(parts)

    def _some(self, vectors: Floats, sums: dict[str, Floats], pairs: Sequence[Pair]) -> Floats:
        w = self._w
        places = np.array([pair.places for pair in pairs])
        ends, at = np.unique(places, return_inverse=True)
        at = at.reshape(places.shape)
        chosen = vectors[np.maximum(ends, 0)] * (ends >= 0)[:, None]
        x: Floats = sum((chosen @ w[part])[at[:, i]] for i, part in enumerate(_ENDS))
        left, right = chosen[at[:, 0]] + chosen[at[:, 1]], chosen[at[:, 2]] + chosen[at[:, 3]]
        x += (left @ w["left"] + w["left_bias"]) * (right @ w["right"] + w["right_bias"])
        for part in RANGES:
            x += _means(sums[part], np.array([getattr(pair, part) for pair in pairs]))
        kinds = np.array([pair.kinds for pair in pairs])
        for i, table in enumerate(self._kinds):
            x += table[kinds[:, i]]
        inner = np.maximum(np.maximum(x, 0) @ w["inner"] + w["inner_bias"], 0)
        odds: Floats = inner @ w["out"] + w["out_bias"]
        return odds


RANGES = ("between", "sentence", "other")
"""The ranges of words of a pair, of which it gets the mean."""
_ENDS = ("first_a", "last_a", "first_b", "last_b")


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
