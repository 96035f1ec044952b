"""The policy: what may be asked of the web and when. Every request, redirect and robots.txt passes here."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    StopDownload,
    UnsupportedURLSchemeError,
)
from service_identity import VerificationError
from twisted.internet.error import ConnectionClosed

from crawler.connections import HeadTooLarge
from crawler.gate import HostGate
from crawler.guard import AddressGuard
from crawler.robots import MAX_AGE, MAX_BYTES, Robots, read_robots
from crawler.source import MIN_DELAY
from crawler.urls import netloc, without_user

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

MAX_RETRY_AFTER = timedelta(hours=24)
DEFAULT_RETRY_AFTER = timedelta(minutes=10)
"""How long a host is left alone that says 429 or 503 and not for how long."""
SHORT_WAIT = timedelta(seconds=60)
"""Up to this long a Retry-After is waited for within the run."""
MAX_UNPACKED_ROBOTS = 64 * 1024 * 1024
_FAILURES: tuple[tuple[type[Exception], str], ...] = (
    (CannotResolveHostError, "host_unknown"),
    (DownloadTimeoutError, "timeout"),
    (DownloadConnectionRefusedError, "connection_refused"),
    (ResponseDataLossError, "cut_short"),
    (DownloadCancelledError, "too_large"),
    (UnsupportedURLSchemeError, "scheme"),
)


class Refused(IgnoreRequest):
    """This request is not made, or has failed; `reason` is one of crawler.stats.REASONS.

    `host` is given, as a key of crawler.urls.netloc, where nothing of that host is asked for now.
    """

    def __init__(self, reason: str, detail: str = "", *, host: str | None = None) -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason, self.detail, self.host = reason, detail, host


class Policy:
    """What all sources of one process share: the gate, the guard, robots.txt answers and who asked to be left alone."""

    def __init__(self, loopback: frozenset[str] = frozenset()) -> None:
        self.gate = HostGate()
        self.guard = AddressGuard(loopback)
        self.cooling: dict[str, datetime] = {}
        self.pools: dict[bool, Any] = {}
        """Connections, by whether certificates are verified on them."""
        self._robots: dict[str, tuple[Robots, float, str]] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def delay(self, url: str, wanted: float) -> float:
        """Seconds between requests: never below MIN_DELAY but for the caller's own servers."""
        return wanted if self.guard.is_excepted(url) else max(wanted, MIN_DELAY)

    def cool(self, url: str, until: datetime) -> None:
        """The host is asked by nobody before then."""
        self.remember(netloc(url), until, 0.0)

    def heed(self, response: Response) -> None:
        """Keeps all who wait for the host from it, from this moment on, where it asks to be left alone."""
        if response.status in (429, 503):
            until = retry_after(response)
            wait = until - datetime.now(UTC)
            self.gate.hold(netloc(response.url), wait.total_seconds())
            if wait > SHORT_WAIT:
                self.cool(response.url, until)

    def remember(self, host: str, until: datetime | None, delay: float) -> None:
        """What a host, a key of crawler.urls.netloc, has asked for."""
        self.gate.slow_down(host, delay)
        if until:
            self.cooling[host] = max(until, self.cooling.get(host, until))

    def check_host(self, url: str) -> None:
        """Raises Refused where the host may not be asked at all, or not now."""
        if self.guard.refuses(url):
            raise Refused("blocked_private", urlsplit(url).netloc)
        until = self.cooling.get(netloc(url))
        if until and until > datetime.now(UTC):
            raise Refused("host_busy", f"asked to be left alone until {until:%Y-%m-%d %H:%M} UTC", host=netloc(url))

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps that the host's robots.txt names, as far as it has been asked."""
        parts = urlsplit(url)
        known = self._robots.get(f"{parts.scheme}://{parts.netloc}")
        return known[0].sitemaps if known else ()

    async def check_robots(self, url: str, crawler: Crawler) -> None:
        """Raises Refused where robots.txt forbids the address, or cannot be had."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        async with self._locks[origin]:
            known = self._robots.get(origin)
            if known is None or time.monotonic() - known[1] > MAX_AGE:
                robots, detail = await self._fetch_robots(origin, crawler)
                known = self._robots[origin] = (robots, time.monotonic(), detail)
                self.gate.slow_down(netloc(url), robots.delay)
                spider: Any = crawler.spider
                spider.remember_host(netloc(url), delay=robots.delay)
        robots, _, detail = known
        if robots.unreachable:
            if detail == "blocked_private":
                raise Refused(detail, urlsplit(url).netloc)
            raise Refused("robots_unreachable", detail, host=netloc(url))
        if not robots.allows(url):
            raise Refused("robots_disallowed")

    async def _fetch_robots(self, origin: str, crawler: Crawler) -> tuple[Robots, str]:
        meta = {"robots": True, "download_maxsize": MAX_UNPACKED_ROBOTS}
        request = Request(f"{origin}/robots.txt", meta=meta, dont_filter=True)
        assert crawler.engine is not None
        try:
            response = await crawler.engine.download_async(request)
        except Exception as error:
            reason = reason_of(error)
            return read_robots("redirects" if reason == "redirect_loop" else "unreachable"), reason
        if response.status in (429, 503):
            until = retry_after(response)
            self.cool(response.url, until)
            spider: Any = crawler.spider
            spider.remember_host(netloc(response.url), until=until)
        return read_robots(response.status, response.body), f"http_{response.status}"


class PolicyMiddleware:
    """Scrapy's hook: asks the policy before each request, also for the targets of redirects."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        crawler.signals.connect(self.stop_long_robots, signal=signals.bytes_received)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PolicyMiddleware:
        return cls(crawler)

    async def process_request(self, request: Request) -> Request | None:
        url = without_user(request.url)
        if url != request.url:
            return request.replace(url=url)
        spider: Any = self._crawler.spider
        policy: Policy = spider.policy
        policy.check_host(url)
        if spider.source.tls != "verified" and url.startswith("https:") and not spider.rules.is_own(url):
            raise Refused("tls", "certificates are not verified for this source, and this is not its own host")
        policy.gate.slow_down(netloc(url), policy.delay(url, spider.source.limits.delay))
        if request.meta.get("robots"):
            return None
        if spider.rules.is_offsite(url):
            raise Refused("offsite", urlsplit(url).netloc)
        await policy.check_robots(url, self._crawler)
        return None

    def stop_long_robots(self, data: bytes, request: Request) -> None:
        """Reads the beginning of an endless robots.txt, as RFC 9309 (2.5) allows."""
        if request.meta.get("robots"):
            request.meta["robots_bytes"] = request.meta.get("robots_bytes", 0) + len(data)
            if request.meta["robots_bytes"] > MAX_BYTES:
                raise StopDownload(fail=False)


