"""`cityfacts explain`: a fact's document is read again, and what weighed for the fact is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from db.errors import NotFound
from db.profiles import FactProfile
from db.queries import show
from extract.relations.reasons import explain
from extract.types import Document
from pipeline.terminal import cell, console, table

if TYPE_CHECKING:
    from db.store import KnowledgeBase

_DOCUMENT = "SELECT url, text, headline, date_published, country FROM documents WHERE id = :id AND version = :version"


def explain_fact(kb: KnowledgeBase, name: str) -> list[dict[str, Any]]:
    """One entry a reading of the fact's first sentence: `subject`, `predicate`, `object`, `rule`, `confidence`,
    `sentence`, `reasons`. Raises NotFound for what is no fact."""
    profile = show(kb, name)
    if not isinstance(profile, FactProfile) or not profile.evidence:
        raise NotFound(f"{name[:80]!r} is no fact; `cityfacts search --kind facts` lists their ids")
    first = profile.evidence[0]
    found = kb.connection.one(_DOCUMENT, {"id": first.document, "version": first.version})
    document = Document(page_id=first.document, **dict(found))
    return [
        {
            "subject": one.fact.subject,
            "predicate": one.fact.predicate,
            "object": one.fact.object,
            "rule": one.fact.rule,
            "confidence": one.fact.confidence,
            "sentence": one.fact.evidence[0].text,
            "reasons": [asdict(reason) for reason in one.reasons],
        }
        for one in explain(document)
        if (one.fact.predicate, one.fact.evidence[0].start_char) == (profile.fact.predicate, first.start_char)
    ]


def show_reasons(told: Sequence[dict[str, Any]]) -> None:
    out = console()
    for one in told:
        out.print(cell(f"{one['subject']} · {one['predicate']} · {one['object']}", "bold"))
        out.print(cell(f"rule {one['rule']}, confidence {one['confidence']:.2f}"))
        out.print(cell(f"“{one['sentence']}”"))
        rows = ([reason["kind"], reason["words"], f"{reason['weight']:+.2f}"] for reason in one["reasons"])
        out.print(table("What weighed most", ("kind", "words", "weight"), rows, right=("weight",)))
