"""Sitemaps: urlset, index, news sitemap and plain text, compressed or not (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from crawler.linkdates import iso_day
from crawler.linkpage import Link, unique
from crawler.markup import RefusedMarkup, absolute, clean, decode, gunzip, parse_xml

MAX_URLS = 50_000
"""The protocol's own limit for one file."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The pages that a sitemap names, and the sitemaps that an index names, each address once and in file order."""

    urls: tuple[Link, ...] = ()
    sitemaps: tuple[str, ...] = ()


def read_sitemap(body: bytes, url: str) -> Sitemap:
    """What a sitemap lists; broken XML is read as far as it goes, what is no sitemap or declares entities is empty."""
    try:
        text = decode(gunzip(body))
        root = parse_xml(text) if text.lstrip()[:1] == "<" else None
    except RefusedMarkup:
        return Sitemap()
    if root is None:
        return Sitemap(urls=_plain_lines(text, url))
    links: list[Link] = []
    nested: dict[str, None] = {}
    for entry in root.iter("{*}url", "{*}sitemap"):
        fields = dict(_fields(entry))
        address = absolute(fields.get("loc"), url)
        if address is None:
            continue
        if _local(entry) == "sitemap":
            nested[address] = None
        else:
            day = iso_day(fields.get("publication_date")) or iso_day(fields.get("lastmod"))
            links.append(Link(address, clean(fields.get("title")) or None, day))
        if len(links) + len(nested) >= MAX_URLS:
            break
    return Sitemap(unique(links), tuple(nested))


def _fields(entry: etree._Element) -> Iterator[tuple[str, str]]:
    """Name and text of the entry's own children and of its news section; images and videos have titles of their own."""
    for child in entry:
        if not isinstance(child.tag, str):
            continue
        name = _local(child)
        if name in ("loc", "lastmod"):
            yield name, (child.text or "").strip()
        elif name == "news":
            for part in child.iter("{*}title", "{*}publication_date"):
                yield _local(part), (part.text or "").strip()


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()


def _plain_lines(text: str, url: str) -> tuple[Link, ...]:
    """The addresses of a text sitemap: one a line, nothing else."""
    lines = [line.strip() for line in text.splitlines()[:MAX_URLS]]
    addresses = [line for line in lines if line.startswith(("http://", "https://")) and " " not in line]
    return unique([Link(address) for line in addresses if (address := absolute(line, url))])
