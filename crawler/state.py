"""The tables of one source's `state.sqlite`, and the rows that readers get."""

from __future__ import annotations

import errno
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from crawler.looks import SCHEMA as LOOKS
from crawler.page import WarcRef

Kind = Literal["article", "index"]
Outcome = Literal["fetched", "unchanged", "failed", "skipped"]
OUTCOMES: tuple[Outcome, ...] = ("fetched", "unchanged", "failed", "skipped")

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE runs (
    run TEXT PRIMARY KEY, started_at TEXT NOT NULL, finished_at TEXT, error TEXT
) STRICT;
CREATE TABLE urls (
    url TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('article', 'index')),
    state TEXT NOT NULL CHECK (state IN ('queued', 'leased', 'done', 'failed', 'skipped', 'gone')),
    reason TEXT,
    depth INTEGER NOT NULL DEFAULT 0 CHECK (depth >= 0),
    tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
    retry_at TEXT,
    etag TEXT,
    last_modified TEXT,
    body_hash TEXT,
    text_hash TEXT,
    title TEXT,
    date TEXT,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    last_fetched TEXT,
    seen_run TEXT NOT NULL
) STRICT;
CREATE INDEX urls_by_state ON urls (state, kind);
CREATE TABLE pages (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    url TEXT NOT NULL,
    requested_url TEXT NOT NULL,
    run TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    status INTEGER NOT NULL,
    body_hash TEXT NOT NULL,
    warc_file TEXT NOT NULL,
    warc_offset INTEGER NOT NULL CHECK (warc_offset >= 0),
    title_hint TEXT,
    date_hint TEXT,
    UNIQUE (run, id)
) STRICT;
CREATE TABLE ledger (
    run TEXT NOT NULL,
    url TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('fetched', 'unchanged', 'failed', 'skipped')),
    reason TEXT,
    page_id TEXT,
    PRIMARY KEY (run, url),
    CHECK ((outcome = 'fetched') <= (page_id IS NOT NULL))
) STRICT;
CREATE TABLE hosts (host TEXT PRIMARY KEY, retry_at TEXT NOT NULL) STRICT;
"""
HOSTS = """
ALTER TABLE urls ADD COLUMN changed_at TEXT;
UPDATE urls SET changed_at = first_seen WHERE last_fetched IS NOT NULL;
CREATE TABLE hosts_new (host TEXT PRIMARY KEY, retry_at TEXT, delay REAL NOT NULL DEFAULT 0) STRICT;
INSERT INTO hosts_new (host, retry_at) SELECT host, retry_at FROM hosts;
DROP TABLE hosts;
ALTER TABLE hosts_new RENAME TO hosts;
"""
INDEXES = """
CREATE INDEX pages_by_url ON pages (url);
CREATE INDEX pages_by_requested_url ON pages (requested_url);
"""
MIGRATIONS = (SCHEMA, HOSTS, LOOKS, INDEXES)
"""One script a version; never change one that was released."""
VERSION = len(MIGRATIONS)


class StorageError(OSError):
    """A file or folder that cannot be read or written: a full disk, a missing permission, a damaged database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """One archived page. `seq` grows with every row; `title_hint` and `date_hint` are what the listing said."""

    seq: int
    id: str
    source: str
    url: str
    requested_url: str
    run: str
    fetched_at: str
    status: int
    body_hash: str
    warc: WarcRef
    title_hint: str | None = None
    date_hint: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """What became of one address in one run; `page_id` is the page that was archived, or that is still the same."""

    run: str
    url: str
    outcome: Outcome
    reason: str | None = None
    page_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """One address that is to be asked now. `known` is whether it was fetched before."""

    url: str
    address: str
    kind: Kind
    depth: int
    tries: int
    etag: str | None
    last_modified: str | None
    body_hash: str | None
    text_hash: str | None
    title: str | None
    date: str | None
    known: bool


def connect(path: Path) -> sqlite3.Connection:
    """The writer's connection, its tables made where the file is new. Raises StorageError."""
    try:
        connection = sqlite3.connect(path, isolation_level=None, timeout=10)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version < VERSION:
            steps = "".join(MIGRATIONS[version:])
            connection.executescript(f"BEGIN IMMEDIATE; {steps} PRAGMA user_version = {VERSION}; COMMIT;")
    except sqlite3.Error as error:
        raise storage_error(error, path) from None
    _check_version(version, path)
    return connection


def connect_readonly(path: Path) -> sqlite3.Connection:
    """A reader's connection. Raises StorageError where the file is missing, damaged or newer than this program."""
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=10)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA query_only = 1")
        _check_version(connection.execute("PRAGMA user_version").fetchone()[0], path)
    except sqlite3.Error as error:
        raise storage_error(error, path) from None
    return connection


def storage_error(error: sqlite3.Error, path: Path) -> StorageError:
    """The operating system's word for an SQLite error, with the file's name."""
    text = str(error)
    for sign, number in (("full", errno.ENOSPC), ("readonly", errno.EACCES), ("unable to open", errno.EACCES)):
        if sign in text:
            return StorageError(number, text, str(path))
    if isinstance(error, sqlite3.DatabaseError) and ("malformed" in text or "not a database" in text):
        return StorageError(errno.EUCLEAN, f"{text}: move the folder away and the source is crawled anew", str(path))
    return StorageError(errno.EIO, text, str(path))


def _check_version(version: int, path: Path) -> None:
    if version > VERSION:
        raise StorageError(
            errno.EUCLEAN, f"written by a newer cityfacts (version {version}): update the program", str(path)
        )


def stamp(offset: timedelta = timedelta()) -> str:
    """Now, moved by `offset`, as everything here is dated: UTC, whole seconds, comparable as text."""
    return stamp_of(datetime.now(UTC) + offset)


def stamp_of(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
