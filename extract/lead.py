"""The lead: the paragraph between headline and text that sums it up and that sites mark up apart from the text."""

from __future__ import annotations

import re
from typing import Any

from extract import furniture
from extract.clean import clean_line, fold
from extract.markup import Tree, is_hidden, meta_values, text_of

_LEAD = re.compile(
    r"(?:^|-)(?:lead|lede|intro|introduction|stand-?first|summary|abstract|excerpt|dek|vorspann|chapo|chapeau|entradilla|"
    r"epigraph|occhiello|sommario|ingress|description|sub-?(?:title|head(?:line|ing|er)?)|(?:article-?)?teaser-?text)"
    r"(?=-|$)"
)
# What else is called a description or summary between headline and text: of a picture, of the writer, of a vote.
_OTHER = re.compile(
    r"(?:^|-)(?:author|bio|byline|caption|credits?|figure|gallery|image|img|media|meta|photo|picture|player|poll|promo|"
    r"related|share|sidebar|tags?|video)(?=-|$)"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z]+")
_TAGS = frozenset(("p", "div", "h2", "h3", "h4", "span", "strong", "section"))
_OUTSIDE = frozenset(("h1", "figure", "figcaption", "nav", "aside", "form", "footer", "a", "button"))
_SHORTEST, _LONGEST = 40, 900
# So much of its beginning says that a paragraph is the page's description.
_SAME = 40


def find_lead(tree: Tree, text: str, headline: str | None) -> str | None:
    """The lead that stands between this headline and this main text; None where there is none, or the text has it."""
    begin = _squeezed(text[: 2 * _SAME])
    known, title = fold(text[:_LONGEST]), fold(headline)
    described = {fold(value)[:_SAME] for value in meta_values(tree, "og:description", "description")}
    between: list[Any] = []
    headed = False
    for element in tree.root.iter("h1", "li", *_TAGS):
        if headed and begin and _begins(element, begin):
            break
        headed = headed or element.tag == "h1"
        if headed and element.tag in _TAGS:
            between.append(element)
    else:
        return None
    for element in between:
        marked = _is_marked(element)
        lead = _text(element) if marked or described else ""
        folded = fold(lead)
        if not lead or folded[:_SAME] in known or (title and title in folded):
            continue
        if marked or folded[:_SAME] in described:
            return lead
    return None


def _begins(element: Any, begin: str) -> bool:
    """Whether a text begins in an element; a paragraph may begin with others inside it."""
    whole = element.tag in ("p", "li") and len(element) > 0
    own = text_of(element) if whole else (element.text or "").lstrip()
    return own[:1] == begin[0] and _squeezed(own[: 4 * _SAME]).startswith(begin)


def _squeezed(text: str) -> str:
    return "".join(text.split())[:_SAME]


def _text(element: Any) -> str:
    """The sentence or two of an element without blocks in it; empty for any other."""
    if is_hidden(element) or len(element) > 12 or any(child.tag in _TAGS - {"span", "strong"} for child in element):
        return ""
    text = text_of(element)
    if not _SHORTEST <= len(text) <= _LONGEST or any(node.tag in _OUTSIDE for node in element.iterancestors()):
        return ""
    linked = sum(len(clean_line(link.text_content())) for link in element.iter("a"))
    return "" if linked >= len(text) / 3 or furniture.is_tail(text) or furniture.is_caption(text) else text


def _is_marked(element: Any) -> bool:
    own, parent = _names(element), element.getparent()
    if _LEAD.search(own) or _OTHER.search(own) or parent is None:
        return not _OTHER.search(own)
    around = _names(parent)
    return bool(_LEAD.search(around)) and not _OTHER.search(around)


def _names(element: Any) -> str:
    """What an element is called, word by word: "ContentHeaderDek article__dek" is "content-header-dek-article-dek"."""
    return "-".join(_CAMEL.split(f"{element.get('class') or ''} {element.get('itemprop') or ''}")).lower()
