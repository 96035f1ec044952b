"""The archive: responses as WARC records (ISO 28500), one gzip member a record, written before anything else looks."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.page import Page, WarcRef

MAX_BODY = 64 * 1024 * 1024
"""How much of a foreign record's body is read."""
MAX_FILE = 1024**3
"""Bytes after which a new file is begun."""
ENCODING_HEADER = "x-archive-orig-content-encoding"
"""Keeps what the server said of an encoding that is gone from the stored body."""

_SOURCE = "WARC-CityFacts-Source"
_REQUESTED = "WARC-CityFacts-Requested-URI"
_DROPPED = ("content-encoding", "transfer-encoding", "content-length")
_CHARSET = re.compile(r"""charset\s{0,5}=\s{0,5}["']?([\w.:-]{2,40})""", re.IGNORECASE)


class ArchiveError(ValueError):
    """A record that is not there, or is no readable response."""

    exit_code = 65


class WarcWriter:
    """Writes one source's responses; every opening begins a new file, so what a crash tore is never written behind.

    No file is made before the first record.
    """

    def __init__(self, folder: Path, source: str, *, software: str = "cityfacts") -> None:
        self.folder, self._source, self._software = folder, source, software
        self._name = ""
        self._file: Any = None
        self._writer: Any = None

    def __enter__(self) -> WarcWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, page: Page, *, reason: str = "OK") -> WarcRef:
        """Appends the page; when this returns, the record is on the disk. Raises OSError."""
        if self._file is None or self._file.tell() > MAX_FILE:
            self._begin()
        offset = self._file.tell()
        headers = [(name, _one_line(value)) for name, value in page.headers.items() if name not in _DROPPED]
        record = self._writer.create_warc_record(
            page.url,
            "response",
            payload=BytesIO(page.body),
            length=len(page.body),
            http_headers=StatusAndHeaders(
                f"{page.status} {reason}", [*headers, ("content-length", str(len(page.body)))], protocol="HTTP/1.1"
            ),
            warc_headers_dict={
                "WARC-Date": page.fetched_at or _now(),
                _SOURCE: self._source,
                _REQUESTED: page.requested_url,
            },
        )
        self._writer.write_record(record)
        record.raw_stream.close()
        self._sync()
        return WarcRef(file=self._name, offset=offset)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _begin(self) -> None:
        self.close()
        stem = f"{self._source}-{datetime.now(UTC):%Y%m%dT%H%M%S}"
        for number in range(1000):
            with contextlib.suppress(FileExistsError):
                self._name = f"{stem}-{number:03d}.warc.gz"
                flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
                self._file = os.fdopen(os.open(self.folder / self._name, flags, 0o600), "wb")
                break
        self._writer = WARCWriter(self._file, gzip=True, warc_version="1.1")
        info = {"software": self._software, "format": "WARC File Format 1.1", "description": self._source}
        self._writer.write_record(self._writer.create_warcinfo_record(self._name, info))
        self._sync()
        # The name itself is durable only once the folder is.
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _sync(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())


def read_page(folder: Path, ref: WarcRef) -> Page:
    """The archived page at that place of a source's folder. Raises ArchiveError where there is none, or OSError."""
    if Path(ref.file).name != ref.file:
        raise ArchiveError(f"{ref.file}: not the name of a WARC file in {folder}")
    path = folder / ref.file
    with path.open("rb") as stream:
        stream.seek(ref.offset)
        for page in _pages(path, stream, ref.offset):
            if page.warc == ref:
                return page
            break
    raise ArchiveError(f"{path}: no response at byte {ref.offset}")


def iter_pages(path: Path) -> Iterator[Page]:
    """The responses of a WARC file, ours or another crawler's (`.gz` or not), in order.

    A file that was cut, as a killed crawl leaves it, is read up to its last whole record. Raises ArchiveError for a
    file that is no WARC at all, and OSError.
    """
    with path.open("rb") as stream:
        yield from _pages(path, stream, 0)


def _pages(path: Path, stream: Any, start: int) -> Iterator[Page]:
    records = ArchiveIterator(stream)
    seen = False
    while True:
        try:
            record = next(records, None)
            if record is None:
                return
            page = _page(record)
            # Asking for the offset consumes the record, so the body is read before.
            offset = records.get_record_offset()
        except Exception as error:  # on broken records warcio raises whatever its parser stumbles over
            if not seen:
                raise ArchiveError(f"{path}: no readable WARC record at byte {start}: {str(error)[:80]!a}") from None
            return
        seen = True
        if page is not None:
            yield replace(page, warc=WarcRef(file=path.name, offset=offset))


def _page(record: Any) -> Page | None:
    if record.rec_type != "response" or record.http_headers is None:
        return None
    url = record.rec_headers.get_header("WARC-Target-URI")
    if not url or not url.startswith(("http://", "https://")):
        return None
    body = record.content_stream().read(MAX_BODY)
    if not record.http_headers.get_header("Transfer-Encoding") and not record.http_headers.get_header(
        "Content-Encoding"
    ):
        promised = record.http_headers.get_header("Content-Length") or ""
        if promised.isdigit() and len(body) < min(int(promised), MAX_BODY) and _is_ours(record):
            raise ArchiveError(f"{url}: record cut after {len(body)} of {promised} bytes")
    headers = {name.lower(): value for name, value in record.http_headers.headers if name.lower() not in _DROPPED}
    status = record.http_headers.get_statuscode()
    return Page(
        url=url,
        requested_url=record.rec_headers.get_header(_REQUESTED) or url,
        source=record.rec_headers.get_header(_SOURCE),
        fetched_at=_seconds(record.rec_headers.get_header("WARC-Date")),
        status=int(status) if status and status.isdigit() else 200,
        headers=headers,
        body=body,
        encoding=charset(headers),
    )


def _is_ours(record: Any) -> bool:
    return record.rec_headers.get_header(_SOURCE) is not None


def charset(headers: Mapping[str, str]) -> str | None:
    """The charset that a Content-Type header claims, lower case."""
    found = _CHARSET.search(headers.get("content-type", ""))
    return found.group(1).lower() if found else None


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _seconds(stamp: str | None) -> str | None:
    """WARC 1.1 allows fractions of a second; Page.fetched_at has none."""
    return re.sub(r"\.\d+Z$", "Z", stamp) if stamp else None


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
