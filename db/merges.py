"""Two names of one entity: merges are rows that can be taken back; the entities themselves stay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from db import equals
from db.claims import fact_id
from db.connection import Connection

ALIAS_RULE = "alias"


def merge(connection: Connection, entity: str, target: str, *, reason: str) -> None:
    """`entity` is from now on another name of `target`; repeating is safe.

    Raises ValueError where both are one by another way, or where one is unknown.
    """
    with connection.transaction():
        if _canonical(connection, entity) == _canonical(connection, target):
            if connection.value(
                "SELECT 1 FROM merges WHERE entity = ? AND target = ? AND undone = 0", [entity, target]
            ):
                return
            raise ValueError(f"{entity} and {target} are one entity already")
        connection.execute(_MERGE, [entity, target, reason])
        settle(connection)


def undo_merge(connection: Connection, entity: str, target: str) -> bool:
    """Takes a merge back for good; False where there is none."""
    with connection.transaction():
        sql = "UPDATE merges SET undone = 1 WHERE entity = ? AND target = ? AND undone = 0"
        undone = connection.execute(sql, [entity, target]) > 0
        settle(connection)
    return undone


def merge_by_alias(connection: Connection) -> None:
    """Merges an entity whose name is, in other documents, another name of exactly one entity of its label.

    Only for names that are rarely shared: of two words or more, or an acronym of four letters or more. Decided afresh
    each time, so that a second bearer of the name takes the merge back. Belongs into a transaction.
    """
    connection.execute("DELETE FROM merges WHERE reason = ? AND undone = 0", [ALIAS_RULE])
    connection.execute(_BY_ALIAS, [ALIAS_RULE])
    settle(connection)


def settle(connection: Connection) -> None:
    """Writes each entity's `canonical`, following merges of merged entities to their end; and joins their facts."""
    targets = {row["entity"]: row["target"] for row in connection.rows(_ACTIVE)}
    wanted = {}
    for entity in targets:
        end, seen = entity, {entity}
        while targets.get(end, end) not in seen:
            end = targets[end]
            seen.add(end)
        wanted[entity] = end
    merged = connection.rows("SELECT id, canonical FROM entities WHERE canonical <> id")
    for entity in sorted({row["id"] for row in merged} | set(wanted)):
        connection.execute("UPDATE entities SET canonical = ? WHERE id = ?", [wanted.get(entity, entity), entity])
    _join_facts(connection)


def _join_facts(connection: Connection) -> None:
    """Finds the facts that the merges make equal, and parts those that no merge makes equal any more."""
    before, now = defaultdict(set), defaultdict(set)
    grouped = equals.grouped(connection)
    for row in grouped:
        before[row["same_as"] or row["id"]].add(row["id"])
    for row in (*grouped, *connection.rows(_TOUCHED)):
        now[claim_key(connection, row)].add(row["id"])
    known = {row["id"] for row in grouped}
    former = list(before.values())
    changed = [group for group in now.values() if group not in former and (len(group) > 1 or group <= known)]
    equals.stand(connection, changed)


def claim_key(connection: Connection, fact: Mapping[str, Any]) -> str:
    """Equal for two facts that say the same, as far as the merges of entities go."""
    ends = {name: _end(connection, fact[name]) for name in ("subject_id", "object_id")}
    return fact_id({**fact, **ends})


def _end(connection: Connection, entity: str | None) -> str | None:
    return None if entity is None else _canonical(connection, entity)


def _canonical(connection: Connection, entity: str) -> str:
    canonical = connection.value("SELECT canonical FROM entities WHERE id = ?", [entity])
    if canonical is None:
        raise ValueError(f"no entity {entity}")
    return str(canonical)


_MERGE = """
    INSERT INTO merges (entity, target, reason) VALUES (?, ?, ?)
    ON CONFLICT (entity, target) DO UPDATE SET reason = excluded.reason, undone = 0
"""
_ACTIVE = "SELECT entity, target FROM merges WHERE undone = 0 ORDER BY reason = 'alias' DESC, entity, target"
_TOUCHED = """
    WITH merged AS (SELECT id FROM entities WHERE canonical <> id
        UNION SELECT canonical FROM entities WHERE canonical <> id)
    SELECT * FROM facts WHERE subject_id IN (SELECT id FROM merged) OR object_id IN (SELECT id FROM merged)
"""
_BY_ALIAS = """
    INSERT OR IGNORE INTO merges (entity, target, reason)
    SELECT short.id, min(long.id), ? FROM entities short
    JOIN aliases a ON a.folded = short.folded AND a.entity <> short.id
    JOIN entities long ON long.id = a.entity AND long.label = short.label AND length(long.name) > length(short.name)
        AND coalesce(long.country, short.country, '') = coalesce(short.country, long.country, '')
    WHERE short.within IS NULL AND long.within IS NULL AND (
        instr(short.folded, ' ') OR (length(short.name) >= 4 AND short.name = upper(short.name)
        AND short.name GLOB '[A-Z]*' AND NOT short.name GLOB '*[^A-Z]*'))
    GROUP BY short.id HAVING count(DISTINCT long.id) = 1
"""
