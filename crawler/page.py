"""Page: one response as it came, the unit that is archived and read."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcRef:
    """Where the archived response lies: a WARC file, relative to its source's folder, and the record's byte offset."""

    file: str
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One fetched response, or one local file that stands for it.

    `url` is canonical (crawler.urls.canonical_url) and is what redirects ended at; `requested_url` is what was asked.
    `fetched_at` is ISO 8601 in UTC with a trailing Z, or None for a local file whose date nobody knows.
    `headers` has lower-case names; `body` is the decoded entity (no content encoding left);
    `encoding` is the charset of the Content-Type header, a claim that readers may overrule.
    """

    url: str
    requested_url: str
    source: str | None = None
    fetched_at: str | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    encoding: str | None = None
    warc: WarcRef | None = None

    @property
    def body_hash(self) -> str:
        """SHA-256 of the body, hexadecimal."""
        return sha256(self.body).hexdigest()

    @property
    def id(self) -> str:
        """The same address with the same bytes is the same page: a replay changes nothing."""
        return sha256(f"{self.url}\n{self.body_hash}".encode()).hexdigest()[:32]

    @property
    def content_type(self) -> str:
        """The media type of the Content-Type header, lower case, without parameters; empty where there is none."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()


def page_from_file(path: Path, *, url: str | None = None, fetched_at: str | None = None) -> Page:
    """The page that a local file holds; a file that begins as gzip is opened first.

    Raises OSError where the file cannot be read and EOFError or zlib.error where the gzip is cut or broken.
    """
    body = path.read_bytes()
    if body[:2] == b"\x1f\x8b":
        body = gzip.decompress(body)
    address = url or path.resolve().as_uri()
    return Page(url=address, requested_url=address, fetched_at=fetched_at, body=body)
