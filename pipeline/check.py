"""One polite look at a source: what would be collected, and what one item would say."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from crawler.follow import FollowRules
from crawler.linkpage import LinkPage
from crawler.links import find_links
from crawler.page import Page, page_from_file
from crawler.run import ProbeError, Prober
from crawler.source import Source
from crawler.stats import explain
from extract.pipeline import extract
from extract.serialize import JsonObject, to_json

_TRIED_ITEMS = 3
_LISTING_PARTS = ("items", "link", "title", "date", "next")


class NothingSavedError(ValueError):
    """The source has no saved page."""

    exit_code = 66


def check_source(source: Source, *, data: Path, loopback: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Asks for the source's start (of a sitemap index also for its first sitemap) and for an item to follow.

    Nothing is stored. Raises crawler.run.ProbeError, whose exit code says that the site could not be had.
    """
    rules = FollowRules(source)
    with Prober(source, data=data, loopback=loopback) as prober:
        page = prober.ask(source.url)
        if page.status != 200:
            raise ProbeError(f"{page.url}: {explain(f'http_{page.status}')}")
        links = _links(source, page)
        if source.kind == "sitemap" and not links.items and links.next:
            links = _links(source, prober.ask(links.next[0]))
        items = [
            {"date": link.date, "title": link.title, "url": link.url, "follow": rules.judge(link.url, link.url) is None}
            for link in links.items
        ]
        extraction = _extraction(prober, source, [str(item["url"]) for item in items if item["follow"]])
    return {
        "source": source.name,
        "url": page.url,
        "status": page.status,
        "bytes": len(page.body),
        "items": items,
        "next": list(links.next),
        "extraction": extraction,
    }


def check_saved(source: Source, folder: Path) -> dict[str, Any]:
    """How the page saved in `folder` reads now, against what is expected of it. Raises NothingSavedError."""
    pages = sorted(folder.glob("list.*"))
    if not pages or not (folder / "expected.json").is_file():
        raise NothingSavedError(f"{folder}: nothing saved of {source.name}: `cityfacts sources new` saves what it sees")
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    links = _links(source, page_from_file(pages[0], url=expected["url"]))
    found = {link.url: asdict(link) for link in links.items}
    wanted = {item["url"]: item for item in expected["items"]}
    differences = [
        ["item", wanted.get(url), found.get(url)] for url in wanted | found if wanted.get(url) != found.get(url)
    ]
    if list(links.next) != expected["next"]:
        differences.append(["next", expected["next"], list(links.next)])
    return {"source": source.name, "items": len(wanted), "differences": differences}


def _links(source: Source, page: Page) -> LinkPage:
    given = source.selectors.given() if source.selectors else {}
    selectors = {key: css for key, css in given.items() if key in _LISTING_PARTS}
    return find_links(page.body, page.url, content_type=page.content_type, selectors=selectors)


def _extraction(prober: Prober, source: Source, urls: Sequence[str]) -> JsonObject | None:
    """What the first item says that can be had; robots.txt may forbid one and not the next."""
    row: JsonObject | None = None
    for url in urls[:_TRIED_ITEMS]:
        try:
            return {"file": url, **to_json(extract(prober.ask(url), source))}
        except ProbeError as error:
            row = {"file": url, "rejected": "unreadable", "detail": str(error)}
    return row
