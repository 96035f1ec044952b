"""Facts that say the same once two entities are one: one of them stands for all, none is lost.

`same_as` names the fact that stands for another. It is derived from the merges alone, so that taking a merge back takes
this back, too.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable

from db.connection import Connection, Row

# The evidence `e` of a fact `f` and of those that it stands for.
EVIDENCE_OF = "(e.fact = f.id OR e.fact IN (SELECT g.id FROM facts g WHERE g.same_as = f.id))"


def stand(connection: Connection, groups: Iterable[Iterable[str]]) -> None:
    """Makes one fact of each group stand for the others: one that is stated now before one that is not, of these the
    first seen. A group of one stands for itself. Counts anew how many documents state each.
    """
    touched: list[str] = []
    for group in groups:
        members = connection.rows(_MEMBERS, [json.dumps(sorted(group))])
        first = min(members, key=lambda row: (row["retracted_at"] is not None, row["first_seen"], row["id"]))
        for member in members:
            target = None if member is first else first["id"]
            if member["same_as"] != target:
                connection.execute("UPDATE facts SET same_as = ? WHERE id = ?", [target, member["id"]])
        touched += [member["id"] for member in members]
    for fact in touched:
        connection.execute(_COUNT, {"id": fact})


def groups_of(connection: Connection, facts: Iterable[str]) -> list[set[str]]:
    """The groups in which these facts are, those of several members."""
    groups: dict[str, set[str]] = defaultdict(set)
    for row in connection.rows(_GROUPS, [json.dumps(sorted(facts))]):
        groups[row["first"]] |= {row["first"], row["id"]}
    return [groups[first] for first in sorted(groups)]


def grouped(connection: Connection) -> list[Row]:
    """Every fact that stands for another or for which another stands."""
    return connection.rows(_GROUPED)


_MEMBERS = "SELECT id, same_as, retracted_at, first_seen FROM facts WHERE id IN (SELECT value FROM json_each(?))"
_GROUPED = """
    SELECT * FROM facts WHERE same_as IS NOT NULL OR id IN (SELECT same_as FROM facts WHERE same_as IS NOT NULL)
"""
_GROUPS = """
    WITH firsts AS (SELECT DISTINCT coalesce(same_as, id) AS id FROM facts
        WHERE id IN (SELECT value FROM json_each(?)))
    SELECT g.same_as AS first, g.id FROM firsts JOIN facts g ON g.same_as = firsts.id ORDER BY 1, 2
"""
_COUNT = f"""
    UPDATE facts AS f SET documents = (
        SELECT count(DISTINCT d.cluster) FROM evidence e JOIN documents d ON d.pk = e.document
        WHERE {EVIDENCE_OF} AND d.current = 1 AND d.gone_at IS NULL) WHERE f.id = :id
"""
