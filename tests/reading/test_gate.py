"""The gate holds what is no announcement and lets announcements pass, over labelled pages in fourteen languages."""

from __future__ import annotations

import re
from functools import cache

import pytest
from gatepages import Labelled, bad_pages, good_pages

from crawler.page import Page
from extract.document import read_document
from extract.notices import HINTS, PLAIN
from extract.types import REJECTIONS, NotADocument

# An empty shell shows no main text, or a few words of it.
SHELL = {"no_text", "too_short"}


@cache
def code_of(page: Labelled) -> str | None:
    url = f"https://www.example.org/p/{page.name.rpartition('/')[2]}"
    found = read_document(Page(url=url, requested_url=url, body=page.html.encode()))
    return found.code if isinstance(found, NotADocument) else None


def test_the_labels_are_those_of_the_closed_list_and_the_pages_are_enough() -> None:
    bad, good = list(bad_pages()), list(good_pages())
    assert {page.code for page in bad} <= REJECTIONS.keys()
    assert (len(bad) >= 250, len(good) >= 450) == (True, True)
    assert len({page.html for page in (*bad, *good)}) == len(bad) + len(good)


@pytest.mark.parametrize("held_out", [False, True], ids=["one half", "other half"])
def test_pages_that_are_no_announcement_are_held_for_what_they_are(held_out: bool) -> None:
    pages = [page for page in bad_pages() if page.held_out == held_out]
    passed = [page.name for page in pages if code_of(page) is None]
    assert len(passed) <= 0.05 * len(pages), passed
    wrong = [page.name for page in pages if (code := code_of(page)) != page.code and not {code, page.code} <= SHELL]
    assert len(wrong) <= 0.1 * len(pages), wrong


@pytest.mark.parametrize("held_out", [False, True], ids=["one half", "other half"])
def test_announcements_pass_whatever_stands_around_them_or_in_them(held_out: bool) -> None:
    pages = [page for page in good_pages() if page.held_out == held_out]
    held = [(page.name, code_of(page)) for page in pages if code_of(page) is not None]
    assert len(held) <= 0.01 * len(pages), held


@pytest.mark.parametrize(
    "text",
    [
        "Just a moment...",
        "您的访问请求被拒绝",
        "Sorry, the page could not be found",
        "Bitte melden Sie sich an",
        "A calm day",
        "",
    ],
)
def test_phrases_left_out_are_those_that_cannot_match(text: str) -> None:
    for phrases in (*PLAIN.values(), *HINTS.values()):
        every = [re.search(pattern, text, re.I) for _, pattern in phrases._phrases]
        first = min((match.start() for match in every if match), default=None)
        found = phrases.search(text)
        assert (found.start() if found else None) == first


@pytest.mark.parametrize("kind", ["text/plain", "text/html"])
def test_a_robotics_center_is_no_wall_against_robots(kind: str) -> None:
    text = "Leeds council opened the Riverton Robotics Center on Quay Street, whose halls hold forty engineers, twelve teams "
    text += "and a school of repair for all."
    body = text if kind == "text/plain" else f"<html><body><h1>Robotics comes to Leeds</h1><p>{text}</p></body></html>"
    page = Page(
        url="https://example.org/a",
        requested_url="https://example.org/a",
        body=body.encode(),
        headers={"content-type": kind},
    )
    assert not isinstance(read_document(page), NotADocument)
