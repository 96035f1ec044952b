"""Sources that offer a sitemap, a news sitemap or an index of sitemaps."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.linkpage import LinkPage
from crawler.page import Page
from crawler.sitemaps import read_sitemap
from crawler.spiders.base import SourceSpider


class SitemapSpider(SourceSpider):
    """The pages of a sitemap and of all sitemaps below it. All are asked in every run: an index often says no dates."""

    all_indexes = True

    def read_index(self, page: Page) -> LinkPage:
        sitemap = read_sitemap(page.body, page.url)
        return LinkPage(sitemap.urls, sitemap.sitemaps)

    def following(self, page: LinkPage, depth: int, new: int) -> Sequence[str]:
        if depth + 1 >= self.source.limits.depth:
            return ()
        return [address for address in page.next if not self.rules.is_offsite(address)]
