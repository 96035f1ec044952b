"""Torn tails: what a crawl that was killed, or a full disk, left behind the last whole record of an archive."""

from __future__ import annotations

import os
import zlib
from pathlib import Path
from typing import IO

_GZIP = 31
"""zlib's window size for a gzip member with its checksum."""
_CHUNK = 64 * 1024


def newest_archive(folder: Path) -> Path | None:
    """The file that the last crawl wrote to; their names begin with the moment they were begun."""
    return max(folder.glob("*.warc.gz"), default=None)


def cut_back(path: Path, start: int = 0) -> int:
    """Cuts an archive behind its last whole record; how many bytes were cut off. A file without any record is removed.

    `start` is the offset of a record that is known to be whole. Raises OSError.
    """
    with path.open("r+b") as stream:
        size = stream.seek(0, os.SEEK_END)
        whole = _end_of_records(stream, min(start, size))
        if whole == size and size:
            return 0
        stream.truncate(whole)
        os.fsync(stream.fileno())
    if not whole:
        path.unlink()
    return size - whole


def _end_of_records(stream: IO[bytes], start: int) -> int:
    """Where the last of the gzip members that begin at `start` ends, one a record."""
    stream.seek(start)
    whole, member = start, zlib.decompressobj(_GZIP)
    while chunk := stream.read(_CHUNK):
        while chunk:
            try:
                member.decompress(chunk)
            except zlib.error:
                return whole
            if not member.eof:
                break
            chunk = member.unused_data
            whole, member = stream.tell() - len(chunk), zlib.decompressobj(_GZIP)
    return whole
