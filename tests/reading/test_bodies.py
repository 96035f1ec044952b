"""The main text: nothing of it is left out, and nothing that stands inside or below it is taken for it."""

from __future__ import annotations

import json
import time

import pytest
from lxml import html

from crawler.page import Page
from extract.blocks import blocks_of, match
from extract.body import find_body, tidy
from extract.document import read_document
from extract.lead import find_lead
from extract.markup import Tree
from extract.restore import restore
from extract.scripttext import find_script_text
from extract.types import Document
from extract.worker import CPU_SECONDS

TITLE = "Selmouth opens a maker space"
FIRST = "The town of Selmouth will open a space for makers in the old mill, the council said on Monday."
SECOND = "It will pay the rent for ten years and lend the machines to schools without a charge."
THIRD = "Others may follow next year if the money can be found, said the mayor, who was a carpenter."
MORE = "".join(
    f"<p>Paragraph {n}: the mill has stood empty since its owner left the town for good.</p>" for n in "abcdef"
)


def read(body: str) -> str:
    page = f"<!doctype html><html lang='en'><head><title>{TITLE}</title></head><body>{body}</body></html>"
    url = "https://www.selmouth.example/news/1"
    document = read_document(Page(url=url, requested_url=url, body=page.encode()))
    assert isinstance(document, Document), document
    return document.text


RESTORED = [
    pytest.param(f"<div><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>", [FIRST, THIRD], [FIRST, SECOND, THIRD], id="a paragraph between others"),
    pytest.param(f"<div><p>{FIRST}</p><ul><li>ten desks</li><li>two saws</li></ul><p>{THIRD}</p></div>", [FIRST, THIRD], [FIRST, "- ten desks", "- two saws", THIRD], id="a list"),
    pytest.param(f"<div class='chunk'><p>{FIRST}</p><p>{SECOND}</p></div><div class='ad'>Buy a saw</div><div class='chunk'><p>{THIRD}</p><p>{THIRD[::-1]}</p><p>{FIRST[::-1]}</p></div>", [FIRST, SECOND], [FIRST, SECOND, THIRD], id="a further part"),
    pytest.param(f"<div><p>{FIRST}</p><ul><li><a href='/2'>Port closes for a week</a></li><li><a href='/3'>Fair opens</a></li></ul><p>{THIRD}</p></div>", [FIRST, THIRD], [FIRST, THIRD], id="links to other pages"),
    pytest.param(f"<div><p>{FIRST}</p><aside><p>{SECOND}</p></aside><p>{THIRD}</p></div>", [FIRST, THIRD], [FIRST, THIRD], id="an aside"),
    pytest.param(f"<div><p>{FIRST}</p><div class='newsletter'><p>{SECOND}</p></div><p>{THIRD}</p></div>", [FIRST, THIRD], [FIRST, THIRD], id="a form"),
    pytest.param(f"<div><p>{FIRST}</p><p><a href='/2'>The harbour closes its gates for a week</a>. {SECOND}</p><p>{THIRD}</p></div>", [FIRST, THIRD], [FIRST, THIRD], id="a teaser"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "found", "whole"), RESTORED)
def test_what_belongs_between_and_behind_what_was_found_is_put_back(
    page: str, found: list[str], whole: list[str]
) -> None:
    root = html.document_fromstring(page)
    blocks = blocks_of(root)
    match(blocks, found)
    assert restore(root, found, blocks) == whole


BOXES = [
    f"<figure><img src='a.jpg'><figcaption>{SECOND}</figcaption></figure>",
    f"<div class='newsletter-signup'><p>{SECOND}</p></div>",
    f"<aside class='related'><p>{SECOND}</p></aside>",
    f"<p><a href='/9'>{SECOND[:-1]}</a></p>",
    f"<div id='author-bio'><p>{SECOND}</p></div>",
    f"<p class='imageCaption'>{SECOND}</p>",
    f"<div class='lightbox'><p>{SECOND}</p></div>",
]


@pytest.mark.parametrize("box", BOXES)
def test_a_box_inside_the_text_is_no_part_of_it(box: str) -> None:
    text = read(f"<article><h1>{TITLE}</h1><p>{FIRST}</p>{box}{MORE}</article>")
    assert text.startswith(FIRST)
    assert SECOND[:-1] not in text
    assert "Paragraph f" in text


BELOW = [
    "Sign up for our newsletter to get the news of the town each morning.",
    "This story was originally published in the Harbour Mail.",
    "Ann Lee is a senior reporter of the Harbour Mail and lives in the town.",
    "Media contact: Bo Chen, 555-0100",
    "Get the latest news of the town in your inbox.",
    "With files from Ann Lee and the Harbour Mail",
    "Ann Lee of the Harbour Mail contributed to this report.",
    "Bo Chen can be reached at the town hall on weekdays.",
    "Mit Agenturmaterial.",
    "-30-",
]


@pytest.mark.parametrize("line", BELOW)
def test_notes_below_the_text_are_no_part_of_it(line: str) -> None:
    text = read(f"<article><h1>{TITLE}</h1><p>{FIRST}</p>{MORE}<p>{line}</p></article>")
    assert line not in text
    assert text.endswith("for good.")


@pytest.mark.parametrize(
    "line", ["The grant covers the rent of all ten rooms.", "The city reports on the mill each year."]
)
def test_a_last_sentence_is_text(line: str) -> None:
    assert read(f"<article><h1>{TITLE}</h1><p>{FIRST}</p>{MORE}<p>{line}</p></article>").endswith(line)


