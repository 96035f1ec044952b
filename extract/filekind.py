"""What kind of file a page's bytes are: told by the bytes first, then by header and address."""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

from crawler.page import Page

# The first bytes of what servers deliver in place of a page (https://mimesniff.spec.whatwg.org, Wikipedia's list).
_MAGIC = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"PK\x03\x04": "a ZIP or Office file",
    b"\x1f\x8b": "a gzip archive",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"\x00asm": "a program",
    b"\xd0\xcf\x11\xe0": "an Office file",
    b"{\\rtf": "an RTF file",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\xfd7zXZ": "an xz archive",
    b"BZh9": "a bzip2 archive",
    b"RIFF": "a media file",
    b"OggS": "a media file",
    b"ID3": "a media file",
    b"\x00\x00\x00\x18ftyp": "a media file",
    b"\x00\x00\x00\x20ftyp": "a media file",
    b"wOF": "a font",
    b"SQLite format 3": "a database",
}
_CONTROLS = bytes((*range(9), *range(14, 27), *range(28, 32)))
_HTML_START = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title)[\s>/]", re.I)
_HTML_BLOCK = re.compile(rb"<(?:p|div|h1|h2|a|table|article|section|br)[\s>/]", re.I)
_FEED = re.compile(rb"<(?:rss|feed|urlset|sitemapindex|rdf:RDF)[\s>]", re.I)
_PROLOG = re.compile(rb"(?:\s|<\?[^>]*>|<!--.*?-->)*", re.S)


def kind_of(page: Page) -> str:
    """ "html", "text", "pdf", "feed", or what else the bytes are."""
    start = page.body[:4096].lstrip(b"\xef\xbb\xbf\t\n\x0c\r ")
    for magic, name in _MAGIC.items():
        if start.startswith(magic):
            return name
    if b"%PDF-" in page.body[:1024]:
        return "pdf"
    if _is_binary(page.body[:65536]):
        return "bytes that are no text"
    # A feed may have a <title>, as a page without <html> may.
    if _FEED.match(start, _prolog_end(start)):
        return "feed"
    if _HTML_START.search(start):
        return "html"
    if _FEED.search(start[:1024]):
        return "feed"
    if start[:1] in (b"{", b"[") and _is_json(page.body):
        return "JSON data"
    claims_html = "html" in page.content_type or urlsplit(page.url).path.lower().endswith(
        (".html", ".htm", ".xhtml", ".shtml")
    )
    blocks = len(_HTML_BLOCK.findall(page.body[:65536]))
    return "html" if blocks >= (1 if claims_html else 3) else "text"


def _prolog_end(start: bytes) -> int:
    prolog = _PROLOG.match(start)
    return prolog.end() if prolog else 0


def _is_binary(sample: bytes) -> bool:
    """Text has no control bytes to speak of; UTF-16 has a byte order mark or a NUL in every other place."""
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > 0.05 * len(sample)


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return False
    return True
