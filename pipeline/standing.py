"""What stands where a list or an article should: from the reason that the crawl gave, or from the page's own words."""

from __future__ import annotations

import re

from crawler.links import sniff
from crawler.page import Page
from crawler.stats import explain
from extract.encoding import decode
from extract.gate import reject
from extract.markup import parse_html, text_of

WALL = 2_000
"""Characters: a page that shows more is no refusal, login or error page, whatever words it has."""
BARE = 400
"""Characters: a page that shows more, and asks for no password, is no login, though it may offer one."""
_WALLS = ("access_denied", "error_page")
_BLOCKED = frozenset(("http_401", "http_403", "http_406", "http_407", "http_429", "http_451", "robots_disallowed"))
_MOVED = frozenset(("http_404", "http_410", "gone", "offsite", "scheme"))
_LOGIN_ADDRESS = re.compile(r"[/.?&=_-](?:log-?in|sign-?in|sso|saml|oauth2?|auth|captcha|challenge)\b", re.I)
_NOT_THERE = re.compile(
    r"404|410|not (?:be )?found|n't be found|no longer|exist|removed|moved|gone|sale|不存在|找不到|未找到|删除"
    r"|nicht gefunden|introuvable|non trouvée",
    re.I,
)
_PASSWORD = re.compile(rb"""<input[^>]{0,300}\btype\s{0,3}=\s{0,3}["']?password""", re.I)
_SCRIPT = re.compile(r"<script\b", re.I)


def of_reason(reason: str, detail: str = "") -> tuple[str, str]:
    """The verdict for a reason of crawler.stats.REASONS, and the reason in words."""
    told = explain(reason) + (f" ({detail})" if detail else "")
    if reason in _BLOCKED or (reason == "host_busy" and "429" in detail):
        return "blocked", told
    if reason == "offsite":
        return ("blocked" if _LOGIN_ADDRESS.search(detail) else "moved"), f"redirects to {detail}"
    if reason in _MOVED:
        return "moved", told
    return "broken", told


def of_rejection(code: str, detail: str) -> str:
    """The verdict for articles that were read and are none, by a code of extract.types.REJECTIONS."""
    if code in ("access_denied", "login", "cookie_wall"):
        return "blocked"
    if code == "error_page":
        return "moved" if _NOT_THERE.search(detail) else "broken"
    return "emptied"


def of_list(page: Page, kind: str) -> tuple[str, str]:
    """The verdict for an answer with too few items, and what it looks like."""
    found = sniff(page.body, page.content_type)
    if found != "html":
        return "redesigned", "" if kind == found else f"a {found} instead of a {kind}"
    text = decode(page.body, page.encoding)
    tree = parse_html(text)
    if tree is None:
        return "redesigned", "a page without an element"
    title = tree.root.find(".//title")
    shown = text_of(tree.root)
    told = reject("", title=text_of(title) if title is not None else "", status=page.status, page_text=shown)
    walls = (*_WALLS, "login") if _PASSWORD.search(page.body) or len(shown) <= BARE else _WALLS
    if told is not None and told.code in walls and len(shown) <= WALL:
        return of_rejection(told.code, told.detail), told.detail
    if kind != "listing":
        return "redesigned", f"a web page instead of a {kind}"
    if _SCRIPT.search(text) and len(shown) < WALL:
        return "redesigned", "a page that a script fills"
    return "redesigned", ""


def is_login(url: str) -> bool:
    """Whether an address is that of a login or a challenge."""
    return _LOGIN_ADDRESS.search(url) is not None
