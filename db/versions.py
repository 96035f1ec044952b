"""Document versions: which text an address has now, and what it had before."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from crawler.page import Page
from db import similar
from db.admission import reading_id, score
from db.claims import add_facts, facts_of, refresh
from db.connection import Connection, Row
from db.resolve import Resolver
from db.seals import document_seal
from db.text import index_grams, plain_number
from extract.types import Document, Extraction, Figure, Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """When and in which run a page was seen."""

    run: str
    at: str


def add_version(connection: Connection, extraction: Extraction, page: Page, visit: Visit) -> bool:
    """Whether this changes what is known to be said at the address now.

    The same text read in another way takes the place of the former reading. A page that was fetched before the
    newest one is kept as history alone.
    """
    document, reading = extraction.document, reading_id(extraction)
    current = _row(connection, "id = ? AND current = 1", document.id)
    known = _row(connection, "id = ? AND version = ?", document.id, document.version)
    late = current is not None and visit.at < current["last_seen"] and current["version"] != document.version
    back = known is not None and known["current"] and known["gone_at"] is not None
    if known is None:
        pk = _insert(connection, extraction, page, visit, reading)
        before = set()
    else:
        pk, before = known["pk"], facts_of(connection, [known["pk"]])
        connection.execute(_SEEN, {"pk": pk, "at": visit.at})
        if known["reading"] != reading:
            _replace(connection, pk, extraction, page, reading)
    if known is None or known["reading"] != reading:
        _add_content(connection, pk, extraction, visit)
    fresh = not late and not (known is not None and known["current"])
    changed = _promote(connection, pk, document, current) if fresh else set()
    touched = before | facts_of(connection, {pk, *changed, *([current["pk"]] if current else [])})
    refresh(connection, touched, run=visit.run, at=visit.at, why="changed")
    return fresh or back


def mark_gone(connection: Connection, url: str, visit: Visit) -> int:
    """Marks the documents at an address; returns how many. Their facts stay, marked where nobody else states them.

    An address that merely led to a document (a redirect, a print view) takes it along only if no other one that leads
    there still answers.
    """
    documents = connection.column(_LEFT_WITHOUT_ADDRESS, {"url": url})
    for pk in documents:
        sql = "UPDATE documents SET gone_at = ?, gone_run = ? WHERE pk = ?"
        connection.execute(sql, [visit.at, visit.run, pk])
    refresh(connection, facts_of(connection, documents), run=visit.run, at=visit.at, why="gone")
    return len(documents)


def confirm(connection: Connection, url: str, visit: Visit) -> None:
    """The address answered that nothing has changed."""
    documents = connection.column(_REACHED_BY, {"url": url})
    for pk in documents:
        connection.execute(_SEEN, {"pk": pk, "at": visit.at})
    refresh(connection, facts_of(connection, documents), run=visit.run, at=visit.at, why="changed")


def _promote(connection: Connection, pk: int, document: Document, current: Row | None) -> set[int]:
    """Makes a version the current one; returns the other versions whose cluster changed."""
    changed: set[int] = set()
    if current is not None:
        connection.execute("UPDATE documents SET current = 0 WHERE pk = ?", [current["pk"]])
        changed |= similar.leave(connection, current["pk"])
    sql = "UPDATE documents SET current = 1, gone_at = NULL, gone_run = NULL, cluster = id WHERE pk = ?"
    connection.execute(sql, [pk])
    return changed | similar.join(connection, pk, document.text)


def _row(connection: Connection, condition: str, *parameters: str) -> Row | None:
    sql = f"SELECT pk, version, reading, current, last_seen, gone_at FROM documents WHERE {condition}"
    rows = connection.rows(sql, parameters)
    return rows[0] if rows else None


def _insert(connection: Connection, extraction: Extraction, page: Page, visit: Visit, reading: str) -> int:
    document = extraction.document
    row = {
        **_metadata(document, page),
        "id": document.id,
        "version": document.version,
        "reading": reading,
        "current": 0,
        "text": document.text,
        "grams": index_grams(f"{document.headline or ''} {document.text}"),
        "cluster": document.id,
        "run": visit.run,
        "first_seen": visit.at,
        "last_seen": visit.at,
    }
    connection.insert("documents", [row])
    sql = "SELECT pk FROM documents WHERE id = ? AND version = ?"
    return int(connection.value(sql, [document.id, document.version]))


def _replace(connection: Connection, pk: int, extraction: Extraction, page: Page, reading: str) -> None:
    for table in ("mentions", "figures", "evidence"):
        connection.execute(f"DELETE FROM {table} WHERE document = ?", [pk])
    values = {**_metadata(extraction.document, page), "reading": reading}
    assignments = ", ".join(f"{name} = :{name}" for name in values)
    connection.execute(f"UPDATE documents SET {assignments} WHERE pk = :pk", {**values, "pk": pk})


def _metadata(document: Document, page: Page) -> Row:
    return {
        "page_id": page.id,
        "source": page.source,
        "url": document.url,
        "headline": document.headline,
        "description": document.description,
        "authors": json.dumps(document.authors, ensure_ascii=False),
        "publisher": document.publisher,
        "date_published": document.date_published,
        "date_modified": document.date_modified,
        "language": document.language,
        "country": document.country,
        "methods": json.dumps(dict(document.methods), ensure_ascii=False, sort_keys=True),
        "warc_file": page.warc.file if page.warc else None,
        "warc_offset": page.warc.offset if page.warc else None,
        "fetched_at": page.fetched_at,
    }


def _add_content(connection: Connection, pk: int, extraction: Extraction, visit: Visit) -> None:
    resolver = Resolver(connection, extraction.document, extraction.mentions, at=visit.at)
    mentions = list(_mention_rows(extraction.mentions, resolver, pk))
    resolver.save()
    connection.insert("mentions", mentions)
    connection.insert("figures", (_figure_row(figure, pk) for figure in extraction.figures))
    add_facts(connection, extraction.facts, resolver, document=pk, run=visit.run, at=visit.at)
    connection.execute("UPDATE documents SET seal = ? WHERE pk = ?", [document_seal(connection, pk), pk])


def _mention_rows(mentions: Iterable[Mention], resolver: Resolver, pk: int) -> Iterable[Row]:
    for mention in mentions:
        yield {
            "document": pk,
            "label": mention.label,
            "text": mention.text,
            "name": mention.name,
            "start_char": mention.start_char,
            "end_char": mention.end_char,
            "score": score(mention.score),
            "title": mention.title,
            "entity": resolver.mention(mention),
        }


def _figure_row(figure: Figure, pk: int) -> Row:
    return {
        "document": pk,
        "text": figure.text,
        "value": plain_number(figure.value),
        "max_value": None if figure.max_value is None else plain_number(figure.max_value),
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "what": figure.what,
        "scope": figure.scope,
        "as_of": figure.as_of,
        "per": figure.per,
        "converted_to": figure.converted_to,
        "estimated": int(figure.estimated),
        "planned": int(figure.planned),
        "start_char": figure.start_char,
        "end_char": figure.end_char,
    }


# Current versions whose own address this is, or to which it led.
_REACHED_BY = """
    SELECT pk FROM documents WHERE current = 1 AND (
        url = :url OR id IN (SELECT document FROM addresses WHERE url = :url)) ORDER BY pk
"""
_LEFT_WITHOUT_ADDRESS = """
    SELECT d.pk FROM documents d WHERE d.current = 1 AND d.gone_at IS NULL AND (
        d.url = :url OR d.id IN (SELECT document FROM addresses WHERE url = :url) AND NOT EXISTS (
            SELECT 1 FROM addresses a WHERE a.document = d.id AND a.url <> :url AND 'gone' IS NOT (
                SELECT l.reason FROM ledger l JOIN runs r ON r.id = l.run
                WHERE l.url = a.url ORDER BY r.rowid DESC LIMIT 1)))
    ORDER BY d.pk
"""
_SEEN = """
    UPDATE documents SET first_seen = min(first_seen, :at), last_seen = max(last_seen, :at),
        gone_at = CASE WHEN current = 1 THEN NULL ELSE gone_at END,
        gone_run = CASE WHEN current = 1 THEN NULL ELSE gone_run END WHERE pk = :pk
"""
