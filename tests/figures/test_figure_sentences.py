"""Announcement sentences from many countries, each with all the figures a reader would write down from it."""

from __future__ import annotations

import pytest

from extract.figures import find_figures
from extract.nlp import make_doc
from extract.types import Document, Figure

# (sentence, country of the publisher, [(value or "low-high", unit, qualifier, a word of what), …])
Expected = list[tuple[str, str, str, str | None]]

COUNTS: list[tuple[str, str, Expected]] = [
    ("Turin has opened 14 neighbourhood labs for young makers.", "IT", [("14", "labs", "exact", "young makers")]),
    ("The Port of Tallinn hosts nearly 90 maritime start-ups.", "EE", [("90", "start-ups", "nearly", "maritime")]),
    (
        "Porto is home to more than 350 technology firms and over 12,000 engineers.",
        "PT",
        [("350", "firms", "more_than", "technology"), ("12000", "people", "more_than", "engineers")],
    ),
    (
        "The hub has signed agreements with 19 schools and colleges, as well as 7 private clinics.",
        "KE",
        [("19", "schools and colleges", "exact", "schools"), ("7", "clinics", "exact", "private")],
    ),
    (
        "It now runs 25 district clinics, 140 dental surgeries, 9 regional hospitals, and 3 Nordic-Baltic joint wards.",
        "LV",
        [
            ("25", "clinics", "exact", "district"),
            ("140", "surgeries", "exact", "dental"),
            ("9", "hospitals", "exact", "regional"),
            ("3", "wards", "exact", "joint"),
        ],
    ),
    (
        "A job fair with 512 employers offering 3,870 vacancies opened in Graz.",
        "AT",
        [("512", "employers", "exact", "employers"), ("3870", "vacancies", "exact", "vacancies")],
    ),
    (
        "The number of registered freelancers in Tbilisi reached 4,310, a record.",
        "GE",
        [("4310", "freelancers", "exact", "registered freelancers")],
    ),
    (
        "The number of nurses trained abroad currently stands at more than 8,200, the bureau said.",
        "PH",
        [("8200", "people", "more_than", "nurses")],
    ),
    (
        "Such arrivals numbered more than 1,900 in the first quarter.",
        "CY",
        [("1900", "arrivals", "more_than", "arrivals")],
    ),
    (
        "About 45 small and medium-sized enterprises joined the programme.",
        "MT",
        [("45", "enterprises", "approx", "medium-sized")],
    ),
    (
        "Some 60 science and technology parks will be upgraded.",
        "ID",
        [("60", "parks", "approx", "science and technology")],
    ),
    ("Leeds attracted fifteen biotech firms last year.", "GB", [("15", "firms", "exact", "biotech")]),
    (
        "Twenty-one foreign doctors have been granted residence permits.",
        "AE",
        [("21", "people", "exact", "foreign doctors")],
    ),
    ("Two hundred and fifty local suppliers took part.", "MX", [("250", "suppliers", "exact", "local")]),
    ("The council hired half a million census workers.", "NG", [("500000", "people", "exact", "census workers")]),
    ("The app has two and a half million users.", "VN", [("2500000", "people", "exact", "users")]),
    (
        "The state will train 3 lakh farmers and create 1.2 crore jobs.",
        "IN",
        [("300000", "people", "exact", "farmers"), ("12000000", "jobs", "exact", "jobs")],
    ),
    (
        "At least 75 exhibitors and up to 9,000 visitors are expected.",
        "FR",
        [("75", "exhibitors", "at_least", "exhibitors"), ("9000", "people", "at_most", "visitors")],
    ),
    ("No fewer than 16 ministries sent delegates.", "GH", [("16", "ministries", "at_least", "ministries")]),
    ("The accelerator admits no more than 12 teams a year.", "DK", [("12", "teams", "at_most", "teams")]),
    ("Applications exceeded 5,600 this spring.", "IE", [("5600", "Applications", "more_than", "Applications")]),
    ("The network has 300 members or so.", "NZ", [("300", "people", "approx", "members")]),
    ("The fair drew 100+ companies.", "SG", [("100", "companies", "more_than", "companies")]),
    ("Between 20 and 30 firms are expected to move in.", "PL", [("20-30", "firms", "exact", "firms")]),
    ("The scheme supports 10-15 young researchers.", "NO", [("10-15", "people", "exact", "young researchers")]),
    ("The studio has room for three to five designers.", "SE", [("3-5", "people", "exact", "designers")]),
    (
        "Membership grew from 100 to 250 firms in a year.",
        "FI",
        [("100", "firms", "exact", "firms"), ("250", "firms", "exact", "firms")],
    ),
    ("Two of the laboratories are located in Daegu.", "KR", [("2", "laboratories", "exact", "laboratories")]),
    ("The province now has 1 234 kindergartens.", "CA", [("1234", "kindergartens", "exact", "kindergartens")]),
    ("園区 has １２０ tenants.", "JP", [("120", "tenants", "exact", "tenants")]),
    ("The two Lyon-based hospitals will share a laboratory.", "FR", [("2", "hospitals", "exact", "Lyon-based")]),
    ("Five green, low-carbon villages were named.", "CN", [("5", "villages", "exact", "low-carbon")]),
    ("The campus opened with a 200-bed hospital.", "MY", [("200", "bed", "exact", "hospital")]),
    ("300m people live within reach of the port.", "NL", [("300000000", "people", "exact", "people")]),
    (
        "It's estimated that there are 74 start-ups seeking seed capital in Medellin.",
        "CO",
        [("74", "start-ups", "approx", "seed capital")],
    ),
    (
        "An estimated 2,300 households have switched to heat pumps.",
        "GB",
        [("2300", "households", "approx", "households")],
    ),
    ("Enrolment topped 17,000 students.", "TR", [("17000", "people", "more_than", "students")]),
    (
        "The incubator has helped over 40 social enterprises and charities find offices.",
        "GB",
        [("40", "enterprises and charities", "more_than", "social")],
    ),
    (
        "The park is 3 km long and has six gates.",
        "ES",
        [("3", "km", "exact", "park"), ("6", "gates", "exact", "gates")],
    ),
    ("The line carries 40,000 passengers each day.", "TH", [("40000", "people", "exact", "passengers")]),
    ("There are 2.4 doctors per 1,000 residents.", "BR", [("2.4", "people", "exact", "doctors")]),
    ("As many as 80 consulates took part.", "CN", [("80", "consulates", "at_most", "consulates")]),
    (
        "The region counts 11 universities, with 130,000 students among them.",
        "DE",
        [("11", "universities", "exact", "universities"), ("130000", "people", "exact", "students")],
    ),
    (
        "Only one hospital and three clinics stayed open.",
        "UA",
        [("1", "hospital", "exact", "hospital"), ("3", "clinics", "exact", "clinics")],
    ),
    ("The federation brings together 1,50,000 weavers.", "IN", [("150000", "weavers", "exact", "weavers")]),
]

