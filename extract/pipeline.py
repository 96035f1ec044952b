"""extract(page): one page in, all that it says out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crawler.page import Page
from extract.clean import clean_line
from extract.document import read_document
from extract.facts.finder import find_facts
from extract.figures import find_figures
from extract.mentions import find_mentions
from extract.nlp import load_pipeline, make_doc
from extract.recognition.choice import chosen, load_model
from extract.references import references
from extract.types import Document, Extraction, NotADocument

if TYPE_CHECKING:
    from crawler.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What the listing, feed or sitemap that led to a page says of it."""

    title: str | None = None
    date: str | None = None


def extract(page: Page, source: Source | None = None, listed: Listed | None = None) -> Extraction | NotADocument:
    """The same arguments give the same extraction; a page that is no announcement gives the reason.

    `listed` fills what the page itself does not tell: many papers date and head their items on the list alone.
    """
    document = read_document(page, source)
    if isinstance(document, NotADocument):
        return document
    return understand(_completed(document, listed) if listed else document)


def _completed(document: Document, listed: Listed) -> Document:
    headline = document.headline or clean_line(listed.title) or None
    date = document.date_published or listed.date
    methods = dict(document.methods)
    if headline and not document.headline:
        methods["headline"] = "listing"
    if date and not document.date_published:
        methods["date_published"] = "listing"
    return replace(document, headline=headline, date_published=date, methods=methods)


def understand(document: Document) -> Extraction:
    """Mentions, figures and facts of a document's text."""
    # spaCy keeps every word it has seen unless it is told where their use ends: https://spacy.io/usage/memory-management
    with load_pipeline().memory_zone():
        doc = make_doc(document.text)
        mentions = find_mentions(doc, document, load_model(chosen()))
        known = references(doc, mentions, document.headline)
        figures = find_figures(doc, document, mentions, known)
        facts = find_facts(doc, document, mentions, figures, known)
    return Extraction(document=document, mentions=mentions, figures=figures, facts=facts)
