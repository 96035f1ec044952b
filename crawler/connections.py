"""Bounds on what one connection may take: memory for what comes before a body, and the process's time.

Twisted reads status line and headers of any length into memory, and works through each of a body's chunks alone.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from scrapy.exceptions import DownloadCancelledError
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS, HTTPClientParser
from twisted.web.http import _ChunkedTransferDecoder

if TYPE_CHECKING:
    from scrapy.http import Response

MAX_BYTES = 256 * 1024
"""Of one answer's status lines and headers together; Chromium's limit."""
MAX_HEADERS = 500
"""Header lines of one answer."""
_START = b"HTTP/"
SHARE = 0.1
"""Of the process's time that one connection may take once a single read of it has taken more than LONG seconds."""
LONG = 0.005


class HeadTooLarge(DownloadCancelledError):
    """An answer with more before its body than anybody needs."""


class NotHTTP(ValueError):
    """An answer that does not begin as one of HTTP 1."""


class _JoiningDecoder(_ChunkedTransferDecoder):
    """Hands on as one piece what chunks arrived together: Scrapy asks all its extensions about each piece."""

    def __init__(self, take: Callable[[bytes], None], finish: Callable[[bytes], None]) -> None:
        self._pieces: list[bytes] = []
        self._take, self._end = take, finish
        super().__init__(self._pieces.append, self._finish)

    def dataReceived(self, data: bytes) -> None:
        try:
            super().dataReceived(data)
        finally:
            self._hand_on()

    def _finish(self, rest: bytes) -> None:
        self._hand_on()
        self._end(rest)

    def _hand_on(self) -> None:
        if self._pieces:
            joined = b"".join(self._pieces)
            self._pieces.clear()
            self._take(joined)


HTTPClientParser._transferDecoders[b"chunked"] = _JoiningDecoder  # type: ignore[assignment]


def bounded(factory: type[Any]) -> type[Any]:
    """The connection factory of an HTTP pool, its connections given up where a head is too large or none at all."""

    class BoundedFactory(factory):  # type: ignore[misc]
        def buildProtocol(self, addr: Any) -> Any:
            protocol = super().buildProtocol(addr)
            _Bounds(protocol)
            return protocol

    return BoundedFactory


def check_count(response: Response) -> None:
    """Raises HeadTooLarge for an answer with more than MAX_HEADERS header lines."""
    if sum(len(response.headers.getlist(name)) for name in response.headers) > MAX_HEADERS:
        raise HeadTooLarge("headers")


class _Bounds:
    """Stands before a connection's own `request` and `dataReceived`: counts until a body begins, and paces it."""

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
        begun = time.thread_time()
        self._deliver(data)
        self._pace(time.thread_time() - begun)

    def _pace(self, took: float) -> None:
        """Reads nothing for a while from a host whose answer is costly, such as one of a hundred thousand chunks."""
        if took > LONG:
            transport = self._protocol.transport
            transport.pauseProducing()
            asyncio.get_running_loop().call_later(took * (1 / SHARE - 1), transport.resumeProducing)

    def _give_up(self, error: Exception) -> None:
        self._protocol.transport.abortConnection()
        self._protocol._disconnectParser(Failure(error))  # type: ignore[no-untyped-call]
