"""PLACE: districts, provinces, zones, parks, streets, regions and landmarks."""

from __future__ import annotations

from collections.abc import Iterator

from extract.entity_types._base import Candidate, Context
from extract.entity_types._geo import evidence, is_ambiguous, place_of
from extract.gazetteer import is_district, state
from extract.heads import is_capitalised
from extract.lexicon import CLOSED, words
from extract.names import Name
from extract.nlp import text_of

LABEL = "PLACE"
_NOUNS = words(
    "district neighborhood neighbourhood precinct province county river desert suburb village township valley street"
)
_PREFIXES = words(
    "mount mt mt. lake cape fort port isle ile gulf jalan avenida rue calle plaza avenue downtown greater"
)
# Words of a city's name, the longest first.
_SIZES = (3, 2, 1)
DESCRIPTION = "a district, province or state, zone, park, street, landmark or region"
EXAMPLES = [
    ("The firm moved from Silicon Valley to Tianhe District.", ["Silicon Valley", "Tianhe District"]),
    ("It lies in the Foo Bar Science Park off Baker Street.", ["Foo Bar Science Park", "Baker Street"]),
    ("Shanghai pays rents in Yangpu and Xuhui.", ["Yangpu", "Xuhui"]),
    ("Firms of Baton Rouge, LA, and Louisville, Ky., came.", ["Louisiana", "Kentucky"]),
    ("Bavaria and the Greater Bay Area work together.", ["Bavaria", "Guangdong-Hong Kong-Macao Greater Bay Area"]),
]
COUNTER_EXAMPLES = [
    ("The park and the street were closed.", ["park", "street"]),
    ("Central funding helped.", ["Central"]),
    ("Porto, LA and IN met.", ["Louisiana", "Indiana"]),
    ("Shandong's Huangpu company moved.", ["Huangpu"]),
]


def find(context: Context) -> Iterator[Candidate]:
    for name in context.names:
        candidate = (
            _district(context, name) or _known(context, name) or _headed(context, name) or _guessed(context, name)
        )
        if candidate is not None:
            yield candidate
    yield from _states(context)


def _states(context: Context) -> Iterator[Candidate]:
    """ "Baton Rouge, LA", "Louisville, Ky."."""
    doc = context.doc
    for comma in (token.i for token in doc if token.text == "," and 0 < token.i < len(doc) - 1):
        if not is_capitalised(doc[comma + 1]):
            continue
        for end in (comma + 3, comma + 2):
            before = (doc[comma - size : comma].text for size in _SIZES if size <= comma)
            name = next((found for city in before if (found := state(doc[comma + 1 : end].text, city))), None)
            if name is not None:
                yield Candidate(label=LABEL, start=comma + 1, end=end, score=0.97, name=name)
                break


def _district(context: Context, name: Name) -> Candidate | None:
    """ "Yangpu", where the text is of Shanghai."""
    if name.head is None and name.end - name.start <= 3 and is_district(context.text(name), text_of(context.doc)):
        return Candidate(label=LABEL, start=name.start, end=name.end, score=0.95)
    return None


def _known(context: Context, name: Name) -> Candidate | None:
    place = place_of(context, name)
    if place is None or place.kind in {"city", "country"}:
        return None
    listed = not place.population
    score = 0.92 if listed else 0.85
    if is_ambiguous(context, name) or (name.end - name.start == 1 and place.population < 500_000 and not listed):
        score = 0.8 if evidence(context, name.start, name.end) else 0.3
    canonical = place.name if listed else None
    return Candidate(label=LABEL, start=name.start, end=name.end, score=score, name=canonical)


def _guessed(context: Context, name: Name) -> Candidate | None:
    """ "Mount Fuji"; "in Fooville": a name without a head noun where only a place can stand."""
    first = context.doc[name.start].lower_
    before, after = context.before(name.start), context.after(name.end)
    if name.head or name.end - name.start > 3:
        return None
    if after is not None and after.is_lower and after.lower_ in _NOUNS and len(context.text(name)) > 2:
        return Candidate(label=LABEL, start=name.start, end=name.end + 1, score=0.72)
    if first in _PREFIXES and name.end - name.start > 1:
        return Candidate(label=LABEL, start=name.start, end=name.end, score=0.8)
    inside = before is not None and before.lower_ in {"in", "near", "outside", "across"}
    if (
        not inside
        or context.text(name).isupper()
        or (after is not None and after.is_lower and after.lower_ not in CLOSED)
    ):
        return None
    return Candidate(label=LABEL, start=name.start, end=name.end, score=0.57)


def _headed(context: Context, name: Name) -> Candidate | None:
    if name.head != LABEL or name.end - name.start < 2:
        return None
    return Candidate(label=LABEL, start=name.start, end=name.end, score=0.8)
