"""Is something wrong with a source? Three questions: its list, how its articles answer, what reading them brings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.ledger import AnswerCount
from crawler.looks import Look
from crawler.page import Page
from crawler.source import Source
from pipeline import standing
from pipeline.expected import Expected, Range
from pipeline.measures import LEAST, SHARES, Reading, is_low, usual_lengths
from pipeline.standing import of_list, of_reason, of_rejection
from pipeline.visits import Finding

READ_SHARES = ("texts", "own", "headlines", "dates", "lengths", "facts")
FEW = 8
"""Up to so many pages are judged together with those of the nights before."""
FEWEST = 3
"""So many pages at least are asked before a source's own minimum, or plain sense, is held against it."""


Shares = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCounts:
    """What all lists of a run offer together; a paged list is judged by its first page."""

    items: int
    indexes: int
    followed: int
    titled: int
    dated: int

    @property
    def offered(self) -> int:
        return self.items + self.indexes


def count_lists(source: Source, looks: Sequence[Look]) -> ListCounts:
    told = [look for look in _counted(source, looks) if look.reason is None]
    nested = sum(look.indexes for look in told) if source.kind == "sitemap" else 0
    return ListCounts(
        items=sum(look.items for look in told),
        indexes=nested,
        followed=sum(look.followed for look in told),
        titled=sum(look.titled for look in told),
        dated=sum(look.dated for look in told),
    )


def judge_list(
    source: Source,
    looks: Sequence[Look],
    expected: Expected,
    pages: Mapping[str, Page | None],
    *,
    whole: bool = True,
) -> Finding | None:
    """`pages` are the archived answers of the looks by address; not `whole` says that there are lists without a look.

    Of several start addresses, or sitemaps, some may be down, as long as the others make up for them.
    """
    starts = [look for look in looks if look.depth == 0 and look.reason != "stopped"]
    if not starts:
        return None
    counts = count_lists(source, looks)
    short = _out_of_range(source, counts, expected)
    refused = [look for look in _counted(source, looks) if look.reason is not None]
    if refused and (short or not any(look.reason is None for look in starts)):
        first = refused[0]
        verdict, told = of_reason(first.reason or "", first.detail)
        return Finding(level="list", verdict=verdict, evidence=f"{first.url}: {told}", page=first.url, warc=first.warc)
    if not whole:
        return None
    worst = min(starts, key=lambda look: look.followed)
    if short:
        return _too_few(source, worst, short, pages.get(worst.url))
    for share, good in (("titles", counts.titled), ("days", counts.dated)):
        usual = expected.usual(share)
        if usual is not None and is_low(good, counts.items, usual):
            evidence = f"{worst.url}: {_share(share, good, counts.items, usual)}"
            return Finding(level="list", verdict="redesigned", evidence=evidence, page=worst.url, warc=worst.warc)
    return None


def judge_answers(
    answers: Sequence[AnswerCount], expected: Expected, reading: Reading, *, strict: bool = False
) -> Finding | None:
    """How the articles answered. `strict` leaves nothing to chance: what was ill has to show that it is not."""
    usual = expected.usual("answers")
    sane = 1.0 if usual is None else usual
    for chosen in (answers, [count for count in answers if count.new]):
        good, of = count_answers(chosen)
        if not _falls_short(good, of, sane, strict=strict):
            continue
        worst = max((count for count in chosen if count.reason), key=lambda count: count.number)
        verdict, told = _of_answer(worst, reading)
        evidence = f"{_share('answers', good, of, sane)}; {worst.number} times: {told}, as at {worst.example}"
        return Finding(level="answers", verdict=verdict, evidence=evidence, page=worst.example)
    return None


def judge_reading(
    source: Source, reading: Reading, expected: Expected, *, past: Sequence[Shares] = (), strict: bool = False
) -> Finding | None:
    """What reading brought, against the source's own minima, what is usual, and plain sense.

    `past` are the shares of the good visits before, newest first: a source that brings a page a night shows only over
    several nights what its pages have lost.
    """
    for name in READ_SHARES:
        good, of = share_of(reading, name, expected)
        least, usual = _minimum(source, name), expected.usual(name)
        if least is not None:
            if of >= FEWEST and good / of < least:
                return _reading_finding(name, f"{good} of {of} {SHARES[name]}, at least {least:.0%} expected", reading)
        elif usual is None:
            # Nothing is known yet: that no page has a text, or all have the same, is wrong anywhere.
            if name in ("texts", "own") and good == 0 and of >= FEWEST:
                return _reading_finding(name, f"0 of {of} {SHARES[name]}", reading)
        elif low := _low_with_past(
            good, of, expected.shares[name], [shares.get(name, (0, 0)) for shares in past], strict
        ):
            good, of, usual = low
            return _reading_finding(name, _share(name, good, of, usual), reading)
    return None


