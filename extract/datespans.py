"""Where a page shows dates, and how likely each is the day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extract.clean import clean_line, fold
from extract.markup import text_of

_PUBLISHED_LABEL = re.compile(
    r"publish|posted|\bdated?\b|issued|released?\b|created|发[布表]|日期|时间|veröffentlicht|erschienen|erstellt|"
    r"datum|stand:|publié|mis en ligne|fecha|publicado",
    re.I,
)
_MODIFIED_LABEL = re.compile(r"updat|modifi|\blast\b|edited|更新|aktualisiert|geändert|mis à jour|actualizado", re.I)
_DATE_CLASS = re.compile(r"date|time|publish|posted|meta|info|byline|datum|fecha|source|laiyuan|shijian", re.I)
_ELSEWHERE = re.compile(
    r"(?:^|[-_\s])(?:footer|foot|sidebar|side|related|recommend\w*|comments?|kommentare?|teasers?|widgets?|"
    r"nav\w*|menu|popular|trending|latest|calendar|copyright|more)(?=$|[-_\s])",
    re.I,
)
_HAS_DAY = re.compile(r"(?:19|20)\d\d|\d{1,2}[./]\d{1,2}[./]\d\d|\d{1,2}\.\s?\d{1,2}\.")
_CONTEXT = 160


@dataclass(frozen=True, slots=True)
class Span:
    """A short text with a date in it; `stamp`: its machine-written value; `score`: how likely it is the page's."""

    text: str
    score: int
    stamp: str = ""


def date_spans(root: Any, headline: str | None) -> Iterator[Span]:
    """The short texts of a page that have a date in them, in page order."""
    name = fold(headline)
    near = -1_000
    for place, (text, element) in enumerate(_texts(root)):
        if name and fold(text) == name:
            near = place
            continue
        stamp = element.get("datetime") or "" if element.tag == "time" else ""
        if not stamp and (len(text) > _CONTEXT or not _HAS_DAY.search(text)):
            continue
        context = text
        parent = element.getparent()
        if parent is not None and len(text) < 40:
            wider = text_of(parent) if len(parent) < 12 else ""
            context = wider if 0 < len(wider) <= _CONTEXT else text
        yield Span(context if not stamp else text, _score(context, element, place - near, bool(stamp)), stamp)


def _texts(root: Any) -> Iterator[tuple[str, Any]]:
    body = root.find("body")
    for element in (root if body is None else body).iter():
        if not isinstance(element.tag, str) or element.tag in (
            "script",
            "style",
            "noscript",
            "select",
            "option",
            "template",
        ):
            continue
        if element.tag == "time" and element.get("datetime"):
            yield text_of(element), element
        elif element.text and not element.text.isspace():
            yield clean_line(element.text[:2000]), element
        for child in element:
            if child.tail and not child.tail.isspace():
                yield clean_line(child.tail[:2000]), element


def _score(context: str, element: Any, after_headline: int, is_stamp: bool) -> int:
    score = 2 * is_stamp
    if _MODIFIED_LABEL.search(context):
        score += 1
    elif _PUBLISHED_LABEL.search(context):
        score += 3
    score += 3 if 0 < after_headline <= 12 else 0
    depth = 0
    marked = False
    node = element
    while node is not None and depth < 12:
        name = f"{node.get('class') or ''} {node.get('id') or ''} {node.get('itemprop') or ''}"
        if depth < 3 and not marked and (_DATE_CLASS.search(name) or node.tag == "time"):
            score += 4 if re.search("publish", name, re.I) else 2
            marked = True
        if node.tag in ("nav", "footer", "aside") or (node.tag not in ("body", "html") and _ELSEWHERE.search(name)):
            score -= 4
            break
        if node.tag in ("a", "li") and depth < 4:
            score -= 2
        node, depth = node.getparent(), depth + 1
    return score
