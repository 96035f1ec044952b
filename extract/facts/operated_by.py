"""Who runs, manages, maintains or hosts a thing."""

from __future__ import annotations

from collections.abc import Iterator

from extract.facts._acts import actors, agents, things
from extract.facts._clauses import Clause
from extract.facts._phrases import NounPhrase
from extract.facts.base import BODIES, THINGS, Context, Sentence, Term, act_of, is_word, status_of
from extract.lexicon import words
from extract.types import Fact

PREDICATE = "operated_by"
DESCRIPTION = "thing → body: runs, manages, maintains or hosts it"

EXAMPLES = [
    (
        "The Aire Incubator is jointly operated by Leeds University and Northern Bank Ltd.",
        [("Aire Incubator", "Leeds University"), ("Aire Incubator", "Northern Bank Ltd.")],
    ),
    ("Northern Bank Ltd. manages the Aire Incubator.", [("Aire Incubator", "Northern Bank Ltd.")]),
    ("The Aire Incubator will be run by Leeds University.", [("Aire Incubator", "Leeds University")]),
    ("The Baltic Startup Summit was hosted by Tallinn University.", [("Baltic Startup Summit", "Tallinn University")]),
]
COUNTER_EXAMPLES = [
    "The Aire Incubator is not operated by Leeds University.",
    "The Aire Incubator could be operated by Leeds University.",
    "Leeds University runs every morning.",
]

_VERBS = words("operate run manage maintain host administer co-host organize organise oversee")
_HOSTED = words("host organize organise")
_AGREEING = words("sign agree reach come conclude enter")


def find(context: Context) -> Iterator[Fact]:
    for sentence in context.sentences:
        yield from _operators(context, sentence)
        agreement: Clause | None = None
        for clause in sentence.clauses:
            if clause.verb.lemma in _AGREEING and clause.asserted and not clause.planned:
                agreement = clause
            if clause.verb.root not in _VERBS or not clause.asserted:
                continue
            # thing is operated by body
            if clause.passive:
                yield from _passive(context, clause)
            # body operates thing
            elif clause.mode in ("main", "relative"):
                yield from _active(context, clause, actors(clause.subjects, context), "active")
            # A agreed with B to maintain thing
            elif clause.mode == "infinitive" and agreement is not None:
                parties = [*_parties(context, agreement)]
                yield from _active(context, clause, parties, "agreement")


def _operators(context: Context, sentence: Sentence) -> Iterator[Fact]:
    """Its operator, X; X, the operator of the center."""
    elements = sentence.elements
    for before, element, behind in zip(elements, elements[1:], elements[2:], strict=False):
        if not (isinstance(before, NounPhrase) and is_word(element, ",") and isinstance(behind, NounPhrase)):
            continue
        for role, body in ((before, behind), (behind, before)):
            thing = context.owner(role) if role.head.word == "operator" and role.mention is None else None
            if thing is not None and thing.label in THINGS and body.mention and body.mention.label in BODIES:
                operator = Term(body.mention.name, body.mention.label)
                yield context.fact(thing, PREDICATE, operator, sentence.span, "operator", 0.8)


def _passive(context: Context, clause: Clause) -> Iterator[Fact]:
    bodies = [term for term in agents(clause, context) if term.label in BODIES or term.label is None]
    for _, thing in things(clause.subjects, clause.verb.root, context):
        yield from _facts(context, clause, thing, bodies, "passive", 0.9)


def _active(context: Context, clause: Clause, bodies: list[Term], rule: str) -> Iterator[Fact]:
    bodies = [term for term in bodies if term.label in BODIES or term.label is None]
    for thing in context.terms(clause.objects, THINGS):
        if clause.verb.root not in _HOSTED or thing.label == "EVENT":
            yield from _facts(context, clause, thing, bodies, rule, 0.8)


def _parties(context: Context, agreement: Clause) -> Iterator[Term]:
    for np in (*agreement.subjects, *agreement.governed("with")):
        term = context.term(np)
        if term is not None:
            yield term


def _facts(
    context: Context, clause: Clause, thing: Term, bodies: list[Term], rule: str, confidence: float
) -> Iterator[Fact]:
    for body in bodies:
        if body.name != thing.name:
            yield context.fact(
                thing,
                PREDICATE,
                body,
                clause.sentence,
                rule,
                confidence if body.label else confidence - 0.2,
                status=status_of(clause),
                qualifiers={"act": act_of(clause), "joint": clause.verb.joint or len(bodies) > 1},
            )
