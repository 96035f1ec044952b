"""COUNTRY: sovereign states by name or abbreviation; an adjective ("Israeli") is none."""

from __future__ import annotations

from collections.abc import Iterator

from extract.entity_types._base import Candidate, Context
from extract.gazetteer import country, lookup

LABEL = "COUNTRY"
DESCRIPTION = "a sovereign state"
EXAMPLES = [
    (
        "The delegation visited the US, the UAE and South Korea.",
        ["United States", "United Arab Emirates", "South Korea"],
    ),
    ("Exports to the U.K. and Côte d'Ivoire rose.", ["United Kingdom", "Ivory Coast"]),
]
COUNTER_EXAMPLES = [
    ("The Israeli and Chinese delegations met.", ["Israel", "China"]),
    ("She moved from Atlanta, Georgia, to Boston.", ["Georgia"]),
    ("The Bank of Japan kept its rate.", ["Japan"]),
]


def find(context: Context) -> Iterator[Candidate]:
    for name in context.names:
        text = context.text(name)
        place = country(text) if len(text) > 2 or text in {"US", "UK"} else None
        if place is not None and not _is_region(context, name.start, name.end, text):
            yield Candidate(label=LABEL, start=name.start, end=name.end, score=0.97, name=place.name)


def _is_region(context: Context, start: int, end: int, text: str) -> bool:
    """ "Atlanta, Georgia": a name that is a region too, behind a city of that region."""
    regions = [p for p in lookup(text) if p.kind == "region" and p.country]
    comma, city = context.before(start), context.before(start, 2)
    if not regions or comma is None or city is None or comma.text != ",":
        return False
    return any(p.region == regions[0].name for p in lookup(city.text))
