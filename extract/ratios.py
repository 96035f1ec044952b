"""Ratios: "double that of", "tripled", "a threefold increase", "five times as many"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extract.numbers import parse_digits

_TIMES: dict[str, int | Decimal] = {
    "double": 2,
    "twice": 2,
    "triple": 3,
    "treble": 3,
    "thrice": 3,
    "quadruple": 4,
    "quintuple": 5,
    "halve": Decimal("0.5"),
}
_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twenty": 20,
    "thirty": 30, "fifty": 50, "hundred": 100,
}  # fmt: skip
_NUMBER = rf"(?:\d{{1,4}}(?:\.\d{{1,2}})?|(?:{'|'.join(_WORDS)})(?: and a half)?)"
_REFERENCE = r"(?:that|those|the|its|their|what|as|last year|his|her)\b"
_VERB = r"(?:to|will|would|can|could|has|have|nearly|almost|than)"
_NOT_RATIO = r"(?! (?:degree|major|taxation|room|bed|digit|play|up)s?)"
_COMPARING = r"(?:as|more|higher|larger|greater|bigger|faster|longer|over)\b"
_PATTERNS = [
    re.compile(rf"\b(double|triple|treble|quadruple|twice|thrice) {_REFERENCE}", re.I),
    re.compile(rf"\b{_VERB} (double|triple|treble|quadruple|halve)\b{_NOT_RATIO}", re.I),
    re.compile(r"(?<![\w-])(double|treble|triple|quadruple|quintuple|halve)d\b", re.I),
    re.compile(r"(?<![\w-])(doubl|trebl|tripl|quadrupl|quintupl|halv)ing\b", re.I),
    re.compile(rf"(?<![\w.,])({_NUMBER})[ -]?fold\b", re.I),
    re.compile(rf"(?<![\w.,])({_NUMBER}) times (?={_COMPARING}|{_REFERENCE}|of )", re.I),
]
# One of these stands in every text that tells a ratio; looking for them is quick.
_HINTS = ("doubl", "trebl", "tripl", "quadrupl", "quintupl", "twice", "thrice", "halv", "fold", " times ")
_STEMS = {
    "doubl": "double",
    "trebl": "treble",
    "tripl": "triple",
    "quadrupl": "quadruple",
    "quintupl": "quintuple",
    "halv": "halve",
}


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times; `start` and `end` cover its words, the reference left out."""

    start: int
    end: int
    value: Decimal


def _value(word: str) -> Decimal | None:
    word = word.lower()
    word = _STEMS.get(word, word)
    if word in _TIMES:
        return Decimal(_TIMES[word])
    whole = word.removesuffix(" and a half")
    if whole in _WORDS:
        return Decimal(_WORDS[whole]) + (Decimal("0.5") if whole != word else 0)
    return parse_digits(word)


def _end_of(match: re.Match[str]) -> int:
    words = match.group()
    tail = words[match.end(1) - match.start() :].lower()
    if "fold" in tail or tail.startswith((" times", "d", "ed", "ing")):
        return match.start() + len(words.rstrip())
    return match.end(1)


def find_ratios(flat: str) -> Iterator[Ratio]:
    """The ratios of a flattened text, overlapping ones once."""
    folded = flat.lower()
    if not any(hint in folded for hint in _HINTS):
        return
    reached = 0
    found = sorted((m for p in _PATTERNS for m in p.finditer(flat)), key=lambda m: (m.start(1), -m.end()))
    for match in found:
        value = _value(match[1])
        if value is not None and match.start(1) >= reached:
            reached = _end_of(match)
            yield Ratio(match.start(1), reached, value)
