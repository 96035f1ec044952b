"""What a stranger is shown first: facts that can be understood without their announcement."""

from __future__ import annotations

from db.equals import EVIDENCE_OF
from db.filters import LIVE, ORDER_DATE, STANDS
from db.profiles import FactLine, FactProfile
from db.queries import fact_line, show
from db.store import KnowledgeBase

# Longer ends do not fit into a line of a table.
_LINE = 60
_CHOICE = 20
# What announcements are about, before where it happens.
_TOLD_FIRST = "CENTER PROGRAMME EVENT ORG PERSON PLACE CITY COUNTRY"


def highlights(kb: KnowledgeBase, *, each: int = 2) -> list[FactLine]:
    """Of each predicate the facts about something that has a name: the best attested, then the surest.

    One thing is told once, as long as there are others.
    """
    told: set[str] = set()
    chosen: list[FactLine] = []
    with kb.connection.snapshot():
        candidates: dict[str, list[tuple[str, str]]] = {}
        for row in kb.connection.rows(_CANDIDATES, {"labels": _TOLD_FIRST, "line": _LINE, "choice": _CHOICE}):
            candidates.setdefault(row["predicate"], []).append((row["id"], row["subject"]))
        for facts in candidates.values():
            for fact, subject in sorted(facts, key=lambda pair: pair[1] in told)[:each]:
                told.add(subject)
                chosen.append(fact_line(kb.connection, fact))
    return chosen


def best_attested(kb: KnowledgeBase) -> FactProfile | None:
    """The fact about something that has a name which most announcements state, copies included; None of no facts."""
    with kb.connection.snapshot():
        fact = kb.connection.value(_BEST_ATTESTED, {"labels": _TOLD_FIRST, "line": _LINE})
        profile = show(kb, fact) if fact else None
    return profile if isinstance(profile, FactProfile) else None


_NAMED = f"""
    facts f JOIN entities x ON x.id = f.subject_id JOIN entities s ON s.id = x.canonical
    JOIN documents d ON d.pk = f.document
    WHERE {STANDS} AND s.within IS NULL AND length(f.subject) <= :line AND length(f.object) <= :line
"""
_CLEAREST = f"""
    f.within IS NOT NULL, instr(:labels, s.label), f.confidence DESC, d.date_published IS NULL, {ORDER_DATE} DESC, f.id
"""
_CANDIDATES = f"""
    SELECT id, predicate, subject FROM (
        SELECT f.id, f.predicate, s.id AS subject, row_number() OVER (
            PARTITION BY f.predicate ORDER BY f.documents DESC, {_CLEAREST}) AS place
        FROM {_NAMED})
    WHERE place <= :choice ORDER BY predicate, place
"""
_BEST_ATTESTED = f"""
    SELECT f.id FROM {_NAMED} ORDER BY f.documents DESC, (
        SELECT count(DISTINCT e.document) FROM evidence e JOIN documents d ON d.pk = e.document
        WHERE {EVIDENCE_OF} AND {LIVE}) DESC, {_CLEAREST} LIMIT 1
"""
