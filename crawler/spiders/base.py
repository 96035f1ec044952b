"""SourceSpider: asks one source's addresses one after the other and files each answer before the next question."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy.http import Response

from crawler.archive import WarcWriter
from crawler.copies import Copies
from crawler.follow import FollowRules
from crawler.frontier import Frontier, Lease, StorageError
from crawler.linkpage import LinkPage
from crawler.looks import Look, count_links
from crawler.page import Page
from crawler.policy import SHORT_WAIT, Policy, Refused, reason_of, retry_after
from crawler.settings import MAX_PDF, MAX_SECONDS, running_settings
from crawler.source import Source
from crawler.spiders.response import conditional_headers, kept_type, redirects, to_page
from crawler.state import Outcome
from crawler.stats import explain
from crawler.texthash import text_hash
from crawler.urls import netloc

ATTEMPTS = 3
"""How often an address is asked in one run where nothing, or a passing server error, comes back."""
MAX_SILENT = 5
"""After so many addresses in a row without an answer the host is taken to be down."""
RETRY_AFTER_FAILURE = timedelta(minutes=30)
_SILENCE = ("timeout", "connection_refused", "connection_broken", "host_unknown", "cut_short", "bad_response")
_PASSING_STATUS = (408, 500, 502, 504)

Emit = Callable[[dict[str, Any]], None]
log = logging.getLogger(__name__)


class SourceSpider(scrapy.Spider):
    """The part that all kinds of source share. A kind says how its index is read: `read_index` and `following`."""

    name = "source"

    def __init__(
        self,
        *,
        source: Source,
        run: str,
        frontier: Frontier,
        archive: WarcWriter,
        policy: Policy,
        emit: Emit,
        fatal: Callable[[StorageError], None],
    ) -> None:
        super().__init__(name=source.name)
        self.source, self.run, self.policy = source, run, policy
        self.frontier, self.archive, self.emit, self.fatal = frontier, archive, emit, fatal
        self.requests_made = 0
        self.error: str | None = None
        self._left: tuple[Outcome, str] | None = None
        self._finished = False
        self._silent = 0
        self._first_items: int | None = None
        self._indexes_read = 0
        self.rules = FollowRules(source)
        self._copies = Copies()

    # What a kind of source brings

    all_indexes = False
    """Whether every index once found is asked in each run, or only the starts and what they lead to."""

    def read_index(self, page: Page) -> LinkPage:
        raise NotImplementedError

    def following(self, page: LinkPage, depth: int, new: int) -> Sequence[str]:
        """The further indexes to ask: the next page, as long as a page brings something new."""
        return page.next[:1] if new and depth + 1 < self.source.limits.depth else ()

    # The crawl

    async def start(self) -> AsyncIterator[Any]:
        """Scrapy's entry. All requests are made and answered in here, so nothing is left to yield."""
        try:
            await self._crawl()
        except StorageError as error:
            self.fatal(error)
        except Exception:
            log.exception("%s", self.name)
            self.error = f"{self.source.url}: {explain('internal_error')}"
        finally:
            self.finish()
        nothing: tuple[Any, ...] = ()
        for request in nothing:
            yield request

    def finish(self) -> None:
        """Closes the books of this run, once; what was not asked gets its reason."""
        if self._finished:
            return
        outcome, reason = self._left or ("skipped", "stopped")
        if self.error is None and self._first_items is not None:
            self.error = self._too_few(self._first_items)
        try:
            self.frontier.finish(self.run, outcome=outcome, reason=reason, error=self.error)
        except StorageError as error:
            self.fatal(error)
        self._finished = True

    async def _crawl(self) -> None:
        settings = running_settings(self.crawler.settings)
        self.emit({"event": "started", "source": self.name, "settings": settings, "tls": self.source.tls})
        self.frontier.begin(
            self.run,
            self.source.starts,
            rules=self.rules.fingerprint(),
            judge=self.rules.judge,
            all_indexes=self.all_indexes,
        )
        budget = self.source.limits.pages - self.frontier.asked_in(self.run)
        deadline = time.monotonic() + MAX_SECONDS
        while self._left is None:
            if self.requests_made >= budget:
                self._left = ("skipped", "budget")
            elif time.monotonic() > deadline:
                self._left = ("skipped", "time")
            elif (lease := self.frontier.lease(self.run)) is None:
                self._left = ("skipped", "budget")
            elif lease.kind == "article" and self._copies.is_enough(lease.url):
                self.frontier.put_off(self.run, lease, "copies")
            else:
                await self._visit(lease)

    async def _visit(self, lease: Lease) -> None:
        filed: tuple[Outcome, str | None] | None
        refused: Response | None = None
        try:
            response = await self._ask(lease)
            if response.status == 304 and not lease.known:
                raise Refused("bad_response", "304 to a request without conditions")
            if response.status not in (200, 203, 304):
                refused = response
                raise Refused("gone" if response.status in (404, 410) and lease.known else f"http_{response.status}")
            self._silent = 0
            filed = self._file(lease, response)
        except Refused as refusal:
            if lease.kind == "index":
                self._look_at_refusal(lease, refusal, refused)
            filed = self._refused(lease, refusal)
        except StorageError:
            raise
        except Exception:
            log.exception("%s", lease.url)
            self.frontier.failed(self.run, lease, "internal_error")
            filed = "failed", "internal_error"
        if filed is not None:
            outcome, reason = filed
            self.emit({"event": "url", "source": self.name, "url": lease.url, "outcome": outcome, "reason": reason})

    async def _ask(self, lease: Lease) -> Response:
        """The answer, or Refused. What passes is asked again, and a short Retry-After is waited for."""
        meta = {"download_maxsize": MAX_PDF} if urlsplit(lease.address).path.lower().endswith(".pdf") else {}
        headers = conditional_headers(lease)
        assert self.crawler.engine is not None
        for attempt in range(1, ATTEMPTS + 1):
            request = scrapy.Request(lease.address, headers=headers, meta=dict(meta), dont_filter=True)
            try:
                response = await self.crawler.engine.download_async(request)
            except StorageError:
                raise
            except Exception as error:
                if self.crawler.engine.spider is None:
                    raise Refused("stopped") from error
                reason = reason_of(error)
                if reason not in _SILENCE or reason == "host_unknown" or attempt == ATTEMPTS:
                    raise (error if isinstance(error, Refused) else Refused(reason, str(error))) from error
                continue
            if response.status in (429, 503):
                self._leave_alone(response, last=attempt == ATTEMPTS)
            elif response.status not in _PASSING_STATUS or attempt == ATTEMPTS:
                return response
        raise AssertionError("every last attempt returns or raises")

    def remember_host(self, host: str, *, until: datetime | None = None, delay: float | None = None) -> None:
        """Keeps what a host asked for, so that it holds in later processes too."""
        self.frontier.remember_host(host, until=until, delay=delay)

    def _leave_alone(self, response: Response, *, last: bool) -> None:
        """A short Retry-After is waited for at the gate; a long one, or one at the last try, raises Refused."""
        until = retry_after(response)
        self.remember_host(netloc(response.url), until=until)
        if last or until - datetime.now(UTC) > SHORT_WAIT:
            self.policy.cool(response.url, until)
            raise Refused(
                "host_busy",
                f"answered {response.status}, asks to be left alone until {until:%Y-%m-%d %H:%M} UTC",
                host=netloc(response.url),
            )

    def _file(self, lease: Lease, response: Response) -> tuple[Outcome, str | None]:
        page = to_page(response, lease, self.source.name)
        if lease.kind == "index":
            return self._file_index(lease, page, redirects(response))
        if page.status == 304 or page.body_hash == lease.body_hash:
            reason = "not_modified" if page.status == 304 else "same_body"
            self.frontier.unchanged(self.run, lease, page, reason=reason)
            return "unchanged", reason
        if not kept_type(page):
            self.frontier.skipped(self.run, lease, "content_type")
            return "skipped", "content_type"
        seen_text = text_hash(page.body, page.headers.get("content-type", ""))
        self._copies.seen(lease.url, seen_text)
        if seen_text is not None and seen_text == lease.text_hash:
            self.frontier.unchanged(self.run, lease, page, reason="same_text")
            return "unchanged", "same_text"
        return self.frontier.fetched(self.run, lease, self._archived(page), text_hash=seen_text), None

    def _file_index(self, lease: Lease, page: Page, moves: tuple[int, ...]) -> tuple[Outcome, str]:
        self._indexes_read += 1
        look = Look(url=lease.url, run=self.run, depth=lease.depth, final_url=page.url, moves=moves)
        if page.status == 304 or page.body_hash == lease.body_hash:
            self.frontier.looked(replace(look, status=304))
            self.frontier.unchanged(self.run, lease, page, reason="index")
            return "skipped", "index"
        page = self._archived(page)
        links = self.read_index(page)
        look = replace(look, status=page.status, warc=page.warc)
        self.frontier.looked(count_links(look, links, lambda url: self.rules.judge(url, url)))
        if lease.depth == 0:
            offered = len(links.items) + (len(links.next) if self.all_indexes else 0)
            self._first_items = (self._first_items or 0) + offered
        self.frontier.index_read(
            self.run, lease, page, links.items, lambda new: self.following(links, lease.depth, new), self.rules.judge
        )
        return "skipped", "index"

    def _look_at_refusal(self, lease: Lease, refusal: Refused, response: Response | None) -> None:
        """Keeps the answer that was no list, so that someone can see what stands in its place."""
        look = Look(url=lease.url, run=self.run, depth=lease.depth, reason=refusal.reason, detail=refusal.detail)
        if response is not None:
            page = self._archived(to_page(response, lease, self.source.name))
            look = replace(look, status=page.status, final_url=page.url, moves=redirects(response), warc=page.warc)
        self.frontier.looked(look)

    def _archived(self, page: Page) -> Page:
        """The page with its place in the archive, where it is safe from now on. Raises StorageError."""
        try:
            ref = self.archive.write(page)
        except OSError as error:
            raise StorageError(error.errno, error.strerror, str(self.archive.folder)) from error
        return replace(page, warc=ref)

    def _refused(self, lease: Lease, refusal: Refused) -> tuple[Outcome, str] | None:
        """Files a refusal; None where it is the host's and the address goes back unasked."""
        reason = refusal.reason
        if lease.kind == "index" and not self._indexes_read and self.error is None:
            detail = f" ({refusal.detail})" if refusal.detail else ""
            self.error = f"{lease.url}: {explain(reason)}{detail}"
        if reason == "stopped" or (refusal.host and self.rules.is_own(f"//{refusal.host}")):
            # The source's own host is closed for now, and with it everything else of the source: each keeps its place.
            self._left = ("skipped" if reason == "stopped" else "failed", reason)
            self.frontier.release(lease)
            return None
        if reason in ("offsite", "blocked_private", "robots_disallowed", "scheme"):
            self.frontier.skipped(self.run, lease, reason)
            return "skipped", reason
        self._silent = self._silent + 1 if reason in _SILENCE else 0
        if self._silent >= MAX_SILENT:
            self._left = ("failed", "host_down")
        passing = refusal.host or reason in _SILENCE or re.fullmatch(r"http_(5\d\d|408|401|403)", reason)
        retry_at = datetime.now(UTC) + RETRY_AFTER_FAILURE * 2**lease.tries if passing else None
        self.frontier.failed(self.run, lease, reason, retry_at=retry_at, gone=reason == "gone")
        return "failed", reason

    def _too_few(self, items: int) -> str | None:
        wanted = 1 if self.source.expect.items is None else self.source.expect.items
        if items >= wanted:
            return None
        return f"{self.source.url}: {items} items found, at least {wanted} expected: has the page's layout changed?"
