"""The day of each record of a listing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from crawler.linkdates import DayOrder, find_days, first_day, iso_day, url_day
from crawler.linkwords import PUBLISHED
from crawler.markup import clean
from crawler.pageview import Node, PageView
from crawler.partdays import day_in_year, heading_year, leaf_day
from crawler.recordparts import Entry, places


def set_days(entries: list[Entry], nodes: list[Node], view: PageView, order: DayOrder) -> None:
    """The day that each record states; where few do, the day in the heading above a run of records holds for them."""
    stated = [list(_stated_days(entry, nodes[i] if nodes else None, view, order)) for i, entry in enumerate(entries)]
    usual = Counter(place for found in stated for place in {place for place, rank, _ in found if rank > 1})
    for entry, found in zip(entries, stated, strict=True):
        marked = _marked_day(entry.anchor.node)
        if marked:
            entry.day = marked
            continue
        best = max(found, key=lambda each: (usual[each[0]] if each[1] > 1 else 0, each[1]), default=None)
        entry.day = best[2] if best else _joined_day(entry, view, order)
    if sum(entry.day is not None for entry in entries) < 0.3 * len(entries):
        _set_heading_days(entries, view, order)
    for entry in entries:
        entry.day = entry.day or first_day(entry.title, order) or url_day(entry.anchor.url)
    if not any(entry.day for entry in entries):
        _set_days_of_year(entries, view)


def _marked_day(node: Node) -> str | None:
    """The day that an element around the link is marked with, as the cells of calendars are."""
    found: Node | None = node
    while found is not None:
        day = found.element.get("data-date")
        if day:
            return iso_day(day)
        found = found.parent
    return None


def _stated_days(entry: Entry, node: Node | None, view: PageView, order: DayOrder) -> Iterator[tuple[object, int, str]]:
    """The days of a record with their place and rank: 3 a text that is little else, 2 called the day of publication."""
    labelled = False
    for place, i, _ in places(entry, node, view):
        text = view.texts[i]
        for found in find_days(text, order):
            alone = found.start == 0 or len(text) - (found.end - found.start) <= 14
            named = labelled or bool(PUBLISHED.search(text[max(0, found.start - 24) : found.start]))
            yield place, 3 if alone else 2 if named and len(text) <= 80 else 1, found.day
        labelled = len(text) <= 30 and bool(PUBLISHED.search(text))


def _joined_day(entry: Entry, view: PageView, order: DayOrder) -> str | None:
    """A day whose parts stand in elements of their own, as on calendar leaves."""
    joined = view.text(entry.start, entry.end)[:1500]
    return first_day(joined, order) or leaf_day(joined)


def _set_heading_days(entries: list[Entry], view: PageView, order: DayOrder) -> None:
    current: str | None = None
    end = max(0, entries[0].start - 40)
    for entry in entries:
        current = _heading_day(view, end, entry.start, order) or current
        entry.day = entry.day or current
        end = entry.end


def _set_days_of_year(entries: list[Entry], view: PageView) -> None:
    """Days that stand without a year below headings that name it, as in the archive of a year."""
    year = next((found for text in _names(view) if (found := heading_year(text))), None)
    end = max(0, entries[0].start - 40)
    for entry in entries:
        above = (heading_year(view.texts[i]) for i in range(entry.start - 1, max(end, entry.start - 40) - 1, -1))
        year = next(filter(None, above), year)
        end = entry.end
        if year:
            entry.day = day_in_year(view.text(entry.start, entry.end)[:300], year)


def _names(view: PageView) -> list[str]:
    """The first heading and the title of the page."""
    headings = [clean(" ".join(heading.itertext())) for heading in islice(view.root.iter("h1"), 1)]
    return [*headings, clean(view.root.findtext(".//title"))]


def _heading_day(view: PageView, start: int, end: int, order: DayOrder) -> str | None:
    for i in range(end - 1, max(start, end - 40) - 1, -1):
        text = view.texts[i]
        for found in find_days(text[:120], order):
            if len(text) - (found.end - found.start) <= 24:
                return found.day
    return None
