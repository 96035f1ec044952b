"""What an export consists of: one flat record a fact, figure, entity or document, some with lists inside."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from db.connection import Connection, Row
from db.equals import EVIDENCE_OF
from db.filters import FIRST_PUBLISHED, ORDER_DATE, Filters, conditions
from db.holds import Withheld, withheld
from db.sound import SPAN_IS_TRUE, damaged, is_sound_fact
from db.store import KnowledgeBase

What = Literal["facts", "figures", "entities", "documents"]
WHAT: tuple[What, ...] = ("facts", "figures", "entities", "documents")


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """`columns` names what a table shows; a row may hold more, lists of records, under other keys.

    Numbers are int or float. Every row says where it was read: `url`, or a list of evidence with addresses.
    """

    columns: tuple[str, ...]
    rows: Iterator[Row] = field(repr=False)


def records(kb: KnowledgeBase, what: What, filters: Filters | None = None) -> Records:
    """What stands now, in the order of ids, without what is held back. Raises ValueError for an unknown `what`.

    Belongs into a snapshot of the connection, where something else may write meanwhile.
    """
    if what not in _SELECT:
        raise ValueError(f"unknown content {what!r}; it must be one of {', '.join(WHAT)}")
    held = withheld(kb.connection)
    narrowed = conditions(kb.connection, filters or Filters(), held)
    columns, sql, complete = _SELECT[what]
    chosen = sql.format(
        live=narrowed.live,
        documents=narrowed.documents,
        facts=narrowed.facts,
        entities=narrowed.entities,
        order=ORDER_DATE,
        first=FIRST_PUBLISHED.format("o"),
        other=re.sub(r"\bd\.", "o.", narrowed.live),
    )
    rows = kb.connection.each(chosen, narrowed.parameters)
    return Records(columns=columns, rows=(complete(kb.connection, row, held) for row in rows))


def _fact(connection: Connection, row: Row, held: Withheld) -> Row:
    """What the evidence that is not held back says of it, the best first."""
    rows = connection.rows(_EVIDENCE, [row["id"]])
    if not (is_sound_fact(row) and all(e["true"] for e in rows)):
        raise damaged(connection, f"fact {row['id']}")
    evidence = [_evidence(e) for e in rows if held.publishes(e["pk"], live=bool(e["live"]))]
    best = evidence[0]
    return {
        **{name: row[name] for name in _FACT_FIELDS},
        "value": _number(row["value"]),
        "qualifiers": best["qualifiers"],
        "confidence": best["confidence"],
        "documents": len({e["cluster"] for e in rows if held.publishes(e["pk"], live=bool(e["live"]))}),
        "sentence": best["text"],
        **{name: best[name] for name in ("start_char", "end_char", "date", "fetched_at", "source", "url")},
        "evidence": evidence,
    }


def _evidence(row: Row) -> Row:
    told = {name: value for name, value in row.items() if name not in ("pk", "live", "cluster", "true")}
    return {**told, "main": bool(row["main"]), "qualifiers": json.loads(row["qualifiers"])}


def _figure(_: Connection, row: Row, __: Withheld) -> Row:
    flags = {name: bool(row[name]) for name in ("estimated", "planned")}
    return {**row, **flags, "value": _number(row["value"]), "max_value": _number(row["max_value"])}


def _entity(connection: Connection, row: Row, _: Withheld) -> Row:
    names = connection.column(
        "SELECT DISTINCT a.name FROM aliases a JOIN entities e ON e.id = a.entity WHERE e.canonical = ? ORDER BY 1",
        [row["id"]],
    )
    return {**row, "aliases": [name for name in names if name != row["name"]]}


def _document(_: Connection, row: Row, __: Withheld) -> Row:
    first = row["copy_of"] if row["copy_of"] != row["id"] else None
    return {**row, "copy_of": first, "authors": json.loads(row["authors"]), "methods": json.loads(row["methods"])}


def _number(text: str | None) -> int | float | None:
    if text is None:
        return None
    value = Decimal(text)
    return int(value) if value == value.to_integral_value() else float(value)


_FACT_FIELDS = (
    "id", "subject", "subject_label", "subject_id", "predicate", "object", "object_label", "object_id", "value", "unit",
    "status", "within", "first_seen", "last_seen",
)  # fmt: skip
_EVIDENCE = f"""
    SELECT e.text, e.start_char, e.end_char, e.main, e.confidence, e.rule, e.qualifiers, d.url, d.source,
        d.id AS document, d.version, d.page_id AS page, d.warc_file, d.warc_offset, d.fetched_at,
        {SPAN_IS_TRUE} AS true, d.date_published AS date, d.pk, d.cluster, d.current = 1 AND d.gone_at IS NULL AS live
    FROM evidence e JOIN documents d ON d.pk = e.document, facts f
    WHERE f.id = ? AND {EVIDENCE_OF}
    ORDER BY e.confidence DESC, e.main DESC, coalesce(d.date_published, '9'), d.id, e.start_char, e.end_char
"""
_SELECT: dict[str, tuple[tuple[str, ...], str, Callable[[Connection, Row, Withheld], Row]]] = {
    "facts": (
        ("id", "subject", "subject_label", "predicate", "object", "object_label", "value", "unit", "status",
         "qualifiers", "within", "confidence", "documents", "first_seen", "last_seen", "sentence", "start_char",
         "end_char", "date", "fetched_at", "source", "url"),
        """SELECT f.* FROM facts f WHERE f.same_as IS NULL AND {facts} ORDER BY f.id""",
        _fact,
    ),
    "figures": (
        ("text", "value", "max_value", "unit", "qualifier", "what", "scope", "as_of", "per", "estimated", "planned",
         "start_char", "end_char", "date", "fetched_at", "source", "url"),
        """SELECT g.text, g.value, g.max_value, g.unit, g.qualifier, g.what, g.scope, g.as_of, g.per, g.converted_to,
            g.estimated, g.planned, g.start_char, g.end_char, d.id AS document, d.date_published AS date,
            d.fetched_at, d.source, d.url
        FROM figures g JOIN documents d ON d.pk = g.document WHERE {documents} ORDER BY d.id, g.start_char, g.value""",
        _figure,
    ),
    "entities": (
        ("id", "label", "name", "aliases", "country", "latitude", "longitude", "within", "first_seen",
         "last_seen", "url"),
        """SELECT n.id, n.label, n.name, n.country, n.latitude, n.longitude, n.within, n.first_seen, n.last_seen,
            (SELECT d.url FROM entities y JOIN mentions m ON m.entity = y.id JOIN documents d ON d.pk = m.document
                WHERE y.canonical = n.id AND {live}
                ORDER BY {order} DESC, d.id LIMIT 1) AS url
        FROM entities n WHERE n.canonical = n.id AND {entities} ORDER BY n.id""",
        _entity,
    ),
    "documents": (
        ("id", "url", "headline", "description", "authors", "publisher", "date_published", "date_modified", "language",
         "country", "source", "copy_of", "first_seen", "last_seen", "text"),
        """SELECT d.id, d.version, d.url, d.headline, d.description, d.authors, d.publisher, d.date_published,
            d.date_modified, d.language, d.country, d.source, d.methods, d.text, d.cluster, d.page_id AS page,
            d.warc_file, d.warc_offset, d.fetched_at, d.first_seen, d.last_seen,
            (SELECT o.id FROM documents o WHERE o.cluster = d.cluster AND {other}
                ORDER BY {first} LIMIT 1) AS copy_of
        FROM documents d WHERE {documents} ORDER BY d.id""",
        _document,
    ),
}  # fmt: skip
