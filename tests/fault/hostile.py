"""A server on loopback that speaks raw sockets, so that it can answer as no HTTP library would.

Each port is a site of its own: robots.txt (404), a feed of two articles, `/page` and `/after`. What a behaviour takes
over is `/page`, or everything where it is said to be `raw`.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from crawler.source import Source

HTML = b"<html><head><title>The council met</title></head><body><p>The council met on Monday.</p></body></html>"
CHUNK = b"x" * 65536


@dataclass
class Asked:
    """One request, or one connection that never sent any, in monotonic times.

    `replied` is just before the first byte of the answer, `ended` after its last.
    """

    port: int
    path: str
    at: float
    headers: dict[str, str] = field(default_factory=dict)
    replied: float = 0.0
    ended: float = 0.0


@dataclass
class Peer:
    """The crawler at the other end of one connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    path: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    asked: Asked | None = None

    async def send(self, *parts: bytes) -> None:
        if self.asked and not self.asked.replied:
            self.asked.replied = time.monotonic()
        for part in parts:
            self.writer.write(part)
            await self.writer.drain()

    async def answer(self, body: bytes = HTML, status: str = "200 OK", *headers: bytes) -> None:
        lines = [f"HTTP/1.1 {status}".encode(), b"Content-Length: %d" % len(body), *headers]
        if not any(header.lower().startswith(b"content-type") for header in headers):
            lines.append(b"Content-Type: text/html; charset=utf-8")
        await self.send(b"\r\n".join(lines) + b"\r\n\r\n" + body)

    async def drip(self, data: bytes, pause: float = 0.25) -> None:
        for byte in data:
            await self.send(bytes([byte]))
            await asyncio.sleep(pause)

    async def stall(self) -> None:
        """Says nothing more until the other side has had enough."""
        while await self.reader.read(65536):
            pass

    def reset(self) -> None:
        """RST instead of FIN."""
        self.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


Behaviour = Callable[[Peer], Awaitable[None]]


@dataclass
class Hostile:
    """The running server: `add` opens a port for a behaviour."""

    loop: asyncio.AbstractEventLoop
    asked: list[Asked] = field(default_factory=list)
    open: Counter[int] = field(default_factory=Counter)
    most_open: Counter[int] = field(default_factory=Counter)
    """Connections by port: now, and the most there ever were at once."""
    _servers: list[asyncio.Server] = field(default_factory=list)

    def add(
        self,
        page: Behaviour | None = None,
        *,
        routes: dict[str, Behaviour] | None = None,
        raw: Behaviour | None = None,
        tls: ssl.SSLContext | None = None,
        host: str = "127.0.0.1",
    ) -> int:
        """The port of a new site. `routes` go before `page`, which is what `/page` does."""

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            peer = Peer(reader, writer)
            self.open[port] += 1
            self.most_open[port] = max(self.most_open[port], self.open[port])
            try:
                await (self._raw(port, peer, raw) if raw else self._serve(port, peer, routes or {}, page))
            except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError, ValueError):
                pass
            finally:
                self.open[port] -= 1
                with suppress(OSError):
                    writer.close()

        async def start() -> asyncio.Server:
            return await asyncio.start_server(serve, host, 0, ssl=tls, limit=1 << 20)

        server = asyncio.run_coroutine_threadsafe(start(), self.loop).result(10)
        self._servers.append(server)
        port: int = server.sockets[0].getsockname()[1]
        return port

    def of(self, port: int, path: str | None = None) -> list[Asked]:
        return [asked for asked in self.asked if asked.port == port and path in (None, asked.path)]

    async def _raw(self, port: int, peer: Peer, behaviour: Behaviour) -> None:
        asked = Asked(port, "", time.monotonic())
        self.asked.append(asked)
        try:
            await behaviour(peer)
        finally:
            asked.ended = time.monotonic()

    async def _serve(self, port: int, peer: Peer, routes: dict[str, Behaviour], page: Behaviour | None) -> None:
        known = {"/feed.xml": _feed(port), "/page": page, "/after": Peer.answer} | routes
        while True:
            head = (await peer.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            peer.path = head[0].split(" ")[1]
            peer.headers = {
                name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])
            }
            asked = Asked(port, peer.path, time.monotonic(), peer.headers)
            self.asked.append(asked)
            behaviour = known.get(peer.path) or known.get("*") or _missing
            peer.asked = asked
            try:
                await behaviour(peer)
            finally:
                asked.ended = time.monotonic()
            if peer.writer.is_closing():
                return


def _feed(port: int, *paths: str) -> Behaviour:
    return feed(*(f"http://127.0.0.1:{port}{path}" for path in paths or ("/page", "/after")))


def feed(*urls: str) -> Behaviour:
    """A feed of these addresses, the first the newest."""
    items = "".join(
        f"<item><title>Item {n}</title><link>{url.replace('&', '&amp;')}</link>"
        f"<pubDate>Tue, 03 Nov 2026 {23 - n // 60:02d}:{59 - n % 60:02d}:00 GMT</pubDate></item>"
        for n, url in enumerate(urls)
    )
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'
    return lambda peer: peer.answer(body.encode(), "200 OK", b"Content-Type: application/rss+xml")


def text(body: bytes | str, status: str = "200 OK", *headers: bytes) -> Behaviour:
    data = body.encode() if isinstance(body, str) else body
    return lambda peer: peer.answer(data, status, *headers)


def redirect(location: str, *headers: bytes) -> Behaviour:
    return text(b"", "302 Found", b"Location: " + location.encode(), *headers)


async def _missing(peer: Peer) -> None:
    await peer.answer(b"nothing here", "404 Not Found")


def source(name: str, port: int, *, scheme: str = "http", path: str = "/feed.xml", **values: Any) -> Source:
    given = {
        "name": name,
        "publisher": "Harbour City Council",
        "url": f"{scheme}://127.0.0.1:{port}{path}",
        "kind": "feed",
        "language": "en",
        "country": "NZ",
        "authority": "government",
        "limits": {"delay": 0, "timeout": 2} | values.pop("limits", {}),
    }
    return Source.model_validate(given | values)


@contextmanager
def hostile() -> Iterator[Hostile]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = Hostile(loop)
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(_end(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _end(server: Hostile) -> None:
    for one in server._servers:
        one.close()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
