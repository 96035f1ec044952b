"""The papers of meetings (agenda, minutes, recording): each is an item of its own beside the others of its record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from crawler.columns import DOCUMENT, is_document
from crawler.linkdates import DayOrder, first_day
from crawler.linkwords import MEETING, MEETINGS, RECORDING, is_telling
from crawler.pageview import Anchor, Node, PageView
from crawler.recordparts import Entry
from crawler.records import RecordList

_NO_LETTER = re.compile(r"[\W\d_]+")


def is_of_meetings(view: PageView) -> bool:
    """Whether the page lists meetings: its name, two of its links or a document are called agenda, minutes and such."""
    called = [anchor for anchor in view.anchors if MEETING.search(anchor.text)]
    return len(called) > 1 or any(is_document(a.url) for a in called) or bool(MEETINGS.search(_name(view)))


def _name(view: PageView) -> str:
    title = view.root.findtext(".//title") or ""
    heading = next((" ".join(h.itertext())[:300] for h in view.root.iter("h1")), "")
    return f"{title[:300]} {heading} {urlsplit(view.url).path}"


def meeting_entries(
    view: PageView, lists: list[RecordList], chosen: list[RecordList], order: DayOrder
) -> Iterator[Entry]:
    """An entry for every link of the chosen records and of whatever else on the page holds a paper of a meeting."""
    named = bool(MEETINGS.search(_name(view)))
    records = _by_text(found for found in chosen if named or _has_papers(found))
    others = _by_text(sorted(lists, key=lambda found: -len(found.entries)))
    rows = {_row(anchor) for anchor in view.anchors if _belongs(anchor)}
    inside = {i for row in rows for i in range(row.start, row.end)}
    mains = [main.anchor for found in chosen for main in found.entries]
    formats = {(_row(anchor), _stem(anchor.url)): anchor.url for anchor in mains}
    for anchor in view.anchors:
        main = records.get(anchor.start)
        near = anchor.chrome < 2 and (main is not None or anchor.start in inside)
        row = _row(anchor)
        if (near or _belongs(anchor)) and formats.setdefault((row, _stem(anchor.url)), anchor.url) == anchor.url:
            yield _linked(anchor, main or others.get(anchor.start), row, view, order)


def _by_text(lists: Iterable[RecordList]) -> dict[int, Entry]:
    return {i: main for found in lists for main in found.entries for i in main.pieces}


def _has_papers(found: RecordList) -> bool:
    return 2 * sum(any(map(_belongs, (main.anchor, *main.further))) for main in found.entries) > len(found.entries)


def _row(anchor: Anchor) -> Node:
    """The table row or list entry that a link stands in, else the link itself."""
    found: Node | None = anchor.node
    while found is not None and found.element.tag not in ("tr", "li", "article"):
        found = found.parent
    return found or anchor.node


def _linked(anchor: Anchor, main: Entry | None, row: Node, view: PageView, order: DayOrder) -> Entry:
    """The link as an entry: title and day from its own words, else from its row, else from the record around it."""
    title = anchor.text if main is None or is_telling(anchor.text) else main.title
    words = (anchor.text, view.text(row.start, row.end)[:600])
    day = next((day for text in words if (day := first_day(text, order))), None) or (main.day if main else None)
    return Entry(anchor, anchor.start, anchor.end, title, day)


def _belongs(anchor: Anchor) -> bool:
    """Whether a link leads to a document, paper or recording; in a menu, only a document that is called a paper."""
    document = is_document(anchor.url)
    if anchor.chrome > 1:
        return document and bool(MEETING.search(f"{anchor.text} {_NO_LETTER.sub(' ', anchor.url)}"))
    return document or bool(MEETING.search(anchor.text) or RECORDING.search(anchor.text))


def _stem(url: str) -> str:
    """The address without host and extension: the same for one paper in several formats."""
    parts = urlsplit(url)
    return DOCUMENT.sub("", parts.path.lower()) + parts.query
