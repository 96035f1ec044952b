"""Timing of several ways to do the same work, in turn, so that a busy machine slows all of them alike."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from typing import Any, TypeVar

T = TypeVar("T")
Opened = AbstractContextManager[Callable[[T], object]]
"""Entering gives the function that is timed for each item; what it needs is made fresh for every round, unmeasured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """CPU seconds of this process, user and system, all threads: what else the machine does counts nothing.

    `median` and `p95` are of the items, each item by its median over the rounds; `per_second` is of the median round.
    """

    bench: str
    what: str
    unit: str
    items: int
    rounds: int
    median: float
    p95: float
    per_second: float

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def in_turn(
    bench: str, contenders: Mapping[str, Callable[[], Opened[T]]], items: Sequence[T], *, rounds: int, unit: str
) -> list[Timing]:
    """Each round does all items with every contender, one after the other; a first round warms up and is not counted.

    Raises ValueError where there is nothing to time.
    """
    if not items:
        raise ValueError(f"{bench}: nothing to time")
    seconds: dict[str, list[list[float]]] = {name: [] for name in contenders}
    for number in range(rounds + 1):
        for name, opened in contenders.items():
            with opened() as function, _uncollected():
                spent = [_cpu_seconds(function, item) for item in items]
            if number:
                seconds[name].append(spent)
    return [_timing(bench, name, unit, spent) for name, spent in seconds.items()]


def _timing(bench: str, what: str, unit: str, rounds: list[list[float]]) -> Timing:
    each = [median(spent) for spent in zip(*rounds, strict=True)]
    return Timing(
        bench=bench,
        what=what,
        unit=unit,
        items=len(each),
        rounds=len(rounds),
        median=median(each),
        p95=quantiles(each, n=20, method="inclusive")[-1] if len(each) > 1 else each[0],
        per_second=len(each) / max(median(sum(spent) for spent in rounds), 1e-9),
    )


def _cpu_seconds(function: Callable[[T], object], item: T) -> float:
    started = time.process_time()
    function(item)
    return time.process_time() - started


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the cyclic collector, whose passes would fall on whichever item happens to be next."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
