"""The learned facts: candidates that the weights find likely, beside and over what the rules propose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from extract.facts._holders import Holding
from extract.facts.base import Context, Term, is_amount
from extract.facts.has_amount import amount_fact
from extract.facts.has_count import count_fact
from extract.relations.candidates import HOLDING, Candidate, candidates
from extract.relations.features import status_features
from extract.types import Fact, Status
from extract.weights import Weights, load_weights

FILE = Path(__file__).parents[1] / "data" / "relations.npz"
LEAST = 0.4
"""Probability from which a candidate is a fact at all; what a user is shown is set by --min-confidence."""
_AHEAD = 0.3
"""Probability from which a fact is told as planned: telling a plan as done is the worse error."""


def judged(context: Context, rules: Sequence[Fact]) -> list[Fact]:
    """The facts of the rules with the probability of each as its confidence, and those that only the weights find."""
    weights = load_weights(FILE)
    found: list[Fact] = []
    held: dict[int, tuple[float, Candidate]] = {}
    for candidate in candidates(context, rules):
        if candidate.rule is not None:
            found += _from_rule(context, candidate, weights)
        elif candidate.figure is not None:
            (share,) = weights.probabilities(candidate.features, candidate.predicates)
            if share >= max(LEAST, held.get(candidate.figure.start_char, (0.0, candidate))[0]):
                held[candidate.figure.start_char] = share, candidate
        else:
            found += _from_pair(context, candidate, weights, rules)
    for share, candidate in held.values():
        found += _held(context, candidate, share, weights, rules)
    return found


def _from_rule(context: Context, candidate: Candidate, weights: Weights) -> Iterable[Fact]:
    fact = candidate.rule
    assert fact is not None
    (share,) = weights.probabilities(candidate.features, ("rule",))
    if share >= LEAST:
        yield replace(fact, confidence=round(share, 3), status=_status(context, candidate, fact, weights))


def _from_pair(context: Context, candidate: Candidate, weights: Weights, rules: Sequence[Fact]) -> Iterable[Fact]:
    shares = weights.probabilities(candidate.features, candidate.predicates)
    for predicate, share in zip(candidate.predicates, shares, strict=True):
        if share < LEAST:
            continue
        told = told_by_rules(candidate, predicate, rules)
        status = _status(context, candidate, told, weights)
        if told is not None:
            yield replace(told, confidence=round(share, 3), status=status)
            continue
        subject, object = Term(*candidate.subject), Term(*candidate.object)
        sentence = context.sentences[candidate.sentence].span
        yield context.fact(subject, predicate, object, sentence, "learned", round(share, 3), status=status)


def _held(
    context: Context, candidate: Candidate, share: float, weights: Weights, rules: Sequence[Fact]
) -> Iterable[Fact]:
    figure = candidate.figure
    assert figure is not None
    told = told_by_rules(candidate, "holding", rules)
    status = _status(context, candidate, told, weights)
    if told is not None:
        yield replace(told, confidence=round(share, 3), status=status)
        return
    sentence = context.sentences[candidate.sentence]
    holding = Holding(figure, Term(*candidate.subject), sentence, "learned", round(share, 3), status, None)
    if is_amount(figure):
        yield amount_fact(context, holding)
    elif figure.what:
        yield count_fact(context, holding)


def told_by_rules(candidate: Candidate, predicate: str, rules: Iterable[Fact]) -> Fact | None:
    """The fact of the rules that says the same."""
    if candidate.rule is not None:
        return candidate.rule
    subject, object = candidate.subject[0], candidate.object[0]
    if candidate.figure is not None:
        value = candidate.figure.value
        held = (fact for fact in rules if fact.predicate in HOLDING and fact.subject == subject)
        return next((fact for fact in held if fact.value == value), None)
    wanted = {(predicate, subject, object)}
    if predicate == "founded_by":
        wanted.add(("established", object, subject))
    return next((fact for fact in rules if (fact.predicate, fact.subject, fact.object) in wanted), None)


def planned_features(context: Context, candidate: Candidate, told: Fact | None) -> tuple[str, ...]:
    ends = (candidate.subject, candidate.object)
    published = context.document.date_published
    return tuple(status_features(candidate.line, ends, published, candidate.figure, told))


def _status(context: Context, candidate: Candidate, told: Fact | None, weights: Weights) -> Status:
    if told is not None and told.predicate == "plans":
        return told.status
    (share,) = weights.probabilities(planned_features(context, candidate, told), ("planned",))
    return "planned" if share >= _AHEAD else "done"
