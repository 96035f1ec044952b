"""The text of a page that its scripts would write: mark-up in a string of their data.

Frameworks send a page as data, `self.__next_f.push([1,"\\u003cp\\u003eThe town …"])` or `{"body": "<p>The town …"}`,
and write it out in the browser.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import html

from extract.boxes import remove_boxes
from extract.markup import text_of

# One that is never closed goes to the end, so that it is tried once and not again at each quote in it.
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)', re.S)
_SHORTEST = 200
_PARAGRAPH = re.compile(r"<p[\s>]")
_MOST = 1 << 20
_BLOCKS = ("p", "li", "h2", "h3", "h4")
# A string in a string in a script: data of data.
_DEPTH = 3


def find_script_text(root: Any) -> str:
    """The longest run of paragraphs in one string; empty where no script has any."""
    texts = (
        "\n".join(_lines(markup))
        for script in root.iter("script")
        if script.text and ("<p" in script.text or "\\u003cp" in script.text)
        for markup in _markup(script.text)
    )
    return max(texts, key=len, default="")


def _markup(source: str, depth: int = _DEPTH) -> Iterator[str]:
    """The strings of a script that hold paragraphs, and such strings in them."""
    for match in _STRING.finditer(source):
        if len(match[0]) < _SHORTEST:
            continue
        try:
            text = json.loads(match[0], strict=False)
        except ValueError:
            continue
        if depth > 1:
            yield from _markup(text, depth - 1)
        if _PARAGRAPH.search(text):
            yield text


def _lines(markup: str) -> Iterator[str]:
    root = html.fragment_fromstring(markup[:_MOST], create_parent="div")
    remove_boxes(root)
    for element in root.iter(*_BLOCKS):
        if next(element.iterdescendants(*_BLOCKS), None) is None and (text := text_of(element)):
            yield f"- {text}" if element.tag == "li" else text
