"""Frontier: every address of one source, what became of it, and the index of its archived pages.

The source's crawl is the only writer. Addresses are leased, never popped: what a killed crawl held is leased again.
"""

from __future__ import annotations

import errno
import fcntl
import os
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.ledger import FrontierReader
from crawler.linkpage import Link
from crawler.looks import Look, save_look
from crawler.page import Page
from crawler.state import (
    Kind,
    Lease,
    LedgerRow,
    Outcome,
    PageRow,
    StorageError,
    connect,
    stamp,
    stamp_of,
    storage_error,
)
from crawler.urls import canonical_url

__all__ = ["Frontier", "Lease", "LedgerRow", "PageRow", "StorageError"]

RECHECK_SHARE = 0.1
"""A page is asked for again after this share of the time for which it has stood unchanged: for so long HTTP takes an
answer to be fresh where the server says nothing (RFC 9111, 4.2.2)."""
MAX_RECHECK_DAYS = 90
MAX_TRIES = 5
MAX_WAITING = 100_000
"""How many addresses that were never asked may wait; the oldest by date give way and come again with their index."""
LOCK_SECONDS = 10.0
LEASES = 100
"""How many addresses are taken from the queue at once."""
Judge = Callable[[str, str], str | None]
"""From canonical and original address to the reason why a listed item is not followed, None where it is."""
Following = Callable[[int], Iterable[str]]
_JUDGED = ("not_allowed", "denied", "offsite", "recording", "trap")


