"""The noun for what a sum, a share, an area or a time measures, where a verb has it: "sold for" tells a price."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from extract.figure_words import KINDS_OF_UNITS
from extract.types import MEASURES, Figure
from extract.weights import Weights, load_weights

FILE = Path(__file__).parent / "data" / "measure_nouns.npz"
NOUNS: dict[str, tuple[str, ...]] = {
    "money": (
        "price", "cost", "rent", "grant", "investment", "prize", "subsidy", "fee", "fund", "value", "size", "budget",
        "capital", "loan", "pay", "spending", "output", "allowance", "salary", "income", "money",
    ),
    "share": ("share", "growth", "price", "cost", "rate", "fall", "tax", "interest", "rise", "increase"),
    "time": ("time", "term", "rent", "stay", "period", "validity", "length", "age"),
    "area": ("space", "area", "land", "size"),
}  # fmt: skip
_LEAST = 0.35
# Where the text tells no noun at all, a likely one is better than none; an area is always an area.
_LEAST_ALONE = {"money": 0.2, "share": 0.2, "time": 0.2, "area": 0.0}
_WINDOW = 80
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[€$£¥₩%:,;()]")
_SPOKEN = {"space": "floor space", "land": "land area"}


def kind_of(figure: Figure) -> str | None:
    """Which list of nouns the figure's unit has; None for a count and a ratio."""
    unit = figure.unit or ""
    if unit in MEASURES:
        return KINDS_OF_UNITS.get(unit)
    return "money" if len(unit) == 3 and unit.isupper() else None


def with_noun(figure: Figure, text: str) -> Figure:
    """The figure with the likeliest noun before what it is said to be of, where the words around it tell one."""
    kind = kind_of(figure)
    if kind is None:
        return figure
    known = (figure.what or "").casefold()
    if any(re.search(rf"\b{noun}", known) for noun in NOUNS[kind]):
        return figure
    shares = _weights().probabilities(features(figure, text, kind), NOUNS[kind], prefix=f"{kind}.")
    share, noun = max(zip(shares, NOUNS[kind], strict=True))
    if share < (_LEAST if figure.what else _LEAST_ALONE[kind]) or (figure.what and noun == "money"):
        return figure
    spoken = _SPOKEN.get(noun, noun)
    return replace(figure, what=f"{spoken} of {figure.what}" if figure.what else spoken)


def features(figure: Figure, text: str, kind: str) -> Iterator[str]:
    """The words on both sides of the figure, those next to it in their order, and what it is said to be of."""
    before = _WORD.findall(text[max(0, figure.start_char - _WINDOW) : figure.start_char].lower())
    behind = _WORD.findall(text[figure.end_char : figure.end_char + _WINDOW].lower())
    yield f"u|{figure.unit if kind == 'area' else kind}"
    for word in before[-10:]:
        yield f"b|{word}"
        yield f"s|{word[:5]}"
    for word in behind[:8]:
        yield f"a|{word}"
        yield f"s|{word[:5]}"
    yield f"b1|{' '.join(before[-1:])}"
    yield f"b2|{' '.join(before[-2:])}"
    yield f"b3|{' '.join(before[-3:])}"
    yield f"a1|{' '.join(behind[:1])}"
    yield f"a2|{' '.join(behind[:2])}"
    for word in _WORD.findall((figure.what or "").lower()):
        yield f"w|{word}"
    yield f"n|{figure.what is None}"


@cache
def _weights() -> Weights:
    return load_weights(FILE)
