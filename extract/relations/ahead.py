"""What lies ahead by its date: an opening dated after the text's own day, and all that is told of such a thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.facts.base import Context
from extract.relations.features import is_after
from extract.types import Fact, Mention

# News in English tells what is fixed for a day to come in the present: "the lab opens on Monday".
_SCHEDULED = re.compile(
    r"\b(?:opens|reopens|starts|begins|commences|launches|kicks off|gets under way|convenes|gathers|holds|hosts|meets|"
    r"becomes|joins|takes (?:office|over|place|effect|up)|goes (?:live|into)|moves (?:in|into|to)|is held|are held)\b"
)
_WEEKDAY = re.compile(r"(?:next |this |coming )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|next \w+", re.I)
_BEGINNINGS = frozenset({"date_established", "established", "founded_by"})
_OF_WHAT_IS_THERE = frozenset(
    {"located_in", "operated_by", "founded_by", "has_count", "has_amount", "date_established"}
)
_SET_FOR_A_DAY = _OF_WHAT_IS_THERE | {"established", "has_position"}


def with_plans(context: Context, facts: Sequence[Fact]) -> list[Fact]:
    """The facts with the status `planned` where the thing itself is still to come."""
    day = (context.document.date_published or "")[:10]
    dated = [_dated(context, fact, day) for fact in facts]
    begun = {_thing(fact) for fact in dated if fact.predicate in _BEGINNINGS and fact.status == "done"}
    coming = {_thing(fact) for fact in dated if fact.predicate in _BEGINNINGS and fact.status == "planned"} - begun
    return [
        replace(fact, status="planned")
        if fact.status == "done" and fact.predicate in _OF_WHAT_IS_THERE and fact.subject in coming
        else fact
        for fact in dated
    ]


def _thing(fact: Fact) -> str:
    return fact.object if fact.predicate == "established" else fact.subject


def _dated(context: Context, fact: Fact, day: str) -> Fact:
    """An opening after the text's day; what happens at an event, and what the present tells, for such a day."""
    if fact.status == "planned":
        return fact
    start, end = fact.evidence[0].start_char, fact.evidence[0].end_char
    dates = [m for m in context.mentions if m.label == "DATE" and start <= m.start_char < end]
    if fact.predicate == "date_established":
        ahead = bool(day) and is_after(fact.object, day)
    else:
        ahead = bool(day) and fact.subject_label == "EVENT" and any(is_after(date.name, day) for date in dates)
    if fact.predicate in _SET_FOR_A_DAY and not ahead:
        scheduled = _SCHEDULED.search(context.doc.text[start:end])
        ahead = scheduled is not None and any(_is_to_come(date, day) for date in dates)
    return replace(fact, status="planned") if ahead and fact.predicate in _SET_FOR_A_DAY else fact


def _is_to_come(date: Mention, day: str) -> bool:
    """After the text's own day; without one, a weekday, which the present tense puts ahead."""
    return is_after(date.name, day) if day else _WEEKDAY.fullmatch(date.text) is not None
