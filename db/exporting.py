"""Exports: the formats are the files of db/export/, and a file appears whole or not at all."""

from __future__ import annotations

import errno
import os
import pkgutil
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Protocol, TextIO, cast

from db import export as formats_folder
from db.errors import KnowledgeBaseError, NotWritable, StorageFull
from db.filters import Filters
from db.records import Records, What, records
from db.store import KnowledgeBase


class Format(Protocol):
    """What a file of db/export/ offers."""

    TITLE: str
    EXTENSION: str

    def write(self, records: Records, stream: TextIO) -> int: ...


def formats() -> dict[str, Format]:
    """Each format by the name of its file."""
    names = sorted(module.name for module in pkgutil.iter_modules(formats_folder.__path__))
    return {name: cast(Format, import_module(f"db.export.{name}")) for name in names if not name.startswith("_")}


def write_export(kb: KnowledgeBase, format: str, what: What, stream: TextIO, filters: Filters | None = None) -> int:
    """Writes what stands at one moment to an open stream; returns the number of records.

    Raises ValueError for an unknown format or content.
    """
    known = formats()
    if format not in known:
        raise ValueError(f"unknown format {format!r}; it must be one of {', '.join(known)}")
    with kb.connection.snapshot():
        return known[format].write(records(kb, what, filters), stream)


def export(kb: KnowledgeBase, format: str, what: What, path: Path, filters: Filters | None = None) -> int:
    """`write_export` to a file, which takes the place of an older one only when it is complete and on the disk.

    Raises StorageFull or NotWritable, and then leaves the older file as it was.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    except OSError as error:
        raise _ours(error, path) from error
    fresh = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            count = write_export(kb, format, what, stream, filters)
            stream.flush()
            os.fsync(handle)
        fresh.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise _ours(error, path) from error
    finally:
        fresh.unlink(missing_ok=True)
    return count


def _sync_folder(folder: Path) -> None:
    """The new name itself must reach the disk, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _ours(error: OSError, path: Path) -> KnowledgeBaseError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO):
        return StorageFull(f"{path}: {error.strerror}; free space on this disk and export again")
    return NotWritable(f"{path}: {error.strerror}; choose a folder that exists and can be written")
