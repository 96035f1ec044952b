"""Exact spans against annotated ones: precision, recall and F1 per label, with intervals over documents."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extract.training.annotated import Annotated
from extract.types import LABELS, Mention

RESAMPLES = 1000
ALL = "all"
_DETERMINER = re.compile(r"(?:the|a|an|its|their|this|that|his|her|our)\s+(?=\S)", re.I)
_ENDING = re.compile(r"\s*['’]s$|\.$")

Key = tuple[str, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What one document gives: per label how many are asked, said and right. `wrong` and `missed` are for people."""

    asked: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: tuple[Key, ...] = ()
    missed: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """`low` and `high` hold F1 in 95 of 100 resamples of the documents; a share of nothing is 0."""

    label: str
    asked: int
    said: int
    right: int
    precision: float
    recall: float
    f1: float
    low: float
    high: float


def tally(document: Annotated, found: Iterable[Mention]) -> Tally:
    """Spans are compared without a leading determiner, a trailing possessive or a last full stop ("Ltd." may end a
    sentence), and a label counts with its span.

    What answers an optional mention, or overlaps one and no required one, is neither right nor wrong.
    """
    asked: set[Key] = set()
    optional: set[Key] = set()
    for i, mention in enumerate(document.extraction.mentions):
        (optional if i in document.optional else asked).add(core(mention))
    said = {core(mention) for mention in found}
    right = said & asked
    wrong = {key for key in said - asked if not _is_free(key, asked, optional)}
    return Tally(
        asked=Counter(label for label, *_ in asked),
        said=Counter(label for label, *_ in right | wrong),
        right=Counter(label for label, *_ in right),
        wrong=tuple(sorted(wrong, key=lambda key: key[1:])),
        missed=tuple(sorted(asked - said, key=lambda key: key[1:])),
    )


def core(mention: Mention) -> Key:
    """Label, start and end of the words that count."""
    start, end = mention.start_char, mention.end_char
    if mention.label != "DATE" and (determiner := _DETERMINER.match(mention.text)):
        start += determiner.end()
    if ending := _ENDING.search(mention.text):
        end -= len(ending[0])
    return (mention.label, start, end)


def _is_free(key: Key, asked: set[Key], optional: set[Key]) -> bool:
    _, start, end = key
    if any((start, end) == (first, last) for _, first, last in optional):
        return True
    return _overlaps(start, end, optional) and not _overlaps(start, end, asked)


def _overlaps(start: int, end: int, keys: set[Key]) -> bool:
    return any(first < end and start < last for _, first, last in keys)


def scores(tallies: Sequence[Tally], *, seed: int = 1) -> list[Score]:
    """One score a label that the documents have, in the order of LABELS, and one for all together at the end."""
    present = [label for label in LABELS if any(t.asked[label] or t.said[label] for t in tallies)]
    chosen = random.Random(seed)
    drawn = [chosen.choices(range(len(tallies)), k=len(tallies)) for _ in range(RESAMPLES)] if tallies else []
    return [_score(label, tallies, drawn) for label in [*present, ALL]]


def _score(label: str, tallies: Sequence[Tally], drawn: Sequence[Sequence[int]]) -> Score:
    counts = [tuple(_count(part, label) for part in (t.asked, t.said, t.right)) for t in tallies]
    asked, said, right = (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0, 0)
    spread = sorted(_f1(*(sum(counts[i][part] for i in sample) for part in range(3))) for sample in drawn)
    return Score(
        label=label,
        asked=asked,
        said=said,
        right=right,
        precision=right / said if said else 0.0,
        recall=right / asked if asked else 0.0,
        f1=_f1(asked, said, right),
        low=spread[len(spread) * 25 // 1000] if spread else 0.0,
        high=spread[len(spread) * 975 // 1000] if spread else 0.0,
    )


def _count(counter: Counter[str], label: str) -> int:
    return counter.total() if label == ALL else counter[label]


def _f1(asked: int, said: int, right: int) -> float:
    return 2 * right / (asked + said) if asked + said else 0.0
