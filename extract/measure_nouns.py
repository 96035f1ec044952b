"""The noun for what a sum, a share, an area or a time measures, where a verb has it: "sold for" tells a price."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from extract.figure_words import KINDS_OF_UNITS
from extract.types import MEASURES, Figure
from extract.weights import Weights, load_weights

FILE = Path(__file__).parent / "data" / "measure_nouns.npz"
NOUNS: dict[str, tuple[str, ...]] = {
    "money": (
        "price", "cost", "rent", "grant", "investment", "prize", "subsidy", "fee", "fund", "value", "size", "worth",
        "budget", "spending", "output", "capital", "loan", "sale", "salary", "wage", "pay", "allowance", "income",
        "ticket", "award", "tax", "share", "contract", "support", "contribution", "reward", "turnover", "voucher",
        "payment", "export", "revenue", "compensation", "expenditure", "ceiling", "refund", "fine", "bonus",
        "deposit", "saving", "sum", "charge", "financing", "money",
    ),
    "share": (
        "share", "growth", "price", "cost", "rate", "fall", "tax", "interest", "rise", "increase", "stake", "rent",
        "occupancy", "loss", "cut", "discount", "weight", "vacancy", "wage",
    ),
    "time": (
        "time", "term", "length", "rent", "stay", "period", "validity", "age", "interval", "delay", "lease", "wait",
        "course", "ride", "drive", "notice", "residence",
    ),
    "area": ("area", "space", "size", "land", "site", "plot", "hall", "floor", "office", "workshop"),
    "length": ("distance", "length", "height", "width", "depth"),
}  # fmt: skip
_LEAST = 0.2
# What is true of any measure of its kind, where the words tell nothing better.
_ALWAYS = {"share": "share", "time": "time", "area": "area", "length": "length"}
_ALONE = {**_ALWAYS, "money": "money"}
_INDOORS, _OUTDOORS = ("space", "hall", "floor", "office", "workshop"), ("land", "site", "plot")
_WINDOW = 80
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[€$£¥₩%:,;()]")
_SPOKEN = {"space": "floor space", "land": "land area", "sale": "sales", "export": "exports", "saving": "savings"}


def kind_of(figure: Figure) -> str | None:
    """Which list of nouns the figure's unit has; None for a count and a ratio."""
    unit = figure.unit or ""
    if unit in MEASURES or not (len(unit) == 3 and unit.isupper()):
        return KINDS_OF_UNITS.get(unit.lower())
    return "money"


def with_noun(figure: Figure, text: str, weights: Weights | None = None) -> Figure:
    """The figure with the likeliest noun before what it is said to be of, where that has none."""
    kind = kind_of(figure)
    if kind not in NOUNS or _NAMED[kind].search(figure.what or ""):
        return figure
    shares = (weights or load_weights(FILE)).shares(features(figure, text, kind), NOUNS[kind])
    share, likeliest = max(zip(shares, NOUNS[kind], strict=True))
    noun = likeliest if share > _LEAST else (_ALWAYS if figure.what else _ALONE).get(kind)
    if noun == "area" and figure.unit in ("m2", "sqft") and _is_indoors(dict(zip(NOUNS[kind], shares, strict=True))):
        noun = "floor area"
    if noun is None:
        return figure
    spoken = _SPOKEN.get(noun, noun)
    return replace(figure, what=f"{spoken} of {figure.what}" if figure.what else spoken)


def _is_indoors(shares: Mapping[str, float]) -> bool:
    return sum(map(shares.__getitem__, _INDOORS)) > sum(map(shares.__getitem__, _OUTDOORS))


_NAMED = {kind: re.compile(rf"\b(?:{'|'.join(nouns)})", re.I) for kind, nouns in NOUNS.items()}


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
