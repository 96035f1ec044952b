"""robots.txt by RFC 9309: what a host lets us ask, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from protego import Protego

AGENT = "cityfacts"
"""The product token that robots.txt groups are matched with."""
MAX_BYTES = 512 * 1024
"""How much is read; RFC 9309 asks for at least 500 KiB."""
MAX_CRAWL_DELAY = 300.0
"""Heritrix's respectCrawlDelayUpToSeconds: a longer demand is honoured as this."""
MAX_AGE = 24 * 3600.0
"""Seconds that an answer holds; RFC 9309 asks for at most 24 hours."""


@dataclass(frozen=True, slots=True)
class Robots:
    """What a host's robots.txt says. `rules` is None where there are none to obey; `unreachable`: ask nothing now."""

    rules: Protego | None = None
    unreachable: bool = False

    def allows(self, url: str) -> bool:
        if self.unreachable:
            return False
        return self.rules is None or bool(self.rules.can_fetch(url, AGENT))

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The addresses of its Sitemap lines, which need not be of this host."""
        return tuple(self.rules.sitemaps) if self.rules is not None else ()

    @property
    def delay(self) -> float:
        """Seconds between two requests that the host asks for, at most MAX_CRAWL_DELAY."""
        if self.rules is None:
            return 0.0
        rate = self.rules.request_rate(AGENT)
        asked = (self.rules.crawl_delay(AGENT) or 0.0, rate.seconds / rate.requests if rate and rate.requests else 0.0)
        return float(min(max(0.0, *asked), MAX_CRAWL_DELAY))


def read_robots(status: int | Literal["unreachable", "redirects"], body: bytes = b"") -> Robots:
    """What an answer to the request for robots.txt means.

    Server errors and no answer forbid everything (RFC 9309, 2.3.1.4); other statuses and too many redirects forbid
    nothing (2.3.1.2, 2.3.1.3), except 429, which asks us to stay away. Lines that are no rules are passed over, so a
    web page in the place of robots.txt forbids nothing (2.2).
    """
    if status == "unreachable" or (isinstance(status, int) and (status >= 500 or status == 429)):
        return Robots(unreachable=True)
    if status == "redirects" or not 200 <= status < 300:
        return Robots()
    text = body[:MAX_BYTES].decode("utf-8-sig", "ignore").replace("\0", "")
    return Robots(rules=Protego.parse(text))
