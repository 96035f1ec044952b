"""Every article page of the five demo sites, without a crawl: its own headline, its day, and its text alone."""

from __future__ import annotations

import pytest

from crawler.page import Page
from demo.article import Article, load_articles
from demo.layouts import CAPTION, SUBHEAD
from demo.sites import SITES, build_site
from extract.clean import clean_text
from extract.document import read_document
from extract.pipeline import Listed, extract
from extract.types import Document, Extraction

ARTICLES = [a for a in load_articles(1).values() if a.form == "html" and a.gone is None]


def read(article: Article) -> Document:
    path = SITES[article.site].path_of(article)
    url = f"https://{article.site}.example{path}"
    body = build_site(article.site, 1, f"https://{article.site}.example")[path].body
    document = read_document(Page(url=url, requested_url=url, body=body))
    assert isinstance(document, Document), document
    return document


def expected_text(article: Article) -> str:
    paragraphs = [p.removeprefix(SUBHEAD) for p in article.paragraphs if not p.startswith(CAPTION)]
    if article.site == "exchange":
        paragraphs[0] = f"{article.dateline}: {paragraphs[0]}"
    return clean_text("\n\n".join(paragraphs))


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: f"{a.site}-{a.slug}")
def test_an_article_page_gives_headline_day_and_text_and_nothing_of_what_stands_around_them(article: Article) -> None:
    document = read(article)
    # Exchange items show neither: the list that leads to them does.
    shown = article.site != "exchange"
    assert document.headline == (article.headline if shown else None)
    assert document.date_published == (article.date.isoformat() if shown else None)
    assert document.text == expected_text(article)


def test_an_item_without_a_headline_takes_that_of_the_list_that_led_to_it() -> None:
    article = next(a for a in ARTICLES if a.site == "exchange")
    url = f"https://exchange.example{SITES['exchange'].path_of(article)}"
    body = build_site("exchange", 1, "https://exchange.example")[SITES["exchange"].path_of(article)].body
    listed = Listed(title=article.headline, date=article.date.isoformat())
    found = extract(Page(url=url, requested_url=url, body=body), listed=listed)
    assert isinstance(found, Extraction)
    assert found.document.headline == article.headline
    assert found.document.methods["headline"] == "listing"
    assert found.document.date_published == article.date.isoformat()
