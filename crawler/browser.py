"""The browser for pages that a script fills: Debian's Chromium, cut off from every network."""

from __future__ import annotations

import asyncio
import os
import shlex
import shutil
import subprocess
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from crawler.settings import MAX_BODY, user_agent

if TYPE_CHECKING:
    from playwright.async_api import Browser as Chromium
    from playwright.async_api import BrowserContext, Page, Playwright, Route

MAX_SECONDS = 90.0
"""How long a page's scripts may go on; what is there then counts."""
QUIET_SECONDS = 0.5
"""After so long without a request the page is taken to be filled; Playwright's networkidle means the same."""
READ_SECONDS = 20.0
"""How long the browser may take to hand the page over; one that is busy for longer is ended."""
NO_NETWORK = (
    # Every host goes to a proxy whose name has no address, loopback too: a connection cannot even be tried.
    "--proxy-server=socks5://nowhere.invalid:9",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--disable-quic",
    # Megabytes of heap that a page's scripts may have.
    "--js-flags=--max-old-space-size=256",
)

# No flag of Chromium 150 keeps WebRTC from sending datagrams, and none of the others is a request that can be refused.
NO_SOCKETS = """
for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "RTCIceTransport", "WebTransport", "WebSocket"])
  delete globalThis[name];
"""
"""Runs in every frame and window before anything of the page does."""

Answer = Callable[["Route"], Awaitable[None]]


class BrowserError(RuntimeError):
    """The browser gave no page; the text says why."""


def missing_browser() -> str:
    """What there is to install before pages can be rendered; empty where nothing is missing."""
    missing = [] if find_spec("playwright") else ["pip install 'cityfacts[browser]'"]
    if chromium_path() is None:
        missing.append("apt-get install chromium")
    return " and ".join(missing)


def cut_off(command: str) -> str:
    """The shell command that runs another in a network namespace of its own, where there is nothing to reach."""
    return f"unshare --user --map-current-user --net -- {command}"


@cache
def can_be_cut_off() -> bool:
    """Whether this system lets its users make network namespaces; containers often do not."""
    try:
        return subprocess.run(cut_off("true").split(), capture_output=True, check=False, timeout=10).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def chromium_path() -> str | None:
    """Where Chromium is: CITYFACTS_CHROMIUM, or the command of Debian's package."""
    return shutil.which(os.environ.get("CITYFACTS_CHROMIUM") or "chromium")


class _Traffic:
    """A page's requests, as far as they are not answered yet. Chromium's own count waits for frames that never come."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._open = 0
        self._last = time.monotonic()

    async def answer(self, route: Route) -> None:
        self._open += 1
        try:
            await self._answer(route)
        finally:
            self._open -= 1
            self._last = time.monotonic()

    async def ended(self) -> None:
        """Waits until nothing has been asked for QUIET_SECONDS."""
        while self._open or time.monotonic() - self._last < QUIET_SECONDS:
            await asyncio.sleep(0.05)


class Browser:
    """One Chromium for all pages of a process, started with the first. Each page is a fresh profile of its own."""

    def __init__(self) -> None:
        self._playwright: Playwright | None = None
        self._chromium: Chromium | None = None
        self._starting = asyncio.Lock()
        self._folder: TemporaryDirectory[str] | None = None

    @property
    def name(self) -> str:
        return f"Chromium {self._chromium.version}" if self._chromium else "Chromium"

    async def render(self, url: str, answer: Answer) -> str:
        """The page's mark-up once its scripts are done, at most MAX_BODY characters. Raises BrowserError.

        Every request of the page, the page itself among them, is handed to `answer`, which fulfils or aborts it:
        the browser itself reaches nothing.
        """
        from playwright.async_api import Error

        try:
            context = await self._context()
        except Error as error:
            raise BrowserError(f"Chromium does not start: {_first_line(error)}") from None
        try:
            page = await context.new_page()
            context.on("page", _close_popup)
            traffic = _Traffic(answer)
            await context.route("**/*", lambda route: traffic.answer(route))
            with suppress(TimeoutError):
                async with asyncio.timeout(MAX_SECONDS):
                    # Not for the whole page: one whose script would leave it is never said to be whole.
                    await page.goto(url, wait_until="commit", timeout=0)
                    await traffic.ended()
                    # A busy script answers only when it is done, and may then ask for more.
                    await _markup(context, page)
                    await traffic.ended()
            async with asyncio.timeout(READ_SECONDS):
                return await _markup(context, page)
        except TimeoutError:
            raise BrowserError("its scripts keep the browser busy without an end") from None
        except Error as error:
            raise BrowserError(_first_line(error)) from None
        finally:
            # A renderer that hangs is ended with its context; only a browser that hangs takes others' pages with it.
            if not await _closed(context):
                await self.close()

    async def close(self) -> None:
        """Ends Chromium; the next page starts another."""
        chromium, self._chromium = self._chromium, None
        playwright, self._playwright = self._playwright, None
        if chromium is not None:
            await _closed(chromium)
        if playwright is not None:
            await playwright.stop()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    async def _context(self) -> BrowserContext:
        from playwright.async_api import async_playwright

        async with self._starting:
            if self._chromium is None or not self._chromium.is_connected():
                await self.close()
                self._playwright = await async_playwright().start()
                self._chromium = await self._playwright.chromium.launch(
                    executable_path=self._command(),
                    args=list(NO_NETWORK),
                    # Chromium refuses its sandbox to root.
                    chromium_sandbox=os.geteuid() != 0,
                )
        context = await self._chromium.new_context(
            user_agent=user_agent(), service_workers="block", accept_downloads=False, permissions=[]
        )
        await context.add_init_script(NO_SOCKETS)
        return context

    def _command(self) -> str | None:
        """Chromium, or a script that starts it cut off from the network."""
        path = chromium_path()
        if path is None or not can_be_cut_off():
            return path
        self._folder = TemporaryDirectory(prefix="cityfacts-browser-")
        script = Path(self._folder.name) / "chromium"
        script.write_text(f'#!/bin/sh\nexec {cut_off(shlex.quote(path))} "$@"\n', encoding="utf-8")
        script.chmod(0o700)
        return str(script)


async def _markup(context: BrowserContext, page: Page) -> str:
    """Read in a world of our own, whose functions the page cannot have replaced, and cut there."""
    session = await context.new_cdp_session(page)
    frame = (await session.send("Page.getFrameTree"))["frameTree"]["frame"]["id"]
    world = await session.send("Page.createIsolatedWorld", {"frameId": frame})
    found = await session.send(
        "Runtime.evaluate",
        {
            "expression": f"document.documentElement.outerHTML.slice(0, {MAX_BODY})",
            "contextId": world["executionContextId"],
            "returnByValue": True,
        },
    )
    return f"<!DOCTYPE html>\n{found['result'].get('value', '')}"


async def _close_popup(popup: Page) -> None:
    await _closed(popup)


async def _closed(thing: Chromium | BrowserContext | Page) -> bool:
    """Closes it, and tells whether that came to an end in time."""
    from playwright.async_api import Error

    try:
        async with asyncio.timeout(READ_SECONDS):
            await thing.close()
    except Error:
        return True
    except TimeoutError:
        return False
    return True


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0][:200]
