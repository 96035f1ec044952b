"""Columns of links: anchors with one signature, by the repeated part of the page (the record) that each belongs to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.linkwords import GENERIC, is_telling
from crawler.pageview import Anchor, Node
from crawler.recordparts import MAX_PIECES

DOCUMENT = re.compile(r"\.(?:pdf|docx?|rtf|wpd|txt|odt)$", re.I)
BLOCKS = frozenset(("tr", "li", "article", "section", "div", "td", "dd", "p", "dl", "tbody", "table", "ul"))


@dataclass(slots=True, eq=False)
class Column:
    """Anchors of one signature by the record node that they belong to; the likeliest link of a record comes first."""

    anchors: dict[Node, list[Anchor]]

    def rank(self) -> float:
        """The mean rank of the records' first links."""
        return sum(_link_rank(found[0]) for found in self.anchors.values()) / len(self.anchors)


def find_columns(anchors: list[Anchor], *, by_tags: bool = False) -> list[Column]:
    """The columns outside menus, headers and footers, largest first; `by_tags` overlooks classes in the signature."""
    columns = [_column(found) for found in _by_path(anchors, by_tags)]
    return sorted(columns, key=lambda column: -len(column.anchors))


def join_columns(columns: list[Column]) -> Iterator[list[Column]]:
    """Columns that stand in the same records, the largest first: most records of each are records of the first."""
    holders: dict[Node, list[int]] = {}
    for number, column in enumerate(columns):
        for node in column.anchors:
            holders.setdefault(node, []).append(number)
    free = set(range(len(columns)))
    for number, column in enumerate(columns):
        if number not in free:
            continue
        shared = Counter(other for node in column.anchors for other in holders[node] if other in free)
        joined = [other for other in sorted(shared) if shared[other] >= 0.6 * len(columns[other].anchors)]
        free.difference_update(joined)
        yield [columns[other] for other in joined]


def is_document(url: str) -> bool:
    """Whether an address names a file to be read, such as a PDF."""
    return bool(DOCUMENT.search(urlsplit(url).path))


def _by_path(anchors: list[Anchor], by_tags: bool) -> list[list[Anchor]]:
    groups: dict[tuple[str, ...], list[Anchor]] = {}
    for anchor in anchors:
        if anchor.chrome < 2 and not anchor.recording:
            path = tuple(step.partition(".")[0] for step in anchor.path) if by_tags else anchor.path
            groups.setdefault(path, []).append(anchor)
    return list(groups.values())


def _column(anchors: list[Anchor]) -> Column:
    """The links by record: table rows or blocks where those repeat, else the largest part that holds no second link."""
    records = _rows(anchors) or _blocks(anchors)
    if records:
        return Column({node: sorted(found, key=_link_rank, reverse=True) for node, found in records.items()})
    count: dict[Node, int] = {}
    for anchor in anchors:
        for node in _ancestors(anchor.node):
            count[node] = count.get(node, 0) + 1
    limit = MAX_PIECES if len(anchors) > 2 else MAX_PIECES // 3
    return Column({_alone(anchor.node, count, limit): [anchor] for anchor in anchors})


def _rows(anchors: list[Anchor]) -> dict[Node, list[Anchor]]:
    """The links by table row, where at least three rows hold a few each; nothing where cells are items side by side."""
    rows: dict[Node, list[Anchor]] = {}
    filled: dict[int, set[Node]] = {}
    for anchor in anchors:
        cell = anchor.node
        row = next((node for node in _ancestors(anchor.node) if node.element.tag == "tr"), None)
        if row is None:
            return {}
        cell = next(node for node in _ancestors(anchor.node) if node.parent is row)
        rows.setdefault(row, []).append(anchor)
        filled.setdefault(cell.cell, set()).add(row)
    # In the table of a calendar, no column is filled throughout.
    if max(map(len, filled.values())) < 0.8 * len(rows):
        return {}
    if len(rows) < 3 or len(anchors) > 6 * len(rows) or _is_grid(anchors, len(rows)):
        return {}
    return rows


def _blocks(anchors: list[Anchor]) -> dict[Node, list[Anchor]]:
    """The links by block, where most blocks hold one telling link and further ones beside it; else nothing."""
    blocks: dict[Node, list[Anchor]] = {}
    for anchor in anchors:
        block = next((node for node in _ancestors(anchor.node) if node.element.tag in BLOCKS), anchor.node)
        blocks.setdefault(block, []).append(anchor)
    single = sum(sum(is_telling(a.text) for a in found) == 1 for found in blocks.values())
    if len(blocks) < 3 or len(anchors) < 1.2 * len(blocks) or single < 0.8 * len(blocks):
        return {}
    return blocks


def _is_grid(anchors: list[Anchor], rows: int) -> bool:
    """Whether the cells of a row are items side by side: several links in each row, all with telling texts."""
    telling = sum(len(a.text) >= 12 and not GENERIC.match(a.text) for a in anchors)
    return len(anchors) > 1.5 * rows and telling > 0.8 * len(anchors)


def _ancestors(node: Node) -> list[Node]:
    found = []
    step: Node | None = node
    while step is not None:
        found.append(step)
        step = step.parent
    return found


def _alone(node: Node, count: dict[Node, int], limit: int) -> Node:
    while (up := node.parent) is not None and count[up] == 1 and up.end - up.start <= limit:
        node = up
    return node


def _link_rank(anchor: Anchor) -> float:
    """How likely a link is to be the record's own: a telling text, then a document in a fixed format."""
    telling = 0.0 if GENERIC.match(anchor.text) else min(len(anchor.text), 60) / 20
    fixed = urlsplit(anchor.url).path.lower().endswith(".pdf")
    return telling + (1.5 if fixed else 1.0 if is_document(anchor.url) else 0.0)
