"""The five sites as a crawler meets them: over HTTP on loopback."""

from __future__ import annotations

import gzip
import io
import re
import socket
import struct
from collections.abc import Iterator, Mapping
from html import unescape
from http.client import HTTPConnection, HTTPResponse
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from pypdf import PdfReader

from demo.article import SITES, load_articles
from demo.server import DemoServer, serve
from demo.sites import article_url
from demo.sources import demo_sources


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("windows-1252" if "1252" in self.headers["content-type"] else "utf-8")


def ask(url: str, *, method: str = "GET", **headers: str) -> Answer:
    """One request with no redirect followed; header names are written with underscores."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=10)
    try:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, urlsplit(url)._replace(scheme="", netloc="").geturl(), headers=names)
        response: HTTPResponse = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, found, response.read())
    finally:
        connection.close()


def links(url: str, answer: Answer) -> list[str]:
    """The addresses a page, feed, sitemap or redirect leads to on the same site."""
    if "location" in answer.headers:
        return [urljoin(url, answer.headers["location"])]
    if not answer.body or "pdf" in answer.headers["content-type"]:
        return []
    text = gzip.decompress(answer.body).decode() if answer.body[:2] == b"\x1f\x8b" else answer.text
    found = re.findall(r'href="([^"]*)"|<(?:loc|link)>([^<]+)<', text)
    return [urldefrag(urljoin(url, unescape(a or b))).url for a, b in found]


def walk(demo: DemoServer) -> dict[str, Answer]:
    """Everything that can be reached from where a crawl begins."""
    queue = [source["url"] for source in demo_sources(demo.base_urls).values()]
    answers: dict[str, Answer] = {}
    while queue:
        url = queue.pop()
        if url not in answers:
            answers[url] = ask(url)
            queue += links(url, answers[url])
    return answers


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoServer]:
    with serve(1) as running:
        yield running


@pytest.fixture(scope="module")
def editions() -> dict[int, dict[str, Answer]]:
    """What can be reached in each edition, on the same ports."""
    with serve(1) as running:
        first = walk(running)
        running.edition = 2
        return {1: first, 2: walk(running) | {url: ask(url) for url in first}}


def test_every_article_can_be_reached(demo: DemoServer) -> None:
    answers = walk(demo)
    for article in load_articles(1).values():
        assert answers[article_url(article, demo.base_urls)].status == 200, article.slug
    assert {answer.status for answer in answers.values()} == {200, 301}


def test_pages_show_the_article_and_escape_it(demo: DemoServer) -> None:
    for article in load_articles(1).values():
        if article.form == "html":
            text = unescape(re.sub(r"<[^>]+>", "", ask(article_url(article, demo.base_urls)).text))
            assert article.paragraphs[-1] in " ".join(text.split()), article.slug


def test_listing_of_the_city_site_has_pages(demo: DemoServer) -> None:
    first = ask(demo.base_urls["invest"] + "/english/news/list.html")
    assert 'href="list_2.html">Next' in first.text
    last = ask(demo.base_urls["invest"] + "/english/news/list_3.html")
    assert last.status == 200
    assert "Next" not in last.text


def test_sitemap_is_an_index_with_a_gzip_part(demo: DemoServer) -> None:
    base = demo.base_urls["channel"]
    assert "<sitemapindex" in ask(base + "/sitemap.xml").text
    part = ask(base + "/sitemaps/older.xml.gz")
    assert part.headers["content-type"] == "application/gzip"
    assert b"<urlset" in gzip.decompress(part.body)


def test_pdf_notice_is_read_by_a_library(demo: DemoServer) -> None:
    notice = load_articles(1)["invest", "notice-talent-flats"]
    answer = ask(article_url(notice, demo.base_urls))
    assert answer.headers["content-type"] == "application/pdf"
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.body), strict=True).pages)
    for paragraph in (notice.headline, *notice.paragraphs):
        assert paragraph in " ".join(text.split())


def test_robots_forbids_a_page_that_is_linked(demo: DemoServer) -> None:
    base = demo.base_urls["invest"]
    assert "Disallow: /english/internal/" in ask(base + "/robots.txt").text
    assert any("/english/internal/" in url for url in walk(demo))


def test_traps_look_like_pages(demo: DemoServer) -> None:
    lost = ask(demo.base_urls["portal"] + "/2025-02/01/c_spring-fair.htm")
    assert lost.status == 200
    assert "does not exist" in lost.text
    wall = ask(demo.base_urls["channel"] + "/English/Cooperation/202502/reader-survey.shtml")
    assert wall.status == 200
    assert "cookies" in wall.text
    short = ask(demo.base_urls["daily"] + "/go/1001")
    assert short.status == 301
    assert ask(demo.base_urls["daily"] + short.headers["location"]).status == 200


def test_exchange_items_have_neither_headline_nor_date(demo: DemoServer) -> None:
    copy = load_articles(1)["exchange", "seafront-incubator-copy"]
    page = ask(article_url(copy, demo.base_urls))
    assert "windows-1252" in page.headers["content-type"]
    assert "“I asked for a desk" in page.text
    assert not re.search(r"<h\d|2025", page.text)


@pytest.mark.parametrize("site", SITES)
def test_known_page_is_answered_with_304(demo: DemoServer, site: str) -> None:
    for article in load_articles(1).values():
        if article.site == site:
            url = article_url(article, demo.base_urls)
            full = ask(url)
            sent = {}
            if "etag" in full.headers:
                sent["If_None_Match"] = f'"other", W/{full.headers["etag"]}'
            if "last-modified" in full.headers:
                sent["If_Modified_Since"] = full.headers["last-modified"]
            again = ask(url, **sent)
            assert (again.status, again.body) == ((304, b"") if sent else (200, full.body)), article.slug


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"If_Modified_Since": "Mon, 01 Jan 2024 00:00:00 GMT"}, 200),
        ({"If_Modified_Since": "Thu, 01 Jan 2026 00:00:00 GMT"}, 304),
        ({"If_Modified_Since": "yesterday"}, 200),
        ({"If_None_Match": "*"}, 304),
        ({"If_None_Match": '"other"', "If_Modified_Since": "Thu, 01 Jan 2026 00:00:00 GMT"}, 200),
    ],
)
def test_validators_follow_the_standard(demo: DemoServer, headers: dict[str, str], status: int) -> None:
    article = load_articles(1)["daily", "green-loan-scheme"]
    assert ask(article_url(article, demo.base_urls), **headers).status == status


def test_all_kinds_of_validators_occur(demo: DemoServer) -> None:
    kinds = set()
    for article in load_articles(1).values():
        headers = ask(article_url(article, demo.base_urls), method="HEAD").headers
        kinds.add(("etag" in headers, "last-modified" in headers))
    assert kinds == {(True, False), (False, True), (True, True), (False, False)}


def test_head_has_the_length_and_no_body(demo: DemoServer) -> None:
    url = demo.base_urls["portal"] + "/"
    head, full = ask(url, method="HEAD"), ask(url)
    assert head.body == b""
    assert head.headers["content-length"] == str(len(full.body))


@pytest.mark.parametrize("path", ["/../server.py", "/%2e%2e/server.py", "/articles/portal", "//etc/passwd", "/nothing"])
def test_nothing_else_is_served(demo: DemoServer, path: str) -> None:
    assert ask(demo.base_urls["portal"] + path).status == 404


def test_other_methods_are_refused(demo: DemoServer) -> None:
    assert ask(demo.base_urls["portal"] + "/", method="POST").status == 501


def test_second_edition_changes_three_pages_and_takes_two_away(editions: dict[int, dict[str, Answer]]) -> None:
    pages = {url for url in editions[1] if re.search(r"/c_|/t2025|/Cooperation/|/items/|content_|/go/", url)}
    statuses = {url: editions[2][url].status for url in pages if editions[2][url].status not in (200, 301)}
    assert sorted(statuses.values()) == [404, 410]
    changed = {url for url in pages - set(statuses) if editions[1][url].body != editions[2][url].body}
    assert sorted(url.rpartition("/")[2] for url in changed) == [
        "c_xuzhou-rail-testing.htm",
        "harbin-cold-region-hub.shtml",
        "t20250814_drone-delivery-islands.html",
    ]


def test_second_edition_lists_three_new_articles(editions: dict[int, dict[str, Answer]]) -> None:
    new = set(editions[2]) - set(editions[1])
    slugs = {re.sub(r"\.\w+$|/$", "", url).rpartition("/")[2].removeprefix("content_") for url in new}
    assert slugs == {"kunming-mekong-medicine", "peshawar-gem-lab", "mangrove-carbon-exchange"}


def test_edition_is_changed_while_running() -> None:
    with serve(1) as running:
        article = load_articles(2)["portal", "xuzhou-rail-testing"]
        url = article_url(article, running.base_urls)
        since = ask(url).headers["last-modified"]
        assert ask(url, If_Modified_Since=since).status == 304
        running.edition = 2
        assert ask(url, If_Modified_Since=since).status == 200
        with pytest.raises(ValueError, match="edition 9"):
            running.edition = 9


def test_requests_are_kept() -> None:
    with serve(1) as running:
        ask(running.base_urls["daily"] + "/rss.xml?x=1")
        ask(running.base_urls["invest"] + "/gone", method="HEAD")
        asked = [(request.site, request.method, request.path, request.status) for request in running.requests]
        assert asked == [("daily", "GET", "/rss.xml?x=1", 200), ("invest", "HEAD", "/gone", 404)]
        assert all(request.time.tzinfo is not None for request in running.requests)


def test_same_ports_can_be_used_again() -> None:
    with serve(1) as running:
        ports = running.ports
    with serve(2, ports) as running:
        assert running.ports == ports
        assert ask(running.base_urls["daily"] + "/").status == 200


def test_busy_port_is_named_and_the_others_are_freed() -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        with serve(1) as free:
            ports = free.ports
        with pytest.raises(OSError, match=f"127.0.0.1:{port}"):
            serve(1, [*ports[:4], port])
        serve(1, ports).close()


@pytest.mark.parametrize(("ports", "wrong"), [([8471], "5 ports"), ([8471, 8472, 8473, 8474, 84750], "84750")])
def test_ports_are_checked(ports: list[int], wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        serve(1, ports)


def test_client_that_hangs_up_is_no_news(demo: DemoServer, capfd: pytest.CaptureFixture[str]) -> None:
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", demo.ports[0])) as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    assert ask(demo.base_urls["portal"] + "/").status == 200
    assert capfd.readouterr().err == ""


def test_close_may_be_called_twice() -> None:
    running = serve(1)
    running.close()
    running.close()
    with pytest.raises(ConnectionRefusedError):
        ask(running.base_urls["daily"] + "/")


def test_sources_have_what_a_source_file_has(demo: DemoServer) -> None:
    sources = demo_sources(demo.base_urls)
    assert list(sources) == ["demo-portal", "demo-invest", "demo-channel", "demo-exchange", "demo-daily"]
    for name, source in sources.items():
        assert source["name"] == name
        assert source["kind"] in ("listing", "sitemap", "feed")
        assert ask(source["url"]).status == 200
        base = demo.base_urls[name.removeprefix("demo-")]
        for article in load_articles(2).values():
            if article.site == name.removeprefix("demo-"):
                url = article_url(article, demo.base_urls)
                assert url.startswith(base)
                assert any(re.search(pattern, url) for pattern in source["allow"])
