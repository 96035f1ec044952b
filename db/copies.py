"""Backups: a copy counts only once it was read back and says the same."""

from __future__ import annotations

from pathlib import Path

from db.connection import Connection
from db.errors import NotWritable, corrupt
from db.integrity import content_hash, verify


def back_up(connection: Connection, copy: Path) -> None:
    """Writes one moment to a file that holds it alone, without a log beside it. An older file is replaced only then.

    Raises CorruptDatabase where the database or its copy is damaged, StorageFull or NotWritable; and leaves an older
    copy as it was.
    """
    if copy.is_dir() or not copy.parent.is_dir():
        raise NotWritable(f"{copy}: name a file in a folder that exists")
    fresh = copy.with_name(f".{copy.name}.tmp")
    fresh.unlink(missing_ok=True)
    try:
        with connection.snapshot():
            connection.backup(fresh)
            content = content_hash(connection)
        _read_back(fresh, content)
        fresh.replace(copy)
    finally:
        fresh.unlink(missing_ok=True)


def _read_back(copy: Path, content: str) -> None:
    written = Connection(copy)
    try:
        problems = verify(written)
        if problems or content_hash(written) != content:
            raise corrupt(copy, f"the backup is damaged: {problems[0] if problems else 'it says something else'}")
        # A file alone: the log is folded in and its files go.
        written.value("PRAGMA journal_mode = DELETE")
    finally:
        written.close()
