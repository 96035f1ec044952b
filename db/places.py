"""Where a place is, as far as the gazetteer knows it."""

from __future__ import annotations

from collections.abc import Sequence

from extract.gazetteer import Place, country, lookup

# What a place of each label may be in the gazetteer, most usual first.
_KINDS = {
    "CITY": (("city",), ("region", "district", "area")),
    "COUNTRY": (("country",),),
    "PLACE": (("region", "district", "zone", "area"), ("city",)),
}


def locate(name: str, label: str, near: Sequence[str]) -> Place | None:
    """The place of that name: in the first of the countries `near` where it weighs enough, else the most populous.

    A far metropolis outweighs a village of the same name next door: that is Paris in France, also for a Texan paper.
    """
    for kinds in _KINDS[label]:
        for code in (*near, None):
            found = [place for place in lookup(name, near=code) if place.kind in kinds]
            if found and (code is None or found[0].country == code):
                return found[0]
    return None


def country_code(name: str) -> str | None:
    place = country(name)
    return place.country if place else None
