"""Copies: generated addresses behind which always the same text stands."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

MAX_COPIES = 25
"""After so many answers in a row with one text, addresses of that shape wait for the next run."""
_VARYING = re.compile(r"[0-9a-f]{8,}|\d+", re.IGNORECASE)


def shape(url: str) -> str:
    """What the addresses of one kind of page have in common: host and path, numbers and ids left out.

    >>> shape("https://example.org/news/2026/11/a7f3c9d2e1b0?page=4"), shape("https://example.org/news/7/12/77")
    ('example.org/news/#/#/#', 'example.org/news/#/#/#')
    """
    parts = urlsplit(url)
    return parts.netloc + _VARYING.sub("#", parts.path)


class Copies:
    """Counts, within one run, how often addresses of one shape gave one and the same text in a row."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[str, int]] = {}

    def seen(self, url: str, text_hash: str | None) -> None:
        if text_hash is not None:
            kind = shape(url)
            last, count = self._last.get(kind, ("", 0))
            self._last[kind] = (text_hash, count + 1 if last == text_hash else 1)

    def is_enough(self, url: str) -> bool:
        return self._last.get(shape(url), ("", 0))[1] >= MAX_COPIES
