"""Where a page shows dates, and how likely each is the day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extract.clean import clean_line, fold
from extract.headings import MAX_HEADLINE
from extract.markup import text_of
from extract.metaline import read_meta_line

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
_DIGIT = re.compile(r"\d")
_HAS_YEAR = re.compile(r"(?:19|20)\d\d")
# A dateline: "29.11.2022 – The bill …", "Selmouth, March 3, 2021 - The council …", "Selstadt, (12.11.2021). Der Rat …".
_PLACE = r"[^\W\d_][^\W\d_]+(?:[ /-][^\W\d_]+){0,3}"
_OPENS_TEXT = re.compile(
    rf"\W{{0,2}}(?:{_PLACE}(?:, |,? \(|, den ))?(?:\d{{1,2}}\.\s?\d{{1,2}}\.(?:19|20)\d\d|"
    r"\d{1,2}\.? [^\W\d_]{3,9} (?:19|20)\d\d|[^\W\d_]{3,9}\.? \d{1,2}, (?:19|20)\d\d)(?=\s?\)?\s?[–—:|-]\s|\)[.:,]?\s)"
)
_UNSEEN = frozenset(("script", "style", "noscript", "select", "option", "template"))
_CONTEXT = 160
_SHORT = 40


@dataclass(frozen=True, slots=True)
class Span:
    """A short text with a date in it; `stamp`: its machine-written value; `score`: how likely it is the page's.

    `alone`: the text says when (and by whom) something was published, and nothing else; `told`: it is a sentence;
    `edit`: it speaks of an edit.
    """

    text: str
    score: int
    stamp: str = ""
    alone: bool = False
    told: bool = False
    edit: bool = False


def date_spans(root: Any, headline: str | None) -> Iterator[Span]:
    """The short texts of a page that have a date in them, in page order."""
    name = fold(headline)
    near = -1_000
    for place, (text, element, stamp) in enumerate(_texts(root)):
        if not stamp and not _DIGIT.search(text) and not (name and len(text) >= len(name)):
            continue
        text = text if stamp else clean_line(text[:2000])
        if name and _is_headline(text, name):
            near = place
            if not _OPENS_TEXT.match(text):
                continue
        opening = _OPENS_TEXT.match(text)
        if not stamp and not opening and (len(text) > _CONTEXT or not _HAS_DAY.search(text)):
            continue
        after = place - near
        if opening and not stamp and len(text) > _SHORT:
            yield Span(opening[0], 3 if 0 <= after <= 12 else 1)
            continue
        context = text if stamp or len(text) >= _SHORT else _context(text, element)
        alone = len(context) <= _CONTEXT and read_meta_line(context) is not None
        score = _score(context, element, after, bool(stamp))
        told = not alone and (_is_sentence(context) or _is_cut_from_sentence(element, stamp))
        yield Span(
            text if stamp else context, score - 3 * told, stamp, alone, told, bool(_MODIFIED_LABEL.search(context))
        )


def _is_headline(text: str, name: str) -> bool:
    """The headline, with or without a date before it."""
    if not len(name) <= len(text) < len(name) + MAX_HEADLINE:
        return False
    folded = fold(text)
    return folded == name or (len(name) >= 12 and folded.endswith(name))


def _stamp(element: Any) -> str:
    """The machine-written value of a time element, or of another one that has its date beside its text."""
    if element.tag == "time":
        value = element.get("datetime") or ""
    elif element.tag == "abbr":  # https://microformats.org/wiki/hatom
        value = element.get("title") if _DATE_CLASS.search(element.get("class") or "") else ""
    elif (
        element.tag != "meta"
        and element.get("content")
        and _DATE_CLASS.search(element.get("itemprop") or element.get("property") or "")
    ):
        value = element.get("content")
    else:
        return ""
    return value if value and _HAS_YEAR.search(value) else ""


def _context(text: str, element: Any) -> str:
    """A short date with the words beside it, such as its label."""
    parent = element.getparent()
    wider = text_of(parent) if parent is not None and len(parent) < 12 else ""
    return wider if 0 < len(wider) <= _CONTEXT else text


def _is_sentence(text: str) -> bool:
    return len(text.split()) > 12 or (len(text.split()) > 5 and text.endswith((".", "!", "?"))) or "。" in text


def _is_cut_from_sentence(element: Any, stamp: str) -> bool:
    """Whether a piece of text is one that links and the like have cut a paragraph into."""
    return not stamp and element.tag == "p" and len(element) > 0 and _is_sentence(text_of(element)[:2000])


def _texts(root: Any) -> list[tuple[str, Any, str]]:
    """The pieces of text of a page in its order, with the element and its machine-written date, if it has one."""
    body = root.find("body")
    found: list[tuple[str, Any, str]] = []
    _collect(root if body is None else body, found)
    return found


def _collect(element: Any, found: list[tuple[str, Any, str]]) -> None:
    tag, text = element.tag, element.text
    stamp = _stamp(element) if tag == "time" or tag == "abbr" or element.get("content") else ""
    if stamp:
        found.append((text_of(element), element, stamp))
    elif text and not text.isspace():
        found.append((text, element, ""))
    for child in element:
        if child.tag not in _UNSEEN:
            _collect(child, found)
        tail = child.tail
        if tail and not tail.isspace():
            found.append((tail, element, stamp))


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
