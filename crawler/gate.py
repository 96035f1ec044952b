"""The gate: one request at a time to a host, no two closer together than the host and the source allow."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Turn:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    delay: float = 0.0
    last: float = float("-inf")
    """When the last request to this host ended, on the monotonic clock."""
    held: float = float("-inf")
    """Until when nobody asks."""


class HostGate:
    """All requests of a process pass here: robots.txt, redirects, retries, and every source on the same host.

    Hosts are keys of crawler.urls.netloc.
    """

    def __init__(self) -> None:
        self._hosts: dict[str, _Turn] = {}
        self._since = float("-inf")

    def slow_down(self, host: str, delay: float) -> None:
        """The host is asked at most every `delay` seconds from now on; the slowest demand counts."""
        turn = self._turn(host)
        turn.delay = max(turn.delay, delay)

    def asked_until(self, seconds_ago: float) -> None:
        """An earlier process may have asked any host until then: each is taken to have been asked at that moment."""
        self._since = max(self._since, time.monotonic() - max(0.0, seconds_ago))
        for turn in self._hosts.values():
            turn.last = max(turn.last, self._since)

    def hold(self, host: str, seconds: float) -> None:
        """All who want to ask the host wait so long."""
        turn = self._turn(host)
        turn.held = max(turn.held, time.monotonic() + seconds)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Waits until the host may be asked, and keeps all others from asking it meanwhile."""
        turn = self._turn(host)
        async with turn.lock:
            while (wait := max(turn.held, turn.last + turn.delay) - time.monotonic()) > 0:
                await asyncio.sleep(wait)
            # Counted from the start, so that a cancelled request counts too, and again from the end.
            turn.last = time.monotonic()
            try:
                yield
            finally:
                turn.last = time.monotonic()

    def _turn(self, host: str) -> _Turn:
        return self._hosts.setdefault(host, _Turn(last=self._since))