class Frontier(FrontierReader):
    """`Frontier.open` writes and `Frontier.open_readonly` reads the `state.sqlite` of one source's folder."""

    def __init__(self, connection: sqlite3.Connection, path: Path, lock: int | None = None) -> None:
        super().__init__(connection, path, lock)
        self._leases: deque[Lease] = deque()

    @classmethod
    def open(cls, path: Path) -> Frontier:
        """Opens for the one writer; makes folder and file. Raises StorageError, with EBUSY for a second writer."""
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = os.open(path.with_suffix(".lock"), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise StorageError(error.errno, error.strerror, error.filename) from None
        deadline = time.monotonic() + LOCK_SECONDS
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return cls(connect(path), path, lock)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    os.close(lock)
                    message = "another crawl of this source is running: wait for it or end it"
                    raise StorageError(errno.EBUSY, message, str(path)) from None
                time.sleep(0.1)

    def begin(self, run: str, starts: Iterable[str], *, rules: str, judge: Judge, all_indexes: bool = False) -> None:
        """Begins a run, or takes up a killed one: queues the start addresses and every page whose recheck is due.

        `rules` is a fingerprint of what decides which items are followed; when it changes, the indexes are read anew
        and the items judged again. `all_indexes` asks every index known, not only the starts.
        """
        now = stamp()
        self._leases.clear()
        with self._transaction() as db:
            db.execute(
                "INSERT INTO runs (run, started_at) VALUES (?, ?) ON CONFLICT DO UPDATE SET finished_at = NULL",
                (run, now),
            )
            db.execute("UPDATE urls SET state = 'queued' WHERE state = 'leased'")
            old = db.execute("SELECT value FROM meta WHERE key = 'rules'").fetchone()
            if old is None or old[0] != rules:
                db.execute("INSERT OR REPLACE INTO meta VALUES ('rules', ?)", (rules,))
                self._judge_again(judge)
            unasked = "url NOT IN (SELECT url FROM ledger WHERE run = :run)"
            stood = "julianday(last_fetched) - julianday(coalesce(changed_at, first_seen))"
            db.execute(
                f"UPDATE urls SET state = 'queued', seen_run = :run WHERE {unasked} AND (state = 'skipped' AND "
                "reason = 'robots_disallowed' OR state = 'done' AND kind = 'article' AND "
                f"julianday(:now) - julianday(last_fetched) >= min(:most, :share * ({stood})) "
                "OR kind = 'index' AND :all_indexes)",
                {"run": run, "now": now, "share": RECHECK_SHARE, "most": MAX_RECHECK_DAYS, "all_indexes": all_indexes},
            )
            for address in starts:
                self._queue(run, canonical_url(address), address, "index", depth=0, now=now)
                db.execute(
                    f"UPDATE urls SET state = 'queued', retry_at = NULL WHERE url = :url AND {unasked}",
                    {"url": canonical_url(address), "run": run},
                )

    def lease(self, run: str) -> Lease | None:
        """The next address to ask for: indexes first, then new articles, newest first, then known ones.

        Nothing is written: an address keeps its place in the queue until what became of it is filed.
        """
        if not self._leases:
            self._leases.extend(self._next(run))
        return self._leases.popleft() if self._leases else None

    def _next(self, run: str) -> Iterator[Lease]:
        query = (
            "SELECT * FROM urls WHERE state = 'queued' AND (retry_at IS NULL OR retry_at <= :now) "
            "AND url NOT IN (SELECT url FROM ledger WHERE run = :run) "
            "ORDER BY kind = 'article', CASE kind WHEN 'index' THEN depth ELSE last_fetched IS NOT NULL END, "
            "date DESC, rowid LIMIT :most"
        )
        fields = ("url", "address", "kind", "depth", "tries", "etag", "last_modified", "body_hash", "text_hash")
        for row in self._db.execute(query, {"now": stamp(), "run": run, "most": LEASES}).fetchall():
            values = {key: row[key] for key in (*fields, "title", "date")}
            yield Lease(**values, known=row["body_hash"] is not None)

    def fetched(self, run: str, lease: Lease, page: Page, *, text_hash: str | None) -> Outcome:
        """Files an archived page; the same address with the same bytes twice in a run is one page, and `unchanged`."""
        assert page.warc is not None
        with self._transaction() as db:
            inserted = db.execute(
                "INSERT OR IGNORE INTO pages (id, url, requested_url, run, fetched_at, status, body_hash, warc_file, "
                "warc_offset, title_hint, date_hint) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(page.id, page.url, page.requested_url, run, page.fetched_at or stamp(), page.status),
                    *(page.body_hash, page.warc.file, page.warc.offset, lease.title, lease.date),
                ),
            ).rowcount
            outcome: Outcome = "fetched" if inserted else "unchanged"
            self._answered(lease, page, text_hash)
            db.execute("UPDATE urls SET changed_at = last_fetched WHERE url = ?", (lease.url,))
            self._enter(run, lease.url, outcome, None if inserted else "duplicate", page.id)
        return outcome

    def unchanged(self, run: str, lease: Lease, page: Page, *, reason: str) -> None:
        """Files an answer that says, or shows, that nothing is new. Its validators replace the known ones."""
        with self._transaction(durable=False) as db:
            self._answered(lease, page, lease.text_hash, body_hash=lease.body_hash)
            last = db.execute(
                "SELECT id FROM pages WHERE (requested_url = ? OR url = ?) AND body_hash = ? ORDER BY seq DESC LIMIT 1",
                (lease.address, lease.url, lease.body_hash),
            ).fetchone()
            outcome: Outcome = "skipped" if lease.kind == "index" else "unchanged"
            self._enter(
                run, lease.url, outcome, "index" if lease.kind == "index" else reason, last[0] if last else None
            )

    def index_read(
        self, run: str, lease: Lease, page: Page, links: Iterable[Link], following: Following, judge: Judge
    ) -> int:
        """Files a listing page, feed or sitemap with all that it offers; returns how many items are new.

        `following` says, from that number, which further indexes are to be asked; they are one level deeper.
        """
        now = stamp()
        # What is found may come before what was taken.
        self._leases.clear()
        with self._transaction():
            new = sum(self._discover(run, link, judge, now) for link in links)
            for address in following(new):
                with suppress(ValueError):  # an address that is none leads nowhere
                    url = canonical_url(address)
                    self._queue(run, url, address, "index", depth=lease.depth + 1, now=now, again=True)
            self._answered(lease, page, None)
            cut = self._cut()
            if cut:
                # It is to be read again as if it were new.
                self._forget_validators("url = ?", lease.url)
            self._enter(run, lease.url, "skipped", "index_cut" if cut else "index", None)
        return new

    def looked(self, look: Look) -> None:
        """Keeps what was seen at an index; to be called before the answer is filed, so that no filed one lacks it."""
        with self._transaction(durable=False) as db:
            save_look(db, look)

    def failed(
        self, run: str, lease: Lease, reason: str, *, retry_at: datetime | None = None, gone: bool = False
    ) -> None:
        """Files a failure. With `retry_at` it is tried again from then on, MAX_TRIES times in all.

        A page that was there before stays known; `gone` says that it is there no longer.
        """
        again = retry_at is not None and lease.tries + 1 < MAX_TRIES
        settled = "gone" if gone and lease.known else "done" if lease.known else "failed"
        with self._transaction() as db:
            db.execute(
                "UPDATE urls SET state = ?, reason = ?, tries = ?, retry_at = ?, last_fetched = ? WHERE url = ?",
                (
                    *("queued" if again else settled, reason, lease.tries + 1 if again else 0),
                    *(stamp_of(retry_at) if again and retry_at else None, stamp() if lease.known else None, lease.url),
                ),
            )
            self._enter(run, lease.url, "failed", reason, None)

    def skipped(self, run: str, lease: Lease, reason: str) -> None:
        """Files an address that is not to be asked, or whose answer is nothing to keep."""
        with self._transaction(durable=False) as db:
            db.execute("UPDATE urls SET state = 'skipped', reason = ? WHERE url = ?", (reason, lease.url))
            self._enter(run, lease.url, "skipped", reason, None)

    def put_off(self, run: str, lease: Lease, reason: str) -> None:
        """Leaves an address unasked in this run; it keeps its place for the next."""
        with self._transaction(durable=False):
            self._enter(run, lease.url, "skipped", reason, None)

    def release(self, lease: Lease) -> None:
        """Gives an address back unasked."""
        self._leases.appendleft(lease)

    def remember_host(self, host: str, *, until: datetime | None = None, delay: float | None = None) -> None:
        """What a host asked for, whatever happens to this process: not to be asked before `until`, every `delay` s."""
        # Whole seconds are kept, and none is to be lost.
        retry_at = stamp_of(until + timedelta(seconds=1)) if until and until > datetime.now(UTC) else None
        # A delay is told again by the next robots.txt.
        with self._transaction(durable=retry_at is not None) as db:
            db.execute(
                "INSERT INTO hosts (host, retry_at, delay) VALUES (:host, :retry_at, coalesce(:delay, 0)) ON CONFLICT "
                "DO UPDATE SET retry_at = coalesce(:retry_at, retry_at), delay = coalesce(:delay, delay)",
                {"host": host, "retry_at": retry_at, "delay": delay},
            )

    def finish(self, run: str, *, outcome: Outcome, reason: str, error: str | None = None) -> None:
        """Ends the run: every address seen and not asked gets its row, `outcome` and `reason` where it waited."""
        with self._transaction() as db:
            db.execute(
                "INSERT OR IGNORE INTO ledger SELECT :run, url, "
                "CASE WHEN state IN ('queued', 'leased') THEN iif(retry_at > :now, 'failed', :outcome) "
                "WHEN state = 'failed' THEN 'failed' ELSE 'skipped' END, "
                "CASE WHEN state IN ('queued', 'leased') THEN iif(retry_at > :now, 'retry_later', :reason) "
                "WHEN state = 'done' THEN 'not_due' WHEN state = 'gone' THEN 'gone' ELSE reason END, NULL "
                "FROM urls WHERE seen_run = :run OR state IN ('queued', 'leased')",
                {"run": run, "now": stamp(), "outcome": outcome, "reason": reason},
            )
            db.execute("UPDATE urls SET state = 'queued' WHERE state = 'leased'")
            db.execute("UPDATE runs SET finished_at = ?, error = ? WHERE run = ?", (stamp(), error, run))

    def _discover(self, run: str, link: Link, judge: Judge, now: str) -> int:
        """1 where the item is new and to be followed. A new date at a known item, or a return, queues it again."""
        try:
            url = canonical_url(link.url)
        except ValueError:
            return 0
        reason = judge(url, link.url)
        state = "skipped" if reason else "queued"
        known = self._db.execute("SELECT kind, state, date FROM urls WHERE url = ?", (url,)).fetchone()
        if known is None:
            self._db.execute(
                "INSERT INTO urls (url, address, kind, state, reason, title, date, first_seen, last_seen, seen_run) "
                "VALUES (?, ?, 'article', ?, ?, ?, ?, ?, ?, ?)",
                (url, link.url, state, reason, link.title, link.date, now, now, run),
            )
            return int(reason is None)
        if known["kind"] == "article":
            changed = known["state"] in ("done", "failed") and link.date is not None and link.date != known["date"]
            again = (changed or known["state"] == "gone") and not self._entered(run, url)
            self._db.execute(
                "UPDATE urls SET last_seen = ?, seen_run = ?, title = coalesce(?, title), date = coalesce(?, date), "
                "state = iif(?, 'queued', state) WHERE url = ?",
                (now, run, link.title, link.date, again, url),
            )
        return 0

    def _queue(
        self, run: str, url: str, address: str, kind: Kind, *, depth: int, now: str, again: bool = False
    ) -> None:
        """Makes the row where there is none; with `again` a known one is queued once more in this run."""
        self._db.execute(
            "INSERT INTO urls (url, address, kind, state, depth, first_seen, last_seen, seen_run) "
            "VALUES (?, ?, ?, 'queued', ?, ?, ?, ?) ON CONFLICT DO UPDATE SET last_seen = excluded.last_seen, "
            "seen_run = excluded.seen_run, depth = min(depth, excluded.depth)",
            (url, address, kind, depth, now, now, run),
        )
        if again and not self._entered(run, url):
            self._db.execute("UPDATE urls SET state = 'queued' WHERE url = ? AND kind = 'index'", (url,))

    def _cut(self) -> int:
        """Drops the oldest of what waits beyond MAX_WAITING; how many."""
        waiting = "FROM urls WHERE state = 'queued' AND kind = 'article' AND last_fetched IS NULL"
        excess = self._db.execute(f"SELECT count(*) - ? {waiting}", (MAX_WAITING,)).fetchone()[0]
        if excess > 0:
            oldest = f"SELECT rowid {waiting} ORDER BY date, rowid DESC LIMIT ?"
            self._db.execute(f"DELETE FROM urls WHERE rowid IN ({oldest})", (excess,))
        return max(0, int(excess))

    def _forget_validators(self, where: str, *values: str) -> None:
        self._db.execute(f"UPDATE urls SET etag = NULL, last_modified = NULL, body_hash = NULL WHERE {where}", values)

    def _judge_again(self, judge: Judge) -> None:
        self._forget_validators("kind = 'index'")
        rows = self._db.execute("SELECT url, address, state, reason FROM urls WHERE kind = 'article'").fetchall()
        for url, address, state, old in rows:
            if state == "queued" or (state == "skipped" and old in _JUDGED):
                reason = judge(url, address)
                state = "skipped" if reason else "queued"
                self._db.execute("UPDATE urls SET state = ?, reason = ? WHERE url = ?", (state, reason, url))

    def _answered(self, lease: Lease, page: Page, text_hash: str | None, *, body_hash: str | None = None) -> None:
        self._db.execute(
            "UPDATE urls SET state = 'done', reason = NULL, tries = 0, retry_at = NULL, etag = ?, last_modified = ?, "
            "body_hash = ?, text_hash = ?, last_fetched = ? WHERE url = ?",
            (
                *(page.headers.get("etag"), page.headers.get("last-modified"), body_hash or page.body_hash),
                *(text_hash, page.fetched_at, lease.url),
            ),
        )

    def _entered(self, run: str, url: str) -> bool:
        return self._db.execute("SELECT 1 FROM ledger WHERE run = ? AND url = ?", (run, url)).fetchone() is not None

    def _enter(self, run: str, url: str, outcome: Outcome, reason: str | None, page_id: str | None) -> None:
        self._db.execute("INSERT INTO ledger VALUES (?, ?, ?, ?, ?)", (run, url, outcome, reason, page_id))

    @contextmanager
    def _transaction(self, *, durable: bool = True) -> Iterator[sqlite3.Connection]:
        """All or nothing, also for a process that is killed. Raises StorageError.

        What is not `durable` is on the disk only with the next that is: a power cut may take it, and its addresses are
        asked again.
        """
        try:
            self._db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
        except (sqlite3.OperationalError, sqlite3.DatabaseError) as error:
            raise storage_error(error, self._path) from error
