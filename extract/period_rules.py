"""What the words of a date or period mean: functions from a match of its pattern to ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from extract.calendar_words import (
    MONTH,
    MONTH_NUMBER,
    SEASONS,
    WEEKDAY_NUMBER,
    day_without_year,
    five_year_plan,
    month_span,
    number_of,
    shift_months,
    weekday_near,
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What relative words are resolved against: the publication date, whether the clause speaks of the future, and the
    last period seen in the sentence."""

    published: date | None
    future: bool
    previous: str | None


Resolver = Callable[[re.Match[str], Frame], str | None]


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def resolve_day(match: re.Match[str], frame: Frame) -> str | None:
    """ "Sept. 20, 2017", "20 September": a day, its year taken from the publication date where it is not written."""
    month, day = MONTH_NUMBER[match["month"][:3].casefold()], int(match["day"])
    if match["year"]:
        return _valid(int(match["year"]), month, day)
    if frame.published is None:
        return None
    return day_without_year(month, day, frame.published, future=frame.future)


def resolve_day_range(match: re.Match[str], frame: Frame) -> str | None:
    first = resolve_day(match, frame)
    if first is None:
        return None
    last = _valid(int(first[:4]), MONTH_NUMBER[(match["month2"] or match["month"])[:3].casefold()], int(match["day2"]))
    return f"{first}/{last}" if last and last > first else first


def resolve_month(match: re.Match[str], frame: Frame) -> str | None:
    """ "August 2015", "this August", "last May"; a month alone is resolved like "last" where it has passed."""
    month = MONTH_NUMBER[match["month"][:3].casefold()]
    if match["year"]:
        return f"{match['year']}-{month:02}"
    if frame.published is None:
        return None
    year, now = frame.published.year, frame.published.month
    which = (match["which"] or "").casefold()
    if which == "next":
        year += month <= now
    elif which == "last":
        year -= month >= now
    elif which != "this" and frame.future:
        year += month < now
    elif which != "this":
        year -= month > now
    return f"{year}-{month:02}"


def resolve_month_of_year(match: re.Match[str], frame: Frame) -> str | None:
    """ "March this year", "June of last year"."""
    year = _year_named(match["which"], frame)
    return f"{year}-{MONTH_NUMBER[match['month'][:3].casefold()]:02}" if year else None


def resolve_months(match: re.Match[str], frame: Frame) -> str | None:
    """ "July to November 2015"; without a year, those of the publication's."""
    year = _year_named(match["year"], frame)
    first, last = (MONTH_NUMBER[match[name][:3].casefold()] for name in ("month", "month2"))
    return month_span(year, first, last) if year else None


def resolve_iso(match: re.Match[str], frame: Frame) -> str | None:
    return _valid(int(match["year"]), int(match["m"]), int(match["d"]))


def resolve_years(match: re.Match[str], frame: Frame) -> str | None:
    """ "from 2016 to 2020", "2016-20", "2021 and 2022"."""
    first, last = match["year"], match["year2"]
    last = first[:2] + last if len(last) == 2 else last
    return f"{first}/{last}" if last > first else None


def resolve_year(match: re.Match[str], frame: Frame) -> str | None:
    return match["year"]


def resolve_decade(match: re.Match[str], frame: Frame) -> str | None:
    first = int(match["year"])
    return f"{first}/{first + 9}"


def _year_named(words: str | None, frame: Frame) -> int | None:
    """The year that "2021", "this year", "last year" or "the year" stands for."""
    words = (words or "this year").casefold()
    digits = re.search(r"\d{4}", words)
    if digits:
        return int(digits.group())
    if frame.published is None:
        return None
    return frame.published.year + (1 if "next" in words else -1 if "last" in words or "previous" in words else 0)


def resolve_part_of_year(match: re.Match[str], frame: Frame) -> str | None:
    """ "first three quarters of this year" is January to September."""
    year = _year_named(match["of"], frame)
    if year is None:
        return None
    unit = {"half": 6, "quarter": 3, "month": 1}[match["unit"].casefold().rstrip("s").replace("halve", "half")]
    count = number_of(match["count"]) if match["count"] else 1
    length = unit * (count or 1)
    ordinal = match["nth"].casefold()
    if ordinal in {"last", "final"}:
        first = 13 - length
    else:
        first = ({"first": 0, "opening": 0, "second": 1, "third": 2, "fourth": 3}[ordinal]) * unit + 1
    return month_span(year, first, first + length - 1)


def resolve_season(match: re.Match[str], frame: Frame) -> str | None:
    """ "spring of 2023", "early summer this year"; a winter lies in two years."""
    year, season = _year_named(match["of"], frame), SEASONS.get(match["unit"].casefold())
    return month_span(year, *season) if year and season else None


def resolve_same(match: re.Match[str], frame: Frame) -> str | None:
    """ "Same period of last year": its year."""
    year = _year_named(match["of"], frame)
    return str(year) if year else None


def resolve_quarter(match: re.Match[str], frame: Frame) -> str | None:
    year = _year_named(match["of"], frame)
    first = int(match["q"]) * 3 - 2
    return month_span(year, first, first + 2) if year else None


