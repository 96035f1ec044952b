"""Numbers that count nothing, told from their own writing and their neighbours."""

from __future__ import annotations

import re

from extract.lexicon import words
from extract.masks import Masks
from extract.numbers import Numeral, scale_after
from extract.units import currency_before, unit_after

# Words before a number that make it a name: "Phase 2", "line 10", "Boeing 737", "top 10", "Fortune 500".
_DESIGNATORS = words(
    """
    highway route phase phases line lines boeing airbus chapter chapters section sections article articles level
    levels grade grades class type model version volume issue number room rooms suite building block floor gate
    terminal platform runway exit pier berth zone tower lot lots plot stage step part table tables figure page pages
    item footnote footnotes note stand pavilion counter annex appendix schedule rule tier category formula expo
    agenda vision horizon top fortune forbes hurun industry web windows iphone covid apollo tiangong shenzhou falcon
    episode season round match day week year bus flight train unit q h district ward euro g studio act clause
    principle proposition resolution circular decree directive regulation document bill sb ab hb hr iso rfc
    s&p ftse csi nasdaq stoxx nikkei dax cac russell
    """
)
# These do so in lower case too, whatever follows; behind the others a counted noun decides ("building 10 schools").
_ALWAYS_NAMES = words("phase phases line lines top grade class level tier type category round fortune forbes covid")
_CAPITALISED_OPENERS = words(
    """
    a all about almost also an and another approximately around as at because between both but by currently during each
    every exactly fewer for from if in including last less more most nearly no of on only or our over roughly since so
    some than that the their there these they this those to today under up we when where while with within you your its
    his her opened has have had will is are was were among besides total adds plans sets gets attracts hires
    """
)
# The word before; behind a full stop only where that shortens it ("No. 7"), else a new sentence begins.
_WORD_BEFORE = re.compile(r"(S&P|(?:[A-Za-z][\w'.-]*[\w'-]|[A-Za-z])|\b[A-Za-z]{1,3}\.) $")
_VAGUE = re.compile(r"\b(?:several|few|many|some odd|multi|couple of) ?-?$", re.I)
_DENOMINATOR = re.compile(r"\b(?:every|each|out of|one of)(?: the| his| her| its| their)? $", re.I)
_FRACTION_BEFORE = re.compile(r"\b(?:per|for every|(?:one|two|three|\d+) (?:in|out of))(?: every)? $", re.I)
_ORDINAL = re.compile(
    r"[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|\w{3,8}teenth|\w{3,5}tieth)\b",
    re.I,
)
# Nouns that an adjective with a number measures ("200-bed hospital"); others ("five-star hotel") count nothing.
_HYPHENED = re.compile(
    r"-(?:storey|story|floor|bed|seat|unit|room|bedroom|member|person|strong|lane|apartment|space|place|seater|capacity"
    r"|horsepower|goal|odd)\b",
    re.I,
)
_YEAR_CUE = re.compile(
    r"\b(?:in|since|by|from|until|till|to|of|before|after|during|through|for|the|early|late|mid|around|year|fy|between"
    r"|and|end|spring|summer|autumn|fall|winter|[a-z]+ber|[a-z]+ary|march|april|may|june|july|august)[ -]$",
    re.I,
)
_YEAR_HEDGE = re.compile(r"\b(?:over|nearly|almost|about|some|at least|up to|exceed\w*|than)(?: the)? $", re.I)
_PLURAL_NEXT = re.compile(
    r" (?!and\b|or\b|of\b|in\b)(?:[a-z]+[ -])?(?!has\b|was\b|his\b|this\b|its\b)[a-z]{3,}s\b| people\b"
)
_COUNTED_NEXT = re.compile(
    r"(?: (?:[A-Za-z][\w-]*)){0,4}? (?:[a-z-]+s|people|staff)\b"
    r"|[ -]?(?:%|percent|per cent|million|billion|trillion|thousand)"
)
_ONE_COUNTS = re.compile(r"\b(?:only|just|at least|more than|over|exactly|less than|nearly|about) $", re.I)
_ONE_UNIT = re.compile(
    r" (?:percent|per cent|million|billion|trillion|thousand|hundred|year|month)\b|-(?:year|month|day)\b"
)
_ONE_BESIDE = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+) (?:[a-z-]+ ){1,4}(?:and|as well as) $", re.I
)
_ONE_IDLE = re.compile(r" of\b|-| (?:another|day|such|more|side|is|was|can|has)\b")
_SCORE = re.compile(r"\b(?:won|win|beat|lost|loss|lose|defeat\w*|draw|drew|victory|scor\w+|final|set) .{0,30}$", re.I)


def counts_nothing(flat: str, numeral: Numeral, masks: Masks, country: str | None) -> bool:
    """Whether the number is told, by its own writing and its neighbours, to be no figure."""
    if masks.cover(numeral.start) or _touches_letters(flat, numeral, country) or _is_year(flat, numeral, country):
        return True
    before = _before(flat, numeral, 24)
    if (
        _VAGUE.search(before)
        or _FRACTION_BEFORE.search(before)
        or (numeral.spelled and _ORDINAL.match(flat, numeral.end))
    ):
        return True
    return _is_designated(flat, numeral, country)


