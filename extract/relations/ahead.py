"""What lies ahead by its date: an opening dated after the text's own day, and all that is told of such a thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.facts.base import Context
from extract.relations.features import is_after
from extract.relations.outlook import tense_of
from extract.types import Fact, Mention

# News in English tells what is fixed for a day to come in the present: "the lab opens on Monday".
_SCHEDULED = re.compile(
    r"\b(?:opens|reopens|starts|begins|commences|launches|kicks off|gets under way|convenes|gathers|holds|hosts|meets|"
    r"becomes|joins|takes (?:office|over|place|effect|up)|goes (?:live|into)|moves (?:in|into|to)|is held|are held)\b"
)
_WEEKDAY = re.compile(r"(?:next |this |coming )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|next \w+", re.I)
_MADE = re.compile(
    r"(?:build|open|establish|create|found|launch|construct|erect|set up|put up|inaugurate) "
    r"(?:the |an? |its |new |there )*"
)
_OPENING = re.compile(
    r"(?:break ground|take shape|open|go into operation|be completed|come up|start operat\w+)\b(?! [a-z]+ [A-Z])"
)
# "Lhasa to build a corridor", "A hub will rise by the river"
_ANNOUNCING = re.compile(
    r"\b(?:to|will|plans? to) (?:build|open|set up|create|launch|get|have|establish|construct|house|rise|host)\b",
    re.IGNORECASE,
)
# "Has been appointed director from 1 October"
_FROM = re.compile(r"\b(?:from|as of|with effect from|effective|starting|beginning|on)(?: the)? $")
_PAST = frozenset({"was", "were", "had", "has", "have", "been"})
_BEGINNINGS = frozenset({"date_established", "established", "founded_by"})
_OF_WHAT_IS_THERE = frozenset(
    {"located_in", "operated_by", "founded_by", "has_count", "has_amount", "date_established"}
)
_SET_FOR_A_DAY = _OF_WHAT_IS_THERE | {"established", "has_position"}
_LOOKING_AHEAD = frozenset({"ahead", "mixed"})


def with_plans(context: Context, facts: Sequence[Fact]) -> list[Fact]:
    """The facts with the status `planned` where the thing itself is still to come."""
    day = (context.document.date_published or "")[:10]
    dated = [_dated(context, fact, day) for fact in facts]
    begun = {_thing(fact) for fact in dated if fact.predicate in _BEGINNINGS and fact.status == "done"}
    coming = {_thing(fact) for fact in dated if fact.predicate in _BEGINNINGS and fact.status == "planned"}
    coming = (coming | set(_to_be_made(dated))) - begun
    announced = _ANNOUNCING.search(context.document.headline or "") is not None

    def is_coming(fact: Fact) -> bool:
        if fact.status != "done" or fact.predicate not in _OF_WHAT_IS_THERE:
            return False
        drawn = (
            announced and fact.subject_label == "CENTER" and fact.subject not in begun and _is_timeless(context, fact)
        )
        return fact.subject in coming or drawn

    opened = {f.subject for f in dated if f.predicate == "date_established" and f.status == "done" and _is_by(f, day)}

    def is_there(fact: Fact) -> bool:
        """Of a center or body that has opened, in a sentence that does not look ahead."""
        label = fact.object_label if fact.predicate == "established" else fact.subject_label
        if fact.status == "done" or fact.predicate == "plans" or label not in ("CENTER", "ORG"):
            return False
        tense = tense_of(context.sentence_of(fact.evidence[0].start_char))
        return _thing(fact) in opened and tense not in _LOOKING_AHEAD

    standing = [replace(fact, status="done") if is_there(fact) else fact for fact in dated]
    return [replace(fact, status="planned") if is_coming(fact) else fact for fact in standing]


def _is_by(fact: Fact, day: str) -> bool:
    """Whether it is dated, to the year at least, on the text's own day or before."""
    return bool(day) and fact.object[:4].isdigit() and not is_after(fact.object, day)


def _is_timeless(context: Context, fact: Fact) -> bool:
    """No clause of its sentence tells of the past: where building is announced, such a sentence is of the plan."""
    clauses = context.sentence_of(fact.evidence[0].start_char).clauses
    return not any(c.verb.form in ("ed", "en") or set(c.verb.words) & _PAST for c in clauses if c.mode == "main")


def _to_be_made(facts: Sequence[Fact]) -> Iterator[str]:
    """What somebody plans to build or open, and what is to break ground or open itself."""
    for plan in (fact for fact in facts if fact.predicate == "plans"):
        if plan.object_label is not None:
            yield plan.object
        elif _OPENING.match(plan.object):
            yield plan.subject
        else:
            made = _MADE.match(plan.object)
            yield from (f.subject for f in facts if made is not None and plan.object.startswith(f.subject, made.end()))


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
    if fact.predicate == "has_position" and day:
        ahead = any(is_after(d.name, day) and _FROM.search(context.text, start, d.start_char) for d in dates)
    if fact.predicate in _SET_FOR_A_DAY and not ahead:
        scheduled = _SCHEDULED.search(context.text, start, end)
        ahead = scheduled is not None and any(_is_to_come(date, day) for date in dates)
    return replace(fact, status="planned") if ahead and fact.predicate in _SET_FOR_A_DAY else fact


def _is_to_come(date: Mention, day: str) -> bool:
    """After the text's own day; without one, a weekday, which the present tense puts ahead."""
    return is_after(date.name, day) if day else _WEEKDAY.fullmatch(date.text) is not None
