"""What the crawl is measured against: a Scrapy spider that follows a feed's items and keeps nothing.

`python -m benchmarks.bare_spider URL`; prints how many pages it had.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response, TextResponse


class BareSpider(scrapy.Spider):
    """Default settings but for the log; each item is one address with its title."""

    name = "bare"
    pages = 0

    def parse(self, response: Response, **values: Any) -> Iterator[Any]:
        assert isinstance(response, TextResponse)
        for url in response.xpath("//item/link/text()").getall():
            yield response.follow(url, callback=self.parse_page)

    def parse_page(self, response: Response) -> Iterator[Any]:
        assert isinstance(response, TextResponse)
        BareSpider.pages += 1
        yield {"url": response.url, "title": response.xpath("//title/text()").get()}


if __name__ == "__main__":
    process = CrawlerProcess({"LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False})
    process.crawl(BareSpider, start_urls=[sys.argv[1]])
    process.start()
    print(BareSpider.pages)
