"""What looks like a page and is no announcement: lists, walls, refusals, errors, empty shells."""

from __future__ import annotations

import re
from typing import Any

from extract import jsonld
from extract.clean import looks_broken
from extract.markup import text_of
from extract.notices import NOTICES
from extract.types import NotADocument

MIN_CHARS = 120
MIN_CHARS_CJK = 40
# A notice is short; a long text about cookies or logins is an announcement about them.
_NOTICE = 1_200

_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LISTING_TYPES = frozenset(("CollectionPage", "SearchResultsPage", "ItemList"))
_SENTENCE = re.compile(r"[.!?。！？…][\"'”’»)\]]{0,2}(?:\s|$)|[。！？]")


def reject(text: str, *, title: str = "", status: int = 200, page_text: str | None = None) -> NotADocument | None:
    """The reason why a main text is no announcement, or None. `page_text` is all that the page shows, where known."""
    if looks_broken(text):
        return NotADocument(
            code="unreadable", detail="more than 0.5 % of the text are characters that could not be decoded"
        )
    shown = text if page_text is None else page_text
    notice = _notice(text, title, shown, status)
    if notice:
        return notice
    if not text:
        code = "no_text" if page_text is not None else "empty"
        return NotADocument(code=code, detail="no main text was found")
    if is_short(text):
        return NotADocument(code="too_short", detail=f"a main text of {len(text)} characters")
    return None


def is_short(text: str) -> bool:
    """A Chinese, Japanese or Korean character says what a short word says."""
    cjk = len(_CJK.findall(text))
    return len(text) < (MIN_CHARS_CJK if cjk > len(text) / 3 else MIN_CHARS)


def _notice(text: str, title: str, shown: str, status: int) -> NotADocument | None:
    if status in (401, 403, 407, 429, 451):
        return NotADocument(code="access_denied", detail=f"status {status}")
    if status >= 400:
        return NotADocument(code="error_page", detail=f"status {status}")
    for reason, pattern in NOTICES.items():
        in_title = pattern.search(title[:200]) if reason in ("access_denied", "error_page") else None
        found = pattern.search(text) if len(text) <= _NOTICE else None
        if found is None and is_short(text):
            found = pattern.search(shown[: 4 * _NOTICE])
        # One such phrase in a few hundred characters of prose is an article about it, unless the title says so too.
        if found and (in_title or len(text) <= 400 or _covers(pattern, text)):
            return NotADocument(code=reason, detail=f"the page says {found[0]!r}"[:200])
        if in_title and len(text) <= 600:
            return NotADocument(code=reason, detail=f"the title says {in_title[0]!r}"[:200])
    return None


def _covers(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a fifth of the sentences, and two at least, speak of the wall."""
    sentences = [part for part in _SENTENCE.split(text) if part and part.strip()]
    speaking = sum(1 for sentence in sentences if pattern.search(sentence))
    return speaking >= 2 and speaking >= len(sentences) / 5


def is_index(root: Any, text: str) -> str | None:
    """What shows that a page lists other pages: most of its main text is the text of links; None for other pages."""
    types = jsonld.types_of(root)
    lines = [line for line in text.split("\n") if line.strip()]
    prose = [line for line in lines if _is_prose(line)]
    if sum(map(len, prose)) > 1_500:
        return None
    links = _link_texts(root)
    linked = sum(
        len(line) for line in lines if line.strip(" -•|").casefold() in links or _starts_with_link(line, links)
    )
    size = sum(map(len, lines)) or 1
    if linked > 0.5 * size and (len(links) >= 8 or (len(links) >= 3 and not prose)):
        return f"{100 * linked // size} % of the text are links"
    if (
        types & _LISTING_TYPES
        and not any(jsonld.is_article({"@type": name}) for name in types)
        and len(prose) < 3
        and len(links) >= 8
    ):
        return "its own data call it a list"
    return None


def _is_prose(line: str) -> bool:
    return (len(line) >= 80 and bool(_SENTENCE.search(line))) or len(_CJK.findall(line)) >= 40


def _link_texts(root: Any) -> frozenset[str]:
    texts = (text_of(anchor).casefold() for anchor in root.iter("a"))
    return frozenset(text for text in texts if len(text) >= 12 or len(_CJK.findall(text)) >= 6)


def _starts_with_link(line: str, links: frozenset[str]) -> bool:
    """A list's line is a title with a date before or behind it."""
    stripped = re.sub(r"[\d\s./:年月日|\[\]()-]+$|^[\d\s./:年月日|\[\]()•-]+", "", line).casefold()
    return stripped in links
