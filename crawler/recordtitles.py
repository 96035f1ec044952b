"""The title of each record of a listing."""

from __future__ import annotations

import re

from crawler.linkdates import find_days
from crawler.linkwords import is_telling
from crawler.markup import clean
from crawler.pageview import Anchor, Node, PageView
from crawler.recordparts import MAX_PIECES, Entry, places, relative

_TITLE_NAMES = re.compile(r"^h[1-6]\b|title|headline|subject", re.I)
_HEADINGS = re.compile(r"^(?:h[1-6]|strong|b|dt)\b|title|heading|headline|subject", re.I)


def set_titles(entries: list[Entry], nodes: list[Node], view: PageView) -> None:
    """Each link's text where it tells something; else the text that stands at the records' most title-like place."""
    vague = [entry for entry in entries if not is_telling(entry.anchor.text)]
    marks = _title_places(entries, nodes, view) if len(vague) > 0.3 * len(entries) else {}
    for i, entry in enumerate(entries):
        entry.title = _whole(entry.anchor, view)
        if is_telling(entry.anchor.text):
            continue
        label = entry.anchor.node.element.get("title") or ""
        if is_telling(label):
            entry.title = clean(label)
            continue
        texts = {key: view.texts[k] for key, k, _ in places(entry, nodes[i] if nodes else None, view)}
        known = [key for key in texts if key in marks and _likeness(texts[key]) > 0.3]
        if known:
            entry.title = texts[max(known, key=lambda key: marks[key])]
        else:
            best = max(texts.values(), key=_likeness, default="")
            entry.title = best if _likeness(best) > 0.3 else entry.title


def _whole(anchor: Anchor, view: PageView) -> str:
    """The heading in a link around a whole card; the title attribute of a text cut to fit the page; else the text."""
    pieces = range(anchor.start, min(anchor.end, anchor.start + MAX_PIECES))
    heading = " ".join(view.texts[i] for i in pieces if _is_headed(view.owners[i], anchor.node))
    if heading and is_telling(heading):
        return heading
    start = anchor.text.rstrip(" .…")
    title = clean(anchor.node.element.get("title"))
    return title if start != anchor.text and start and title.startswith(start) else anchor.text


def _is_headed(owner: Node, anchor: Node) -> bool:
    return any(_TITLE_NAMES.search(step) for step in relative(owner, anchor))


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
        for key, index, distance in places(entry, nodes[i] if nodes else None, view):
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
