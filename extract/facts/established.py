"""Who set up, opened, launched or published what."""

from __future__ import annotations

from collections.abc import Iterator

from extract.facts._acts import ESTABLISHING, PUBLISHING, actors, agents, count_of, is_dated, ordinal_of, things
from extract.facts._clauses import Clause
from extract.facts._phrases import NounPhrase
from extract.facts.base import PLACES, Context, Term, act_of, date_of, place_of
from extract.types import Fact

PREDICATE = "established"
DESCRIPTION = "actor → thing: the actor set up, opened, launched, built or published it"

EXAMPLES = [
    ("Porto has opened an innovation hub in Matosinhos.", [("Porto", "innovation hub in Matosinhos")]),
    (
        "Helsinki launched a seed fund and set up an advisory council last year.",
        [("Helsinki", "seed fund"), ("Helsinki", "advisory council")],
    ),
    (
        "The Leeds City Council, which established the Aire Innovation Centre in 2012, owns the site.",
        [("Leeds City Council", "Aire Innovation Centre")],
    ),
    ("Chengdu's Tianfu Talent Center was inaugurated on Monday.", [("Chengdu", "Tianfu Talent Center")]),
    (
        "The strategy was released by the Nairobi Investment Authority on Friday.",
        [("Nairobi Investment Authority", "strategy")],
    ),
]
COUNTER_EXAMPLES = [
    "Porto has not opened an innovation hub.",
    "Porto will open an innovation hub next year.",
    "If Porto opened an innovation hub, start-ups would come.",
    "Porto opened the door to more visitors.",
    "Critics called on Porto to open an innovation hub.",
]


def find(context: Context) -> Iterator[Fact]:
    for clause in context.clauses:
        if not clause.asserted or clause.planned or clause.mode not in ("main", "relative", "reduced"):
            continue
        verb = clause.verb.root
        if verb not in ESTABLISHING:
            continue
        if not clause.passive:
            # actor opened thing
            for np, thing in things(clause.objects, verb, context):
                for actor in actors(clause.subjects, context):
                    yield _fact(context, clause, actor, np, thing, "active", 0.85 if thing.label else 0.7)
            continue
        if clause.governed("by"):
            # thing was published by actor; what else was done "by" somebody is told as founded_by
            if verb in PUBLISHING:
                for np, thing in things(clause.subjects, verb, context, definite=True):
                    for actor in agents(clause, context):
                        yield _fact(context, clause, actor, np, thing, "passive", 0.85)
            continue
        for np, thing in things(clause.subjects, verb, context):
            # actor's thing was opened
            owner = context.owner(np)
            if owner is not None and owner != thing:
                yield _fact(context, clause, owner, np, thing, "possessive", 0.75)
            # the name of the thing begins with the place that set it up
            elif thing.label in ("ORG", "CENTER") and (place := _place_in_name(thing, context)) is not None:
                yield _fact(context, clause, place, np, thing, "name", 0.5)


def _place_in_name(thing: Term, context: Context) -> Term | None:
    names = (m for m in context.mentions if m.label in PLACES and thing.name.startswith(m.name + " "))
    first = next(names, None)
    return Term(first.name, first.label) if first else None


def _fact(
    context: Context, clause: Clause, actor: Term, np: NounPhrase, thing: Term, rule: str, confidence: float
) -> Fact:
    places = place_of(clause, context)
    return context.fact(
        actor,
        PREDICATE,
        thing,
        clause.sentence,
        rule,
        confidence,
        qualifiers={
            "act": act_of(clause),
            "date": date_of(clause) if is_dated(clause, context) else None,
            "location": places[0].name if places else None,
            "count": count_of(np, context),
            "ordinal": ordinal_of(np),
            "joint": clause.verb.joint,
        },
    )
