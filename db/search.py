"""Full text over documents, entities and facts together."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from db.connection import Connection, Row
from db.errors import corrupt
from db.filters import FIRST_PUBLISHED, ORDER_DATE, Conditions, Filters, conditions
from db.match import MARK_END, MARK_START, expression, mark, terms, unmarked
from db.resolve import SEPARATOR
from db.sound import check_documents, check_facts
from db.store import KnowledgeBase
from db.text import fold, unspaced

Kind = Literal["documents", "entities", "facts"]
KINDS: tuple[Kind, ...] = ("entities", "facts", "documents")
# An entity that bears the very name that was asked for comes before all that merely speaks of it.
_NAMESAKE = 2.0
# Each further hit of a kind weighs less, so that a kind with many equal hits leaves room for the others.
_FADE = 0.1
_WEIGHT = {"entities": 0.9, "facts": 1.0, "documents": 0.95}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """`kind` is document, entity or fact. In `snippet` what matched stands between MARK_START and MARK_END of
    db.match; `url`, `source`, `date` (of publication, None where
    the page tells none) and `fetched_at` are the announcement's, of an entity the newest that names it."""

    kind: str
    id: str
    title: str
    snippet: str
    date: str | None
    fetched_at: str | None
    source: str | None
    url: str | None
    score: float


def search(
    kb: KnowledgeBase,
    query: str,
    *,
    kind: Kind | None = None,
    place: str | None = None,
    label: str | None = None,
    predicate: str | None = None,
    source: str | None = None,
    since: str | None = None,
    until: str | None = None,
    status: str | None = None,
    min_confidence: float | None = None,
    limit: int = 20,
) -> list[Hit]:
    """The best hits first; for an empty query the newest. Any text is a valid query.

    All words must stand in a hit; only where nothing has them all, some are enough. A "quoted phrase" stays together.
    Copies of one announcement are one hit, the one that was published first.
    """
    filters = Filters(
        place=place,
        label=label,
        predicate=predicate,
        source=source,
        since=since,
        until=until,
        status=status,
        min_confidence=min_confidence,
    )
    kinds = (kind,) if kind else KINDS
    words = terms(query)
    if query.strip() and not words:
        return []
    with kb.connection.snapshot():
        narrowed = conditions(kb.connection, filters)
        found = _find(kb.connection, kinds, words, narrowed, limit, every=True)
        if not found and len(words) > 1:
            found = _find(kb.connection, kinds, words, narrowed, limit, every=False)
    order = _newest_first if not words else _best_first(query)
    return [_hit(row, words) for row in order(found)[: max(0, limit)]]


def _find(
    connection: Connection, kinds: Sequence[Kind], words: list[str], narrowed: Conditions, limit: int, *, every: bool
) -> list[Row]:
    """The rows of each kind, with `score` relative to the best of the kind."""
    found: list[Row] = []
    for kind in kinds:
        sql = (_MATCHING if words else _NEWEST)[kind].format(
            documents=narrowed.documents, facts=narrowed.facts, entities=narrowed.entities, order=ORDER_DATE
        )
        match = {"match": expression(words, every=every), "open": MARK_START, "close": MARK_END} if words else {}
        rows = _once(connection.rows(sql, {**narrowed.parameters, **match, "limit": max(0, limit)}))
        if kind == "facts":
            check_facts(connection, (row["own"] for row in rows))
        elif kind == "documents":
            check_documents(connection, (row["id"] for row in rows))
        if any(row["score"] is None for row in rows):
            raise corrupt(connection.path, "a full text index is damaged")
        best = max((-row["score"] for row in rows), default=0.0)
        for rank, row in enumerate(rows):
            relative = -row["score"] / best if best > 0 else 0.0
            found.append({**row, "group": kind, "rank": rank, "score": relative / (1 + _FADE * rank)})
    return found


