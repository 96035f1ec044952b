"""What an extractor left out of the main text: lists, paragraphs between others, a text's further parts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice
from typing import Any

from extract import furniture
from extract.blocks import BLOCKS, MOST_LINKED, Block, linked_share
from extract.clean import clean_line
from extract.markup import is_hidden, parted, text_of

_HEADINGS = frozenset(("h2", "h3", "h4", "h5"))
_OUTSIDE = frozenset(
    ("nav", "aside", "footer", "form", "figure", "figcaption", "header", "button", "table", "noscript")
)
_BOX = re.compile(
    r"(?:^|[-_\s])(?:related|recirc\w*|recommend\w*|newsletter|sign-?up|subscri\w+|promo\w*|teasers?|share|sharing|"
    r"social|comments?|author|bio|byline|caption|credits?|gallery|slideshow|video|player|ads?|advert\w*|sponsor\w*|"
    r"paywall|cookie\w*|breadcrumbs?|tags?|topics?|pagination|pager|meta|toc|widget|sidebar|footer|footnotes?|"
    r"most-?read|reg-?wall|registration|log-?in|sign-?in|popular|trending|more|disclaimer|correction|poll|embed|tooltip|modal|popup)(?=$|[-_\s])",
    re.I,
)
_MOSTLY = 0.8
_PROSE = 60
_TITLE = 30
# More elements alike than this are a list of something.
_MOST_PARTS = 20
_ENDS = re.compile(r"[.!?。！？…:：;；][\"'”’»)\]）]{0,2}$")


def restore(root: Any, lines: list[str], blocks: Sequence[Block]) -> list[str]:
    """The lines with what belongs between and behind them, in page order; nothing of what was found is dropped.

    `blocks` are those of the page, matched with the lines.
    """
    found = [block for block in blocks if block.line is not None]
    if len(found) < 2:
        return lines
    containers = _containers(root, found)
    held = {element for box in containers for element in box.iterdescendants(*BLOCKS)}
    inside = [block for block in blocks if block.element in held]
    last = max((place for place, block in enumerate(inside) if block.line is not None), default=-1)
    shares = {
        parent: linked_share(parent) for parent in {b.element.getparent() for b in inside if b.element.tag == "li"}
    }
    homes = {_signature(_home(block.element)) for block in found}
    for place, block in enumerate(inside):
        if block.line is None and _signature(_home(block.element)) in homes:
            block.kept = _belongs(inside, place, last, containers, shares)
    return _merged(inside, lines)


def _home(element: Any) -> Any:
    """What holds a paragraph, or the list of an item."""
    parent = element.getparent()
    return parent.getparent() if element.tag in ("li", "dd", "dt") and parent.getparent() is not None else parent


def _signature(element: Any) -> tuple[str, str]:
    return element.tag, element.get("class") or ""


def _containers(root: Any, found: list[Block]) -> list[Any]:
    """The smallest element with most of the found text, and those that the page marks up in just the same way."""
    weight: dict[Any, int] = defaultdict(int)
    total = sum(len(block.text) for block in found)
    for block in found:
        node = block.element.getparent()
        while node is not None:
            weight[node] += len(block.text)
            node = node.getparent()
    heavy = [node for node, size in weight.items() if size >= _MOSTLY * total]
    box = min(heavy, key=lambda node: weight[node] + sum(1 for _ in node.iterancestors()) * -1_000_000, default=root)
    name = box.get("class")
    if not name:
        return [box]
    parts = (node for node in root.iter(box.tag) if node is box or (node.get("class") == name and _is_text(node)))
    alike = list(islice(parts, _MOST_PARTS + 1))
    return alike if len(alike) <= _MOST_PARTS else [box]


def _is_text(node: Any) -> bool:
    paragraphs = [text_of(p) for p in node.iter("p")]
    size = sum(map(len, paragraphs))
    return size >= 200 and linked_share(node) <= MOST_LINKED


def _belongs(inside: list[Block], place: int, last: int, containers: list[Any], shares: dict[Any, float]) -> bool:
    block = inside[place]
    if (
        _opens_with_link(block.element)
        or _is_furniture(block.text)
        or _stands_apart(block.element, containers)
        or linked_share(block.element) > MOST_LINKED
    ):
        return False
    tag = block.element.tag
    if tag == "li":
        return place <= last + 12 and len(block.text) > 3 and shares[block.element.getparent()] <= MOST_LINKED
    if tag in _HEADINGS:
        after = inside[place + 1] if place + 1 < len(inside) else None
        return place < last and after is not None and after.line is not None and after.element.tag == "p"
    if place > last:
        return len(block.text) >= _PROSE and bool(_ENDS.search(block.text))
    return bool(_ENDS.search(block.text)) and len(block.text) >= 20


def _is_furniture(text: str) -> bool:
    return furniture.is_tail(text) or furniture.is_caption(text) or furniture.is_breadcrumb(text)


def _stands_apart(element: Any, containers: list[Any]) -> bool:
    node = element
    while node is not None and not any(node is box for box in containers):
        if node.tag in _OUTSIDE or is_hidden(node):
            return True
        name = f"{node.get('class') or ''} {node.get('id') or ''}"
        if _BOX.search(parted(name) if node is element else name):
            return True
        node = node.getparent()
    return False


def _opens_with_link(element: Any) -> bool:
    """ "Other town closes its port: …": the title of another story, linked, before its first words."""
    link = next(element.iter("a"), None)
    if link is None:
        return False
    title = clean_line(link.text_content())
    return len(title) >= _TITLE and text_of(element).startswith(title)


def _merged(blocks: list[Block], lines: list[str]) -> list[str]:
    behind: dict[int, list[str]] = defaultdict(list)
    at = -1
    for block in blocks:
        if block.line is not None:
            at = block.line
        elif block.kept:
            behind[at].append(f"- {block.text}" if block.element.tag == "li" else block.text)
    merged = list(behind.get(-1, ()))
    for place, line in enumerate(lines):
        merged += [line, *behind.get(place, ())]
    return merged
