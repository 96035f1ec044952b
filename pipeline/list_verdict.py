"""Is something wrong with a source's list? Its length, its titles and days, or what stands in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.looks import Look
from crawler.page import Page
from crawler.source import Source
from pipeline.expected import Expected, Range
from pipeline.measures import is_low, share_in_words
from pipeline.standing import is_login, of_list, of_reason
from pipeline.visits import Finding


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
    told = [look for look in _judged(source, looks) if look.reason is None]
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
    what, wrong = _out_of_range(source, counts, expected)
    refused = [look for look in _judged(source, looks) if look.reason is not None]
    if refused and (wrong or not any(look.reason is None for look in starts)):
        verdict, told = of_reason(refused[0].reason or "", refused[0].detail)
        return _finding(refused[0], verdict, told)
    if not whole:
        return None
    worst = min(starts, key=lambda look: look.followed)
    if wrong:
        verdict, told = _in_its_place(source, worst, pages.get(worst.url))
        return _finding(worst, verdict, wrong + (f": {told}" if told else ""), what)
    for share, good in (("titles", counts.titled), ("days", counts.dated)):
        usual = expected.usual(share)
        if usual is not None and is_low(good, counts.items, usual):
            return _finding(worst, "redesigned", share_in_words(share, good, counts.items, usual), share)
    return None


def _judged(source: Source, looks: Sequence[Look]) -> list[Look]:
    return [look for look in looks if look.depth == 0 or source.kind == "sitemap"]


def _out_of_range(source: Source, counts: ListCounts, expected: Expected) -> tuple[str, str]:
    """Which count is wrong, and how; both empty where none is."""
    if source.expect.items is not None:
        few = counts.offered < source.expect.items
        return ("items", f"{counts.offered} items, at least {source.expect.items} expected") if few else ("", "")
    if expected.items is None:
        return ("", "") if counts.offered else ("items", "0 items, at least 1 expected")
    for what, number, usual, words in (
        ("items", counts.offered, expected.items, "items"),
        ("followed", counts.followed, expected.followed, "items that allow and deny let through"),
    ):
        if usual is not None and not usual.low <= number <= usual.high:
            return what, f"{number} {words}, usually {_told(usual)}"
    return "", ""


def _in_its_place(source: Source, look: Look, page: Page | None) -> tuple[str, str]:
    """The verdict for a list of a wrong length, and what is seen instead."""
    verdict, told = of_list(page, source.kind) if page is not None else ("redesigned", "")
    if is_login(look.final_url) and not is_login(look.url):
        return "blocked", f"redirects to {look.final_url}"
    if verdict == "redesigned" and look.moves and urlsplit(look.final_url).path != urlsplit(look.url).path:
        return "moved", f"redirects to {look.final_url}"
    return verdict, told


def _finding(look: Look, verdict: str, told: str, what: str = "") -> Finding:
    evidence = f"{look.url}: {told}"
    return Finding(level="list", verdict=verdict, evidence=evidence, page=look.url, what=what, warc=look.warc)


def _told(usual: Range) -> str:
    return f"{usual.least}" if usual.least == usual.most else f"{usual.least} to {usual.most}"
