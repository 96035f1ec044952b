"""Feeds of all kinds, and those that attack their reader."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from crawler.feeds import read_feed
from crawler.links import Link, LinkPage, find_links

URL = "https://town.example/feeds/news.xml"
WANTED = (
    Link("https://town.example/news/a", "A centre opens & grows", "2024-05-03"),
    Link("https://town.example/news/b", "Second", "2024-05-02"),
)

RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Town</title>
<item><title>A centre opens &amp; grows</title><link>https://town.example/news/a</link>
<pubDate>Fri, 03 May 2024 08:00:00 GMT</pubDate></item>
<item><title><![CDATA[<b>Second</b>]]></title><link>/news/b</link>
<pubDate>Thu, 02 May 2024 08:00:00 GMT</pubDate></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Town</title>
<entry><title>A centre opens &amp; grows</title><link rel="alternate" href="https://town.example/news/a"/>
<updated>2024-05-03T08:00:00Z</updated></entry>
<entry><title>Second</title><link href="/news/b"/><published>2024-05-02T08:00:00Z</published>
<updated>2024-05-09T08:00:00Z</updated></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Town</title></channel>
<item><title>A centre opens &amp; grows</title><link>https://town.example/news/a</link><dc:date>2024-05-03T08:00:00Z</dc:date></item>
<item><title>Second</title><link>/news/b</link><dc:date>2024-05-02</dc:date></item></rdf:RDF>"""
JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "items": [
{"id": "1", "url": "https://town.example/news/a", "title": "A centre opens & grows",
 "date_published": "2024-05-03T08:00:00Z"},
{"id": "2", "url": "/news/b", "title": "Second", "date_modified": "2024-05-02T08:00:00Z"}]}"""
CALENDAR = """BEGIN:VCALENDAR\r
BEGIN:VEVENT\r
SUMMARY:A centre opens &\r
  grows\r
URL;VALUE=URI:https://town.example/news/a\r
DTSTART;TZID=Asia/Shanghai:20240503T100000\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20240502\r
SUMMARY:Second\r
URL:/news/b\r
END:VEVENT\r
BEGIN:VEVENT\r
SUMMARY:An event without an address\r
END:VEVENT\r
END:VCALENDAR\r
"""
KINDS = {"rss": RSS, "atom": ATOM, "rdf": RDF, "json": JSON_FEED, "icalendar": CALENDAR}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_feed_gives_its_entries(kind: str) -> None:
    assert read_feed(KINDS[kind].encode(), URL).items == WANTED


@pytest.mark.parametrize("kind", KINDS)
def test_a_feed_is_known_by_its_bytes(kind: str) -> None:
    assert find_links(KINDS[kind].encode(), URL, content_type="text/html").items == WANTED


def test_latin_1_and_utf_16_feeds_keep_their_letters() -> None:
    text = RSS.replace("Second", "Zürich")
    latin = text.replace("UTF-8", "ISO-8859-1").encode("latin-1")
    wide = text.replace("UTF-8", "UTF-16").encode("utf-16")
    assert [read_feed(body, URL).items[1].title for body in (latin, wide)] == ["Zürich", "Zürich"]


def test_a_paged_feed_names_its_next_page() -> None:
    feed = ATOM.replace("<entry>", '<link rel="next" href="?page=2"/><entry>', 1)
    assert read_feed(feed.encode(), URL).next == (f"{URL}?page=2",)


def test_a_cut_feed_gives_what_came() -> None:
    assert read_feed(RSS[: RSS.index("<item><title><![CDATA")].encode(), URL).items == WANTED[:1]


def test_a_bare_doctype_is_harmless() -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/rss.dtd">'
    assert read_feed(RSS.replace("<rss", doctype + "<rss").encode(), URL).items == WANTED


def attack(declaration: str, encoding: str = "utf-8") -> bytes:
    item = "<rss version='2.0'><channel><item><title>&x;</title><link>http://a.example/</link></item></channel></rss>"
    return f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE rss [{declaration}]>{item}'.encode(encoding)


ATTACKS = {
    "external file": attack('<!ENTITY x SYSTEM "file:///etc/hostname">'),
    "laughs": attack('<!ENTITY l "ha"><!ENTITY x "' + "&l;" * 1000 + '">'),
    "parameter entity": attack('<!ENTITY % p SYSTEM "http://127.0.0.1:1/x"> %p;'),
    "wide": attack('<!ENTITY x SYSTEM "file:///etc/hostname">', "utf-16"),
    "without entities": attack("<!ATTLIST a b CDATA #IMPLIED>"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_feeds_with_a_dtd_of_their_own_are_refused(name: str) -> None:
    assert read_feed(ATTACKS[name], URL) == LinkPage()


def test_no_file_and_no_address_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.xml"
    path.write_text(RSS)

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    for body in (str(path), path.as_uri(), "http://127.0.0.1:9/feed"):
        assert read_feed(body.encode(), URL) == LinkPage()


@pytest.mark.parametrize(
    "body", [b"", b"\x00" * 100, b"{", b"{}", b'{"items": 3}', b"[" * 100_000, b"<rss", b"BEGIN:VCALENDAR"]
)
def test_what_is_no_feed_gives_no_entries(body: bytes) -> None:
    assert read_feed(body, URL) == LinkPage()


@pytest.mark.parametrize("reference", ["&#xD903;", "&#55555;", "&#0;", "&#x110000;", "&#99999999999;", "&#", "&nbsp;"])
def test_a_reference_to_no_character_does_not_cost_the_feed(reference: str) -> None:
    feed = RSS.replace("A centre", f"{reference}A centre").replace("</rss>", "")
    assert read_feed(feed.encode(), URL).items[1:] == WANTED[1:]


def test_records_of_an_xml_export_are_items() -> None:
    export = """<?xml version="1.0"?><meetings>
    <meeting id="7"><name>Harbour Board</name><start><date format="yyyy-mm-dd">2024-10-25</date></start>
      <link>/meet?open&amp;id=7</link><category><item><name>Roll call</name><link>/meet?id=8</link></item></category></meeting>
    <meeting id="9"><name>Without an address</name></meeting></meetings>"""
    page = find_links(export.encode(), "https://town.example/board.xml")
    assert page.items == (Link("https://town.example/meet?open&id=7", "Harbour Board", "2024-10-25"),)
