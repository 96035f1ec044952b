"""Figures and facts that were read against those that were asked: pairs, misses, wrong ones, and counts of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Generic, TypeVar

from extract.training.fact_gold import AskedFact, AskedFigure, Gold
from extract.training.fact_names import fold, same_name, share_a_word, words
from extract.types import MEASURES, Evidence, Extraction, Fact, Figure

MUST = frozenset(
    {
        "established", "date_established", "located_in", "operated_by", "founded_by", "partner_with", "part_of",
        "has_count", "has_amount", "plans", "has_position", "funds",
    }
)  # fmt: skip
"""The predicates that carry figures and named relations; the others carry statements, services, groups and ranks."""
_ACT = {"established", "founded_by"}
_NUMBERED = frozenset({"has_count", "has_amount", "compares_to"})

A = TypeVar("A", AskedFigure, AskedFact)
P = TypeVar("P", Figure, Fact)


@dataclass(frozen=True, slots=True)
class Match(Generic[A, P]):
    """`pairs` are the required that were found; what answers optional gold is neither in `pairs` nor `wrong`."""

    pairs: list[tuple[A, P]]
    missed: list[A]
    wrong: list[P]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One document. `done_too_soon` are planned facts that were told as done: among the pairs, but not right."""

    gold: Gold
    figures: Match[AskedFigure, Figure]
    must: Match[AskedFact, Fact]
    all: Match[AskedFact, Fact]
    done_too_soon: list[tuple[AskedFact, Fact]] = field(default_factory=list)
    broken: int = 0


def score(gold: Gold, found: Extraction) -> Scored:
    agrees = fact_agrees(gold)
    everything = match(gold.facts, found.facts, agrees)
    return Scored(
        gold=gold,
        figures=match(gold.figures, found.figures, figure_agrees),
        must=match(
            [fact for fact in gold.facts if fact.predicate in MUST],
            [fact for fact in found.facts if fact.predicate in MUST],
            agrees,
        ),
        all=everything,
        done_too_soon=[pair for pair in everything.pairs if is_too_soon(*pair)],
        broken=_broken(found),
    )


def match(asked: Sequence[A], found: Sequence[P], agrees: Callable[[A, P], bool]) -> Match[A, P]:
    """Greedy and one to one, in the order of what is asked.

    Optional gold may be answered twice, and an event told from both its ends is told once.
    """
    required = [one for one in asked if not one.optional]
    pairs, left = _pair(required, found, agrees)
    extra, left = _pair([one for one in asked if one.optional], left, agrees)
    told = [one for one, _ in extra] + [one for one, _ in pairs if isinstance(one, AskedFact) and one.predicate in _ACT]
    hit = {id(one) for one, _ in pairs}
    return Match(
        pairs,
        [one for one in required if id(one) not in hit],
        [one for one in left if not any(agrees(other, one) for other in told)],
    )


def _pair(asked: Sequence[A], found: Sequence[P], agrees: Callable[[A, P], bool]) -> tuple[list[tuple[A, P]], list[P]]:
    left = list(found)
    pairs = []
    for one in asked:
        at = next((i for i, candidate in enumerate(left) if agrees(one, candidate)), None)
        if at is not None:
            pairs.append((one, left.pop(at)))
    return pairs, left


def figure_agrees(asked: AskedFigure, found: Figure) -> bool:
    """Value and unit are equal; a counted noun shares a word with the unit or `what` that is asked."""
    gold = asked.figure
    if not _close(gold.value, found.value):
        return False
    if gold.max_value is not None and not _close(gold.max_value, found.max_value):
        return False
    left, right = ((one.unit or "").removeprefix("working ") for one in (gold, found))
    if _is_measure(left) or _is_measure(right):
        return left == right if "%" in (left, right) else fold(left) == fold(right)
    return share_a_word((left, right), (gold.what, found.what))


def is_full(asked: AskedFigure, found: Figure) -> bool:
    """The qualifier is equal too, and `what` shares a word."""
    return asked.figure.qualifier == found.qualifier and share_a_word((asked.figure.what, found.what))


def fact_agrees(gold: Gold) -> Callable[[AskedFact, Fact], bool]:
    def all_names(names: Sequence[str]) -> set[str]:
        return {name for one in names for name in (one, *gold.aliases.get(fold(one), ()))}

    def agrees(asked: AskedFact, found: Fact) -> bool:
        ends = found.subject, found.object
        if {asked.predicate, found.predicate} == _ACT:
            ends = ends[1], ends[0]
        elif asked.predicate != found.predicate:
            return False
        if not any(same_name(name, ends[0]) for name in all_names(asked.subjects)):
            return False
        if asked.value is not None and asked.predicate in _NUMBERED:
            return _number_agrees(asked, found)
        return any(same_name(name, ends[1]) for name in all_names(asked.objects))

    return agrees


def _number_agrees(asked: AskedFact, found: Fact) -> bool:
    value = found.value if found.value is not None else found.qualifiers.get("value")
    if value is None or not _close(asked.value, value):
        return False
    what = found.qualifiers.get("what") or found.unit
    # "%" alone asks for no word
    return not words(asked.what) or share_a_word((asked.what, None if what is None else str(what)))


def is_too_soon(asked: AskedFact, found: Fact) -> bool:
    return asked.planned and asked.predicate != "plans" and found.status != "planned"


def _broken(found: Extraction) -> int:
    """Spans that are not the text they claim to be."""
    text = found.document.text
    spans: list[Evidence | Figure] = [*found.figures, *(span for fact in found.facts for span in fact.evidence)]
    cut = sum(text[span.start_char : span.end_char] != span.text for span in spans)
    return cut + sum(text[mention.start_char : mention.end_char] != mention.text for mention in found.mentions)


def _is_measure(unit: str) -> bool:
    return unit in MEASURES or (len(unit) == 3 and unit.isupper())


def _close(a: object, b: object) -> bool:
    try:
        left, right = (float(x) if isinstance(x, int | float | Decimal) else float(str(x)) for x in (a, b))
    except ValueError:
        return False
    return math.isclose(left, right, rel_tol=1e-6)
