"""What is usual at a source: learned from its last good visits, overruled by what its file expects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise, takewhile
from math import exp, log1p
from statistics import median, stdev

from pipeline.measures import LEAST, MOST
from pipeline.visits import Visit

GOOD_VISITS = 20
"""How many good visits what is usual is learned from."""
ENOUGH = 3
"""Of so many good visits at least; before, only what the file expects and plain sense are asked."""
SIGMAS = 4
"""So many standard deviations away from the median a count is no chance any more."""
PATIENCE = timedelta(days=21)
STALE = 3
"""A source may be without news for PATIENCE, whatever its history, and STALE times as long as it ever was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A count over the visits: its median, the least, the most, and the standard deviation of its logarithm.

    A list of twenty always has twenty; a feed of the last two days has had two and thirty, and may have one. None at
    all is wrong where there never was none.
    """

    median: float
    least: int
    most: int
    spread: float

    @property
    def low(self) -> float:
        usual = min(LEAST * min(self.median, self.least), (self.median + 1) * exp(-SIGMAS * self.spread) - 1)
        return max(usual, min(1, self.least))

    @property
    def high(self) -> float:
        return max(MOST * max(self.median, self.most), (self.median + 1) * exp(SIGMAS * self.spread) - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """`items` and `followed` are None, and `shares` empty, until there are ENOUGH good visits."""

    visits: int = 0
    items: Range | None = None
    followed: Range | None = None
    shares: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    shortest: float | None = None
    longest: float | None = None

    def usual(self, share: str) -> tuple[int, int] | None:
        """(good, of) over all good visits together, None where none has told."""
        good, of = self.shares.get(share, (0, 0))
        return (good, of) if of else None


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
    counted = _counted(history)
    return Expected(
        visits=len(good),
        items=_range([_offered(visit) for visit in counted]),
        followed=_range([visit.followed for visit in counted]),
        shares=shares,
        shortest=_median([visit.shortest for visit in good]),
        longest=_median([visit.longest for visit in good]),
    )


def _counted(history: Sequence[Visit]) -> list[Visit]:
    """The good visits, and those after them that differ by the length of their list alone, once there are ENOUGH.

    A list that has become shorter for good, and whose articles are read as before, is no alarm for ever.
    """
    row = list(takewhile(_differs_in_length, history))
    counted = [visit for visit in history if visit.healthy]
    return ([*row, *counted] if len(row) >= ENOUGH else counted)[:GOOD_VISITS]


def _differs_in_length(visit: Visit) -> bool:
    whats = [finding.what for finding in visit.findings]
    return visit.verdict == "redesigned" and whats in (["items"], ["followed"]) and bool(visit.items and visit.followed)


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
    if len(known) < 2:
        return None
    spread = stdev(log1p(count) for count in known)
    return Range(median=median(known), least=min(known), most=max(known), spread=spread)


def _median(values: Sequence[int | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None
