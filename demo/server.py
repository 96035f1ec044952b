"""The five sites over real HTTP on 127.0.0.1, one port each."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from demo.article import EDITIONS
from demo.resource import Resource
from demo.sites import SITES, build_site, error_page

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One answered request; `time` is in UTC."""

    site: str
    method: str
    path: str
    status: int
    time: datetime


Build = Callable[[str, int, str], Mapping[str, Resource]]
"""From site, edition and base URL to what the site answers for every path."""


class DemoServer:
    """The running sites: `base_urls` by site name, without a slash at the end, and `requests`, what was asked so far.

    Setting `edition` changes what is served from the next request on. `close` frees the ports and may be called twice.
    `build` may put other pages in the place of the demo's own.
    """

    def __init__(self, edition: int, ports: Sequence[int] | None = None, *, build: Build = build_site) -> None:
        if ports is not None and len(ports) != len(SITES):
            raise ValueError(f"{len(SITES)} ports are needed, one a site, not {len(ports)}")
        if not all(0 <= port < 65_536 for port in ports or ()):
            raise ValueError(f"ports are numbers from 0 to 65535, not {ports}")
        self.edition = edition
        self.build = build
        self.requests: list[Request] = []
        self._servers: list[_SiteServer] = []
        try:
            for name, port in zip(SITES, ports or [0] * len(SITES), strict=True):
                self._servers.append(_SiteServer(name, port, self))
        except OSError:
            self.close()
            raise
        self.ports = tuple(server.server_port for server in self._servers)
        self.base_urls: Mapping[str, str] = {server.site: server.base_url for server in self._servers}
        for server in self._servers:
            threading.Thread(target=server.serve_forever, args=(0.05,), name=f"demo-{server.site}", daemon=True).start()
            server.running = True

    @property
    def edition(self) -> int:
        return self._edition

    @edition.setter
    def edition(self, edition: int) -> None:
        if edition not in EDITIONS:
            raise ValueError(f"edition {edition}: there are {', '.join(map(str, EDITIONS))}")
        self._edition = edition

    def close(self) -> None:
        for server in self._servers:
            server.stop()
        self._servers = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def serve(edition: int, ports: Sequence[int] | None = None) -> DemoServer:
    """Starts the sites; to be closed, or used in a `with`. Without `ports` the system chooses free ones.

    Raises OSError that names the port where a given one is busy, ValueError for another edition or number of ports.
    """
    return DemoServer(edition, ports)


class _SiteServer(ThreadingHTTPServer):
    """One site on one port."""

    def __init__(self, site: str, port: int, demo: DemoServer) -> None:
        self.site, self.demo, self.running = site, demo, False
        try:
            super().__init__((HOST, port), _Handler)
        except OSError as error:
            message = f"cannot serve the demo site {site!r} on {HOST}:{port}: {error.strerror}"
            raise OSError(error.errno, message) from error
        self.base_url = f"http://{HOST}:{self.server_port}"

    def find(self, path: str) -> Resource:
        """The answer for a path; nothing is looked up on disk, so there is nothing to traverse to."""
        return self.demo.build(self.site, self.demo.edition, self.base_url).get(path) or error_page(404)

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing for a client that hung up, as crawlers do; a traceback for what is our fault."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def stop(self) -> None:
        if self.running:
            self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: _SiteServer
    protocol_version = "HTTP/1.1"
    server_version = "cityfacts-demo"
    sys_version = ""
    timeout = 10

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        path = self.path.partition("?")[0]
        resource = self.server.find(path)
        status = 304 if resource.status == 200 and self._is_fresh(resource) else resource.status
        self.server.demo.requests.append(
            Request(site=self.server.site, method=self.command, path=self.path, status=status, time=datetime.now(UTC))
        )
        self.send_response(status)
        for name, value in _headers(resource).items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Type", resource.content_type)
            self.send_header("Content-Length", str(len(resource.body)))
        # A kept connection would go on answering after the site is closed.
        self.send_header("Connection", "close")
        self.end_headers()
        if with_body and status != 304:
            self.wfile.write(resource.body)

    def _is_fresh(self, resource: Resource) -> bool:
        """RFC 9110, 13.2.2: If-None-Match decides alone where it is sent."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return tags.strip() == "*" or resource.etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
        since = _http_date(self.headers.get("If-Modified-Since"))
        return since is not None and resource.last_modified is not None and resource.last_modified <= since

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: what was asked is in `DemoServer.requests`."""


def _headers(resource: Resource) -> dict[str, str]:
    headers = {}
    if resource.etag is not None:
        headers["ETag"] = resource.etag
    if resource.last_modified is not None:
        headers["Last-Modified"] = format_datetime(resource.last_modified, usegmt=True)
    if resource.location is not None:
        headers["Location"] = resource.location
    return headers


def _http_date(value: str | None) -> datetime | None:
    """The time of an HTTP date, None where it is missing or unreadable."""
    try:
        found = parsedate_to_datetime(value) if value else None
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found is not None and found.tzinfo is None else found
