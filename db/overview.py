"""What was learned: in all, and in one run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from db.connection import Connection
from db.filters import ORDER_DATE, STANDS
from db.profiles import DocumentLine, FactLine
from db.queries import document_lines, fact_line, fact_lines
from db.store import KnowledgeBase

_LISTED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What one run changed. The numbers count all, the tuples hold the first of them.

    `came_true` are facts that are done now and were only planned before.
    """

    run: str
    new_documents: int
    new_versions: int
    gone_documents: int
    new_facts: int
    retracted_facts: int
    changed: tuple[DocumentLine, ...]
    gone: tuple[DocumentLine, ...]
    facts: tuple[FactLine, ...]
    retracted: tuple[FactLine, ...]
    came_true: tuple[FactLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What is known now; `changes` where a run was asked for."""

    documents: int
    entities: int
    facts: int
    planned: int
    by_predicate: Mapping[str, int]
    by_label: Mapping[str, int]
    newest: tuple[FactLine, ...]
    changes: Changes | None


def learned(kb: KnowledgeBase, run: str | None = None, *, limit: int = _LISTED) -> Learned:
    """Counts of what stands now, the newest facts, and what `run` changed."""
    connection = kb.connection
    with connection.snapshot():
        by_status = _counts(connection, f"SELECT status, count(*) AS n FROM facts f WHERE {STANDS} GROUP BY 1")
        by_label = _counts(connection, _BY_LABEL)
        return Learned(
            documents=int(connection.value("SELECT count(*) FROM documents WHERE current = 1 AND gone_at IS NULL")),
            entities=sum(by_label.values()),
            facts=sum(by_status.values()),
            planned=by_status.get("planned", 0),
            by_predicate=_counts(connection, _BY_PREDICATE),
            by_label=by_label,
            newest=tuple(_newest(connection, limit)),
            changes=_changes(connection, run, limit) if run else None,
        )


def last_run(kb: KnowledgeBase) -> str | None:
    """The run that began last, finished or not."""
    return kb.connection.value("SELECT id FROM runs ORDER BY started_at DESC, rowid DESC LIMIT 1")  # type: ignore[no-any-return]


def _newest(connection: Connection, limit: int) -> list[FactLine]:
    sql = f"""
        SELECT f.id FROM facts f JOIN documents d ON d.pk = f.document WHERE {STANDS}
        ORDER BY {ORDER_DATE} DESC, f.confidence DESC, f.id LIMIT ?
    """
    return [fact_line(connection, fact) for fact in connection.column(sql, [limit])]


def _changes(connection: Connection, run: str, limit: int) -> Changes:
    at = {"run": run}

    def documents(where: str) -> tuple[DocumentLine, ...]:
        return document_lines(connection, where, dict(at), limit)

    def count(table: str, where: str) -> int:
        return int(connection.value(f"SELECT count(*) FROM {table} WHERE {where}", at))

    return Changes(
        run=run,
        new_documents=count("documents d", f"d.run = :run AND NOT {_EARLIER}"),
        new_versions=count("documents d", f"d.run = :run AND {_EARLIER}"),
        gone_documents=count("documents d", "d.gone_run = :run"),
        new_facts=count("facts f", f"f.run = :run AND {STANDS}"),
        retracted_facts=count("facts f", "f.retracted_run = :run AND f.same_as IS NULL"),
        changed=documents(f"d.run = :run AND d.current = 1 AND {_EARLIER}"),
        gone=documents("d.gone_run = :run"),
        facts=fact_lines(connection, "f.run = :run AND f.retracted_at IS NULL", dict(at), limit),
        retracted=fact_lines(connection, "f.retracted_run = :run", dict(at), limit),
        came_true=fact_lines(connection, _CAME_TRUE, dict(at), limit),
    )


def _counts(connection: Connection, sql: str) -> dict[str, int]:
    return {row[next(iter(row))]: row["n"] for row in connection.rows(sql)}


_EARLIER = "EXISTS (SELECT 1 FROM documents o WHERE o.id = d.id AND o.pk < d.pk)"
_CAME_TRUE = """
    f.run = :run AND f.status = 'done' AND f.retracted_at IS NULL AND EXISTS (
        SELECT 1 FROM facts p WHERE p.status = 'planned' AND p.predicate = f.predicate AND p.run <> f.run
            AND p.within IS f.within
            AND coalesce(p.subject_id, p.subject) = coalesce(f.subject_id, f.subject)
            AND coalesce(p.object_id, p.object) = coalesce(f.object_id, f.object))
"""
_BY_PREDICATE = f"SELECT predicate, count(*) AS n FROM facts f WHERE {STANDS} GROUP BY 1 ORDER BY n DESC, 1"
_BY_LABEL = """
    SELECT n.label, count(*) AS n FROM entities n WHERE n.canonical = n.id AND EXISTS (
        SELECT 1 FROM entities x JOIN mentions m ON m.entity = x.id JOIN documents d ON d.pk = m.document
        WHERE x.canonical = n.id AND d.current = 1 AND d.gone_at IS NULL)
    GROUP BY 1 ORDER BY n DESC, 1
"""
