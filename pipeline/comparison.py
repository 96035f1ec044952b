"""A source's last good visit beside the one in question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.store import KnowledgeBase
from pipeline.measures import SHARES
from pipeline.remedies import remedy
from pipeline.visits import Visit, history, visits_of


def compare(kb: KnowledgeBase, source: str, run: str) -> dict[str, Any] | None:
    """The run's visit, the last good one before it, and what mends it, as plain data; None where it was not judged."""
    visit = visits_of(kb, run).get(source)
    if visit is None:
        return None
    good = next((each for each in history(kb, source, before=run) if each.healthy), None)
    held = next((hold.since for hold in kb.holds(source)), None)
    return {
        "verdict": visit.verdict,
        "evidence": list(visit.evidence),
        "page": visit.page,
        "since": visit.since,
        "held_since": held,
        "failing": visit.failing,
        "remedy": remedy(source, visit),
        "good": _snapshot(good) if good else None,
        "now": _snapshot(visit),
    }


def _snapshot(visit: Visit) -> dict[str, Any]:
    return {
        "run": visit.run,
        "items": visit.items,
        "followed": visit.followed,
        "new": visit.new,
        **{name: _share(visit.shares, name) for name in SHARES},
        "characters": visit.median,
        "listed": list(visit.listed),
        "read": list(visit.read),
    }


def _share(shares: Mapping[str, tuple[int, int]], name: str) -> str | None:
    return f"{shares[name][0]} of {shares[name][1]}" if name in shares else None
