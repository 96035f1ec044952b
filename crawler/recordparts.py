"""What a record of a listing says beside its link: the title and the day."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.linkdates import DayOrder, find_days, url_day
from crawler.linkwords import GENERIC, PUBLISHED
from crawler.markup import clean
from crawler.pageview import Anchor, Node, PageView

MAX_PIECES = 60
"""How many texts of one record are looked at."""

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_HAN = re.compile(r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]")
_HEADINGS = re.compile(r"^(?:h[1-6]|strong|b|dt)\b|title|heading|headline|subject", re.I)


@dataclass(slots=True, eq=False)
class Entry:
    """One record: the texts [start, end) that belong to it, and the link, title and day read from it."""

    anchor: Anchor
    start: int
    end: int
    title: str = ""
    day: str | None = None

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


def set_titles(entries: list[Entry], nodes: list[Node], view: PageView) -> None:
    """Each link's text where it tells something; else the text that stands at the records' most title-like place."""
    vague = [entry for entry in entries if not is_telling(entry.anchor.text)]
    places = _title_places(entries, nodes, view) if len(vague) > 0.3 * len(entries) else {}
    for i, entry in enumerate(entries):
        entry.title = _whole(entry.anchor)
        if is_telling(entry.anchor.text):
            continue
        label = entry.anchor.node.element.get("title") or ""
        if is_telling(label):
            entry.title = clean(label)
            continue
        texts = {key: view.texts[k] for key, k, _ in _places(entry, nodes[i] if nodes else None, view)}
        known = [key for key in texts if key in places and _likeness(texts[key]) > 0.3]
        if known:
            entry.title = texts[max(known, key=lambda key: places[key])]
        else:
            best = max(texts.values(), key=_likeness, default="")
            entry.title = best if _likeness(best) > 0.3 else entry.title


def _whole(anchor: Anchor) -> str:
    """The link's text, or its title attribute where the text is the beginning of it, cut to fit the page."""
    start = anchor.text.rstrip(" .…")
    title = clean(anchor.node.element.get("title"))
    return title if start != anchor.text and start and title.startswith(start) else anchor.text


def is_telling(text: str) -> bool:
    """Whether a text can be a title by itself: two words at least, no file name, no "read more"."""
    if GENERIC.match(text):
        return False
    if len(_HAN.findall(text[:60])) >= 5:
        return True
    return len(text) >= 10 and len(_LETTERS.findall(text[:200])) >= 2 and " " in text and _digits(text) < 0.4


def width(title: str) -> int:
    """The length of a title in letters of an alphabet: a Chinese character says as much as two and a half."""
    return len(title) + len(_HAN.findall(title)) * 3 // 2


def _digits(text: str) -> float:
    return sum(c.isdecimal() for c in text) / len(text)


def _likeness(text: str) -> float:
    """0 to 1: how much a text looks like a title and not like a date, a number, a label or a paragraph."""
    if not is_telling(text) or text.endswith(":"):
        return 0.0
    rest = len(text) - sum(found.end - found.start for found in find_days(text[:300]))
    if rest < 10:
        return 0.0
    return 1.0 if len(text) <= 160 else 0.45


def _title_places(entries: list[Entry], nodes: list[Node], view: PageView) -> dict[object, float]:
    """The places of a record and how good the titles there are over all records: frequent, telling, each different."""
    found: dict[object, list[tuple[str, int]]] = {}
    for i, entry in enumerate(entries):
        for key, index, distance in _places(entry, nodes[i] if nodes else None, view):
            found.setdefault(key, []).append((view.texts[index], distance))
    marks: dict[object, float] = {}
    for key, pairs in found.items():
        texts = [text for text, _ in pairs]
        likeness = sum(map(_likeness, texts)) / len(entries)
        different = len(set(texts)) / len(texts)
        nearness = sum(1 / (1 + distance) for _, distance in pairs) / len(pairs)
        heading = 0.3 if isinstance(key, tuple) and any(_HEADINGS.search(step) for step in key[0]) else 0.0
        marks[key] = likeness * (0.2 + 0.8 * different) * (1.0 + heading + 0.3 * nearness)
    return marks


def _places(entry: Entry, node: Node | None, view: PageView) -> Iterator[tuple[object, int, int]]:
    """Every text's place in the record (path and ordinal, or offset in a flat list), index and distance to the link."""
    seen: dict[tuple[str, ...], int] = {}
    for i in entry.pieces:
        before, after = entry.anchor.start - i, i - entry.anchor.end + 1
        distance = max(before, after, 0)
        if node is None:
            yield -before if before > 0 else after, i, distance
            continue
        path = _relative(view.owners[i], node)
        seen[path] = seen.get(path, 0) + 1
        yield (path, seen[path]), i, distance


def _relative(owner: Node, root: Node) -> tuple[str, ...]:
    steps = []
    node: Node | None = owner
    while node is not None and node is not root:
        steps.append(f"{node.step}:{node.cell}" if node.cell else node.step)
        node = node.parent
    return tuple(reversed(steps))


def set_days(entries: list[Entry], nodes: list[Node], view: PageView, order: DayOrder) -> None:
    """The day that each record states; where few do, the day in the heading above a run of records holds for them."""
    stated = [list(_stated_days(entry, nodes[i] if nodes else None, view, order)) for i, entry in enumerate(entries)]
    usual = Counter(place for found in stated for place in {place for place, rank, _ in found if rank > 1})
    for entry, found in zip(entries, stated, strict=True):
        best = max(found, key=lambda each: (usual[each[0]] if each[1] > 1 else 0, each[1]), default=None)
        entry.day = best[2] if best else _joined_day(entry, view, order)
    if sum(entry.day is not None for entry in entries) < 0.3 * len(entries):
        _set_heading_days(entries, view, order)
    for entry in entries:
        entry.day = entry.day or url_day(entry.anchor.url)


def _stated_days(entry: Entry, node: Node | None, view: PageView, order: DayOrder) -> Iterator[tuple[object, int, str]]:
    """The days of a record with their place and rank: 3 a text that is little else, 2 called the day of publication."""
    labelled = False
    for place, i, _ in _places(entry, node, view):
        text = view.texts[i]
        for found in find_days(text, order):
            alone = found.start == 0 or len(text) - (found.end - found.start) <= 14
            named = labelled or bool(PUBLISHED.search(text[max(0, found.start - 24) : found.start]))
            yield place, 3 if alone else 2 if named and len(text) <= 80 else 1, found.day
        labelled = len(text) <= 30 and bool(PUBLISHED.search(text))


def _joined_day(entry: Entry, view: PageView, order: DayOrder) -> str | None:
    """A day whose parts stand in elements of their own, as on calendar leaves."""
    joined = view.text(entry.start, entry.end)[:1500]
    return next((found.day for found in find_days(joined, order)), None)


def _set_heading_days(entries: list[Entry], view: PageView, order: DayOrder) -> None:
    current: str | None = None
    end = max(0, entries[0].start - 40)
    for entry in entries:
        current = _heading_day(view, end, entry.start, order) or current
        entry.day = entry.day or current
        end = entry.end


def _heading_day(view: PageView, start: int, end: int, order: DayOrder) -> str | None:
    for i in range(end - 1, max(start, end - 40) - 1, -1):
        text = view.texts[i]
        for found in find_days(text[:120], order):
            if len(text) - (found.end - found.start) <= 24:
                return found.day
    return None
