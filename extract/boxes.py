"""Boxes inside a text that are no part of it: captions, teasers, sign-up forms, credits."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from lxml import etree

from extract.clean import clean_line
from extract.markup import called, named_elements

_BOX_TAGS = ("figcaption", "aside", "form", "button", "dialog", "nav")
_BOX = re.compile(
    r"(?:^|[-_\s])(?:related(?:[-_]\w+)?|recirc\w*|recommend(?:ed|ations?)|you-may-like|read-?(?:more|next|also)|"
    r"newsletters?|sign-?up|subscribe|app-promo|promo|teasers?|shar(?:e|ing)(?:-?(?:bar|buttons?|tools|links?))?|"
    r"social(?:-?(?:media|share|links?))?|comments?(?:-?(?:list|section|form))?|disqus\w*|"
    r"author-?(?:bio|info|box|card)|about-the-author|by-?line|caption(?:-?text)?|wp-caption-text|"
    r"(?:photo|image|media|gallery)-?credits?|photogallery\w*|sponsor(?:ed)?|advert(?:isement|s)?|ad-?(?:slot|unit|container)|"
    r"story[-_]source|journal[-_]references?|citations?|copyright|reg-?wall|cookie\w*|consent|breadcrumbs?|"
    r"wp-auth\w*|"
    r"tags?-?list|post-tags|pagination|modal|popup|tooltip|print-only|screen-reader-text|sr-only|visually-hidden)"
    r"(?=$|[-_\s])",
    re.I,
)
_AROUND = re.compile(
    r"(?:^|[-_\s])(?:(?:main|top|sub|site|global|primary|secondary|mobile)?-?(?:nav\w*|menus?|footer|sidebar|header)|"
    r"side-?bar|foot|masthead|offcanvas|drawer|mega-?menu|popular|trending|most-?read|latest|archives?|widgets?)"
    r"(?=$|[-_\s])",
    re.I,
)
_WITHOUT_TEXT = (
    "script", "style", "link", "meta", "svg", "template", "iframe", "noscript", "select", "input", "label", "legend",
    "img", "source", "picture", "video", "audio", "object", "embed", "canvas", "map", "area", "option", "textarea",
    "button", "hr", "head",
)  # fmt: skip
_AROUND_TAGS = ("figure", "nav", "footer", "aside", "time")
_KEPT = ("html", "body", "head", "main", "article")
# A box with more of the page's text than this is the text.
_MOST = 0.25
_MOST_AROUND = 0.1
_ENDS = re.compile(r"[.!?。！？…:：][\"'”’»)\]）]{0,2}$")
_TITLE = 20


def clear_surroundings(root: Any) -> None:
    """Takes out, in place, what holds no text and what is called navigation, masthead, sidebar or footer."""
    etree.strip_elements(root, *_WITHOUT_TEXT, *_AROUND_TAGS, with_tail=False)
    sizes = _sizes(root)
    total = sizes[root] or 1
    for element in called(named_elements(root), _AROUND):
        if _can_go(element) and sizes[element] <= _MOST_AROUND * total:
            element.drop_tree()


def remove_boxes(root: Any) -> None:
    """Takes the boxes out of a tree, in place; what follows an element is kept."""
    sizes = _sizes(root)
    total = sizes[root] or 1
    for element in _boxes(root):
        if _can_go(element) and sizes[element] <= _MOST * total:
            element.drop_tree()
    for paragraph in list(root.iter("p")):
        if _leads_elsewhere(paragraph):
            paragraph.drop_tree()


def _boxes(root: Any) -> list[Any]:
    boxes = {*called(named_elements(root), _BOX), *root.iter(*_BOX_TAGS)}
    return [box for box in root.iter() if box in boxes]


def _can_go(element: Any) -> bool:
    return element.tag not in _KEPT and element.getparent() is not None and next(element.iter("h1"), None) is None


def _sizes(root: Any) -> dict[Any, int]:
    """How much text each element holds in paragraphs."""
    sizes: dict[Any, int] = defaultdict(int)
    for paragraph in root.iter("p"):
        size = len(paragraph.text_content())
        sizes[paragraph] += size
        for element in paragraph.iterancestors():
            sizes[element] += size
    return sizes


def _leads_elsewhere(paragraph: Any) -> bool:
    """Nothing but the linked title of another page."""
    link = next(paragraph.iter("a"), None)
    if link is None or not link.get("href"):
        return False
    text = clean_line(paragraph.text_content())
    return len(text) >= _TITLE and text == clean_line(link.text_content()) and not _ENDS.search(text)
