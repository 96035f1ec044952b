"""One list of names out of the rules' and a model's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.entity_types._base import Candidate

RULED = frozenset({"DATE", "COUNTRY"})
"""Labels of closed lists and of a calendar: where the rules find one, no model is asked, and no model adds one."""


def merged(rules: Sequence[Candidate], model: Iterable[Candidate]) -> list[Candidate]:
    """Of what overlaps, the rules' RULED names stand, then the model's; the rules fill what is left. Where both give
    one label to overlapping words, the rules' canonical name and title are kept."""
    ruled = [candidate for candidate in rules if candidate.label in RULED]
    own = [candidate for candidate in rules if candidate.label not in RULED]
    found = [_named(candidate, own) for candidate in model if candidate.label not in RULED]
    taken: set[int] = set()
    chosen = []
    for candidate in (*ruled, *found, *own):
        tokens = range(candidate.start, candidate.end)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            chosen.append(candidate)
    return sorted(chosen, key=lambda candidate: candidate.start)


def _named(candidate: Candidate, rules: Iterable[Candidate]) -> Candidate:
    for rule in rules:
        if rule.label == candidate.label and rule.start < candidate.end and candidate.start < rule.end:
            same = (rule.start, rule.end) == (candidate.start, candidate.end)
            return replace(candidate, title=rule.title, name=rule.name if same else None)
    return candidate
