"""Syndicated copies: documents at several addresses with nearly one text form a cluster.

Candidates are found by their sketches, the 64 smallest hashes of a text's word triples: two texts share about as large
a part of them as of their triples (Broder, On the resemblance and containment of documents, 1997). The texts themselves
decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from db.connection import Connection
from db.likeness import Likeness, is_copy, likeness

SKETCH = 64
# Below this many triples, a likeness says nothing.
SHORTEST = 20
_BEARERS = 100
# A sixth of the sketch: of texts that are copies, fewer than one in a thousand share less.
_SHARED = 6


def sketch(text: str) -> frozenset[int]:
    """Empty for a text that is too short to compare."""
    triples = likeness(text).triples
    if len(triples) < SHORTEST:
        return frozenset()
    return frozenset(sorted(_hash(triple) for triple in triples)[:SKETCH])


def join(connection: Connection, document: int, text: str) -> set[int]:
    """Puts the new current version among its copies; returns the versions whose cluster changed."""
    own = sketch(text)
    connection.insert("shingles", [{"hash": value, "document": document} for value in sorted(own)])
    texts = _texts(connection, _candidates(connection, document, own))
    near = [pk for pk, other in texts.items() if is_copy(likeness(text), other)]
    marks = ", ".join("?" * len(near))
    clusters = connection.column(f"SELECT DISTINCT cluster FROM documents WHERE pk IN ({marks})", near)
    return _recluster(connection, {document, *_members(connection, clusters)})


def leave(connection: Connection, document: int) -> set[int]:
    """Takes a version that is current no more from among its copies."""
    connection.execute("DELETE FROM shingles WHERE document = ?", [document])
    clusters = connection.column("SELECT cluster FROM documents WHERE pk = ?", [document])
    return _recluster(connection, set(_members(connection, clusters)) - {document})


def _members(connection: Connection, clusters: Iterable[str]) -> list[int]:
    members: list[int] = []
    for cluster in clusters:
        members += connection.column("SELECT pk FROM documents WHERE current = 1 AND cluster = ?", [cluster])
    return members


def _candidates(connection: Connection, document: int, own: frozenset[int]) -> list[int]:
    """Versions whose sketch has a sixth of the values.

    What a site prints on all its pages is in thousands of sketches: of each value only some bearers are looked at.
    Copies bear the same values, so that at least one of many is among them.
    """
    shared: Counter[int] = Counter()
    sql = "SELECT document FROM shingles WHERE hash = ? AND document <> ? ORDER BY document LIMIT ?"
    for value in own:
        shared.update(connection.column(sql, [value, document, _BEARERS]))
    return sorted(pk for pk, count in shared.items() if _SHARED * count >= len(own))


def _texts(connection: Connection, documents: Iterable[int]) -> dict[int, Likeness]:
    """Those that are long enough to compare."""
    found: dict[int, Likeness] = {}
    for pk in documents:
        known = likeness(connection.value("SELECT text FROM documents WHERE pk = ?", [pk]))
        found[pk] = known if len(known.triples) >= SHORTEST else _INCOMPARABLE
    return found


def _recluster(connection: Connection, members: set[int]) -> set[int]:
    """Names each group of copies after its smallest document id, so that the order of adding does not matter."""
    texts = _texts(connection, sorted(members))
    marks = ", ".join("?" * len(members))
    rows = connection.rows(f"SELECT pk, id, cluster FROM documents WHERE pk IN ({marks})", list(members))
    names = {row["pk"]: row["id"] for row in rows}
    before = {row["pk"]: row["cluster"] for row in rows}
    after = {pk: min(names[other] for other in group) for group in _groups(texts) for pk in group}
    changed = {pk for pk, cluster in after.items() if before[pk] != cluster}
    for pk in sorted(changed):
        connection.execute("UPDATE documents SET cluster = ? WHERE pk = ?", [after[pk], pk])
    return changed


def _groups(texts: Mapping[int, Likeness]) -> list[set[int]]:
    left, groups = set(texts), []
    while left:
        group: set[int] = set()
        edge = {left.pop()}
        while edge:
            one = edge.pop()
            group.add(one)
            near = {other for other in left if is_copy(texts[one], texts[other])}
            left -= near
            edge |= near
        groups.append(group)
    return groups


_INCOMPARABLE = Likeness(frozenset(), frozenset(), frozenset())


def _hash(triple: str) -> int:
    # 63 bits: SQLite's integers are signed.
    return int.from_bytes(blake2b(triple.encode("utf-8", "replace"), digest_size=8).digest()) >> 1
