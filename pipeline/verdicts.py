"""One verdict a source and run, with its evidence: what is wrong with it, or that nothing is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta

from crawler.ledger import AnswerCount
from crawler.looks import Look
from crawler.page import Page
from crawler.source import Source
from pipeline.expected import GOOD_VISITS, PATIENCE, STALE, learn, pause
from pipeline.list_verdict import count_lists, judge_list
from pipeline.measures import Reading, spread
from pipeline.page_verdict import READ_SHARES, count_answers, judge_answers, judge_reading, share_of
from pipeline.visits import Finding, Visit, fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """All that one run saw of one source. `pages` are the archived answers of the looks by address."""

    source: Source
    run: str
    started_at: str
    looks: Sequence[Look] = ()
    unseen_lists: int = 0
    pages: Mapping[str, Page | None] = field(default_factory=dict)
    answers: Sequence[AnswerCount] = ()
    reading: Reading = field(default_factory=Reading)
    error: str | None = None


def judge_pages(source: Source, reading: Reading, past: Sequence[Visit]) -> Finding | None:
    """Whether a run's pages may come in. A source that lost its texts before has to show that they are back."""
    strict = bool(past) and "reading" in past[0].levels
    shares = [visit.shares for visit in past if visit.healthy][:GOOD_VISITS]
    return judge_reading(source, reading, learn(past), past=shares, strict=strict)


def judge(seen: Seen, past: Sequence[Visit], held: Finding | None) -> Visit:
    """The visit with its verdict. `past` is newest first; `held` is why the run's pages were not let in."""
    found = _findings(seen, past, held)
    told = {finding.level for finding in found}
    standing = [finding for finding in _still_standing(seen, past[:1]) if finding.level not in told]
    findings = (*found, *standing)
    verdict, note = (findings[0].verdict, "") if findings else _healthy(seen, past)
    since = past[0].since if past and past[0].verdict == verdict else seen.run
    return _measured(
        seen,
        past,
        Visit(
            run=seen.run,
            started_at=seen.started_at,
            verdict=verdict,
            since=since,
            settings=fingerprint(seen.source),
            findings=findings,
            note=note,
        ),
    )


def _findings(seen: Seen, past: Sequence[Visit], held: Finding | None) -> list[Finding]:
    expected = learn(past)
    strict = bool(past) and "answers" in past[0].levels
    found = [
        judge_list(seen.source, seen.looks, expected, seen.pages, whole=not seen.unseen_lists),
        judge_answers(seen.answers, expected, seen.reading, strict=strict),
        held,
    ]
    if not any(found) and seen.error and not seen.looks:
        found.append(Finding(level="list", verdict="broken", evidence=seen.error, page=seen.source.url))
    return [finding for finding in found if finding is not None]


def _still_standing(seen: Seen, last: Sequence[Visit]) -> list[Finding]:
    """What was wrong and has had no occasion to be right again: nothing new answered, nothing was read."""
    occasions = {
        "list": 0 if seen.unseen_lists else len(seen.looks),
        "answers": count_answers(seen.answers)[1],
        "reading": seen.reading.pages,
    }
    standing = [finding for visit in last for finding in visit.findings if not occasions[finding.level]]
    return [replace(finding, standing=True) for finding in standing]


def _healthy(seen: Seen, past: Sequence[Visit]) -> tuple[str, str]:
    new = _new(seen.answers)
    if new:
        return "fine", f"{new} new articles" if new > 1 else "1 new article"
    if not past:
        return "fine", "its first visit"
    now, longest = pause(past, seen.started_at)
    if longest is not None and now > max(PATIENCE, STALE * longest):
        return "stale", f"nothing new for {_days(now)}; the longest pause before was {_days(longest)}"
    return "quiet", f"nothing new for {_days(now)}" + (f"; up to {_days(longest)} before" if longest else "")


def _measured(seen: Seen, past: Sequence[Visit], visit: Visit) -> Visit:
    """The visit with what later ones are compared with."""
    told = not seen.unseen_lists and any(look.reason is None for look in seen.looks)
    counts = count_lists(seen.source, seen.looks) if told else None
    expected = learn(past)
    shares = {name: share_of(seen.reading, name, expected) for name in READ_SHARES}
    shares["answers"] = count_answers(seen.answers)
    if counts is not None:
        shares |= {"titles": (counts.titled, counts.items), "days": (counts.dated, counts.items)}
    lengths = spread(seen.reading.lengths)
    return replace(
        visit,
        items=counts.items if counts else None,
        followed=counts.followed if counts else None,
        indexes=counts.indexes if counts else None,
        new=_new(seen.answers),
        shares={name: share for name, share in shares.items() if share[1]},
        shortest=lengths[0] if lengths else None,
        median=lengths[1] if lengths else None,
        longest=lengths[2] if lengths else None,
        listed=tuple(asdict(link) for look in seen.looks[:1] for link in look.sample),
        read=seen.reading.rows,
    )


def _new(answers: Sequence[AnswerCount]) -> int:
    return sum(count.number for count in answers if count.new and not count.reason)


def _days(span: timedelta) -> str:
    days = round(span / timedelta(days=1))
    return "less than a day" if days < 1 else "1 day" if days == 1 else f"{days} days"
