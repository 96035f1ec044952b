"""The ways in which announcements write dates and periods: each pattern with the function that resolves it."""

from __future__ import annotations

import re

from extract.calendar_words import COUNT, DAY, MONTH, NUMBER, WEEKDAY, YEAR, words_in_order
from extract.period_rules import (
    Resolver,
    resolve_ago,
    resolve_day,
    resolve_day_range,
    resolve_decade,
    resolve_edge,
    resolve_iso,
    resolve_month,
    resolve_month_of_year,
    resolve_months,
    resolve_part_of_year,
    resolve_plan,
    resolve_quarter,
    resolve_relative_day,
    resolve_same,
    resolve_season,
    resolve_span,
    resolve_unit,
    resolve_vague,
    resolve_weekday,
    resolve_year,
    resolve_year_before,
    resolve_years,
)

_PLAIN_YEAR = r"(?:19|20)\d\d"
_SECOND_YEAR = r"(?P<year2>(?:19|20)\d\d)"
_PLAIN_MONTH = MONTH.replace("?P<month>", "?:")
_TH = r"(?:st|nd|rd|th)?"
_SECOND_DAY = rf"(?P<day2>[12]?\d|3[01]){_TH}"
_OTHER_MONTH = rf"(?:{MONTH.replace('?P<month>', '?P<month2>')} )?"
_M = r"(?P<m>1[0-2]|0?[1-9])"
_D = r"(?P<d>[12]\d|3[01]|0?[1-9])"
_MAYBE_YEAR = r"(?:,? (?P<year>(?:19|20)\d\d))?"
_THE_YEAR = rf"the (?:(?:current|previous|fiscal|financial) )?year(?: {_PLAIN_YEAR})?"
_OF = rf"(?P<of>{_PLAIN_YEAR}|{_THE_YEAR}|this year|last year|next year)"
_EDGES = r"(?P<edge>(?:beginning|start)(?= of)|end|middle|mid|close)"
_EDGE_OF = (
    rf"(?P<of>{_PLAIN_MONTH}(?: {_PLAIN_YEAR})?|{_PLAIN_YEAR}|{_THE_YEAR}"
    r"|this year|last year|next year|this month|last month|next month|the month)"
)
_WEEKDAY_BEFORE = rf"(?:{WEEKDAY.replace('?P<weekday>', '?:')},? )?"
_DAYTIME = r"(?-i:morning|afternoon|evening|night)"
_HOLIDAYS = (
    r"(?-i:Christmas|Easter|Thanksgiving|Halloween|Labou?r Day|Valentine[’']s Day|National Day|May Day|Ramadan|Diwali"
    r"|(?:Chinese |Lunar )?New Year(?:[’']s (?:Day|Eve))?|Spring Festival|Mid-Autumn Festival)"
)
_SPAN_WORDS = r"(?P<which>past|last|previous|preceding|prior|next|coming|following)"
# "Courses last ten weeks", "will last a month".
_NO_VERB = r"(?<!\bwill )(?<!\bto )(?<!\bcan )(?:(?<!s )|(?<=\bits )|(?<=\bhis )|(?<=\bthis )|(?<=['’]s ))"
_UNITS = r"(?P<unit>years?|months?|weeks?|days?|decades?)"
_NTH = r"(?P<nth>first|second|third|fourth|last|final|opening)"
_PARTS = r"(?P<unit>halves|half|quarters?|months?)"
_THIS = r"(?P<which>this|last|next|current|previous|coming)"
_SEASONS_OR_UNITS = r"(?P<unit>year|month|week|quarter|summer|spring|autumn|fall|winter)"
_VAGUE = r"(?:recent|coming|past few|last few|next few|past several|last several)"
# "2,000 people", "2024 units": four digits that count something.
_COUNTED = (
    r"(?:people|students|jobs|square|hectares|million|billion|meters|metres|km|yuan|units|companies|residents|homes"
    r"|firms|enterprises|startups|participants|households|workers)"
)
_MONTH_CUES = tuple(
    form for name in words_in_order("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec") for form in (name, name.upper())
)
_WEEKDAY_CUES = words_in_order("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
_YEAR_CUES = ("19", "20")
_SEASON_CUES = words_in_order("spring summer autumn fall winter")
_UNIT_CUES = (*words_in_order("year month week quarter"), *_SEASON_CUES)
_PART_CUES = words_in_order("half halves quarter month")
_EDGE_CUES = ("beginning ", "start ", "end ", "end-", "middle ", "mid ", "mid-", "close ", "close-")
_SPAN_CUES = words_in_order("past last previous preceding prior next coming following")
_HOLIDAY_CUES = (
    *words_in_order("Christmas Easter Thanksgiving Halloween Ramadan Diwali"),
    "Day",
    "New Year",
    "Festival",
)
_SOURCES: tuple[tuple[str, Resolver, str, tuple[str, ...]], ...] = (
    (
        rf"{_WEEKDAY_BEFORE}{MONTH} {DAY}{_TH}{_MAYBE_YEAR}(?![\d,]*\d)",
        resolve_day,
        "date",
        _MONTH_CUES,
    ),
    (
        rf"{_WEEKDAY_BEFORE}\b{DAY}{_TH}(?: of)? {MONTH}{_MAYBE_YEAR}\b",
        resolve_day,
        "date",
        _MONTH_CUES,
    ),
    (
        rf"{MONTH} {DAY}{_TH}\s?(?:-|–|to|and|through)\s?{_OTHER_MONTH}{_SECOND_DAY}\b{_MAYBE_YEAR}(?!\d)",
        resolve_day_range,
        "date",
        _MONTH_CUES,
    ),
    (
        rf"\b{DAY}{_TH}\s?(?:-|–|to|and)\s?{_SECOND_DAY} {MONTH}(?P<month2>)?{_MAYBE_YEAR}\b",
        resolve_day_range,
        "date",
        _MONTH_CUES,
    ),
    (
        rf"(?:\b(?P<which>this|last|next) )?{MONTH}(?:,? (?:of )?(?P<year>(?:19|20)\d\d))?(?![\w-])",
        resolve_month,
        "date",
        _MONTH_CUES,
    ),
    (rf"{MONTH} (?:of )?(?P<which>this|last|next) year\b", resolve_month_of_year, "date", _MONTH_CUES),
    (
        rf"{MONTH} (?:to|until|through) {MONTH.replace('?P<month>', '?P<month2>')}{_MAYBE_YEAR}(?! \d)",
        resolve_months,
        "date",
        _MONTH_CUES,
    ),
    (rf"(?<![\d.]){_D}\.{_M}\.{YEAR}(?!\d)", resolve_iso, "date", _YEAR_CUES),
    (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<m>0?[1-9]|1[0-2])[-/.](?P<d>[12]\d|3[01]|0?[1-9])(?!\d)",
        resolve_iso,
        "date",
        _YEAR_CUES,
    ),
    (r"(?P<year>(?:19|20)\d\d)年(?P<m>1[0-2]|0?[1-9])月(?P<d>[12]\d|3[01]|0?[1-9])日", resolve_iso, "date", ("年",)),
    (rf"\bfrom {YEAR} (?:to|until|through) {_SECOND_YEAR}\b", resolve_years, "date", ("from",)),
    (rf"(?<![\d$€£-]){YEAR} to {_SECOND_YEAR}(?![\d,.]*\d|-)", resolve_years, "date", _YEAR_CUES),
    (rf"\bbetween {YEAR} and {_SECOND_YEAR}\b", resolve_years, "date", ("between",)),
    (rf"(?<![\d$€£-]){YEAR}\s?(?:-|–|—|/)\s?(?P<year2>(?:19|20)\d\d|\d\d)(?![\d-])", resolve_years, "date", _YEAR_CUES),
    (rf"(?<![\d$€£-]){YEAR} and {_SECOND_YEAR}(?![\d,-]*\d)(?! [A-Z“\"])", resolve_years, "date", _YEAR_CUES),
    (rf"\b{_NTH}[ -](?:(?P<count>{COUNT}) )?{_PARTS} (?:of |in )?{_OF}", resolve_part_of_year, "date", _PART_CUES),
    (
        rf"(?<=the ){_NTH} (?P<unit>quarter)(?P<of>)(?P<count>)\b(?! (?:of|in) )",
        resolve_part_of_year,
        "date",
        _PART_CUES,
    ),
    (
        rf"\b(?:early |late )?(?P<unit>spring|summer|autumn|fall|winter) (?:of )?{_OF}",
        resolve_season,
        "date",
        _SEASON_CUES,
    ),
    (
        r"(?:(?<=\bin )|(?<=\bby )|(?<=\bin the )|(?<=\bby the ))(?P<unit>spring|summer|autumn|fall|winter)\b(?P<of>)",
        resolve_season,
        "date",
        _SEASON_CUES,
    ),
    (rf"\bsame (?:period|months?|time) (?:of |in )?(?:the )?{_OF}", resolve_same, "date", ("same ",)),
    (rf"\bQ(?P<q>[1-4])(?: of|,)? {_OF}", resolve_quarter, "date", ("q1", "q2", "q3", "q4")),
    (rf"\b{_EDGES}[- ](?:of )?{_EDGE_OF}", resolve_edge, "date", _EDGE_CUES),
    (rf"\b(?:earlier |later |early |late )?{_THIS} {_SEASONS_OR_UNITS}\b", resolve_unit, "date", _UNIT_CUES),
    (
        rf"(?:\b(?P<which>last|next|this|coming|past) )?{WEEKDAY}\b(?: {_DAYTIME}\b)?",
        resolve_weekday,
        "date",
        _WEEKDAY_CUES,
    ),
    (
        r"\b(?:day before yesterday|day after tomorrow|yesterday|tomorrow|today|last night)\b",
        resolve_relative_day,
        "date",
        ("yesterday", "tomorrow", "today", "last night"),
    ),
    (rf"\b{_HOLIDAYS}(?: {_PLAIN_YEAR})?\b(?! [A-Z])", resolve_vague, "date", _HOLIDAY_CUES),
    (
        r"\b(?<!\ba )year(?: before(?=[\s]*(?:[,.;:)]|$|and\b))|-end|[’']s (?:end|close))",
        resolve_year_before,
        "date",
        ("year before", "year-end", "year's ", "year’s "),
    ),
    (
        rf"\b(?P<count>{COUNT}) {_UNITS} (?:ago\b|earlier\b|before(?=[,.;]))",
        resolve_ago,
        "date",
        ("ago", "earlier", "before"),
    ),
    (rf"{_NO_VERB}\b{_SPAN_WORDS} (?P<count>{COUNT}) {_UNITS}\b", resolve_span, "date", _SPAN_CUES),
    (rf"\b{_SPAN_WORDS} (?P<count>)?(?P<unit>decade)\b", resolve_span, "date", ("decade",)),
    (rf"\b(?P<nth>{NUMBER}) Five[- ]Year Plan(?: period)?", resolve_plan, "plan", ("year plan",)),
    (
        rf"\b(?:FY|fiscal year|financial year|fiscal|the year|academic year|early|late|mid)[- ]?{YEAR}(?![\d-])",
        resolve_year,
        "date",
        _YEAR_CUES,
    ),
    (rf"(?<![\w$€£¥₹.,:/+\[〔-]){YEAR}(?!\d|[.,]\d|[-–/%]\w| {_COUNTED}\b)", resolve_year, "bare", _YEAR_CUES),
    (r"\b(?P<year>(?:19|20)\d0)s\b", resolve_decade, "date", ("0s",)),
    (
        rf"\b{_VAGUE} (?:years?|months?|weeks?|days?|decades?)\b",
        resolve_vague,
        "vague",
        ("recent", "coming", "few", "several"),
    ),
)
PATTERNS = tuple((re.compile(source, re.IGNORECASE), resolver, kind, cues) for source, resolver, kind, cues in _SOURCES)
"""Each with its cues: a sentence that has none of them has no such date. A cue with a capital is looked for as it is,
the others in any case."""
