"""Whether confidence is what it says: of facts told with 0.8, eight in ten should be right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.training.fact_scoring import Scored, is_too_soon

BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Facts with a confidence from `low` on, up to the next bin; `mean` is that of their confidences."""

    low: float
    facts: int
    mean: float
    right: float


def judgements(scored: Iterable[Scored]) -> list[tuple[float, bool]]:
    """(confidence, whether right) of every fact that counts; what answers optional gold does not."""
    found = []
    for one in scored:
        found += [(fact.confidence, not is_too_soon(asked, fact)) for asked, fact in one.all.pairs]
        found += [(fact.confidence, False) for fact in one.all.wrong]
    return found


def reliability(told: Sequence[tuple[float, bool]]) -> list[Bin]:
    """Bins of equal width that hold any fact, the lowest first."""
    bins: list[Bin] = []
    for number in range(BINS):
        inside = [pair for pair in told if min(BINS - 1, int(pair[0] * BINS)) == number]
        if inside:
            mean = sum(confidence for confidence, _ in inside) / len(inside)
            right = sum(is_right for _, is_right in inside) / len(inside)
            bins.append(Bin(low=number / BINS, facts=len(inside), mean=mean, right=right))
    return bins


def calibration_error(told: Sequence[tuple[float, bool]]) -> float:
    """The expected calibration error: the gap between confidence and share of right ones, over all facts."""
    return sum(one.facts * abs(one.mean - one.right) for one in reliability(told)) / len(told) if told else 0.0


def least_for(told: Sequence[tuple[float, bool]], precision: float) -> float | None:
    """The lowest confidence from which facts reach the precision; None where none does."""
    ranked = sorted(told, reverse=True)
    right, found = 0, None
    for number, (confidence, is_right) in enumerate(ranked, start=1):
        right += is_right
        last = number == len(ranked) or ranked[number][0] < confidence
        if last and right / number >= precision:
            found = confidence
    return found
