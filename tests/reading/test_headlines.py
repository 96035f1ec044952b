"""Which of a page's titles and headings is its headline; hand-written pages of the kinds that lead astray."""

from __future__ import annotations

import pytest

from crawler.page import Page
from crawler.source import Source
from extract.document import read_document
from extract.types import Document

TITLE = "Selmouth opens a maker space"
BODY = "".join(
    f"<p>Paragraph {n}: the town will open a space for students and pay its rent for years.</p>" for n in "abcdef"
)


def read(
    head: str, body: str, *, url: str = "https://www.selmouth.example/news/1", source: Source | None = None
) -> Document:
    html = f"<!doctype html><html lang='en'><head>{head}</head><body>{body}</body></html>"
    document = read_document(Page(url=url, requested_url=url, body=html.encode()), source)
    assert isinstance(document, Document), document
    return document


OWN = f"<h1>{TITLE}</h1>{BODY}"
# What the page shows, and the headline: None where there is nothing but the site's name.
PAGES = [
    pytest.param("<title>The Harbour Mail</title>", f"<a href='/'>The Harbour Mail</a>{BODY}", None, id="only the masthead"),
    pytest.param("<title>welcome to Selmouth Window</title>", BODY, None, id="a welcome"),
    pytest.param("<title>Selmouth.example</title>", BODY, None, id="the address"),
    pytest.param("<title>welcome to Selmouth Window</title>", f"<table><tr><td class='title'><b>{TITLE}</b></td></tr></table>{BODY}", TITLE, id="named by its class"),
    pytest.param(f"<title>{TITLE} | The Old Harbour Diary</title>", f"<h1 class='site-title'>The Old Harbour Diary</h1><h2>{TITLE}</h2>{BODY}", TITLE, id="the site is h1"),
    pytest.param(f"<title>{TITLE} | The Old Harbour Diary</title>", f"<h1>The Old Harbour Diary</h1><h3 class='entry-title'>{TITLE}</h3>{BODY}", TITLE, id="an unnamed masthead"),
    pytest.param("<title>Maker space for students, rent is paid</title>", OWN, TITLE, id="the head words it otherwise"),
    pytest.param(f"<meta property='og:title' content='{TITLE}'>", f"<h1><span>Local news</span><b>{TITLE}</b></h1>{BODY}", TITLE, id="a kicker in the heading"),
    pytest.param(f"<meta property='og:title' content='Harbour - {TITLE}'>", f"<h1><span class='label'>Harbour</span><span class='visually-hidden'> - </span><span>{TITLE}</span></h1>{BODY}", TITLE, id="a kicker behind a sign that readers do not see"),
    pytest.param(f"<title>Harbour: {TITLE}</title>", f"<h1><small class='dachzeile'>Harbour</small> {TITLE}</h1>{BODY}", TITLE, id="a kicker by its name"),
    pytest.param(f"<script type='application/ld+json'>{{\"@type\": \"NewsArticle\", \"headline\": \"Harbour: {TITLE}\"}}</script>", f"<h1><small class='kicker'>Harbour:</small> {TITLE}</h1>{BODY}", f"Harbour: {TITLE}", id="a kicker that the data call part of it"),
    pytest.param(f"<meta property='og:title' content='Harbour: {TITLE}'><script type='application/ld+json'>{{\"@type\": \"NewsArticle\", \"headline\": \"Harbour: {TITLE} | Town\"}}</script>", f"<h1><small class='kicker'>Harbour</small><small>: </small><b>{TITLE}</b></h1>{BODY}", f"Harbour: {TITLE}", id="a kicker in the data before a section's name"),
    pytest.param("", f"<h1><span>{TITLE}</span><i class='aural'>: </i><small>On: Harbour</small></h1>{BODY}", f"{TITLE} : On: Harbour", id="what is shorter behind the sign is no headline"),
    pytest.param(f"<title>{TITLE}</title>", f"{OWN}<aside><h2>Selmouth opens a maker space: pictures</h2></aside>", TITLE, id="a like heading aside"),
    pytest.param("<title>News</title>", f"<div class='box'><a href='/news/9'><h2>Other town closes its port</h2></a></div>{OWN}", TITLE, id="a teaser above"),
    pytest.param("<title>Selmouth opens a maker space</title>", f"<h1><ruby>Selmouth<rt>selmaus</rt></ruby> opens a m<b>aker</b> space</h1>{BODY}", TITLE, id="pieces of a word"),
    pytest.param(f"<title>{TITLE}</title><base href='/'>", f"<a href='http://[bad'>x</a>{OWN}", TITLE, id="a broken address"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "body", "headline"), PAGES)
def test_the_headline_is_what_the_announcement_is_called(head: str, body: str, headline: str | None) -> None:
    assert read(head, body).headline == headline


def test_a_link_to_the_first_page_names_the_site_where_pages_differ_in_their_query_alone() -> None:
    masthead = "<h1><a href='https://www.selmouth.example/'>Old Diary of the Harbour</a></h1>"
    document = read(
        f"<title>{TITLE} : Old Diary of the Harbour</title>",
        f"{masthead}<h3>{TITLE}</h3>{BODY}",
        url="https://www.selmouth.example/?p=2895",
    )
    assert document.headline == TITLE


def test_the_name_of_the_source_is_no_headline() -> None:
    name = "Bureau of Selmouth Affairs"
    source = Source.model_validate(
        {
            "name": "selmouth",
            "publisher": name,
            "url": "https://www.selmouth.example/",
            "kind": "listing",
            "language": "en",
            "country": "GB",
            "authority": "government",
        }
    )
    assert read(f"<title>{name}</title>", BODY, source=source).headline is None
    assert read(f"<title>{TITLE} - {name}</title>", BODY, source=source).headline == TITLE


ABOVE = [
    "<div>Home» News» City</div>",
    f"<h2>{TITLE}</h2>",
    "<p>Published: March 4, 2021 | Source: Selmouth Press</p>",
    "<p>A class at work in the new space. (PHOTO: Town)</p>",
    "<p>By Ann Lee</p>",
]


@pytest.mark.parametrize("line", ABOVE)
def test_what_stands_between_headline_and_text_is_no_text(line: str) -> None:
    document = read(f"<title>{TITLE}</title>", f"<article><h1>{TITLE}</h1>{line}{BODY}</article>")
    assert document.text.startswith("Paragraph a")


def test_text_in_a_table_that_lays_the_page_out_keeps_its_paragraphs() -> None:
    cell = "The town will open a space for students.<br>It will <b>pay</b> the rent for ten years.<br><br>Others may follow next year, the mayor said, if the money can be found."
    table = f"<table><tr><td>Menu</td><td><table><tr><td>{cell}{BODY}</td></tr></table></td></tr></table>"
    lines = [line for line in read(f"<title>{TITLE}</title>", table).text.split("\n") if line]
    assert "The town will open a space for students." in lines
    assert "It will pay the rent for ten years." in lines
    assert sum(line.startswith("Paragraph") for line in lines) == 6


def test_a_table_of_values_stays_rows() -> None:
    table = "<table><tr><th>Year</th><th>Firms</th></tr><tr><td>2020</td><td>40</td></tr><tr><td>2021</td><td>63</td></tr></table>"
    text = read(
        f"<title>{TITLE}</title>",
        f"<article>{OWN}{table}<p>The numbers were given by the town hall on Monday morning.</p></article>",
    ).text
    assert "2021 | 63" in text
