"""Seals: hashes of what was stored, because SQLite's own check does not look at content.

Of 200 single flipped bits in a database file, integrity_check found 4.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.connection import Connection
from extract.types import digest

# What never changes after a row was added.
ENTITY = ("id", "label", "name", "folded", "country", "latitude", "longitude")
FACT = (
    "id", "subject", "subject_label", "subject_id", "predicate", "words", "object", "object_label", "object_id",
    "value", "unit", "qualifiers", "status", "run",
)  # fmt: skip
_DOCUMENT = """
    SELECT id, version, reading, page_id, source, url, headline, description, authors, publisher, date_published,
        date_modified, language, country, methods, warc_file, warc_offset, fetched_at FROM documents WHERE pk = ?
"""
_CONTENT = {
    "mentions": "label, text, name, start_char, end_char, score, title, entity",
    "figures": "text, value, max_value, unit, qualifier, what, scope, as_of, per, converted_to, estimated, planned, "
    "start_char, end_char",
    "evidence": "fact, main, text, start_char, end_char, confidence, rule, qualifiers",
}


def seal(row: Mapping[str, Any], columns: tuple[str, ...]) -> str:
    return digest("seal", *(repr(row[column]) for column in columns))


def document_seal(connection: Connection, document: int) -> str:
    """Of a version with its mentions, figures and evidence; the text has its own hash, the version."""
    rows = [tuple(row.values()) for row in connection.rows(_DOCUMENT, [document])]
    for table, columns in _CONTENT.items():
        sql = f"SELECT {columns} FROM {table} WHERE document = ? ORDER BY start_char, end_char, {columns}"
        rows += [tuple(row.values()) for row in connection.rows(sql, [document])]
    return digest("seal", *map(repr, rows))
