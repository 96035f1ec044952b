"""Days in parts: on calendar leaves, and in lists whose year stands in a heading."""

from __future__ import annotations

import re

from crawler.linkdates import valid_day
from crawler.months import month_number

_WORD = r"[^\W\d_]{3,12}"
# Calendar leaves write the day apart from year and month, or the year apart from the rest: 12 | 2024-05, 05-12 | 2024.
_LEAF = re.compile(
    r"(?<![\d./-])(?:(?P<d>\d{1,2}) (?P<y>20\d{2})[-/.年](?P<m>\d{1,2})月?(?![\d./-])"
    r"|(?P<y2>20\d{2})[-/.年](?P<m2>\d{1,2})月? (?P<d2>\d{1,2})(?![\d./:-])"
    r"|(?P<m3>\d{1,2})[-月](?P<d3>\d{1,2})日? (?P<y3>20\d{2})(?![\d./-])"
    r"|(?P<y4>20\d{2})年? (?P<m4>\d{1,2})[-月](?P<d4>\d{1,2})日?(?![\d./:-]))"
)
_IN_YEAR = re.compile(
    rf"(?<![\w.])(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s?(?:of |de )?(?P<m>{_WORD})(?!\w)"
    rf"|(?<!\w)(?P<m2>{_WORD})\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?![\w:])|(?P<m3>\d{{1,2}})月(?P<d3>\d{{1,2}})日",
)
_HEADING_YEAR = re.compile(r"[^\d]{0,40}(?<!\d)((?:19|20)\d{2})(?!\d)[^\d]{0,40}")


def leaf_day(text: str) -> str | None:
    """The day on a calendar leaf, whose parts stand in elements of their own.

    >>> leaf_day("20 2031-05 Port opens"), leaf_day("2031 05-20"), leaf_day("page 20 of 31")
    ('2031-05-20', '2031-05-20', None)
    """
    for match in _LEAF.finditer(text):
        year, month, day = (_any_group(match, name) for name in "ymd")
        found = valid_day(year, month, day)
        if found:
            return found
    return None


def heading_year(text: str) -> int | None:
    """The year that a heading names, such as `Notices of 2031`; None where it is no short text or names two.

    >>> heading_year("Archive 2031"), heading_year("2030-2031"), heading_year("Room 12, 2031")
    (2031, None, None)
    """
    match = _HEADING_YEAR.fullmatch(text)
    return int(match.group(1)) if match else None


def day_in_year(text: str, year: int) -> str | None:
    """The first day that a text states without a year.

    >>> day_in_year("12. März: opening", 2031), day_in_year("Room 12", 2031)
    ('2031-03-12', None)
    """
    for match in _IN_YEAR.finditer(text):
        word = _any_group(match, "m")
        month = int(word) if word.isdecimal() else month_number(word)
        found = valid_day(str(year), str(month), _any_group(match, "d")) if month else None
        if found:
            return found
    return None


def _any_group(match: re.Match[str], name: str) -> str:
    """The group of that name, or of that name with a number, in whichever alternative has matched."""
    return next(value for key, value in match.groupdict().items() if key[0] == name and value)