def doubt_about(flat: str, numeral: Numeral, country: str | None) -> str | None:
    """Why a number that may count is more likely none: the word "one", a denominator or interval ("out of 40", "every
    10 minutes"), a number behind a name ("Pudong 350"), one alone in brackets."""
    if _is_idle_one(flat, numeral):
        return "one"
    if _DENOMINATOR.search(_before(flat, numeral, 24)):
        return "denominator"
    if flat[numeral.start - 1 : numeral.start] == "(" and flat[numeral.end : numeral.end + 1] == ")":
        return "bracket"
    return "name" if _follows_name(flat, numeral, country) else None


def is_score(flat: str, start: int, end: int) -> bool:
    """Whether "3-1" is what a match ended at, or a piece of a longer code: digits and hyphens on either side."""
    if re.match(r"-\d", flat[end : end + 2]) or re.search(r"\d-$", flat[max(0, start - 2) : start]):
        return True
    return "-" in flat[start:end] and bool(_SCORE.search(flat[max(0, start - 40) : start]))


def _before(flat: str, numeral: Numeral, width: int) -> str:
    return flat[max(0, numeral.start - width) : numeral.start]


def _touches_letters(flat: str, numeral: Numeral, country: str | None) -> bool:
    """Whether letters or signs are glued to the number that are neither unit nor scale."""
    before, after = _before(flat, numeral, 2), flat[numeral.end : numeral.end + 2]
    money = currency_before(flat, numeral.start, country) is not None
    if before and (before[-1].isalpha() or before[-1] in "#_$£€¥") and not money:
        return before[-1].isascii()
    if len(before) == 2 and before[1] in "-/." and before[0].isalpha():
        return True
    if scale_after(flat, numeral.end, letters=True)[1] > numeral.end:
        # "4K" is a format, "$4K" is money
        return after[0] == "K" and not money
    if not after or unit_after(flat, numeral.end, country):
        return False
    if after[0] == "-" and after[1:].isalpha():
        return not _HYPHENED.match(flat, numeral.end)
    return (after[0].isalpha() and after[0].isascii()) or after[0] == "_"


def _is_year(flat: str, numeral: Numeral, country: str | None) -> bool:
    """Whether four digits are a year: without unit and scale, and unless hedged before a plural ("over 2000 firms")."""
    written = flat[numeral.start : numeral.end]
    if len(written) != 4 or not written.isdigit() or not 1800 <= numeral.value <= 2100:
        return False
    unit = unit_after(flat, numeral.end, country)
    if (unit and unit.kind != "duration") or currency_before(flat, numeral.start, country):
        return False
    if scale_after(flat, numeral.end, letters=False)[1] > numeral.end:
        return False
    if not _PLURAL_NEXT.match(flat, numeral.end):
        return True
    hedged = _YEAR_HEDGE.search(_before(flat, numeral, 16)) is not None
    return not hedged and (written != "2000" or _YEAR_CUE.search(_before(flat, numeral, 12)) is not None)


def _is_designated(flat: str, numeral: Numeral, country: str | None) -> bool:
    """Whether the word right before makes the number part of a name ("Phase 2", "top 10")."""
    window = _before(flat, numeral, 40)
    match = _WORD_BEFORE.search(window)
    if match is None or _is_measured(flat, numeral, country):
        return False
    word = match[1].lower().rstrip(".")
    if word not in _DESIGNATORS or window.endswith(("to top ", "will top ")):
        return False
    return match[1][0].isupper() or word in _ALWAYS_NAMES or not _COUNTED_NEXT.match(flat, numeral.end)


def _follows_name(flat: str, numeral: Numeral, country: str | None) -> bool:
    """Whether a capitalised word stands right before and nothing that is counted behind ("Pudong 2035")."""
    match = _WORD_BEFORE.search(_before(flat, numeral, 40))
    if match is None or not match[1][0].isupper() or numeral.spelled or _is_measured(flat, numeral, country):
        return False
    if match[1].lower() in _CAPITALISED_OPENERS:
        return False
    acronym = len(match[1]) > 1 and match[1].isupper() and not numeral.scaled
    return acronym or not _COUNTED_NEXT.match(flat, numeral.end)


def _is_measured(flat: str, numeral: Numeral, country: str | None) -> bool:
    """Whether a currency sign or a unit of money or area stands with the number."""
    if currency_before(flat, numeral.start, country):
        return True
    unit = unit_after(flat, scale_after(flat, numeral.end, letters=False)[1], country)
    return unit is not None and unit.kind in {"money", "area"}


def _is_idle_one(flat: str, numeral: Numeral) -> bool:
    """Whether the word "one" is a pronoun, an article or part of a phrase: it counts only beside a scale word, a unit,
    "only", "just", a hedge or another count."""
    if not numeral.spelled or numeral.value != 1 or numeral.scaled:
        return False
    if _ONE_UNIT.match(flat, numeral.end):
        return False
    stressed = _ONE_COUNTS.search(_before(flat, numeral, 14)) or _ONE_BESIDE.search(_before(flat, numeral, 70))
    return stressed is None or _ONE_IDLE.match(flat, numeral.end) is not None
