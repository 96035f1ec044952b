"""A page as one pass over its tree sees it: the visible texts in order, and the anchors with where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from crawler.linkdates import iso_day
from crawler.linkwords import ASIDE, FURNITURE, MENU, NEW_WINDOW, RECORD_PART
from crawler.markup import absolute, clean
from crawler.urls import is_recording

MAX_ELEMENTS = 150_000
MAX_ANCHORS = 6_000

_SKIPPED = frozenset(
    ("script", "style", "noscript", "template", "svg", "iframe", "object", "select", "textarea", "head", "math")
)
_CHROME_TAGS = frozenset(("nav", "footer", "aside"))
_CHROME_ROLES = frozenset(("navigation", "contentinfo", "banner", "complementary", "search", "menu", "menubar"))
_CAMEL = re.compile(r"([a-z])([A-Z])")
_VARYING = re.compile(
    r"\d|alternat|(?:^|[-_])(?:odd|even|first|last|active|alt|current|selected|leaf|collapsed|expanded|open|closed)(?:$|[-_])"
    r"|^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|past|future|today|weekend)$|^(?:previous|next|current|other)-month$"
    r"|^[a-z]{0,5}(?:alt)?row$|^tr\w?$|^row\w{0,3}$|^views-row|^post-|^(?:tag|category|type|status|format)-",
    re.I,
)
"""Classes that differ between the records of one list."""
_MEDIA = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|zip|exe|css|js)$", re.I)


@dataclass(slots=True, eq=False)
class Node:
    """One element: its parent, its signature step (tag and stable classes) and the texts [start, end) inside it.

    `cell` counts the cells of a table row from 1; `cells` is how many a row has.
    """

    element: etree._Element
    parent: Node | None
    step: str
    depth: int
    start: int
    chrome: int
    cell: int = 0
    cells: int = 0
    end: int = 0


@dataclass(slots=True, eq=False)
class Anchor:
    """A link of the page with its own text.

    `chrome` is 2 or 3 in navigation, header or footer, 1 in what is called sidebar, widget, related and the like;
    `recording` tells that the link leads to sound or film.
    """

    url: str
    text: str
    node: Node
    start: int
    end: int
    chrome: int
    recording: bool = False

    @property
    def path(self) -> tuple[str, ...]:
        """The steps from the root to the anchor: anchors of one list share it."""
        steps: list[str] = []
        node: Node | None = self.node
        while node is not None:
            steps.append(node.step)
            node = node.parent
        return tuple(reversed(steps))


@dataclass(slots=True, eq=False)
class PageView:
    """The page's texts in document order, its anchors and its base address."""

    url: str
    base: str
    root: etree._Element
    language: str = ""
    texts: list[str] = field(default_factory=list)
    owners: list[Node] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)

    def text(self, start: int, end: int, limit: int = 60) -> str:
        """The texts of a span joined by spaces, at most `limit` pieces of it."""
        return " ".join(self.texts[start : min(end, start + limit)])


def view_page(root: etree._Element, url: str) -> PageView:
    """Reads the tree once, front to back; what lies beyond the element and anchor limits is left out."""
    base_element = root.find(".//base[@href]")
    base = url
    if base_element is not None:
        base = absolute(base_element.get("href"), url) or url
    view = PageView(url=url, base=base, root=root, language=(root.get("lang") or "").lower())
    _Walk(view).run(root)
    _mark_chrome(view)
    return view


def _mark_chrome(view: PageView) -> None:
    """Marks the anchors in page furniture; what is so by name only, yet holds half of all texts, is the page itself."""
    half = len(view.texts) / 2
    known: dict[Node, int] = {}
    for anchor in view.anchors:
        path: list[Node] = []
        node: Node | None = anchor.node
        while node is not None and node not in known:
            path.append(node)
            node = node.parent
        state = known[node] if node is not None else 0
        for step in reversed(path):
            state = max(state, step.chrome if step.chrome > 2 or step.end - step.start <= half else 0)
            known[step] = state
        anchor.chrome = state


class _Walk:
    def __init__(self, view: PageView) -> None:
        self.view = view
        self.open: list[Node] = []
        self.seen = 0

    def run(self, root: etree._Element) -> None:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if not isinstance(element.tag, str) or self._hidden(element) or self.seen >= MAX_ELEMENTS:
                    walk.skip_subtree()
                    self.open.append(Node(element, None, "", 0, len(self.view.texts), 0))
                    continue
                self._enter(element)
            else:
                node = self.open.pop()
                node.end = len(self.view.texts)
                if node.step and element.tag == "a":
                    self._anchor(node)
                self._add_text(element.tail)

    def _hidden(self, element: etree._Element) -> bool:
        return element.tag in _SKIPPED

    def _enter(self, element: etree._Element) -> None:
        self.seen += 1
        parent = self.open[-1] if self.open else None
        chrome = _chrome(element, parent)
        self.open.append(
            Node(element, parent, _step(element), parent.depth + 1 if parent else 0, len(self.view.texts), chrome)
        )
        if parent is not None and element.tag in ("td", "th"):
            parent.cells += 1
            self.open[-1].cell = parent.cells
        if element.tag == "time":
            self._add_text(iso_day(element.get("datetime")))
        self._add_text(element.text)

    def _add_text(self, text: str | None) -> None:
        line = clean(text, 2000)
        if line and self.open:
            self.view.texts.append(line)
            self.view.owners.append(self.open[-1])

    def _anchor(self, node: Node) -> None:
        if len(self.view.anchors) >= MAX_ANCHORS:
            return
        href = node.element.get("href")
        if not href or href.lstrip().startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
            return
        url = absolute(href, self.view.base)
        if url is None or url == self.view.url.split("#", 1)[0] or _MEDIA.search(url.partition("?")[0]):
            return
        text = NEW_WINDOW.sub("", self.view.text(node.start, node.end) or _image_text(node.element)).strip()
        if ASIDE.search(url) or ASIDE.search(text[:60]):
            return
        self.view.anchors.append(Anchor(url, text, node, node.start, node.end, node.chrome, is_recording(url)))


def _image_text(element: etree._Element) -> str:
    image = element.find(".//img")
    return clean(image.get("alt") or image.get("title"), 120) if image is not None else ""


def _step(element: etree._Element) -> str:
    classes = sorted(c for c in (element.get("class") or "")[:300].split() if not _VARYING.search(c))
    return ".".join((element.tag, *classes[:4]))


def _chrome(element: etree._Element, parent: Node | None) -> int:
    """How surely an element is page furniture: 3 by tag or role, 2 named as a menu, 1 by another name, 0 not at all."""
    tag = element.tag
    if tag in ("html", "body", "main", "form", "a", "td", "tr", "table", "tbody", "article"):
        return 0
    if tag in _CHROME_TAGS or (element.get("role") or "").lower() in _CHROME_ROLES:
        return 1 if tag == "aside" else 3
    if tag == "header":
        return 0 if _inside_content(parent) else 2
    names = _CAMEL.sub(r"\1-\2", f"{element.get('class') or ''} {element.get('id') or ''}"[:400])
    names = RECORD_PART.sub("", names)
    if tag in ("div", "ul", "ol", "li", "dl") and MENU.search(names):
        return 2
    return int(tag in ("div", "ul", "ol", "section", "dl", "p") and bool(FURNITURE.search(names)))


def _inside_content(node: Node | None) -> bool:
    while node is not None:
        if node.element.tag in ("article", "li", "section", "main", "td"):
            return True
        node = node.parent
    return False
