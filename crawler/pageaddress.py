"""What addresses tell of pages: page numbers in paths and queries, and calendars that never end."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

_PAGE_IN_PATH = re.compile(
    r"(?:/(?:page|p|pg|seite|pagina|стр)[/_-]?|[/_.-]p(?:age|g)?[_-]?|[/_-]index_|_|-|/)(\d{1,5})(?=/?$|\.\w{2,5}$)",
    re.I,
)
_PAGE_KEYS = re.compile(
    r"^(?:.*page.*|pag.*|p|pg|pn|paged|pageno|start|offset|from|skip|first|begin|o|curpage|currentpage|strana|seite|sida)$",
    re.I,
)
_DAY_KEYS = re.compile(r"^(?:year|month|mo|day|date|yr|ical|week|curmonth|curyear|.*date|.*month)$", re.I)


def differs_by_page(here: str, there: str) -> bool:
    """Whether two addresses name pages of one list: they differ in a page number of the path or of the query alone."""
    a, b = urlsplit(here), urlsplit(there)
    path_a, number_a = _path_page(a.path)
    path_b, number_b = _path_page(b.path)
    query_a, query_b = dict(parse_qsl(a.query)), dict(parse_qsl(b.query))
    changed = [k for k in query_a.keys() | query_b.keys() if query_a.get(k) != query_b.get(k)]
    if a.path.rstrip("/") == b.path.rstrip("/"):
        pages = [k for k in changed if _PAGE_KEYS.match(k) and (query_b.get(k) or "0").isdecimal()]
        return bool(pages) and len(changed) <= 2
    return number_b is not None and path_a == path_b and number_a != number_b and not changed


def has_page(url: str) -> bool:
    """Whether an address names a page after the first."""
    parts = urlsplit(url)
    keys = any(_PAGE_KEYS.match(key) and value not in ("0", "1") for key, value in parse_qsl(parts.query))
    return keys or _path_page(parts.path)[1] is not None


def turns_calendar(here: str, there: str) -> bool:
    """Whether a link turns a calendar: such pages never end."""
    old, new = dict(parse_qsl(urlsplit(here).query)), dict(parse_qsl(urlsplit(there).query))
    return any(_DAY_KEYS.match(key) and old.get(key) != value for key, value in new.items())


def _path_page(path: str) -> tuple[str, str | None]:
    match = _PAGE_IN_PATH.search(path)
    if match is None:
        return re.sub(r"(?:/index)?(?:\.\w{2,5})?/?$", "", path), None
    return re.sub(r"/index$", "", path[: match.start()].rstrip("/")), match.group(1)
