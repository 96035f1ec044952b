"""The day of publication where a page says more than one thing about it, or says it in an odd place."""

from __future__ import annotations

import pytest

from crawler.page import Page
from extract.document import read_document
from extract.types import Document

TITLE = "Selmouth opens a maker space"
BODY = "".join(
    f"<p>Paragraph {n}: the town will open a space for students and pay its rent for years.</p>" for n in "abcdef"
)
SITE = "https://www.selmouth.example"


def meta(name: str, value: str) -> str:
    return f"<meta property='{name}' content='{value}'>"


PUBLISHED = "article:published_time"
PAGES = [
    pytest.param(meta("date", "2022-01-26"), "<p class='meta'><time datetime='2022-01-21'>21.01.2022</time></p>", "", "2022-01-21", id="a general date is that of the last edit"),
    pytest.param(meta(PUBLISHED, "2024-09-22T20:57:28-07:00"), "<div>Published: Monday, September 23, 2024</div>", "", "2024-09-23", id="readers see the next day"),
    pytest.param(meta(PUBLISHED, "2024-01-11T16:10:50+00:00"), "<p class='caption'>The mayor speaks to the press on January 10, 2024 at the town hall, before the vote.</p><div class='date'>January 11, 2024</div>", "", "2024-01-11T16:10:50+00:00", id="a sentence is no date line"),
    pytest.param(meta(PUBLISHED, "2020-07-09T10:04:04+00:00"), "<div class='date'>July 9, 2020</div>", "/2020/07/08/space", "2020-07-09T10:04:04+00:00", id="filed a day before it was shown"),
    pytest.param(meta(PUBLISHED, "2021-05-09T10:04:04+00:00"), "<div class='date'>July 9, 2020</div>", "/2020/07/09/space", "2020-07-09", id="a later edition"),
    pytest.param(meta(PUBLISHED, "2023-11-09T06:21:00+00:00"), "<div class='date'>November 8, 2023 at 11:30 p.m.</div><div class='date'>Updated: November 9, 2023 at 12:21 a.m.</div>", "/2023/11/08/space", "2023-11-08", id="filed and shown on the evening before"),
    pytest.param(meta(PUBLISHED, "2023-12-22T04:00:00+00:00"), "<p class='byline'><time datetime='2023-12-22T04:00:00+00:00'>Dec. 21, 2023 11:00 pm EST</time></p>", "", "2023-12-21", id="the words of a time in another zone"),
    pytest.param(meta("desk:first_publication", "2013-02-16T04:36:36-05:00"), "", "", "2013-02-16T04:36:36-05:00", id="a name of their own for it"),
    pytest.param(meta("desk:first_publication", "2013-02-16T04:36:36-05:00"), "<div class='date'>March 3, 2015</div>", "", "2015-03-03", id="what readers see comes before such a name"),
    pytest.param("", "", "/news/23-01-2022-maker-space", "2022-01-23", id="in the page's name"),
    pytest.param("", "<p>29.11.2022 – The hall was opened by the mayor and a class of the school beside it.</p>", "", "2022-11-29", id="a dateline"),
    pytest.param("", "<div>Paper of record <i>No 12</i></div><div>2022年02月13日</div>", "", "2022-02-13", id="the only date that is shown"),
    pytest.param("", "<abbr class='published' title='2011-03-30T21:05:00-07:00'>9:05 PM</abbr>", "", "2011-03-30T21:05:00-07:00", id="hAtom"),
    pytest.param("", "<time class='stamp' datetime='00:00-YY-DD-MM'>Published March 23, 2023</time>", "", "2023-03-23", id="a machine's slip beside the words"),
    pytest.param("", "<p>Selstadt, (12.11.2021). Der Rat hat am Abend den Bau der Halle und einen Kredit dafür beschlossen.</p>", "", "2021-11-12", id="a place and a day in brackets"),
    pytest.param("", "<div class='date'>August 6, 2019</div><p>On July 31, 2019, Councillors <a href='/a'>Ann Lee</a> and <a href='/b'>Bo Chen</a> had asked for a space in the mill, and the mayor had said that he would see.</p>", "", "2019-08-06", id="a sentence cut up by links"),
    pytest.param(meta("date", "2021-12-20T11:02:44+01:00"), "<div><span class='date'>27.01.2022</span></div>", "", "2022-01-27", id="a later day that nothing calls an edit"),
    pytest.param(meta(PUBLISHED, "2023-12-06T08:45:00-05:00") + meta("article:modified_time", "2023-12-12T15:28:00-05:00"), "<div class='date'>Dec. 12, 2023</div>", "", "2023-12-06T08:45:00-05:00", id="a later day that the data call that of an edit"),
    pytest.param(meta(PUBLISHED, "2023-12-06T08:45:00-05:00"), "<div class='date'>Updated Dec. 12, 2023</div>", "", "2023-12-06T08:45:00-05:00", id="a later day that the page calls that of an edit"),
    pytest.param("", "<p class='byline'><time datetime='2023-12-19T23:30:00-05:00'>2023-12-19 23:30 EST</time></p>", "/news/2023-12-20/space", "2023-12-19T23:30:00-05:00", id="filed by a clock in another zone"),
    pytest.param(meta(PUBLISHED, "الأربعاء، 07 أكتوبر 2020 - 12:09 م"), "", "", "2020-10-07", id="an Arabic month"),
    pytest.param("", "", "/news/article/A2026012914320005196", "2026-01-29", id="a page numbered by day and time"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "line", "path", "day"), PAGES)
def test_the_day_of_publication_is_what_the_evidence_agrees_on(
    head: str, line: str, path: str, day: str | None
) -> None:
    url = SITE + (path or "/news/1")
    html = f"<!doctype html><html lang='en'><head><title>{TITLE}</title>{head}</head><body><h1>{TITLE}</h1>{line}{BODY}</body></html>"
    document = read_document(Page(url=url, requested_url=url, body=html.encode()))
    assert isinstance(document, Document), document
    assert document.date_published == day
