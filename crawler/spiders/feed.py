"""Sources that offer an RSS, Atom, JSON or calendar feed."""

from __future__ import annotations

from crawler.feeds import read_feed
from crawler.linkpage import LinkPage
from crawler.page import Page
from crawler.spiders.base import SourceSpider


class FeedSpider(SourceSpider):
    """The entries of a feed, and of its further pages (RFC 5005) as long as they bring something new."""

    def read_index(self, page: Page) -> LinkPage:
        return read_feed(page.body, page.url)
