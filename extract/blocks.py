"""The paragraphs, headings and list items of a page, and where each stands in a text that was found."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from extract.clean import clean_line
from extract.furniture import ENDS_SENTENCE
from extract.markup import text_of

BLOCKS = frozenset(("p", "li", "h2", "h3", "h4", "h5", "blockquote", "pre", "dd", "dt"))
ITEM = re.compile(r"^[-–•*·▪●]\s+")
MOST_LINKED = 0.4
_PROSE_TAGS = frozenset(("p", "li", "blockquote"))
_PROSE, _PROSE_CJK = 80, 25
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_KEY = 48
# Shorter texts are the same only where they are a whole line.
_SAFE = 16


@dataclass(slots=True)
class Block:
    """A paragraph, heading or list item of the page; `line` is its place in the found text, if it is in it."""

    element: Any
    text: str
    line: int | None = None
    kept: bool = False


def blocks_of(root: Any) -> list[Block]:
    """The innermost ones with a text, in page order."""
    blocks = []
    for element in root.iter(*BLOCKS):
        if len(element) and next(element.iterdescendants(*BLOCKS), None) is not None:
            continue
        text = text_of(element)
        if len(text) > 1:
            blocks.append(Block(element, text))
    return blocks


def match(blocks: Sequence[Block], lines: Sequence[str]) -> None:
    """A block is found where the lines hold its beginning; of several places the next in order."""
    keys = [_squeezed(ITEM.sub("", line)) for line in lines]
    starts = [0, *accumulate(map(len, keys))]
    whole = "".join(keys)
    places: dict[str, list[int]] = defaultdict(list)
    for place, line in enumerate(keys):
        places[line].append(place)
    at = 0
    for block in blocks:
        block.line = None
        key = _squeezed(block.text[: 2 * _KEY])[:_KEY]
        if len(key) < _SAFE:
            alike = places.get(key, ())
            later = bisect_left(alike, _line_at(starts, at))
            block.line = alike[later % len(alike)] if alike else None
            continue
        found = whole.find(key, at)
        found = whole.find(key) if found < 0 else found
        if found >= 0:
            block.line, at = _line_at(starts, found), found


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _line_at(starts: list[int], offset: int) -> int:
    return max(0, bisect_right(starts, offset, hi=len(starts) - 1) - 1)


def is_prose(block: Block) -> bool:
    """A text of a sentence or more that is no list of links."""
    return block.element.tag in _PROSE_TAGS and is_sentence(block.text) and linked_share(block.element) < MOST_LINKED


def is_sentence(text: str) -> bool:
    return len(text) >= (_PROSE_CJK if _CJK.search(text) else _PROSE) and bool(ENDS_SENTENCE.search(text))


def linked_share(element: Any) -> float:
    """The share of an element's text that is the text of links."""
    link = next(element.iter("a"), None)
    if link is None:
        return 0.0
    size = len(clean_line(element.text_content())) or 1
    return sum(len(clean_line(link.text_content())) for link in element.iter("a")) / size
