"""The whole way of a page, from its bytes to its facts, in one call."""

from __future__ import annotations

from contextlib import nullcontext

from benchmarks.pages import Work
from benchmarks.timing import Timing, in_turn
from extract.pipeline import extract


def measure(work: Work) -> list[Timing]:
    return in_turn("whole", {"extract": lambda: nullcontext(extract)}, work.pages, rounds=work.rounds, unit="page")
