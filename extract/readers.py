"""Who can read an article: cityfacts, trafilatura alone, and other extractors where they are installed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Any, NamedTuple

from crawler.page import Page
from extract.encoding import decode


class Read(NamedTuple):
    """What one reader made of a page; empty or None where it found nothing. `date` begins with the day."""

    text: str = ""
    headline: str | None = None
    date: str | None = None


Reader = Callable[[Page], Read]


def readers() -> Mapping[str, Reader]:
    """By name, cityfacts first; an extractor that is not installed is left out."""
    for name in ("trafilatura", "htmldate", "newspaper", "readability"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what they say of a page would stand between ours
    found: dict[str, Reader] = {"cityfacts": _cityfacts, "trafilatura": _trafilatura}
    if find_spec("newspaper"):
        found["newspaper4k"] = _newspaper
    if find_spec("readability"):
        found["readability-lxml"] = _readability
    return found


def _cityfacts(page: Page) -> Read:
    from extract.document import read_document
    from extract.types import Document

    found = read_document(page)
    return Read(found.text, found.headline, found.date_published) if isinstance(found, Document) else Read()


def _trafilatura(page: Page) -> Read:
    from trafilatura import bare_extraction

    found: Any = bare_extraction(page.body, url=page.url, with_metadata=True)
    return Read(found.text or "", found.title, found.date) if found else Read()


def _newspaper(page: Page) -> Read:
    from newspaper import Article

    article = Article(page.url, fetch_images=False)
    article.download(input_html=decode(page.body, page.encoding))
    article.parse()
    day = article.publish_date
    return Read(article.text, article.title, day.isoformat() if day else None)


def _readability(page: Page) -> Read:
    from lxml import html
    from readability import Document

    document = Document(decode(page.body, page.encoding))
    return Read("\n".join(html.fromstring(document.summary()).itertext()), document.short_title())
