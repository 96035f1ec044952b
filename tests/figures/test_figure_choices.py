"""Numbers whose noun stands elsewhere or nowhere, and what sums, shares, areas and times are of: one case a test name."""

from __future__ import annotations

import pytest

from extract.figures import find_figures
from extract.nlp import make_doc
from extract.tokenindex import TokenIndex
from extract.types import Document, Figure

# name of the case -> (country, text, [(value, unit, words of what), …])
Case = tuple[str, str, list[tuple[str, str, str]]]
CASES: dict[str, Case] = {
    "a heading before the number": (
        "DK",
        "Bicycles: 310 were counted in May, against 260 the year before.",
        [("310", "bicycles", "bicycles"), ("260", "bicycles", "bicycles")],
    ),
    "parts of what was counted": (
        "PT",
        "Of the 18 stalls, four sell fish and nine sell bread.",
        [("18", "stalls", "stalls"), ("4", "stalls", "stalls"), ("9", "stalls", "stalls")],
    ),
    "of them": (
        "NL",
        "The port employs 640 people; 210 of them work at night.",
        [("640", "people", "people"), ("210", "people", "people")],
    ),
    "the remaining": (
        "EE",
        "The incubator has 30 tenants. Two thirds pay rent; the remaining ten do not.",
        [("30", "tenants", "tenants"), ("10", "tenants", "tenants")],
    ),
    "a time without its unit": (
        "FI",
        "Permits used to take 25 days and now take nine.",
        [("25", "days", "Permits"), ("9", "days", "Permits")],
    ),
    "a price without its currency": (
        "CN",
        "A desk costs 900 yuan a month, a bench 1,400.",
        [("900", "CNY", "price of desk"), ("1400", "CNY", "price")],
    ),
    "a share without its sign": (
        "ES",
        "Software leads with 48 percent, followed by tourism with 21.",
        [("48", "%", "share"), ("21", "%", "share")],
    ),
    "members of a body": ("FR", "The jury of seven, chaired by a baker, met in June.", [("7", "people", "jury")]),
    "whom a firm employs": ("IE", "The company employs 85 and pays them well.", [("85", "people", "people")]),
    "a second subject without its verb": (
        "TR",
        "Visitors numbered 12,000; exhibitors, 340.",
        [("12000", "people", "Visitors"), ("340", "people", "")],
    ),
    "a rate beside its total": (
        "MX",
        "The region received 9,400 applications, or 36 a day.",
        [("9400", "applications", "applications"), ("36", "applications", "applications")],
    ),
    "dozens and odd numbers": (
        "GB",
        "A dozen start-ups, half a dozen banks and some 60-odd families signed up.",
        [("12", "start-ups", "start-ups"), ("6", "banks", "banks"), ("60", "families", "families")],
    ),
    "one beside a count": (
        "LT",
        "The city hall has 12 floors and one lift.",
        [("12", "floors", "floors"), ("1", "lift", "lift")],
    ),
    "what one is taken out of": ("SE", "One of the 17 grants went to a weaver.", [("17", "grants", "grants")]),
    "an interval": ("LV", "Every ten minutes a bus leaves for the park.", [("10", "minutes", "bus")]),
    "times as many": (
        "NO",
        "The school had three and a half times as many pupils as in 2010.",
        [("3.5", "ratio", "school")],
    ),
    "times of": ("CN", "Turnover was 2.4 times of the year before.", [("2.4", "ratio", "Turnover")]),
    "currencies by their sign": (
        "IL",
        "The ferry costs NIS 12 and the bus S/ 4.50.",
        [("12", "ILS", "price of ferry"), ("4.5", "PEN", "bus")],
    ),
    "the peso by its letter": ("PH", "Members pay P 2,500 a year.", [("2500", "PHP", "")]),
    "currencies by their name": (
        "GE",
        "The course costs 480 lari; the trip costs 650 zlotys.",
        [("480", "GEL", "course"), ("650", "PLN", "trip")],
    ),
    "a distance": ("HU", "The park lies 14 kilometres from the airport.", [("14", "kilometres", "distance")]),
    "a length": ("ID", "The runway is 2,100 metres long.", [("2100", "metres", "length of runway")]),
    "a number that opens a sentence behind a year": (
        "AT",
        "The hub had 40 pupils last year. Seven are from abroad.",
        [("40", "people", "pupils"), ("7", "people", "pupils")],
    ),
    "nouns that are verbs as well": (
        "ZA",
        "The school will recommend up to 80 graduates a year.",
        [("80", "people", "graduates")],
    ),
    "plurals in men": ("HK", "The hall expects 350 craftsmen.", [("350", "craftsmen", "craftsmen")]),
}
NOTHING = [
    "Clicks: 4,120. Browse: 77.",
    "The plan lists the Twelve Measures for Open Harbours.",
    "Footnote 31 adds a condition.",
    "It was one of the best days.",
    "The firm moved here 12 years ago.",
    "They have grown in the past five years.",
    "1.2 Purpose of the rules",
]


def read(text: str, country: str = "GB") -> tuple[Figure, ...]:
    document = Document(page_id="p", url="https://example.org/1", text=text, country=country)
    return find_figures(make_doc(text), document, ())


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_what_a_number_counts_is_told(case: Case) -> None:
    country, text, expected = case
    figures = read(text, country)
    assert [(f"{f.value:f}", f.unit) for f in figures] == [(value, unit) for value, unit, _ in expected]
    for figure, (*_, words) in zip(figures, expected, strict=True):
        assert words in (figure.what or "")
        assert figure.text == text[figure.start_char : figure.end_char]


@pytest.mark.parametrize("text", NOTHING)
def test_numbers_that_count_nothing_stay_out(text: str) -> None:
    assert [f.text for f in read(text)] == []


def test_a_text_without_an_earlier_count_leaves_a_bare_number_alone() -> None:
    assert read("Nobody knew why it was 7.") == ()


def test_the_index_tells_tokens_sentences_and_plural_nouns_by_position() -> None:
    doc = make_doc("The labs are new. Three firms rent labs.")
    index = TokenIndex(doc, "New labs")
    assert [doc[i].text for i in index.nouns_before(len(doc), 3, 0)] == ["labs", "firms", "labs"]
    assert [doc[i].text for i in index.nouns_behind(5, 1, len(doc))] == ["firms"]
    assert index.sentence_of(6) == (5, len(doc))
    assert index.sentences_between(1, 6) == 1
    assert doc[index.at(doc[6].idx + 1)].text == "firms"
    assert (index.topics[0], "labs" in index.titled) == ("labs", True)