MONEY: list[tuple[str, str, Expected]] = [
    (
        "The city set up a 20 billion yuan ($2.9 billion) guidance fund.",
        "CN",
        [("20000000000", "CNY", "exact", "guidance fund")],
    ),
    ("Winners receive up to $50,000.", "SG", [("50000", "SGD", "at_most", None)]),
    ("Winners receive up to US$50,000.", "SG", [("50000", "USD", "at_most", None)]),
    ("The grant is worth A$1.5 million.", "AU", [("1500000", "AUD", "exact", "grant")]),
    ("The council will invest £3.5m in cycle lanes.", "GB", [("3500000", "GBP", "exact", "cycle lanes")]),
    ("Total investment reached 4.2 billion euros.", "IT", [("4200000000", "EUR", "exact", "investment")]),
    (
        "It raised €12 million from two pension funds.",
        "DE",
        [("12000000", "EUR", "exact", None), ("2", "funds", "exact", "pension funds")],
    ),
    ("The plant cost nearly RMB 800 million.", "CN", [("800000000", "CNY", "nearly", "plant")]),
    ("Exports were worth ¥3 trillion.", "JP", [("3000000000000", "JPY", "exact", "Exports")]),
    ("Exports were worth ¥3 trillion.", "CN", [("3000000000000", "CNY", "exact", "Exports")]),
    ("The state has sanctioned Rs 450 crore for the corridor.", "IN", [("4500000000", "INR", "exact", "corridor")]),
    ("Dh150 million has been set aside.", "AE", [("150000000", "AED", "exact", None)]),
    ("The ministry earmarked 30 billion won for robotics.", "KR", [("30000000000", "KRW", "exact", "robotics")]),
    ("RM5 million was given to schools.", "MY", [("5000000", "MYR", "exact", None)]),
    ("Fees range from $3 to $5 million.", "US", [("3000000-5000000", "USD", "exact", None)]),
    ("Firms can apply for $3-5 million.", "HK", [("3000000-5000000", "HKD", "exact", None)]),
    (
        "Subsidies of up to 1 million yuan, 2 million yuan and 3 million yuan are available.",
        "CN",
        [
            ("1000000", "CNY", "at_most", "Subsidies"),
            ("2000000", "CNY", "at_most", None),
            ("3000000", "CNY", "at_most", None),
        ],
    ),
    (
        "Prizes of 1, 2 and 3 million pesos were handed out.",
        "MX",
        [("1000000", "MXN", "exact", "Prizes"), ("2000000", "MXN", "exact", None), ("3000000", "MXN", "exact", None)],
    ),
    ("A five-million-euro loan was approved.", "ES", [("5000000", "EUR", "exact", "loan")]),
    ("A 5-million-euro loan was approved.", "ES", [("5000000", "EUR", "exact", "loan")]),
    ("Turnover exceeded S$1.2bn in 2022.", "SG", [("1200000000", "SGD", "more_than", "Turnover")]),
    ("The airport handled goods worth 900 million Swiss francs.", "CH", [("900000000", "CHF", "exact", "goods")]),
    ("An output value of 67 billion yuan was recorded.", "CN", [("67000000000", "CNY", "exact", "output value")]),
    ("It paid 500 rand.", "ZA", [("500", "ZAR", "exact", None)]),
    (
        "A fund of 100 million U.S. dollars, or about 720 million yuan, was launched.",
        "CN",
        [("100000000", "USD", "exact", "fund")],
    ),
    ("投资3亿元 in the plant.", "CN", [("300000000", "CNY", "exact", None)]),
]

