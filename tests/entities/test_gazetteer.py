"""Places by all their spellings, the likeliest first."""

from __future__ import annotations

import pytest

from extract.gazetteer import DATA, country, demonym, lies_elsewhere, lies_in, lookup


@pytest.mark.parametrize(
    ("spelling", "kind", "code"),
    [
        ("Xian", "city", "CN"),
        ("Xi'an", "city", "CN"),
        ("Be’er Sheva", "city", "IL"),
        ("TEL AVIV-YAFO", "city", "IL"),
        ("Pudong", "district", "CN"),
        ("Guangdong", "region", "CN"),
        ("Zhejiang", "region", "CN"),
        ("Guizhou", "region", "CN"),
        ("Silicon Valley", "region", "US"),
        ("UAE", "country", "AE"),
        ("U.S.", "country", "US"),
        ("New York", "city", "US"),
        ("The Hague", "city", "NL"),
        ("Georgia", "country", "GE"),
        ("Saigon", "city", "VN"),
        ("Zurich", "city", "CH"),
        ("Nanshan District", "district", "CN"),
        ("Brooklyn", "district", "US"),
    ],
)
def test_lookup(spelling: str, kind: str, code: str) -> None:
    place = lookup(spelling)[0]
    assert (place.kind, place.country) == (kind, code)


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("Seville", "Seville"),
        ("Sevilla", "Seville"),
        ("Aarhus", "Aarhus"),
        ("Ulan Bator", "Ulaanbaatar"),
        ("Bombay", "Mumbai"),
        ("Mecca", "Mecca"),
        ("St Paul", "St. Paul"),
        ("Bacolod City", "Bacolod"),
        ("Petah Tikva", "Petah Tikva"),
    ],
)
def test_a_city_has_the_name_that_english_texts_give_it(spelling: str, name: str) -> None:
    assert lookup(spelling)[0].name == name


def test_every_other_spelling_is_that_of_a_city() -> None:
    rows = [line.split("\t") for line in (DATA / "exonyms.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    unknown = [
        spelling
        for name, code, others in rows
        for spelling in (name, *others.split("|"))
        if all((place.kind, place.name, place.country) != ("city", name, code) for place in lookup(spelling))
    ]
    assert unknown == []


def test_a_hint_decides_between_namesakes() -> None:
    assert lookup("Birmingham", near="US")[0].country == "US"
    assert lookup("Birmingham", near="GB")[0].country == "GB"


def test_a_demonym_is_no_country() -> None:
    assert country("Israeli") is None
    assert (place := demonym("Israeli")) is not None
    assert place.name == "Israel"


def test_unknown_names_have_no_place() -> None:
    assert lookup("Qwertyville") == ()


@pytest.mark.parametrize(
    ("name", "other", "lies"),
    [
        ("Wuxi", "Jiangsu Province", True),
        ("Wuxi", "Jiangsu", True),
        ("Wuxi", "China", True),
        ("Wuxi", "Zhejiang", False),
        ("Houston", "Texas", True),
        ("Texas", "Ohio", False),
        ("Munich", "Bavaria", True),
        ("Wuxi", "Nowhere Province", False),
        ("Fooville", "China", False),
    ],
)
def test_what_lies_in_what(name: str, other: str, lies: bool) -> None:
    assert lies_in(name, other) is lies


def test_what_lies_elsewhere() -> None:
    assert lies_elsewhere("Silicon Valley", "China")
    assert not lies_elsewhere("Silicon Valley", "United States")
    assert not lies_elsewhere("Fooville", "China")
    assert not lies_elsewhere("Silicon Valley", "Fooland")
