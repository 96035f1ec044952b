"""What holds around a figure: planned or done, per what, where and when."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from extract.types import Document, Mention

_PLAN_BEFORE = re.compile(
    r"\b(?:will|shall|would|plan(?:s|ned|ning)? to|aim(?:s|ed|ing)? (?:to|at)|intends? to|hopes? to|expect(?:s|ed)? to"
    r"|(?:is|are|was|were|be) (?:scheduled|slated|projected|due|set|poised) to|is to|are to|looking to|seeks? to"
    r"|pledged? to|vow(?:s|ed)? to|committed to|going to|strive to|targets?|targeting|goals? (?:of|is)"
    r"|under construction|to (?:build|create|open|attract|launch|set up|establish)|proposed|planned"
    r"|(?<!thought )(?<!said )(?<!known )(?<!found )(?<!believed )(?<!considered )to be)\b",
    re.I,
)
_PLAN_BEHIND = re.compile(
    r"[^.;,]{0,80}?\b(?:will (?:be|open|join|follow|come)|to be|(?:is|are) (?:to be|expected|planned))\b", re.I
)
_BY_YEAR = re.compile(
    r"\bby (?:the )?(?:(?:end|beginning|first half|second half) of |year-end |early |mid-?|late )?(20\d\d)\b", re.I
)
_PER = re.compile(
    r"\bper (?:(?:1|10|100)[\d, ]*)?(?:[a-z]+-)?[a-z]+"
    r"(?: (?:meter|metre|foot|feet|kilometer|kilometre|residents|people|inhabitants)s?)?\b"
    r"|\b(?:each|every) (?:year|month|week|day|quarter|hour|season|person|family|household)\b"
    r"|\b(?:annually|yearly|monthly|weekly|daily)\b|\ba year\b(?! (?:earlier|ago|before|later|on)\b)"
    r"|\b(?:a month|a week|a day|an hour|a head|apiece)\b|/(?:year|month|day|person)"
)
_NEAR = 70
_PERIODS = {"annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day"}
_STATE = re.compile(
    r"\b(?:to date|currently|so far|at present|presently|as of now|by now|as of today|until now|now)\b", re.I
)
_STATIVE = re.compile(
    r"\b(?:has|have|is|are|boasts?|hosts?|houses?|stands? at|employs?|operates?|owns?|serves?|covers?"
    r"|consists? of|comprises?|contains?|accounts? for|includes?|spans?|occup(?:y|ies))\b"
)
_BODIES = frozenset({"CENTER", "EVENT", "ORG", "PROGRAMME"})
_LOCATIONS = frozenset({"CITY", "PLACE", "COUNTRY"})
_ACCORDING = re.compile(r"\b(?:according to|quoted|cited)(?: the)? $", re.I)
_SAID = re.compile(r",? (?:said|says|told|reported|added|noted)\b", re.I)


# A stretch of time on the calendar, or how long something has been going on, sets no condition.
_CALENDAR_BEFORE = re.compile(
    r"\b(?:past|last|next|previous|preceding|coming|recent|following|first|final|latter|after|since|these|those|early"
    r"|every|per|over|(?:over|in|during|for|within) the|worked|working|work|serving|as|living)(?: for)?"
    r"(?: about| around| nearly| almost| more than)?[ -]$"
    r"|\b(?:has|have|had|been|lived|worked|served|spent|existed|history of|took|lasted for)\b[^,.;]{0,60}"
    r"\bfor(?: [a-z]+){0,3} $",
    re.I,
)
_CALENDAR_BEHIND = re.compile(
    r"(?:'s?)? ?(?:ago|earlier|later|before|since|in a row|running|after|old|from now|into|ahead|prior|back|straight"
    r"|history|on from|of history|away|to go|to come|(?:this|last) (?:year|month))\b",
    re.I,
)
_PAST = re.compile(r"\b(?:past|last|next|previous|preceding|coming|recent|following) (?:about |some |nearly )?$", re.I)
_AGO = re.compile(r" (?:ago|from now|running|in a row)\b", re.I)
_WITHIN = re.compile(r"\bwithin (?:the )?$", re.I)
_IN = re.compile(r"\bin (?:about |just |only )?$", re.I)
_PROCESSED = re.compile(r"\b(?:approv|complet|process|finish|handl|issu|deliver|done|obtain)\w*\b[^.;]{0,40}$", re.I)


def is_calendar(flat: str, start: int, end: int) -> bool:
    """Whether a time span is a stretch of the calendar and nothing else ("the past three years", "10 years ago")."""
    return bool(_PAST.search(flat[max(0, start - 24) : start]) or _AGO.match(flat, end))


def is_condition(flat: str, start: int, end: int) -> bool:
    """Whether a time span is a measure or a condition ("a three-year visa", "within 10 days"), no stretch of the
    calendar ("the past three years", "10 years ago")."""
    before, span = flat[max(0, start - 120) : start], flat[start:end]
    if re.search(r"[ -](?:working|business)\b", span):
        return True
    # "will build 500 flats within five years" sets a deadline
    if _WITHIN.search(before) and span.endswith(("year", "years")):
        return not _PLAN_BEFORE.search(before)
    if _IN.search(before):
        return _PROCESSED.search(before) is not None
    return not _CALENDAR_BEFORE.search(before) and not _CALENDAR_BEHIND.match(flat, end)


def is_planned(before: str, after: str, published: date | None) -> bool:
    """Whether the clause tells the number of something that is still to come: a word of planning before it, "will be
    built" behind it, or a deadline after the day of publication."""
    if _PLAN_BEFORE.search(before) or _PLAN_BEHIND.match(after):
        return True
    match = _BY_YEAR.search(before + after)
    return bool(
        match and published and int(match[1]) > published.year and not re.search(r"\b(?:had|has|have)\b", before)
    )


