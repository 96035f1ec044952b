"""An HTML page read as an announcement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crawler.page import Page
from extract import gate, jsonld, metadata
from extract.authors import find_authors
from extract.body import find_body, tidy, with_lead
from extract.clean import clean_line, clean_text, looks_broken, repair_mojibake
from extract.clock import clock_for
from extract.dates import find_dates
from extract.encoding import decode
from extract.headline import find_headline
from extract.markup import Tree, parse_html, text_of
from extract.outline import outline
from extract.types import Document, NotADocument
from extract.visit import speaks_of_visit

if TYPE_CHECKING:
    from crawler.source import Source

# trafilatura's time grows faster than the page: 1 MB of links takes 5 s, 2 MB 12 s.
MAX_ELEMENTS = 60_000
MAX_ANCHORS = 6_000


def read_article(page: Page, source: Source | None = None) -> Document | NotADocument:
    text = decode(page.body, page.encoding)
    tree = parse_html(text)
    if tree is None:
        return NotADocument(code="no_text", detail="mark-up without an element")
    root = tree.root
    # lxml makes an object for an element each time that it is met, unless one is alive.
    elements = list(root.iter())
    oversize = _oversize(elements)
    if oversize:
        return oversize
    nodes = jsonld.article_nodes(root)
    body = repair_mojibake(clean_text(find_body(tree, page.url, nodes, source)))
    headline = find_headline(tree, nodes, body, page.url, source)
    title = headline.value if headline else None
    body = with_lead(tree, tidy(body, title), title, source)
    rejected = _reject(tree, body, page.status, broken="\ufffd" in text) or (
        NotADocument(code="parse_truncated", detail="nested too deep") if tree.cut else None
    )
    if rejected:
        return rejected
    return _document(page, source, tree, nodes, body, headline)


def _oversize(elements: list[Any]) -> NotADocument | None:
    anchors = sum(element.tag == "a" for element in elements)
    if anchors > MAX_ANCHORS:
        return NotADocument(code="index_page", detail=f"{anchors} links")
    if len(elements) > MAX_ELEMENTS:
        return NotADocument(code="timeout", detail=f"{len(elements)} elements; at most {MAX_ELEMENTS} are read")
    return None


def _reject(tree: Tree, body: str, status: int, *, broken: bool) -> NotADocument | None:
    """`broken`: the page has characters that were not understood. What it shows besides matters little otherwise."""
    root = tree.root
    shown = text_of(root) if broken or gate.is_short(body) else body
    if looks_broken(shown):
        return NotADocument(code="unreadable", detail="the page's encoding could not be told")
    article = gate.says_it_is_article(tree)
    if gate.is_long(body) and article:
        return gate.reject(body, status=status)
    found = outline(root)
    title = root.find(".//title")
    heading = text_of(title) if title is not None else ""
    listing = gate.is_index(tree, body or shown, found)
    said = None if listing else shown
    rejected = gate.reject(body, title=heading, status=status, page_text=said, own=found.said)
    if listing and (rejected is None or rejected.code in ("too_short", "empty")):
        return NotADocument(code="index_page", detail=listing)
    if article or gate.is_long(body) or (rejected and rejected.code != "too_short"):
        return rejected
    return speaks_of_visit(tree, found, gate.sentences_of(found.said), heading) or rejected


def _document(
    page: Page, source: Source | None, tree: Tree, nodes: list[jsonld.Node], body: str, headline: metadata.Found | None
) -> Document:
    language = metadata.find_language(tree, body, source)
    country = metadata.find_country(page.url, source)
    clock = clock_for(page.fetched_at, body.split("\n"), country, metadata.find_locale(tree, page.url))
    dates = find_dates(tree, nodes, page.url, clock, headline.value if headline else None, source)
    authors, authors_method = find_authors(tree, nodes, source)
    found = {
        "headline": headline,
        "description": metadata.find_description(tree, nodes),
        "publisher": metadata.find_publisher(tree, nodes, source),
        "date_published": dates.published,
        "date_modified": dates.modified,
        "language": language,
    }
    methods = {name: value.method for name, value in found.items() if value}
    if authors:
        methods["authors"] = authors_method
    values = {name: clean_line(value.value) if value else None for name, value in found.items()}
    return Document(
        page_id=page.id,
        url=page.url,
        text=body,
        source=page.source,
        authors=authors,
        country=country,
        methods=methods,
        **values,
    )
