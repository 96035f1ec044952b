"""Which links of a page are its items, with what title and day."""

from __future__ import annotations

import pytest

from crawler.links import Link, find_links

SITE = "https://www.riverton.example/news/"
NAV = (
    "<nav><ul>"
    + "".join(f"<li><a href='/s{i}'>City Service Department {i}</a></li>" for i in range(12))
    + "</ul></nav>"
)
FOOTER = "<footer>" + "".join(f"<a href='/f{i}'>Footer link number {i}</a>" for i in range(8)) + "</footer>"
TOPICS = ["harbour crane", "tram depot", "seed fund", "visa desk", "data centre"]


def items(body: str, url: str = SITE) -> list[tuple[str, str | None, str | None]]:
    page = find_links(f"<html><body>{NAV}{body}{FOOTER}</body></html>".encode(), url)
    return [(link.url.removeprefix("https://www.riverton.example"), link.title, link.date) for link in page.items]


WANTED = [(f"/news/item-{i}", f"Riverton opens its {t}", f"2024-05-0{9 - i}") for i, t in enumerate(TOPICS)]

LAYOUTS = {
    "list with the date behind": "<ul>{}</ul>",
    "table rows": "<table><tr><th>Date</th><th>Title</th></tr>{}</table>",
    "cards with heading, teaser and a read-more link": "<div class='cards'>{}</div>",
    "definition list": "<dl>{}</dl>",
    "flat links with dates in front": "<div>{}</div>",
    "image links before the title": "<section>{}</section>",
}
RECORDS = {
    "list with the date behind": "<li><a href='/news/item-{i}'>{t}</a> <span>{us}</span></li>",
    "table rows": "<tr><td>{us}</td><td><a href='/news/item-{i}'>{t}</a></td><td>Mayor</td></tr>",
    "cards with heading, teaser and a read-more link": (
        "<div class='card c{i}'><h3>{t}</h3><p class='date'>{us}</p><p>It was said on Monday that more is to come, and "
        "that the council will look at it again in June.</p><a href='/news/item-{i}'>Read more</a></div>"
    ),
    "definition list": "<dt><a href='/news/item-{i}'>{t}</a></dt><dd>{us}</dd>",
    "flat links with dates in front": "{iso} <a href='/news/item-{i}'>{t}</a><br>",
    "image links before the title": (
        "<article><a href='/news/item-{i}'><img src='{i}.jpg' alt=''></a><time>{iso}</time>"
        "<h2><a href='/news/item-{i}'>{t}</a></h2></article>"
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_items_of_common_layouts(layout: str) -> None:
    records = "".join(
        RECORDS[layout].format(i=i, t=f"Riverton opens its {topic}", us=f"May {9 - i}, 2024", iso=f"2024-05-0{9 - i}")
        for i, topic in enumerate(TOPICS)
    )
    assert items(LAYOUTS[layout].format(records)) == WANTED


def test_document_links_take_the_title_of_their_row() -> None:
    rows = "".join(
        f"<tr><td>24-10{i}</td><td>Harbour Board v. Owner number {chr(65 + i)}</td><td>05/1{i}/2024</td>"
        f"<td><a href='/files/24-10{i}.pdf'>PDF</a> <a href='/files/24-10{i}.docx'>Word</a></td></tr>"
        for i in range(6)
    )
    assert items(f"<table>{rows}</table>") == [
        (f"/files/24-10{i}.pdf", f"Harbour Board v. Owner number {chr(65 + i)}", f"2024-05-1{i}") for i in range(6)
    ]


def test_agenda_and_minutes_of_one_meeting_are_two_items() -> None:
    rows = "".join(
        f"<tr><td>Planning Commission meeting</td><td>June {i}, 2024</td><td><a href='/docs/a{i}00.pdf'>Agenda</a></td>"
        f"<td><a href='/docs/m{i}00.pdf'>Minutes</a></td></tr>"
        for i in range(1, 6)
    )
    urls = [url for url, _, _ in items(f"<table>{rows}</table>")]
    assert sorted(urls) == sorted(f"/docs/{kind}{i}00.pdf" for i in range(1, 6) for kind in "am")


def test_a_date_heading_holds_for_the_items_below_it() -> None:
    blocks = "".join(
        f"<h3>June {day}, 2024</h3><ul>"
        + "".join(
            f"<li><a href='/n/{day}{k}'>Announcement {k} about the {t}</a></li>" for k, t in enumerate(TOPICS[:2])
        )
        + "</ul>"
        for day in (14, 13, 12)
    )
    assert [day for _, _, day in items(f"<main>{blocks}</main>")] == ["2024-06-14"] * 2 + ["2024-06-13"] * 2 + [
        "2024-06-12"
    ] * 2


def test_day_and_month_are_read_in_the_pages_own_order() -> None:
    rows = "".join(
        f"<li><a href='/n/{d}'>Announcement about the {t}</a> {d:02}/06/2024</li>"
        for d, t in zip((28, 9, 8, 7), TOPICS, strict=False)
    )
    assert [day for _, _, day in items(f"<ul>{rows}</ul>")] == ["2024-06-28", "2024-06-09", "2024-06-08", "2024-06-07"]


def test_chinese_listing_in_a_declared_legacy_encoding() -> None:
    rows = "".join(
        f"<li><a href='./c_{i}.htm'>河湾市创新中心第{i}批项目正式启用</a><span>2024年5月{i}日</span></li>"
        for i in range(1, 7)
    )
    body = f"<html><head><meta charset='gb2312'></head><body><ul>{rows}</ul></body></html>".encode("gb18030")
    page = find_links(body, "http://www.hewan.example/xw/")
    assert page.items[0] == Link("http://www.hewan.example/xw/c_1.htm", "河湾市创新中心第1批项目正式启用", "2024-05-01")
    assert len(page.items) == 6


def test_the_sidebar_is_not_the_list() -> None:
    side = "".join(f"<li><a href='/hot/{i}'>Most read story number {i} of this week</a></li>" for i in range(20))
    main = "".join(
        f"<li><a href='/news/{i}'>Riverton opens its {t}</a> May {i + 1}, 2024</li>" for i, t in enumerate(TOPICS)
    )
    urls = [url for url, _, _ in items(f"<div class='sidebar'><ul>{side}</ul></div><div><ul>{main}</ul></div>")]
    assert urls == [f"/news/{i}" for i in range(5)]


def test_the_lead_story_belongs_to_the_list() -> None:
    lead = "<div class='lead'><h1><a href='/news/2024/lead.html'>Riverton opens the largest incubator</a></h1></div>"
    rows = "".join(
        f"<li><a href='/news/2024/{i}.html'>Riverton opens its {t}</a> May {i + 1}, 2024</li>"
        for i, t in enumerate(TOPICS)
    )
    urls = [url for url, _, _ in items(f"{lead}<ul>{rows}</ul>")]
    assert urls[0] == "/news/2024/lead.html"
    assert len(urls) == 6


ARTICLE = (
    "<h1>Riverton opens a centre</h1>"
    + "<p>The centre was opened by the mayor, who said that it will house forty firms.</p>" * 40
)
RELATED = (
    "<div>"
    + "".join(f"<p><a href='/news/r{i}'>Another story about the {t}</a></p>" for i, t in enumerate(TOPICS))
    + "</div>"
)

WITHOUT_A_LIST = {
    "navigation only": "",
    "an article with related stories": ARTICLE + RELATED,
    "a list that a script will fill": "<main><h1>Press releases</h1><div id='app' data-src='/api'>Loading</div></main>",
    "page numbers only": "<p>" + " ".join(f"<a href='?page={i}'>{i}</a>" for i in range(2, 9)) + "</p>",
}


@pytest.mark.parametrize("case", WITHOUT_A_LIST)
def test_a_page_without_a_list_has_no_items(case: str) -> None:
    assert items(WITHOUT_A_LIST[case]) == []


def test_addresses_are_absolute_unique_and_without_fragment() -> None:
    rows = "".join(
        f"<li><a href='n{i}.html#top'>News about the {t}</a> <a href='n{i}.html'>More</a> May {i + 1}, 2024</li>"
        for i, t in enumerate(TOPICS)
    )
    page = find_links(f"<base href='https://riverton.example/a/'><ul>{rows}</ul>".encode(), SITE)
    assert [link.url for link in page.items] == [f"https://riverton.example/a/n{i}.html" for i in range(5)]


def test_links_that_lead_nowhere_are_left_out() -> None:
    rows = "".join(
        f"<li><a href='{href}'>Announcement of many words number {i}</a> May {i + 1}, 2024</li>"
        for i, href in enumerate(
            ["javascript:void(0)", "mailto:a@b.example", "#top", "data:text/html,x", "ftp://x/y", "http://[x"]
        )
    )
    assert items(f"<ul>{rows}</ul>") == []


@pytest.mark.parametrize("url", ["", "http://[bad", "not an address", "http://town.example:99999/"])
def test_an_address_that_is_none_leaves_relative_links(url: str) -> None:
    rows = "".join(
        f"<li><a href='https://a.example/{i}'>News about the {t}</a> May {i + 1}, 2024</li>"
        for i, t in enumerate(TOPICS)
    )
    assert len(find_links(f"<ul>{rows}</ul>".encode(), url).items) == 5


def test_titles_come_without_invisible_characters() -> None:
    rows = "".join(
        f"<li><a href='/n/{i}'>Riverton\u202e opens\u200b its\n {t} (opens in a new window)</a> May {i + 1}, 2024</li>"
        for i, t in enumerate(TOPICS)
    )
    assert items(f"<ul>{rows}</ul>")[0][1] == "Riverton opens its harbour crane"
