"""What lies ahead by its date: an opening dated after the text's own day, and all that is told of such a thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.facts.base import Context
from extract.relations.features import is_after
from extract.types import Fact

_BEGINNINGS = frozenset({"date_established", "established", "founded_by"})
_OF_WHAT_IS_THERE = frozenset(
    {"located_in", "operated_by", "founded_by", "has_count", "has_amount", "date_established"}
)


def with_plans(context: Context, facts: Sequence[Fact]) -> list[Fact]:
    """The facts with the status `planned` where the thing itself is still to come."""
    day = (context.document.date_published or "")[:10]
    dated = [_dated(context, fact, day) for fact in facts] if day else list(facts)
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
    """An opening after the day of publication; what happens at an event whose date in the same sentence is to come."""
    if fact.status == "planned":
        return fact
    if fact.predicate == "date_established":
        return replace(fact, status="planned") if is_after(fact.object, day) else fact
    if fact.subject_label == "EVENT" and fact.predicate in _OF_WHAT_IS_THERE:
        start, end = fact.evidence[0].start_char, fact.evidence[0].end_char
        dates = [m.name for m in context.mentions if m.label == "DATE" and start <= m.start_char < end]
        if any(is_after(date, day) for date in dates):
            return replace(fact, status="planned")
    return fact