def _once(rows: list[Row]) -> list[Row]:
    """The best row of each: a fact is found by the words of all that it stands for."""
    best: dict[str, Row] = {}
    for row in rows:
        best.setdefault(row["id"], row)
    return list(best.values())


def _newest_first(rows: list[Row]) -> list[Row]:
    by_rank = sorted(rows, key=lambda row: (row["rank"], KINDS.index(row["group"])))
    return sorted(by_rank, key=lambda row: row["ordered"] or "", reverse=True)


def _best_first(query: str) -> Callable[[list[Row]], list[Row]]:
    """Weighs the kinds against each other; `score` of each row becomes its final one."""
    name = fold(query)

    def weigh(row: Row) -> Row:
        score = row["score"] * _WEIGHT[row["group"]] * (0.7 + 0.3 * row["trust"])
        namesake = row["group"] == "entities" and name in map(fold, (_title(row), *row["body"].split(SEPARATOR)))
        return {**row, "score": score + (_NAMESAKE if namesake else 0.0)}

    return lambda rows: sorted(map(weigh, rows), key=lambda row: (-row["score"], row["group"], row["id"]))


def _title(row: Row) -> str:
    return fact_title(row) if row["group"] == "facts" else str(row["title"])


def fact_title(row: Mapping[str, Any]) -> str:
    """A claim as one line: "Riga has count 1,400 berths (planned)"; a subject that is no name stands in quotes."""
    subject = row["subject"] if row.get("subject_named", True) else f"“{row['subject']}”"
    said = f"{subject} {row['predicate'].replace('_', ' ')}"
    planned = " (planned)" if row["status"] == "planned" else ""
    qualifiers = json.loads(row["qualifiers"])
    if row["value"] is None:
        title = f"{qualifiers['title']}, " if "title" in qualifiers else ""
        return f"{said} {title}{row['object']}{planned}"
    unit, what = row["unit"] or "", qualifiers.get("what")
    number = f"{Decimal(row['value']):,f}"
    if row["predicate"] == "has_count":
        return f"{said} {number} {what or unit}".rstrip() + planned
    if row["predicate"] == "has_amount" and what == row["subject"]:
        what = None
    if row["predicate"] == "has_amount":
        return f"{said} {number} {unit}".rstrip() + (f" ({what})" if what else "") + planned
    amount = f", {number} {unit}".rstrip() if row["predicate"] == "funds" else ""
    return f"{said} {row['object']}{amount}{planned}"


def _hit(row: Row, words: list[str]) -> Hit:
    snippet = row["snippet"]
    if MARK_START not in snippet:
        snippet = mark(row["body"], [word for word in words if unspaced(word)])
    if "about" in row:
        snippet = row["about"] + (f": {snippet}" if unmarked(snippet) != _title(row) else "")
    return Hit(
        kind=_SINGULAR[row["group"]],
        id=row["id"],
        title=unmarked(_title(row)),
        snippet=" ".join(snippet.split()),
        date=row["date"],
        fetched_at=row["fetched_at"],
        source=row["source"],
        url=row["url"],
        score=round(row["score"], 4),
    )


_SINGULAR = {"documents": "document", "entities": "entity", "facts": "fact"}
_READ = "d.date_published AS date, d.fetched_at, {order} AS ordered, d.source, d.url"
_DOCUMENT = f"d.id, coalesce(d.headline, substr(d.text, 1, 80)) AS title, {_READ}, 1.0 AS trust"
_FACT = f"""coalesce(f.same_as, f.id) AS id, f.id AS own, f.subject, f.predicate, f.object, f.value, f.unit,
    f.qualifiers, f.status, f.sentence AS body,
    (SELECT e.within IS NULL FROM entities e WHERE e.id = f.subject_id) AS subject_named,
    {_READ}, f.confidence AS trust"""
_ENTITY = """n.id, n.name AS title, n.label || CASE WHEN n.country IS NULL THEN '' ELSE ', ' || n.country END AS about,
    1.0 AS trust"""
