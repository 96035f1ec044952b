"""One record of a listing: its link, and where each of its texts stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from crawler.linkdates import find_days
from crawler.pageview import Anchor, Node, PageView

MAX_PIECES = 60
"""How many texts of one record are looked at."""


@dataclass(slots=True, eq=False)
class Entry:
    """One record: the texts [start, end) that belong to it, and the link, title and day read from it.

    `further` are its other links, the likeliest first.
    """

    anchor: Anchor
    start: int
    end: int
    title: str = ""
    day: str | None = None
    further: list[Anchor] = field(default_factory=list)

    @property
    def pieces(self) -> range:
        """The indexes of its texts, at most MAX_PIECES of them."""
        return range(self.start, min(self.end, self.start + MAX_PIECES))


def spread(entries: list[Entry], nodes: list[Node], view: PageView) -> None:
    """Gives the links of a flat list the texts between them: those before where dates lead, else those behind."""
    leading = sum(_dated(view, entry.start - 1) for entry in entries)
    trailing = sum(_dated(view, entry.end) for entry in entries)
    for i, entry in enumerate(entries):
        parent = nodes[i].parent or nodes[i]
        if leading > trailing:
            entry.start = max(parent.start, entry.start - 1)
    for i, entry in enumerate(entries):
        parent = nodes[i].parent or nodes[i]
        following = entries[i + 1].start if i + 1 < len(entries) else entry.end + 6
        entry.end = max(entry.end, min(following, parent.end, entry.end + MAX_PIECES))


def _dated(view: PageView, index: int) -> bool:
    return 0 <= index < len(view.texts) and any(True for _ in find_days(view.texts[index][:300]))


def places(entry: Entry, node: Node | None, view: PageView) -> Iterator[tuple[object, int, int]]:
    """Every text's place in the record (path and ordinal, or offset in a flat list), index and distance to the link."""
    seen: dict[tuple[str, ...], int] = {}
    for i in entry.pieces:
        before, after = entry.anchor.start - i, i - entry.anchor.end + 1
        distance = max(before, after, 0)
        if node is None:
            yield -before if before > 0 else after, i, distance
            continue
        path = relative(view.owners[i], node)
        seen[path] = seen.get(path, 0) + 1
        yield (path, seen[path]), i, distance


def relative(owner: Node, root: Node) -> tuple[str, ...]:
    """The steps from a record's root down to the element that a text stands in."""
    steps = []
    node: Node | None = owner
    while node is not None and node is not root:
        steps.append(f"{node.step}:{node.cell}" if node.cell else node.step)
        node = node.parent
    return tuple(reversed(steps))
