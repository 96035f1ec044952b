"""Finds the list that a listing page exists for: its items, not its navigation, sidebars and related stories."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from crawler.events import marked_events
from crawler.linkdates import DayOrder, day_order
from crawler.linkpage import Link, LinkPage, unique
from crawler.markup import parse_html
from crawler.nextpages import find_next
from crawler.pageview import Node, PageView, view_page
from crawler.papers import is_of_meetings, meeting_entries
from crawler.records import RecordList, find_record_lists

_INLINE = frozenset(("a", "b", "strong", "i", "em", "span", "font", "u", "small", "sup", "sub", "mark", "q"))
_PARAGRAPHS = frozenset(("p", "blockquote", "li", "dd"))


def read_listing(text: str, url: str, selectors: Mapping[str, str]) -> LinkPage:
    """The items and following pages of an HTML page; selectors replace the search for the parts that they name."""
    root = parse_html(text)
    if root is None:
        return LinkPage()
    view = view_page(root, url)
    order = day_order(view.texts, _usual_order(view))
    if selectors:
        from crawler.selected import select_links

        return select_links(view, order, selectors)
    return LinkPage(find_items(view, order), find_next(view))


def _usual_order(view: PageView) -> DayOrder:
    """How the page's country writes 03/04/2025, where the page itself does not tell."""
    host = urlsplit(view.url).hostname or ""
    domain = host.rsplit(".", 1)[-1]
    if domain == "tw" or view.language in ("zh-tw", "zh-hant", "zh-hant-tw"):
        return "minguo"
    american = domain in ("gov", "us", "mil", "com", "org", "net", "edu", "ph", "") and view.language in (
        "",
        "en",
        "en-us",
    )
    return "mdy" if american else "dmy"


def find_items(view: PageView, order: DayOrder) -> tuple[Link, ...]:
    """The items of the best list and of the lists that are evidently parts of it; empty where the page has no list."""
    lists = find_record_lists(view, order)
    if not any(found.score for found in lists):
        lists = find_record_lists(view, order, by_tags=True)
    best = max(lists, key=lambda found: found.score, default=None)
    chosen: list[RecordList] = []
    if best is not None and best.score and not _is_beside_article(best, view):
        chosen = [found for found in lists if found is best or _continues(found, best)]
    entries = [entry for found in chosen for entry in found.entries]
    if is_of_meetings(view):
        entries += meeting_entries(view, lists, chosen, order)
    entries.sort(key=lambda entry: entry.anchor.start)
    links = [Link(entry.anchor.url, entry.title or None, entry.day) for entry in entries]
    return unique([*links, *marked_events(view)])


def _is_beside_article(found: RecordList, view: PageView) -> bool:
    """Whether the page is one long text and the list only accompanies it, as related stories do."""
    first, last = found.entries[0].start, max(entry.end for entry in found.entries)
    linked = {i for anchor in view.anchors for i in range(anchor.start, anchor.end)}
    prose: dict[Node, int] = {}
    for i, text in enumerate(view.texts):
        if len(text) > 60 and i not in linked and not first <= i < last:
            body = _body(view.owners[i])
            prose[body] = prose.get(body, 0) + len(text)
    listed = sum(len(text) for text in view.texts[first:last])
    strong = found.papers > 0.6 or (found.dated > 0.6 and len(found.entries) >= 8)
    return max(prose.values(), default=0) > max(1500, (4 if strong else 1.2) * listed)


def _body(owner: Node) -> Node:
    """What holds the paragraph that a text stands in: each teaser of a list has one, an article's share one."""
    node = owner
    while node.parent is not None and node.element.tag in _INLINE:
        node = node.parent
    return node.parent if node.parent is not None and node.element.tag in _PARAGRAPHS else node


def _continues(other: RecordList, best: RecordList) -> bool:
    """Whether another list is part of the best one, as a lead story or the next section: same kind of address."""
    if other.shape != best.shape or other.chrome > best.chrome or other.title_length < 0.5 * best.title_length:
        return False
    _, _, depth = other.shape.partition("?")[0].rpartition("/")
    return depth != "1." or _last_steps(other) == _last_steps(best)


def _last_steps(found: RecordList) -> tuple[str, ...]:
    return found.entries[0].anchor.path[-2:]
