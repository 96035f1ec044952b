"""Facts of one text that cannot all be true: two numbers of one thing, two days of one opening."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

from extract.types import Fact


def flagged(facts: Sequence[Fact]) -> list[Fact]:
    """The facts, with a note on those that another sentence contradicts: both stand, for the text states both."""
    said: dict[Hashable, list[Fact]] = {}
    for fact in facts:
        if (key := _key(fact)) is not None:
            said.setdefault(key, []).append(fact)
    return [_with_note(fact, said.get(_key(fact), ())) for fact in facts]


def _key(fact: Fact) -> Hashable | None:
    """What can be of one value only: an exact number of the same things at the same time, the day of the same act."""
    told = fact.qualifiers
    counted = fact.predicate in ("has_count", "has_amount") and fact.unit != "%" and told.get("what")
    if counted and told.get("qualifier") == "exact":
        about = tuple(told.get(key) for key in ("what", "as_of", "event", "per"))
        return fact.subject, fact.predicate, fact.unit, *about, fact.status
    if fact.predicate == "date_established":
        return fact.subject, fact.predicate, told.get("act"), fact.status
    return None


def _with_note(fact: Fact, others: Sequence[Fact]) -> Fact:
    rivals = sorted({other.object for other in others if _is_rival(fact, other)})
    if not rivals:
        return fact
    return replace(fact, qualifiers={**fact.qualifiers, "note": f"the text also says {', '.join(rivals)}"})


def _is_rival(fact: Fact, other: Fact) -> bool:
    """In one sentence the second number is of a part ("17 fellows, six of whom"), and a month holds its days."""
    sentences = {span.start_char for span in fact.evidence}
    apart = sentences.isdisjoint(span.start_char for span in other.evidence)
    return apart and not (other.object.startswith(fact.object) or fact.object.startswith(other.object))
