"""Whole listing pages of many systems and languages, each beside what it lists: `pages/NAME.html` and `NAME.json`."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urljoin

import pytest

from crawler.links import find_links

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))


def test_there_are_pages_of_many_kinds() -> None:
    assert len(NAMES) >= 18


@pytest.mark.parametrize("name", NAMES)
def test_a_page_lists_its_items_and_where_it_goes_on(name: str) -> None:
    wanted = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    url = wanted["url"]
    page = find_links((PAGES / f"{name}.html").read_bytes(), url)
    items = {link.url: (link.title, link.date) for link in page.items}
    assert items == {urljoin(url, href): (title, day) for href, title, day in wanted["items"]}
    assert list(page.next[:1]) == [urljoin(url, href) for href in wanted["next"]]
