"""Days written beside links: ISO, numeric, spelled out in many languages, Chinese, Japanese and Korean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from itertools import pairwise
from typing import Literal

DayOrder = Literal["mdy", "dmy"]

_NUMERIC = (
    r"(?<![\d./-])(?P<a>\d{1,2})\s?(?P<sep>[-/.])\s?(?P<b>\d{1,2})\s?(?P=sep)\s?(?P<y>\d{4}|\d{2})(?![\d]|[./-]\d)"
)
_YEAR_FIRST = (
    r"(?<![\d./-])(?P<iy>(?:19|20)\d{2})\s?[-/.年년]\s?(?P<im>\d{1,2})\s?[-/.月월]\s?(?P<id>\d{1,2})"
    r"(?:日|号|일|(?=T\d)|(?!\d))"
)
_COMPACT = r"(?<![\d./-])(?P<cy>(?:19|20)\d{2})(?P<cm>[01]\d)(?P<cd>[0-3]\d)(?:T\d{4,6}Z?)?(?![\d-])"
_WORD = r"[^\W\d_]{3,12}"
_MONTH_FIRST = (
    rf"(?<!\w)(?P<mm>{_WORD})\.?,?\s{{0,3}}(?P<md>\d{{1,2}})(?:st|nd|rd|th)?"
    r"\s?(?:,|\s|\.|-)\s{0,3}(?P<my>\d{4})(?!\d)"
)
_DAY_FIRST = (
    rf"(?<![\w.])(?P<dd>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?(?:\s(?:of|de)\s|[\s-]{{0,3}})"
    rf"(?P<dm>{_WORD})\.?,?(?:\s(?:of|de|del)\s|[\s-]{{0,3}})(?P<dy>\d{{4}}(?!\d)|\d{{2}}(?![\w:]))"
)
_DAY = re.compile("|".join((_YEAR_FIRST, _NUMERIC, _MONTH_FIRST, _DAY_FIRST, _COMPACT)), re.I)
# Chinese government sites name files by day: /201807/t20180710_991615.shtml.
_URL_DAY = re.compile(r"/t?((?:19|20)\d{2})[-/]?(\d{2})[-/]?(\d{2})(?=[/_.-]|$)")
_MACHINE = re.compile(r"\s{0,9}(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_ENGLISH = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_LANGUAGES = (
    "es",
    "fr",
    "de",
    "pt",
    "it",
    "nl",
    "pl",
    "cs",
    "sv",
    "da",
    "nb",
    "fi",
    "ro",
    "hu",
    "tr",
    "ru",
    "uk",
    "id",
    "vi",
    "el",
    "ca",
)


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A day in a text: `day` is `YYYY-MM-DD`, the span is where it stands."""

    day: str
    start: int
    end: int


def iso_day(text: str | None) -> str | None:
    """The day of a machine-written date (`2024-05-03T10:00:00Z`, `20240503`) as it is written, without a zone shift."""
    match = _MACHINE.match(text or "")
    return _day(*match.groups()) if match else None


def find_days(text: str, order: DayOrder = "mdy") -> Iterator[FoundDay]:
    """The days that a text states, left to right; `order` settles only what no reading excludes, such as 03/04/2025."""
    for match in _DAY.finditer(text):
        day = _read(match, order)
        if day:
            yield FoundDay(day, match.start(), match.end())


def url_day(url: str) -> str | None:
    """The day in an address such as /2024/05/03/ or /2024-05/03/: what many newsrooms file their items under."""
    match = _URL_DAY.search(url)
    return _day(*match.groups()) if match else None


def day_order(texts: Iterable[str], default: DayOrder = "mdy") -> DayOrder:
    """Which of day and month a page writes first: dates that can be read one way only decide for the others.

    Where there is none, the reading under which neighbouring dates follow each other more closely wins.
    """
    month_first = day_first = 0
    open_pairs: list[tuple[int, int, int]] = []
    for text in texts:
        for match in _DAY.finditer(text):
            if match.group("sep") is None:
                continue
            a, b = int(match.group("a")), int(match.group("b"))
            day_first += 12 < a <= 31 and b <= 12
            month_first += 12 < b <= 31 and a <= 12
            open_pairs.append((a, b, _full_year(match.group("y"))))
    if month_first != day_first:
        return "mdy" if month_first > day_first else "dmy"
    if len(open_pairs) >= 3:
        as_mdy = _roughness([(y, a, b) for a, b, y in open_pairs])
        as_dmy = _roughness([(y, b, a) for a, b, y in open_pairs])
        if as_mdy != as_dmy:
            return "mdy" if as_mdy < as_dmy else "dmy"
    return default


def _roughness(days: list[tuple[int, int, int]]) -> int:
    """The sum of distances between neighbours, in days: small where the list is sorted."""
    numbers = [y * 372 + m * 31 + d for y, m, d in days]
    return sum(abs(a - b) for a, b in pairwise(numbers))


def _read(match: re.Match[str], order: DayOrder) -> str | None:
    part = match.groupdict()
    if part["iy"]:
        return _day(part["iy"], part["im"], part["id"])
    if part["cy"]:
        return _day(part["cy"], part["cm"], part["cd"])
    if part["mm"]:
        return _spelled(part["my"], part["mm"], part["md"])
    if part["dm"]:
        return _spelled(part["dy"], part["dm"], part["dd"])
    year = str(_full_year(part["y"]))
    first = (part["a"], part["b"]) if order == "mdy" else (part["b"], part["a"])
    return _day(year, *first) or _day(year, first[1], first[0])


def _spelled(year: str, word: str, day: str) -> str | None:
    month = month_number(word)
    return _day(str(_full_year(year)), str(month), day) if month else None


def _full_year(year: str) -> int:
    """Two digits mean 1970 to 2069, the window that POSIX uses (shifted by one year)."""
    number = int(year)
    if len(year) > 2:
        return number
    return number + (2000 if number < 70 else 1900)


def _day(year: str, month: str, day: str) -> str | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if 1900 <= found.year <= 2100 else None


def month_number(word: str) -> int | None:
    """1 to 12 for a month's name or abbreviation in English or one of the languages of `_LANGUAGES`."""
    name = word.lower().rstrip(".")
    for number, month in enumerate(_ENGLISH, 1):
        if name == month or (name == month[:3]) or (name == "sept" and number == 9):
            return number
    return None if name.isascii() and name.endswith("day") else _foreign_months().get(name)


@cache
def _foreign_months() -> dict[str, int]:
    """Month names from the CLDR tables that dateparser carries; a name that means two months is left out."""
    names: dict[str, set[int]] = {}
    for language in _LANGUAGES:
        table = import_module(f"dateparser.data.date_translation_data.{language}").info
        for number, month in enumerate(_ENGLISH, 1):
            for name in table.get(month, ()):
                names.setdefault(str(name).lower().rstrip("."), set()).add(number)
    return {name: numbers.pop() for name, numbers in names.items() if len(numbers) == 1 and len(name) >= 3}
