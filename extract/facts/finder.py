"""find_facts: every rule over one document, each claim once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from spacy.tokens import Doc

import extract.facts as package
from extract.facts._contradictions import flagged
from extract.facts.base import Context
from extract.references import Reference, references
from extract.relations.ahead import with_plans
from extract.relations.finder import judged
from extract.types import Document, Fact, Figure, Mention

Example = tuple[str, list[tuple[str, str]]]
_HELPERS = frozenset({"base", "finder"})
# What tells who speaks, and where from.
_AROUND_STATEMENTS = {
    "focuses_on.maker", "focuses_on.trade", "founded_by.title", "has_position.apposition", "has_position.before_name",
    "has_position.title_first", "has_position.heads", "located_in.apposition", "located_in.based",
    "located_in.city_country", "located_in.possessive", "said_by.direct", "said_by.indirect", "said_by.report",
}  # fmt: skip
_REPORTS = ("report", "survey", "study", "poll", "notice", "circular", "list")
_FOLD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Predicate:
    """A predicate as its file gives it."""

    name: str
    description: str
    find: Callable[[Context], Iterator[Fact]]
    examples: Sequence[Example]
    counter_examples: Sequence[str]


@cache
def predicates() -> tuple[Predicate, ...]:
    """All predicates, by name: the modules of this folder but for helpers, which are named so or begin with "_"."""
    names = sorted(m.name for m in iter_modules(package.__path__) if m.name[0] != "_" and m.name not in _HELPERS)
    modules = [import_module(f"{package.__name__}.{name}") for name in names]
    return tuple(Predicate(m.PREDICATE, m.DESCRIPTION, m.find, m.EXAMPLES, m.COUNTER_EXAMPLES) for m in modules)


def find_facts(
    doc: Doc,
    document: Document,
    mentions: Sequence[Mention],
    figures: Sequence[Figure],
    known: Sequence[Reference] | None = None,
) -> tuple[Fact, ...]:
    """The facts that the text states, in its order; what several sentences state is one fact with several evidences.

    `known` are the references of the text, where they are at hand.

    A figure that is part of a plan, or the money of a payment, is not told a second time.
    """
    taken_up = references(doc, mentions, document.headline) if known is None else known
    return facts_of(Context(doc, document, mentions, figures, taken_up))


def facts_of_rules(context: Context) -> list[Fact]:
    """What all rules find in the context, each claim once."""
    found = [fact for predicate in predicates() for fact in predicate.find(context)]
    found = [fact for fact in found if not _is_nameless(fact)]
    return _one_end(_merge(_without_held_statements(_without_repeated_figures(found))))


def facts_of(context: Context) -> tuple[Fact, ...]:
    """What rules and weights find in the context, each claim once and sorted as the text states it."""
    found = _whole_plans(_one_end(_merge(with_plans(context, judged(context, facts_of_rules(context))))))
    return tuple(sorted(flagged(found), key=lambda f: (f.evidence[0].start_char, f.predicate, f.subject, f.object)))


def _fold(text: str) -> str:
    return _FOLD.sub(" ", text.casefold()).strip()


def _key(fact: Fact) -> tuple[str, ...]:
    what = str(fact.qualifiers.get("what", "")) if fact.value is not None else ""
    return _fold(fact.subject), fact.predicate, _fold(fact.object), _fold(what), fact.status


def _merge(facts: Iterable[Fact]) -> list[Fact]:
    """Equal claims become one, told as the surest rule tells it."""
    merged: dict[tuple[str, ...], Fact] = {}
    for fact in facts:
        known = merged.get(_key(fact))
        merged[_key(fact)] = fact if known is None else _join(known, fact)
    return list(merged.values())


def _join(a: Fact, b: Fact) -> Fact:
    surer, other = (a, b) if a.confidence >= b.confidence else (b, a)
    spans = (*surer.evidence, *(span for span in other.evidence if span not in surer.evidence))
    return replace(surer, evidence=spans, qualifiers={**other.qualifiers, **surer.qualifiers})


def _one_end(facts: list[Fact]) -> list[Fact]:
    """ "A established B" and "B founded_by A" are one act: the surer form stays and takes the other's evidence."""
    makers = {(_fold(f.object), _fold(f.subject)): f for f in facts if f.predicate == "founded_by"}
    joined: dict[int, Fact | None] = {}
    for fact in facts:
        other = makers.get((_fold(fact.subject), _fold(fact.object))) if fact.predicate == "established" else None
        if other is not None:
            surer, weaker = (fact, other) if fact.confidence >= other.confidence else (other, fact)
            spans = (*surer.evidence, *(span for span in weaker.evidence if span not in surer.evidence))
            joined |= {id(surer): replace(surer, evidence=spans), id(weaker): None}
    kept = (joined.get(id(fact), fact) for fact in facts)
    return [fact for fact in kept if fact is not None]


def _whole_plans(facts: list[Fact]) -> list[Fact]:
    """ "Build the Harbour Lab" and "Harbour Lab", planned by one body in one sentence, are one plan: the whole."""
    acts: dict[tuple[str, int], list[set[str]]] = {}
    for fact in facts:
        if fact.predicate == "plans":
            acts.setdefault((fact.subject, fact.evidence[0].start_char), []).append(set(_fold(fact.object).split()))
    return [
        fact
        for fact in facts
        if fact.predicate != "plans"
        or not any(set(_fold(fact.object).split()) < act for act in acts[fact.subject, fact.evidence[0].start_char])
    ]


def _without_repeated_figures(facts: list[Fact]) -> list[Fact]:
    told = [f for f in facts if f.predicate in ("plans", "funds")]
    return [f for f in facts if f.predicate not in ("has_count", "has_amount") or not _is_told(f, told)]


def _without_held_statements(facts: list[Fact]) -> list[Fact]:
    """A statement is a fact of its own only where no other fact is read from its sentence; who the speaker is, and that
    a report came out, is not what is stated."""
    held: dict[int, list[Fact]] = {}
    for fact in facts:
        if fact.rule not in _AROUND_STATEMENTS and not _is_report(fact):
            held.setdefault(fact.evidence[0].start_char, []).append(fact)
    return [
        fact
        for fact in facts
        if fact.predicate != "said_by" or not _holds(held.get(fact.evidence[0].start_char, ()), fact)
    ]


def _holds(others: Iterable[Fact], statement: Fact) -> bool:
    """Of a quotation, only what stands between its marks is told by another fact."""
    said = _fold(statement.subject)
    direct = statement.qualifiers.get("mode") == "direct"
    return any(not direct or _fold(other.object) in said for other in others)


def _is_nameless(fact: Fact) -> bool:
    """ "A branch is located in Leeds": nobody can tell which. A statement, a measure and a report are told."""
    nameless = fact.subject_label is None and " " not in fact.subject.strip()
    return nameless and fact.predicate not in ("said_by", "compares_to") and not _is_report(fact)


def _is_report(fact: Fact) -> bool:
    named = fact.object if fact.predicate == "established" else fact.subject
    return fact.predicate in ("established", "date_established", "founded_by") and named.split()[0] in _REPORTS


def _is_told(figure: Fact, told: Iterable[Fact]) -> bool:
    # "Will launch the $50 million Vela Fund": how large the fund is, is no part of the plan
    if figure.rule.endswith(".attribute"):
        return False
    for fact in told:
        if fact.evidence[0] != figure.evidence[0]:
            continue
        if fact.predicate == "funds" and fact.value == figure.value:
            return True
        if fact.predicate == "plans" and figure.status == "planned":
            return True
    return False
