"""The ways in which announcements write dates and periods: each pattern with the function that resolves it."""

from __future__ import annotations

import re

from extract.calendar_words import COUNT, DAY, MONTH, NUMBER, WEEKDAY, YEAR
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
_DAYTIME_BEFORE = rf"(?:\b{_DAYTIME} of )?"
_HOLIDAYS = (
    r"(?-i:Christmas|Easter|Thanksgiving|Halloween|Labou?r Day|Valentine[’']s Day|National Day|May Day|Ramadan|Diwali"
    r"|(?:Chinese |Lunar )?New Year(?:[’']s (?:Day|Eve))?|Spring Festival|Mid-Autumn Festival)"
)
_SPAN_WORDS = r"(?P<which>past|last|previous|preceding|prior|next|coming|following)"
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
_SOURCES: tuple[tuple[str, Resolver, str], ...] = (
    (rf"{_DAYTIME_BEFORE}{_WEEKDAY_BEFORE}{MONTH} {DAY}{_TH}{_MAYBE_YEAR}(?![\d,]*\d)", resolve_day, "date"),
    (rf"{_DAYTIME_BEFORE}{_WEEKDAY_BEFORE}\b{DAY}{_TH}(?: of)? {MONTH}{_MAYBE_YEAR}\b", resolve_day, "date"),
    (
        rf"{MONTH} {DAY}{_TH}\s?(?:-|–|to|and|through)\s?{_OTHER_MONTH}{_SECOND_DAY}\b{_MAYBE_YEAR}(?!\d)",
        resolve_day_range,
        "date",
    ),
    (rf"\b{DAY}{_TH}\s?(?:-|–|to|and)\s?{_SECOND_DAY} {MONTH}(?P<month2>)?{_MAYBE_YEAR}\b", resolve_day_range, "date"),
    (
        rf"(?:\b(?P<which>this|last|next) )?{MONTH}(?:,? (?:of )?(?P<year>(?:19|20)\d\d))?(?![\w-])",
        resolve_month,
        "date",
    ),
    (rf"{MONTH} (?:of )?(?P<which>this|last|next) year\b", resolve_month_of_year, "date"),
    (
        rf"{MONTH} (?:to|until|through) {MONTH.replace('?P<month>', '?P<month2>')}{_MAYBE_YEAR}(?! \d)",
        resolve_months,
        "date",
    ),
    (rf"(?<![\d.]){_D}\.{_M}\.{YEAR}(?!\d)", resolve_iso, "date"),
    (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<m>0?[1-9]|1[0-2])[-/.](?P<d>[12]\d|3[01]|0?[1-9])(?!\d)",
        resolve_iso,
        "date",
    ),
    (r"(?P<year>(?:19|20)\d\d)年(?P<m>1[0-2]|0?[1-9])月(?P<d>[12]\d|3[01]|0?[1-9])日", resolve_iso, "date"),
    (rf"\bfrom {YEAR} (?:to|until|through) {_SECOND_YEAR}\b", resolve_years, "date"),
    (rf"(?<![\d$€£-]){YEAR} to {_SECOND_YEAR}(?![\d,.]*\d|-)", resolve_years, "date"),
    (rf"\bbetween {YEAR} and {_SECOND_YEAR}\b", resolve_years, "date"),
    (rf"(?<![\d$€£-]){YEAR}\s?(?:-|–|—|/)\s?(?P<year2>(?:19|20)\d\d|\d\d)(?![\d-])", resolve_years, "date"),
    (rf"(?<![\d$€£-]){YEAR} and {_SECOND_YEAR}(?![\d,-]*\d)(?! [A-Z“\"])", resolve_years, "date"),
    (rf"\b{_NTH}[ -](?:(?P<count>{COUNT}) )?{_PARTS} (?:of |in )?{_OF}", resolve_part_of_year, "date"),
    (rf"(?<=the ){_NTH} (?P<unit>quarter)(?P<of>)(?P<count>)\b(?! (?:of|in) )", resolve_part_of_year, "date"),
    (rf"\b(?:early |late )?(?P<unit>spring|summer|autumn|fall|winter) (?:of )?{_OF}", resolve_season, "date"),
    (
        r"(?:(?<=\bin )|(?<=\bby )|(?<=\bin the )|(?<=\bby the ))(?P<unit>spring|summer|autumn|fall|winter)\b(?P<of>)",
        resolve_season,
        "date",
    ),
    (rf"\bsame (?:period|months?|time) (?:of |in )?(?:the )?{_OF}", resolve_same, "date"),
    (rf"\bQ(?P<q>[1-4])(?: of|,)? {_OF}", resolve_quarter, "date"),
    (rf"\b{_EDGES}[- ](?:of )?{_EDGE_OF}", resolve_edge, "date"),
    (rf"\b(?:earlier |later |early |late )?{_THIS} {_SEASONS_OR_UNITS}\b", resolve_unit, "date"),
    (rf"(?:\b(?P<which>last|next|this|coming|past) )?{WEEKDAY}\b(?: {_DAYTIME}\b)?", resolve_weekday, "date"),
    (
        r"\b(?:day before yesterday|day after tomorrow|yesterday|tomorrow|today|last night)\b",
        resolve_relative_day,
        "date",
    ),
    (rf"\b{_HOLIDAYS}(?: {_PLAIN_YEAR})?\b(?! [A-Z])", resolve_vague, "date"),
    (r"\b(?<!\ba )year(?: before(?=[\s]*(?:[,.;:)]|$|and\b))|-end|[’']s (?:end|close))", resolve_year_before, "date"),
    (rf"\b(?P<count>{COUNT}) {_UNITS} (?:ago\b|earlier\b|before(?=[,.;]))", resolve_ago, "date"),
    (rf"\b{_SPAN_WORDS} (?P<count>{COUNT}) {_UNITS}\b", resolve_span, "date"),
    (rf"\b{_SPAN_WORDS} (?P<count>)?(?P<unit>decade)\b", resolve_span, "date"),
    (rf"\b(?P<nth>{NUMBER}) Five[- ]Year Plan(?: period)?", resolve_plan, "plan"),
    (
        rf"\b(?:FY|fiscal year|financial year|fiscal|the year|academic year|early|late|mid)[- ]?{YEAR}(?![\d-])",
        resolve_year,
        "date",
    ),
    (rf"(?<![\w$€£¥₹.,:/+\[〔-]){YEAR}(?!\d|[.,]\d|[-–/%]\w| {_COUNTED}\b)", resolve_year, "bare"),
    (r"\b(?P<year>(?:19|20)\d0)s\b", resolve_decade, "date"),
    (rf"\b{_VAGUE} (?:years?|months?|weeks?|days?|decades?)\b", resolve_vague, "vague"),
)
PATTERNS = tuple((re.compile(source, re.IGNORECASE), resolver, kind) for source, resolver, kind in _SOURCES)
