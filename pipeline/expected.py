"""What is usual at a source: learned from its last good visits, overruled by what its file expects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from pipeline.measures import LEAST, MOST
from pipeline.visits import Visit

GOOD_VISITS = 20
"""How many good visits what is usual is learned from."""
ENOUGH = 3
"""Of so many good visits at least; before, only what the file expects and plain sense are asked."""
PATIENCE = timedelta(days=14)
"""A source may be without news for so long, whatever its history; and MOST times as long as it ever was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A count: its median over the good visits, and the least and the most of them."""

    median: float
    least: int
    most: int

    @property
    def low(self) -> float:
        """A window of two days has had two items and twenty: what has been is no alarm."""
        return LEAST * min(self.median, self.least)

    @property
    def high(self) -> float:
        return MOST * max(self.median, self.most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """`items` and `followed` are None, and `shares` empty, until there are ENOUGH good visits."""

    visits: int = 0
    items: Range | None = None
    followed: Range | None = None
    shares: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    shortest: float | None = None
    longest: float | None = None

    def usual(self, share: str) -> float | None:
        """The share over all good visits together, None where none has told."""
        good, of = self.shares.get(share, (0, 0))
        return good / of if of else None


def learn(history: Sequence[Visit]) -> Expected:
    """`history` is newest first."""
    good = [visit for visit in history if visit.healthy][:GOOD_VISITS]
    if len(good) < ENOUGH:
        return Expected(visits=len(good))
    shares: dict[str, tuple[int, int]] = {}
    for visit in good:
        for name, (some, of) in visit.shares.items():
            before = shares.get(name, (0, 0))
            shares[name] = (before[0] + some, before[1] + of)
    return Expected(
        visits=len(good),
        items=_range([_offered(visit) for visit in good]),
        followed=_range([visit.followed for visit in good]),
        shares=shares,
        shortest=_median([visit.shortest for visit in good]),
        longest=_median([visit.longest for visit in good]),
    )


def pause(history: Sequence[Visit], now: str) -> tuple[timedelta, timedelta | None]:
    """How long the source has brought nothing new, and the longest such time before; None where it never ended."""
    news = [datetime.fromisoformat(visit.started_at) for visit in history if visit.new]
    if not news:
        return timedelta(), None
    gaps = [later - earlier for later, earlier in pairwise(news)]
    return datetime.fromisoformat(now) - news[0], max(gaps, default=None)


def _offered(visit: Visit) -> int | None:
    return None if visit.items is None else visit.items + (visit.indexes or 0)


def _range(counts: Sequence[int | None]) -> Range | None:
    known = [count for count in counts if count is not None]
    return Range(median=median(known), least=min(known), most=max(known)) if known else None


def _median(values: Sequence[int | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None