MEASURES: list[tuple[str, str, Expected]] = [
    ("The 30,000-square-meter incubator opened in Wuhan.", "CN", [("30000", "m2", "exact", "incubator")]),
    ("The hall offers 5,000sq ft of studio space.", "GB", [("5000", "sqft", "exact", "studio space")]),
    ("The site covers an area of about 12 hectares.", "FR", [("12", "ha", "approx", "area")]),
    (
        "With a floor area of 8,600 square metres, the library is the largest.",
        "NO",
        [("8600", "m2", "exact", "floor area")],
    ),
    ("The reserve covers more than 2,000 sq km.", "TZ", [("2000", "km2", "more_than", "reserve")]),
    ("It sits on 40 acres of farmland.", "US", [("40", "acre", "exact", "farmland")]),
    ("The village leased 300 mu of land.", "CN", [("300", "mu", "exact", "land")]),
    ("The 500m² gallery is free.", "BE", [("500", "m2", "exact", "gallery")]),
    (
        "The campus rents 1,200 square metres of lab space to a cap of 15 firms, in rooms not smaller than 40 sqm.",
        "NL",
        [("1200", "m2", "exact", "lab space"), ("15", "firms", "at_most", "firms"), ("40", "m2", "at_least", None)],
    ),
    ("The sum is paid over five years.", "CN", [("5", "years", "exact", None)]),
    ("The mill has run for over 20 years.", "CN", [("20", "years", "more_than", None)]),
    ("The plot measures 12 acres (4.9 hectares).", "KE", [("12", "acre", "exact", "plot")]),
    ("The office has 2,500 sq. m. of floor space.", "CZ", [("2500", "m2", "exact", "floor space")]),
    (
        "The review period was cut from 30 to 10 working days.",
        "VN",
        [("30", "days", "exact", "working"), ("10", "days", "exact", "working")],
    ),
    ("Permits are issued within 24 hours.", "EE", [("24", "hours", "exact", None)]),
    ("Permits are issued in no longer than 24 hours.", "EE", [("24", "hours", "at_most", None)]),
    ("Loans of just under 2 million euros were made.", "EE", [("2000000", "EUR", "nearly", "Loans")]),
    ("Two grants; seven have expired.", "EE", [("2", "grants", "exact", "grants"), ("7", "grants", "exact", "grants")]),
    ("Persons employed: 191,000.", "EE", [("191000", "people", "exact", "persons employed")]),
    ("Graduates may apply for a three-year visa.", "TH", [("3", "years", "exact", "visa")]),
    ("The licence is valid for five years.", "QA", [("5", "years", "exact", None)]),
    ("Tenants enjoy six months of free rent.", "CN", [("6", "months", "exact", "free rent")]),
    ("A one-year residence permit is offered.", "PT", [("1", "years", "exact", "residence permit")]),
    ("Nearly 70 percent of the tenants are women-led firms.", "RW", [("70", "%", "nearly", "women-led firms")]),
    ("Exports rose by 12.5% in the first half.", "CL", [("12.5", "%", "exact", "Exports")]),
    ("The tax rate was cut to 15 per cent.", "IE", [("15", "%", "exact", "tax rate")]),
    ("Unemployment fell 0.3 percentage points.", "JP", [("0.3", "%", "exact", "percentage points")]),
    ("Firms get a 20 percent rebate on rent.", "IL", [("20", "%", "exact", "rebate")]),
    (
        "Over 30 start-ups applied, while nearly 80 percent of them are run by women and 20 percent are foreign-owned.",
        "CN",
        [
            ("30", "start-ups", "more_than", "start-ups"),
            ("80", "%", "nearly", "start-ups"),
            ("20", "%", "exact", "start-ups"),
        ],
    ),
    ("Between 5% and 8% of staff work from home.", "GB", [("5-8", "%", "exact", "staff")]),
    ("Solar power accounts for 10-15 percent of supply.", "GR", [("10-15", "%", "exact", "supply")]),
    ("The plant generates 50 MW.", "MA", [("50", "MW", "exact", "plant")]),
]

