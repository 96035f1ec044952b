"""The night: due sources → crawl → read what is new → add → balance → report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.archive import read_page
from crawler.frontier import Frontier, PageRow
from crawler.run import crawl
from crawler.source import Source
from crawler.stats import CrawlStats
from crawler.urls import canonical_url
from db.store import KnowledgeBase
from extract.serialize import JsonObject, from_json
from extract.types import Extraction, NotADocument
from extract.worker import read_all
from pipeline.lock import run_lock
from pipeline.logs import Log, open_log
from pipeline.progress import Progress, ignore


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """One finished run. `resumed` where it took up what a crash had left; `exit_code` as in docs/commands.md."""

    run: str
    resumed: bool
    exit_code: int


def run_night(
    sources: Mapping[str, Source],
    *,
    data: Path,
    key: str | None = None,
    everything: bool = False,
    workers: int = 1,
    loopback: frozenset[str] = frozenset(),
    progress: Progress = ignore,
) -> Night:
    """Crawls the sources that are due (`everything`: all), reads and adds what is new, and accounts for every URL.

    A run that a crash left unfinished is taken up again under its own key, so nothing is asked for twice.
    Raises LockHeld, and the errors of crawler.run and db.errors.
    """
    with _opened(data, sources, key or _key("run")) as night:
        due = [source for source in sources.values() if everything or night.resumed or is_due(source, data)]
        night.log.info("run_started", resumed=night.resumed, sources=[source.name for source in due])
        stats = crawl(due, data=data, run=night.run, loopback=loopback, progress=progress)
        night.add_new(workers=workers, progress=progress)
        errors = {name: told.error for name, told in stats.sources.items() if told.error}
        balanced = night.finish([source.name for source in due], errors)
    code = _exit_code([source.name for source in due], errors, balanced)
    return Night(run=night.run, resumed=night.resumed, exit_code=code)


def crawl_only(sources: Mapping[str, Source], *, data: Path, progress: Progress = ignore) -> CrawlStats:
    """Fetches and archives; the next `run` or `add` reads what it brings."""
    with run_lock(data):
        return crawl(list(sources.values()), data=data, run=_key("crawl"), progress=progress)


def add_only(
    sources: Mapping[str, Source], *, data: Path, workers: int = 1, progress: Progress = ignore
) -> dict[str, int]:
    """Reads and adds every archived page that is not in the knowledge base; how many ended in each outcome."""
    with _opened(data, sources, _key("add")) as night:
        counts = night.add_new(workers=workers, progress=progress)
        night.finish([], {})
    return counts


def is_due(source: Source, data: Path) -> bool:
    """Whether the last crawl began `every` hours ago; an hour's grace keeps a nightly source nightly."""
    state = data / "sources" / source.name / "state.sqlite"
    if not state.is_file():
        return True
    with closing(Frontier.open_readonly(state)) as frontier:
        last = frontier.last_crawled()
    return last is None or datetime.now(UTC) - last >= timedelta(hours=source.every - 1)


@contextmanager
def _opened(data: Path, sources: Mapping[str, Source], key: str) -> Iterator[_Work]:
    with run_lock(data), closing(KnowledgeBase(data / "kb.sqlite")) as kb:
        left = kb.unfinished_run()
        run = left or key
        log, stream = open_log(data, run=run)
        with closing(stream):
            kb.start_run(run, _now())
            for source in sources.values():
                kb.add_source(source.model_dump(mode="json"))
            yield _Work(kb, data, sources, run, resumed=left is not None, log=log)


