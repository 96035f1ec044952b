"""The stretches of a text in which no number counts anything: dates, times, codes, addresses, names, ages."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from extract.types import Mention

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_SMALL = (
    r"(?:(?:Twenty|Thirty|Forty|Fifty|Sixty|Seventy|Eighty|Ninety)-)?(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine)"
    r"|Ten|Eleven|Twelve|(?:Thir|Four|Fif|Six|Seven|Eigh|Nine)teen|Twenty|Thirty|Forty|Fifty|Sixty|Seventy|Eighty|Ninety"
)
_CODED = (
    r"(?:[Tt]el|TEL|[Ff]ax|[Pp]hone|[Mm]obile|[Hh]otline|[Nn]umber:|ICP|Nos?|NO|nos?\.|ISBN|ISSN|[Ll]icen[sc]e|[Pp]ermit"
    r"|[Rr]ef|REF|[Rr]eg|[Pp]ostcode|[Pp]ostal [Cc]ode|ZIP|[Zz]ip code|QQ|[Ww]e[Cc]hat|[Pp]atent"
    r"|ISO|IEC|GB/T|RFC|ASTM|DIN|UN)"
)
_ROAD = r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Boulevard|Blvd|Way|Highway)"
_LENGTH = r"\d+(?:\.\d+)?(?: ?[a-z]{1,2}\b)?"
_MASKS = [
    # telephone numbers, codes behind their label, street numbers
    re.compile(r"(?:\+|\b00)\d[\d ()-]{6,18}\d|\(\d{2,5}\) ?\d{3,4}[- ]?\d{3,4}"),
    re.compile(r"\b\d{2,4}-\d{3,4}-\d{3,4}\b|\b\d{3,4}-\d{3,4} ?\d{4}\b"),
    re.compile(rf"\b{_CODED}(?:[.:# ]|No\b|[Nn]umber\b){{0,8}}[A-Za-z-]{{0,6}}\d[\w./-]{{0,40}}"),
    re.compile(rf"\b\d{{1,5}}[A-Za-z]? (?:[A-Z][\w'.-]{{0,30}} ){{1,4}}{_ROAD}\b"),
    # dates and times
    re.compile(rf"\b{_MONTH} {_DAY}(?: ?(?:-|to|and|&|through) ?(?:{_MONTH} )?{_DAY})?(?!\d|,\d| ?%)(?:,? {_YEAR}\b)?"),
    re.compile(rf"\b{_DAY}(?: ?(?:-|to|and|&) ?{_DAY})?[ -](?:of )?{_MONTH}(?![a-z])(?:,?[ -](?:19|20)?\d\d\b)?"),
    re.compile(rf"\b{_MONTH},? {_YEAR}\b|\b{_YEAR} ?[-/] ?(?:{_YEAR}|\d\d)\b(?![,.]\d)"),
    re.compile(rf"\b(?:by|is|was|about) {_YEAR}\b(?! [a-z]+s\b)"),
    re.compile(r"\b\d{1,4}([-/.])\d{1,2}\1\d{1,4}\b(?!%)"),
    re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?|\b\d{1,2}(?:\.\d{2})? ?(?:[ap]\.m\b|[ap]m\b|o'clock|hrs\b)", re.I),
    # list numbering, notes in brackets, dimensions, fractions, proportions, coordinates
    re.compile(r"(?:^|\n)[ \t]*[(]?(?:\d{1,2}|[ivx]{1,4})[.)、:](?=[ \t\n])|(?:^|[.;:\n] ?)\(\d{1,2}\)"),
    re.compile(r"(?:^|[.;:\n] ?)\d{1,2}\.\d{1,2}(?= [A-Z])|(?<=[;:] )\d{1,2}\.(?= [A-Z])"),
    re.compile(rf"\b{_LENGTH} ?[x×] ?{_LENGTH}(?: ?[x×] ?{_LENGTH})?"),
    re.compile(r"\b24/7\b|\b9/11\b|\b\d+(?:\.\d+)? ?[°º]|\b\d+ \d/\d+\b|\b\d{1,3}:\d{1,3}\b|\b\d+/\d+\b"),
    # names ("The Three Sisters") and ages ("Wang, 41, said")
    re.compile(rf"(?<=[a-z,] )(?:{_SMALL})\b(?= [A-Z])|(?<=The )(?:{_SMALL})\b(?= [A-Z])"),
    re.compile(r"\b(?:under|over)[- ]\d{2}s\b|(?<=[a-z]), \d{2}(?=,(?!\d))", re.I),
]
# What stands only where one of some words does: the words are looked for first, because that is quick.
_RARE_MASKS: list[tuple[tuple[str, ...], re.Pattern[str]]] = [
    # addresses on the web, counts of readers, plans, ages
    (
        ("://", "www.", "WWW."),
        re.compile(r"\b(?:https?://|www\.)\S{1,500}", re.I),
    ),
    (
        ("@",),
        re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}"),
    ),
    (
        ("Click", "Brows", "View", "Hits", "Read", "ownload"),
        re.compile(
            r"\b(?:Clicks?|Brows(?:e|ed|ing)|Views?|Hits|Reads?) ?: ?\d[\d,]*|\b[Dd]ownload(?:ed)? \d[\d,]* times"
        ),
    ),
    (
        ("-Year", "-year plan"),
        re.compile(r"\b(?:[A-Z][a-z]{2,8}|\d{1,2})-Year\b|\b\d{1,2}(?:th|st|nd|rd) (?:[a-z]{3,5}|\d{1,2})-year plan"),
    ),
    (
        ("age", "Age", "AGE"),
        re.compile(r"\b(?:aged?|ages)(?: (?:of|from|between))? \d{1,3}(?: ?(?:-|to|and|or) ?\d{1,3})?(?! ?%)", re.I),
    ),
    (
        ("old", "Old", "of-age", "of age"),
        re.compile(r"\b\d{1,3}[- ]years?[- ](?:old|of[- ]age)\b|\b\w{3,9}[- ]years?[- ]old\b", re.I),
    ),
]
_FAR = 1 << 60
_NUMBER = re.compile(r"\d[\d.,]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b", re.I)


class Stretches:
    """Spans of a text, end exclusive, that are asked about by position."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._reach = list(accumulate((end for _, end in self._spans), max))

    def reach(self, position: int) -> int:
        """The furthest end of the stretches that start at or before the position; 0 where none does."""
        i = bisect_right(self._spans, (position, _FAR))
        return self._reach[i - 1] if i else 0

    def cover(self, position: int) -> bool:
        """Whether the position lies in one of the stretches."""
        return self.reach(position) > position


class Masks(Stretches):
    """The stretches of a flattened text in which no number counts anything, and those of names that hold a number."""

    def __init__(self, flat: str, names: Iterable[tuple[int, int]] = ()) -> None:
        rare = (pattern for needles, pattern in _RARE_MASKS if any(needle in flat for needle in needles))
        super().__init__([*names, *(match.span() for pattern in (*_MASKS, *rare) for match in pattern.finditer(flat))])


def name_spans(mentions: Sequence[Mention], flat: str) -> list[tuple[int, int]]:
    """The stretches of names that hold a number as part of the name ("2021 Summit", "Phase 2").

    A number that counts inside a described thing ("the city's seven overseas centers") is left out of them.
    """
    spans: list[tuple[int, int]] = []
    for mention in mentions:
        if mention.label == "DATE":
            continue
        for match in _NUMBER.finditer(mention.text):
            start = mention.start_char + match.start()
            following = flat[start + len(match.group()) :].lstrip(" -")[:1] if match.end() < len(mention.text) else ""
            if not following.islower() or match.group()[0].isupper():
                spans.append((start, start + len(match.group())))
    return spans
