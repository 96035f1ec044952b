"""What a page is made of: prose of its own, teasers of other pages, and rows that link or are dated.

The page is seen as a sequence of blocks, as readers see it. A block that is a link to another page announces what
stands below it, until the next such block or a heading that is no link; what stands there is a teaser if it is short.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from statistics import median
from typing import Any

from lxml import etree

from extract.clean import clean_line, fold

TEASER = 700
"""Characters that a teaser may have; longer excerpts are taken for the page's own text."""
_SENTENCE = 40
_TITLE = 12
# One Chinese, Japanese or Korean character says about as much as three letters.
CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CJK_RUN = re.compile(f"{CJK.pattern}+")
_CJK_WEIGHT = 3
_SKIPPED = frozenset(("script", "style", "noscript", "template", "svg", "iframe", "object", "select", "textarea",
                      "head", "button", "option", "nav", "footer", "dialog"))  # fmt: skip
_INLINE = frozenset(("a", "abbr", "acronym", "b", "bdi", "cite", "code", "em", "font", "i", "img", "ins", "label",
                     "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "wbr"))  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
_FURNITURE = re.compile(
    r"(?:^|[-_ ])(?:nav|navi|navigation|menu|megamenu|foot|footer|cookies?|cc|consent|cmp|gdpr|newsletter|nl|crumbs|"
    r"breadcrumbs?|share|social|sidebar|related|more|rec|latest|links|subscribe|login|search|banner|promo|ads?)"
    r"(?:$|[-_ ])",
    re.I,
)
ENDS = re.compile(r"[.!?。！？…：:][\"'”’»)\]]{0,2}$")
_YEAR = r"(?:19|20)\d\d"
DAY = re.compile(
    rf"\b{_YEAR}[-/.年]\s?\d{{1,2}}(?:[-/.月]\s?\d{{1,2}})?|\b\d{{1,2}}[-/]\d{{1,2}}[-/]\d{{2,4}}\b|"
    rf"\b\d{{1,2}}\.\d{{1,2}}\.{_YEAR}\b|\d{{1,2}}月\d{{1,2}}日|"
    rf"\b\d{{1,2}}(?:st|nd|rd|th|\.|º)? (?:de )?[^\W\d]{{3,10}}\.?,? (?:de |del )?{_YEAR}\b|"
    rf"\b[^\W\d]{{3,9}}\.? \d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR}\b"
)


@dataclass(slots=True)
class Block:
    """Text between two ends of block elements; `linked` counts its characters within links.

    `inside` numbers the elements around it that are called furniture.
    """

    heading: bool
    inside: tuple[int, ...] = ()
    text: str = ""
    linked: int = 0


@dataclass(slots=True)
class Outline:
    """Sizes are in characters, those of unspaced scripts weighted.

    `own` is the longest run of prose that no link announces; `teasers` are the sizes of the texts that links announce;
    `rows` counts the links that announce nothing, `dated` the links and lines with a day. `said` are the lines outside
    links and furniture; `announced` holds the beginnings of links and of
    what they announce.
    """

    own: int = 0
    teasers: list[int] = field(default_factory=list)
    rows: int = 0
    dated: int = 0
    said: list[str] = field(default_factory=list)
    announced: set[str] = field(default_factory=set)

    @property
    def listed(self) -> int:
        return len(self.teasers) + self.rows

    @property
    def is_dated(self) -> bool:
        """Whether a short line outside links tells a day, as the line below a headline does."""
        return shows_day(self.said)


def shows_day(lines: Iterable[str]) -> bool:
    return any(len(line) <= 80 and DAY.search(line) for line in lines)


def weight(text: str) -> int:
    if text.isascii():
        return len(text)
    rest = len(_CJK_RUN.sub("", text))
    return rest + _CJK_WEIGHT * (len(text) - rest)


def beginning(text: str) -> str:
    """What tells a paragraph from others, however it was cleaned."""
    return fold(text[:60])[:30]


def outline(root: Any) -> Outline:
    blocks = _blocks(root)
    kept = _page_itself(blocks)
    return _sum_up([block for block in blocks if kept.issuperset(block.inside)])


def _page_itself(blocks: list[Block]) -> set[int]:
    """Those of the elements called furniture that hold the page, whatever they are called: little is said outside."""
    inside: Counter[int] = Counter()
    outside = 0
    for block in blocks:
        size = weight(block.text) if _is_prose(block) else 0
        outside += size
        inside.update(dict.fromkeys(block.inside, size))
    return {number for number, size in inside.items() if outside - size < 2 * _SENTENCE or size > 4 * (outside - size)}


def _sum_up(blocks: list[Block]) -> Outline:
    found = Outline()
    runs = [0]
    announced: int | None = None
    standing: list[str] = []
    usual = Counter(block.text for block in blocks if block.linked and block.linked >= 0.6 * len(block.text))
    for block in blocks:
        size, days = weight(block.text), DAY.findall(block.text[:120])
        dated = bool(days) and size < 4 * _SENTENCE
        if usual[block.text] >= 3 and size < 4 * _TITLE:
            # "Read more": what stands above it, up to the heading, is a teaser.
            if announced is None and runs[-1]:
                found.teasers.append(runs.pop())
                runs.append(0)
                found.announced.update(standing)
                standing.clear()
            else:
                found.rows += 1
            continue
        if block.linked >= 0.6 * (len(block.text) - sum(map(len, days))) and size >= _TITLE:
            _close(found, announced)
            announced, runs = 0, [*runs, 0]
            standing.clear()
            found.dated += dated
            found.announced.add(beginning(block.text))
            continue
        found.said.append(block.text)
        if _is_prose(block) or (runs[-1] and announced is None and size >= _SENTENCE):
            if announced is None:
                runs[-1] += size
                standing.append(beginning(block.text))
            else:
                announced += size
                found.announced.add(beginning(block.text))
        elif block.heading:
            _close(found, announced)
            announced, runs = None, [*runs, 0]
            standing.clear()
        elif dated:
            found.dated += 1
    _close(found, announced)
    _take_back(found, runs)
    return found


def _is_prose(block: Block) -> bool:
    size = weight(block.text)
    return (
        size >= _SENTENCE
        and block.linked < 0.6 * len(block.text)
        and (size >= 4 * _SENTENCE or bool(ENDS.search(block.text[-4:])))
    )


def _close(found: Outline, announced: int | None) -> None:
    if announced:
        found.teasers.append(announced)
    elif announced is not None:
        found.rows += 1


def _take_back(found: Outline, runs: list[int]) -> None:
    """A text below a link is the page's own if it is long, or much longer than what stands below the others."""
    usual = median(found.teasers) if len(found.teasers) >= 3 else 0
    own = [size for size in found.teasers if size > TEASER or (size > 3 * usual and size > 3 * _SENTENCE)]
    found.teasers = [size for size in found.teasers if size not in own]
    found.own = max([*runs, *own])


def _blocks(root: Any) -> list[Block]:
    body = root.find("body")
    blocks = [Block(False)]
    furniture: list[int] = []
    linked = number = 0
    walk = etree.iterwalk(body if body is not None else root, events=("start", "end"))
    for event, node in walk:
        tag = node.tag
        if event == "start":
            if tag in _SKIPPED:
                walk.skip_subtree()
                continue
            if tag not in _INLINE:
                if _is_furniture(node):
                    number += 1
                    furniture.append(number)
                blocks.append(Block(tag in _HEADINGS, tuple(furniture)))
            linked += tag == "a"
            _add(blocks[-1], node.text, linked)
        else:
            if tag in _SKIPPED:
                _add(blocks[-1], node.tail, linked)
                continue
            linked -= tag == "a"
            if tag not in _INLINE:
                if _is_furniture(node):
                    furniture.pop()
                blocks.append(Block(False, tuple(furniture)))
            _add(blocks[-1], node.tail, linked)
    return [block for block in blocks if (text := clean_line(block.text)) and _set(block, text)]


def _set(block: Block, text: str) -> bool:
    block.text = text
    return True


def _add(block: Block, text: str | None, linked: int) -> None:
    if text:
        block.text += text
        if linked:
            block.linked += len(text.strip())


def _is_furniture(node: Any) -> bool:
    if node.tag in ("aside", "form"):
        return True
    called, name = node.get("class"), node.get("id")
    return bool(called and _called_furniture(called)) or bool(name and _called_furniture(name))


@lru_cache(maxsize=4096)
def _called_furniture(names: str) -> bool:
    return _FURNITURE.search(names) is not None
