"""Days as they stand beside links."""

from __future__ import annotations

import doctest

import pytest

from crawler import linkdates, partdays
from crawler.linkdates import day_order, find_days, first_day, iso_day, url_day

STATED = [
    ("May 3, 2024", "2024-05-03"),
    ("Posted on Fri, May 3rd 2024 by the clerk", "2024-05-03"),
    ("3 May 2024", "2024-05-03"),
    ("MAY 03 2024", "2024-05-03"),
    ("Sept. 9, 2023", "2023-09-09"),
    ("03-May-2024", "2024-05-03"),
    ("2024-05-03 10:20", "2024-05-03"),
    ("2024-05-03T23:30:00+08:00", "2024-05-03"),
    ("[2024/5/3]", "2024-05-03"),
    ("2024.05.03", "2024-05-03"),
    ("20240503", "2024-05-03"),
    ("05/03/24", "2024-05-03"),
    ("25/12/2023", "2023-12-25"),
    ("15.06.2024", "2024-06-15"),
    ("2024年5月3日", "2024-05-03"),
    ("发布日期：2024 年 5 月 3 日", "2024-05-03"),
    ("2024년 5월 3일", "2024-05-03"),
    ("令和6年5月3日", "2024-05-03"),
    ("平成31年4月30日", "2019-04-30"),
    ("令和元年5月1日", "2019-05-01"),
    ("中華民國113年5月3日", "2024-05-03"),
    ("3 de mayo de 2024", "2024-05-03"),
    ("1er février 2023", "2023-02-01"),
    ("3. März 2024", "2024-03-03"),
    ("3 мая 2024", "2024-05-03"),
    ("Date:2017-09-26Writer:Someone", "2017-09-26"),
]
NOT_DAYS = ["", "2024", "May 2024", "version 2.3.1.2024", "10.1.2.2024", "31/31/2024", "2024-13-01", "30 February 2024"]


@pytest.mark.parametrize(("text", "day"), STATED)
def test_a_stated_day_is_read(text: str, day: str) -> None:
    assert [found.day for found in find_days(text)] == [day]


@pytest.mark.parametrize("text", NOT_DAYS)
def test_what_is_no_day_is_left(text: str) -> None:
    assert list(find_days(text)) == []


def test_the_span_is_where_the_day_stands() -> None:
    text = "Filed 3 May 2024, No. 12"
    found = next(find_days(text))
    assert text[found.start : found.end] == "3 May 2024"


def test_a_date_that_reads_one_way_only_decides_for_the_others() -> None:
    assert day_order(["03/04/2024", "25/04/2024"]) == "dmy"
    assert day_order(["03/04/2024", "04/25/2024"]) == "mdy"


def test_a_sorted_list_tells_its_order_of_day_and_month() -> None:
    assert day_order(["09/05/2024", "08/05/2024", "07/05/2024", "05/05/2024"]) == "dmy"
    assert day_order(["05/09/2024", "05/08/2024", "05/07/2024", "05/05/2024"], default="dmy") == "mdy"


def test_without_evidence_the_order_is_the_callers() -> None:
    assert day_order(["03/04/2024"], default="dmy") == "dmy"
    assert next(find_days("03/04/2024", "dmy")).day == "2024-04-03"
    assert next(find_days("03/04/2024", "mdy")).day == "2024-03-04"


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://town.example/2024/05/03/bridge-opens", "2024-05-03"),
        ("https://town.example/portal/2024-05/03/c_1.htm", "2024-05-03"),
        ("https://town.example/a/20240503/x.html", "2024-05-03"),
        ("https://town.example/2024/99/03/x", None),
        ("https://town.example/files/Minutes_May-3-2024.pdf", "2024-05-03"),
        ("https://town.example/files/5-3-2024%20Agenda.pdf", "2024-05-03"),
        ("https://town.example/cases/20-3-21.pdf", None),
        ("https://town.example/item/12345678", None),
    ],
)
def test_the_day_in_an_address(url: str, day: str | None) -> None:
    assert url_day(url) == day


def test_machine_dates_keep_the_day_that_they_state() -> None:
    assert iso_day("2024-05-03T23:59:59-08:00") == "2024-05-03"
    assert iso_day("20240503T180000Z") == "2024-05-03"
    assert iso_day("yesterday") is None
    assert iso_day(None) is None


def test_years_of_the_republic_are_read_where_offices_count_by_them() -> None:
    assert first_day("113-05-03", "minguo") == "2024-05-03"
    assert first_day("113-05-03", "mdy") is None
    assert first_day("2024-05-03", "minguo") == "2024-05-03"
    assert day_order(["25/04/2024"], default="minguo") == "minguo"


@pytest.mark.parametrize(
    ("leaf", "day"),
    [
        ("20 2031-05", "2031-05-20"),
        ("2031.05 20", "2031-05-20"),
        ("05-20 2031", "2031-05-20"),
        ("2031 05-20", "2031-05-20"),
    ],
)
def test_the_parts_of_a_calendar_leaf_are_one_day(leaf: str, day: str) -> None:
    assert partdays.leaf_day(f"{leaf} The port opens") == day


@pytest.mark.parametrize(
    "text", ["12 March", "March 12th", "12. März", "le 12 mars", "3月12日", "Tue, Mar. 12 - Council"]
)
def test_a_day_without_a_year_takes_the_year_of_its_heading(text: str) -> None:
    assert partdays.day_in_year(text, 2031) == "2031-03-12"


@pytest.mark.parametrize("module", [linkdates, partdays])
def test_examples_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
