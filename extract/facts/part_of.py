"""What belongs to what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.facts._clauses import Clause
from extract.facts._phrases import Element, NounPhrase
from extract.facts.base import PLACES, THINGS, Context, Sentence, Term, is_word, singular, status_of
from extract.lexicon import words
from extract.types import Fact

PREDICATE = "part_of"
DESCRIPTION = "thing → larger thing: belongs to, affiliated to; batch, phase, branch of"

EXAMPLES = [
    ("The Aire Incubator is part of Leeds University.", [("Aire Incubator", "Leeds University")]),
    (
        "Brightsea Technologies, a subsidiary of Nordic Group, makes sensors.",
        [("Brightsea Technologies", "Nordic Group")],
    ),
    ("The Harbour Lab is affiliated with Harbour University.", [("Harbour Lab", "Harbour University")]),
    ("The Harbour Lab belongs to Harbour University.", [("Harbour Lab", "Harbour University")]),
    ("Harbour University's Aire Incubator won a prize.", [("Aire Incubator", "Harbour University")]),
]
COUNTER_EXAMPLES = [
    "The Harbour Lab is not part of Harbour University.",
    "The Harbour Lab is located in the Harbour University campus.",
    "Porto is part of Portugal's charm.",
]

_PARTS = words(
    "part subsidiary branch unit arm division affiliate member phase batch component section department offshoot "
    "campus subdivision wing"
)
_COUNTED = frozenset({"batch", "phase", "component", "section"})
_BODIES = frozenset({"ORG", "CENTER"})
_LARGER = THINGS | PLACES
_BELONGING = frozenset({"belong", "affiliate", "attach", "subordinate"})


def find(context: Context) -> Iterator[Fact]:
    for clause in context.clauses:
        if clause.asserted and clause.mode in ("main", "relative", "reduced"):
            yield from _copula(context, clause)
            yield from _belongs(context, clause)
    for sentence in context.sentences:
        for i, element in enumerate(sentence.elements):
            if isinstance(element, NounPhrase):
                yield from _apposition(context, sentence, i)
                yield from _owned(context, sentence, element)


def _copula(context: Context, clause: Clause) -> Iterator[Fact]:
    """X is a branch of Y; X is the first batch of Y's offices."""
    if clause.verb.lemma not in ("be", "become") or clause.passive or not clause.objects:
        return
    part = clause.objects[0]
    if singular(part.head.word) not in _PARTS:
        return
    larger = _whole(context, part)
    for thing in context.terms(clause.subjects, THINGS):
        if larger is not None and larger.name != thing.name:
            yield context.fact(thing, PREDICATE, larger, clause.sentence, "copula", 0.8, status=status_of(clause))


def _whole(context: Context, part: NounPhrase) -> Term | None:
    """Y of "a branch of Y"; a batch or phase is itself the whole: "first batch of the city's institutions"."""
    if singular(part.head.word) in _COUNTED:
        return Term(context.phrase(part))
    elements = context.sentence_of(context.doc[part.start].idx).elements
    i = next((i for i, element in enumerate(elements) if element is part), len(elements))
    if i + 2 < len(elements) and is_word(elements[i + 1], "of") and isinstance(inner := elements[i + 2], NounPhrase):
        term = context.resolve(inner)
        if term is None and inner.head.capital and inner.core[0].capital:
            term = Term(context.phrase(inner), "ORG")
        return term if term is not None and term.label in THINGS else None
    return None


def _belongs(context: Context, clause: Clause) -> Iterator[Fact]:
    """X belongs to Y; X is affiliated with Y."""
    if clause.verb.lemma not in _BELONGING:
        return
    for thing in context.terms(clause.subjects, THINGS | {"CITY"}):
        for larger in context.terms(clause.governed("to", "with"), _LARGER):
            if larger.name != thing.name:
                yield context.fact(thing, PREDICATE, larger, clause.sentence, "belongs", 0.85, status=status_of(clause))


def _owned(context: Context, sentence: Sentence, np: NounPhrase) -> Iterator[Fact]:
    """ "Y's Institute X", of two names."""
    if np.owner is None or np.owner.mention is None or np.mention is None:
        return
    larger, thing = context.owner(np), context.resolve(np)
    if larger is None or thing is None or larger.name == thing.name:
        return
    if {larger.label, thing.label} <= _BODIES:
        yield context.fact(thing, PREDICATE, larger, sentence.span, "owned", 0.8)


def _apposition(context: Context, sentence: Sentence, i: int) -> Iterator[Fact]:
    """ "X, a subsidiary of Y"."""
    elements: Sequence[Element] = sentence.elements
    np = elements[i]
    assert isinstance(np, NounPhrase)
    thing = context.resolve(np)
    if thing is None or thing.label not in THINGS or i + 2 >= len(elements) or not is_word(elements[i + 1], ","):
        return
    part = elements[i + 2]
    if not isinstance(part, NounPhrase) or part.mention is not None or singular(part.head.word) not in _PARTS:
        return
    larger = _whole(context, part) or context.owner(part)
    if larger is not None and larger.label in THINGS and larger.name != thing.name:
        yield context.fact(thing, PREDICATE, larger, sentence.span, "apposition", 0.85)