class _Work:
    """What the steps of one run share."""

    def __init__(
        self, kb: KnowledgeBase, data: Path, sources: Mapping[str, Source], run: str, *, resumed: bool, log: Log
    ) -> None:
        self.kb, self.data, self.sources, self.run, self.resumed, self.log = kb, data, sources, run, resumed, log

    def add_new(self, *, workers: int, progress: Progress) -> dict[str, int]:
        """Reads every archived page, of whatever crawl, that the knowledge base has not seen; counts by outcome."""
        waiting = list(self._new_pages())
        for run, name in sorted({(row.run, row.source) for row in waiting if row.run != self.run}):
            self.log.info("crawl_taken_over", crawl=run, source=name)
            self.kb.start_run(run, min(row.fetched_at for row in waiting if row.run == run))
        counts = dict.fromkeys(("stored", "unchanged", "quarantined"), 0)
        answers = read_all((self._request(row) for row in waiting), workers=workers)
        for row, (_, answer) in zip(waiting, answers, strict=True):
            counts[self._add(row, from_json(answer))] += 1
            progress({"event": "read", "source": row.source, "done": sum(counts.values()), "of": len(waiting)})
        for run in sorted({row.run for row in waiting if row.run != self.run}):
            names = sorted({row.source for row in waiting if row.run == run})
            self.kb.finish_run(run, _now(), summary={"seen": {name: self._account(name, run) for name in names}})
        return counts

    def finish(self, names: Sequence[str], errors: Mapping[str, str]) -> bool:
        """Accounts for every address that the crawl of `names` saw, and ends the run; whether the two ledgers agree."""
        seen = {name: self._account(name, self.run) for name in names}
        counts = self.kb.balance(self.run)
        self.kb.finish_run(self.run, _now(), summary={"seen": seen, "errors": dict(errors), "resumed": self.resumed})
        for name in names:
            told = {outcome: n for outcome, n in counts.get(name, {}).items() if outcome != "seen"}
            self.log.info("source_finished", source=name, seen=seen[name], error=errors.get(name), **told)
        return all(seen[name] == counts.get(name, {}).get("seen", 0) for name in names)

    def _new_pages(self) -> Iterator[PageRow]:
        """A page whose bytes were seen before is new again where this run's crawl met them anew: an edit taken back."""
        for state in sorted((self.data / "sources").glob("*/state.sqlite")):
            seen, entered = self.kb.seen_pages(state.parent.name), self.kb.entered(self.run, state.parent.name)
            with closing(Frontier.open_readonly(state)) as frontier:
                for row in frontier.pages_since():
                    if row.id not in seen or (row.run == self.run and canonical_url(row.requested_url) not in entered):
                        yield row

    def _request(self, row: PageRow) -> JsonObject:
        source = self.sources.get(row.source)
        return {
            "folder": str(self.data / "sources" / row.source),
            "warc": row.warc.file,
            "offset": row.warc.offset,
            "source": source.model_dump(mode="json") if source else None,
            "listed": {"title": row.title_hint, "date": row.date_hint},
        }

    def _add(self, row: PageRow, result: Extraction | NotADocument) -> str:
        page = read_page(self.data / "sources" / row.source, row.warc)
        if isinstance(result, NotADocument):
            self.kb.add_rejection(result, page=page, run=row.run)
            self.log.info("quarantined", url=page.url, code=result.code, detail=result.detail)
            return "quarantined"
        return self.kb.add_extraction(result, page=page, run=row.run)

    def _account(self, name: str, run: str) -> int:
        """Enters where the crawl's own addresses ended, those that brought no page to read; how many the crawl saw."""
        state = self.data / "sources" / name / "state.sqlite"
        if not state.is_file():
            return 0
        seen = 0
        with closing(Frontier.open_readonly(state)) as frontier:
            for row in frontier.ledger(run):
                seen += 1
                if row.outcome != "fetched":
                    self.kb.record(run, name, row.url, row.outcome, row.reason or "")
                if row.reason == "gone":
                    self.kb.mark_gone(row.url, run)
        return seen


def _exit_code(names: Sequence[str], errors: Mapping[str, str], balanced: bool) -> int:
    """1 where an address is unaccounted for, 69 where every source failed, else 0: one dead site is told, no alarm."""
    if not balanced:
        return 1
    return 69 if names and all(name in errors for name in names) else 0


def _key(kind: str) -> str:
    return f"{kind}-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
