"""Logistic regression over sparse features, in numpy alone: small, the same at every run, quick on two cores."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from extract.weights import Weights

Example = tuple[str, tuple[str, ...], bool]
"""(task, features, yes or no)"""
MOST_NO = 40_000
_ROUNDS = 150
_STEP = 0.1
_SMALLEST = 0.02


def fit(examples: Sequence[Example], tasks: Sequence[str], *, penalty: float = 10.0, rarest: int = 3) -> Weights:
    """Weights for the features that at least `rarest` examples have; `penalty` is that of L2 on the summed loss.

    Of a task's "no" examples at most MOST_NO are learned from, and the bias is set right for the others.
    """
    seen = Counter(feature for _, features, _ in examples for feature in features)
    rows = {feature: row for row, feature in enumerate(sorted(f for f, n in seen.items() if n >= rarest))}
    table = np.zeros((len(rows), len(tasks)), dtype=np.float32)
    bias = np.zeros(len(tasks), dtype=np.float32)
    for column, task in enumerate(tasks):
        own = [(features, yes) for name, features, yes in examples if name == task]
        step = max(1, (len(own) - sum(yes for _, yes in own)) // MOST_NO)
        own = [(features, yes) for i, (features, yes) in enumerate(own) if yes or i % step == 0]
        numbers = [[row for row in map(rows.get, features) if row is not None] for features, _ in own]
        answers = np.array([yes for _, yes in own], dtype=np.float64)
        table[:, column], bias[column] = _logistic(numbers, answers, len(rows), penalty / len(own))
        bias[column] -= math.log(step)
        print(f"{task:18}{len(own):8} examples, {int(answers.sum()):6} yes", flush=True)
    return Weights(tasks={task: column for column, task in enumerate(tasks)}, rows=rows, table=table, bias=bias)


def _logistic(
    numbers: Sequence[Sequence[int]], answers: np.ndarray[Any, np.dtype[np.float64]], size: int, penalty: float
) -> tuple[np.ndarray[Any, np.dtype[np.float32]], float]:
    """By Adam over the whole set."""
    lengths = np.array([len(row) for row in numbers])
    flat = np.fromiter((n for row in numbers for n in row), dtype=np.int64, count=int(lengths.sum()))
    owner = np.repeat(np.arange(len(numbers)), lengths)
    used = np.unique(flat)
    place = np.searchsorted(used, flat)
    weights, slope, curve = (np.zeros(len(used) + 1) for _ in range(3))
    for step in range(1, _ROUNDS + 1):
        sums = np.bincount(owner, weights[:-1][place], len(numbers)) + weights[-1]
        error = 1 / (1 + np.exp(-sums)) - answers
        gradient = np.empty_like(weights)
        gradient[:-1] = np.bincount(place, error[owner], len(used)) / len(numbers) + penalty * weights[:-1]
        gradient[-1] = error.mean()
        slope = 0.9 * slope + 0.1 * gradient
        curve = 0.999 * curve + 0.001 * gradient**2
        weights -= _STEP * (slope / (1 - 0.9**step)) / (np.sqrt(curve / (1 - 0.999**step)) + 1e-9)
    full = np.zeros(size, dtype=np.float32)
    full[used] = np.where(np.abs(weights[:-1]) < _SMALLEST, 0, weights[:-1])
    return full, float(weights[-1])
