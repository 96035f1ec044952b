"""Events that a page marks for machines, as calendar software does (https://schema.org/Event)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from lxml import etree

from crawler.linkdates import iso_day
from crawler.linkpage import Link
from crawler.markup import absolute, clean
from crawler.pageview import PageView

MAX_SCRIPT = 1_000_000
"""Characters of one JSON-LD script that are read."""

_EVENT = re.compile(r"(?:^|schema\.org/)\w{0,30}Event$")


def marked_events(view: PageView) -> list[Link]:
    """The events with an address of their own; none where there is one alone: such a page is the event's own."""
    marked = [link for link in (*_json_events(view), *_item_events(view)) if link.url != view.url.partition("#")[0]]
    return marked if len({link.url for link in marked}) > 1 else []


def _json_events(view: PageView) -> Iterator[Link]:
    for script in view.root.iter("script"):
        if script.get("type") != "application/ld+json":
            continue
        try:
            open_parts = [json.loads((script.text or "")[:MAX_SCRIPT])]
        except (ValueError, RecursionError):
            continue
        while open_parts:
            part = open_parts.pop()
            if isinstance(part, dict):
                yield from _json_event(part, view)
                open_parts.extend(reversed(part.values()))
            elif isinstance(part, list):
                open_parts.extend(reversed(part))


def _json_event(part: dict[str, object], view: PageView) -> Iterator[Link]:
    kind, href, name, start = (part.get(key) for key in ("@type", "url", "name", "startDate"))
    if isinstance(kind, str) and _EVENT.search(kind) and isinstance(href, str):
        url = absolute(href, view.base)
        if url:
            yield Link(url, clean(str(name or "")) or None, iso_day(str(start or "")))


def _item_events(view: PageView) -> Iterator[Link]:
    known: set[etree._Element] = set()
    for anchor in view.root.iter("a", "link"):
        if anchor.get("itemprop") != "url":
            continue
        event = next((e for e in anchor.iterancestors() if e.get("itemtype") is not None), None)
        url = absolute(anchor.get("href"), view.base)
        if url and event is not None and event not in known and _EVENT.search(event.get("itemtype") or ""):
            known.add(event)
            yield Link(url, _property(event, "name") or None, iso_day(_property(event, "startDate")))


def _property(event: etree._Element, name: str) -> str:
    found = event.find(f".//*[@itemprop='{name}']")
    if found is None:
        return ""
    return clean(found.get("content") or found.get("datetime") or " ".join(found.itertext()))
