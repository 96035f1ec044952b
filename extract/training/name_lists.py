"""Names to put in place of the corpus's own: people of many cultures, bodies, places and the rest, drawn by chance."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

from extract.gazetteer import areas, cities

_FILE = Path(__file__).with_name("names.toml")
_SLOT = re.compile(r"\{(\w+)\}")
LARGE = 80_000
"""Cities from so many people on are drawn half of the time: announcements name large ones more."""


@dataclass(frozen=True, slots=True)
class Culture:
    """Given and family names, and which stands first."""

    family_first: bool
    family: tuple[str, ...]
    given: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameLists:
    """All lists of names.toml, and the gazetteer's cities."""

    cultures: tuple[Culture, ...]
    lists: Mapping[str, Sequence[str]]
    patterns: Mapping[str, Sequence[str]]
    cities: tuple[str, ...]
    large_cities: tuple[str, ...]
    areas: tuple[str, ...]

    def city(self, chance: Random) -> str:
        return chance.choice(self.large_cities if chance.random() < 0.5 else self.cities)

    def culture(self, chance: Random) -> Culture:
        """A third of the people are Chinese."""
        return self.cultures[0] if chance.random() < 1 / 3 else chance.choice(self.cultures)

    def name(self, label: str, chance: Random) -> str:
        """A name of that label, made of a pattern."""
        pattern = chance.choice(self.patterns[label])
        return _SLOT.sub(lambda slot: self._word(slot[1], chance), pattern)

    def root(self, chance: Random) -> str:
        return chance.choice(self.lists["root"])

    def _word(self, slot: str, chance: Random) -> str:
        return self.city(chance) if slot == "city" else chance.choice(self.lists[slot])


@lru_cache(maxsize=1)
def name_lists() -> NameLists:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    found = [(place.name, place.population) for place in cities() if _is_usual(place.name)]
    return NameLists(
        cultures=tuple(
            Culture(people["family_first"], tuple(people["family"].split()), tuple(people["given"].split()))
            for people in data["people"].values()
        ),
        lists={name: _parts(text) for name, text in data["lists"].items()},
        patterns={label: text.strip().splitlines() for label, text in data["patterns"].items()},
        cities=tuple(name for name, _ in found),
        large_cities=tuple(name for name, population in found if population >= LARGE),
        areas=tuple(filter(_is_usual, areas())),
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(text.split("; ") if ";" in text else text.split())


def _is_usual(name: str) -> bool:
    """Without signs of transliteration that no news text has."""
    return name[:1].isupper() and len(name.split()) <= 3 and not re.search(r"[(),/0-9\u1e00-\u1eff]", name)
