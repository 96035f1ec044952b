"""Is the night still happening? A run that never starts leaves no error behind: only its absence tells."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from db.store import KnowledgeBase

PATIENCE = timedelta(hours=26)
"""A night and two hours: one late night is no alarm, a missed one is."""
_CLOCKS_DIFFER = timedelta(minutes=5)


def check_health(kb: KnowledgeBase, *, patience: timedelta = PATIENCE, now: datetime | None = None) -> dict[str, Any]:
    """When the last good run ended, whether that is too long ago, and the sources that are held back.

    A run is good that has crawled and found at least one source well, or none due. One that ended in the future does
    not count as good: a clock is wrong.
    """
    moment = now or datetime.now(UTC)
    ended = kb.connection.value(_LAST)
    age = moment - datetime.fromisoformat(ended) if ended else None
    return {
        "last_good_run": ended,
        "hours_ago": None if age is None else round(age / timedelta(hours=1), 1),
        "overdue": age is None or age > patience or age < -_CLOCKS_DIFFER,
        "held": [{"source": hold.source, "since": hold.since, "reason": hold.reason} for hold in kb.holds()],
    }


_LAST = """
    SELECT max(finished_at) FROM runs r WHERE json_type(summary, '$.crawled') IS NOT NULL AND (
        json_array_length(summary, '$.crawled') = 0 OR EXISTS (
            SELECT 1 FROM json_each(r.summary, '$.sources') s WHERE s.value ->> 'verdict' IN ('fine', 'quiet')))
"""
