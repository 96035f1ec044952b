"""Where a listing goes on."""

from __future__ import annotations

import pytest

from crawler.links import find_links

LIST = (
    "<ul>"
    + "".join(f"<li><a href='/n/{i}'>Announcement of the council {i}</a> May {i}, 2024</li>" for i in range(1, 8))
    + "</ul>"
)

CASES = [
    ("rel", "/news", "<a rel='next' href='/news?page=2'>&rarr;</a>", "/news?page=2"),
    ("link in the head", "/news", "<link rel='next' href='/news?page=2'>", "/news?page=2"),
    ("word", "/news", "<a href='/news/page/2/'>Next »</a>", "/news/page/2/"),
    ("older", "/news", "<a href='/news/page/2/'>← Older posts</a>", "/news/page/2/"),
    (
        "chinese",
        "/xw/index.html",
        "<a href='index_1.html'>上一页</a><a href='index_2.html'>下一页</a>",
        "/xw/index_2.html",
    ),
    (
        "label",
        "/news?page=3",
        "<a aria-label='Next page' class='pager-next' href='?page=4'><i></i></a>",
        "/news?page=4",
    ),
    ("image", "/news", "<a href='?page=2'><img src='r.gif' alt='Next'></a>", "/news?page=2"),
    (
        "numbers, current without a link",
        "/news?page=2",
        "<p><a href='?page=1'>1</a> <b>2</b> <a href='?page=3'>3</a></p>",
        "/news?page=3",
    ),
    (
        "numbers, zero based",
        "/news",
        "<p><span>1</span> <a href='?page=1'>2</a> <a href='?page=2'>3</a></p>",
        "/news?page=1",
    ),
    (
        "numbers, current marked",
        "/news",
        "<ul><li class='active'><a href='/news?p=1'>1</a></li><li><a href='/news?p=2'>2</a></li></ul>",
        "/news?p=2",
    ),
    (
        "a pager written by a script",
        "/xw/index.html",
        "<script>createPageHTML(20, 0, 'index', 'html');</script>",
        "/xw/index_1.html",
    ),
    (
        "a button that a script serves",
        "/news",
        "<button data-url='/api/log' data-next='/news?page=2'>Load more</button>",
        "/news?page=2",
    ),
    ("offset", "/news?start=20", "<a href='?start=0'>Previous</a><a href='?start=40'>Next</a>", "/news?start=40"),
]


def following(body: str, path: str) -> list[str]:
    page = find_links(f"<html><body>{LIST}{body}</body></html>".encode(), f"https://town.example{path}")
    return [url.removeprefix("https://town.example") for url in page.next]


@pytest.mark.parametrize(("name", "path", "pager", "wanted"), CASES, ids=[case[0] for case in CASES])
def test_the_next_page_comes_first(name: str, path: str, pager: str, wanted: str) -> None:
    assert following(pager, path)[:1] == [wanted]


NONE = [
    ("no pager", "/news", ""),
    ("numbers that are none", "/news", "<p><b>1</b> <a href='?page=2'>²</a> <a href='?page=3'>③</a></p>"),
    (
        "last page",
        "/news?page=3",
        "<p><a href='?page=1'>1</a> <a href='?page=2'>2</a> <b>3</b></p><a href='?page=2'>Previous</a>",
    ),
    (
        "the next article",
        "/news/bridge",
        "<a class='post-next' href='/news/tunnel'>The tunnel is next: work begins at last in May</a>",
    ),
    ("the neighbour that WordPress names", "/bridge", "<link rel='next' title='Tunnel' href='/tunnel'>"),
    ("another host", "/news", "<a href='https://elsewhere.example/?page=2'>Next</a>"),
    ("a calendar", "/events?month=5", "<a href='/events?month=6&year=2024'>Next »</a>"),
    (
        "days of a calendar",
        "/events",
        "<table class='calendar'><tr>"
        + "".join(f"<td><a href='/events/{i}'>{i}</a></td>" for i in range(1, 30))
        + "</tr></table>",
    ),
]


@pytest.mark.parametrize(("name", "path", "pager"), NONE, ids=[case[0] for case in NONE])
def test_where_nothing_follows_there_is_no_next(name: str, path: str, pager: str) -> None:
    assert following(pager, path) == []
