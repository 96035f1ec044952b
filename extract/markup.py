"""The tree of a page: parsed once, complete or marked as cut."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from extract.clean import clean_line

# libxml2 drops everything below and after an element at depth 254, without an exception.
MAX_DEPTH = 250
# Bytes and, in UTF-8, characters that no XML tree may hold: an extractor that writes them gives up on the page.
_NOT_XML = bytes.maketrans(bytes(code for code in range(32) if code not in b"\t\n\f\r"), b" " * 28)
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_XML_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*>")
# One class for all elements: lxml.html's own choice among several is made in Python, each time that an element is met.
_ONE_CLASS = etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement)
_INVISIBLE_TAGS = frozenset(("script", "style", "noscript", "template", "svg", "iframe", "object", "select", "textarea",
                             "button", "rt", "rp"))  # fmt: skip
_INSIDE_WORDS = frozenset(("b", "big", "em", "font", "i", "mark", "rb", "rp", "rt", "ruby", "small", "strong", "sub",
                           "sup", "u", "wbr"))  # fmt: skip
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HIDDEN = re.compile(r"display\s?:\s?none|visibility\s?:\s?hidden", re.I)


@dataclass(frozen=True)
class Tree:
    """`root` is the html element; `cut` says that the parsers could not keep all of the page."""

    root: Any
    cut: bool = False

    @cached_property
    def metas(self) -> dict[str, list[str]]:
        """The contents of the meta elements by name, property and itemprop in lower case, each list in page order."""
        found: dict[str, list[str]] = {}
        for meta in self.root.iter("meta"):
            value = clean_line(meta.get("content"))
            keys = [meta.get(attribute) for attribute in ("name", "property", "itemprop")] if value else ()
            for key in filter(None, keys):
                found.setdefault(key.strip().lower(), []).append(value)
        return found

    @cached_property
    def named(self) -> dict[str, list[Any]]:
        return named_elements(self.root)


def parse_html(text: str) -> Tree | None:
    """The tree of a page, or None where there is no element in it. Deep nesting takes a second, slower parser."""
    markup = text.encode("utf-8", errors="replace").translate(_NOT_XML)
    for character in _NO_CHARACTERS:
        markup = markup.replace(character, b" ")
    markup = _XML_DECLARATION.sub(b"", markup, count=1)
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_ONE_CLASS)
    try:
        root = lxml_html.document_fromstring(markup, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    if not any("Excessive depth" in error.message for error in parser.error_log):
        return Tree(root)
    return _parse_deep(markup.decode())


def _parse_deep(text: str) -> Tree:
    """Nesting beyond libxml2's limit, flattened: texts and headings in their order, without the wrappers."""
    from bs4 import BeautifulSoup
    from bs4.element import NavigableString, PreformattedString, Tag

    soup = BeautifulSoup(text, "lxml")
    root = lxml_html.document_fromstring("<html><head></head><body></body></html>")
    head, body = root.find("head"), root.find("body")
    if soup.head is not None:
        for child in lxml_html.fragments_fromstring(str(soup.head.decode_contents()), no_leading_text=True):
            head.append(child)
    block = None
    for node in soup.descendants:
        if isinstance(node, Tag) and node.name in _BLOCK_TAGS:
            block = None
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            parent = node.parent.name if node.parent is not None else ""
            if parent in _INVISIBLE_TAGS or parent in ("title", "head", "html") or node.isspace():
                continue
            if block is None:
                block = etree.SubElement(body, parent if parent in _KEPT_TAGS else "p")
            block.text = f"{block.text or ''}{node}"
    return Tree(root)


_BLOCK_TAGS = frozenset(
    [
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "section",
        "article",
        "td",
        "tr",
        "table",
        "br",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "header",
        "footer",
        "nav",
        "aside",
        "dd",
        "dt",
        "figcaption",
    ]
)
_KEPT_TAGS = frozenset(("p", "h1", "h2", "h3", "h4"))


def copy_tree(root: Any) -> Any:
    return deepcopy(root)


def text_of(element: Any) -> str:
    """The visible text of an element on one line; ends of elements are blanks, except of those inside a word."""
    if element.tag in _INVISIBLE_TAGS:
        return ""
    if not len(element):
        return clean_line(element.text)
    texts: list[str] = []
    _gather(element, texts)
    return clean_line("".join(texts))


def _gather(element: Any, texts: list[str]) -> None:
    """The visible texts inside an element, in page order; no tree is deeper than MAX_DEPTH."""
    if element.text:
        texts.append(element.text)
    for child in element:
        tag = child.tag
        edge = "" if tag in _INSIDE_WORDS else " "
        texts.append(edge)
        if isinstance(tag, str) and tag not in _INVISIBLE_TAGS:
            _gather(child, texts)
            texts.append(edge)
        if child.tail:
            texts.append(child.tail)


def named_elements(root: Any) -> dict[str, list[Any]]:
    """The elements of a tree by their class and by their id, each as it is written."""
    named: dict[str, list[Any]] = {}
    for element in root.iter():
        for name in (element.get("class"), element.get("id")):
            if name:
                named.setdefault(name, []).append(element)
    return named


def called(named: dict[str, list[Any]], pattern: re.Pattern[str]) -> set[Any]:
    """Those with a class or an id that a pattern is found in, "imageCaption" taken for "image-Caption"."""
    return {element for name, elements in named.items() if pattern.search(parted(name)) for element in elements}


def parted(name: str) -> str:
    """A name with a dash between words that are written in one."""
    return name if name.islower() else _CAMEL.sub("-", name)


def is_small(element: Any, most: int) -> bool:
    """Whether an element has at most so many elements in it, itself among them; takes no longer for a larger one."""
    return next(islice(element.iter(), most, None), None) is None


def is_hidden(element: Any) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))


def meta_values(tree: Tree, *names: str) -> list[str]:
    """The contents of the meta elements with one of the names (name, property or itemprop), in the order of names."""
    return [value for name in names for value in tree.metas.get(name, ())]
