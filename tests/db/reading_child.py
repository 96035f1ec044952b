"""A process that reads snapshots until it is told to stop: `reading_child.py DATABASE STOPFILE`; prints what it met."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from db.search import search
from db.store import KnowledgeBase


def look(kb: KnowledgeBase) -> str | None:
    """What does not fit together in one moment."""
    with kb.connection.snapshot():
        documents = kb.connection.value("SELECT count(*) FROM documents")
        mentions = kb.connection.value("SELECT count(*) FROM mentions")
        indexed = kb.connection.value("SELECT count(*) FROM documents_fts WHERE documents_fts MATCH 'hub'")
        counted = kb.connection.value("SELECT sum(documents) FROM facts")
        standing = kb.connection.value(
            "SELECT count(*) FROM (SELECT DISTINCT e.fact, d.cluster FROM evidence e JOIN documents d"
            " ON d.pk = e.document WHERE d.current = 1 AND d.gone_at IS NULL)"
        )
    whole = mentions == 5 * documents and indexed == documents and (counted or 0) == standing
    return None if whole else f"{documents} documents, {mentions} mentions, {indexed} indexed, {counted} of {standing}"


def main(path: Path, stop: Path) -> None:
    torn: list[str] = []
    seconds: list[float] = []
    with KnowledgeBase(path, readonly=True) as kb:
        while not stop.exists() or not seconds:
            began = time.monotonic()
            problem = look(kb)
            search(kb, "harbour hub", limit=5)
            seconds.append(time.monotonic() - began)
            if problem:
                torn.append(problem)
    print(json.dumps({"torn": torn, "looks": len(seconds), "p99": sorted(seconds)[int(0.99 * len(seconds))]}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
