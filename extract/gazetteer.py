"""Names of places: countries, first-level regions, cities over 15,000 people, and the districts and zones that
announcements name. Spans are looked up in a dict; nothing goes into the tokenizer or a matcher."""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from extract.lexicon import words

Kind = Literal["city", "country", "region", "district", "zone", "area"]

_QUARTER = "quarter"

DATA = Path(__file__).with_name("data")
_DROPPED = str.maketrans(dict.fromkeys("'’‘`ʻʼ.", ""))
_LETTERS = str.maketrans({"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "ı": "i", "đ": "d", "Đ": "d", "ß": "ss", "æ": "ae"})
_GAPS = re.compile(r"[\s\-–—‐‑,/()]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place that has a name. `country` is ISO 3166 alpha-2, empty for what lies in several; `region` is the
    first-level region of a city, the city of a district; `population` is 0 where it is not known."""

    kind: Kind
    name: str
    country: str
    region: str = ""
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0


@lru_cache(maxsize=16384)
def fold_name(name: str) -> str:
    """Case, diacritics, apostrophes, full stops, hyphens and a leading "the" folded away: "Xi'an" is "xian"."""
    plain = unicodedata.normalize("NFKD", name.translate(_DROPPED).translate(_LETTERS))
    folded = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return _GAPS.sub(" ", folded).strip().removeprefix("the ")


# "Jiangsu Sheng", "Guangxi Zhuangzu Zizhiqu": as the list of cities has what English texts call "Jiangsu", "Guangxi".
_NATIVE = re.compile(r"(?: Zhuangzu| Huizu| Uygur)? (?:Sheng|Shi|Zizhiqu)$")
# What provinces and states are called behind their names, in English and as the list of cities has them.
_REGIONS = words(
    "province state region prefecture governorate voivodeship territory county oblast krai okrug autonomous"
)


def lookup(name: str, *, near: str | None = None) -> tuple[Place, ...]:
    """The places of that name, best first: country, then own areas, then by population; those of the country `near`
    (alpha-2) come before others of the same kind."""
    found = _index().get(fold_name(name), ())
    places = [_place(entry) for entry in found]
    return tuple(sorted(places, key=lambda place: _rank(place, near)))


def is_district(name: str, text: str) -> bool:
    """Whether a city that the text names has a district or quarter of that name: "Yangpu" stands for "Yangpu District"
    where it is of Shanghai."""
    own = (p.region for p in lookup(f"{name} District") if not p.population and p.region)
    return any(city in text for city in (*own, *_quarters().get(fold_name(name), ())))


def lies_in(name: str, other: str) -> bool:
    """Whether a place of that name lies in the other one, a country or a region: "Wuxi" in "Jiangsu Province"."""
    land, region = country(other), _own_words(other)
    places = [place for place in lookup(name) if place.kind != "country" and place.name != other]
    return any((land and place.country == land.country) or region == _own_words(place.region) for place in places)


def lies_elsewhere(name: str, land: str) -> bool:
    """Whether all places of that name that are known lie in other countries: "China's Silicon Valley" is no place."""
    found = country(land)
    places = [place for place in lookup(name) if place.kind != "country"]
    return found is not None and bool(places) and all(place.country != found.country for place in places)


def _own_words(region: str) -> str:
    """ "jiangsu" of "Jiangsu Sheng" and of "Jiangsu Province"."""
    words = fold_name(region).split()
    while len(words) > 1 and words[-1] in _REGIONS:
        words.pop()
    return " ".join(words) or "-"


def state(written: str, city: str) -> str | None:
    """The state or province that is short for behind a city of it: "KY" or "Ky." behind "Louisville"."""
    found = _states().get(written)
    return found if found is not None and lies_in(city, found) else None


def country(name_or_code: str) -> Place | None:
    """The country of that name, alias or alpha-2 code; a demonym ("Israeli") is none."""
    code = name_or_code if name_or_code in _countries() else _country_names().get(fold_name(name_or_code))
    return _countries().get(code) if code else None


def demonym(word: str) -> Place | None:
    """The country that the adjective belongs to: "Israeli" is Israel."""
    code = _demonyms().get(word.casefold())
    return _countries().get(code) if code else None


def cities() -> Iterator[Place]:
    """All cities of the gazetteer."""
    return (_place(entry) for entry in _condensed() if entry[0] == "city")


def areas() -> tuple[str, ...]:
    """Districts, zones, regions and other areas that are no city: all their names of one word."""
    entries = (*_condensed(), *_areas())
    names = {entry[1] for entry in entries if entry[0] not in ("city", "country")}
    names |= {alias for aliases, _ in _area_aliases() for alias in aliases}
    words = (name for name in sorted(names) if " " not in name)
    return tuple(word for word in words if all(place.kind != "city" for place in lookup(word)[:1]))


def countries() -> tuple[Place, ...]:
    """All countries, each by the name that is usual in news."""
    return tuple(_countries().values())


def is_known(name: str) -> bool:
    """Whether any place has the name."""
    return fold_name(name) in _index()


def _rank(place: Place, near: str | None) -> tuple[int, bool, int]:
    """Countries, own areas, large cities, regions, small towns; within each those of the country `near`, then by
    population: "New York" is the city, "Georgia" the country, "Limerick" the city of its county."""
    if place.kind == "country":
        kind = 0
    elif not place.population:
        kind = 1
    elif place.kind == "city":
        kind = 2 if place.population >= 100_000 else 4
    else:
        kind = 3
    return (kind, place.country != near, -place.population)


Entry = tuple[str, str, str, str, str, str, str]


def _place(entry: Entry) -> Place:
    kind, name, code, region, latitude, longitude, population = entry
    return Place(
        kind=kind,  # type: ignore[arg-type]
        name=name,
        country=code,
        region=region,
        latitude=float(latitude) if latitude else None,
        longitude=float(longitude) if longitude else None,
        population=int(population or 0),
    )


@lru_cache(maxsize=1)
def _index() -> dict[str, tuple[Entry, ...]]:
    index: dict[str, list[Entry]] = defaultdict(list)
    for entry in (*_condensed(), *_areas(), *_country_entries()):
        for spelling in {fold_name(name) for name in (entry[1], *_spellings().get((entry[1], entry[2]), ()))}:
            index[spelling].append(entry)
    for names, entry in _area_aliases():
        for name in names:
            index[fold_name(name)].append(entry)
    for folded, code in _country_names().items():
        index[folded] += [entry for entry in _country_entries() if entry[2] == code and entry not in index[folded]]
    return {name: tuple(dict.fromkeys(entries)) for name, entries in index.items()}


@lru_cache(maxsize=1)
def _condensed() -> tuple[Entry, ...]:
    """Cities under the names that English texts give them ("Seville", not "Sevilla"), and regions."""
    english = {(other, code): name for (name, code), others in _spellings().items() for other in others}
    text = gzip.decompress((DATA / "places.tsv.gz").read_bytes()).decode()
    return tuple(_renamed(line.split("\t"), english) for line in text.splitlines())


def _renamed(entry: list[str], english: Mapping[tuple[str, str], str]) -> Entry:
    kind, name, code, region, *rest = entry
    own = english.get((name, code), name) if kind == "city" else _NATIVE.sub("", name)
    return (kind, own, code, _NATIVE.sub("", region), *rest)  # type: ignore[return-value]


def _lines(file: str) -> Iterator[list[str]]:
    for line in (DATA / file).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [*line.split("\t"), "", "", ""]


@lru_cache(maxsize=1)
def _spellings() -> dict[tuple[str, str], tuple[str, ...]]:
    """(name in English, country) -> its other spellings, as they stand in the file."""
    return {(name, code): tuple(other.split("|")) for name, code, other, *_ in _lines("exonyms.tsv")}


def _area_aliases() -> Iterator[tuple[list[str], Entry]]:
    """Each of our own areas with all its spellings; the first one is its name."""
    for kind, code, parent, names, *_ in _lines("areas.tsv"):
        if kind == _QUARTER:
            continue
        for spelled in names.split("; "):
            name, *aliases = spelled.split("=")
            yield aliases, ("area" if kind == "country_part" else kind, name, code, parent, "", "", "")


@lru_cache(maxsize=1)
def _quarters() -> dict[str, tuple[str, ...]]:
    """Folded name -> the cities that have a quarter of that name."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, _, city, names, *_ in _lines("areas.tsv"):
        for spelling in re.split("; |=", names) if kind == _QUARTER else ():
            found[fold_name(spelling)] = (*found.get(fold_name(spelling), ()), city)
    return found


def _areas() -> Iterator[Entry]:
    for _, entry in _area_aliases():
        yield entry


@lru_cache(maxsize=1)
def _country_entries() -> tuple[Entry, ...]:
    people: dict[str, int] = defaultdict(int)
    largest: dict[str, Entry] = {}
    for entry in _condensed():
        if entry[0] == "city":
            people[entry[2]] += int(entry[6])
            if entry[2] not in largest or int(entry[6]) > int(largest[entry[2]][6]):
                largest[entry[2]] = entry
    return tuple(
        ("country", name, code, "", *(largest[code][4:6] if code in largest else ("", "")), str(people[code]))
        for code, name, *_ in _lines("countries.tsv")
    )


@lru_cache(maxsize=1)
def _countries() -> dict[str, Place]:
    return {entry[2]: _place(entry) for entry in _country_entries()}


@lru_cache(maxsize=1)
def _country_names() -> dict[str, str]:
    return {
        fold_name(spelling): code
        for code, name, other, *_ in _lines("countries.tsv")
        for spelling in (name, *other.split("|"))
        if spelling
    }


@lru_cache(maxsize=1)
def _states() -> dict[str, str]:
    lines = _lines("states.tsv")
    return {short: name for _, code, abbreviation, name, *_ in lines for short in (code, abbreviation) if short}


@lru_cache(maxsize=1)
def _demonyms() -> dict[str, str]:
    return {
        word.casefold(): code for code, _, _, words, *_ in _lines("countries.tsv") for word in words.split("|") if word
    }