def per_what(after: str) -> str | None:
    """The denominator behind a figure: "year" of "each year", "1,000 residents" of "per 1,000 residents"."""
    match = _PER.search(re.split(r"[,;.](?!\d)", after, maxsplit=1)[0][:_NEAR])
    if match is None:
        return None
    words = match.group().lower().lstrip("/")
    return _PERIODS.get(words) or re.sub(r"^(?:per|each|every|an?) ", "", words)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A name, or a word that stands for one ("the base"), in the text."""

    start: int
    end: int
    name: str
    label: str


def pointers(
    flat: str, mentions: Sequence[Mention], references: Iterable[tuple[int, int, Mention]], counts: Sequence[int]
) -> list[Pointer]:
    """The places and bodies that a number can hold for, in the order of the text: no source that is merely quoted, and
    nothing that holds one of the numbers itself (they start at `counts`, ascending)."""
    spans = [(m.start_char, m.end_char, m) for m in mentions]
    found = [Pointer(a, b, m.name, m.label) for a, b, m in [*spans, *references] if m.label in _BODIES | _LOCATIONS]
    return sorted((p for p in found if not _is_source(flat, p) and not _holds(p, counts)), key=lambda p: p.start)


def _is_source(flat: str, pointer: Pointer) -> bool:
    before, after = flat[max(0, pointer.start - 18) : pointer.start], flat[pointer.end : pointer.end + 12]
    return bool(_ACCORDING.search(before) or _SAID.match(after))


def _holds(pointer: Pointer, counts: Sequence[int]) -> bool:
    i = bisect_left(counts, pointer.start)
    return i < len(counts) and counts[i] < pointer.end


def scope_of(named: Sequence[Pointer], sentence: tuple[int, int], span: tuple[int, int], thing_end: int) -> str | None:
    """The place or body that the number at `span` holds for.

    The body that opens the sentence, else the nearest name before the number, else the last name within the thing
    counted (which ends at `thing_end`), else what was named last before, else a place behind.
    """
    first = bisect_left(named, sentence[0], key=lambda p: p.start)
    inside = named[first : bisect_left(named, sentence[1], key=lambda p: p.start)]
    before = [p for p in inside if p.end <= span[0]]
    if before:
        return before[0].name if before[0].label in _BODIES else before[-1].name
    within = [p for p in inside if p.start < thing_end]
    if within:
        return within[-1].name
    return next((p.name for p in (*named[max(0, first - 1) : first], *inside)), None)


def states_present(sentence: str, document: Document) -> str | None:
    """The publication day (or the words, where it is unknown) if the sentence tells how things stand now."""
    if match := _STATE.search(sentence):
        return document.date_published[:10] if document.date_published else match.group().lower()
    if document.date_published and _STATIVE.search(sentence):
        return document.date_published[:10]
    return None
