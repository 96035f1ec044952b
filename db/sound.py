"""Nothing is answered from a damaged row: what is about to be shown or exported is still what was stored."""

from __future__ import annotations

from collections.abc import Iterable

from db.claims import fact_id
from db.connection import Connection, Row
from db.errors import CorruptDatabase, corrupt
from db.resolve import entity_id
from db.seals import ENTITY, FACT, document_seal, seal
from extract.types import digest


def is_sound_fact(row: Row) -> bool:
    """A whole row of `facts`; its sentence is another matter."""
    return bool(row["seal"] == seal(row, FACT) and row["id"] == fact_id(row))


def is_sound_entity(row: Row) -> bool:
    return bool(row["seal"] == seal(row, ENTITY) and row["id"] == entity_id(row))


def check_facts(connection: Connection, facts: Iterable[str]) -> None:
    """Raises CorruptDatabase where a fact is not the one that was stored, or its sentence not the document's."""
    for fact in facts:
        row = connection.one("SELECT * FROM facts WHERE id = ?", [fact])
        spans = connection.column(_SPANS, [fact])
        said = row["retracted_at"] is not None or connection.value(_SAID, row)
        if not (is_sound_fact(row) and all(spans) and said):
            raise damaged(connection, f"fact {fact}")


def check_entity(connection: Connection, row: Row) -> None:
    if not is_sound_entity(row):
        raise damaged(connection, f"entity {row['id']}")


def check_document(connection: Connection, row: Row) -> None:
    """Raises CorruptDatabase where a version's text, or what was read there, is not what was stored."""
    if row["version"] != digest("version", row["text"]) or row["seal"] != document_seal(connection, row["pk"]):
        raise damaged(connection, f"document {row['id']}")


def check_documents(connection: Connection, documents: Iterable[str]) -> None:
    """`check_document` of the versions that are current."""
    for document in documents:
        check_document(connection, connection.one(_CURRENT, [document]))


def damaged(connection: Connection, what: str) -> CorruptDatabase:
    return corrupt(connection.path, f"{what} is not what was stored")


SPAN_IS_TRUE = "substr(d.text, e.start_char + 1, e.end_char - e.start_char) = e.text"
_SPANS = f"SELECT {SPAN_IS_TRUE} FROM evidence e JOIN documents d ON d.pk = e.document WHERE e.fact = ?"
_CURRENT = "SELECT * FROM documents WHERE id = ? AND current = 1"
_SAID = """
    SELECT 1 FROM evidence WHERE fact = :id AND document = :document AND text = :sentence AND confidence = :confidence
"""
