"""What looks like a page and is no announcement: lists, walls, refusals, errors, empty shells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from extract import jsonld
from extract.clean import looks_broken
from extract.markup import Tree, text_of
from extract.notices import HINTS, LIST_HEADING, PLAIN, REASONS
from extract.outline import CJK, ENDS, Outline, beginning, shows_day, weight
from extract.types import NotADocument

MIN_CHARS = 120
MIN_CHARS_CJK = 40
# A notice is short; a long text about cookies or logins is an announcement about them.
_NOTICE = 1_500
# In so few characters one plain phrase is the message of the page.
_LITTLE = 250
_SHOWN = 4_800
_LISTING_TYPES = frozenset(("CollectionPage", "SearchResultsPage", "ItemList"))
_SENTENCE = re.compile(r"(?<=[.!?。！？…])[\"'”’»)\]]{0,2}(?:\s+|$)|(?<=[。！？])|\n")
_PUBLISHED = ("article:published_time", "datepublished", "pubdate", "publishdate", "dc.date.issued")


def reject(
    text: str, *, title: str = "", status: int = 200, page_text: str | None = None, own: Sequence[str] | None = None
) -> NotADocument | None:
    """The reason why a main text is no announcement, or None.

    `page_text` is all that the page shows and `own` the lines that it says itself, links and furniture left out; both
    where known.
    """
    if looks_broken(text):
        return NotADocument(
            code="unreadable", detail="more than 0.5 % of the text are characters that could not be decoded"
        )
    shown = text if page_text is None else page_text
    if own is None or _is_elsewhere(text, own):
        own = text.split("\n")
    notice = _refused(status) or _notice(text, title, shown, own, page_text is not None)
    if notice:
        return notice
    if not text:
        code = "no_text" if page_text is not None else "empty"
        return NotADocument(code=code, detail="no main text was found")
    if is_short(text):
        return NotADocument(code="too_short", detail=f"a main text of {len(text)} characters")
    return None


def _is_elsewhere(text: str, own: Sequence[str]) -> bool:
    """Whether a main text is none of the lines that readers see: it stood in a noscript element, or in hidden ones."""
    if sum(map(weight, own)) < MIN_CHARS:
        return True
    lines = {beginning(line) for line in text.split("\n")}
    return weight(text) >= 4 * MIN_CHARS and all(beginning(line) not in lines for line in own if weight(line) >= 80)


def is_long(text: str) -> bool:
    """No notice is so long, whatever it speaks of."""
    return len(text) > 2 * _NOTICE or weight(text) > 2 * _NOTICE


def is_short(text: str) -> bool:
    """A Chinese, Japanese or Korean character says what a short word says."""
    cjk = len(CJK.findall(text))
    return len(text) < (MIN_CHARS_CJK if cjk > len(text) / 3 else MIN_CHARS)


def _refused(status: int) -> NotADocument | None:
    if status in (401, 403, 407, 429, 451):
        return NotADocument(code="access_denied", detail=f"status {status}")
    if status >= 400:
        return NotADocument(code="error_page", detail=f"status {status}")
    return None


def _notice(text: str, title: str, shown: str, own: Sequence[str], is_page: bool) -> NotADocument | None:
    """Words that a notice only may have count on a web page alone: a file of one sentence is nobody's wall."""
    if is_long(text) or sum(map(weight, own)) > 2 * _NOTICE:
        return None
    said = sentences_of(own)
    dated = shows_day(own)
    least = 0.3 if is_short(text) else 0.5
    told = (
        _plainly(said, dated)
        or (_by_hints(said, title, least) if is_page and not dated else None)
        or _shown(text, shown)
    )
    return NotADocument(code=told[0], detail=f"the page says {told[1].strip()!r}"[:200]) if told else None


def sentences_of(lines: Sequence[str]) -> list[str]:
    return [sentence for line in lines for sentence in _SENTENCE.split(line) if sentence and sentence.strip()]


