"""HTML pages: what a reader would call the announcement, and pages that are none."""

from __future__ import annotations

import pytest

from crawler.page import Page
from extract.clean import clean_text, looks_broken
from extract.document import read_document
from extract.types import Document, NotADocument

BODY = "".join(
    f"<p>Paragraph {n}: the town of Selmouth will open a maker space for students"
    " and pay its rent, the council said.</p>"
    for n in range(6)
)


def read(
    html: str | bytes, url: str = "https://www.selmouth.example/news/1", status: int = 200
) -> Document | NotADocument:
    body = html if isinstance(html, bytes) else html.encode()
    return read_document(Page(url=url, requested_url=url, status=status, body=body))


def page(head: str = "", top: str = "<h1>Selmouth opens a maker space</h1>") -> str:
    return f"<!doctype html><html lang='en'><head>{head}</head><body><article>{top}{BODY}</article></body></html>"


DATES = [
    ("<meta property='article:published_time' content='2021-03-04T10:00:00+01:00'>", "", "2021-03-04T10:00:00+01:00"),
    ("", "<p class='meta'>Published: March 4, 2021</p>", "2021-03-04"),
    ("<meta name='date' content='2021-01-01'>", "", None),
    ("<meta name='date' content='2099-05-05'>", "", None),
    ("", "<p class='meta'>Date: 03/04/2021</p>", None),
    ("", "<p class='meta'>Date: 23/04/2021</p>", "2021-04-23"),
]


@pytest.mark.parametrize(("head", "line", "day"), DATES)
def test_a_date_needs_evidence(head: str, line: str, day: str | None) -> None:
    document = read(page(head, f"<h1>Selmouth opens a maker space</h1>{line}"))
    assert isinstance(document, Document)
    assert document.date_published == day


HEADLINES = [
    ("<title>Selmouth opens a maker space | Town News</title>", "<h1>Selmouth opens a maker space</h1>", "h1"),
    ("<title>Selmouth opens a maker space | Town News</title>", "<h1>News Releases</h1>", "title"),
    ("<meta property='og:title' content='Selmouth opens a maker space'>", "<h1>Log In</h1>", "og:title"),
]


@pytest.mark.parametrize(("head", "top", "method"), HEADLINES)
def test_a_section_name_is_no_headline(head: str, top: str, method: str) -> None:
    document = read(page(head, top))
    assert isinstance(document, Document)
    assert (document.headline, document.methods["headline"]) == ("Selmouth opens a maker space", method)
    assert not document.text.startswith("Selmouth opens a maker space")


def shell(title: str, text: str) -> str:
    return f"<html><head><title>{title}</title></head><body><p>{text}</p></body></html>"


LINKS = "".join(
    f"<li><a href='/n/{n}'>The town announces measure number {n}</a> 2021-03-0{n}</li>" for n in range(1, 10)
)
SHORT_LIST = "".join(
    f"<li><a href='/n/{n}'>The town of Selmouth names a head for its center number {n}</a></li>" for n in range(1, 5)
)
REJECTED = [
    (b" \n\x00", "empty"),
    (b"\x89PNG\r\n\x1a\n" + bytes(200), "not_text"),
    (b"%PDF-1.7 and then nothing of use", "unreadable"),
    (shell("Not here", "Sorry, the page you requested could not be found."), "error_page"),
    (shell("Wartung", "Die Seite wird derzeit gewartet."), "error_page"),
    (shell("提示", "您访问的页面不存在或已删除。"), "error_page"),
    (shell("Just a moment...", "Checking your browser before accessing the site."), "access_denied"),
    (shell("News", "Please log in to read this article."), "login"),
    (shell("News", "We and our partners use cookies. Accept all cookies to go on."), "cookie_wall"),
    (shell("App", "You need to enable JavaScript to run this app."), "no_text"),
    (shell("News", "Short news."), "too_short"),
    (f"<html><body><ul>{LINKS}</ul></body></html>", "index_page"),
    (
        f"<html><body><h1>Topics</h1><a href='/'>Home</a> | <a href='/x'>About</a><ul>{SHORT_LIST}</ul></body></html>",
        "index_page",
    ),
    ("<?xml version='1.0'?><rss version='2.0'><channel></channel></rss>", "index_page"),
    ("<?xml version='1.0'?>\n<!-- court -->\n<rss><channel><title>Orders</title></channel></rss>", "index_page"),
]


@pytest.mark.parametrize(("html", "code"), REJECTED)
def test_what_is_no_announcement_says_why(html: str | bytes, code: str) -> None:
    rejected = read(html)
    assert isinstance(rejected, NotADocument), rejected
    assert rejected.code == code


def test_chinese_bytes_that_claim_to_be_utf8_are_read_as_what_they_are() -> None:
    text = "本市在高新区设立第一家创新中心，将为五十家初创企业提供办公场地和资金支持，并与三所大学合作培养人才。" * 4
    html = f"<html><head><meta charset='utf-8'><title>创新中心成立</title></head><body><p>{text}</p></body></html>"
    document = read(html.encode("gb18030"))
    assert isinstance(document, Document)
    assert text[:40] in document.text


def test_text_below_the_parsers_depth_limit_is_not_lost() -> None:
    html = f"<html><body>{'<div>' * 400}{BODY}{'</div>' * 400}</body></html>"
    document = read(html)
    assert isinstance(document, Document)
    assert "Paragraph 5" in document.text


CLEANED = [
    ("before\x00after", "before after"),
    ("a\u200bb\u00adc\u202ed\ufeff", "abcd"),
    ("½ ㎡\u00a0x", "½ ㎡ x"),
    ("e\u0301\ud800", "é"),
    ("one\r\n\r\n\r\n\r\ntwo\x85three", "one\n\ntwo\nthree"),
]


@pytest.mark.parametrize(("raw", "clean"), CLEANED)
def test_stored_text_has_no_invisible_characters(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


def test_broken_text_is_told() -> None:
    assert looks_broken("abc\ufffd" * 10)
    assert not looks_broken("abc" * 100)
