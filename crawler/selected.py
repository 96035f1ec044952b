"""Items and next pages by a source's own CSS selectors, where the general search does not fit a site."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree
from lxml.cssselect import CSSSelector

from crawler.linkdates import DayOrder, find_days, iso_day, url_day
from crawler.linkpage import Link, LinkPage, unique
from crawler.listing import find_items
from crawler.markup import absolute, clean
from crawler.nextpages import find_next
from crawler.pageview import PageView


def select_links(view: PageView, order: DayOrder, selectors: Mapping[str, str]) -> LinkPage:
    """The page's links, with each part that has a selector (items, link, title, date, next) taken from it alone.

    `items` matches one element a record; link, title and date are looked for inside it. Without `items` every match of
    `link` is an item. Raises ValueError for a selector that is no CSS.
    """
    paths = {
        part: _compile(part, css)
        for part, css in selectors.items()
        if part in ("items", "link", "title", "date", "next")
    }
    items = _items(view, order, paths) if "items" in paths or "link" in paths else find_items(view, order)
    if "next" not in paths:
        return LinkPage(items, find_next(view))
    found = [absolute(_href(element), view.base) for element in paths["next"](view.root)]
    return LinkPage(items, tuple(dict.fromkeys(url for url in found if url and url != view.url)))


def _compile(part: str, css: str) -> CSSSelector:
    try:
        return CSSSelector(css, translator="html")
    except SyntaxError as error:  # cssselect's errors derive from it
        raise ValueError(f"selectors.{part}: {css!r} is no CSS selector: {error}") from None


def _items(view: PageView, order: DayOrder, paths: Mapping[str, CSSSelector]) -> tuple[Link, ...]:
    records = paths["items"](view.root) if "items" in paths else paths["link"](view.root)
    links = []
    for record in records:
        anchor = _first(record, paths["link"]) if "items" in paths and "link" in paths else record
        if anchor is None:
            continue
        url = absolute(_href(anchor), view.base)
        if url is None or url == view.url:
            continue
        title = _first(record, paths.get("title"))
        stated = _first(record, paths.get("date"))
        text = clean(_text(_link(anchor) if title is None else title)) or clean(anchor.get("title"))
        links.append(Link(url, text or None, _day(record if stated is None else stated, order) or url_day(url)))
    return unique(links)


def _first(record: etree._Element, path: CSSSelector | None) -> etree._Element | None:
    return next(iter(path(record)), None) if path is not None else None


def _link(element: etree._Element) -> etree._Element:
    """A matched link itself, else the first link inside or around the matched element, else the element."""
    if element.get("href"):
        return element
    inside = element.find(".//a[@href]")
    return inside if inside is not None else next(element.iterancestors("a"), element)


def _href(element: etree._Element) -> str | None:
    href = _link(element).get("href")
    return str(href) if href else None


def _text(element: etree._Element) -> str:
    return " ".join(element.itertext())[:4000]


def _day(element: etree._Element, order: DayOrder) -> str | None:
    machine = element.get("datetime") or next(
        (e.get("datetime") for e in element.iter("time") if e.get("datetime")), None
    )
    return iso_day(machine) or next((found.day for found in find_days(clean(_text(element), 2000), order)), None)