def _plainly(said: list[str], dated: bool) -> tuple[str, str] | None:
    """The first reason that enough of the sentences give in so many words, and the words."""
    size = sum(map(weight, said))
    if size > _NOTICE:
        return None
    together = "\n".join(said)
    for reason in REASONS:
        phrases = PLAIN[reason].within(together)
        plain = [sentence for sentence in said if phrases.search(sentence)] if phrases else []
        # A stub shows the beginning of an article, day and all, and says in a short sentence how to read on.
        if reason == "login":
            plain = [sentence for sentence in plain if weight(sentence) <= (60 if dated else 110)]
        least = 0.05 if reason == "login" else 0.6 if dated and reason != "no_text" else 0.2
        if plain and (sum(map(weight, plain)) >= least * size or (size <= _LITTLE and not dated)):
            return reason, plain[0]
    return None


def _by_hints(said: list[str], title: str, least: float) -> tuple[str, str] | None:
    """The reason that so much of a few sentences without a day hints at; less is enough where the title says so."""
    size = sum(map(weight, said))
    titled = [reason for reason in REASONS if PLAIN[reason].search(title[:200])]
    if size > _NOTICE or (size > 2 * _LITTLE and not titled):
        return None
    hints = {
        reason: [sentence for sentence in said if HINTS[reason].search(sentence) or PLAIN[reason].search(sentence)]
        for reason in (REASONS if size <= 2 * _LITTLE else titled)
    }
    reason = max(hints, key=lambda reason: sum(map(weight, hints[reason])))
    share = sum(map(weight, hints[reason])) / (size or 1)
    if reason in titled:
        least = 0.2 if size <= 2 * _LITTLE else 0.3
    return (reason, hints[reason][0]) if hints[reason] and share >= least else None


def _shown(text: str, shown: str) -> tuple[str, str] | None:
    """Where a main text is missing: what the page says anywhere."""
    if not is_short(text):
        return None
    found = ((reason, PLAIN[reason].search(f"{text}\n{shown}"[:_SHOWN])) for reason in REASONS)
    return next(((reason, match[0]) for reason, match in found if match), None)


def says_it_is_article(tree: Tree) -> bool:
    """Whether the page's own data call it an article or tell when it was published."""
    if any(name in tree.metas for name in _PUBLISHED):
        return True
    return any(jsonld.is_article({"@type": name}) for name in jsonld.types_of(tree.root))


def is_index(tree: Tree, text: str, found: Outline) -> str | None:
    """What shows that a page lists other pages, None for other pages."""
    if says_it_is_article(tree):
        return None
    root, types = tree.root, jsonld.types_of(tree.root)
    own = max(found.own, _unannounced(text, found))
    listed = found.listed + found.dated
    told = f"{len(found.teasers)} teasers, {found.rows} links and {found.dated} dated lines"
    if listed >= 3 and own < 60:
        return f"{told}, and no text of its own"
    heading = next((head for head in _headings(root) if LIST_HEADING.fullmatch(head)), None)
    if heading and listed >= 3 and found.listed >= 2 and own < 700:
        return f"{told} below {heading!r}"
    if types & _LISTING_TYPES and listed >= 8 and own < 700:
        return f"{told}, and its own data call it a list"
    if own < 150 and not found.is_dated and weight(text) < 2 * _NOTICE and _linked(root, text) > 0.5:
        return "most of its text are links"
    if found.dated >= 10 and own < 300:
        return told
    if len(found.teasers) >= 4 and own < 700 and sum(found.teasers) > 3 * own:
        return told
    return None


def _unannounced(text: str, found: Outline) -> int:
    """The prose of a main text that no link announces: an extractor also finds text where no reader sees it."""
    lines = (line for line in text.split("\n") if weight(line) >= 80 and ENDS.search(line[-4:]))
    return sum(weight(line) for line in lines if beginning(line) not in found.announced)


def _linked(root: Any, text: str) -> float:
    links = {text_of(anchor).casefold() for anchor in root.iter("a")}
    lines = [line.strip(" -•|").casefold() for line in text.split("\n") if line.strip()]
    return sum(len(line) for line in lines if line in links) / (sum(map(len, lines)) or 1)


def _headings(root: Any) -> list[str]:
    """The first headings and the parts of the title."""
    title = root.find(".//title")
    parts = re.split(r"\s[|–—·»:-]+\s|[_|»]", text_of(title)[:200]) if title is not None else []
    heads = [text_of(head) for tag in ("h1", "h2") for head in list(root.iter(tag))[:2]]
    return [head.strip() for head in [*heads, *parts[:1]] if head.strip() and len(head) <= 80]
