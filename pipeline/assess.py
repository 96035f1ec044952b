"""The assessment of a source after a run: what its files tell is judged, and what follows from the verdict is done."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from crawler.frontier import Frontier
from crawler.source import Source
from db.store import KnowledgeBase
from pipeline.failing import archived, save_failing
from pipeline.intake import Intake
from pipeline.judge import Finding
from pipeline.measures import Reading
from pipeline.verdicts import Seen, judge
from pipeline.visits import Visit, history


class Assessor:
    """Judges the sources of a run once their pages are read."""

    def __init__(self, kb: KnowledgeBase, data: Path, intake: Intake) -> None:
        self.kb, self.data, self.intake = kb, data, intake

    def assess(self, source: Source, run: str, started_at: str, error: str | None) -> Visit:
        """The verdict. A source that is ill is held back from exports, and the page that shows it is kept."""
        past = history(self.kb, source.name, before=run)
        group = (source.name, run)
        seen = self._seen(source, run, started_at, error)
        visit, finding = judge(seen, past, self.intake.held.get(group))
        if visit.healthy:
            release(self.kb, source.name)
            return visit
        hold(self.kb, source.name, run, f"{visit.verdict}: {visit.evidence[0]}")
        return self._with_page(visit, source.name, finding, past)

    def _seen(self, source: Source, run: str, started_at: str, error: str | None) -> Seen:
        state = self.data / "sources" / source.name / "state.sqlite"
        reading = self.intake.readings.get((source.name, run), Reading())
        if not state.is_file():
            return Seen(source=source, run=run, started_at=started_at, reading=reading, error=error)
        with closing(Frontier.open_readonly(state)) as frontier:
            looks, answers = frontier.looks(run), frontier.answers(run)
        return Seen(
            source=source,
            run=run,
            started_at=started_at,
            looks=looks,
            pages={look.url: archived(self.data, source.name, look.warc) for look in looks if look.depth == 0},
            answers=answers,
            reading=reading,
            error=error,
        )

    def _with_page(self, visit: Visit, source: str, finding: Finding | None, past: list[Visit]) -> Visit:
        """The page is saved when the illness begins; later visits point to it."""
        if finding is None or visit.since != visit.run:
            return replace(visit, failing=past[0].failing if past else None)
        page = archived(self.data, source, finding.warc)
        if page is None:
            return visit
        good = next((each for each in past if each.healthy), None)
        return replace(visit, failing=save_failing(self.data, source, page, visit, good))


def hold(kb: KnowledgeBase, source: str, run: str, reason: str) -> None:
    """Leaves out of exports what the source says from this run on."""


def release(kb: KnowledgeBase, source: str) -> None:
    """Lets the source's facts into exports again."""
