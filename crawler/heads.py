"""Bounds on what comes before a body: Twisted reads status line and headers of any length into memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.exceptions import DownloadCancelledError
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS

if TYPE_CHECKING:
    from scrapy.http import Response

MAX_BYTES = 256 * 1024
"""Of one answer's status lines and headers together; Chromium's limit."""
MAX_HEADERS = 500
"""Header lines of one answer."""
_START = b"HTTP/"


class HeadTooLarge(DownloadCancelledError):
    """An answer with more before its body than anybody needs."""


class NotHTTP(ValueError):
    """An answer that does not begin as one of HTTP 1."""


def bounded(factory: type[Any]) -> type[Any]:
    """The connection factory of an HTTP pool, its connections given up where a head is too large or none at all."""

    class BoundedFactory(factory):  # type: ignore[misc]
        def buildProtocol(self, addr: Any) -> Any:
            protocol = super().buildProtocol(addr)
            _Head(protocol)
            return protocol

    return BoundedFactory


def check_count(response: Response) -> None:
    """Raises HeadTooLarge for an answer with more than MAX_HEADERS header lines."""
    if sum(len(response.headers.getlist(name)) for name in response.headers) > MAX_HEADERS:
        raise HeadTooLarge("headers")


class _Head:
    """Stands before a connection's own `request` and `dataReceived`, and counts until a body begins."""

    def __init__(self, protocol: Any) -> None:
        self._protocol = protocol
        self._request, self._deliver = protocol.request, protocol.dataReceived
        self._read, self._start = 0, b""
        protocol.request, protocol.dataReceived = self.request, self.received

    def request(self, outgoing: Any) -> Any:
        self._read, self._start = 0, b""
        answer = self._request(outgoing)
        # One header may fill the whole head; LineReceiver hangs up without a word at 16 KiB.
        self._protocol._parser.MAX_LENGTH = MAX_BYTES
        return answer

    def received(self, data: bytes) -> None:
        parser = self._protocol._parser
        if parser is not None and parser.state in (STATUS, HEADER):
            self._read += len(data)
            if len(self._start) < len(_START):
                self._start = (self._start + data)[: len(_START)]
            if not _START.startswith(self._start):
                self._give_up(NotHTTP("no HTTP"))
                return
            if self._read > MAX_BYTES:
                self._give_up(HeadTooLarge("headers"))
                return
        self._deliver(data)

    def _give_up(self, error: Exception) -> None:
        self._protocol.transport.abortConnection()
        self._protocol._disconnectParser(Failure(error))  # type: ignore[no-untyped-call]
