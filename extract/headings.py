"""The headings of a page, and how likely each is that of the announcement."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from rapidfuzz import fuzz

from extract.clean import clean_line, fold
from extract.markup import Tree, called, is_hidden, is_small, text_of

MAX_HEADLINE = 300
_LEVELS = {"h1": 1.5, "h2": 1.0, "h3": 0.5}
_SIMILAR = 60
_NAMED = re.compile(
    r"(?:^|[-_\s])(?:(?:entry|post|article|art|news|story|page|content|con|detail|main|doc|info)?[-_]?"
    r"(?:title|headline|hed|heading|biaoti))(?=$|[-_\s\d])|itemprop-headline",
    re.I,
)
_ELSEWHERE = re.compile(
    r"(?:^|[-_\s])(?:sites?|blog|logo|brand|masthead|banner|nav\w*|menu|sidebar|side|related|recommend\w*|widgets?|"
    r"comments?|footer|foot|crumbs?|breadcrumbs?|teasers?|promo|recirc|cookies?|newsletter|search|share|social|"
    r"aural|hidden|offscreen|sr-only|screen-reader-text|assistive-text|invisible|strapline|kicker|"
    r"sub-?(?:title|headline|heading)|dek|standfirst|most[-_]read|popular|trending|archive|section|category)"
    r"(?=$|[-_\s])",
    re.I,
)
_KICKER = re.compile(
    r"kicker|roof-?line|over-?line|top-?line|eyebrow|dachzeile|spitzmarke|topic-label|pre-?(?:title|headline)|"
    r"(?:^|[-_\s])h[1-3]-?small(?=$|[-_\s])",
    re.I,
)
_UNSEEN = re.compile(r"hid(?:e|den)|invisible|aural|sr-only|screen-?reader|assistive", re.I)
_SIGN = re.compile(r"\s*[-–—:|/•·]\s*")
_SHORTEST_OWN = 12
_TITLED = ("div", "p", "td", "span", "strong", "b", "font")
_UNREAD = ("script", "style")
_SAMPLE = 30


@dataclass(frozen=True, slots=True)
class Heading:
    """`tag` is the name of its element, or "class" where it is a heading by its class alone; scores are for ranking.

    `parts` counts its pieces of text: of more than one, the first may be a kicker or the last a subtitle.
    """

    text: str
    tag: str
    score: float
    parts: int = 1


def agreement(short: str, long: str) -> float:
    """0 to 100, of a folded heading and title; one that the title holds in full agrees, whatever stands behind it."""
    if not short or not long:
        return 0.0
    if short in long:
        covered = 80.0 + 20.0 * len(short) / len(long)
        return covered * min(1.0, len(short) / 12) - (0.0 if long.startswith(short) else 5.0)
    return float(fuzz.ratio(short, long))


def headings(tree: Tree, titles: list[str], body: str, url: str, stated: str = "") -> Iterator[Heading]:
    """The headings in page order: h1 to h3, and elements that are called a title above the main text.

    `stated`, folded, is what the page's data block calls its headline: where that has a kicker, so has the heading.
    """
    h1s = sum(1 for _ in tree.root.iter("h1"))
    titled = _titled(tree)
    whole = {fold(title) for title in titles}
    higher = _above(tree.root, body)
    for element in tree.root.iter(*_LEVELS, *_TITLED):
        level, above = _LEVELS.get(element.tag), element in higher
        if level is None and not (above and element in titled):
            continue
        text = text_of(element)
        if not 2 <= len(text) <= MAX_HEADLINE or is_hidden(element):
            continue
        folded = fold(text)
        own, parts = (None if stated.startswith(folded) else _own_text(element)) or (
            text,
            sum(1 for raw in element.itertext() if raw.strip()),
        )
        agreed = max((agreement(folded, title) for title in whole), default=0.0)
        score = (level or 0.0) + (4 * agreed / 100 if agreed >= _SIMILAR else 0.0) + 1.5 * (folded in whole)
        score += 1.0 * above + 1.0 * (h1s == 1 and element.tag == "h1")
        score += 1.0 * bool(_NAMED.search(_name(element)) or element.get("itemprop") in ("headline", "name"))
        score -= 3.0 * _stands_elsewhere(element) + 2.0 * _leads_elsewhere(element, url)
        yield Heading(own, element.tag if level else "class", score, parts)


def _own_text(element: Any) -> tuple[str, int] | None:
    """The text behind a kicker, and how many pieces it has; None where there is no kicker in front.

    A kicker is an element called so, or one that a sign that readers do not see sets apart: "Kultur<i hidden>: </i>…".
    """
    first = next(iter(element), None)
    if first is None or (element.text or "").strip() or not (kicker := text_of(first)):
        return None
    sign = first.getnext()
    apart = sign is not None and _is_unseen_sign(sign) and not (first.tail or "").strip()
    if not apart and not _KICKER.search(f"{_name(first)} {' '.join(first.attrib)}"):
        return None
    rest: list[str] = [first.tail or ""]
    for child in element.iterchildren():
        if child is not first and not (apart and child is sign):
            rest.append(text_of(child))
        if child is not first:
            rest.append(child.tail or "")
    pieces = [piece for piece in map(clean_line, rest) if piece]
    text = clean_line(" ".join(pieces)).lstrip(" -–—:|/•·,")
    return (text, len(pieces)) if len(text) >= max(_SHORTEST_OWN, len(kicker)) else None


def _is_unseen_sign(element: Any) -> bool:
    unseen = element.get("aria-hidden") == "true" or bool(_UNSEEN.search(_name(element)))
    return unseen and bool(_SIGN.fullmatch(element.text_content()))


def _above(root: Any, body: str) -> set[Any]:
    """The elements up to the one that the main text begins in or behind."""
    above = set()
    for element in root.iter():
        above.add(element)
        if _starts_body(element, body):
            break
    return above


def _starts_body(element: Any, body: str) -> bool:
    for raw in (None if element.tag in _UNREAD else element.text, element.tail):
        if raw and len(raw) >= _SAMPLE:
            text = clean_line(raw[:400])
            if len(text) >= _SAMPLE and text[:_SAMPLE] in body:
                return True
    return False


def _titled(tree: Tree) -> set[Any]:
    """What is called a title or headline as no other element of the page is, and no box with more in it than a line."""
    named = [element for element in called(tree.named, _NAMED) if element.tag in _TITLED]
    names = Counter(map(_name, named))
    return {
        element
        for element in named
        if names[_name(element)] == 1
        and element.get("itemprop") != "name"
        and is_small(element, 6)
        and len(text_of(element)) >= 8
    }


def _name(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}".strip()


def _stands_elsewhere(element: Any) -> bool:
    node, depth = element, 0
    while node is not None and node.tag not in ("body", "html") and depth < 6:
        if node.tag in ("nav", "footer", "aside") or (depth < 3 and _ELSEWHERE.search(_name(node))):
            return True
        node, depth = node.getparent(), depth + 1
    return False


def _leads_elsewhere(element: Any, url: str) -> bool:
    """Whether a heading is a link to another page: such are the titles of other stories."""
    link = next((node for node in element.iter("a") if node.get("href")), None)
    node, depth = element.getparent(), 0
    while link is None and node is not None and depth < 3:
        link = node if node.tag == "a" and node.get("href") else None
        node, depth = node.getparent(), depth + 1
    if link is None or len(text_of(link)) < len(text_of(element)) / 2:
        return False
    try:
        path: str = urlsplit(urljoin(url, link.get("href"))).path
        return path.rstrip("/") != urlsplit(url).path.rstrip("/")
    except ValueError:
        return True
