"""Names of months, weekdays, seasons and numbers as announcements write them, and small sums with dates."""

from __future__ import annotations

from datetime import date


def words_in_order(text: str) -> tuple[str, ...]:
    """The blank-separated words of a list, in their order."""
    return tuple(text.split())


_MONTHS = words_in_order("january february march april may june july august september october november december")
MONTH_NUMBER = {name[:3]: number for number, name in enumerate(_MONTHS, 1)}
# Capitalised only: "may" and "march" are words.
MONTH = (
    r"(?-i:\b(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?))"
)
WEEKDAY_NUMBER = {name: number for number, name in enumerate(words_in_order("mon tue wed thu fri sat sun"))}
WEEKDAY = r"(?-i:\b(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday))"
DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])"
YEAR = r"(?P<year>(?:19|20)\d\d)"
# Months of a season of the northern hemisphere.
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}

_CARDINALS = words_in_order(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
)
_ORDINALS = words_in_order(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth"
)
_WORDS = {word: n for words in (_CARDINALS, _ORDINALS) for n, word in enumerate(words, 1)} | {
    "a": 1,
    "an": 1,
    "thirty": 30,
}
COUNT = r"(?:\d{1,3}|" + "|".join([*_CARDINALS, "thirty", "a", "an"]) + ")"
NUMBER = r"(?:\d{1,2}(?:st|nd|rd|th)|" + "|".join(_ORDINALS) + ")"


def number_of(words: str) -> int | None:
    """The number that "5", "five", "5th" or "fifth" stands for."""
    digits = words.casefold().rstrip("stndrh")
    return int(digits) if digits.isdigit() else _WORDS.get(words.casefold())


def month_span(year: int, first: int, last: int) -> str | None:
    """January to September of 2021 is "2021-01/2021-09"."""
    if not (1 <= first <= last <= 12 and 1 <= year <= 9999):
        return None
    return f"{year}-{first:02}" if first == last else f"{year}-{first:02}/{year}-{last:02}"


def shift_months(day: date, months: int) -> str:
    """The month that lies so many months after the day's."""
    index = day.year * 12 + day.month - 1 + months
    return f"{index // 12:04}-{index % 12 + 1:02}"


def last_month_of(value: str) -> str:
    """The end of a period, or the value itself."""
    return value.rsplit("/", 1)[-1]


def weekday_near(number: int, published: date, *, future: bool, strict: bool = False) -> str:
    """The latest such weekday on or before publication, or the first after it; `strict` leaves out the day itself."""
    back = (published.weekday() - number) % 7
    if future:
        return date.fromordinal(published.toordinal() + (7 - back)).isoformat()
    return date.fromordinal(published.toordinal() - (back or (7 if strict else 0))).isoformat()


_MONTH = 31


def day_without_year(month: int, day: int, published: date, *, future: bool) -> str | None:
    """The day of that name nearest to publication: the last one, up to a month ahead; in a plan, the next one where the
    last is more than a month ago."""
    candidates = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            candidates.append(date(year, month, day))
        except ValueError:
            continue
    ahead = [c for c in candidates if c >= published]
    just_past = any(0 < (published - c).days <= _MONTH for c in candidates)
    if future and ahead and not just_past:
        return ahead[0].isoformat()
    near = [c for c in candidates if (c - published).days <= _MONTH]
    return near[-1].isoformat() if near else None


def five_year_plan(number: int) -> str | None:
    """The years of China's n-th Five-Year Plan: the 13th is 2016 to 2020; earlier than the 6th they are irregular."""
    first = 2016 + 5 * (number - 13)
    return f"{first}/{first + 4}" if 6 <= number <= 20 else None
