"""Who wrote a page: names of persons, without "By", titles and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extract import jsonld
from extract.clean import clean_line, fold
from extract.markup import Tree, meta_values, text_of
from extract.metadata import select_text

if TYPE_CHECKING:
    from crawler.source import Source

_LEADING = re.compile(
    r"^(?:(?:written |posted |story |report(?:ed)? |text )?(?:by|von|par)\b|authors?\b|作者|记者|文/?)[\s:：.]*", re.I
)
_BETWEEN = re.compile(r"\s*(?:[,;、|&/]|\band\b|\bund\b|\bet\b|\s-\s)\s*", re.I)
_NO_NAME = re.compile(
    r"[@\d<>{}]|https?:|www\.|\.(?:com|org|net|de|cn)\b|^(?:admin|administrator|staff|editor(?:s|ial)?|"
    r"redaktion|webmaster|news|press|unknown|anonymous|"
    r"the associated press|associated press|reuters|afp|dpa|apa)\b|\b(?:reporter|correspondent|editor|writer|"
    r"team|desk|staff|newsroom|contributor|redaktion)\b",
    re.I,
)


def find_authors(tree: Tree, nodes: list[jsonld.Node], source: Source | None = None) -> tuple[tuple[str, ...], str]:
    """Names of persons in page order and the method; no names, no method."""
    for values, method in _candidates(tree, nodes, source):
        names = split_names(values)
        if names:
            return names, method
    return (), ""


def _candidates(tree: Tree, nodes: list[jsonld.Node], source: Source | None) -> Iterator[tuple[list[str], str]]:
    """(values, method), best first."""
    selected = select_text(tree.root, source, "authors")
    yield [selected] if selected else [], "selector"
    yield [name for node in nodes if jsonld.is_article(node) for name in jsonld.names(node.get("author"))], "json-ld"
    yield (
        meta_values(tree, "author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl"),
        "meta",
    )
    yield _marked_authors(tree), "byline"


def _marked_authors(tree: Tree) -> list[str]:
    marked = (
        tree.root.xpath('//a[@rel="author"]'),
        tree.root.xpath('//*[@itemprop="author"]'),
        [element for element in tree.named.get("author", ()) if element.get("class") == "author"],
        [element for element in tree.named.get("byline", ()) if element.get("class") == "byline"],
    )
    for elements in marked:
        found = [text_of(element) for element in elements[:5]]
        if any(found):
            return found
    return []


def split_names(values: list[str]) -> tuple[str, ...]:
    """Names without "By", titles and addresses, each once: ["By Ann Lee and Bo Chen, Staff Writer"] has two."""
    names: dict[str, str] = {}
    for value in values:
        for part in _BETWEEN.split(_LEADING.sub("", clean_line(value))):
            name = part.strip(" .:：()[]·")
            if _is_name(name):
                names.setdefault(fold(name), name)
    return tuple(names.values())


def _is_name(text: str) -> bool:
    if not 2 <= len(text) <= 50 or _NO_NAME.search(text) or len(text.split()) > 5:
        return False
    return text[0].isupper() or not text[0].isascii()
