"""A source's own selectors for its listing pages."""

from __future__ import annotations

import pytest

from crawler.links import Link, find_links

URL = "https://town.example/list"
PAGE = b"""<html><body><div class='row'><h4>First centre</h4><em>03.05.2024</em><a class='go' href='/a'>go</a></div>
<div class='row'><h4>Second centre</h4><em>28.05.2024</em><a class='go' href='/b'>go</a></div>
<div class='row'><h4>No link here</h4></div><a id='more' href='?o=10'>Und weiter</a></body></html>"""


def test_items_link_title_date_and_next() -> None:
    selectors = {"items": ".row", "link": "a.go", "title": "h4", "date": "em", "next": "#more"}
    page = find_links(PAGE, URL, selectors=selectors)
    assert page.items == (
        Link("https://town.example/a", "First centre", "2024-05-03"),
        Link("https://town.example/b", "Second centre", "2024-05-28"),
    )
    assert page.next == ("https://town.example/list?o=10",)


def test_a_link_selector_alone_is_enough() -> None:
    page = find_links(PAGE, URL, selectors={"link": "a.go"})
    assert [link.url for link in page.items] == ["https://town.example/a", "https://town.example/b"]


def test_without_a_link_selector_the_records_first_link_counts() -> None:
    page = find_links(PAGE, URL, selectors={"items": "div.row"})
    assert [link.url for link in page.items] == ["https://town.example/a", "https://town.example/b"]


def test_selectors_for_articles_do_not_touch_the_list() -> None:
    assert find_links(PAGE, URL, selectors={"headline": "h1", "body": ".text"}) == find_links(PAGE, URL)


def test_a_selector_that_is_no_css_names_itself() -> None:
    with pytest.raises(ValueError, match=r"selectors\.items: '\.row\[' is no CSS selector"):
        find_links(PAGE, URL, selectors={"items": ".row["})
