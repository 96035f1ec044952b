"""Days written beside links: ISO, numeric, spelled out in many languages, Chinese, Japanese and Korean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal
from urllib.parse import unquote

from crawler.months import month_number

DayOrder = Literal["mdy", "dmy", "minguo"]
"""Month or day first; minguo: day first, and 113-05-03 counts years from 1911, as offices in Taiwan do."""

_NUMERIC = (
    r"(?<![\d./-])(?P<a>\d{1,2})\s?(?P<sep>[-/.])\s?(?P<b>\d{1,2})\s?(?P=sep)\s?(?P<y>\d{4}|\d{2})(?![\d]|[./-]\d)"
)
_YEAR_FIRST = (
    r"(?<![\d./-])(?P<iy>(?:19|20)\d{2})\s?[-/.年년]\s?(?P<im>\d{1,2})\s?[-/.月월]\s?(?P<id>\d{1,2})"
    r"(?:日|号|일|(?=T\d)|(?!\d))"
)
_COMPACT = r"(?<![\d./-])(?P<cy>(?:19|20)\d{2})(?P<cm>[01]\d)(?P<cd>[0-3]\d)(?:T\d{4,6}Z?)?(?![\d-])"
_ERA = r"(?P<era>令和|平成|昭和|民國)\s?(?P<ey>元|\d{1,3})\s?年\s?(?P<em>\d{1,2})\s?月\s?(?P<ed>\d{1,2})\s?日"
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911}
"""The year before the first of each era: Japanese reigns, and the Republic of China."""
_MINGUO = re.compile(r"(?<![\d./-])(1\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d|[-/.]\d)")
_WORD = r"[^\W\d_]{3,12}"
_MONTH_FIRST = (
    rf"(?<!\w)(?P<mm>{_WORD})\.?,?\s{{0,3}}(?P<md>\d{{1,2}})(?:st|nd|rd|th)?"
    r"\s?(?:,|\s|\.|-)\s{0,3}(?P<my>\d{4})(?!\d)"
)
_DAY_FIRST = (
    rf"(?<![\w.])(?P<dd>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?(?:\s(?:of|de)\s|[\s-]{{0,3}})"
    rf"(?P<dm>{_WORD})\.?,?(?:\s(?:of|de|del)\s|[\s-]{{0,3}})(?P<dy>\d{{4}}(?!\d)|\d{{2}}(?![\w:]))"
)
_DAY = re.compile("|".join((_YEAR_FIRST, _NUMERIC, _MONTH_FIRST, _DAY_FIRST, _COMPACT, _ERA)), re.I)
# Chinese government sites name files by day: /201807/t20180710_991615.shtml.
_URL_DAY = re.compile(r"/t?((?:19|20)\d{2})[-/]?(\d{2})[-/]?(\d{2})(?=[/_.-]|$)")
# Meetings' papers are named by day: BoardMinutes_January%2010%202019.pdf.
_DOCUMENT_NAME = re.compile(r"/([^/?#]{4,300})\.(?:pdf|docx?)$", re.I)
_YEAR = re.compile(r"\d{4}")
_JOINT = re.compile(r"[-_+]+(?=\D)|(?<=[^\W\d_])[-_+]+|_+")
_MACHINE = re.compile(r"\s{0,9}(\d{4})-?(\d{2})-?(\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A day in a text: `day` is `YYYY-MM-DD`, the span is where it stands."""

    day: str
    start: int
    end: int


def iso_day(text: str | None) -> str | None:
    """The day of a machine-written date (`2024-05-03T10:00:00Z`, `20240503`) as it is written, without a zone shift."""
    match = _MACHINE.match(text or "")
    return valid_day(*match.groups()) if match else None


def find_days(text: str, order: DayOrder = "mdy") -> Iterator[FoundDay]:
    """The days that a text states, left to right; `order` settles only what no reading excludes, such as 03/04/2025."""
    if order == "minguo":
        for match in _MINGUO.finditer(text):
            day = valid_day(str(int(match.group(1)) + 1911), match.group(2), match.group(3))
            if day:
                yield FoundDay(day, match.start(), match.end())
    for match in _DAY.finditer(text):
        day = _read(match, order)
        if day:
            yield FoundDay(day, match.start(), match.end())


def first_day(text: str, order: DayOrder = "mdy") -> str | None:
    """The first day that a text states."""
    return next((found.day for found in find_days(text, order)), None)


def url_day(url: str) -> str | None:
    """The day in an address: of its folders, /2024/05/03/ or /2024-05/03/, else of a document's name.

    >>> url_day("https://town.example/t20180710_991.shtml"), url_day("https://town.example/Minutes-April-8-2019.pdf")
    ('2018-07-10', '2019-04-08')
    """
    match = _URL_DAY.search(url)
    if match:
        return valid_day(*match.groups())
    name = _DOCUMENT_NAME.search(url)
    words = _JOINT.sub(" ", unquote(name.group(1)))[:300] if name else ""
    # 20-3-21 is the number of a case rather than a day.
    return next((found.day for found in find_days(words) if _YEAR.search(words[found.start : found.end])), None)


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
    if default == "minguo":
        return default
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
        return valid_day(part["iy"], part["im"], part["id"])
    if part["cy"]:
        return valid_day(part["cy"], part["cm"], part["cd"])
    if part["era"]:
        year = _ERAS[part["era"]] + (1 if part["ey"] == "元" else int(part["ey"]))
        return valid_day(str(year), part["em"], part["ed"])
    if part["mm"]:
        return _spelled(part["my"], part["mm"], part["md"])
    if part["dm"]:
        return _spelled(part["dy"], part["dm"], part["dd"])
    full = str(_full_year(part["y"]))
    first = (part["a"], part["b"]) if order == "mdy" else (part["b"], part["a"])
    return valid_day(full, *first) or valid_day(full, first[1], first[0])


def _spelled(year: str, word: str, day: str) -> str | None:
    month = month_number(word)
    return valid_day(str(_full_year(year)), str(month), day) if month else None


def _full_year(year: str) -> int:
    """Two digits mean 1970 to 2069, the window that POSIX uses (shifted by one year)."""
    number = int(year)
    if len(year) > 2:
        return number
    return number + (2000 if number < 70 else 1900)


def valid_day(year: str, month: str, day: str) -> str | None:
    """The day as `YYYY-MM-DD`; None where the calendar has no such day, or its year is none of 1900 to 2100."""
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if 1900 <= found.year <= 2100 else None
