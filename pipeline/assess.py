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
        visit = judge(seen, past, self.intake.held.get(group))
        if visit.healthy:
            self.kb.release(source.name)
            return visit
        self.kb.hold(source.name, run, f"{visit.verdict}: {visit.evidence[0]}")
        return self._with_page(visit, source.name, past)

    def _seen(self, source: Source, run: str, started_at: str, error: str | None) -> Seen:
        state = self.data / "sources" / source.name / "state.sqlite"
        reading = self.intake.readings.get((source.name, run), Reading())
        if not state.is_file():
            return Seen(source=source, run=run, started_at=started_at, reading=reading, error=error)
        with closing(Frontier.open_readonly(state)) as frontier:
            looks, answers = frontier.looks(run), frontier.answers(run)
            unseen = frontier.unseen_indexes(run) if looks and source.kind == "sitemap" else 0
        return Seen(
            source=source,
            run=run,
            started_at=started_at,
            looks=looks,
            unseen_lists=unseen,
            pages={look.url: archived(self.data, source.name, look.warc) for look in looks if look.depth == 0},
            answers=answers,
            reading=reading,
            error=error,
        )

    def _with_page(self, visit: Visit, source: str, past: list[Visit]) -> Visit:
        """The page is saved when the illness begins; later visits point to it."""
        if visit.since != visit.run:
            return replace(visit, failing=past[0].failing if past else None)
        page = archived(self.data, source, visit.findings[0].warc) if visit.findings else None
        if page is None:
            return visit
        good = next((each for each in past if each.healthy), None)
        return replace(visit, failing=save_failing(self.data, source, page, visit, good))
