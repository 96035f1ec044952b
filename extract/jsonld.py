"""JSON-LD: what a page's own data block says of the announcement on it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from extract.clean import clean_line

# Subtypes of https://schema.org/Article and what government sites use in its place.
_ARTICLE = re.compile(
    r"Article$|^(?:BlogPosting|LiveBlogPosting|Report|NewsItem|SpecialAnnouncement|PressRelease|Review)$"
)
_PAGE = frozenset(("WebPage", "ItemPage"))
_COMMENT = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*;?\s*$")
_MAX_NODES = 2_000

Node = dict[str, Any]


def article_nodes(root: Any) -> list[Node]:
    """The objects that describe an article, then those that describe the page; broken blocks are passed over."""
    articles: list[Node] = []
    pages: list[Node] = []
    for node in _objects(root):
        types = _strings(node.get("@type"))
        if any(_ARTICLE.search(name) for name in types):
            articles.append(node)
        elif _PAGE.intersection(types):
            pages.append(node)
    return articles + pages


def is_article(node: Node) -> bool:
    return any(_ARTICLE.search(name) for name in _strings(node.get("@type")))


def types_of(root: Any) -> set[str]:
    return {name for node in _objects(root) for name in _strings(node.get("@type"))}


def first_string(nodes: list[Node], *keys: str) -> str:
    """The first text that one of the nodes has under one of the keys; empty where there is none."""
    for key in keys:
        for node in nodes:
            for value in _strings(node.get(key)):
                if text := clean_line(_plain(value)):
                    return text
    return ""


def names(value: Any) -> list[str]:
    """The names of persons or organisations, given as text, object or a list of them."""
    if isinstance(value, list):
        return [name for item in value for name in names(item)]
    if isinstance(value, dict):
        value = value.get("name")
        return names(value) if isinstance(value, str | list) else []
    return [name] if isinstance(value, str) and (name := clean_line(_plain(value))) else []


def _objects(root: Any) -> Iterator[Node]:
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        data = _load(script.text_content())
        stack, seen = [data], 0
        while stack and seen < _MAX_NODES:
            item = stack.pop(0)
            seen += 1
            if isinstance(item, list):
                stack[:0] = item
            elif isinstance(item, dict):
                yield item
                stack[:0] = [item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item]


def _load(text: str) -> Any:
    """Publishers leave line breaks inside strings and comments around the block: both are read all the same."""
    text = _COMMENT.sub("", text).strip().rstrip(";")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [item for item in value if isinstance(item, str)]
    return []


def _plain(text: str) -> str:
    """Some publishers escape mark-up and entities inside the strings."""
    if "&" in text or "<" in text:
        from html import unescape

        text = re.sub(r"<[^<>]{1,300}>", " ", unescape(text))
    return text
