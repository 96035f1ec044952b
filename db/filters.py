"""What a search, an overview or an export is narrowed to."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from db.connection import Connection
from db.equals import EVIDENCE_OF
from db.holds import PUBLISHED, Withheld
from db.places import country_code
from db.text import clean, fold

LIVE = "d.current = 1 AND d.gone_at IS NULL"
# A fact that is stated now, and that no other stands for.
STANDS = "f.retracted_at IS NULL AND f.same_as IS NULL"
# For order and filters alone: a page that tells no date was published at the latest when it was fetched. What is shown
# as a date is `date_published` or nothing.
ORDER_DATE = "coalesce(d.date_published, d.fetched_at, d.first_seen)"
# Of the copies of one text, who published first: by the day that the page tells, then by when it was first seen.
FIRST_PUBLISHED = "coalesce(substr({0}.date_published, 1, 10), '9'), {0}.first_seen, {0}.id"
_WHERE = "SELECT value FROM json_each(:places)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Each that is set must hold. `since` and `until` are ISO 8601 days (or longer or shorter), both included, and
    are compared with the date of the announcement, or of its fetching where it tells none; `min_confidence` is asked
    of facts alone."""

    place: str | None = None
    label: str | None = None
    predicate: str | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None
    status: str | None = None
    min_confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Conditions:
    """SQL conditions on documents `d`, facts `f` and entities `n`, and their parameters; `live` says which versions of
    documents count at all."""

    live: str
    documents: str
    facts: str
    entities: str
    parameters: dict[str, str]


def conditions(connection: Connection, filters: Filters, withheld: Withheld | None = None) -> Conditions:
    """`withheld`: as an export sees it, with the versions that a hold leaves out or lets stand."""
    live = PUBLISHED if withheld else LIVE
    given = {name: clean(str(value)) for name, value in asdict(filters).items() if value}
    places = _places(connection, given["place"]) if "place" in given else []
    described = [live, *(_DOCUMENT[name] for name in given if name in _DOCUMENT)]
    on_document = " AND ".join(described)
    documents = [on_document, *(_MENTIONED[name] for name in given if name in _MENTIONED)]
    told = [name for name in given if name in ("predicate", "status")]
    sure = ["min_confidence"] if told and "min_confidence" in given else []
    asserted = " AND ".join(_FACT[name] for name in (*told, *sure))
    if asserted:
        documents.append(
            f"EXISTS (SELECT 1 FROM evidence e JOIN facts f ON f.id = e.fact WHERE e.document = d.pk AND {asserted})"
        )
    facts = [
        f"EXISTS (SELECT 1 FROM evidence e JOIN documents d ON d.pk = e.document WHERE {EVIDENCE_OF} AND {on_document})"
    ]
    facts += [_FACT[name] for name in given if name in _FACT]
    entities = [_MENTIONED_ENTITY.format(on_document=on_document)]
    entities += [_ENTITY[name] for name in given if name in _ENTITY]
    if asserted:
        entities.append(_ASSERTED.format(asserted=asserted))
    return Conditions(
        live=live,
        documents=" AND ".join(documents),
        facts=" AND ".join(facts),
        entities=" AND ".join(entities),
        parameters={**given, "places": json.dumps(places), **(withheld.parameters() if withheld else {})},
    )


def _places(connection: Connection, name: str) -> list[str]:
    """The entities of that name, their other names, what lies in that country, and what is said to lie in them."""
    found: list[str] = connection.column(_NAMED, {"folded": fold(name)})
    return connection.column(_WITHIN, {"named": json.dumps(found), "country": country_code(name)})


_DOCUMENT = {
    "source": "d.source = :source",
    "since": f"{ORDER_DATE} >= :since",
    "until": f"substr({ORDER_DATE}, 1, length(:until)) <= :until",
}
# "location" is one name, "locations" are several, joined by "; " as db.claims stores them.
_NAMED_AS_LOCATION = """(json_extract(e.qualifiers, '$.location') IN (m.name, m.text)
    OR instr('; ' || json_extract(e.qualifiers, '$.locations') || '; ', '; ' || m.name || '; ') > 0)"""
_MENTIONED = {
    "place": f"EXISTS (SELECT 1 FROM mentions m WHERE m.document = d.pk AND m.entity IN ({_WHERE}))",
    "label": "EXISTS (SELECT 1 FROM mentions m WHERE m.document = d.pk AND m.label = :label)",
}
# What names the place as subject, object or qualifier, or what is said of something that lies there. That the sentence
# names the place is not enough: "Lyon sells to eleven countries, Oslo said" is nothing about Oslo.
_FACT = {
    "place": f"""(
        f.subject_id IN ({_WHERE}) OR f.object_id IN ({_WHERE})
        OR EXISTS (SELECT 1 FROM evidence e JOIN mentions m ON m.document = e.document
            WHERE {EVIDENCE_OF} AND m.entity IN ({_WHERE}) AND {_NAMED_AS_LOCATION})
        OR f.predicate <> 'located_in' AND EXISTS (
            SELECT 1 FROM facts l WHERE l.predicate = 'located_in' AND l.retracted_at IS NULL
            AND l.object_id IN ({_WHERE})
            AND (l.subject_id = f.subject_id OR l.subject_id IS NULL AND f.subject_id IS NULL
                AND l.within = f.within AND l.subject = f.subject)))""",
    "label": ":label IN (f.subject_label, f.object_label)",
    "predicate": "f.predicate = :predicate",
    "status": "f.status = :status",
    "min_confidence": "f.confidence >= CAST(:min_confidence AS REAL)",
}
_MENTIONED_ENTITY = """EXISTS (
    SELECT 1 FROM entities x JOIN mentions m ON m.entity = x.id JOIN documents d ON d.pk = m.document
    WHERE x.canonical = n.id AND {on_document})"""
_ENTITY = {
    "place": f"""(n.id IN ({_WHERE}) OR n.id IN (
        SELECT x.canonical FROM facts l JOIN entities x ON x.id = l.subject_id
        WHERE l.predicate = 'located_in' AND l.retracted_at IS NULL AND l.object_id IN ({_WHERE})))""",
    "label": "n.label = :label",
}
_ASSERTED = """n.id IN (
    SELECT x.canonical FROM facts f JOIN entities x ON x.id = f.subject_id WHERE f.retracted_at IS NULL AND {asserted}
    UNION SELECT x.canonical FROM facts f JOIN entities x ON x.id = f.object_id
        WHERE f.retracted_at IS NULL AND {asserted})"""
_NAMED = """
    SELECT id FROM entities WHERE label IN ('CITY', 'PLACE', 'COUNTRY') AND canonical IN (
        SELECT canonical FROM entities WHERE folded = :folded
        UNION SELECT e.canonical FROM aliases a JOIN entities e ON e.id = a.entity WHERE a.folded = :folded)
"""
_WITHIN = """
    WITH named AS (SELECT value AS id FROM json_each(:named))
    SELECT id FROM named
    UNION SELECT id FROM entities WHERE country = :country AND label IN ('CITY', 'PLACE', 'COUNTRY')
    UNION SELECT f.subject_id FROM facts f JOIN entities e ON e.id = f.subject_id AND e.label IN ('CITY', 'PLACE')
        WHERE f.predicate = 'located_in' AND f.retracted_at IS NULL AND f.object_id IN (SELECT id FROM named)
"""