def resolve_edge(match: re.Match[str], frame: Frame) -> str | None:
    """ "beginning of this year" is its January, "end of 2020" its December, "end of the month" that month."""
    edge, of = match["edge"].casefold(), match["of"].casefold()
    late = edge in {"end", "close"}
    month = re.search(MONTH, match["of"], re.I)
    if month or "month" in of:
        if frame.published is None and not re.search(r"\d{4}", of):
            return None
        year = _year_named(of if re.search(r"\d{4}", of) else None, frame)
        number = (
            MONTH_NUMBER[month["month"][:3].casefold()] if month else frame.published.month if frame.published else 0
        )
        return f"{year}-{number:02}" if year and number else None
    year = _year_named(of, frame)
    if year is None:
        return None
    return f"{year}-12" if late else f"{year}-06" if edge.startswith("mid") else f"{year}-01"


def resolve_unit(match: re.Match[str], frame: Frame) -> str | None:
    """ "this year", "last month", "next week"; a week and a quarter are the days or months they cover."""
    published = frame.published
    if published is None:
        return None
    step = {"this": 0, "current": 0, "last": -1, "previous": -1, "next": 1, "coming": 1}[match["which"].casefold()]
    unit = match["unit"].casefold()
    if match["which"].casefold() == "previous":
        return str(int(frame.previous[:4]) - 1) if unit == "year" and frame.previous else None
    if unit == "year":
        return str(published.year + step)
    if unit == "month":
        return shift_months(published, step)
    if unit == "quarter":
        index = published.year * 4 + (published.month - 1) // 3 + step
        return month_span(index // 4, index % 4 * 3 + 1, index % 4 * 3 + 3)
    if unit == "week":
        monday = date.fromordinal(published.toordinal() - published.weekday() + 7 * step)
        return f"{monday}/{date.fromordinal(monday.toordinal() + 6)}"
    season = SEASONS.get(unit)
    return month_span(published.year + step, *season) if season and unit != "winter" else None


def resolve_weekday(match: re.Match[str], frame: Frame) -> str | None:
    if frame.published is None:
        return None
    which = (match["which"] or "").casefold()
    number = WEEKDAY_NUMBER[match["weekday"][:3].casefold()]
    future = which in {"next", "coming"} or (which != "last" and frame.future)
    return weekday_near(number, frame.published, future=future, strict=which == "last")


def resolve_relative_day(match: re.Match[str], frame: Frame) -> str | None:
    steps = {"yesterday": -1, "last night": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2}
    step = steps.get(match.group().casefold(), 0)
    return date.fromordinal(frame.published.toordinal() + step).isoformat() if frame.published else None


def resolve_year_before(match: re.Match[str], frame: Frame) -> str | None:
    """ "The year before" a year of the sentence; "year-end" is the December of the publication's year."""
    if "before" in match.group().casefold():
        return str(int(frame.previous[:4]) - 1) if frame.previous and frame.previous[:4].isdigit() else None
    return f"{frame.published.year}-12" if frame.published else None


def resolve_ago(match: re.Match[str], frame: Frame) -> str | None:
    count, unit = number_of(match["count"]), match["unit"].casefold().rstrip("s")
    if frame.published is None or count is None or count > 2000:
        return None
    return _back(frame.published, count, unit)


def _back(published: date, count: int, unit: str) -> str | None:
    """The day, month or year that lies `count` units before publication, as exact as the unit is."""
    if unit in {"year", "decade"}:
        year = published.year - count * (10 if unit == "decade" else 1)
        return str(year) if year > 0 else None
    if unit == "month":
        return shift_months(published, -count)
    return date.fromordinal(published.toordinal() - count * (7 if unit == "week" else 1)).isoformat()


def resolve_span(match: re.Match[str], frame: Frame) -> str | None:
    """ "the previous five years": those before a period of the same sentence; "the past five years": those before
    publication."""
    count, unit = number_of(match["count"] or "one"), match["unit"].casefold().rstrip("s")
    which = match["which"].casefold()
    if count is None or count > 200:
        return None
    if which in {"previous", "preceding", "prior"}:
        if unit != "year" or not frame.previous or not frame.previous[:4].isdigit():
            return None
        first = int(frame.previous[:4])
        return f"{first - count}/{first - 1}" if count > 1 else str(first - 1)
    if frame.published is None or unit not in {"year", "month", "decade"}:
        return None
    step = count * (10 if unit == "decade" else 1) * (1 if which in {"next", "coming", "following"} else -1)
    if unit == "month":
        ends = sorted((shift_months(frame.published, 0), shift_months(frame.published, step)))
    else:
        ends = sorted((str(frame.published.year), str(frame.published.year + step)))
    return "/".join(ends)


def resolve_plan(match: re.Match[str], frame: Frame) -> str | None:
    number = number_of(match["nth"])
    return five_year_plan(number) if number else None


def resolve_vague(match: re.Match[str], frame: Frame) -> str | None:
    return None
