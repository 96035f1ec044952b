"""Claims over time: what is said by how many independent documents, since when, and whether it still is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from db import equals
from db.admission import score
from db.connection import Connection, Row
from db.resolve import Resolver
from db.seals import FACT, seal
from db.text import fold, index_grams, plain_number
from extract.types import Fact, digest

# Two claims that differ in one of these are two; the other qualifiers only tell more about the same claim.
KEY_QUALIFIERS = (
    "among",
    "amount",
    "as_of",
    "criterion",
    "currency",
    "event",
    "per",
    "period",
    "rank",
    "title",
    "what",
)

# ISO 8601, also of a period; "last year" is another year in another announcement.
_DAY = re.compile(r"\d{4}")

Why = Literal["changed", "gone"]


def add_facts(
    connection: Connection, facts: Iterable[Fact], resolver: Resolver, *, document: int, run: str, at: str
) -> None:
    """Adds claims and their evidence; `refresh` must follow."""
    rows, spans = [], []
    for fact in facts:
        row = _fact_row(fact, resolver, run=run, at=at)
        rows.append(row)
        spans += _evidence_rows(fact, row["id"], document)
    resolver.save()
    connection.insert("facts", rows)
    connection.insert("evidence", spans)


def facts_of(connection: Connection, documents: Iterable[int]) -> set[str]:
    """The facts that these document versions state."""
    found: set[str] = set()
    for document in documents:
        found.update(connection.column("SELECT DISTINCT fact FROM evidence WHERE document = ?", [document]))
    return found


def refresh(connection: Connection, facts: Iterable[str], *, run: str, at: str, why: Why) -> None:
    """Counts again who makes each claim now; a claim that nobody makes any more is marked with `why`."""
    facts = sorted(facts)
    for fact in facts:
        best = connection.rows(_BEST, [fact])
        if best:
            connection.execute(_SUPPORT, {**best[0], **connection.one(_COUNTS, [fact]), "id": fact})
        else:
            connection.execute(_RETRACT, {"id": fact, "at": at, "run": run, "why": why})
    equals.stand(connection, equals.groups_of(connection, facts))


def fact_id(row: Mapping[str, Any]) -> str:
    """The claim's natural key: who, what, whom or how much, and whether it is done; `within` which announcement, where
    an end is no name."""
    subject = row["subject_id"] or f"phrase:{fold(row['subject'])}"
    target = row["object_id"] or (f"number:{row['value']}" if row["value"] else f"phrase:{fold(row['object'])}")
    key = [f"{name}={fold(str(value))}" for name, value in sorted(json.loads(row["qualifiers"]).items())]
    within = [f"within={row['within']}"] if row["within"] else []
    return digest("fact", subject, row["predicate"], target, fold(row["unit"] or ""), row["status"], *key, *within)


def _fact_row(fact: Fact, resolver: Resolver, *, run: str, at: str) -> Row:
    key = {name: _text(fact.qualifiers[name]) for name in KEY_QUALIFIERS if fact.qualifiers.get(name) not in (None, "")}
    row: Row = {
        "subject": fact.subject,
        "subject_label": fact.subject_label,
        "subject_id": resolver.entity(fact.subject, fact.subject_label),
        "predicate": fact.predicate,
        "words": " ".join((fact.predicate.replace("_", " "), *key.values())),
        "object": fact.object,
        "object_label": fact.object_label,
        "object_id": None if fact.value is not None else resolver.entity(fact.object, fact.object_label),
        "value": None if fact.value is None else plain_number(fact.value),
        "unit": fact.unit,
        "qualifiers": json.dumps(key, ensure_ascii=False, sort_keys=True),
        "status": fact.status,
        "confidence": score(fact.confidence),
        "documents": 1,
        "sentence": fact.evidence[0].text,
        "grams": index_grams(f"{fact.subject} {fact.object} {fact.evidence[0].text}"),
        "first_seen": at,
        "last_seen": at,
        "run": run,
    }
    row["within"] = None if _holds_anywhere(fact, row, resolver) else resolver.document
    row["id"] = fact_id(row)
    return {**row, "seal": seal(row, FACT)}


def _holds_anywhere(fact: Fact, row: Row, resolver: Resolver) -> bool:
    """Whether the same words in another announcement are the same claim: both ends are names, numbers or days."""
    literal = fact.value is not None or (fact.object_label == "DATE" and bool(_DAY.match(fact.object)))
    return resolver.is_name(row["subject_id"]) and (literal or resolver.is_name(row["object_id"]))


def _evidence_rows(fact: Fact, fact_key: str, document: int) -> list[Row]:
    qualifiers = json.dumps({k: _text(v) for k, v in fact.qualifiers.items()}, ensure_ascii=False, sort_keys=True)
    return [
        {
            "fact": fact_key,
            "document": document,
            "main": int(place == 0),
            "text": span.text,
            "start_char": span.start_char,
            "end_char": span.end_char,
            "confidence": score(fact.confidence),
            "rule": fact.rule,
            "qualifiers": qualifiers,
        }
        for place, span in enumerate(fact.evidence)
    ]


def _text(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


# The surest sentence speaks for a fact; of equals, the earliest published.
_BEST = """
    SELECT e.document, e.text AS sentence, e.confidence FROM evidence e JOIN documents d ON d.pk = e.document
    WHERE e.fact = ? AND d.current = 1 AND d.gone_at IS NULL
    ORDER BY e.confidence DESC, e.main DESC, coalesce(d.date_published, '9'), d.id, e.start_char, e.end_char LIMIT 1
"""
_COUNTS = """
    SELECT count(DISTINCT d.cluster) AS documents, min(d.first_seen) AS first_seen, max(d.last_seen) AS last_seen
    FROM evidence e JOIN documents d ON d.pk = e.document
    WHERE e.fact = ? AND d.current = 1 AND d.gone_at IS NULL
"""
_SUPPORT = """
    UPDATE facts SET document = :document, sentence = :sentence, confidence = :confidence, documents = :documents,
        first_seen = min(first_seen, :first_seen), last_seen = max(last_seen, :last_seen),
        retracted_at = NULL, retracted_run = NULL, retracted_why = NULL WHERE id = :id
"""
_RETRACT = """
    UPDATE facts SET documents = 0, retracted_at = :at, retracted_run = :run, retracted_why = :why
    WHERE id = :id AND retracted_at IS NULL
"""
