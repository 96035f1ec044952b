"""Is something wrong with a source's articles? How they answer, and what reading them brings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from crawler.ledger import AnswerCount
from crawler.source import Source
from pipeline.expected import Expected
from pipeline.measures import LEAST, SHARES, Reading, is_low, share_in_words, usual_lengths
from pipeline.standing import of_reason, of_rejection
from pipeline.visits import Finding

READ_SHARES = ("texts", "own", "headlines", "dates", "lengths", "facts")
FEWEST = 3
"""So many pages at least are asked before a source's own minimum, or plain sense, is held against it."""
FEW = 8
"""Up to so many pages are judged together with those of the nights before."""
SANE = (20, 20)
"""How articles answer at a source that nobody knows yet."""
Share = tuple[int, int]
"""(good, of)"""


def judge_answers(
    answers: Sequence[AnswerCount], expected: Expected, reading: Reading, *, strict: bool = False
) -> Finding | None:
    """How the articles answered. `strict` leaves nothing to chance: what was ill has to show that it is not."""
    usual = expected.usual("answers") or SANE
    for chosen in (answers, [count for count in answers if count.new]):
        good, of = count_answers(chosen)
        if is_low(good, of, usual) or (strict and _is_below(good, of, usual)):
            worst = max((count for count in chosen if count.reason), key=lambda count: count.number)
            verdict, told = _of_answer(worst, reading)
            short = share_in_words("answers", good, of, usual)
            evidence = f"{short}; {worst.number} times: {told}, as at {worst.example}"
            return Finding(level="answers", verdict=verdict, evidence=evidence, page=worst.example, what="answers")
    return None


def judge_reading(
    source: Source,
    reading: Reading,
    expected: Expected,
    *,
    past: Sequence[Mapping[str, Share]] = (),
    strict: bool = False,
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
                return _finding(name, f"{good} of {of} {SHARES[name]}, at least {least:.0%} expected", reading)
        elif usual is None:
            # Nothing is known yet: that no page has a text, or all have the same, is wrong anywhere.
            if name in ("texts", "own") and good == 0 and of >= FEWEST:
                return _finding(name, f"0 of {of} {SHARES[name]}", reading)
        elif strict and _is_below(good, of, usual):
            return _finding(name, share_in_words(name, good, of, usual), reading)
        elif low := _low_with_past((good, of), usual, [shares.get(name, (0, 0)) for shares in past]):
            return _finding(name, share_in_words(name, *low), reading)
    return None


def share_of(reading: Reading, name: str, expected: Expected) -> Share:
    if name != "lengths":
        return reading.shares.get(name, (0, 0))
    if expected.shortest is None or expected.longest is None:
        return len(reading.lengths), len(reading.lengths)
    return usual_lengths(reading.lengths, expected.shortest, expected.longest)


def count_answers(answers: Iterable[AnswerCount]) -> Share:
    counts = Counter[bool]()
    for count in answers:
        counts[not count.reason] += count.number
    return counts[True], counts.total()


def _is_below(good: int, of: int, usual: Share) -> bool:
    return bool(of) and good / of < LEAST * usual[0] / usual[1]


def _low_with_past(share: Share, usual: Share, past: Sequence[Share]) -> tuple[int, int, Share] | None:
    """(good, of, usual) where a share is low, by itself or together with the visits before, FEW pages in all."""
    if not _is_below(*share, usual):
        return None
    good, of = share
    for more in ((0, 0), *past):
        good, of = good + more[0], of + more[1]
        usual = (usual[0] - more[0], usual[1] - more[1])
        if (more != (0, 0) and of > FEW) or usual[1] <= 0:
            return None
        if is_low(good, of, usual):
            return good, of, usual
    return None


def _minimum(source: Source, name: str) -> float | None:
    expect = source.expect
    return {"texts": expect.texts, "headlines": expect.headlines, "dates": expect.dates}.get(name)


def _finding(name: str, told: str, reading: Reading) -> Finding:
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
        what=name,
        warc=row.warc if row else None,
    )


def _of_answer(worst: AnswerCount, reading: Reading) -> tuple[str, str]:
    if worst.reason != "duplicate":
        return of_reason(worst.reason)
    for code, detail in reading.details.items():
        return of_rejection(code, detail), f"the same page as another address: {detail}"
    return "emptied", "the same page as another address"
