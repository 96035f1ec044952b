"""The days that a page's data state: its data blocks and meta elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract import jsonld
from extract.clock import Clock, read_stamp
from extract.markup import Tree, meta_values
from extract.metadata import Found, select_text

if TYPE_CHECKING:
    from crawler.source import Source

# Best first: what names the publication before what names a date in general.
_PUBLISHED_META = [
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "date.issued",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "article.published",
]
_PUBLISHED_NAME = re.compile(r"publish(?!er)|publication|pub_?date|issued|upload")
# What many systems write anew with each edit.
_DATED_META = ["date", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created", "datecreated"]
_MODIFIED_META = [
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dc.date.modified",
    "dcterms.modified",
    "last-modified",
    "lastmod",
]


@dataclass(frozen=True, slots=True)
class Stated:
    """What the page's data say; `certain` where they name the first publication and no date in general."""

    found: Found
    certain: bool = True


def first_stated(
    tree: Tree, nodes: list[jsonld.Node], source: Source | None, clock: Clock, days: set[str]
) -> Stated | None:
    """The best that the data say of the publication; a 1 January counts only where it is one of `days`, those shown."""
    for value, method, certain in _published_candidates(tree, nodes, source):
        found = read_stamp(value, clock)
        if found and not (_is_default(found) and found[:10] not in days):
            return Stated(Found(found, method), certain)
    return None


def _published_candidates(
    tree: Tree, nodes: list[jsonld.Node], source: Source | None
) -> Iterator[tuple[str, str, bool]]:
    """(value, method, certain), best first."""
    selected = select_text(tree.root, source, "date")
    if selected:
        yield selected, "selector", True
    for key in ("datePublished", "dateCreated"):
        stated = jsonld.first_string([node for node in nodes if jsonld.is_article(node)], key)
        if stated:
            yield stated, "json-ld", True
    for names, certain in ((_PUBLISHED_META, True), (_DATED_META, False)):
        for name in names:
            for value in meta_values(tree, name):
                yield value, name if ":" in name else "meta", certain
    stated = jsonld.first_string(nodes, "datePublished")
    if stated:
        yield stated, "json-ld", True


def edits_of(tree: Tree, nodes: list[jsonld.Node], clock: Clock) -> Iterator[Found]:
    """When the page was edited, as its data say it, best first."""
    candidates = [Found(jsonld.first_string(nodes, "dateModified"), "json-ld")]
    candidates += [
        Found(value, name if ":" in name else "meta") for name in _MODIFIED_META for value in meta_values(tree, name)
    ]
    for value, method in candidates:
        found = read_stamp(value, clock) if value else None
        if found:
            yield Found(found, method)


def from_named_meta(tree: Tree, clock: Clock) -> Found | None:
    """A meta element that calls its value a day of publication in words of its own."""
    for name, values in tree.metas.items():
        found = read_stamp(values[0], clock) if _PUBLISHED_NAME.search(name) else None
        if found and not _is_default(found):
            return Found(found, "meta")
    return None


def _is_default(value: str) -> bool:
    """1 January is what software writes where it knows the year alone."""
    return value[4:10] == "-01-01" and ("T" not in value or "T00:00:00" in value)
