"""Addresses: one spelling for each page, and the shapes that only traps have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

MAX_LENGTH = 2000
MAX_PATH_PARTS = 20
"""Heritrix's maxPathDepth."""
MAX_REPEATS = 2
"""Heritrix's maxRepetitions: how often one path part may follow again in a path."""
MAX_PARAMETERS = 10

# Names that carry where a reader came from or who he is, never which page is meant. courlan's longer list also drops
# cid, eid, uid and source, which name the article on many municipal sites (/show.asp?cid=33).
_TRACKER = re.compile(
    r"utm_\w+|mtm_\w+|pk_\w+|hsa_\w+|mc_[ce]id|ga_\w+|[dg]clid|gclsrc|fbclid|msclkid|yclid|twclid|igshid|wbraid|gbraid"
    r"|_ga|_gl|_hsenc|_hsmi|vero_\w+|oly_\w+|spm|scm|xtor|wt\.mc_id|at_\w+"
    r"|jsessionid|phpsessid|aspsessionid\w+|sessionid|session_id|sid|cfid|cftoken"
)
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;?]*", re.IGNORECASE)
_RECORDING = re.compile(r"\.(?:mp3|mp4|m4a|m4v|wav|avi|mov|wmv|webm)$", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9_][a-z0-9._-]*|[0-9a-f:.]+", re.IGNORECASE)
_SLASHES = re.compile(r"/{2,}")
_DEFAULT_PORTS = {"http": 80, "https": 443}
# Most addresses are in their one spelling already, and a sitemap has fifty thousand.
_CANONICAL = re.compile(
    r"https?://[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9][a-z0-9-]{0,62})+(?::(?!80/|443/)[1-9][0-9]{1,3})?"
    r"(?:/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)*/(?:[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)?"
)


def canonical_url(url: str) -> str:
    """The one spelling of an address, by which pages are told apart. Raises ValueError for what is no http(s) address.

    >>> canonical_url("HTTP://WWW.Example.org:80/a/../news//7.html?utm_source=x&b=2&a=1#top")
    'http://www.example.org/news/7.html?a=1&b=2'
    >>> canonical_url("https://example.org")
    'https://example.org/'
    >>> canonical_url("https://münchen.example/straße;jsessionid=AB12?PHPSESSID=9&cid=33")
    'https://xn--mnchen-3ya.example/stra%C3%9Fe?cid=33'
    >>> canonical_url("https://example.org./a?empty=&page=2")
    'https://example.org/a?empty=&page=2'
    >>> canonical_url("mailto:mayor@example.org")
    Traceback (most recent call last):
    ValueError: not an http(s) address: mailto:mayor@example.org
    """
    if _CANONICAL.fullmatch(url):
        return url
    trimmed = "".join(url.split())
    try:
        parts = urlsplit(canonicalize_url(_without_trackers(trimmed)))
        port = parts.port
    except (ValueError, UnicodeError):
        raise ValueError(f"not an http(s) address: {url[:200]}") from None
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in _DEFAULT_PORTS or not _HOST.fullmatch(host):
        raise ValueError(f"not an http(s) address: {url[:200]}")
    host = f"[{host}]" if ":" in host else host
    if port and port != _DEFAULT_PORTS[parts.scheme]:
        host = f"{host}:{port}"
    path = _SLASHES.sub("/", _without_dots(parts.path)) or "/"
    return urlunsplit((parts.scheme, host, path, parts.query, ""))


def _without_trackers(url: str) -> str:
    base, mark, query = url.partition("#")[0].partition("?")
    kept = [part for part in query.split("&") if part and not _TRACKER.fullmatch(part.partition("=")[0].lower())]
    return _SESSION_IN_PATH.sub("", base) + (mark + "&".join(kept) if kept else "")


def _without_dots(path: str) -> str:
    """The path without `.` and `..` (RFC 3986, 5.2.4); what climbs above the root is dropped."""
    parts: list[str] = []
    for part in path.split("/")[1:]:
        if part == "..":
            del parts[-1:]
        elif part != ".":
            parts.append(part)
    end = "/" if parts and parts[-1] and path.endswith(("/.", "/..")) else ""
    return "/" + "/".join(parts) + end


def same_host(host: str) -> str:
    """The host without a leading `www.`: the two names of one site.

    >>> same_host("www.example.org"), same_host("Example.org.")
    ('example.org', 'example.org')
    """
    return host.lower().rstrip(".").removeprefix("www.")


def netloc(url: str) -> str:
    """Host and port as one key, the port only where it is not the scheme's own.

    >>> netloc("https://www.example.org:443/a"), netloc("http://127.0.0.1:8471/")
    ('example.org', '127.0.0.1:8471')
    """
    parts = urlsplit(url)
    host = same_host(parts.hostname or "")
    return f"{host}:{parts.port}" if parts.port and parts.port != _DEFAULT_PORTS.get(parts.scheme) else host


def without_user(url: str) -> str:
    """The address without a user name and password, which are nobody's but its writer's.

    >>> without_user("https://mayor:secret@example.org/a?b=@c")
    'https://example.org/a?b=@c'
    """
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])) if "@" in parts.netloc else url


def is_recording(url: str) -> bool:
    """Whether an address leads to sound or film, by its ending.

    >>> is_recording("https://example.org/council.mp4?t=1"), is_recording("https://example.org/mp4/")
    (True, False)
    """
    return bool(_RECORDING.search(url.partition("#")[0].partition("?")[0]))


def is_trap(url: str) -> bool:
    """Whether an address has a shape that only endless spaces of generated pages have.

    >>> is_trap("https://example.org/news/2026/11/24/a-new-bridge.html")
    False
    >>> is_trap("https://example.org/a/b/a/b/a/b/"), is_trap("https://example.org/?" + "&".join("abcdefghijkl"))
    (True, True)
    """
    parts = urlsplit(url)
    path = [part for part in parts.path.split("/") if part]
    if len(url) > MAX_LENGTH or len(path) > MAX_PATH_PARTS:
        return True
    if len(parse_qsl(parts.query, keep_blank_values=True)) > MAX_PARAMETERS:
        return True
    return any(count > MAX_REPEATS for count in _counts(path))


def _counts(path: Iterable[str]) -> Iterable[int]:
    counts: dict[str, int] = {}
    for part in path:
        # Numbers repeat in dated paths: /2026/11/11/11.html
        if not part.isdigit():
            counts[part] = counts.get(part, 0) + 1
    return counts.values()
