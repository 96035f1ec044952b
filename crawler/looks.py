"""Look: what a run saw at a start address, list, feed or sitemap; the latest look of each address is kept."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from crawler.linkdates import find_days
from crawler.linkpage import Link, LinkPage
from crawler.page import WarcRef

SCHEMA = """
CREATE TABLE looks (
    url TEXT PRIMARY KEY, run TEXT NOT NULL,
    seen TEXT NOT NULL CHECK (json_valid(seen)),
    whole TEXT CHECK (whole IS NULL OR json_valid(whole))
) STRICT;
"""
SAMPLE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One index as a run saw it. `reason` is why it could not be had, of crawler.stats.REASONS, else None.

    `final_url` is where redirects ended and `moves` the statuses on the way. `titled` counts the items with a title
    that no other item has, `dated` those with a day, `followed` those that the source's rules let through, `indexes`
    the further lists. `warc` is the archived answer, whatever its status.
    """

    url: str
    run: str
    depth: int = 0
    status: int | None = None
    reason: str | None = None
    detail: str = ""
    final_url: str = ""
    moves: tuple[int, ...] = ()
    items: int = 0
    titled: int = 0
    dated: int = 0
    followed: int = 0
    indexes: int = 0
    sample: tuple[Link, ...] = ()
    warc: WarcRef | None = None


def count_links(look: Look, links: LinkPage, judge: Callable[[str], str | None]) -> Look:
    """The look with what the index offers; its sample is of the items that are followed, where there are any."""
    titles = Counter(link.title for link in links.items if link.title and _is_title(link.title))
    followed = [link for link in links.items if judge(link.url) is None]
    return replace(
        look,
        items=len(links.items),
        titled=sum(1 for number in titles.values() if number == 1),
        dated=sum(1 for link in links.items if link.date),
        followed=len(followed),
        indexes=len(links.next),
        sample=tuple(followed or links.items)[:SAMPLE],
    )


def _is_title(text: str) -> bool:
    """Whether a text says more than a day: where columns have moved, dates stand in the place of titles.

    >>> _is_title("Museum opens on 3 May 2026"), _is_title("[2026-05-03]"), _is_title("May 3, 2026")
    (True, False, False)
    """
    rest = list(text)
    for found in find_days(text):
        rest[found.start : found.end] = " " * (found.end - found.start)
    return any(letter.isalpha() for letter in rest)


def save_look(db: sqlite3.Connection, look: Look) -> None:
    """Replaces the address's look. A 304 looks like the last answer that was whole, failures in between or not."""
    row = db.execute("SELECT whole FROM looks WHERE url = ?", (look.url,)).fetchone()
    whole = row[0] if row else None
    if look.status == 304 and whole:
        look = replace(_look(whole), run=look.run, depth=look.depth)
    seen = json.dumps(asdict(look))
    db.execute(
        "INSERT OR REPLACE INTO looks VALUES (?, ?, ?, ?)",
        (look.url, look.run, seen, seen if look.reason is None else whole),
    )


def read_looks(db: sqlite3.Connection, run: str) -> tuple[Look, ...]:
    """The run's looks, start addresses first; none in a file that an older program wrote."""
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'looks'").fetchone() is None:
        return ()
    looks = [_look(seen) for (seen,) in db.execute("SELECT seen FROM looks WHERE run = ?", (run,))]
    return tuple(sorted(looks, key=lambda look: (look.depth, look.url)))


def _look(seen: str) -> Look:
    values = json.loads(seen)
    values["moves"] = tuple(values["moves"])
    values["sample"] = tuple(Link(**link) for link in values["sample"])
    values["warc"] = WarcRef(**values["warc"]) if values["warc"] else None
    return Look(**values)
