"""Why a fact was told: its rule, and the words that weighed most for and against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.facts.base import Context
from extract.facts.finder import facts_of, facts_of_rules
from extract.figures import find_figures
from extract.mentions import find_mentions
from extract.nlp import make_doc
from extract.recognition.choice import chosen, load_model
from extract.references import references
from extract.relations.candidates import Candidate, candidates
from extract.relations.finder import told_by_rules
from extract.relations.shares import FILE, Odds, with_odds
from extract.types import Document, Fact
from extract.weights import load_weights

_KINDS = {
    "w": "word between", "B": "words between", "P": "before", "A": "behind", "L": "labels", "K": "written as",
    "M": "other names between", "N": "distance", "H": "last word of a name", "r": "role", "R": "rule",
    "V": "leading word", "T": "named before", "F": "figure and holder", "G": "holder named before", "W": "figure",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """`weight` is in log-odds: above 0 it speaks for the fact."""

    kind: str
    words: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A fact of the document with what weighed for it, the weightiest first."""

    fact: Fact
    reasons: tuple[Reason, ...]


def explain(document: Document, most: int = 8) -> Iterator[Explained]:
    """Reads the document again, as the program does, and tells of each fact why."""
    doc = make_doc(document.text)
    mentions = find_mentions(doc, document, load_model(chosen()))
    figures = find_figures(doc, document, mentions)
    context = Context(doc, document, mentions, figures, references(doc, mentions, document.headline))
    rules = facts_of_rules(context)
    weighed = with_odds(context, list(candidates(context, rules)))
    for fact in facts_of(context):
        yield Explained(fact=fact, reasons=tuple(_reasons(fact, weighed, rules, most)))


def _reasons(fact: Fact, weighed: list[Odds], rules: list[Fact], most: int) -> Iterator[Reason]:
    weights = load_weights(FILE)
    best: tuple[float, str, Candidate] | None = None
    for odds in weighed:
        candidate = odds.candidate
        for task in ("rule",) if candidate.rule is not None else candidate.predicates:
            if _is_of(fact, task, candidate, rules):
                (share,) = odds.shares((task,))
                best = max(best, (share, task, candidate), key=lambda one: one[0]) if best else (share, task, candidate)
    if best is not None:
        for feature, weight in weights.reasons(best[2].features(), best[1], most):
            code, _, words = feature.partition("|")
            yield Reason(kind=_KINDS.get(code[0], code), words=words, weight=weight)


def _is_of(fact: Fact, task: str, candidate: Candidate, rules: list[Fact]) -> bool:
    if candidate.figure is not None:
        return (fact.subject, fact.value) == (candidate.subject[0], candidate.figure.value)
    told = told_by_rules(candidate, task, rules)
    if told is not None:
        return (told.predicate, told.subject, told.object) == (fact.predicate, fact.subject, fact.object)
    return (task, candidate.subject[0], candidate.object[0]) == (fact.predicate, fact.subject, fact.object)
