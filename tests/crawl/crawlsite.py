"""A small web site on loopback whose every answer a test can set, and which remembers what it was asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from crawler.frontier import Frontier
from crawler.run import crawl
from crawler.source import Source
from crawler.stats import SourceStats


@dataclass
class Answer:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: bool = True
    wait: float = 0.0


@dataclass
class Asked:
    path: str
    at: float
    headers: dict[str, str]


@dataclass
class Site:
    pages: dict[str, Answer | Callable[[], Answer]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    port: int = 0
    name: str = "harbour-city"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def add_articles(self, count: int, *, words: str = "The council opened center") -> list[str]:
        paths = [f"/news/{number}.html" for number in range(1, count + 1)]
        for number, path in enumerate(paths, start=1):
            self.pages[path] = article(f"{words} {number}")
        return paths

    def add_feed(self, paths: list[str], path: str = "/feed.xml") -> None:
        items = "".join(
            f"<item><title>Item {p}</title><link>{self.url}{p}</link>"
            f"<pubDate>Tue, 03 Nov 2026 08:00:00 GMT</pubDate></item>"
            for p in paths
        )
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'
        self.pages[path] = Answer(body.encode(), headers={"Content-Type": "application/rss+xml"})

    def source(self, name: str = "harbour-city", **values: Any) -> Source:
        path = values.pop("path", "/feed.xml")
        given = {
            "name": name,
            "publisher": "Harbour City Council",
            "url": f"{self.url}{path}",
            "kind": "feed",
            "language": "en",
            "country": "NZ",
            "authority": "government",
            "limits": {"delay": 0} | values.pop("limits", {}),
        }
        return Source.model_validate(given | values)


def article(text: str) -> Answer:
    body = f"<html><head><title>{text}</title></head><body><h1>{text}</h1><p>{text} on Monday.</p></body></html>"
    return Answer(body.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


@contextmanager
def serve() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append(Asked(self.path, time.monotonic(), {k.lower(): v for k, v in self.headers.items()}))
            found = site.pages.get(self.path, Answer(b"nothing here", status=404, etag=False))
            answer = found() if callable(found) else found
            time.sleep(answer.wait)
            tag = f'"{sha256(answer.body).hexdigest()[:12]}"'
            status = 304 if answer.etag and self.headers.get("If-None-Match") == tag else answer.status
            self.send_response(status)
            for name, value in ({"ETag": tag} if answer.etag and answer.status == 200 else {}).items():
                self.send_header(name, value)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            body = b"" if status == 304 else answer.body
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def run_one(site: Site, data: Path, source: Source, run: str = "r1", **values: Any) -> SourceStats:
    """One crawl of one source; the balance must add up whatever happens."""
    stats = crawl([source], data=data, run=run, loopback=frozenset({site.host}), **values).sources[source.name]
    assert stats.seen == stats.fetched + stats.unchanged + stats.failed + stats.skipped
    return stats


def frontier(data: Path, name: str = "harbour-city") -> Frontier:
    return Frontier.open_readonly(data / "sources" / name / "state.sqlite")
