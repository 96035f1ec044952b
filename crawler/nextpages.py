"""Where a listing goes on: the address of the next page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler.linkwords import BACK, NEXT
from crawler.markup import absolute, clean
from crawler.pageaddress import differs_by_page, has_page, turns_calendar
from crawler.pageview import Anchor, Node, PageView

_ARROW = re.compile(r"^\s?(?:»|›|>|>>|→|▶|►|⟩|❯|&gt;|&raquo;)\s?$")
_NEXT_NAME = re.compile(r"(?:^|[-_\s])next(?:$|[-_\s]|page|link)|pagenext|nextpage|pagination-?next|older", re.I)
_PAGER_CALL = re.compile(
    r"""createPageHTML\(\s{0,4}(\d{1,5})\s{0,4},\s{0,4}(\d{1,5})\s{0,4},\s{0,4}["']([\w-]{1,60})["']\s{0,4},\s{0,4}["'](\w{2,6})["']"""
)
_CURRENT = re.compile(r"(?:^|[-_\s])(?:active|current|selected|on|cur)(?:$|[-_\s])", re.I)
_CALENDAR = re.compile(r"calendar|datepicker|cal-|month", re.I)


def find_next(view: PageView) -> tuple[str, ...]:
    """The addresses of the pages that follow this one, best first; empty where there is none."""
    scores: dict[str, float] = {}
    for url in _head_links(view):
        scores[url] = scores.get(url, 0.0) + 3.0
    for anchor in view.anchors:
        if _same_site(anchor.url, view.url):
            value = _score(anchor, view)
            if value > 0:
                scores[anchor.url] = max(scores.get(anchor.url, 0.0), value)
    for hidden in (_scripted(view), _button(view)):
        if hidden:
            scores[hidden] = scores.get(hidden, 0.0) + 3.0
    for url, value in _numbered(view):
        scores[url] = scores.get(url, 0.0) + value
    ranked = sorted((url for url in scores if scores[url] >= 2), key=lambda url: -scores[url])
    return tuple(url for url in ranked if url != view.url)[:5]


def _head_links(view: PageView) -> list[str]:
    """`<link rel=next>`; one with a title names the neighbouring article, as WordPress writes it, not the next page."""
    found = []
    for link in view.root.iter("link"):
        if "next" in (link.get("rel") or "").lower().split() and not link.get("title"):
            url = absolute(link.get("href"), view.base)
            if url:
                found.append(url)
    return found


def _scripted(view: PageView) -> str | None:
    """The next page of a site whose pager is written by a script, as the TRS system of many Chinese offices does.

    `createPageHTML(20, 0, "index", "html")` says: 20 pages, this is number 0, the next one is index_1.html.
    """
    for script in view.root.iter("script"):
        call = _PAGER_CALL.search((script.text or "")[:5000])
        if call and int(call.group(2)) + 1 < int(call.group(1)):
            return absolute(f"{call.group(3)}_{int(call.group(2)) + 1}.{call.group(4)}", view.base)
    return None


def _button(view: PageView) -> str | None:
    """The address that a "load more" button keeps in an attribute for its script."""
    for element in view.root.iter("button", "a"):
        values = [value for name, value in element.attrib.items() if name.startswith("data-")]
        if values and NEXT.match(clean(" ".join(element.itertext()), 60)):
            for value in values:
                url = absolute(value, view.base) if "/" in value or "?" in value else None
                if url and _same_site(url, view.url) and differs_by_page(view.url, url):
                    return url
    return None


def _same_site(url: str, page: str) -> bool:
    here, there = urlsplit(page).hostname or "", urlsplit(url).hostname or ""
    return not here or not there or here.removeprefix("www.") == there.removeprefix("www.")


def _score(anchor: Anchor, view: PageView) -> float:
    element = anchor.node.element
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
    parent = anchor.node.parent
    if parent is not None and parent.element.tag in ("li", "span", "div", "p", "td"):
        names += f" {parent.element.get('class') or ''} {parent.element.get('id') or ''}"[:300]
    label = anchor.text
    hint = clean(f"{element.get('aria-label') or ''} {element.get('title') or ''}", 120)
    if BACK.search(label) and not NEXT.match(label):
        return 0.0
    if turns_calendar(view.url, anchor.url):
        return 0.0
    page_like = differs_by_page(view.url, anchor.url)
    value = 0.0
    if NEXT.match(label):
        value += 3.0
    elif _ARROW.match(label):
        value += 2.0 if page_like else 0.5
    elif len(label) > 30:
        return 0.0
    if "next" in (element.get("rel") or "").lower().split():
        value += 2.0 if page_like or value else 0.5
    if _NEXT_NAME.search(names):
        value += 1.5 if page_like or value else 0.0
    if hint and NEXT.match(hint):
        value += 1.5 if page_like or value else 0.0
    return value + 1.0 if value and page_like else value


def _numbered(view: PageView) -> list[tuple[str, float]]:
    """The number after the current one, in every row of page numbers."""
    rows: dict[Node, list[tuple[int, Anchor]]] = {}
    for anchor in view.anchors:
        label = anchor.text.strip("[]() ")
        if label.isdecimal() and len(label) <= 4 and _same_site(anchor.url, view.url):
            container = _row(anchor.node)
            rows.setdefault(container, []).append((int(label), anchor))
    found = []
    for container, numbers in rows.items():
        following = _following(container, numbers, view)
        if following is not None:
            found.append((following.url, 2.0))
    return found


def _row(node: Node) -> Node:
    """The element that holds the row of numbers an anchor belongs to: its parent, or the list around the parents."""
    parent = node.parent or node
    while parent.parent is not None and parent.element.tag in ("li", "span", "b", "strong", "td", "font"):
        parent = parent.parent
    return parent


def _following(container: Node, numbers: list[tuple[int, Anchor]], view: PageView) -> Anchor | None:
    values = [n for n, _ in numbers]
    if _in_calendar(container) or len(values) > 60 or values != sorted(values):
        return None
    urls = list(dict.fromkeys(a.url for _, a in numbers))
    if len(urls) > 1 and not differs_by_page(urls[0], urls[1]) and not differs_by_page(view.url, urls[-1]):
        return None
    if len(urls) == 1 and not differs_by_page(view.url, urls[0]):
        return None
    current = _current(container, numbers, view)
    return next((a for n, a in numbers if current is not None and n == current + 1), None)


def _in_calendar(node: Node | None) -> bool:
    while node is not None:
        names = f"{node.element.get('class') or ''} {node.element.get('id') or ''}"
        if node.element.tag not in ("html", "body") and _CALENDAR.search(names[:300]):
            return True
        node = node.parent
    return False


def _current(container: Node, numbers: list[tuple[int, Anchor]], view: PageView) -> int | None:
    """The number of the page that is shown: marked as current, or no link to elsewhere, or the first."""
    for number, anchor in numbers:
        parent = anchor.node.parent
        for node in (anchor.node, parent):
            if node is not None and node is not container and _CURRENT.search((node.element.get("class") or "")[:200]):
                return number
    values = [number for number, _ in numbers]
    texts = view.texts[container.start : min(container.end, container.start + 80)]
    shown = [int(t.strip("[]() ")) for t in texts if t.strip("[]() ").isdecimal() and len(t) <= 6]
    missing = [n for n in shown if n not in values and n <= values[-1] + 1]
    if missing:
        return missing[0]
    first = values[0] == 2 or (values[0] == 1 and not has_page(view.url))
    return 1 if first else None
