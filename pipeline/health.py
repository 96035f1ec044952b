"""What the last run did and whether it adds up; what this installation consists of."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from db.errors import KnowledgeBaseError, NotFound
from db.schema import OUTCOMES
from db.store import KnowledgeBase
from pipeline.comparison import compare
from pipeline.visits import visits_of

_LIBRARIES = ("scrapy", "spacy", "trafilatura", "lxml", "sqlite-utils", "feedparser", "pypdf", "warcio")


def read_status(kb: KnowledgeBase, *, run: str | None = None, source: str | None = None) -> dict[str, Any]:
    """A run, the last where none is named, as plain data.

    For each source `seen` is what its crawl counted and the outcomes are what the knowledge base entered: two ledgers
    that must agree. `reasons` says why addresses were quarantined, failed or skipped; with `source`, `addresses` lists
    them and `comparison` sets the source beside its last good visit. Raises NotFound for an unknown run or source.
    """
    row = _run(kb, run)
    summary = json.loads(row["summary"])
    seen, errors = summary.get("seen", {}), summary.get("errors", {})
    counts = kb.balance(row["id"])
    names = sorted({*seen, *counts, *errors})
    if source is not None:
        if source not in names:
            raise NotFound(f"run {row['id']} has no source {source!r}: it had {', '.join(names) or 'none'}")
        names = [source]
    sources = [_source(name, counts.get(name, {}), seen.get(name), errors.get(name)) for name in names]
    visits = visits_of(kb, row["id"])
    for entry in sources:
        visit = visits.get(entry["source"])
        entry["verdict"] = visit.verdict if visit else None
        entry["evidence"] = list(visit.evidence) if visit else []
    return {
        "run": row["id"],
        "started_at": row["started_at"],
        "finished_at": row["finished_at"],
        "resumed": bool(summary.get("resumed")),
        "balanced": row["finished_at"] is None or all(entry["balanced"] for entry in sources),
        "sources": sources,
        "reasons": _reasons(kb, row["id"], source),
        **(
            {"addresses": _addresses(kb, row["id"], source), "comparison": compare(kb, source, row["id"])}
            if source
            else {}
        ),
    }


def _run(kb: KnowledgeBase, run: str | None) -> Any:
    where, values = ("WHERE id = ?", [run]) if run else ("", [])
    rows = list(kb.connection.rows(f"SELECT * FROM runs {where} ORDER BY started_at DESC, rowid DESC LIMIT 1", values))
    if not rows:
        raise NotFound(f"no run {run!r}" if run else "no run yet: `cityfacts run` makes one")
    return rows[0]


def _source(name: str, counts: dict[str, int], seen: int | None, error: str | None) -> dict[str, Any]:
    outcomes = {outcome: counts.get(outcome, 0) for outcome in OUTCOMES}
    crawled = sum(outcomes.values()) if seen is None else seen
    return {
        "source": name,
        "seen": crawled,
        **outcomes,
        "balanced": crawled == sum(outcomes.values()),
        "error": error,
    }


def _reasons(kb: KnowledgeBase, run: str, source: str | None) -> list[dict[str, Any]]:
    sql = """
        SELECT source, outcome, reason, count(*) AS count, min(url) AS example FROM ledger
        WHERE run = :run AND outcome IN ('quarantined', 'failed', 'skipped') AND (:source IS NULL OR source = :source)
        GROUP BY source, outcome, reason ORDER BY source, outcome, count DESC, reason
    """
    return [dict(row) for row in kb.connection.rows(sql, {"run": run, "source": source})]


def _addresses(kb: KnowledgeBase, run: str, source: str) -> list[dict[str, Any]]:
    sql = """
        SELECT l.url, l.outcome, l.reason, coalesce((SELECT detail FROM issues i WHERE i.run = l.run AND i.url = l.url
                                                     ORDER BY i.rowid DESC LIMIT 1), '') AS detail
        FROM ledger l WHERE l.run = ? AND l.source = ? ORDER BY l.outcome, l.url
    """
    return [dict(row) for row in kb.connection.rows(sql, [run, source])]


def examine(data: Path) -> dict[str, str]:
    """What is installed, and whether the data folder can be used, one finding a line."""
    findings = {
        "cityfacts": _installed("cityfacts"),
        "python": sys.version.split()[0],
        "sqlite": sqlite3.sqlite_version,
        **{name: _installed(name) for name in _LIBRARIES},
        "browser": _browser(),
        "data folder": _folder(data),
    }
    path = data / "kb.sqlite"
    findings["knowledge base"] = _knowledge_base(path) if path.is_file() else f"{path}: not there yet"
    return findings


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def _browser() -> str:
    from crawler.browser import chromium_path, missing_browser

    missing = missing_browser()
    return f"none, so sources with render = true are left out: {missing}" if missing else str(chromium_path())


def _folder(data: Path) -> str:
    if not data.is_dir():
        return f"{data.resolve()}: not there yet; the first run makes it"
    free = shutil.disk_usage(data).free // 2**20
    return f"{data.resolve()}: {free:,} MB free"


def _knowledge_base(path: Path) -> str:
    try:
        with closing(KnowledgeBase(path, readonly=True)) as kb:
            problems = kb.verify()
            documents = kb.connection.value("SELECT count(*) FROM documents WHERE current = 1")
    except KnowledgeBaseError as error:
        return str(error)
    return f"{path}: {documents} documents, " + (f"{len(problems)} problems: {problems[0]}" if problems else "sound")
