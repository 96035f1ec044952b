"""CrawlStats: what a crawl did, by source, and the closed list of reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

REASONS: dict[str, str] = {
    "bad_response": "the server's answer is no valid HTTP",
    "blocked_private": "the address is on a private network, where nothing is asked",
    "budget": "the run's limit of pages was reached first; next run",
    "connection_broken": "the connection broke off",
    "connection_refused": "the host does not accept connections",
    "content_type": "neither a web page, plain text nor PDF",
    "copies": "many addresses of this shape gave the same text before it; next run",
    "cut_short": "the body is shorter than announced",
    "denied": "a deny pattern of the source matches",
    "duplicate": "another address of this run has led to the same page",
    "gone": "was there once, and is no longer (404 or 410)",
    "host_busy": "the host asked to be left alone for a while",
    "host_down": "several requests in a row got no answer; next run",
    "host_unknown": "the host name cannot be resolved",
    "index": "a listing page, feed or sitemap: read for its links",
    "index_cut": "an index with more items than can wait: the newest were taken, the others next run",
    "internal_error": "a fault of ours; the log has it",
    "no_browser": "the source's pages need a browser, which is not installed",
    "not_allowed": "no allow pattern of the source matches",
    "not_due": "known, and not due to be asked again",
    "not_modified": "the server says that nothing has changed (304)",
    "not_rendered": "the browser could not show the page",
    "offsite": "another host than the source's own",
    "recording": "sound or film, by the address",
    "redirect_loop": "too many redirects",
    "retry_later": "failed before; its next try is later than this run",
    "robots_disallowed": "robots.txt forbids the address",
    "robots_unreachable": "robots.txt cannot be had, so nothing may be asked",
    "same_body": "the same bytes as before",
    "same_text": "the same text as before; only mark-up has changed",
    "scheme": "neither http nor https",
    "stopped": "the crawl was ended before this address",
    "time": "the crawl's time was up; next run",
    "timeout": "no whole answer in time",
    "tls": "the certificate or the encryption is not acceptable",
    "too_large": "the body is larger than the limit",
    "trap": "an address as only endless generated pages have",
}
"""What each reason means; besides these, `http_404` and the like name the server's status."""


def explain(reason: str) -> str:
    """The reason in words.

    >>> explain("http_503")
    'the server answered 503'
    """
    return REASONS.get(reason) or f"the server answered {reason.removeprefix('http_')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStats:
    """One source's part of a run: `seen` is the sum of the four outcomes. `error` stopped the source or spoiled it.

    `notices` tell what was mended before it began.
    """

    source: str
    seen: int = 0
    fetched: int = 0
    unchanged: int = 0
    failed: int = 0
    skipped: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    error: str | None = None
    notices: Sequence[str] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlStats:
    """One run over several sources, by their names."""

    run: str
    sources: Mapping[str, SourceStats]
