"""Syndicated copies: documents at several addresses with nearly one text form a cluster.

A text is known by its sketch, the 64 smallest hashes of its word triples; two sketches estimate the Jaccard
similarity of the texts (Broder, On the resemblance and containment of documents, 1997).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from db.connection import Connection

SKETCH = 64
WORDS = 3
# Copies are cut, get a line of their own and lose a caption; two reports of one event share far less.
SIMILAR = 0.5
# Below this many triples, a likeness says nothing.
SHORTEST = 20
_BEARERS = 100
# Letters of unspaced scripts count as words.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")


def sketch(text: str) -> frozenset[int]:
    """Empty for a text that is too short to compare."""
    words = _WORD.findall(text.casefold())
    triples = {" ".join(words[at : at + WORDS]) for at in range(len(words) - WORDS + 1)}
    if len(triples) < SHORTEST:
        return frozenset()
    return frozenset(sorted(_hash(triple) for triple in triples)[:SKETCH])


def similarity(one: frozenset[int], other: frozenset[int]) -> float:
    smallest = sorted(one | other)[:SKETCH]
    return sum(value in one and value in other for value in smallest) / len(smallest) if smallest else 0.0


def join(connection: Connection, document: int, text: str) -> set[int]:
    """Puts the new current version among its copies; returns the versions whose cluster changed."""
    own = sketch(text)
    connection.insert("shingles", [{"hash": value, "document": document} for value in sorted(own)])
    near = [pk for pk, other in _candidates(connection, document, own).items() if similarity(own, other) >= SIMILAR]
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


def _candidates(connection: Connection, document: int, own: frozenset[int]) -> dict[int, frozenset[int]]:
    """Sketches that share a quarter of the values.

    What a site prints on all its pages is in thousands of sketches: of each value only some bearers are looked at.
    Copies bear the same values, so that at least one of many is among them.
    """
    shared: Counter[int] = Counter()
    sql = "SELECT document FROM shingles WHERE hash = ? AND document <> ? ORDER BY document LIMIT ?"
    for value in own:
        shared.update(connection.column(sql, [value, document, _BEARERS]))
    return {pk: _stored(connection, pk) for pk, count in sorted(shared.items()) if 4 * count >= len(own)}


def _stored(connection: Connection, document: int) -> frozenset[int]:
    return frozenset(connection.column("SELECT hash FROM shingles WHERE document = ?", [document]))


def _recluster(connection: Connection, members: set[int]) -> set[int]:
    """Names each group of copies after its smallest document id, so that the order of adding does not matter."""
    sketches = {pk: _stored(connection, pk) for pk in sorted(members)}
    marks = ", ".join("?" * len(members))
    rows = connection.rows(f"SELECT pk, id, cluster FROM documents WHERE pk IN ({marks})", list(members))
    names = {row["pk"]: row["id"] for row in rows}
    before = {row["pk"]: row["cluster"] for row in rows}
    after = {pk: min(names[other] for other in group) for group in _groups(sketches) for pk in group}
    changed = {pk for pk, cluster in after.items() if before[pk] != cluster}
    for pk in sorted(changed):
        connection.execute("UPDATE documents SET cluster = ? WHERE pk = ?", [after[pk], pk])
    return changed


def _groups(sketches: Mapping[int, frozenset[int]]) -> list[set[int]]:
    left, groups = set(sketches), []
    while left:
        group: set[int] = set()
        edge = {left.pop()}
        while edge:
            one = edge.pop()
            group.add(one)
            near = {other for other in left if similarity(sketches[one], sketches[other]) >= SIMILAR}
            left -= near
            edge |= near
        groups.append(group)
    return groups


def _hash(triple: str) -> int:
    # 63 bits: SQLite's integers are signed.
    return int.from_bytes(blake2b(triple.encode("utf-8", "replace"), digest_size=8).digest()) >> 1
