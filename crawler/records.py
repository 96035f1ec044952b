"""The lists of a page: records with the link, title and day of each, and how much a list looks like the page's own."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from crawler.columns import BLOCKS, Column, find_columns, is_document, join_columns
from crawler.linkdates import DayOrder
from crawler.linkwords import width
from crawler.pageview import Node, PageView
from crawler.recorddays import set_days
from crawler.recordparts import Entry, spread
from crawler.recordtitles import set_titles

_DIGITS = re.compile(r"\d+")


@dataclass(slots=True, eq=False)
class RecordList:
    """Records of one kind and what they have in common.

    `shape` is the most frequent kind of address; `title_length` is a mean in characters; `dated` and `papers` are the
    shares of records with a day and of links that lead to documents; `chrome` is that of the anchors.
    """

    entries: list[Entry]
    shape: str
    title_length: float = 0.0
    chrome: int = 0
    dated: float = 0.0
    papers: float = 0.0
    score: float = 0.0


def find_record_lists(view: PageView, order: DayOrder, *, by_tags: bool = False) -> list[RecordList]:
    """Every list outside page furniture with its score; `by_tags` overlooks classes, where each item has its own."""
    columns = find_columns(view.anchors, by_tags=by_tags)
    return [_record_list(joined, view, order) for joined in join_columns(columns)]


def _record_list(columns: list[Column], view: PageView, order: DayOrder) -> RecordList:
    size = len(columns[0].anchors)
    ranked = sorted(columns, key=lambda c: -(c.rank() + 2 * len(c.anchors) / size))
    nodes = sorted({node for c in columns for node in c.anchors}, key=lambda node: node.start)
    links = {node: [a for c in ranked for a in c.anchors.get(node, ())] for node in nodes}
    entries = [Entry(links[node][0], node.start, node.end, further=links[node][1:]) for node in nodes]
    flat = _is_flat(nodes)
    if flat:
        spread(entries, nodes, view)
    set_titles(entries, [] if flat else nodes, view)
    set_days(entries, [] if flat else nodes, view, order)
    shapes = [shape(entry.anchor.url) for entry in entries]
    found = RecordList(entries, Counter(shapes).most_common(1)[0][0])
    found.score = _score(found, shapes)
    return found


def _is_flat(nodes: list[Node]) -> bool:
    """Whether a record goes on outside its node: it is a part of a line, or other texts stand between most nodes."""
    inline = sum(node.element.tag not in BLOCKS for node in nodes)
    apart = sum(b.start > a.end and a.parent is b.parent for a, b in pairwise(nodes))
    return inline > len(nodes) / 2 or apart > 0.7 * max(len(nodes) - 1, 1)


def shape(url: str) -> str:
    """What addresses of one kind share: host, first folder, number of folders and file extension."""
    parts = urlsplit(url)
    segments = parts.path.strip("/").split("/")
    extension = segments[-1].rpartition(".")[2].lower() if "." in segments[-1] else ""
    first = _DIGITS.sub("0", segments[0]) if len(segments) > 1 else ""
    names = sorted(_DIGITS.sub("0", name.partition("=")[0]) for name in parts.query.split("&"))
    keys = "&".join(names[:6])
    return f"{parts.netloc}/{first}/{len(segments)}.{extension}?{keys}"


def _score(found: RecordList, shapes: list[str]) -> float:
    """Size and quality of a list: telling, different titles, days, addresses of one kind, documents; 0 for no list."""
    entries = found.entries
    found.title_length = length = sum(min(width(e.title), 80) for e in entries) / len(entries)
    found.chrome = max(e.anchor.chrome for e in entries)
    size = len({entry.anchor.url for entry in entries})
    found.dated = dated = sum(e.day is not None for e in entries) / len(entries)
    found.papers = papers = sum(is_document(e.anchor.url) for e in entries) / len(entries)
    numbers = sum(e.title.strip("[]() ").isdecimal() for e in entries) / len(entries)
    if size < 2 or (size == 2 and (dated < 1 or length < 15)) or numbers > 0.5:
        return 0.0
    if papers < 0.8 and ((length < 15 and dated < 0.5) or (found.chrome and dated < 0.7 and length < 40)):
        return 0.0
    undated = dated < 0.1 and papers < 0.5
    bare = sum(len(e.pieces) <= 1 for e in entries) / len(entries)
    if undated and bare > 0.8 and length < 24:
        return 0.0
    distinct = len({e.title for e in entries}) / len(entries)
    uniform = shapes.count(found.shape) / len(shapes)
    quality = min(length / 40, 1.2) * (0.4 + 0.6 * distinct) + 1.2 * dated + 0.3 * uniform + papers
    if undated and length < 32:
        quality *= 0.5
    return float(min(size, 50) ** 0.5 * quality) * (0.4 if found.chrome else 1.0)
