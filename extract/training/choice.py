"""Learns to choose one of several candidates, or none, from sparse features: a conditional logit in numpy alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from extract.weights import Weights

Group = Sequence[tuple[tuple[str, ...], bool]]
"""The features of each candidate, and whether it is right; where none is, none is to be chosen."""
_ROUNDS = 200
_STEP = 0.1
_SMALLEST = 0.02


def fit_choice(groups: Sequence[Group], task: str, *, penalty: float = 0.3, rarest: int = 2) -> Weights:
    """Weights whose sum s for each candidate makes exp(s) / (1 + the exp(s) of all) its share; the 1 is that of none.

    `penalty` is that of L2 on the summed loss; features that fewer than `rarest` candidates have are left out.
    """
    rows_of = [features for group in groups for features, _ in group]
    seen = Counter(feature for features in rows_of for feature in features)
    rows = {feature: row for row, feature in enumerate(sorted(f for f, n in seen.items() if n >= rarest))}
    numbers = [[row for row in map(rows.get, features) if row is not None] for features in rows_of]
    lengths = np.array([len(row) for row in numbers])
    place = np.fromiter((n for row in numbers for n in row), dtype=np.int64, count=int(lengths.sum()))
    owner = np.repeat(np.arange(len(numbers)), lengths)
    of_group = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    right = np.array([yes for group in groups for _, yes in group], dtype=np.float64)
    found = np.bincount(of_group, right, len(groups)) > 0
    weights, slope, curve = (np.zeros(len(rows)) for _ in range(3))
    for step in range(1, _ROUNDS + 1):
        odds = np.exp(np.clip(np.bincount(owner, weights[place], len(numbers)), -30, 30))
        share = odds / (1 + np.bincount(of_group, odds, len(groups)))[of_group]
        hit = np.where(found, np.bincount(of_group, share * right, len(groups)), 1.0)
        wanted = np.where(found[of_group], share * right / np.maximum(hit, 1e-12)[of_group], 0.0)
        gradient = np.bincount(place, (share - wanted)[owner], len(rows)) / len(groups)
        gradient += penalty / len(groups) * weights
        slope = 0.9 * slope + 0.1 * gradient
        curve = 0.999 * curve + 0.001 * gradient**2
        weights -= _STEP * (slope / (1 - 0.9**step)) / (np.sqrt(curve / (1 - 0.999**step)) + 1e-9)
    table: np.ndarray[Any, np.dtype[np.float32]] = np.where(np.abs(weights) < _SMALLEST, 0, weights)
    return Weights(
        tasks={task: 0},
        rows=rows,
        table=table.astype(np.float32).reshape(-1, 1),
        bias=np.zeros(1, dtype=np.float32),
    )


def fit_labels(
    cases: Sequence[tuple[tuple[str, ...], Mapping[str, bool]]], labels: Sequence[str], *, penalty: float
) -> Weights:
    """Weights of the labels, one a column, whose sums choose one of the labels that a case may have, or none."""
    groups = [
        [((label, *(f"{label}|{feature}" for feature in features)), yes) for label, yes in asked.items()]
        for features, asked in cases
    ]
    learned = fit_choice(groups, "label", penalty=penalty).of_task("label")
    rows = {feature: row for row, feature in enumerate(dict.fromkeys(f for features, _ in cases for f in features))}
    table = np.zeros((len(rows), len(labels)), dtype=np.float32)
    bias = np.array([learned.get(label, 0.0) for label in labels], dtype=np.float32)
    for column, label in enumerate(labels):
        for feature, row in rows.items():
            table[row, column] = learned.get(f"{label}|{feature}", 0.0)
    return Weights(tasks={label: column for column, label in enumerate(labels)}, rows=rows, table=table, bias=bias)