def _low_with_past(
    good: int, of: int, known: tuple[int, int], past: Sequence[tuple[int, int]], strict: bool
) -> tuple[int, int, float] | None:
    """(good, of, usual) where a share is low, by itself or together with the visits before, FEW pages in all."""
    usual_good, usual_of = known
    if not of or good / of >= LEAST * usual_good / usual_of:
        return None
    for more_good, more_of in ((0, 0), *past):
        good, of, usual_good, usual_of = good + more_good, of + more_of, usual_good - more_good, usual_of - more_of
        if of > FEW > more_of > 0 or usual_of <= 0:
            return None
        if strict or is_low(good, of, usual_good / usual_of):
            return good, of, usual_good / usual_of
    return None


def _counted(source: Source, looks: Sequence[Look]) -> list[Look]:
    return [look for look in looks if look.depth == 0 or source.kind == "sitemap"]


def share_of(reading: Reading, name: str, expected: Expected) -> tuple[int, int]:
    if name != "lengths":
        return reading.shares.get(name, (0, 0))
    if expected.shortest is None or expected.longest is None:
        return len(reading.lengths), len(reading.lengths)
    return usual_lengths(reading.lengths, expected.shortest, expected.longest)


def count_answers(answers: Iterable[AnswerCount]) -> tuple[int, int]:
    counts = Counter[bool]()
    for count in answers:
        counts[not count.reason] += count.number
    return counts[True], counts.total()


def _falls_short(good: int, of: int, usual: float, *, strict: bool) -> bool:
    return bool(of) and good / of < LEAST * usual if strict else is_low(good, of, usual)


def _minimum(source: Source, name: str) -> float | None:
    return {
        "texts": source.expect.texts,
        "headlines": source.expect.headlines,
        "dates": source.expect.dates,
    }.get(name)


def _reading_finding(name: str, told: str, reading: Reading) -> Finding:
    row = reading.failing.get(name) or next(iter(reading.failing.values()), None)
    verdict, detail = "emptied", ""
    if name == "texts" and reading.codes:
        code = max(reading.codes, key=lambda each: reading.codes[each])
        verdict = of_rejection(code, reading.details[code])
        detail = f"; {reading.codes[code]} times: {reading.details[code]}"
    return Finding(
        level="reading",
        verdict=verdict,
        evidence=told + detail,
        page=row.requested_url if row else "",
        warc=row.warc if row else None,
    )


def _out_of_range(source: Source, counts: ListCounts, expected: Expected) -> str:
    """What is wrong with the number of items, empty where nothing is."""
    if source.expect.items is not None:
        few = counts.offered < source.expect.items
        return f"{counts.offered} items, at least {source.expect.items} expected" if few else ""
    if expected.items is None:
        return "" if counts.offered else "0 items, at least 1 expected"
    for number, usual, what in (
        (counts.offered, expected.items, "items"),
        (counts.followed, expected.followed, "items that allow and deny let through"),
    ):
        if usual is not None and not usual.low <= number <= usual.high:
            return f"{number} {what}, usually {_told(usual)}"
    return ""


def _too_few(source: Source, look: Look, short: str, page: Page | None) -> Finding:
    verdict, told = of_list(page, source.kind) if page is not None else ("redesigned", "")
    if standing.is_login(look.final_url) and not standing.is_login(look.url):
        verdict, told = "blocked", f"redirects to {look.final_url}"
    elif verdict == "redesigned" and look.moves and urlsplit(look.final_url).path != urlsplit(look.url).path:
        verdict, told = "moved", f"redirects to {look.final_url}"
    evidence = f"{look.url}: {short}" + (f": {told}" if told else "")
    return Finding(level="list", verdict=verdict, evidence=evidence, page=look.url, warc=look.warc)


def _of_answer(worst: AnswerCount, reading: Reading) -> tuple[str, str]:
    if worst.reason != "duplicate":
        return of_reason(worst.reason)
    for code, detail in reading.details.items():
        return of_rejection(code, detail), f"the same page as another address: {detail}"
    return "emptied", "the same page as another address"


def _share(name: str, good: int, of: int, usual: float) -> str:
    return f"{good} of {of} {SHARES[name]}, usually {usual:.0%}"


def _told(usual: Range) -> str:
    return f"{usual.least}" if usual.least == usual.most else f"{usual.least} to {usual.most}"
