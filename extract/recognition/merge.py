"""One list of names out of the rules' and a model's. The numbers are those that served the development documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.entity_types._base import Candidate
from extract.gazetteer import lookup
from extract.lexicon import CLOSED
from extract.types import LABELS

if TYPE_CHECKING:
    from spacy.tokens import Doc

LEAST = 0.4
"""A model's name less likely than this is no name."""
FILLING = dict.fromkeys(LABELS, 0.6) | {"ORG": 0.7, "COUNTRY": 2.0}
"""What the rules are so sure of stands where the model finds nothing; a country that it does not find is none."""
LONGER = 0.7
"""A name of which the rules are so sure stands against shorter ones of the model within it; not a place's."""
KNOWN = 0.85
"""So sure are the rules of a district or region that the gazetteer has: a model would often call it a city."""
_PLACES = frozenset({"CITY", "COUNTRY"})


def merged(doc: Doc, rules: Sequence[Candidate], model: Iterable[Candidate]) -> list[Candidate]:
    """The model's names, which knows what the rules say; then what the rules are sure of and the model has cut short
    or left out. Where both find a name, its canonical name and title are the rules'."""
    own = {i: rule for rule in rules for i in range(rule.start, rule.end)}
    likely = [found for found in model if found.score >= LEAST and not _is_function_word(doc, found)]
    theirs = {i: found for found in likely for i in range(found.start, found.end)}
    longer = [rule for rule in rules if _holds(rule, theirs)]
    held = {i for rule in longer for i in range(rule.start, rule.end)}
    kept = [found for found in likely if held.isdisjoint(range(found.start, found.end))]
    chosen = [*longer, *(_settled(doc, found, own.get(found.end - 1)) for found in kept)]
    taken = {i for found in chosen for i in range(found.start, found.end)}
    chosen += [
        rule for rule in rules if rule.score >= FILLING[rule.label] and taken.isdisjoint(range(rule.start, rule.end))
    ]
    return sorted(chosen, key=lambda candidate: candidate.start)


def _holds(rule: Candidate, theirs: Mapping[int, Candidate]) -> bool:
    """Whether all that the model finds of the rule's words lies within them, and is not the same."""
    if rule.label == "PLACE" or rule.score < LONGER:
        return False
    found = [theirs[i] for i in range(rule.start, rule.end) if i in theirs]
    if not found or (found[0].label, found[0].start, found[0].end) == (rule.label, rule.start, rule.end):
        return False
    return rule.start <= found[0].start and found[-1].end <= rule.end


def _is_function_word(doc: Doc, found: Candidate) -> bool:
    """ "Moreover", "However": one word of a closed class, capitalised because it opens a sentence."""
    return found.end - found.start == 1 and found.label != "DATE" and doc[found.start].lower_ in CLOSED


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
