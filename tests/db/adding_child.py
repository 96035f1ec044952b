"""A process that adds announcements until it is killed: `adding_child.py DATABASE COUNT`."""

from __future__ import annotations

import sys
from pathlib import Path

from kb_samples import opening, page

from db.store import KnowledgeBase
from extract.types import NotADocument

RUN = "night-2026-03-01"


def add(kb: KnowledgeBase, number: int) -> str:
    """The step `number` of a night: new pages, changed ones, vanished ones, rejected ones."""
    at = f"2026-03-01T02:{number // 60:02}:{number % 60:02}Z"
    if number % 7 == 6:
        wall = page(f"wall{number}", "consent", at=at)
        kb.add_rejection(NotADocument(code="cookie_wall", detail="consent"), page=wall, run=RUN)
        return wall.id
    name = f"p{number % 10}"
    of, said = opening(name, city=f"Town {number % 4}", count=str(number + 1), planned=number % 3 == 0, at=at)
    kb.add_extraction(said, page=of, run=RUN)
    return of.id


def main(path: Path, count: int) -> None:
    with KnowledgeBase(path) as kb:
        kb.start_run(RUN, "2026-03-01T01:00:00Z")
        seen = kb.seen_pages("daily")
        print("ready", flush=True)
        for number in range(count):
            if replay_needed(number, seen):
                print(add(kb, number), flush=True)
        kb.finish_run(RUN, "2026-03-01T03:00:00Z")


def replay_needed(number: int, seen: set[str]) -> bool:
    """Half of the steps are done again although they are known, as an impatient caller would."""
    if number % 2:
        return True
    at = f"2026-03-01T02:{number // 60:02}:{number % 60:02}Z"
    if number % 7 == 6:
        return page(f"wall{number}", "consent", at=at).id not in seen
    of, _ = opening(f"p{number % 10}", city=f"Town {number % 4}", count=str(number + 1), planned=number % 3 == 0, at=at)
    return of.id not in seen


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
