"""The night: due sources → crawl → read what is new → add → balance → report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.frontier import Frontier
from crawler.run import crawl
from crawler.source import Source
from crawler.stats import CrawlStats
from db.store import KnowledgeBase
from pipeline.assess import Assessor
from pipeline.intake import Intake
from pipeline.lock import run_lock
from pipeline.logs import Log, open_log
from pipeline.progress import Progress, ignore
from pipeline.visits import UNREACHED, Visit


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
        for name, told in stats.sources.items():
            for notice in told.notices:
                night.log.warning("archive_mended", source=name, notice=notice)
        night.add_new(workers=workers, progress=progress)
        errors = {name: told.error for name, told in stats.sources.items() if told.error}
        balanced, visits = night.finish([source.name for source in due], errors)
    code = _exit_code(visits, balanced)
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
        night.finish(None, {})
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
        self.intake = Intake(kb, data, sources, run, log)

    def add_new(self, *, workers: int, progress: Progress) -> dict[str, int]:
        """Reads and adds what nobody has read yet, and ends the crawls that it was left by."""
        counts = self.intake.read_new(workers=workers, progress=progress)
        crawls: dict[str, list[str]] = {}
        for name, run in self.intake.taken_over:
            crawls.setdefault(run, []).append(name)
        for run, names in crawls.items():
            self._finish(run, names, {})
        return counts

    def finish(self, crawled: Sequence[str] | None, errors: Mapping[str, str]) -> tuple[bool, dict[str, Visit]]:
        """Judges the sources, accounts for every address that their crawl saw, and ends the run.

        `crawled` is None for a run that did not crawl. Whether the two ledgers agree, and the verdicts.
        """
        names = crawled or ()
        seen, visits = self._finish(self.run, crawled, errors)
        counts = self.kb.balance(self.run)
        for name in names:
            told = {outcome: n for outcome, n in counts.get(name, {}).items() if outcome != "seen"}
            verdict = visits[name].verdict if name in visits else None
            self.log.info(
                "source_finished", source=name, seen=seen[name], error=errors.get(name), verdict=verdict, **told
            )
        return all(seen[name] == counts.get(name, {}).get("seen", 0) for name in names), visits

    def _finish(
        self, run: str, crawled: Sequence[str] | None, errors: Mapping[str, str]
    ) -> tuple[dict[str, int], dict[str, Visit]]:
        names = crawled or ()
        started_at = self.kb.start_run(run, _now())
        assessor = Assessor(self.kb, self.data, self.intake)
        visits: dict[str, Visit] = {}
        for name in names:
            if name in self.sources:
                visits[name] = assessor.assess(self.sources[name], run, started_at, errors.get(name))
        seen = {name: self._account(name, run, ill=name in visits and not visits[name].healthy) for name in names}
        summary = {
            **({} if crawled is None else {"crawled": list(crawled)}),
            "seen": seen,
            "errors": dict(errors),
            "resumed": self.resumed,
            "sources": {name: visit.to_json() for name, visit in visits.items()},
        }
        self.kb.finish_run(run, _now(), summary=summary)
        return seen, visits

    def _account(self, name: str, run: str, *, ill: bool) -> int:
        """Enters where the crawl's own addresses ended, those that brought no page to read; how many the crawl saw.

        What an ill source no longer has is not taken to be gone.
        """
        state = self.data / "sources" / name / "state.sqlite"
        if not state.is_file():
            return 0
        seen = 0
        with closing(Frontier.open_readonly(state)) as frontier:
            for row in frontier.ledger(run):
                seen += 1
                if row.outcome != "fetched":
                    self.kb.record(run, name, row.url, row.outcome, row.reason or "")
                if row.reason == "gone" and not ill:
                    self.kb.mark_gone(row.url, run)
        return seen


def _exit_code(visits: Mapping[str, Visit], balanced: bool) -> int:
    """1 where an address is unaccounted for, 69 where no source could be reached, 4 where one is held back, else 0."""
    if not balanced:
        return 1
    if visits and all(visit.verdict in UNREACHED and "list" in visit.levels for visit in visits.values()):
        return 69
    return 0 if all(visit.healthy for visit in visits.values()) else 4


def _key(kind: str) -> str:
    return f"{kind}-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
