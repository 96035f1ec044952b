"""Visit: what one run found at one source, kept in the run's summary; a source's history is its visits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from hashlib import sha256
from typing import Any

from crawler.page import WarcRef
from crawler.source import Source
from db.store import KnowledgeBase

HEALTHY = ("fine", "quiet")
UNREACHED = ("blocked", "moved", "broken")
VERDICTS: Mapping[str, str] = {
    "fine": "as its history expects",
    "quiet": "nothing new, as happens",
    "stale": "nothing new for far longer than ever before",
    "redesigned": "the list answers as always, and its items, or their titles or days, are gone",
    "emptied": "the articles answer as always, and their text, headlines or dates are gone",
    "blocked": "a refusal, a challenge or a login stands before it, or robots.txt forbids it",
    "moved": "it redirects elsewhere, or is not there any more",
    "broken": "the server does not answer, or with errors",
}
"""One of these a source and run; those of HEALTHY need nobody."""
REMEMBERED = 60
"""How many visits back a source's history goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong: a verdict of VERDICTS with its evidence in one sentence.

    `level` is "list", "answers" (of the articles) or "reading"; `what` is the count or share that is wrong: "items",
    "followed", a name of pipeline.measures.SHARES, or empty; `page` the address that shows it, and `warc` its
    archived answer, where there is one. `standing` says that it was found before and has had no occasion to be right
    again.
    """

    level: str
    verdict: str
    evidence: str
    page: str
    what: str = ""
    warc: WarcRef | None = None
    standing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One source in one run. The verdict is that of the first finding; without any, `note` says why it is healthy.

    `since` is the first run of an unbroken row with this verdict. `items`, `followed` and `indexes` are counts of the
    list; `shares` are (good, of) by the names of pipeline.measures.SHARES. `shortest` and `longest` are the lengths, in
    characters, that nine in ten texts exceed and stay below. `listed` and `read` are sample rows. `failing` is the
    folder of the saved page, below the data folder.
    """

    run: str
    started_at: str
    verdict: str
    since: str
    settings: str = ""
    findings: tuple[Finding, ...] = ()
    note: str = ""
    items: int | None = None
    followed: int | None = None
    indexes: int | None = None
    new: int = 0
    shares: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    shortest: int | None = None
    longest: int | None = None
    median: int | None = None
    listed: tuple[Mapping[str, Any], ...] = ()
    read: tuple[Mapping[str, Any], ...] = ()
    failing: str | None = None

    @property
    def healthy(self) -> bool:
        return self.verdict in HEALTHY

    @property
    def levels(self) -> tuple[str, ...]:
        return tuple(finding.level for finding in self.findings)

    @property
    def evidence(self) -> tuple[str, ...]:
        again = "; no page since then to judge by"
        told = (finding.evidence + (again if finding.standing else "") for finding in self.findings)
        return tuple(told) or (self.note,)

    @property
    def page(self) -> str | None:
        """The address that shows best what is wrong."""
        return self.findings[0].page if self.findings else None

    def to_json(self) -> dict[str, Any]:
        """As it stands in the summary of its run, which says the rest."""
        return {key: value for key, value in asdict(self).items() if key not in ("run", "started_at")}


def history(kb: KnowledgeBase, source: str, *, before: str | None = None) -> list[Visit]:
    """The source's visits, newest first; with `before`, those of runs that began before that one."""
    sql = """
        SELECT r.id, r.started_at, s.value FROM runs r, json_each(r.summary, '$.sources') s
        WHERE s.key = :source AND (:before IS NULL OR (r.started_at, r.rowid) <
            (SELECT started_at, rowid FROM runs WHERE id = :before))
        ORDER BY r.started_at DESC, r.rowid DESC LIMIT :limit
    """
    values = {"source": source, "before": before, "limit": REMEMBERED}
    return [_visit(row["id"], row["started_at"], row["value"]) for row in kb.connection.rows(sql, values)]


def visits_of(kb: KnowledgeBase, run: str) -> dict[str, Visit]:
    """The visits of one run by source."""
    sql = "SELECT r.started_at, s.key, s.value FROM runs r, json_each(r.summary, '$.sources') s WHERE r.id = ?"
    return {row["key"]: _visit(run, row["started_at"], row["value"]) for row in kb.connection.rows(sql, [run])}


def fingerprint(source: Source) -> str:
    """Changes when anything in the source's file does but the notes about it."""
    return sha256(source.model_dump_json(exclude={"notes", "verified"}).encode()).hexdigest()[:16]


def _visit(run: str, started_at: str, text: str) -> Visit:
    known = {each.name for each in fields(Visit)}
    values = {key: value for key, value in json.loads(text).items() if key in known}
    for name in ("listed", "read"):
        values[name] = tuple(values.get(name, ()))
    values["findings"] = tuple(_finding(told) for told in values.get("findings", ()))
    values["shares"] = {name: (good, of) for name, (good, of) in values.get("shares", {}).items()}
    return Visit(run=run, started_at=started_at, **values)


def _finding(told: Mapping[str, Any]) -> Finding:
    return Finding(**{**told, "warc": WarcRef(**told["warc"]) if told["warc"] else None})
