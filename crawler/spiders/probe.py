"""One polite request to a source's start address: what `sources check` shows."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any

import scrapy

from crawler.follow import FollowRules
from crawler.policy import Policy, Refused, reason_of
from crawler.source import Source
from crawler.spiders.response import to_page
from crawler.state import Lease
from crawler.stats import explain
from crawler.urls import canonical_url


class ProbeSpider(scrapy.Spider):
    """Asks once, through the same gate, guard and robots.txt as a crawl, and stores nothing."""

    name = "probe"

    def __init__(self, *, source: Source, policy: Policy, emit: Callable[[dict[str, Any]], None]) -> None:
        super().__init__(name="probe")
        self.source, self.policy, self._emit = source, policy, emit
        self.rules = FollowRules(source)
        self.requests_made = 0

    def remember_host(self, host: str, *, until: datetime | None = None, delay: float | None = None) -> None:
        """A probe keeps nothing."""

    async def start(self) -> AsyncIterator[Any]:
        assert self.crawler.engine is not None
        url = self.source.url
        try:
            response = await self.crawler.engine.download_async(scrapy.Request(url, dont_filter=True))
        except Exception as error:
            detail = f" ({error.detail})" if isinstance(error, Refused) and error.detail else ""
            self._emit({"event": "refused", "message": f"{url}: {explain(reason_of(error))}{detail}"})
        else:
            page = to_page(response, _first(url), self.source.name)
            self._emit(
                {
                    "event": "page",
                    "url": page.url,
                    "requested_url": page.requested_url,
                    "source": page.source,
                    "fetched_at": page.fetched_at,
                    "status": page.status,
                    "headers": dict(page.headers),
                    "encoding": page.encoding,
                    "body": base64.b64encode(page.body).decode("ascii"),
                }
            )
        nothing: tuple[Any, ...] = ()
        for request in nothing:
            yield request


def _first(url: str) -> Lease:
    return Lease(
        url=canonical_url(url),
        address=url,
        kind="index",
        depth=0,
        tries=0,
        etag=None,
        last_modified=None,
        body_hash=None,
        text_hash=None,
        title=None,
        date=None,
        known=False,
    )
