"""Throttle: Scrapy's AutoThrottle for a crawl that mostly hears that nothing is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response

if TYPE_CHECKING:
    from scrapy.core.downloader import Slot


class Throttle(AutoThrottle):
    """Slows down with a slow host and gets faster again with a 304, too.

    Scrapy's own lets an answer other than 200 lengthen the delay but never shorten it: after one slow answer, a night
    of unchanged pages would keep that pace to its end.
    """

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        super()._adjust_delay(slot, latency, Response(response.url) if response.status == 304 else response)
