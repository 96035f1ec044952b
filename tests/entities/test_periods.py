"""Dates and periods as ISO 8601, relative ones against the publication date."""

from __future__ import annotations

from datetime import date

import pytest

from extract.nlp import make_doc
from extract.periods import find_periods

THURSDAY = date(2021, 9, 30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It opened Sept. 20.", ["2021-09-20"]),
        ("on 3 March 2019 and May 5, 2020", ["2019-03-03", "2020-05-05"]),
        ("in August 2015", ["2015-08"]),
        ("This August, a notice", ["2021-08"]),
        ("the first three quarters of this year", ["2021-01/2021-09"]),
        ("from 2016 to 2020, double that of the previous five years", ["2016/2020", "2011/2015"]),
        ("from 12,000 in 2015 to 45,000 in 2020", ["2015", "2020"]),
        ("by the end of 2020", ["2020-12"]),
        ("the beginning of this year", ["2021-01"]),
        ("on Tuesday", ["2021-09-28"]),
        ("next Monday", ["2021-10-04"]),
        ("ten years ago", ["2011"]),
        ("in the first half of 2022", ["2022-01/2022-06"]),
        ("Q3 2024", ["2024-07/2024-09"]),
        ("March 3-5, 2021", ["2021-03-03/2021-03-05"]),
        ("5-7 May", ["2021-05-05/2021-05-07"]),
        ("June 30 to July 4, 2021", ["2021-06-30/2021-07-04"]),
        ("July 5 - For 20 firms", ["2021-07-05"]),
        ("in 2021 and 2022", ["2021/2022"]),
        ("the 1990s", ["1990/1999"]),
        ("2026年11月3日", ["2026-11-03"]),
        ("It will open on October 15.", ["2021-10-15"]),
        ("On September 28 it was said that a hub will open.", ["2021-09-28"]),
        ("It will close on March 1.", ["2022-03-01"]),
        ("last year's sum", ["2020"]),
        ("the 13th Five-Year Plan (2016-2020)", ["2016/2020", "2016/2020"]),
        ("in recent years", ["recent years"]),
        ("it may open and march on", []),
        ("the 2021 Summit on Highway 2020 drew 2021 people", []),
        ("31 February 2020", ["31 february 2020"]),
        ("on Tuesday, September 18, 2018, at noon; Friday, 10 June 2022", ["2018-09-18", "2022-06-10"]),
        ("on the afternoon of March 5, and on Monday evening", ["2021-03-05", "2021-09-27"]),
        (
            "in the spring of 2023, in autumn 2024, in winter 2022",
            ["2023-03/2023-05", "2024-09/2024-11", "winter 2022"],
        ),
        ("in March this year and June of last year", ["2021-03", "2020-06"]),
        ("from July to November 2015", ["2015-07/2015-11"]),
        ("A vote follows in the third quarter.", ["2021-07/2021-09"]),
        ("In 2019 it sold 20, against 18 in the year before.", ["2019", "2018"]),
        ("against the same period of last year", ["2020"]),
        ("the day before yesterday", ["2021-09-28"]),
        ("valid until 31.12.2024", ["2024-12-31"]),
        ("shut until Christmas", ["christmas"]),
        ("The hall opens in the spring; a year before, it was let.", ["2021-03/2021-05", "2020"]),
        ("Order [2019] No. 8", []),
        ("classes beginning April 17", ["2021-04-17"]),
    ],
)
def test_periods(text: str, expected: list[str]) -> None:
    assert [period.value for period in find_periods(make_doc(text), THURSDAY)] == expected


def test_without_a_publication_date_relative_words_stay_words() -> None:
    (period,) = find_periods(make_doc("It opened last Tuesday."), None)
    assert (period.value, period.resolved) == ("last tuesday", False)


def test_the_preposition_of_time_is_told() -> None:
    assert [p.relation for p in find_periods(make_doc("since August 2015, by 2020, in 2019"))] == ["since", "by", None]
