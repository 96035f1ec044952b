"""KnowledgeBase: what is known, in one SQLite file. Writing is one transaction a page, and a replay changes nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from crawler.page import Page
from crawler.urls import canonical_url
from db import copies, holds, integrity, merges
from db.admission import admit
from db.connection import Connection
from db.holds import Hold
from db.schema import OUTCOMES, check, migrate
from db.text import clean
from db.versions import Visit, add_version, confirm, mark_gone
from extract.types import Extraction, NotADocument, digest

_SOURCE_FIELDS = ("name", "publisher", "url", "kind", "language", "country", "city", "authority")


class KnowledgeBase:
    """Opens the file, makes or migrates it; with `readonly` it must be there and nothing is written.

    One writer at a time, any number of readers. Raises the errors of db.errors. Times are ISO 8601 in UTC and come
    from the caller: the page's `fetched_at`, else the start of the run.
    """

    def __init__(self, path: Path, *, readonly: bool = False) -> None:
        self.path = path
        self.connection = Connection(path, readonly=readonly)
        try:
            if readonly:
                check(self.connection)
            else:
                migrate(self.connection)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self.connection.close()

    def __enter__(self) -> KnowledgeBase:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def add_source(self, source: Mapping[str, Any]) -> None:
        """A source as its TOML says, by `name`; the newest settings are kept."""
        columns = {name: source.get(name) for name in _SOURCE_FIELDS}
        columns["settings"] = json.dumps(dict(source), ensure_ascii=False, sort_keys=True, default=str)
        changes = ", ".join(f"{name} = excluded.{name}" for name in columns if name != "name")
        sql = f"""
            INSERT INTO sources ({", ".join(columns)}) VALUES ({", ".join(f":{name}" for name in columns)})
            ON CONFLICT (name) DO UPDATE SET {changes}
        """
        with self.connection.transaction():
            self.connection.execute(sql, columns)

    def start_run(self, run: str, started_at: str) -> str:
        """When the run began: earlier than `started_at` where a run that was cut off is taken up again."""
        with self.connection.transaction():
            self.connection.insert("runs", [{"id": run, "started_at": started_at}])
            self.connection.execute("UPDATE runs SET finished_at = NULL WHERE id = ?", [run])
        return self._started(run)

    def finish_run(self, run: str, finished_at: str, *, summary: Mapping[str, Any] | None = None) -> None:
        self._started(run)
        told = json.dumps(dict(summary or {}), ensure_ascii=False, sort_keys=True)
        with self.connection.transaction():
            merges.merge_by_alias(self.connection)
            sql = "UPDATE runs SET finished_at = ?, summary = ? WHERE id = ?"
            self.connection.execute(sql, [finished_at, told, run])

    def unfinished_run(self) -> str | None:
        """The newest run, if it was cut off."""
        sql = "SELECT id, finished_at FROM runs ORDER BY started_at DESC, rowid DESC LIMIT 1"
        rows = self.connection.rows(sql)
        return rows[0]["id"] if rows and rows[0]["finished_at"] is None else None

    def add_extraction(self, extraction: Extraction, *, page: Page, run: str) -> Literal["stored", "unchanged"]:
        """Adds all that a page says. "unchanged" where the address has this text already."""
        visit = self._visit(run, page.fetched_at)
        extraction, problems = admit(extraction)
        with self.connection.transaction():
            first = self._add_page(page, visit)
            self.connection.insert("addresses", [{"url": _asked(page), "document": extraction.document.id}])
            outcome: Literal["stored", "unchanged"]
            outcome = "stored" if add_version(self.connection, extraction, page, visit) else "unchanged"
            if first or outcome == "stored":
                self._set_outcome(page, outcome)
            for problem in problems:
                self._add_issue(page, visit, problem.code, problem.detail)
            self._enter(run, page.source, _asked(page), outcome, "")
        return outcome

    def add_rejection(self, rejection: NotADocument, *, page: Page, run: str, held: NotADocument | None = None) -> None:
        """Quarantines a page. What an earlier page of the address said stays known: the site may be ill for a night.

        `held` says, beside what is wrong with this page, why no page of its source was let in.
        """
        visit = self._visit(run, page.fetched_at)
        with self.connection.transaction():
            self._add_page(page, visit)
            self._set_outcome(page, "quarantined")
            for issue in filter(None, (held, rejection)):
                self._add_issue(page, visit, issue.code, issue.detail)
            self._enter(run, page.source, _asked(page), "quarantined", rejection.code)

    def record(self, run: str, source: str | None, url: str, outcome: str, reason: str = "") -> None:
        """Enters where an address ended that brought no page to read. Raises ValueError for an unknown outcome."""
        if outcome not in OUTCOMES:
            raise ValueError(f"unknown outcome {outcome!r}; it must be one of {', '.join(OUTCOMES)}")
        visit = self._visit(run, None)
        with self.connection.transaction():
            if outcome == "unchanged":
                confirm(self.connection, clean(url), visit)
            self._enter(run, source, url, outcome, reason)

    def mark_gone(self, url: str, run: str) -> int:
        """Marks what was published at an address that is no more; returns how many documents. Nothing is deleted."""
        visit = self._visit(run, None)
        with self.connection.transaction():
            return mark_gone(self.connection, clean(url), visit)

    def hold(self, source: str, run: str, reason: str) -> None:
        """Leaves what the source says from this run on out of exports, until `release`; nothing else changes.

        Safe to repeat: a source stays held since its first bad run, for the newest reason. Raises ValueError for a run
        that was not started.
        """
        self._started(run)
        with self.connection.transaction():
            self.connection.insert("sources", [{"name": source}])
            holds.hold(self.connection, clean(source), run, clean(reason))

    def release(self, source: str) -> bool:
        """Lets all that the source says be exported again; False where it was not held."""
        with self.connection.transaction():
            return holds.release(self.connection, source)

    def holds(self, source: str | None = None) -> list[Hold]:
        """What is held back now, and since when: all sources, or one."""
        return holds.holds(self.connection, source)

    def seen_pages(self, source: str | None) -> set[str]:
        """The ids of the pages of a source that were read already, whatever came of them."""
        return set(self.connection.column("SELECT id FROM pages WHERE source IS ?", [source]))

    def entered(self, run: str, source: str | None) -> set[str]:
        """The addresses of a source that have ended in this run, as they were asked for."""
        sql = "SELECT url FROM ledger WHERE run = ? AND source = ?"
        return set(self.connection.column(sql, [run, source or ""]))

    def balance(self, run: str) -> dict[str, dict[str, int]]:
        """For each source of the run, how many addresses ended in each outcome, and `seen`, how many there are."""
        sources: dict[str, dict[str, int]] = {}
        sql = "SELECT source, outcome, count(*) AS n FROM ledger WHERE run = ? GROUP BY source, outcome ORDER BY source"
        for row in self.connection.rows(sql, [run]):
            counts = sources.setdefault(row["source"], dict.fromkeys(("seen", *OUTCOMES), 0))
            counts[row["outcome"]] += row["n"]
            counts["seen"] += row["n"]
        return sources

    def content_hash(self) -> str:
        """SHA-256 of what is known, without how and when it came: equal for an undisturbed run and a resumed one."""
        return integrity.content_hash(self.connection)

    def verify(self) -> list[str]:
        """What does not agree with itself: each span with its text, each id with its content, the file's structure."""
        return integrity.verify(self.connection)

    def back_up(self, copy: Path) -> None:
        """Writes a copy that was read back and says the same; to restore it, put it in the file's place."""
        copies.back_up(self.connection, copy)

    def merge(self, entity: str, target: str, *, reason: str) -> None:
        """Makes `entity` another name of `target` until `undo_merge`. Raises ValueError where they are one already."""
        merges.merge(self.connection, entity, target, reason=reason)

    def undo_merge(self, entity: str, target: str) -> bool:
        return merges.undo_merge(self.connection, entity, target)

    def _started(self, run: str) -> str:
        started = self.connection.value("SELECT started_at FROM runs WHERE id = ?", [run])
        if started is None:
            raise ValueError(f"run {run!r} was not started")
        return str(started)

    def _visit(self, run: str, fetched_at: str | None) -> Visit:
        started = self._started(run)
        return Visit(run=run, at=fetched_at or started)

    def _set_outcome(self, page: Page, outcome: str) -> None:
        self.connection.execute("UPDATE pages SET outcome = ? WHERE id = ?", [outcome, page.id])

    def _add_page(self, page: Page, visit: Visit) -> bool:
        """Whether the page is seen for the first time."""
        if self.connection.value("SELECT 1 FROM pages WHERE id = ?", [page.id]):
            return False
        if page.source is not None:
            self.connection.insert("sources", [{"name": page.source}])
        row = {
            "id": page.id,
            "source": page.source,
            "url": clean(page.url),
            "requested_url": _asked(page),
            "fetched_at": page.fetched_at,
            "status": page.status,
            "warc_file": page.warc.file if page.warc else None,
            "warc_offset": page.warc.offset if page.warc else None,
            "run": visit.run,
            "outcome": "stored",
        }
        self.connection.insert("pages", [row])
        return True

    def _add_issue(self, page: Page, visit: Visit, code: str, detail: str) -> None:
        row = {
            "id": digest("issue", visit.run, page.id, code, clean(detail)),
            "run": visit.run,
            "source": page.source,
            "url": _asked(page),
            "page": page.id,
            "code": code,
            "detail": clean(detail),
            "at": visit.at,
        }
        self.connection.insert("issues", [row])

    def _enter(self, run: str, source: str | None, url: str, outcome: str, reason: str) -> None:
        self.connection.execute(_ENTER, [run, source or "", clean(url), outcome, clean(reason)])


def _asked(page: Page) -> str:
    """What the crawl asked for, in its one spelling: that is what its ledger counts, wherever a redirect ended."""
    try:
        return canonical_url(page.requested_url)
    except ValueError:
        return clean(page.requested_url)


# A page that is handed over twice in one run was still stored by it.
_ENTER = """
    INSERT INTO ledger (run, source, url, outcome, reason) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (run, source, url) DO UPDATE SET outcome = excluded.outcome, reason = excluded.reason
    WHERE NOT (outcome = 'stored' AND excluded.outcome = 'unchanged')
"""
