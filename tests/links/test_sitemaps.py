"""Sitemaps of all kinds, and those that attack their reader."""

from __future__ import annotations

import gzip

import pytest

from crawler.links import Link, LinkPage, find_links
from crawler.sitemaps import Sitemap, read_sitemap

URL = "https://town.example/sitemap.xml"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
URLSET = f"""<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="{NAMESPACE}">
<url><loc> https://town.example/a?x=1&amp;y=2 </loc><lastmod>2024-05-03T10:00:00+08:00</lastmod></url>
<url><loc>/b</loc></url><url><loc>https://town.example/b</loc></url><url><loc>javascript:alert(1)</loc></url></urlset>"""
WANTED = (Link("https://town.example/a?x=1&y=2", None, "2024-05-03"), Link("https://town.example/b"))


def test_urlset() -> None:
    assert read_sitemap(URLSET.encode(), URL) == Sitemap(WANTED)


def test_any_prefix_and_no_namespace_at_all() -> None:
    prefixed = URLSET.replace("xmlns=", "xmlns:s=")
    for tag in ("urlset", "url", "loc", "lastmod"):
        prefixed = prefixed.replace(f"<{tag}", f"<s:{tag}").replace(f"</{tag}>", f"</s:{tag}>")
    bare = URLSET.replace(f' xmlns="{NAMESPACE}"', "")
    assert read_sitemap(prefixed.encode(), URL).urls == WANTED
    assert read_sitemap(bare.encode(), URL).urls == WANTED


def test_gzip_once_and_twice() -> None:
    once = gzip.compress(URLSET.encode())
    assert read_sitemap(once, URL).urls == WANTED
    assert read_sitemap(gzip.compress(once), URL).urls == WANTED


def test_index() -> None:
    index = f"""<sitemapindex xmlns="{NAMESPACE}"><sitemap><loc>https://town.example/s1.xml.gz</loc></sitemap>
    <sitemap><loc>s2.xml</loc><lastmod>2024-05-03</lastmod></sitemap></sitemapindex>"""
    nested = ("https://town.example/s1.xml.gz", "https://town.example/s2.xml")
    assert read_sitemap(index.encode(), URL) == Sitemap((), nested)
    assert find_links(index.encode(), URL) == LinkPage((), nested)


def test_news_sitemap_states_title_and_day_of_publication() -> None:
    news = f"""<urlset xmlns="{NAMESPACE}" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
    xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>https://town.example/a</loc>
    <lastmod>2024-05-09</lastmod><image:image><image:loc>https://town.example/i.jpg</image:loc><image:title>Photo
    </image:title></image:image><n:news><n:publication><n:name>Town Daily</n:name></n:publication>
    <n:publication_date>2024-05-03T09:00:00Z</n:publication_date><n:title>A centre opens</n:title>
    </n:news></url></urlset>"""
    assert read_sitemap(news.encode(), URL).urls == (Link("https://town.example/a", "A centre opens", "2024-05-03"),)


def test_plain_text() -> None:
    body = "\ufeffhttps://town.example/a\r\n\r\nhttps://town.example/b\nnot an address\n".encode()
    assert [link.url for link in read_sitemap(body, URL).urls] == ["https://town.example/a", "https://town.example/b"]


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    cut = URLSET[: URLSET.index("<url><loc>/b")] + "<url><loc>https://town.example/b</loc></url><url><lo"
    assert read_sitemap(cut.encode(), URL).urls == WANTED


def test_a_damaged_gzip_gives_what_could_be_opened() -> None:
    many = URLSET.replace(
        "<url><loc>/b", "".join(f"<url><loc>/n{i * 7919 % 10007}</loc></url>" for i in range(5000)) + "<url><loc>/b"
    )
    body = gzip.compress(many.encode())
    assert len(read_sitemap(body[: len(body) // 2], URL).urls) > 100


def test_entity_bombs_are_refused() -> None:
    bomb = URLSET.replace("<urlset", '<!DOCTYPE u [<!ENTITY a "xxxx"><!ENTITY b "&a;&a;">]><urlset').replace(
        "/b<", "&b;<"
    )
    assert read_sitemap(bomb.encode(), URL) == Sitemap()


def test_compression_bombs_are_refused() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * 40_000_000)
    assert read_sitemap(bomb, URL) == Sitemap()
    assert find_links(gzip.compress(bomb), URL) == LinkPage()


@pytest.mark.parametrize("body", [b"", b"<", b"hello", b"<html><body>No</body></html>", b"\xff\xfe\x00", b"\x1f\x8bxx"])
def test_what_is_no_sitemap_is_empty(body: bytes) -> None:
    assert read_sitemap(body, URL) == Sitemap()


@pytest.mark.parametrize("reference", ["&#55555;", "&#xD903;", "&#0;"])
def test_a_reference_to_no_character_does_not_cost_the_sitemap(reference: str) -> None:
    assert read_sitemap(URLSET.replace("/a?", f"/a{reference}?").encode(), URL).urls == WANTED
