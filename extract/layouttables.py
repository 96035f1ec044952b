"""Tables that lay a page out: their cells hold paragraphs, not values."""

from __future__ import annotations

from typing import Any

from lxml import etree

_PARTS = ("table", "thead", "tbody", "tfoot", "tr", "td", "th", "center")
_PARAGRAPHS = ("p", "div", "br", "h1", "h2", "h3", "table")
_INLINE = ("a", "b", "i", "em", "strong", "font", "span", "u", "sup", "sub", "img", "small", "big", "code", "abbr")
# A cell of a table of values is a line or two; what is longer and has breaks in it is text.
_LONG_CELL = 400


def unfold_layout_tables(root: Any) -> None:
    """Turns tables, rows and cells that lay out the page into plain blocks, in place; tables of values stay."""
    for table in list(root.iter("table")):
        if _lays_out(table):
            for part in [part for part in table.iter(*_PARTS) if _own_table(part) is table]:
                part.tag = "div"
                if next(part.iterchildren("div", "table"), None) is None or _loose(part):
                    _wrap_runs(part)
            for part in list(table.iter("font", "span", "center")):
                if len(part.findall("br")) >= 2:
                    part.tag = "div"
                    _wrap_runs(part)


def _loose(element: Any) -> bool:
    """Whether an element holds text that stands in no block of its own."""
    return any(text and not text.isspace() for text in (element.text, *(child.tail for child in element)))


def _wrap_runs(element: Any) -> None:
    """Text and inline elements up to the next break or block become a paragraph; what stands loose is often lost."""
    text, children = element.text, list(element)
    element.text = None
    for child in children:
        element.remove(child)
    run = etree.SubElement(element, "p")
    run.text = text
    for child in children:
        tail, child.tail = child.tail, None
        if child.tag in _INLINE:
            run.append(child)
            child.tail = tail
            continue
        if child.tag != "br":
            element.append(child)
        run = etree.SubElement(element, "p")
        run.text = tail
    for paragraph in element.findall("p"):
        if not len(paragraph) and not (paragraph.text or "").strip():
            element.remove(paragraph)


def _lays_out(table: Any) -> bool:
    for cell in table.iter("td", "th"):
        if next(cell.iter("table"), None) is not None:
            return True
        paragraphs = sum(1 for child in cell.iter("p") if len(child.text_content()) > 80)
        if paragraphs >= 2:
            return True
        if len(cell.text_content()) > _LONG_CELL and next(cell.iter(*_PARAGRAPHS), None) is not None:
            return True
    return False


def _own_table(part: Any) -> Any:
    """The table that a part belongs to, itself where it is one."""
    node = part
    while node is not None and node.tag != "table":
        node = node.getparent()
    return node
