"""When a page was published: an ISO 8601 day, or a time where the page gives its zone; None rather than a guess."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from extract import jsonld
from extract.clock import Clock, read_day, read_stamp, url_date
from extract.datedata import Stated, edits_of, first_stated, from_named_meta
from extract.datespans import Span, date_spans
from extract.markup import Tree
from extract.metadata import Found

if TYPE_CHECKING:
    from crawler.source import Source

# Below this score a date is more likely that of something else on the page.
_ENOUGH = 3
# From this score on a date confirms another source of it.
_LIKELY = 2
# From this score on a date line is as sure as the page's data.
_SURE = 5


@dataclass(frozen=True, slots=True)
class Dates:
    """The two days of a page, each with the method that found it."""

    published: Found | None = None
    modified: Found | None = None


def find_dates(
    tree: Tree,
    nodes: list[jsonld.Node],
    url: str,
    clock: Clock,
    headline: str | None = None,
    source: Source | None = None,
) -> Dates:
    """Data blocks before meta elements before the visible line near the headline before the address before htmldate."""
    spans = [(span, value) for span in date_spans(tree.root, headline) if (value := _read_span(span, clock))]
    days = {value[:10] for _, value in spans}
    stated = first_stated(tree, nodes, source, clock, days)
    filed, shown = _from_url(url, clock), _visible(spans, clock)
    seen = {_seen_day(span, value, clock) for span, value in spans if span.score >= _LIKELY}
    edits = list(edits_of(tree, nodes, clock))
    published = _agreed(stated, filed, shown, seen, {edit.value[:10] for edit in edits})
    published = published or (shown and shown.found) or _only_day(spans) or from_named_meta(tree, clock)
    published = published or _from_htmldate(tree.root, url, clock, days)
    # Before the day of publication: then one of the two is not what it is called.
    later = (edit for edit in edits if not (published and edit.value[:10] < published.value[:10]))
    return Dates(published, next(later, None))


@dataclass(frozen=True, slots=True)
class _Shown:
    """The date that readers see, and how likely it is the page's; `edit` where the page calls it that of an edit."""

    found: Found
    score: int
    edit: bool = False


def _agreed(
    stated: Stated | None, filed: Found | None, shown: _Shown | None, seen: set[str], edits: set[str]
) -> Found | None:
    """The page's data, unless the day that it is filed under or the day that it shows speaks against them.

    A later date than the one in the address is that of a new edition. A time in UTC lies a day off for much of the
    world: then the day that readers see is the publisher's. A date in general is often that of the last edit; a later
    day that readers see is the page's if neither its words nor the page's data call it that of an edit.
    """
    sure = shown is not None and shown.score >= _SURE
    if stated is None:
        # Shown with its time and zone, filed by a clock in another one.
        zoned = filed and shown and sure and "T" in shown.found.value and _is_next(filed.value, shown.found.value)
        return shown.found if shown and zoned else filed
    day = stated.found.value[:10]
    if filed:
        nearby = day in seen and filed.value not in seen and _is_next(filed.value, day)
        confirmed = filed.value == day or nearby
        return stated.found if confirmed else filed
    if shown is None or day in seen:
        return stated.found
    visible = shown.found.value[:10]
    if _is_next(day, visible) and (sure or stated.found.value.endswith("+00:00")):
        return shown.found
    unexplained = visible > day and sure and not shown.edit and visible not in edits
    return shown.found if unexplained or (not stated.certain and visible < day) else stated.found


def _only_day(spans: list[tuple[Span, str]]) -> Found | None:
    """The day of the dates that a page shows outside its sentences, where they all name the same one."""
    shown = [(value[:10], span) for span, value in spans if span.score >= 0 and not span.told]
    if len({day for day, _ in shown}) == 1 and any(span.alone for _, span in shown):
        return Found(shown[0][0], "text")
    return None


def _is_next(first: str, second: str) -> bool:
    """Whether two days are neighbours."""
    return abs((date.fromisoformat(first[:10]) - date.fromisoformat(second[:10])).days) == 1


def _visible(spans: list[tuple[Span, str]], clock: Clock) -> _Shown | None:
    """The best-placed date line; the earlier where two are equal. Its words count where its value is in a zone away."""
    span, value = max(spans, key=lambda pair: pair[0].score, default=(None, ""))
    if span is None or span.score < _ENOUGH:
        return None
    day = _seen_day(span, value, clock)
    found = Found(day, "text") if _is_next(day, value) else Found(value, "time" if span.stamp else "text")
    return _Shown(found, span.score, span.edit)


def _read_span(span: Span, clock: Clock) -> str | None:
    return (read_stamp(span.stamp, clock) if span.stamp else None) or read_day(span.text, clock)


def _seen_day(span: Span, value: str, clock: Clock) -> str:
    """The day in the words of a span; in its machine-written value only where the words have none."""
    return ((read_day(span.text, clock) if span.stamp else None) or value)[:10]


def _from_url(url: str, clock: Clock) -> Found | None:
    day = url_date(url, clock)
    return Found(day, "url") if day else None


def _from_htmldate(root: Any, url: str, clock: Clock, stated: set[str]) -> Found | None:
    """htmldate makes dates out of years and numbers: its answer counts only where the page states that very day."""
    from copy import deepcopy

    from htmldate import find_date

    try:
        found = find_date(deepcopy(root), url=url, original_date=True, max_date=clock.latest)
    except (ValueError, TypeError, AttributeError, OverflowError):
        return None
    return Found(found, "htmldate") if found and found in stated and clock.accepts(found) else None
