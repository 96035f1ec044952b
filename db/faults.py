"""SQLite's errors about a file, told as those of db.errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# The engine that sqlite-utils itself uses: it prefers pysqlite3 where that is installed.
from sqlite_utils.utils import sqlite3 as sqlite3  # type: ignore[attr-defined]

from db.errors import DatabaseBusy, KnowledgeBaseError, NotWritable, StorageFull, corrupt

# Primary result codes: https://www.sqlite.org/rescode.html
_BUSY, _LOCKED, _PERM, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 3, 8, 10, 11, 13, 14, 26


_DAMAGED = (
    "unsupported file format",
    "invalid fts5 file format",
    "Could not decode to UTF-8",
    "error in tokenizer",
    "malformed",
    "vtable constructor failed",
)


def _translate(error: sqlite3.Error, path: Path) -> KnowledgeBaseError | None:
    # A flipped bit in a text or in the schema comes without a code of its own.
    if str(error).startswith(_DAMAGED):
        return corrupt(path, str(error)[:100])
    # The low byte of an extended code is the primary one.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (_CORRUPT, _NOTADB):
        return corrupt(path, str(error))
    # RLIMIT_FSIZE and many full disks answer IOERR instead of FULL.
    if code in (_FULL, _IOERR):
        return StorageFull(f"{path}: {error}; free space on this disk, then run again: what was stored is kept")
    if code in (_CANTOPEN, _READONLY, _PERM):
        return NotWritable(f"{path}: {error}; check that the folder exists and that you may write to it")
    if code in (_BUSY, _LOCKED):
        return DatabaseBusy(f"{path}: {error}; wait for the other process to end, then run again")
    return None


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turns SQLite's errors about the file into ours; errors about our own SQL stay what they are."""
    try:
        yield
    except UnicodeDecodeError as error:
        # SQLite quotes the damaged words of a schema in its own message.
        raise corrupt(path, "a text is damaged") from error
    except sqlite3.Error as error:
        ours = _translate(error, path)
        if ours is None:
            raise
        raise ours from error
