"""Sources that have nothing but pages with a list of announcements."""

from __future__ import annotations

from crawler.linkpage import LinkPage
from crawler.links import find_links
from crawler.page import Page
from crawler.spiders.base import SourceSpider

_LISTING_PARTS = ("items", "link", "title", "date", "next")


class ListingSpider(SourceSpider):
    """The items of a listing page and of the pages after it; the source's selectors overrule what is found."""

    def read_index(self, page: Page) -> LinkPage:
        selectors = self.source.selectors.given() if self.source.selectors else {}
        listing = {key: css for key, css in selectors.items() if key in _LISTING_PARTS}
        return find_links(page.body, page.url, content_type=page.headers.get("content-type", ""), selectors=listing)
