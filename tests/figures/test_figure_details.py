"""What a figure says besides its number: conversion, place, time, denominator, planning; and that it keeps the text."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from extract.figures import find_figures
from extract.mentions import find_mentions
from extract.nlp import make_doc
from extract.types import Document, Figure


def read(text: str, *, published: str | None = "2022-05-04", url: str = "https://example.org/1") -> list[Figure]:
    doc = make_doc(text)
    document = Document(page_id="p", url=url, text=text, date_published=published)
    return list(find_figures(doc, document, find_mentions(doc, document)))


def test_a_conversion_is_kept_with_its_figure() -> None:
    (figure,) = read("The fund holds 20 billion yuan ($2.9 billion).")
    assert (figure.unit, figure.converted_to) == ("CNY", "$2.9 billion")


@pytest.mark.parametrize(
    ("url", "unit"),
    [
        ("https://a.gov.sg/x", "SGD"),
        ("https://a.co.nz/x", "NZD"),
        ("https://a.com.cn/x", "USD"),
        ("https://a.com/x", "USD"),
    ],
)
def test_the_dollar_is_that_of_the_address(url: str, unit: str) -> None:
    assert [f.unit for f in read("Each winner gets $5,000.", url=url)] == [unit]


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("86 million som", "KGS"),
        ("9.4 billion soum", "UZS"),
        ("3 million Brazilian reais", "BRL"),
        ("40 million leva", "BGN"),
        ("12 million meticais", "MZN"),
        ("900 million colones", "CRC"),
        ("7 million Omani rials", "OMR"),
        ("MNT 200 million", "MNT"),
    ],
)
def test_currencies_of_the_world(written: str, unit: str) -> None:
    (figure,) = read(f"The ministry set aside {written} ($1 million) for the hub.")
    assert (figure.unit, figure.converted_to) == (unit, "$1 million")


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Riga has 20 national and 49 provincial centers.", ["national centers", "provincial centers"]),
        (
            "Riga has 12 large, 30 medium-sized and 50 small firms.",
            ["large firms", "medium-sized firms", "small firms"],
        ),
        ("Riga has 3 municipal and two state key labs.", ["municipal key labs", "state key labs"]),
    ],
)
def test_numbers_in_a_row_share_the_noun_behind_the_last(text: str, counted: list[str]) -> None:
    assert [f.what for f in read(text)] == counted


@pytest.mark.parametrize(
    ("text", "what", "unit"),
    [
        ("Riga has 30 talent offshore science and training bases.", "talent offshore science and training bases", "bases"),
        ("Riga has 10 centers overseas.", "centers overseas", "centers"),
        ("The three sessions resulted in 512 projects.", "sessions", "sessions"),
        ("Some 40 engineers from other cities as well as from Riga live here.", "engineers from other cities", "people"),
        ("Riga has a per-capita income of 17,000 euros.", "per-capita income", "EUR"),
    ],
)  # fmt: skip
def test_what_is_counted_ends_with_its_noun(text: str, what: str, unit: str) -> None:
    first = read(text)[0]
    assert (first.what, first.unit) == (what, unit)


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("Bergen welcomes nearly 9,000 students each year.", "year"),
        ("The tram carries 40,000 passengers a day.", "day"),
        ("There are 3.1 nurses per 1,000 residents.", "1,000 residents"),
        ("Sales rose 4 percent from a year earlier.", None),
    ],
)
def test_the_denominator(text: str, per: str | None) -> None:
    assert [f.per for f in read(text)] == [per]


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("Malaga will build 40 laboratories.", True),
        ("Malaga aims to open 40 laboratories by 2030.", True),
        ("40 laboratories are to be built in Malaga.", True),
        ("Malaga has built 40 laboratories.", False),
    ],
)
def test_what_is_still_to_come_is_planned(text: str, planned: bool) -> None:
    assert [f.planned for f in read(text)] == [planned]


def test_place_and_time() -> None:
    (figure,) = read("In 2020, Lyon opened 14 research parks.")
    assert (figure.scope, figure.as_of) == ("Lyon", "2020")


def test_to_date_is_the_day_of_publication() -> None:
    assert [f.as_of for f in read("To date, Lyon has 14 research parks.")] == ["2022-05-04"]
    assert [f.as_of for f in read("To date, Lyon has 14 research parks.", published=None)] == ["to date"]


def test_a_repeated_count_is_one_figure() -> None:
    text = "Ghent opened seven overseas offices.\nThe 7 overseas offices are in Asia. All seven overseas offices hire."
    assert [str(f.value) for f in read(text)] == ["7"]


def test_a_text_may_end_anywhere() -> None:
    text = (
        "The city built 12 labs, two of them. Of these, it keeps five, up 3.5% to 40 million yuan ($6 million) in May, "
        "about 20 of which, one of whom, 15 of those."
    )
    for end in range(len(text) + 1):
        assert all(figure.end_char <= end for figure in read(text[:end]))


def test_the_text_is_kept_to_the_letter() -> None:
    text = "園區有 １２０\u00a0tenants.\nIt’s home to “more than 1,500” start‑ups—and 8\u202f000 desks."
    for figure in read(text):
        assert figure.text == text[figure.start_char : figure.end_char]


@pytest.mark.parametrize("bait", ["12 labs, ", "$5 million and ", "doubled ", "about 5 percent of them are ", "1-2-"])
def test_time_grows_with_the_length_alone(bait: str) -> None:
    """Quadratic reading of the long text would take a hundred times as long as that of the short one."""

    def seconds(text: str) -> float:
        doc, document = make_doc(text), Document(page_id="p", url="https://example.org", text=text)
        begin = time.process_time()
        find_figures(doc, document, ())
        return time.process_time() - begin

    assert seconds(bait * 2000) < 40 * max(seconds(bait * 200), 0.01)


@pytest.mark.parametrize("where", ["overseas", "abroad", "nearby"])
def test_what_stands_behind_the_noun_to_say_where_is_not_counted(where: str) -> None:
    (figure,) = read(f"Ghent plans to set up 10 innovation centers {where}.")
    assert (figure.value, figure.unit) == (Decimal(10), "centers")


def test_what_is_counted_ends_before_what_opens_a_list() -> None:
    (figure,) = read("Experts from 24 countries including Italy came to Ghent.")
    assert figure.what == "countries"


@pytest.mark.parametrize("text", ["The firm employs 610 and grew last year.", "It is a firm employing some 38 people."])
def test_who_is_employed_is_people_employed(text: str) -> None:
    (figure,) = read(text)
    assert (figure.unit, figure.what) == ("people", "people employed")


@pytest.mark.parametrize("written", ["Rs 700 cr", "Rs 700cr", "Rs 700 crore", "₹700 Cr."])
def test_a_crore_may_be_cr(written: str) -> None:
    (figure,) = read(f"The start-ups have received {written} in funding.")
    assert (figure.value, figure.unit) == (Decimal(7_000_000_000), "INR")
