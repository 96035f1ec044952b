"""Plain-text captures: what is read, and what of the page around it is left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.page import Page, page_from_file
from extract.document import read_document
from extract.metaline import read_meta_line
from extract.types import Document, NotADocument
from extract.wrapping import unwrap

FIRST = "The river city of Lauenfurt opened its third hardware incubator on Monday, the science bureau said."
SECOND = "It offers free desks to 40 start-up teams for two years and is run by a local foundation."


def read(text: str) -> Document | NotADocument:
    page = Page(url="https://news.example/a.txt", requested_url="https://news.example/a.txt", body=text.encode())
    return read_document(page)


TITLE = "Lauenfurt opens third incubator"
BOTH = f"{FIRST}\n\n{SECOND}"
CAPTURES = [
    (f"{TITLE}\n\n2019-10-18 14:32 | By John Doe\n\n{BOTH}", "2019-10-18", ("John Doe",)),
    (f"{TITLE}\n\nDate: 2018-03-07Writer: Wei LanShare:\n\n{BOTH}", "2018-03-07", ("Wei Lan",)),
    (f"{TITLE}\n(Xinhua) 09:12, March 03, 2020\n{BOTH}\nEditor: A. Bee", "2020-03-03", ()),
    (f"Home / News / City\n{TITLE}\nPosted on May 4, 2021\n{BOTH}\nTop News\nAnother story", "2021-05-04", ()),
    (f"welcome to Lauenfurt\n\n{TITLE}\n\n{BOTH}\n\nRecord No: ICP 123 All rights reserved", None, ()),
    (f'1. <pre id="x"></pre>\nlauenfurt.cn Updated:2017-01-09\n{TITLE}\n{BOTH}', "2017-01-09", ()),
]


@pytest.mark.parametrize(("text", "day", "authors"), CAPTURES)
def test_a_capture_gives_headline_date_authors_and_its_paragraphs_alone(
    text: str, day: str | None, authors: tuple[str, ...]
) -> None:
    document = read(text)
    assert isinstance(document, Document)
    assert document.headline == TITLE
    assert (document.date_published, document.authors) == (day, authors)
    assert document.text == BOTH


def test_an_event_date_in_the_body_is_no_publication_date_and_a_dateline_no_headline() -> None:
    document = read(f"LAUENFURT: On May 3, 2021, the mayor opened the hall for start-ups.\n{FIRST}\n{SECOND}")
    assert isinstance(document, Document)
    assert (document.headline, document.date_published) == (None, None)


@pytest.mark.parametrize(
    "line", ["The fund was set up on May 3, 2021.", "By 2020, the city will have 10 labs.", "Home"]
)
def test_a_sentence_is_no_meta_line(line: str) -> None:
    assert read_meta_line(line) is None


def test_lines_wrapped_at_a_column_are_joined() -> None:
    text = (
        "The harbour town of Selmouth will build four new laboratories before the\n"
        "end of next year, the mayor said on Friday. Each of them will be run by a\n"
        "university of the region and receive two million euros from the state and\n"
        "another million from the town.\n\nA second paragraph follows here."
    )
    assert len([line for line in unwrap(text) if line]) == 2


def test_the_acceptance_documents_begin_and_end_where_they_should(shared: Path) -> None:
    folder = shared / "seeds"
    for line in (folder / "gold.jsonl").read_text().splitlines():
        gold = json.loads(line)
        document = read_document(page_from_file(folder / gold["file"]))
        assert isinstance(document, Document)
        assert document.text.startswith(gold["body_start"])
        assert document.text.endswith(gold["body_end"])
        assert (document.headline, document.date_published) == (gold["title"], gold["date"])
