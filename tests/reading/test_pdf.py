"""PDF notices: text as people read it, a title, a day; and scans said to be scans."""

from __future__ import annotations

import pytest
from pdfpages import Block, make_pdf, wrapped

from crawler.page import Page
from extract.document import read_document
from extract.types import Document, NotADocument

TITLE = "Kelp hatchery moves into the old ice plant"
LEAD = (
    "The council has leased the former ice plant on Quay Road to a kelp hatchery that will raise two million seedlings"
    " a year. The building has stood empty since 2009, and its cold rooms keep the water at nine degrees."
)
MIDDLE = (
    "The lease runs for fifteen years and brings six jobs to the quay. Schools may book visits from September, when the"
    " first tanks are filled. A grant of 310,000 pounds from the county pays for new pipes and for a roof over the yard."
)
END = (
    "Neighbours had feared the noise of pumps at night. They will stand in the cellar now, behind doors that once kept"
    " the frost in. The hatchery is the third of its kind on the coast and the first that belongs to its workers."
)


def read(body: bytes) -> Document | NotADocument:
    url = "https://www.marlow.example/notices/12.pdf"
    return read_document(Page(url=url, requested_url=url, body=body, fetched_at="2025-06-10T00:00:00Z"))


def document(body: bytes) -> Document:
    found = read(body)
    assert isinstance(found, Document), found
    return found


def in_columns(*, shuffled: bool) -> bytes:
    """A headline over two columns; printing programs write the columns in any order, often line by line."""
    left = Block(lines=wrapped(f"{LEAD} {MIDDLE}", 44), x=50, top=700)
    right = Block(lines=wrapped(END, 44), x=320, top=700)
    head = Block(lines=[TITLE], size=20, top=760)
    day = Block(lines=["3 June 2025"], top=735)
    if not shuffled:
        return make_pdf([[head, day, left, right]])
    rows = [
        Block(lines=[line], x=block.x, top=block.top - place * block.leading)
        for place in range(max(len(left.lines), len(right.lines)))
        for block in (right, left)
        if place < len(block.lines)
        for line in [block.lines[place]]
    ]
    return make_pdf([[*rows, day, head]])


@pytest.mark.parametrize("shuffled", [False, True], ids=["column by column", "line by line, the headline last"])
def test_columns_are_read_one_after_the_other(shuffled: bool) -> None:
    found = document(in_columns(shuffled=shuffled))
    text = found.text.replace("\n\n", " ")
    assert text == f"{LEAD} {MIDDLE} {END}"
    assert (found.headline, found.methods["headline"]) == (TITLE, "size")
    assert found.date_published == "2025-06-03"


def test_three_columns_below_a_lead_over_all_of_them() -> None:
    parts = [LEAD, MIDDLE, END]
    columns = [Block(lines=wrapped(part, 30), x=40 + 180 * at, top=640) for at, part in enumerate(parts)]
    lead = (
        "Marlow Bay gets a kelp hatchery, and the quay gets back a building that many had given up for lost years ago."
    )
    found = document(make_pdf([[*columns, Block(lines=[TITLE], size=18), Block(lines=[lead], top=700, size=9)]]))
    assert found.text.replace("\n\n", " ") == f"{lead} {LEAD} {MIDDLE} {END}"


def test_paragraphs_are_whole_and_apart() -> None:
    blocks = [Block(lines=wrapped(text, 90), top=720 - 70 * place) for place, text in enumerate((LEAD, MIDDLE, END))]
    assert document(make_pdf([[Block(lines=[TITLE], size=16), *blocks]])).text == "\n\n".join((LEAD, MIDDLE, END))


def test_a_sentence_goes_on_upon_the_next_page() -> None:
    head, tail = MIDDLE.split(" when ")
    first = [
        Block(lines=[TITLE], size=16),
        Block(lines=wrapped(LEAD, 90), top=720),
        Block(lines=wrapped(head, 90), top=650),
    ]
    foot = [Block(lines=[f"Marlow Bay Council {page}"], top=30, size=8) for page in (1, 2, 3)]
    pages = [
        [*first, foot[0]],
        [Block(lines=wrapped("when " + tail, 90)), foot[1]],
        [Block(lines=wrapped(END, 90)), foot[2]],
    ]
    assert document(make_pdf(pages)).text == "\n\n".join((LEAD, MIDDLE, END))


def test_a_table_is_read_row_by_row() -> None:
    rows = [("Timber", "1,204"), ("Grain", "640"), ("Stone", "810"), ("Coal", "77"), ("Salt", "12"), ("Fish", "9")]
    cells = [
        Block(lines=[cell], x=x, top=600 - 15 * place)
        for x, side in ((50, 0), (300, 1))
        for place, cell in enumerate(row[side] for row in rows)
    ]
    found = document(make_pdf([[Block(lines=[TITLE], size=16), Block(lines=wrapped(LEAD, 90), top=700), *cells]]))
    assert "Timber | 1,204\n" in found.text
    assert found.text.index("Salt | 12") < found.text.index("Fish | 9")


TITLES = [
    ({"Title": TITLE}, 16, TITLE, "pdf"),
    ({"Title": "Microsoft Word - notice_12.docx"}, 16, TITLE, "size"),
    ({"Title": "Template for all press releases"}, 16, TITLE, "size"),
    ({}, 10, TITLE, "text"),
]


@pytest.mark.parametrize(("info", "size", "title", "method"), TITLES)
def test_the_title_is_that_of_the_page(info: dict[str, str], size: int, title: str, method: str) -> None:
    blocks = [
        Block(lines=[TITLE], size=size),
        Block(lines=wrapped(LEAD, 90), top=740),
        Block(lines=wrapped(END, 90), top=680),
    ]
    found = document(make_pdf([[Block(lines=["PRESS RELEASE"], size=24, top=810), *blocks]], info))
    assert (found.headline, found.methods["headline"]) == (title, method)


DAYS = [
    ({"CreationDate": "D:20250602101500"}, LEAD.replace("2009", "long ago"), "2025-06-02"),
    ({"CreationDate": "D:20250602101500"}, f"{LEAD} It opens in 2025.", "2025-06-02"),
    ({"CreationDate": "D:20120602101500"}, LEAD, None),
    ({"CreationDate": "D:20990602101500"}, LEAD.replace("2009", "long ago"), None),
    ({}, LEAD, None),
]


@pytest.mark.parametrize(("info", "text", "day"), DAYS)
def test_the_day_of_the_file_counts_where_the_text_allows_it(info: dict[str, str], text: str, day: str | None) -> None:
    blocks = [Block(lines=[TITLE], size=16), Block(lines=wrapped(text, 90), top=740)]
    assert document(make_pdf([blocks], info)).date_published == day


SCANS = [
    ([[], []], True, "scanned"),
    ([[Block(lines=["Scanned with OfficeLens"], top=20)]], True, "scanned"),
    ([[]], False, "no_text"),
]


@pytest.mark.parametrize(("pages", "picture", "code"), SCANS)
def test_a_scan_is_said_to_be_one(pages: list[list[Block]], picture: bool, code: str) -> None:
    found = read(make_pdf(pages, picture=picture))
    assert isinstance(found, NotADocument)
    assert found.code == code


def test_a_letterhead_picture_does_not_make_a_scan() -> None:
    blocks = [
        Block(lines=[TITLE], size=16),
        *(Block(lines=wrapped(t, 90), top=y) for t, y in ((LEAD, 740), (END, 680))),
    ]
    assert document(make_pdf([blocks], picture=True)).headline == TITLE
