"""The lead: the paragraph between headline and text that sums it up and that sites mark up apart from the text."""

from __future__ import annotations

import re
from typing import Any

from extract.clean import clean_line, fold
from extract.markup import Tree, is_hidden, meta_values, text_of

_LEAD = re.compile(
    r"(?:^|[-_\s])(?:\w+[-_])?(?:lead|lede|intro|introduction|stand-?first|summary|abstract|excerpt|dek|vorspann|"
    r"chapo|chapeau|entradilla|occhiello|sommario|ingress|sub-?title|article-?teaser|teaser-?text)(?:[-_]?text)?(?=$|[-_\s])",
    re.I,
)
_TAGS = frozenset(("p", "div", "h2", "h3", "h4", "span", "strong", "section"))
_SHORTEST, _LONGEST = 60, 900
_ENDS = re.compile(r"[.!?。！？…][\"'”’»)\]）]{0,2}$")
# So much of its beginning says that a paragraph is the page's description.
_SAME = 40


def find_lead(tree: Tree, lines: list[str]) -> str | None:
    """The lead of a page whose text begins with the first of the lines; None where it is in them or there is none."""
    begin = "".join(lines[0].split())[:_SAME] if lines else ""
    known = fold(" ".join(lines[:6]))
    described = {fold(value)[:_SAME] for value in meta_values(tree, "og:description", "description")}
    between: list[Any] | None = None
    for element in tree.root.iter():
        tag = element.tag
        if tag == "h1":
            between = []
        if between is None or tag not in _TAGS:
            continue
        if begin and _begins(element, begin):
            break
        between.append(element)
    else:
        return None
    for element in between:
        marked = _is_marked(element)
        text = _text(element) if marked or described else ""
        if text and (same := fold(text)[:_SAME]) not in known and (marked or same in described):
            return text
    return None


def _begins(element: Any, text: str) -> bool:
    own = (element.text or "").lstrip()
    return own[:1] == text[0] and "".join(own[:200].split()).startswith(text)


def _text(element: Any) -> str:
    """The sentence or two of an element without blocks in it; empty for any other."""
    if is_hidden(element) or len(element) > 12 or any(child.tag in _TAGS - {"span", "strong"} for child in element):
        return ""
    text = text_of(element)
    if not _SHORTEST <= len(text) <= _LONGEST or not _ENDS.search(text):
        return ""
    linked = sum(len(clean_line(link.text_content())) for link in element.iter("a"))
    return text if linked < len(text) / 3 else ""


def _is_marked(element: Any) -> bool:
    parent = element.getparent()
    names = [
        f"{node.get('class') or ''} {node.get('itemprop') or ''}" for node in (element, parent) if node is not None
    ]
    return any(_LEAD.search(name) for name in names)
