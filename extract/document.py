"""read_document: one page in, the announcement on it out, or the reason why there is none."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.page import Page
from extract.encoding import from_utf16
from extract.filekind import kind_of
from extract.types import Document, NotADocument

if TYPE_CHECKING:
    from crawler.source import Source

# Larger pages are data, not prose; the limits keep a page within seconds of work.
MAX_HTML_BYTES = 8 << 20
MAX_TEXT_BYTES = 4 << 20
_NOT_BLANK = re.compile(rb"[^\x00\t\n\f\r \xef\xbb\xbf]")


def read_document(page: Page, source: Source | None = None) -> Document | NotADocument:
    """Never raises for what a page contains; the kind of a page is told by its bytes before its header and address."""
    if not _NOT_BLANK.search(page.body):
        return NotADocument(code="empty", detail=f"{len(page.body)} bytes, none of them text")
    narrow = from_utf16(page.body)
    if narrow is not None:
        found = _read(replace(page, body=narrow), source)
        return replace(found, page_id=page.id) if isinstance(found, Document) else found
    return _read(page, source)


def _read(page: Page, source: Source | None) -> Document | NotADocument:
    kind = kind_of(page)
    if kind == "pdf":
        from extract.pdf import read_pdf

        return read_pdf(page, source)
    if kind == "html":
        if len(page.body) > MAX_HTML_BYTES:
            return NotADocument(
                code="timeout", detail=f"{len(page.body)} bytes of mark-up; at most {MAX_HTML_BYTES} are read"
            )
        from extract.article import read_article

        return read_article(page, source)
    if kind == "text":
        if len(page.body) > MAX_TEXT_BYTES:
            return NotADocument(
                code="timeout", detail=f"{len(page.body)} bytes of text; at most {MAX_TEXT_BYTES} are read"
            )
        from extract.captures import read_capture

        return read_capture(page, source)
    if kind == "feed":
        return NotADocument(code="index_page", detail="a feed or sitemap")
    return NotADocument(code="not_text", detail=kind)