def test_a_list_at_the_end_is_text() -> None:
    text = read(
        f"<article><h1>{TITLE}</h1><p>{FIRST}</p>{MORE}<p>The space has:</p><ul><li>ten desks for all</li><li>two saws</li><li>a kiln and an oven</li></ul></article>"
    )
    assert text.endswith("ten desks for all\ntwo saws\na kiln and an oven")


def written_by_scripts(data: str) -> str:
    return (
        f"<meta property='og:type' content='article'><title>{TITLE}</title><div id='app'></div><script>{data}</script>"
    )


def test_a_text_that_scripts_would_write_is_read_from_their_data() -> None:
    markup = f"<p>{FIRST}</p><figure><figcaption>A saw</figcaption></figure><ul><li>ten desks</li></ul>{MORE}"
    for data in (
        f"window.page = {json.dumps({'id': 1, 'body': markup})}",
        f"self.__next_f.push([1,{json.dumps(markup)}])".replace("<", "\\u003c"),
        f"self.__next_f.push([1,{json.dumps('5:' + json.dumps({'state': {'contentHtml': markup}}))}])",
    ):
        text = read(written_by_scripts(data))
        assert text.startswith(f"{FIRST}\n\nten desks"), data
        assert "A saw" not in text


def test_a_consent_form_in_the_data_of_an_empty_page_is_no_text() -> None:
    data = json.dumps({"consent": f"<p>{FIRST}</p>{MORE}"})
    assert find_body(Tree(html.document_fromstring(f"<div></div><script>var forms = {data}</script>")), "", []) == ""


def test_a_script_full_of_quotes_is_read_in_time() -> None:
    started = time.process_time()
    quotes = r"\"" * 500_000
    page = html.document_fromstring(f"<div></div><script>'<p' = \"{quotes}</script>")
    assert find_script_text(page) == ""
    assert time.process_time() - started < CPU_SECONDS


def test_a_page_whose_text_sits_in_a_box_is_read() -> None:
    assert FIRST in read(f"<div class='promo'><h1>{TITLE}</h1><p>{FIRST}</p>{MORE}</div>")


def test_a_control_character_does_not_cost_the_page() -> None:
    text = read(
        f"<article><h1>{TITLE}</h1><p>{FIRST}</p><p>A bell\x07rings and\x1fa page feeds\x0bwhile the mayor speaks to all.</p>{MORE}</article>"
    )
    assert "A bell rings and a page feeds while" in text
    assert text.endswith("for good.")


LEADS = [
    pytest.param("", f"<div class='article-intro'>{SECOND}</div>", True, id="marked as one"),
    pytest.param(f"<meta name='description' content='{SECOND}'>", f"<h2>{SECOND}</h2>", True, id="the page's description"),
    pytest.param("", f"<div class='ContentHeaderDek-x7 grid'>{SECOND[:-1]}</div>", True, id="in a name of several words, without a full stop"),
    pytest.param("", f"<h1>Ann Lee</h1><p itemprop='description'>{SECOND}</p>", True, id="below a second heading"),
    pytest.param("", f"<div class='weather'>{SECOND}</div>", False, id="anything else"),
    pytest.param("", f"<figure><p class='summary'>{SECOND}</p></figure>", False, id="of a picture"),
    pytest.param("", f"<p class='author-description'>{SECOND}</p>", False, id="of a writer"),
    pytest.param(f"<meta name='description' content='{TITLE}, a report from the town hall'>", f"<h2>{TITLE}, a report from the town hall</h2>", False, id="the headline once more"),
    pytest.param("", "<p class='lead'>The mill stands open to all. (Ann Lee / Harbour Mail)</p>", False, id="a caption"),
    pytest.param("", f"<div class='intro'><a href='/9'>{SECOND}</a></div>", False, id="a link to another page"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "lead", "kept"), LEADS)
def test_the_lead_above_the_text_is_its_first_paragraph(head: str, lead: str, kept: bool) -> None:
    page = html.document_fromstring(
        f"<head>{head}</head><body><h1>{TITLE}</h1>{lead}<div class='text'><p>{FIRST}</p>{MORE}</div></body>"
    )
    found = find_lead(Tree(page), FIRST, TITLE)
    assert (found or "").startswith(SECOND[:-1]) is kept
    assert kept or found is None
    assert find_lead(Tree(page), f"{SECOND}\n\n{FIRST}", TITLE) is None


def test_what_stands_above_the_headline_is_no_text() -> None:
    above = "Stand up for the town!\nWe need your help, and so does the mill.\nfact-checked\n" + TITLE
    assert tidy(f"{above}\n{FIRST}\n{SECOND}\n{THIRD}\n{SECOND}", TITLE).startswith(FIRST)


def test_a_headline_that_comes_back_below_the_first_paragraphs_cuts_nothing() -> None:
    assert tidy(f"{FIRST}\n{SECOND}\n{TITLE}\n{THIRD}", TITLE).startswith(FIRST)


def test_twenty_thousand_list_items_are_read_within_the_time_a_page_may_take() -> None:
    started = time.process_time()
    text = read(f"<article><h1>{TITLE}</h1>{MORE}<ul>{'<li>ten desks</li>' * 20_000}</ul>{MORE}</article>")
    assert time.process_time() - started < CPU_SECONDS
    assert "Paragraph a" in text
