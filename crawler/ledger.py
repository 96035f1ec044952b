"""What a source's `state.sqlite` tells its readers: the archived pages, the ledger and its balance."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from crawler.looks import Look, read_looks
from crawler.page import WarcRef
from crawler.state import OUTCOMES, LedgerRow, PageRow, connect_readonly


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCount:
    """So many articles, new ones or known ones, that answered in one way.

    `reason` is empty for a page of the article's own, "duplicate" where another article has led to the same page.
    """

    reason: str
    new: bool
    number: int
    example: str


class FrontierReader:
    """The reading half of crawler.frontier.Frontier; it may be used beside a running crawl."""

    def __init__(self, connection: sqlite3.Connection, path: Path, lock: int | None = None) -> None:
        self._db, self._path, self._lock = connection, path, lock
        self._source = path.parent.name

    @classmethod
    def open_readonly(cls, path: Path) -> Self:
        return cls(connect_readonly(path), path)

    def close(self) -> None:
        self._db.close()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def pages_since(self, rowid: int = 0) -> Iterator[PageRow]:
        """The archived pages with a greater `seq`, in that order."""
        for row in self._db.execute("SELECT * FROM pages WHERE seq > ? ORDER BY seq", (rowid,)):
            values = dict(row)
            warc = WarcRef(file=values.pop("warc_file"), offset=values.pop("warc_offset"))
            yield PageRow(source=self._source, warc=warc, **values)

    def ledger(self, run: str) -> Iterator[LedgerRow]:
        for row in self._db.execute("SELECT * FROM ledger WHERE run = ? ORDER BY url", (run,)):
            yield LedgerRow(**dict(row))

    def balance(self, run: str) -> dict[str, Any]:
        """`seen` and the four outcomes, which sum up to it, and `reasons`: how often each reason was given."""
        counts: dict[str, Any] = {"seen": 0, **dict.fromkeys(OUTCOMES, 0), "reasons": {}}
        query = "SELECT outcome, reason, count(*) FROM ledger WHERE run = ? GROUP BY outcome, reason ORDER BY 3 DESC, 2"
        for outcome, reason, number in self._db.execute(query, (run,)):
            counts["seen"] += number
            counts[outcome] += number
            if reason:
                counts["reasons"][reason] = counts["reasons"].get(reason, 0) + number
        return counts

    def looks(self, run: str) -> tuple[Look, ...]:
        """What the run saw at the source's indexes, start addresses first."""
        return read_looks(self._db, run)

    def unseen_indexes(self, run: str) -> int:
        """How many lists the run knew of and did not come to, because of its budget or a failure of the day before."""
        query = """
            SELECT count(*) FROM ledger l JOIN urls u USING (url) WHERE l.run = ? AND u.kind = 'index'
            AND l.url NOT IN (SELECT url FROM looks WHERE run = l.run)
        """
        return int(self._db.execute(query, (run,)).fetchone()[0])

    def answers(self, run: str) -> list[AnswerCount]:
        """How the articles that the run asked for answered; what failed before in the same way is not counted again."""
        query = """
            SELECT CASE WHEN l.outcome = 'failed' THEN l.reason WHEN l.reason = 'duplicate' OR l.page_id IS NULL
                THEN 'duplicate' ELSE '' END AS reason,
                u.first_seen >= r.started_at AS new, count(*) AS number, min(l.url) AS example
            FROM ledger l JOIN urls u USING (url) JOIN runs r USING (run)
            LEFT JOIN ledger b ON b.url = l.url AND b.outcome = l.outcome AND b.reason IS l.reason AND b.run =
                (SELECT run FROM runs WHERE started_at <= r.started_at AND run <> r.run ORDER BY started_at DESC, rowid
                 DESC LIMIT 1)
            WHERE l.run = ? AND u.kind = 'article' AND (l.outcome IN ('fetched', 'unchanged')
                OR l.outcome = 'failed' AND l.reason <> 'retry_later' AND b.run IS NULL)
            GROUP BY 1, 2 ORDER BY number DESC, 1
        """
        return [AnswerCount(**dict(row)) for row in self._db.execute(query, (run,))]

    def last_crawled(self) -> datetime | None:
        """When the last run began."""
        started = self._db.execute("SELECT max(started_at) FROM runs").fetchone()[0]
        return datetime.fromisoformat(started) if started else None

    def may_have_asked_until(self) -> datetime | None:
        """The last moment at which a crawl of this source may have sent a request; now for one that never ended."""
        if self.was_cut():
            return datetime.now(UTC)
        ended = self._db.execute("SELECT max(finished_at) FROM runs").fetchone()[0]
        # Whole seconds are kept.
        return datetime.fromisoformat(ended) + timedelta(seconds=1) if ended else None

    def was_cut(self) -> bool:
        """Whether the last crawl was ended from outside."""
        return bool(self._db.execute("SELECT max(finished_at IS NULL) FROM runs").fetchone()[0])

    def last_offset(self, file: str) -> int:
        """Where the last page of an archive file begins, 0 where the file holds none."""
        query = "SELECT coalesce(max(warc_offset), 0) FROM pages WHERE warc_file = ?"
        return int(self._db.execute(query, (file,)).fetchone()[0])

    def hosts(self) -> Iterator[tuple[str, datetime | None, float]]:
        """What each host has asked for: not to be asked before a moment, and the seconds between two requests."""
        for row in self._db.execute("SELECT * FROM hosts"):
            until = datetime.fromisoformat(row["retry_at"]) if row["retry_at"] else None
            yield row["host"], until, row["delay"] if "delay" in row.keys() else 0.0  # noqa: SIM118 - a row is no dict

    def asked_in(self, run: str) -> int:
        """About how many addresses the run has asked for already."""
        query = "SELECT count(*) FROM ledger WHERE run = ? AND (outcome <> 'skipped' OR reason LIKE 'index%')"
        return int(self._db.execute(query, (run,)).fetchone()[0])
