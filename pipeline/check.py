"""One polite look at a source: what would be collected, and what one item would say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from crawler.linkpage import LinkPage
from crawler.links import find_links
from crawler.page import Page
from crawler.run import ProbeError, probe
from crawler.source import Source
from extract.pipeline import extract
from extract.serialize import JsonObject, to_json

_LISTING_PARTS = ("items", "link", "title", "date", "next")


def check_source(source: Source, *, data: Path, loopback: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Asks for the source's start (of a sitemap index also for its first sitemap) and for the first item to follow.

    Nothing is stored. Raises crawler.run.ProbeError, whose exit code says that the site could not be had.
    """
    page = probe(source, data=data, loopback=loopback)
    links = _links(source, page)
    if source.kind == "sitemap" and not links.items and links.next:
        links = _links(source, probe(_at(source, links.next[0]), data=data, loopback=loopback))
    items = [
        {"date": link.date, "title": link.title, "url": link.url, "follow": _follows(source, link.url)}
        for link in links.items
    ]
    first = next((item["url"] for item in items if item["follow"]), None)
    return {
        "source": source.name,
        "url": page.url,
        "status": page.status,
        "bytes": len(page.body),
        "items": items,
        "next": list(links.next),
        "extraction": _extraction(source, str(first), data, loopback) if first else None,
    }


def _links(source: Source, page: Page) -> LinkPage:
    given = source.selectors.given() if source.selectors else {}
    selectors = {key: css for key, css in given.items() if key in _LISTING_PARTS}
    return find_links(page.body, page.url, content_type=page.content_type, selectors=selectors)


def _follows(source: Source, url: str) -> bool:
    allowed = not source.allow or any(re.search(pattern, url) for pattern in source.allow)
    return allowed and not any(re.search(pattern, url) for pattern in source.deny)


def _extraction(source: Source, url: str, data: Path, loopback: frozenset[str]) -> JsonObject:
    try:
        page = probe(_at(source, url), data=data, loopback=loopback)
    except ProbeError as error:
        return {"file": url, "rejected": "unreadable", "detail": str(error)}
    return {"file": url, **to_json(extract(page, source))}


def _at(source: Source, url: str) -> Source:
    return source.model_copy(update={"url": url, "also": ()})
