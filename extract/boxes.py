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
    r"wp-auth\w*|lightbox|instagram-media|hidden-content|"
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


def strip_textless(root: Any) -> None:
    """Takes out of a tree, in place, what holds no text to be read, and what its very tag calls no part of one."""
    etree.strip_elements(root, *_WITHOUT_TEXT, *_AROUND_TAGS, with_tail=False)


def remove_boxes(root: Any, *, surroundings: bool = False) -> None:
    """Takes the boxes out of a tree, in place; what follows an element is kept.

    `surroundings`: also what is called navigation, masthead, sidebar or footer.
    """
    sizes = _sizes(root)
    total = sizes[root] or 1
    named = named_elements(root)
    around = called(named, _AROUND) if surroundings else set()
    boxes = {*called(named, _BOX), *root.iter(*_BOX_TAGS)}
    for element in [element for element in root.iter() if element in boxes or element in around]:
        most = _MOST if element in boxes else _MOST_AROUND
        if sizes[element] <= most * total and _can_go(element):
            element.drop_tree()
    for paragraph in list(root.iter("p")):
        if _leads_elsewhere(paragraph):
            paragraph.drop_tree()


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
