"""Sources held back: what a site that has gone wrong says since then is kept, and left out of exports.

Exports go on with what the source said before, also where its pages have since changed or vanished.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from db.connection import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A source that is held since a run; `since` is when that run began, ISO 8601 in UTC."""

    source: str
    run: str
    since: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """Document versions, by `pk`: those that a hold leaves out, and the former ones that stand in for them."""

    left_out: frozenset[int]
    standing_in: frozenset[int]

    def parameters(self) -> dict[str, str]:
        """Those of PUBLISHED."""
        return {"left_out": json.dumps(sorted(self.left_out)), "standing_in": json.dumps(sorted(self.standing_in))}

    def publishes(self, document: int, *, live: bool) -> bool:
        return (live and document not in self.left_out) or document in self.standing_in


def hold(connection: Connection, source: str, run: str, reason: str) -> None:
    """Holds a source back from `run` on. One that is held already stays so since its first run, for the new reason.

    Belongs into a transaction, as `release` does.
    """
    if connection.execute(_RENEW, {"source": source, "reason": reason}) == 0:
        connection.execute(_HOLD, {"source": source, "run": run, "reason": reason})


def release(connection: Connection, source: str) -> bool:
    """Lets everything that the source says stand again; False where it was not held."""
    return connection.execute("UPDATE holds SET released = 1 WHERE source = ? AND released = 0", [source]) > 0


def holds(connection: Connection, source: str | None = None) -> list[Hold]:
    """What is held now, all or one source, by name."""
    return [Hold(**row) for row in connection.rows(_HOLDS, {"source": source})]


def withheld(connection: Connection) -> Withheld:
    """What the holds change in an export.

    A version belongs to a hold if it was first stored in the run of the hold or a later one; its address is then told
    by the version before, as is one that vanished since.
    """
    left_out: set[int] = set()
    standing_in: set[int] = set()
    for each in holds(connection):
        told = {"source": each.source, "run": each.run}
        left_out.update(connection.column(_SINCE, told))
        standing_in.update(connection.column(_BEFORE, told))
    return Withheld(left_out=frozenset(left_out), standing_in=frozenset(standing_in))


# With the parameters of a Withheld, a condition on documents `d` that stands in for LIVE of db.filters.
PUBLISHED = """(d.current = 1 AND d.gone_at IS NULL AND d.pk NOT IN (SELECT value FROM json_each(:left_out))
    OR d.pk IN (SELECT value FROM json_each(:standing_in)))"""
_RENEW = "UPDATE holds SET reason = :reason WHERE source = :source AND released = 0"
_HOLD = """
    INSERT INTO holds (source, run, reason) VALUES (:source, :run, :reason)
    ON CONFLICT (source, run) DO UPDATE SET reason = excluded.reason, released = 0
"""
_HOLDS = """
    SELECT h.source, h.run, r.started_at AS since, h.reason FROM holds h JOIN runs r ON r.id = h.run
    WHERE h.released = 0 AND (:source IS NULL OR h.source = :source) ORDER BY h.source
"""
# Runs are numbered as they came to the knowledge base: a crawl may have begun long before its pages were read.
_LATER = "(SELECT id FROM runs WHERE rowid >= (SELECT rowid FROM runs WHERE id = :run))"
_SINCE = f"SELECT pk FROM documents WHERE source = :source AND run IN {_LATER}"
# Of each address, the version that was seen last before the hold, unless it had vanished before.
_BEFORE = f"""
    SELECT pk FROM (
        SELECT pk, gone_at, gone_run, row_number() OVER (PARTITION BY id ORDER BY last_seen DESC, pk DESC) AS place
        FROM documents WHERE source = :source AND run NOT IN {_LATER})
    WHERE place = 1 AND (gone_at IS NULL OR gone_run IN {_LATER})
"""
