"""Link and LinkPage: what a listing page, a feed or a sitemap offers to read next."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """One item of a listing.

    `url` is absolute where the listing's own address is known; `title` is what the listing calls the item;
    `date` is the day the listing states for it, `YYYY-MM-DD` (for sitemaps without a news section: the day it was
    last changed).
    """

    url: str
    title: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class LinkPage:
    """The items in page order, each address once, and the addresses that continue the list, best first."""

    items: tuple[Link, ...] = ()
    next: tuple[str, ...] = ()


def unique(links: list[Link]) -> tuple[Link, ...]:
    """The links with each address once; a later copy may lend the first a title or date that it lacks."""
    found: dict[str, Link] = {}
    for link in links:
        first = found.get(link.url)
        if first is None:
            found[link.url] = link
        elif not (first.title and first.date):
            found[link.url] = Link(link.url, first.title or link.title, first.date or link.date)
    return tuple(found.values())
