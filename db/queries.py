"""Profiles: everything about one entity, fact or document."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from crawler.page import WarcRef
from db.connection import Connection, Row
from db.equals import EVIDENCE_OF
from db.errors import NotFound, corrupt
from db.filters import FIRST_PUBLISHED, ORDER_DATE
from db.profiles import (
    Candidate,
    Candidates,
    DocumentLine,
    DocumentProfile,
    EntityLine,
    EntityProfile,
    EvidenceLine,
    FactLine,
    FactProfile,
    FigureLine,
    VersionLine,
)
from db.sound import check_document, check_entity, check_facts
from db.store import KnowledgeBase
from db.text import clean, fold, fold_organization

Profile = EntityProfile | FactProfile | DocumentProfile
_ID = re.compile(r"[0-9a-f]{6,32}")
_LISTED = 50


def show(kb: KnowledgeBase, id_or_name: str) -> Profile | Candidates:
    """What an id (its first six characters or more), the address of an announcement or a name stands for.

    Raises NotFound where nothing does. A name that several entities bear gives them as candidates.
    """
    query = clean(id_or_name).strip()
    with kb.connection.snapshot():
        options = _by_id(kb.connection, query) or _by_url(kb.connection, query) or _by_name(kb.connection, query)
        if not options:
            raise NotFound(f"nothing is known as {query[:80]!r}; `cityfacts search` finds what is close")
        if len(options) > 1:
            return Candidates(query=query, options=tuple(options))
        return _PROFILES[options[0].kind](kb.connection, options[0].id)


def fact_lines(
    connection: Connection, where: str, parameters: dict[str, object], limit: int = _LISTED
) -> tuple[FactLine, ...]:
    """The facts `f` that a condition of SQL picks, without those that another stands for.

    Those that are stated now come first, then the best supported, names before phrases.
    """
    sql = f"""
        SELECT f.*, s.name AS subject_name, o.name AS object_name,
            f.subject_id IS NOT NULL AND s.within IS NULL AS subject_named, d.date_published AS date, d.url
        FROM facts f LEFT JOIN documents d ON d.pk = f.document
            LEFT JOIN entities s0 ON s0.id = f.subject_id LEFT JOIN entities s ON s.id = s0.canonical
            LEFT JOIN entities o0 ON o0.id = f.object_id LEFT JOIN entities o ON o.id = o0.canonical
        WHERE f.same_as IS NULL AND ({where})
        ORDER BY f.retracted_at IS NOT NULL, f.documents DESC, f.within IS NOT NULL, f.confidence DESC,
            {ORDER_DATE} DESC, f.id LIMIT :limit
    """
    rows = connection.rows(sql, {**parameters, "limit": limit})
    check_facts(connection, (row["id"] for row in rows))
    return tuple(map(_fact_line, rows))


def fact_line(connection: Connection, fact: str) -> FactLine:
    """Raises CorruptDatabase where the fact is not there."""
    found = fact_lines(connection, "f.id = :id", {"id": fact})
    if not found:
        raise corrupt(connection.path, f"fact {fact} is not where its index says")
    return found[0]


def _by_id(connection: Connection, query: str) -> list[Candidate]:
    if not _ID.fullmatch(query.casefold()):
        return []
    sql = f"""
        SELECT DISTINCT 'entity' AS kind, n.id, {_ENTITY_TITLE} AS title
            FROM entities x JOIN entities n ON n.id = x.canonical WHERE x.id GLOB :prefix
        UNION ALL SELECT DISTINCT 'fact', f.id, f.subject || ' ' || f.predicate || ' ' || f.object
            FROM facts x JOIN facts f ON f.id = coalesce(x.same_as, x.id) WHERE x.id GLOB :prefix
        UNION ALL SELECT DISTINCT 'document', id, coalesce(headline, url) FROM documents
            WHERE current = 1 AND id GLOB :prefix
        LIMIT 20
    """
    return [Candidate(**row) for row in connection.rows(sql, {"prefix": query.casefold() + "*"})]


def _by_url(connection: Connection, query: str) -> list[Candidate]:
    sql = "SELECT 'document' AS kind, id, coalesce(headline, url) AS title FROM documents WHERE current = 1 AND url = ?"
    return [Candidate(**row) for row in connection.rows(sql, [query])]


def _by_name(connection: Connection, query: str) -> list[Candidate]:
    """Entities of that very name; only where there are none, those with such another name."""
    folded = fold(query)
    for named in (
        "n.folded = :folded",
        "x.folded IN (:folded, :organization)",
        "x.id IN (SELECT entity FROM aliases WHERE folded = :folded)",
    ):
        sql = f"""
            SELECT 'entity' AS kind, n.id, {_ENTITY_TITLE} AS title
            FROM entities x JOIN entities n ON n.id = x.canonical WHERE {named} GROUP BY n.id
            ORDER BY (SELECT count(*) FROM mentions m WHERE m.entity = n.id) DESC, n.id LIMIT 20
        """
        found = connection.rows(sql, {"folded": folded, "organization": fold_organization(query)}) if folded else []
        if found:
            return [Candidate(**row) for row in found]
    return []


def _entity(connection: Connection, entity: str) -> EntityProfile:
    row = connection.one("SELECT * FROM entities WHERE id = ?", [entity])
    check_entity(connection, row)
    ids = connection.column("SELECT id FROM entities WHERE canonical = ? ORDER BY id", [entity])
    group: dict[str, object] = {"ids": json.dumps(ids)}
    within = "IN (SELECT value FROM json_each(:ids))"
    names = connection.column(f"SELECT DISTINCT name FROM aliases WHERE entity {within} ORDER BY name", group)
    span = connection.one(
        f"SELECT min(first_seen) AS first_seen, max(last_seen) AS last_seen FROM entities WHERE id {within}", group
    )
    live = f"FROM mentions m JOIN documents d ON d.pk = m.document WHERE d.current = 1 AND m.entity {within}"
    return EntityProfile(
        **{name: row[name] for name in ("id", "label", "name", "country", "latitude", "longitude", "within")},
        **span,
        aliases=tuple(name for name in names if name != row["name"]),
        merged=tuple(other for other in ids if other != entity),
        mentions=int(connection.value(f"SELECT count(*) {live}", group)),
        documents=document_lines(connection, f"d.pk IN (SELECT d.pk {live})", group),
        as_subject=fact_lines(connection, f"f.subject_id {within}", group),
        as_object=fact_lines(connection, f"f.object_id {within}", group),
    )


def _fact(connection: Connection, fact: str) -> FactProfile:
    sql = f"""
        SELECT e.text, e.start_char, e.end_char, e.main, e.confidence, e.rule, e.qualifiers, d.id AS document,
            d.version, d.headline, d.url, d.source, d.date_published AS date, d.page_id AS page, d.warc_file,
            d.warc_offset, d.fetched_at, d.gone_at,
            CASE WHEN d.current = 0 THEN 'changed' WHEN d.gone_at IS NULL THEN 'current' ELSE 'gone' END
            AS standing
        FROM evidence e JOIN documents d ON d.pk = e.document, facts f
        WHERE f.id = ? AND {EVIDENCE_OF}
        ORDER BY standing <> 'current', e.confidence DESC, date IS NULL, date, d.id, d.version, e.main DESC,
            e.start_char
    """
    rows = connection.rows(sql, [fact])
    for document in connection.rows(_SOURCES_OF, [fact]):
        check_document(connection, document)
    evidence = tuple(map(_evidence_line, rows))
    return FactProfile(fact=fact_line(connection, fact), evidence=evidence)


def _document(connection: Connection, document: str) -> DocumentProfile:
    row = connection.one("SELECT * FROM documents WHERE id = ? AND current = 1", [document])
    check_document(connection, row)
    own = {"pk": row["pk"], "id": row["id"], "cluster": row["cluster"]}
    return DocumentProfile(
        **{name: row[name] for name in _PLAIN_FIELDS},
        authors=tuple(json.loads(row["authors"])),
        methods=json.loads(row["methods"]),
        page=row["page_id"],
        warc=_warc(row),
        versions=tuple(_version_line(line) for line in connection.rows(_VERSIONS, [document])),
        copies=document_lines(connection, "d.current = 1 AND d.cluster = :cluster AND d.id <> :id", own),
        copy_of=_first_published(connection, own),
        entities=tuple(EntityLine(**line) for line in connection.rows(_NAMED, [row["pk"]])),
        figures=tuple(
            FigureLine(**{**line, "planned": bool(line["planned"])}) for line in connection.rows(_FIGURES, [row["pk"]])
        ),
        facts=fact_lines(connection, _STATED, dict(own), limit=500),
    )


def _first_published(connection: Connection, own: dict[str, object]) -> DocumentLine | None:
    sql = f"""
        SELECT d.id, d.headline, d.url, d.source, d.date_published AS date FROM documents d
        WHERE d.current = 1 AND d.cluster = :cluster ORDER BY {FIRST_PUBLISHED.format("d")} LIMIT 1
    """
    first = DocumentLine(**connection.one(sql, {"cluster": own["cluster"]}))
    return first if first.id != own["id"] else None


_PROFILES: dict[str, Callable[[Connection, str], Profile]] = {"entity": _entity, "fact": _fact, "document": _document}


def document_lines(
    connection: Connection, where: str, parameters: dict[str, object], limit: int = _LISTED
) -> tuple[DocumentLine, ...]:
    """The documents `d` that a condition of SQL picks, the newest first."""
    sql = f"""
        SELECT d.id, d.headline, d.url, d.source, d.date_published AS date FROM documents d WHERE {where}
        ORDER BY {ORDER_DATE} DESC, d.id LIMIT :limit
    """
    return tuple(DocumentLine(**row) for row in connection.rows(sql, {**parameters, "limit": limit}))


def _fact_line(row: Row) -> FactLine:
    kept = {name: row[name] for name in FactLine.__dataclass_fields__}
    names = {"subject": row["subject_name"] or row["subject"], "object": row["object_name"] or row["object"]}
    return FactLine(
        **{**kept, **names, "subject_named": bool(row["subject_named"]), "qualifiers": json.loads(row["qualifiers"])}
    )


def _evidence_line(row: Row) -> EvidenceLine:
    warc = _warc(row)
    rest = {name: value for name, value in row.items() if not name.startswith("warc_")}
    return EvidenceLine(
        **{**rest, "main": bool(row["main"]), "qualifiers": json.loads(row["qualifiers"]), "warc": warc}
    )


def _version_line(row: Row) -> VersionLine:
    return VersionLine(**{**row, "current": bool(row["current"])})


def _figure_line(row: Row) -> FigureLine:
    return FigureLine(**{**row, "planned": bool(row["planned"])})


def _warc(row: Row) -> WarcRef | None:
    if row["warc_file"] is None or row["warc_offset"] is None:
        return None
    return WarcRef(file=row["warc_file"], offset=row["warc_offset"])


# What bears no name of its own is told apart by the announcement that speaks of it.
_ENTITY_TITLE = """n.name || ' (' || n.label || coalesce(', ' || n.country, '') || coalesce(', in: ' || (
    SELECT coalesce(d.headline, d.url) FROM documents d WHERE d.id = n.within AND d.current = 1), '') || ')'"""
_PLAIN_FIELDS = (
    "id", "version", "url", "headline", "description", "publisher", "date_published", "date_modified", "language",
    "country", "source", "text", "fetched_at", "first_seen", "last_seen", "gone_at",
)  # fmt: skip
_SOURCES_OF = f"""
    SELECT * FROM documents WHERE pk IN (SELECT e.document FROM evidence e, facts f WHERE f.id = ? AND {EVIDENCE_OF})
"""
_STATED = """
    f.id IN (SELECT coalesce(g.same_as, g.id) FROM evidence e JOIN facts g ON g.id = e.fact WHERE e.document = :pk)
"""
_VERSIONS = """
    SELECT version, current, first_seen, last_seen, length(text) AS characters FROM documents WHERE id = ?
    ORDER BY current DESC, last_seen DESC, version
"""
_NAMED = """
    SELECT n.id, n.label, n.name, count(*) AS mentions FROM mentions m
    JOIN entities x ON x.id = m.entity JOIN entities n ON n.id = x.canonical
    WHERE m.document = ? GROUP BY n.id ORDER BY mentions DESC, min(m.start_char)
"""
_FIGURES = """
    SELECT text, value, max_value, unit, qualifier, what, as_of, planned FROM figures WHERE document = ?
    ORDER BY start_char
"""
