"""Whether the knowledge base still says what was put in, and a hash of all it says."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from db.connection import Connection, Row
from db.merges import claim_key
from db.resolve import SEPARATOR
from db.seals import document_seal
from db.sound import is_sound_entity, is_sound_fact
from db.text import fold
from extract.types import digest

# What is known, table by table, in an order that does not depend on when it came. Runs, times and the places of
# pages in the archive tell how it came; row numbers count the order of adding.
_CONTENT = {
    "documents": """
        SELECT id, version, current, source, url, headline, description, authors, publisher, date_published,
            date_modified, language, country, methods, text, cluster, gone_at IS NOT NULL AS gone
        FROM documents ORDER BY id, version""",
    "mentions": """
        SELECT d.id, d.version, m.label, m.text, m.name, m.start_char, m.end_char, m.score, m.title, m.entity
        FROM mentions m JOIN documents d ON d.pk = m.document ORDER BY 1, 2, 6, 7, 3""",
    "figures": """
        SELECT d.id, d.version, f.text, f.value, f.max_value, f.unit, f.qualifier, f.what, f.scope, f.as_of, f.per,
            f.converted_to, f.estimated, f.planned, f.start_char, f.end_char
        FROM figures f JOIN documents d ON d.pk = f.document ORDER BY 1, 2, 15, 16, 4""",
    "entities": """
        SELECT id, label, name, folded, country, latitude, longitude, canonical, also, within
        FROM entities ORDER BY id""",
    "aliases": "SELECT entity, name FROM aliases ORDER BY 1, 2",
    "merges": "SELECT entity, target, reason, undone FROM merges ORDER BY 1, 2",
    "facts": """
        SELECT f.id, f.subject, f.subject_label, f.subject_id, f.predicate, f.object, f.object_label, f.object_id,
            f.value, f.unit, f.qualifiers, f.status, f.confidence, f.documents, d.id AS document, d.version, f.sentence,
            f.retracted_why, f.within, f.same_as
        FROM facts f LEFT JOIN documents d ON d.pk = f.document ORDER BY f.id""",
    "evidence": """
        SELECT e.fact, d.id, d.version, e.main, e.text, e.start_char, e.end_char, e.confidence, e.rule, e.qualifiers
        FROM evidence e JOIN documents d ON d.pk = e.document ORDER BY 1, 2, 3, 6, 7""",
    "corrections": "SELECT kind, target, field, old, new, author, note FROM corrections ORDER BY 1, 2, 3, 5",
    "holds": "SELECT source, reason, released FROM holds ORDER BY 1, 3, 2",
    "addresses": "SELECT url, document FROM addresses ORDER BY 1, 2",
    "issues": "SELECT DISTINCT source, url, code FROM issues ORDER BY 1, 2, 3",
}
_SPANS = ("mentions", "figures", "evidence")


def content_hash(connection: Connection) -> str:
    total = sha256()
    with connection.snapshot():
        for table, sql in _CONTENT.items():
            total.update(f"{table}\n".encode())
            for row in connection.each(sql):
                total.update(repr(tuple(row.values())).encode())
    return total.hexdigest()


def verify(connection: Connection) -> list[str]:
    with connection.snapshot():
        # Where the structure is broken, a text may be a number: what it says cannot be compared.
        return list(_structure(connection)) or [*_texts(connection), *_rows(connection), *_counts(connection)]


def _structure(connection: Connection) -> Iterator[str]:
    for verdict in connection.column("PRAGMA integrity_check"):
        if verdict != "ok":
            yield f"file: {verdict}"
    for row in connection.rows("PRAGMA foreign_key_check"):
        yield f"{row['table']} {row['rowid']}: refers to a missing row of {row['parent']}"


def _texts(connection: Connection) -> Iterator[str]:
    for row in connection.each("SELECT pk, id, version, url, text, seal FROM documents ORDER BY pk"):
        where = f"document {row['id']} ({row['url']})"
        if row["version"] != digest("version", row["text"]):
            yield f"{where}: the text is not the one that was stored"
        if row["id"] != digest("document", row["url"]):
            yield f"{where}: the id is not that of the address"
        if row["seal"] != document_seal(connection, row["pk"]):
            yield f"{where}: what was read there is not what was stored"
        for table in _SPANS:
            yield from _broken_spans(connection, table, row)


def _broken_spans(connection: Connection, table: str, document: Row) -> Iterator[str]:
    sql = f"SELECT text, start_char, end_char FROM {table} WHERE document = ?"
    for span in connection.rows(sql, [document["pk"]]):
        if document["text"][span["start_char"] : span["end_char"]] != span["text"]:
            place = f"{span['start_char']}-{span['end_char']}"
            yield f"document {document['id']}: {table} {place} is not {span['text'][:80]!r}"


def _rows(connection: Connection) -> Iterator[str]:
    for row in connection.each("SELECT * FROM facts ORDER BY pk"):
        if not is_sound_fact(row):
            yield f"fact {row['id']}: {row['subject']} {row['predicate']} {row['object']} is not what was stored"
    for row in connection.each("SELECT * FROM entities ORDER BY pk"):
        if not is_sound_entity(row):
            yield f"entity {row['id']}: {row['label']} {row['name']} is not what was stored"
        names = connection.rows("SELECT name, folded FROM aliases WHERE entity = ? ORDER BY name", [row["id"]])
        if row["also"] != SEPARATOR.join(name["name"] for name in names) or any(
            name["folded"] != fold(name["name"]) for name in names
        ):
            yield f"entity {row['id']}: the other names of {row['name']} are not what was stored"


def _counts(connection: Connection) -> Iterator[str]:
    unsaid = """
        SELECT id FROM facts f WHERE retracted_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM evidence e WHERE e.fact = f.id AND e.document = f.document AND e.text = f.sentence
                AND e.confidence = f.confidence)
    """
    for fact in connection.column(unsaid):
        yield f"fact {fact}: its sentence or confidence is not among its evidence"
    sql = """
        SELECT f.id, f.documents, count(DISTINCT d.cluster) AS counted FROM facts f
        LEFT JOIN facts g ON g.id = f.id OR g.same_as = f.id LEFT JOIN evidence e ON e.fact = g.id
        LEFT JOIN documents d ON d.pk = e.document AND d.current = 1 AND d.gone_at IS NULL
        GROUP BY f.id HAVING f.documents <> counted
    """
    for row in connection.rows("SELECT f.*, g.same_as AS further FROM facts f JOIN facts g ON g.id = f.same_as"):
        first = connection.one("SELECT * FROM facts WHERE id = ?", [row["same_as"]])
        if row["further"] or claim_key(connection, row) != claim_key(connection, first):
            yield f"fact {row['id']}: does not say the same as {row['same_as']}, which stands for it"
    for row in connection.rows(sql):
        yield f"fact {row['id']}: {row['documents']} documents are noted, {row['counted']} are there"