_NEWEST_MENTION = """
    SELECT d.pk FROM entities y JOIN mentions m ON m.entity = y.id JOIN documents d ON d.pk = m.document
    WHERE y.canonical = n.id AND d.current = 1 AND d.gone_at IS NULL ORDER BY {order} DESC, d.id LIMIT 1"""

# Of the copies that match, the one that was published first stands for all.
_ONCE = f"""NOT EXISTS (
    SELECT 1 FROM documents o WHERE o.cluster = d.cluster AND o.pk <> d.pk AND o.pk IN (SELECT pk FROM matching)
        AND ({FIRST_PUBLISHED.format("o")}) < ({FIRST_PUBLISHED.format("d")}))"""

# bm25 weighs the columns in the order of the index: a headline or a name counts more than running text.
_MATCHING = {
    "documents": f"""
        WITH matching AS MATERIALIZED (
            SELECT d.pk FROM documents_fts JOIN documents d ON d.pk = documents_fts.rowid
            WHERE documents_fts MATCH :match AND {{documents}})
        SELECT {_DOCUMENT}, snippet(documents_fts, 1, :open, :close, '…', 24) AS snippet, d.text AS body,
            bm25(documents_fts, 4.0, 1.0, 1.0) AS score
        FROM documents_fts JOIN documents d ON d.pk = documents_fts.rowid
        WHERE documents_fts MATCH :match AND d.pk IN (SELECT pk FROM matching) AND {_ONCE}
        ORDER BY score, d.id LIMIT :limit""",
    "facts": f"""
        SELECT {_FACT}, snippet(facts_fts, 3, :open, :close, '…', 40) AS snippet,
            bm25(facts_fts, 3.0, 1.0, 3.0, 1.0, 1.0) AS score
        FROM facts_fts JOIN facts f ON f.pk = facts_fts.rowid LEFT JOIN documents d ON d.pk = f.document
        WHERE facts_fts MATCH :match AND f.retracted_at IS NULL AND {{facts}} ORDER BY score, id LIMIT :limit""",
    "entities": f"""
        WITH found AS MATERIALIZED (
            SELECT x.canonical AS id, x.also, snippet(entities_fts, 1, :open, :close, '…', 24) AS snippet,
                bm25(entities_fts, 4.0, 2.0, 1.0) AS score
            FROM entities_fts JOIN entities x ON x.pk = entities_fts.rowid WHERE entities_fts MATCH :match)
        SELECT {_ENTITY}, min(found.score) AS score, found.also AS body, found.snippet, {_READ}
        FROM found JOIN entities n ON n.id = found.id LEFT JOIN documents d ON d.pk = ({_NEWEST_MENTION})
        WHERE {{entities}} GROUP BY n.id ORDER BY score, n.id LIMIT :limit""",
}
_NEWEST = {
    "documents": f"""
        WITH matching AS MATERIALIZED (SELECT d.pk FROM documents d WHERE {{documents}})
        SELECT {_DOCUMENT}, '' AS snippet, d.text AS body, 0.0 AS score FROM documents d
        WHERE d.pk IN (SELECT pk FROM matching) AND {_ONCE} ORDER BY ordered DESC, d.id LIMIT :limit""",
    "facts": f"""
        SELECT {_FACT}, '' AS snippet, 0.0 AS score FROM facts f LEFT JOIN documents d ON d.pk = f.document
        WHERE f.retracted_at IS NULL AND {{facts}} ORDER BY ordered DESC, id LIMIT :limit""",
    "entities": f"""
        SELECT {_ENTITY}, 0.0 AS score, n.also AS body, '' AS snippet, {_READ}
        FROM entities n LEFT JOIN documents d ON d.pk = ({_NEWEST_MENTION})
        WHERE n.canonical = n.id AND {{entities}} ORDER BY ordered DESC, n.id LIMIT :limit""",
}
