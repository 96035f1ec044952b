"""Pages of sources with `render = true`: the browser's requests are made by our own downloader, like all others."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from scrapy import Request, signals
from scrapy.http import TextResponse

from crawler.browser import Browser, BrowserError, missing_browser
from crawler.policy import Refused, reason_of
from crawler.settings import MAX_BODY
from crawler.urls import netloc

if TYPE_CHECKING:
    from playwright.async_api import Request as PartRequest
    from playwright.async_api import Route
    from scrapy.crawler import Crawler
    from scrapy.http import Response

MAX_PARTS = 40
"""How many scripts and answers a page may ask for."""
MAX_PART_BYTES = 2 * MAX_BODY
"""All of a page's parts together."""
MAX_KEPT_BYTES = 4 * MAX_BODY
RENDERED_HEADER = "X-Archive-Rendered-By"
_PARTS = ("script", "xhr", "fetch")
# A script's answer may stay the same while what it brings changes.
_NOT_OF_THE_RENDERED = ("Content-Encoding", "Content-Length", "ETag", "Last-Modified", "Transfer-Encoding")
_NOT_FOR_THE_BROWSER = (*_NOT_OF_THE_RENDERED, "Set-Cookie", "Content-Security-Policy", "Refresh", "Link")
log = logging.getLogger(__name__)


class RenderMiddleware:
    """Scrapy's hook: an HTML answer of a source with `render = true` becomes what the browser makes of it.

    The page's own address is not asked again: the browser gets the answer that is there. What its scripts ask for goes
    through gate, guard, robots.txt, the source's hosts and its budget; pictures, styles, frames, forms and whatever is
    no GET are refused.
    """

    shared: Browser | None = None
    """One for all sources of the process, while one of them is open."""
    users = 0

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._kept: dict[str, Response] = {}
        crawler.signals.connect(self.opened, signal=signals.spider_opened)
        crawler.signals.connect(self.closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RenderMiddleware:
        return cls(crawler)

    async def opened(self) -> None:
        RenderMiddleware.users += 1

    async def closed(self) -> None:
        RenderMiddleware.users -= 1
        browser = RenderMiddleware.shared
        if not RenderMiddleware.users and browser is not None:
            RenderMiddleware.shared = None
            await browser.close()

    async def process_request(self, request: Request) -> None:
        """Raises Refused, before anything is asked, where there is no browser to render with."""
        spider: Any = self._crawler.spider
        if spider.source.render and (missing := missing_browser()):
            raise Refused("no_browser", missing, host=netloc(request.url))

    async def process_response(self, request: Request, response: Response) -> Response:
        spider: Any = self._crawler.spider
        if not spider.source.render or request.meta.get("robots") or request.meta.get("part"):
            return response
        if response.status != 200 or not isinstance(response, TextResponse) or not _is_html(response):
            return response
        browser = RenderMiddleware.shared = RenderMiddleware.shared or Browser()
        visit = _Visit(response, self._crawler, self._kept, spider.source.limits.pages - spider.requests_made)
        try:
            markup = await browser.render(response.url, visit.answer)
        except BrowserError as error:
            raise Refused("not_rendered", str(error)) from None
        headers = response.headers.copy()
        for name in _NOT_OF_THE_RENDERED:
            headers.pop(name, None)
        headers["Content-Type"] = "text/html; charset=utf-8"
        headers[RENDERED_HEADER] = browser.name
        return response.replace(body=markup.encode("utf-8", "replace"), encoding="utf-8", headers=headers)


@dataclass(slots=True)
class _Visit:
    """The requests of one page. `kept` are the scripts that its source's earlier pages have had, `left` is what the
    source's budget leaves."""

    page: Response
    crawler: Crawler
    kept: dict[str, Response]
    left: int
    started: bool = False
    parts: int = 0
    size: int = 0
    refused: list[str] = field(default_factory=list)

    async def answer(self, route: Route) -> None:
        asked = route.request
        try:
            response = await self._response(asked)
        except Exception as error:  # whatever goes wrong with a part, the page is shown without it
            self.refused.append(asked.url)
            log.info("%s: %s left out: %s", self.page.url, asked.url[:200], reason_of(error))
            await (route.fulfill(status=204) if _would_leave(asked) else route.abort())
            return
        headers = {name.decode("latin-1"): values[-1].decode("latin-1") for name, values in response.headers.items()}
        dropped = {name.lower() for name in _NOT_FOR_THE_BROWSER}
        headers = {name: value for name, value in headers.items() if name.lower() not in dropped}
        await route.fulfill(status=response.status, headers=headers, body=response.body)

    async def _response(self, asked: PartRequest) -> Response:
        if asked.resource_type == "document":
            if self.started or asked.url.partition("#")[0] != self.page.url.partition("#")[0]:
                raise Refused("denied", "a page shows one document")
            self.started = True
            return self.page
        if asked.resource_type not in _PARTS or asked.method != "GET":
            raise Refused("denied", f"{asked.method} of a {asked.resource_type}")
        if asked.url in self.kept:
            return self.kept[asked.url]
        self.parts += 1
        if self.parts > min(MAX_PARTS, self.left) or self.size > MAX_PART_BYTES:
            raise Refused("budget", asked.url)
        assert self.crawler.engine is not None
        request = Request(asked.url, headers={"Accept": "*/*"}, meta={"part": True}, dont_filter=True)
        response = await self.crawler.engine.download_async(request)
        self.size += len(response.body)
        if asked.resource_type == "script" and response.status == 200:
            self._keep(asked.url, response)
        return response

    def _keep(self, url: str, response: Response) -> None:
        if sum(len(kept.body) for kept in self.kept.values()) + len(response.body) <= MAX_KEPT_BYTES:
            self.kept[url] = response


def _would_leave(asked: PartRequest) -> bool:
    """Whether a page would go elsewhere: "no content" leaves the browser where it is, while a failure would put the
    browser's own page about the failure in the place of this one."""
    from playwright.async_api import Error

    if not asked.is_navigation_request():
        return False
    try:
        return asked.frame.parent_frame is None
    except Error:  # a new window, which has no frame yet
        return True


def _is_html(response: TextResponse) -> bool:
    kind = (response.headers.get("Content-Type") or b"").lower()
    return b"html" in kind or (not kind and b"<html" in response.body[:4096].lower())
