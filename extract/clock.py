"""Days as pages write them, read within the bounds of a page: no later than its visit, in its own order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cached_property, partial

from crawler.linkdates import DayOrder, day_order, find_days, url_day

# Zones differ and clocks are wrong: what lies further ahead of the visit was not published then.
MAX_AHEAD = timedelta(days=2)
_EARLIEST = "1990-01-01"
# /2023/dec/21/ and /2017/7/12/, which `url_day` leaves to us.
_URL_DAY = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>[a-z]{3,9}|\d{1,2})/(?P<day>\d{1,2})(?=/|$)", re.I)
# /23-01-2022-the-title/
_URL_NAME_DAY = re.compile(r"(?<!\d)(\d{1,2}-\d{1,2}-(?:19|20)\d\d)(?=[-/_.]|$)")
_SWAPPABLE = re.compile(r"\d{1,2}\s?[-/.]")
# https://en.wikipedia.org/wiki/List_of_date_formats_by_country: where the month is written first.
_MONTH_FIRST = frozenset(("US", "PH", "FM", "MH", "PW", "GU", "PR"))
# /news/article/A2026012914320005196: a page numbered by day and time, as Korean papers do. An archive has such folders.
_URL_NUMBER = re.compile(r"/[A-Z]?((?:19|20)\d\d)(\d\d)(\d\d)(?:[01]\d|2[0-3])[0-5]\d\d{2,10}(?=[_.?]|$)")


@dataclass(frozen=True)
class Clock:
    """What bounds a page's dates (`latest` is the last possible day) and how it writes them.

    `settle` tells which of day and month comes first; it reads the whole page, and few dates leave that open.
    """

    latest: str
    settle: Callable[[], DayOrder | None]

    @cached_property
    def order(self) -> DayOrder | None:
        return self.settle()

    def accepts(self, value: str) -> bool:
        return _EARLIEST <= value[:10] <= self.latest


def clock_for(fetched_at: str | None, texts: list[str], country: str | None, locale: str | None) -> Clock:
    """A page cannot be younger than the visit, where its time is known, nor than today."""
    today = datetime.now(UTC).date() + timedelta(days=1)
    visited = _day_of(fetched_at)
    latest = min(today, visited + MAX_AHEAD) if visited else today
    return Clock(latest.isoformat(), partial(_order, texts, country, locale))


def _day_of(value: str | None) -> date | None:
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def _order(texts: list[str], country: str | None, locale: str | None) -> DayOrder | None:
    """Which of day and month comes first: by dates of the page that can be read one way only, else by its country.

    `locale` is a language with or without a region: en-US is a country too; plain English leaves it open.
    """
    month_first, day_first = day_order(texts, "mdy"), day_order(texts, "dmy")
    if month_first == day_first:
        return month_first
    language, _, region = (locale or "").replace("_", "-").partition("-")
    country = country or region[:2].upper()
    if country:
        return "mdy" if country in _MONTH_FIRST else "dmy"
    return None if language.lower() in ("", "en") else "dmy"


def read_day(text: str, clock: Clock) -> str | None:
    """The first day that a text states; None where day and month could be swapped and nothing settles it."""
    found = next(find_days(text, "mdy"), None)
    if found is None:
        return None
    written = text[found.start : found.end]
    if _SWAPPABLE.match(written):
        other = next(find_days(text, "dmy"), found)
        if found.day != other.day:
            # With dots the day comes first wherever they are used.
            order = "dmy" if "." in written else clock.order
            if order is None:
                return None
            found = other if order == "dmy" else found
    return found.day if clock.accepts(found.day) else None


def read_stamp(text: str, clock: Clock) -> str | None:
    """A date of a page's data: a machine-written time with its zone is kept, else the day."""
    text = text.strip()
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(text)
        except (ValueError, IndexError, TypeError):
            continue
        value = moment.isoformat(timespec="seconds") if moment.tzinfo else moment.date().isoformat()
        return value if clock.accepts(value) else None
    return read_day(text, clock)


def url_date(url: str, clock: Clock) -> str | None:
    """The day that a page is filed under in its address."""
    day = url_day(url)
    found = None if day else _URL_DAY.search(url)
    named = None if day or found else _URL_NAME_DAY.search(url)
    if named:
        return read_day(named[1], clock)
    if found:
        day = next((found_day.day for found_day in find_days(f"{found['day']} {found['month']} {found['year']}")), None)
        if found["month"].isdigit():
            day = _iso(found["year"], found["month"], found["day"])
    elif not day and (number := _URL_NUMBER.search(url)):
        day = _iso(*number.groups())
    return day if day and clock.accepts(day) else None


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