def reason_of(error: Exception) -> str:
    """The reason code for what went wrong with a request."""
    if isinstance(error, Refused):
        return error.reason
    cause = _cause_of(error)
    if isinstance(cause, HeadTooLarge):
        return "too_large"
    for kind, reason in _FAILURES:
        if isinstance(error, kind):
            return reason
    text = str(error).lower()
    if isinstance(error, IgnoreRequest):
        return "redirect_loop" if "redirection" in text else "too_large"
    if isinstance(cause, VerificationError) or "ssl" in text or "tls" in text or "certificate" in text:
        return "tls"
    # Twisted gives a connection up with whatever its parser stumbled over.
    broken = isinstance(error, DownloadFailedError) and isinstance(cause, ConnectionClosed | OSError)
    return "connection_broken" if broken else "bad_response"


def _cause_of(error: BaseException) -> BaseException | None:
    """What a connection was given up for: the innermost reason of Twisted's ResponseFailed, a closed one last."""
    cause = error.__cause__
    while reasons := [failure.value for failure in getattr(cause, "reasons", ())]:
        cause = min(reasons, key=lambda reason: isinstance(reason, ConnectionClosed))
    return cause


def retry_after(response: Response) -> datetime:
    """Until when a host wants to be left alone: seconds or an HTTP date, at most MAX_RETRY_AFTER from now.

    A date counts from the answer's own Date, so that a clock that goes wrong on either side shortens nothing.
    """
    now = datetime.now(UTC)
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    wait = DEFAULT_RETRY_AFTER
    if value.isascii() and value.isdigit():
        wait = timedelta(seconds=min(int(value[:12]), MAX_RETRY_AFTER.total_seconds()))
    elif moment := _http_date(value):
        told = _http_date((response.headers.get("Date") or b"").decode("latin-1"))
        wait = max(moment - now, moment - (told or now))
    return now + min(max(wait, timedelta()), MAX_RETRY_AFTER)


def _http_date(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None
