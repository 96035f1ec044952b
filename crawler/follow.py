"""Which addresses belong to a source: its hosts, its patterns, and no traps."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import urlsplit

from crawler.source import Source
from crawler.urls import is_recording, is_trap, netloc, same_host


class FollowRules:
    """One source's own rules, for listed items and for the targets of redirects."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._hosts = {same_host(urlsplit(url).hostname or "") for url in source.starts}
        self._netlocs = {netloc(url) for url in source.starts}
        self._allow = [re.compile(pattern) for pattern in source.allow]
        self._deny = [re.compile(pattern) for pattern in source.deny]

    def is_own(self, url: str) -> bool:
        """Whether a host and port is one that the source starts at."""
        return netloc(url) in self._netlocs

    def is_offsite(self, url: str) -> bool:
        """Whether a host is neither the source's own nor named by an allow pattern with `://` in it."""
        if same_host(urlsplit(url).hostname or "") in self._hosts:
            return False
        return not any("://" in pattern.pattern and pattern.search(url) for pattern in self._allow)

    def judge(self, url: str, address: str) -> str | None:
        """Why a listed item is not followed, or None. Patterns see the canonical and the original address."""
        if is_trap(url):
            return "trap"
        if self.is_offsite(url):
            return "offsite"
        if is_recording(url):
            return "recording"
        if any(pattern.search(url) or pattern.search(address) for pattern in self._deny):
            return "denied"
        if self._allow and not any(pattern.search(url) or pattern.search(address) for pattern in self._allow):
            return "not_allowed"
        return None

    def fingerprint(self) -> str:
        """Changes when the source's own choice of what is followed changes."""
        decisive = self._source.model_dump_json(include={"url", "also", "kind", "allow", "deny", "selectors", "render"})
        return sha256(decisive.encode()).hexdigest()
