"""One open SQLite file: how it is opened, read, written and copied."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlite_utils import Database

from db.errors import MissingDatabase, NotWritable, corrupt
from db.faults import sqlite3, translated

Row = dict[str, Any]
Parameters = Sequence[object] | Mapping[str, object]
BUSY_SECONDS = 30
LOG_BYTES = 16 * 2**20
# https://www.sqlite.org/fileformat.html#magic_header_string
_MAGIC = b"SQLite format 3\x00"


class Connection:
    """SQLite's errors about the file leave here as those of db.errors.

    A writer holds BEGIN IMMEDIATE from its first to its last statement: a deferred transaction that begins to write
    later fails at once where another one has written, without waiting.
    """

    def __init__(self, path: Path, *, readonly: bool = False) -> None:
        self.path = path
        self.readonly = readonly
        self._fold_at = LOG_BYTES
        _check_file(path, readonly=readonly)
        with translated(path):
            raw = sqlite3.connect(_uri(path, readonly=readonly), uri=True, timeout=BUSY_SECONDS)
            self.db = Database(raw, execute_plugins=False)
            try:
                self._prepare()
            except BaseException:
                raw.close()
                raise

    def _prepare(self) -> None:
        self.db.execute("PRAGMA foreign_keys = ON")
        if self.readonly:
            self.db.execute("PRAGMA query_only = ON")
            self.db.execute("PRAGMA schema_version").fetchone()
        else:
            self.db.execute("PRAGMA journal_mode = WAL").fetchone()
            # A kill loses nothing with NORMAL either; a power cut would lose the last commits.
            self.db.execute("PRAGMA synchronous = FULL")
        self._check_length()

    def _check_length(self) -> None:
        """A file that was cut opens without complaint; pages still in the write-ahead log may be missing rightly."""
        if _wal(self.path).is_file() and _wal(self.path).stat().st_size:
            return
        size = self.value("PRAGMA page_size") * self.value("PRAGMA page_count")
        if self.path.stat().st_size < size:
            raise corrupt(self.path, f"the file was cut to {self.path.stat().st_size} of {size} bytes")

    def close(self) -> None:
        self.db.conn.close()

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        with translated(self.path):
            return list(self.db.query(sql, parameters))  # type: ignore[arg-type]

    def one(self, sql: str, parameters: Parameters = ()) -> Row:
        """The row that must be there: an index that led to it is damaged where it is not."""
        rows = self.rows(sql, parameters)
        if not rows:
            raise corrupt(self.path, "an index names a row that is not there")
        return rows[0]

    def each(self, sql: str, parameters: Parameters = ()) -> Iterator[Row]:
        """`rows` without holding them all."""
        with translated(self.path):
            yield from self.db.query(sql, parameters)  # type: ignore[arg-type]

    def column(self, sql: str, parameters: Parameters = ()) -> list[Any]:
        with translated(self.path):
            return [row[0] for row in self.db.execute(sql, parameters)]  # type: ignore[arg-type]

    def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """The first column of the first row, or None."""
        with translated(self.path):
            row = self.db.execute(sql, parameters).fetchone()  # type: ignore[arg-type]
        return None if row is None else row[0]

    def execute(self, sql: str, parameters: Parameters = ()) -> int:
        """How many rows were changed."""
        with translated(self.path):
            return int(self.db.execute(sql, parameters).rowcount)  # type: ignore[arg-type]

    def insert(self, table: str, rows: Iterable[Row]) -> None:
        """Rows of the same columns; those whose natural key is there already change nothing.

        Not by sqlite-utils: it looks up the rowid of a single row that is there already, which a WITHOUT ROWID table
        does not have (4.2.1).
        """
        all_rows = list(rows)
        if not all_rows:
            return
        columns = ", ".join(f'"{name}"' for name in all_rows[0])
        values = ", ".join(f":{name}" for name in all_rows[0])
        with translated(self.path):
            self.db.conn.executemany(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({values})", all_rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, also where the process is killed. Not to be nested."""
        with translated(self.path):
            self.db.conn.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.db.conn.execute("COMMIT")
                self._fold_log()
            except BaseException:
                # A full disk may have rolled back already.
                if self.db.conn.in_transaction:
                    self.db.conn.execute("ROLLBACK")
                raise

    def _fold_log(self) -> None:
        """Writes a long log into the file and begins it anew; SQLite by itself lets it grow while reads overlap.

        Waits a second for readers, then goes on and tries again once the log has grown as much again.
        """
        if _size(_wal(self.path)) < self._fold_at:
            return
        self.db.conn.execute("PRAGMA busy_timeout = 1000")
        self.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        self.db.conn.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
        self._fold_at = _size(_wal(self.path)) + LOG_BYTES

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All reads within see one moment, whatever is written meanwhile."""
        if self.db.conn.in_transaction:
            yield
            return
        with translated(self.path):
            self.db.conn.execute("BEGIN")
            try:
                yield
            finally:
                if self.db.conn.in_transaction:
                    self.db.conn.execute("COMMIT")

    def backup(self, copy: Path) -> None:
        """A checked copy of one moment. Copying the file itself would miss the log beside it."""
        try:
            copy.touch(mode=0o600)
        except OSError as error:
            raise NotWritable(f"{copy}: {error.strerror}; choose a folder that can be written") from error
        with translated(copy), closing(sqlite3.connect(copy)) as target:
            self.db.conn.backup(target)
            verdict = target.execute("PRAGMA integrity_check").fetchone()[0]
            if verdict != "ok":
                raise corrupt(copy, f"the backup is damaged: {verdict}")


def _check_file(path: Path, *, readonly: bool) -> None:
    if path.is_dir():
        raise NotWritable(f"{path}: a folder; name the database file in it, such as {path / 'kb.sqlite'}")
    if path.exists():
        # A writer that was killed at its very first statement leaves an empty file, and SQLite takes a few odd bytes
        # for an empty one, too.
        head = _head(path)
        if head != _MAGIC and (head or readonly):
            raise corrupt(path, "the file is no database" if head else "the file is empty")
    elif readonly:
        raise MissingDatabase(f"{path}: no knowledge base yet; `cityfacts run` makes one")
    else:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Readable for its owner alone.
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        except OSError as error:
            raise NotWritable(f"{path}: {error.strerror}; choose a folder that can be written") from error


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC))
    except OSError as error:
        raise NotWritable(f"{path}: {error.strerror}; check that you may read it") from error


def _uri(path: Path, *, readonly: bool) -> str:
    """A file in a folder that cannot be written has no place for a log: it is read as it is, if no log lies there."""
    mode = "ro" if readonly else "rw"
    frozen = readonly and not os.access(path.parent, os.W_OK) and not _wal(path).exists()
    return f"file:{quote(str(path.absolute()))}?mode={mode}" + ("&immutable=1" if frozen else "")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _wal(path: Path) -> Path:
    return path.with_name(path.name + "-wal")
