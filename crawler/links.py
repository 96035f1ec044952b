"""What a listing page, feed or sitemap offers: its items (address, title, date) and where it goes on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlsplit

from crawler.linkpage import Link, LinkPage
from crawler.markup import RefusedMarkup, decode, gunzip

__all__ = ["Link", "LinkPage", "find_links", "sniff"]

_ROOT = re.compile(rb"<(?:[A-Za-z][\w.-]{0,40}:)?(rss|feed|rdf|urlset|sitemapindex|html|body|div|table)\b", re.I)
_KINDS: dict[bytes, Literal["feed", "sitemap"]] = {
    b"rss": "feed",
    b"feed": "feed",
    b"rdf": "feed",
    b"urlset": "sitemap",
    b"sitemapindex": "sitemap",
}
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"RIFF")


def find_links(
    body: bytes, url: str, *, content_type: str = "", selectors: Mapping[str, str] | None = None
) -> LinkPage:
    """The items and following pages of whatever the bytes are; nothing is trusted but the bytes themselves.

    `selectors` are CSS by part (items, link, title, date, next) and replace the search for that part on HTML pages.
    Anything that cannot be read gives an empty page: this function raises nothing on bad bytes. A selector that is no
    CSS raises ValueError.
    """
    try:
        urlsplit(url)
    except ValueError:
        url = ""
    try:
        body = gunzip(body)
    except RefusedMarkup:
        return LinkPage()
    kind = sniff(body, content_type)
    if kind == "feed":
        from crawler.feeds import read_feed

        return read_feed(body, url)
    if kind == "sitemap":
        from crawler.sitemaps import read_sitemap

        sitemap = read_sitemap(body, url)
        return LinkPage(sitemap.urls, sitemap.sitemaps)
    if kind == "binary":
        return LinkPage()
    from crawler.listing import read_listing

    return read_listing(decode(body, content_type), url, selectors or {})


def sniff(body: bytes, content_type: str = "") -> Literal["feed", "sitemap", "html", "binary"]:
    """What the bytes are by their first element; the Content-Type only tells plain text from a page."""
    head = body[:8192].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head.startswith(_BINARY):
        return "binary"
    if head[:15].upper() == b"BEGIN:VCALENDAR" or (head.startswith(b"{") and b'"items"' in body[:65536]):
        return "feed"
    root = _ROOT.search(head)
    if root:
        return _KINDS.get(root.group(1).lower(), "html")
    if head.startswith(b"<?xml"):
        return "feed"
    if head.startswith((b"http://", b"https://")) and b"<" not in head:
        return "sitemap"
    return "html"
