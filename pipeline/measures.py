"""What a night's pages of one source brought, in numbers: how many have a text, a headline, a date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import comb, exp, lgamma
from statistics import median, quantiles
from typing import Any

from crawler.frontier import PageRow
from crawler.urls import canonical_url
from extract.serialize import JsonObject

SHARES: Mapping[str, str] = {
    "titles": "items of the list with a title of their own",
    "days": "items of the list with a day",
    "answers": "articles that answered with a page of their own",
    "texts": "pages with a main text",
    "own": "texts that are not the same on many pages",
    "headlines": "texts whose page has a headline of its own",
    "dates": "texts whose page has a date",
    "lengths": "texts of a usual length",
    "facts": "texts that state a fact",
}
LEAST = 0.85
"""The part of what is usual that must be reached."""
MOST = 2.0
"""How many times as much as usual there may be."""
CHANCE = 5e-3
"""A share below LEAST of the usual is chance, not a change, where chance gives so little more often than this."""
SUREST = 0.95
"""However good a history: one page in twenty may lack something without a change of the site."""
ROWS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The pages of one source that were read together; `codes` counts the rejections, `lengths` is in characters.

    `failing` is the page that shows best what is missing; `details` is the first rejection's own words by its code.
    """

    shares: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    lengths: tuple[int, ...] = ()
    codes: Mapping[str, int] = field(default_factory=dict)
    details: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Mapping[str, Any], ...] = ()
    failing: Mapping[str, PageRow] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        return self.shares["texts"][1] if "texts" in self.shares else 0


def measure(
    pages: Sequence[tuple[PageRow, JsonObject]],
    junk: Collection[str] = (),
    before: Iterable[Mapping[str, Any]] = (),
) -> Reading:
    """`junk` are addresses that never brought a text: they count only once they do.

    `before` are rows of earlier readings, newest first: a headline or text that several had is no page's own.
    """
    kept = [
        (row, answer) for row, answer in pages if "document" in answer or canonical_url(row.requested_url) not in junk
    ]
    texts = [(row, answer) for row, answer in kept if "document" in answer]
    shared = _shared([_lines(answer["document"]["text"]) for _, answer in texts])
    earlier = list({row["url"]: row for row in reversed(tuple(before)) if "version" in row}.values())
    named = _shared([[answer["document"]["headline"] or ""] for _, answer in texts]) | _repeated(earlier, "headline")
    copied = _repeated(earlier, "version")
    has = {
        "own": [
            _is_own(answer["document"]["text"], shared) and answer["document"]["version"] not in copied
            for _, answer in texts
        ],
        "headlines": [
            _on_page(answer["document"], "headline") and answer["document"]["headline"] not in named
            for _, answer in texts
        ],
        "dates": [_on_page(answer["document"], "date_published") for _, answer in texts],
        "facts": [bool(answer["facts"]) for _, answer in texts],
    }
    rejected = [(row, answer) for row, answer in kept if "rejected" in answer]
    failing = {name: texts[marks.index(False)][0] for name, marks in has.items() if False in marks}
    return Reading(
        shares={"texts": (len(texts), len(kept)), **{name: (sum(marks), len(marks)) for name, marks in has.items()}},
        lengths=tuple(len(answer["document"]["text"]) for _, answer in texts),
        codes=Counter(answer["rejected"] for _, answer in rejected),
        details={answer["rejected"]: answer["detail"] for _, answer in reversed(rejected)},
        rows=tuple(_row(row, answer) for row, answer in kept[:ROWS]),
        failing=failing | ({"texts": rejected[0][0]} if rejected else {}),
    )


def usual_lengths(lengths: Sequence[int], shortest: float, longest: float) -> tuple[int, int]:
    """How many are between half the usual shortest and MOST times the usual longest, and of how many."""
    return sum(1 for length in lengths if shortest / MOST <= length <= longest * MOST), len(lengths)


def spread(lengths: Sequence[int]) -> tuple[int, int, int] | None:
    """The length that nine in ten exceed, the median, and the length that nine in ten stay below."""
    if not lengths:
        return None
    tenths = quantiles(lengths, n=10, method="inclusive") if len(lengths) > 1 else lengths
    return round(tenths[0]), round(median(lengths)), round(tenths[-1])


def is_low(good: int, of: int, usual: tuple[int, int]) -> bool:
    """Whether a share is below LEAST of the usual, and too low for chance.

    `usual` is (good, of) too: what is known from few pages is known badly, and one page never is a change. The chance
    is that of the beta-binomial distribution after `usual`, before which any share was possible (Jeffreys' prior).

    >>> is_low(0, 2, (40, 40)), is_low(0, 3, (40, 40)), is_low(16, 20, (40, 40)), is_low(10, 20, (40, 40))
    (False, True, False, True)
    >>> is_low(0, 3, (3, 3)), is_low(2, 10, (60, 100)), is_low(0, 10, (60, 100)), is_low(0, 10, (0, 100))
    (False, False, True, False)
    """
    usual_good, usual_of = usual
    if not of or not usual_of or good / of >= LEAST * usual_good / usual_of:
        return False
    lacking = max(usual_of - usual_good, (1 - SUREST) * usual_of)
    a, b = usual_of - lacking + 0.5, lacking + 0.5
    return sum(comb(of, k) * exp(_beta(a + k, b + of - k) - _beta(a, b)) for k in range(good + 1)) < CHANCE


def share_in_words(name: str, good: int, of: int, usual: tuple[int, int]) -> str:
    return f"{good} of {of} {SHARES[name]}, usually {usual[0] / usual[1]:.0%}"


def _beta(a: float, b: float) -> float:
    """The logarithm of the beta function."""
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def _on_page(document: JsonObject, name: str) -> bool:
    """What the list alone says would hide that the pages have lost it."""
    return bool(document[name]) and document["methods"].get(name) != "listing"


def _shared(texts: Sequence[Sequence[str]]) -> frozenset[str]:
    """The lines that a quarter of the texts have, two at least."""
    counts = Counter(line for lines in texts for line in set(lines))
    least = max(2, (len(texts) + 3) // 4)
    return frozenset(line for line, number in counts.items() if line and number >= least)


def _repeated(rows: Iterable[Mapping[str, Any]], name: str) -> frozenset[str]:
    return frozenset(value for value, number in Counter(row[name] for row in rows).items() if value and number > 1)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n")]


def _is_own(text: str, shared: Collection[str]) -> bool:
    lines = _lines(text)
    return 2 * sum(len(line) for line in lines if line in shared) <= sum(map(len, lines))


def _row(row: PageRow, answer: JsonObject) -> Mapping[str, Any]:
    if "rejected" in answer:
        return {"url": row.requested_url, "rejected": answer["rejected"], "detail": answer["detail"]}
    document = answer["document"]
    return {
        "url": row.requested_url,
        "headline": document["headline"],
        "date": document["date_published"],
        "characters": len(document["text"]),
        "facts": len(answer["facts"]),
        "version": document["version"],
    }
