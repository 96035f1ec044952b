"""The forms in which a figure is set against another, as patterns on the words before and behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.types import Figure

_UP = (
    r"rose|risen|rises?|grew|grown|grows?|increased?|increases|climb(?:s|ed)?|jump(?:s|ed)?|soar(?:s|ed)?|surged?|"
    r"gained|expanded|went up|gone up|goes up|edged up|improved|advanced"
)
_DOWN = (
    r"fell|fallen|falls?|dropp?(?:ed|s)?|declined?|declines|shrank|shrunk|slipp?(?:ed|s)|decreased?|decreases|"
    r"went down|gone down|sank|dipped|slid|contracted|lost"
)
_MOVED = rf"(?:{_UP}|{_DOWN})(?: \w+ly)?(?: faster| further| again)?,?(?: by)?(?: only| just)?"
_CHANGE = r"(?:increase|rise|growth|jump|gain|surge|drop|decrease|fall|decline|dip)(?: \w+)? (?:is )?of"
_MORE = r"more|higher|lower|fewer|less|larger|smaller|above|below|faster|slower|longer|shorter|up|down"
_END = re.compile(r"[,.](?!\d)|[;:()\"”“–—\n]|\s(?:and|but|while|which|after|because|where|who|said|says|according)\s")
# "Made up 40 percent", "turned down 38 percent": no move, unlike ", up 40 percent" and "were up 40 percent".
_BEFORE_MOVED = re.compile(
    rf"\b(?P<told>{_MOVED}|{_CHANGE})\s*$|"
    r"(?:[,(;]|\b(?:is|are|was|were)) (?P<by>(?:up|down)(?: by)?)\s*$",
    re.IGNORECASE,
)
_MOVING = re.compile(rf"(?:{_UP}|{_DOWN})\b", re.IGNORECASE)
_SHARE_OF = re.compile(r"\s(?:of|itself)\b")
_BEHIND_MORE = re.compile(
    rf"\s(?:{_MORE}|(?:an? )?(?:increase|rise|drop|fall|decline))\s(?:than|on|over|from|the|those|that|in|compared)\b"
)
_BEHIND_RATIO = re.compile(
    r"\s(?:the|that of|those|what|as \w+ [^,.;]*?\bas|of|last|its|their|his|her|this|more|larger|higher|bigger|"
    r"national|previous)\b|\s[^\s,.;]+['’]s\s"
)
_TO_DOUBLE = re.compile(r"\b(?:to|will|would|could|can|should|must|may|might)\s*$")
_BEHIND_COUNT = re.compile(r"\s(?:more|fewer|less)\s(?:than|on|over)\b")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Characters `start` to `end` hold operator, number and reference: "up 14.2 percent on 2023"."""

    figure: Figure
    start: int
    end: int
    kind: str


def comparison(text: str, figure: Figure, end: int) -> Comparison | None:
    """What the figure is set against, told before `end`, the end of its sentence; None where it counts or measures."""
    before = text[max(0, figure.start_char - 40) : figure.start_char]
    if figure.unit == "ratio":
        stated = _BEHIND_RATIO.match(text, figure.end_char) is not None and _TO_DOUBLE.search(before) is None
        return _told(text, figure, figure.start_char, end, "ratio") if stated else None
    if figure.unit == "%":
        moved = _BEFORE_MOVED.search(before)
        if moved is not None and _SHARE_OF.match(text, figure.end_char) is None:
            start = figure.start_char - len(before) + moved.start("told" if moved.group("told") else "by")
            return _told(text, figure, start, end, "moved" if _is_verb(moved.group()) else "change")
        if _BEHIND_MORE.match(text, figure.end_char) is not None:
            return _told(text, figure, figure.start_char, end, "percent")
        return None
    if _BEHIND_COUNT.match(text, figure.end_char) is not None:
        return _told(text, figure, figure.start_char, end, "count")
    return None


def _is_verb(words: str) -> bool:
    """ "Rose by", not "a rise of" and not ", up"."""
    return _MOVING.match(words) is not None and not words.rstrip().endswith(" of")


def _told(text: str, figure: Figure, start: int, end: int, kind: str) -> Comparison:
    stop = _END.search(text, figure.end_char + 1, end)
    return Comparison(figure, start, stop.start() if stop is not None else end, kind)
