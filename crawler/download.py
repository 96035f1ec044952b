"""Where requests leave the process: Scrapy's own handler and resolver behind the gate and the guard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import CannotResolveHostError
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.error import DNSLookupError

from crawler.archive import ENCODING_HEADER
from crawler.connections import bounded, check_count
from crawler.guard import AddressGuard
from crawler.policy import Policy, Refused
from crawler.urls import netloc

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.internet.base import ReactorBase
    from twisted.internet.defer import Deferred


class GatedHandler(HTTP11DownloadHandler):
    """Every HTTP request of every source waits for its host's turn here."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._own_crawler = crawler
        # Twisted would ask a second time at once, past the gate, where a kept connection breaks.
        self._pool.retryAutomatically = False
        self._pool._factory = bounded(self._pool._factory)
        # One pool for all sources: a host that two of them share has one connection kept open.
        spider: Any = crawler.spider
        self._pool = spider.policy.pools.setdefault(
            crawler.settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES"), self._pool
        )

    async def download_request(self, request: Request) -> Response:
        spider: Any = self._own_crawler.spider
        policy: Policy = spider.policy
        async with policy.gate.turn(netloc(request.url)):
            # Once more: while this waited, the host may have asked to be left alone.
            policy.check_host(request.url)
            spider.requests_made += 1
            try:
                response = await super().download_request(request)
            except CannotResolveHostError:
                host = urlsplit(request.url).hostname or ""
                if host in policy.guard.refused:
                    raise Refused("blocked_private", f"{host} is {policy.guard.refused[host]}") from None
                raise
            policy.heed(response)
        check_count(response)
        encoding = response.headers.get("Content-Encoding")
        if encoding:
            response.headers[ENCODING_HEADER] = encoding
        return response


class GuardedResolver(CachingThreadedResolver):
    """Gives no address that is not public, also where a name's answer changes: the address checked is the one used.

    Scrapy knows one resolver a process, so the guard is handed over by `GuardedResolver.guard`.
    """

    guard = AddressGuard()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> GuardedResolver:
        # A cached answer would be checked only once; the operating system and the connection pool cache well enough.
        return cls(reactor, 0, crawler.settings.getfloat("DNS_TIMEOUT"))

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:
        return super().getHostByName(name, timeout).addCallback(self._check, name)

    def _check(self, address: str, name: str) -> str:
        if not self.guard.allows_address(name, address):
            raise DNSLookupError(f"{name} has the address {address}, which is not public")
        return address
