"""A web site on loopback that costs the crawler's process nothing: a feed of pages, from a process of its own.

`python -m benchmarks.site` reads one JSON line, `{"pages": [base64, ...], "count": N}`, and answers with its port.
"""

from __future__ import annotations

import asyncio
import base64
import json
import sys
from hashlib import sha256

_HEAD = "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nETag: %s\r\n\r\n"


class Site:
    """`/feed.xml` names `/news/0` to `/news/N-1`, each a copy of one of the pages with its number in it."""

    def __init__(self, bodies: list[bytes], count: int) -> None:
        self._bodies, self._count, self.port = bodies, count, 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                writer.write(self._answer(head.split(" ", 2)[1], head))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def _answer(self, path: str, head: str) -> bytes:
        status, kind, body = "200 OK", "text/html; charset=utf-8", b""
        if path == "/feed.xml":
            kind, body = "application/rss+xml", self._feed()
        elif path.startswith("/news/"):
            number = int(path.rpartition("/")[2])
            body = self._bodies[number % len(self._bodies)].replace(b"</body>", b"<p>No. %d</p></body>" % number)
        else:
            status = "404 Not Found"
        tag = f'"{sha256(body).hexdigest()[:16]}"'
        if f"if-none-match: {tag}" in head.lower():
            status, body = "304 Not Modified", b""
        return (_HEAD % (status, kind, len(body), tag)).encode() + body

    def _feed(self) -> bytes:
        items = "".join(
            f"<item><title>Item {n}</title><link>http://127.0.0.1:{self.port}/news/{n}</link></item>"
            for n in range(self._count)
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()


async def _run() -> None:
    told = json.loads(sys.stdin.readline())
    site = Site([base64.b64decode(page) for page in told["pages"]], told["count"])
    server = await asyncio.start_server(site.serve, "127.0.0.1", 0)
    site.port = server.sockets[0].getsockname()[1]
    print(site.port, flush=True)
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_run())
