"""CITY: municipalities and towns of the gazetteer, unknown towns by their surroundings."""

from __future__ import annotations

from collections.abc import Iterator

from extract.entity_types._base import Candidate, Context
from extract.entity_types._geo import evidence, is_ambiguous, place_of
from extract.gazetteer import Place, lookup
from extract.names import Name

LABEL = "CITY"
DESCRIPTION = "a municipality or town"
EXAMPLES = [
    ("The firm has offices in Rotterdam, Antwerp and Porto.", ["Rotterdam", "Antwerp", "Porto"]),
    ("Xi'an-based Foo Ltd. opened a branch in Be'er Sheva.", ["Xi'an", "Beersheba"]),
    ("NAIROBI: The county signed the deal.", ["Nairobi"]),
    ("The library in Reading, England, reopened.", ["Reading"]),
]
COUNTER_EXAMPLES = [
    ("Reading is fun, and Nice people read.", ["Reading", "Nice"]),
    ("Boston University and Toyota signed the deal.", ["Boston"]),
    ("Jackson said the plan was ready.", ["Jackson"]),
]


def find(context: Context) -> Iterator[Candidate]:
    for name in context.names:
        candidate = _city(context, name)
        if candidate is not None:
            yield candidate


def _city(context: Context, name: Name) -> Candidate | None:
    place = place_of(context, name) or _city_of(context, name)
    if place is not None and place.kind == "city":
        certain = name.core_end < name.end or (place.population >= 300_000 and not is_ambiguous(context, name))
        seen = evidence(context, name.start, name.end)
        score = (
            0.93
            if certain
            else 0.88
            if seen
            else 0.3
            if place.population < 100_000 or is_ambiguous(context, name)
            else 0.7
        )
        return Candidate(label=LABEL, start=name.start, end=name.end, score=score, name=place.name)
    if _among_cities(context, name):
        return Candidate(label=LABEL, start=name.start, end=name.end, score=0.9)
    return None


def _city_of(context: Context, name: Name) -> Place | None:
    """ "City of Helsinki"."""
    if name.core_end >= name.end or context.doc[name.start : name.core_end].text not in {
        "City",
        "Town",
        "Municipality",
    }:
        return None
    return next(iter(lookup(context.doc[name.core_end + 1 : name.end].text, near=context.country)), None)


def _among_cities(context: Context, name: Name) -> bool:
    """An unknown name between two cities of a list: "Boston, Fooville and Porto"."""
    if name.head or name.end - name.start > 2:
        return False
    comma, joint = context.before(name.start), context.after(name.end)
    if comma is None or joint is None or comma.text != "," or joint.lower_ not in {",", "and"}:
        return False
    return _is_city(context, end=comma.i) and _is_city(context, start=joint.i + 1)


def _is_city(context: Context, *, start: int = -1, end: int = -1) -> bool:
    name = next((n for n in context.names if n.start == start or n.end == end), None)
    place = place_of(context, name) if name is not None else None
    return place is not None and place.kind == "city" and place.population > 100_000
