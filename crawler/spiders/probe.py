"""Single polite requests: what `sources check` and `sources new` look at."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import fields
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
    """Asks what it is handed, through the same gate, guard and robots.txt as a crawl, and stores nothing."""

    name = "probe"

    def __init__(
        self,
        *,
        source: Source,
        policy: Policy,
        emit: Callable[[dict[str, Any]], None],
        addresses: Iterator[str],
    ) -> None:
        super().__init__(name="probe")
        self.source, self.policy, self._emit, self._addresses = source, policy, emit, addresses
        self.rules = FollowRules(source)
        self.requests_made = 0

    def remember_host(self, host: str, *, until: datetime | None = None, delay: float | None = None) -> None:
        """A probe keeps nothing."""

    async def start(self) -> AsyncIterator[Any]:
        while (url := await asyncio.to_thread(next, self._addresses, None)) is not None:
            event = await self._ask(url)
            sitemaps = self.policy.sitemaps(url)
            self._emit(event | {"requests": self.requests_made, "sitemaps": list(sitemaps)})
        nothing: tuple[Any, ...] = ()
        for request in nothing:
            yield request

    async def _ask(self, url: str) -> dict[str, Any]:
        assert self.crawler.engine is not None
        try:
            response = await self.crawler.engine.download_async(scrapy.Request(url, dont_filter=True))
            page = to_page(response, _first(url), self.source.name)
        except Exception as error:
            detail = f" ({error.detail})" if isinstance(error, Refused) and error.detail else ""
            return {"event": "refused", "message": f"{url}: {explain(reason_of(error))}{detail}"}
        values = {field.name: getattr(page, field.name) for field in fields(page) if field.name != "warc"}
        body = base64.b64encode(page.body).decode("ascii")
        return {"event": "page", "page": values | {"headers": dict(page.headers), "body": body}}


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
