"""One list of names out of the rules' and a model's. The numbers are those that served the development documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.entity_types._base import Candidate
from extract.gazetteer import lookup

if TYPE_CHECKING:
    from spacy.tokens import Doc

LEAST = 0.4
"""A model's name less likely than this is no name."""
FILLING = 0.6
"""What the rules are so sure of stands where the model finds nothing."""
KNOWN = 0.85
"""So sure are the rules of a district or region that the gazetteer has: a model would often call it a city."""
_PLACES = frozenset({"CITY", "COUNTRY"})


def merged(doc: Doc, rules: Sequence[Candidate], model: Iterable[Candidate]) -> list[Candidate]:
    """The model's names, which knows what the rules say; then what the rules are sure of and the model has left out.
    Where both find a name, its canonical name and title are the rules'."""
    own = {i: rule for rule in rules for i in range(rule.start, rule.end)}
    chosen = [_settled(doc, found, own.get(found.end - 1)) for found in model if found.score >= LEAST]
    taken = {i for found in chosen for i in range(found.start, found.end)}
    for rule in rules:
        if rule.score >= FILLING and taken.isdisjoint(range(rule.start, rule.end)):
            chosen.append(rule)
    return sorted(chosen, key=lambda candidate: candidate.start)


def _settled(doc: Doc, found: Candidate, rule: Candidate | None) -> Candidate:
    same = rule is not None and (rule.start, rule.end) == (found.start, found.end)
    if rule is not None and same and rule.label == "PLACE" and rule.score >= KNOWN and found.label in _PLACES:
        return rule
    if rule is not None and rule.label == found.label:
        return replace(found, title=rule.title, name=rule.name if same or found.label == "DATE" else None)
    return replace(found, name=_gazetteer_name(doc, found)) if found.label in _PLACES else found


def _gazetteer_name(doc: Doc, found: Candidate) -> str | None:
    kind = found.label.lower()
    return next((place.name for place in lookup(doc[found.start : found.end].text) if place.kind == kind), None)
