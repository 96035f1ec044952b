"""The intake: archived pages are read and let in, unless a source's pages have lost what they had."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import chain, groupby, islice
from pathlib import Path

from crawler.archive import read_page
from crawler.frontier import Frontier, PageRow
from crawler.source import Source
from crawler.urls import canonical_url
from db.store import KnowledgeBase
from extract.serialize import JsonObject, from_json
from extract.types import Extraction, NotADocument
from extract.worker import read_all
from pipeline.logs import Log
from pipeline.measures import Reading, measure
from pipeline.progress import Progress
from pipeline.verdicts import judge_pages
from pipeline.visits import Finding, fingerprint, history

SAMPLE = 100
"""So many pages of a source, at most, are read before it is judged whether they may come in."""
RECENT = 5
"""The visits whose headlines and texts are compared with those of the night."""
HELD = "held_back"
Group = tuple[str, str]
"""A source and the run that its pages are judged in."""


class Intake:
    """The pages of one run, and of crawls that nobody has read yet. What was judged is in `readings` and `held`."""

    def __init__(self, kb: KnowledgeBase, data: Path, sources: Mapping[str, Source], run: str, log: Log) -> None:
        self.kb, self.data, self.sources, self.run, self.log = kb, data, sources, run, log
        self.readings: dict[Group, Reading] = {}
        self.held: dict[Group, Finding] = {}
        self.taken_over: list[Group] = []

    def read_new(self, *, workers: int, progress: Progress) -> dict[str, int]:
        """Reads every archived page, of whatever crawl, that the knowledge base has not seen; counts by outcome."""
        waiting = self._waiting()
        for (name, run), rows in waiting.items():
            if run != self.run:
                self.log.info("crawl_taken_over", crawl=run, source=name)
                self.kb.start_run(run, min(row.fetched_at for row in rows))
                self.taken_over.append((name, run))
        counts: Counter[str] = Counter(dict.fromkeys(("stored", "unchanged", "quarantined"), 0))
        order = [(group, row) for group, rows in waiting.items() for row in rows]
        answers = read_all((self._request(row) for _, row in order), workers=workers)
        read = ((group, row, answer) for (group, row), (_, answer) in zip(order, answers, strict=True))
        for group, pages in groupby(read, key=lambda page: page[0]):
            for _, row, answer in self._judged(group, pages):
                counts[self._enter(group, row, answer)] += 1
                progress({"event": "read", "source": row.source, "done": counts.total(), "of": len(order)})
        return dict(counts)

    def _judged(
        self, group: Group, pages: Iterator[tuple[Group, PageRow, JsonObject]]
    ) -> Iterator[tuple[Group, PageRow, JsonObject]]:
        """The pages, once a sample of them has told whether they may come in."""
        name, run = group
        sample = list(islice(pages, SAMPLE))
        past = history(self.kb, name, before=run)
        before = (row for visit in past[:RECENT] for row in visit.read)
        reading = measure([(row, answer) for _, row, answer in sample], self._junk(name), before)
        source = self.sources.get(name)
        finding = self._held_before(name, run)
        if finding is None and source is not None:
            finding = judge_pages(source, reading, past)
        self.readings[group] = reading
        if finding is not None:
            self.held[group] = finding
            self.log.warning("held_back", source=name, crawl=run, evidence=finding.evidence)
        return chain(sample, pages)

    def _waiting(self) -> dict[Group, list[PageRow]]:
        waiting: dict[Group, list[PageRow]] = {}
        for state in sorted((self.data / "sources").glob("*/state.sqlite")):
            name = state.parent.name
            with closing(Frontier.open_readonly(state)) as frontier:
                for row, again in self._new_pages(name, list(frontier.pages_since())):
                    waiting.setdefault((name, self.run if again else row.run), []).append(row)
        return waiting

    def _new_pages(self, name: str, rows: list[PageRow]) -> Iterator[tuple[PageRow, bool]]:
        """A page whose bytes were seen before is new again where this run's crawl met them anew: an edit taken back.

        Pages that were held back are read `again`, in their newest form, once the source's file has been mended.
        """
        seen, entered, mended = self.kb.seen_pages(name), self.kb.entered(self.run, name), self._mended(name)
        newest = {row.requested_url: row.seq for row in rows} if mended else {}
        for row in rows:
            again = row.id in mended and newest[row.requested_url] == row.seq
            met_anew = row.run == self.run and canonical_url(row.requested_url) not in entered
            if row.id not in seen or again or met_anew:
                yield row, again

    def _mended(self, name: str) -> set[str]:
        last = next(iter(history(self.kb, name, before=self.run)), None)
        source = self.sources.get(name)
        if last is None or source is None or "reading" not in last.levels or last.settings == fingerprint(source):
            return set()
        sql = """
            SELECT p.id FROM issues i JOIN pages p ON p.id = i.page
            WHERE i.source = ? AND i.code = ? AND p.outcome = 'quarantined'
        """
        return set(self.kb.connection.column(sql, [name, HELD]))

    def _junk(self, name: str) -> set[str]:
        """The addresses that have been read and never brought a text, without those whose source was ill then."""
        sql = """
            SELECT requested_url FROM pages WHERE source = ? GROUP BY requested_url
            HAVING sum(outcome <> 'quarantined' OR id IN (SELECT page FROM issues WHERE code = ?)) = 0
        """
        return set(self.kb.connection.column(sql, [name, HELD]))

    def _held_before(self, name: str, run: str) -> Finding | None:
        """What a run that was cut off in the middle of holding back had found."""
        sql = "SELECT url, detail FROM issues WHERE run = ? AND source = ? AND code = ? ORDER BY rowid LIMIT 1"
        for row in self.kb.connection.rows(sql, [run, name, HELD]):
            verdict, _, evidence = row["detail"].partition(": ")
            return Finding(level="reading", verdict=verdict, evidence=evidence, page=row["url"])
        return None

    def _request(self, row: PageRow) -> JsonObject:
        source = self.sources.get(row.source)
        return {
            "folder": str(self.data / "sources" / row.source),
            "warc": row.warc.file,
            "offset": row.warc.offset,
            "source": source.model_dump(mode="json") if source else None,
            "listed": {"title": row.title_hint, "date": row.date_hint},
        }

    def _enter(self, group: Group, row: PageRow, answer: JsonObject) -> str:
        page = read_page(self.data / "sources" / row.source, row.warc)
        result = from_json(answer)
        finding = self.held.get(group)
        held = NotADocument(code=HELD, detail=f"{finding.verdict}: {finding.evidence}") if finding else None
        if isinstance(result, Extraction):
            if held is None:
                return self.kb.add_extraction(result, page=page, run=row.run)
            result, held = held, None
        self.kb.add_rejection(result, page=page, run=row.run, held=held)
        self.log.info("quarantined", url=page.url, code=result.code, detail=result.detail)
        return "quarantined"