RATIOS: list[tuple[str, str, Expected]] = [
    ("Applications were more than double those of 2019.", "CN", [("2", "ratio", "more_than", "2019")]),
    ("Output has tripled since the zone opened.", "EG", [("3", "ratio", "exact", "Output")]),
    ("The grants led to a fivefold increase in patents.", "KR", [("5", "ratio", "exact", "patents")]),
    ("The new campus is three times larger than the old one.", "US", [("3", "ratio", "exact", "campus")]),
    ("Wages are nearly twice the national average.", "BG", [("2", "ratio", "nearly", "national average")]),
    ("The city plans to double the number of nurseries.", "SE", [("2", "ratio", "exact", "nurseries")]),
]

NO_FIGURES = [
    "The 19th Trade Fair was held under the 13th Five-Year Plan (2016-2020).",
    "In 2021, the 2021 Makers Summit took place on Sept. 20.",
    "Industry 4.0 and Web 3.0 are taught on Highway 101.",
    "COVID-19 closed Terminal 2 and delayed Phase 2.",
    "A Boeing 737 landed on Runway 3.",
    "One of the centers is a one-stop shop where students help one another.",
    "No one knows which one is best.",
    "Record No: Guangdong ICP 05017767",
    "Tel: 0755-8210 1234, fax +86 755 8210 5678.",
    "Write to maker2024@example.org or see https://example.org/2024/09/17?id=123456.",
    "The office is at 10 Downing Street and 221 Baker Street.",
    "Maria Silva, 42, was aged 35 when the 27-year-old founder met her.",
    "Dozens of firms, hundreds of jobs and thousands of visitors came.",
    "Several hundred guests and a few thousand fans came.",
    "Many start-ups sold a high proportion of their shares.",
    "The home side won 3-1 on Saturday.",
    "Doors open at 9:30 a.m. and close at 5 pm.",
    "It was founded 10 years ago and grew over the past five years.",
    "The next three years will be hard.",
    "See page 12, table 3 and figure 4.",
    "On 26 September 2017 and on 2017-09-26 the rooms were empty.",
    "The top 10 list names the first and the second city.",
    "The 5G network and 3D printing were shown.",
    "The shop is open 24/7.",
    "Two-thirds of the budget is gone.",
    "It ranked No. 5 in the Fortune 500.",
    "1" * 10000,
    "1," * 5000,
    "ten " * 5000,
    "$" * 2000 + "1",
]


def read(sentence: str, country: str = "GB") -> tuple[Figure, ...]:
    doc = make_doc(sentence)
    document = Document(page_id="p", url="https://example.org/news/1", text=sentence, country=country)
    return find_figures(doc, document, ())


def brief(figure: Figure) -> tuple[str, str | None, str]:
    value = f"{figure.value:f}" if figure.max_value is None else f"{figure.value:f}-{figure.max_value:f}"
    return value, figure.unit, figure.qualifier


@pytest.mark.parametrize(("sentence", "country", "expected"), [*COUNTS, *MONEY, *MEASURES, *RATIOS])
def test_every_figure_of_a_sentence_is_read(sentence: str, country: str, expected: Expected) -> None:
    figures = read(sentence, country)
    assert [brief(f) for f in figures] == [e[:3] for e in expected]
    for figure, (*_, word) in zip(figures, expected, strict=True):
        assert word is None or word in (figure.what or "")
        assert figure.text == sentence[figure.start_char : figure.end_char]


@pytest.mark.parametrize("sentence", NO_FIGURES, ids=lambda s: s[:40])
def test_numbers_that_count_nothing_are_left_alone(sentence: str) -> None:
    assert [f.text for f in read(sentence)] == []
