"""Learned weights: for each task, how much each feature of a case speaks for "yes"."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

_FAR = 30.0


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model a task: `tasks` gives the column of each, `rows` the row of a feature in `table`."""

    tasks: dict[str, int]
    rows: dict[str, int]
    table: np.ndarray[Any, np.dtype[np.float32]]
    bias: np.ndarray[Any, np.dtype[np.float32]]

    def log_odds(self, features: Iterable[str], tasks: Sequence[str], *, prefix: str = "") -> list[float]:
        """For each task, whose name stands behind the prefix in `tasks`, those of "yes"."""
        rows = [row for row in map(self.rows.get, features) if row is not None]
        sums = self.table[rows].sum(axis=0) + self.bias
        return [float(sums[self.tasks[prefix + task]]) for task in tasks]

    def probabilities(self, features: Iterable[str], tasks: Sequence[str], *, prefix: str = "") -> list[float]:
        """The same as probabilities."""
        return [probability(one) for one in self.log_odds(features, tasks, prefix=prefix)]

    def shares(self, features: Iterable[str], tasks: Sequence[str]) -> list[float]:
        """How likely each of the tasks is the one that is right, where at most one is."""
        rows = [row for row in map(self.rows.get, features) if row is not None]
        sums = self.table[rows].sum(axis=0) + self.bias
        odds = [math.exp(max(-_FAR, min(_FAR, float(sums[self.tasks[task]])))) for task in tasks]
        return [one / (1 + sum(odds)) for one in odds]

    def of_task(self, task: str) -> dict[str, float]:
        """Feature -> weight of one task, those of weight 0 left out."""
        column = self.table[:, self.tasks[task]].tolist()
        return {feature: column[row] for feature, row in self.rows.items() if column[row]}

    def reasons(self, features: Iterable[str], task: str, most: int = 5) -> list[tuple[str, float]]:
        """The features that count most for the task, with their weights."""
        column = self.tasks[task]
        told = {f: float(self.table[row, column]) for f in features if (row := self.rows.get(f)) is not None}
        return sorted(told.items(), key=lambda item: -abs(item[1]))[:most]


def probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-_FAR, min(_FAR, log_odds))))


def odds_of(probability: float) -> float:
    """The log-odds of a probability between 0 and 1."""
    return math.log(probability / (1 - probability))


@cache
def load_weights(file: Path) -> Weights:
    with np.load(file) as stored:
        names, tasks = (bytes(stored[key]).decode().split("\n") for key in ("features", "tasks"))
        return Weights(
            tasks={name: column for column, name in enumerate(tasks)},
            rows={name: row for row, name in enumerate(names)},
            table=stored["table"].astype(np.float32),
            bias=stored["bias"].astype(np.float32),
        )


def save_weights(weights: Weights, file: Path) -> None:
    """Features whose weights are all 0 are left out; half precision is enough for a sum of some sixty."""
    kept = [(name, row) for name, row in weights.rows.items() if np.any(weights.table[row])]
    np.savez_compressed(
        file,
        features=np.frombuffer("\n".join(name for name, _ in kept).encode(), dtype=np.uint8),
        tasks=np.frombuffer("\n".join(weights.tasks).encode(), dtype=np.uint8),
        table=weights.table[[row for _, row in kept]].astype(np.float16),
        bias=weights.bias,
    )
