"""The figures of a document: every number that quantifies something, with what it counts, where and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.choices import Choices, Learned
from extract.counted import Counted, describe, share_words
from extract.figure_context import is_calendar, is_condition, is_planned, per_what
from extract.hedges import Hedge, hedge_before, hedge_behind, is_estimate, plus_sign
from extract.masks import Masks, Stretches, name_spans
from extract.measure_nouns import with_noun
from extract.measured import ratio as ratio_what
from extract.positions import Position
from extract.quantities import Quantity, find_quantities
from extract.ratios import Ratio, find_ratios
from extract.references import Reference
from extract.surroundings import Surroundings
from extract.types import Document, Figure, Mention
from extract.units import country_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_GLOSS = re.compile(r"(?:[^().;\d]{0,40}[(（]|,? or )(?:[a-z ]{0,24} )?", re.I)
_OPENING = re.compile(r"\b(?:between|from) $", re.I)
# "up to 1 million yuan for firms, 2 million for labs and 3 million for parks": the hedge holds for the whole list.
_LISTED = re.compile(r"(?: (?:for|to|in) [^.;\d]{1,40})?(?:, | and |, and | or |, or )")
LEARNED = Learned()
_SHORT_SPANS = frozenset({"week", "hour", "minute"})
# So many figures back may "them", "down from 15" and a repeated count reach.
_MEMORY = 20


def find_figures(
    doc: Doc, document: Document, mentions: Sequence[Mention], known: Sequence[Reference] | None = None
) -> tuple[Figure, ...]:
    """The figures of the text in order, each once however often the text repeats it; `known` are its references, where
    they are at hand.

    `figure.text == doc.text[figure.start_char:figure.end_char]` for all of them.
    """
    figures = read_figures(doc, document, mentions, known=known)
    return tuple(with_noun(figure, document.text) for figure in figures)


def read_figures(
    doc: Doc,
    document: Document,
    mentions: Sequence[Mention],
    choices: Choices = LEARNED,
    known: Sequence[Reference] | None = None,
) -> tuple[Figure, ...]:
    """The figures with what the text says outright that they are of."""
    around = Surroundings(doc, document, mentions, known)
    flat = around.flat
    ratios = list(find_ratios(flat))
    masks = Masks(flat, name_spans(mentions, flat))
    found = find_quantities(flat, masks, country_of(document.url, document.country))
    periods = Stretches((p.start_char, p.end_char) for p in around.periods)
    told = Stretches((r.start, r.end) for r in ratios)
    quantities = [q for q in (_doubted(q, flat, periods) for q in found) if q and not told.cover(q.digits)]
    around.counts = sorted([*(q.start for q in quantities), *(r.start for r in ratios)])
    return _distinct(_read(flat, quantities, ratios, around, choices))


def _doubted(quantity: Quantity, flat: str, periods: Stretches) -> Quantity | None:
    """The quantity, in doubt where it may be a stretch of the calendar; None where it is a date."""
    if quantity.kind == "duration" or (quantity.unit and quantity.unit.code.rstrip("s") in _SHORT_SPANS):
        if is_calendar(flat, quantity.start, quantity.end):
            return None
        condition = quantity.doubt or is_condition(flat, quantity.start, quantity.end)
        return quantity if condition else replace(quantity, doubt="span")
    return quantity if periods.reach(quantity.digits) < quantity.end else None


def _read(
    flat: str, quantities: Sequence[Quantity], ratios: Sequence[Ratio], around: Surroundings, choices: Choices
) -> Sequence[Figure]:
    glosses = _glosses(flat, quantities)
    swallowed = {gloss.start for gloss in glosses.values()}
    items: list[Quantity | Ratio] = [*quantities, *ratios]
    figures: list[Figure] = []
    at_most: Quantity | None = None
    for item in sorted(items, key=lambda n: n.start):
        earlier = figures[-_MEMORY:]
        if isinstance(item, Ratio):
            figures.extend(_ratio(item, around, earlier))
        elif item.start not in swallowed:
            hedge = _hedge(flat, item, at_most)
            at_most = item if hedge.qualifier == "at_most" else None
            figures.extend(_figure(item, glosses.get(item.start), hedge, around, earlier, choices))
    return figures


def _glosses(flat: str, quantities: Sequence[Quantity]) -> dict[int, Quantity]:
    """Start of a quantity -> the conversion that stands in brackets or after "or" behind it."""
    found: dict[int, Quantity] = {}
    for here, after in pairwise(quantities):
        convertible = here.kind == after.kind and here.kind in {"money", "area", "measure"}
        differs = here.unit and after.unit and here.unit.code != after.unit.code
        if convertible and differs and _GLOSS.fullmatch(flat, here.end, after.start):
            found[here.start] = after
    return found


def _hedge(flat: str, quantity: Quantity, at_most: Quantity | None) -> Hedge:
    """The hedge before or right behind the quantity, or of the list it is in; "exact" without extent where none is."""
    before, plus = hedge_before(flat, quantity.start), plus_sign(flat, quantity.end)
    if before is not None:
        return replace(before, end=plus or before.end)
    if plus:
        return Hedge("more_than", quantity.start, plus)
    if at_most and at_most.kind == quantity.kind and _LISTED.fullmatch(flat, at_most.end, quantity.start):
        return Hedge("at_most", quantity.start, quantity.start)
    return hedge_behind(flat, quantity.end) or Hedge("exact", quantity.start, quantity.start)


def _figure(
    quantity: Quantity,
    gloss: Quantity | None,
    hedge: Hedge,
    around: Surroundings,
    earlier: Sequence[Figure],
    choices: Choices,
) -> Iterator[Figure]:
    flat = around.flat
    start, end = min(hedge.start, quantity.start), max(quantity.end, hedge.end)
    if quantity.max_value is not None and (opening := _OPENING.search(flat, max(0, start - 12), start)):
        start = opening.start()
    if gloss:
        quantity = replace(quantity, noun_at=gloss.end + _closing(flat, gloss.end))
    at = around.position(start, quantity.start, quantity.noun_at or end)
    counted = describe(quantity, at, earlier, choices)
    if counted is None:
        return
    end = max(end, counted.end)
    behind = hedge_behind(flat, end) if hedge.qualifier == "exact" else None
    if behind is not None:
        hedge, end = behind, behind.end
    figure = _build(quantity, hedge, counted, (start, end), at, around)
    yield replace(figure, converted_to=around.text[gloss.start : gloss.end]) if gloss else figure


def _ratio(ratio: Ratio, around: Surroundings, earlier: Sequence[Figure]) -> Iterator[Figure]:
    hedge = hedge_before(around.flat, ratio.start) or Hedge("exact", ratio.start, ratio.start)
    at = around.position(hedge.start, ratio.start, ratio.end)
    what = ratio_what(at, earlier)
    if what is not None:
        quantity = Quantity(ratio.start, ratio.end, ratio.start, ratio.value)
        yield _build(quantity, hedge, Counted("ratio", what, ratio.end), (hedge.start, ratio.end), at, around)


def _build(
    quantity: Quantity, hedge: Hedge, counted: Counted, span: tuple[int, int], at: Position, around: Surroundings
) -> Figure:
    start, end = span
    sentence, clause = around.sentence(at), around.doc[at.clause].idx
    behind = around.flat[end : around.next_count(end, sentence[1])]
    estimated = is_estimate(around.flat[sentence[0] : quantity.start])
    return Figure(
        text=around.text[start:end],
        value=plain(quantity.value),
        max_value=plain(quantity.max_value) if quantity.max_value is not None else None,
        start_char=start,
        end_char=end,
        unit=counted.unit,
        qualifier="approx" if estimated and hedge.qualifier == "exact" else hedge.qualifier,
        what=counted.what,
        scope=around.scope(sentence, span, quantity.end + 1 + len(counted.what or "")),
        as_of=around.as_of(sentence, span),
        per=per_what(behind) or per_what(counted.what or ""),
        estimated=estimated,
        planned=is_planned(around.flat[clause:start], around.flat[end : sentence[1]], around.published),
    )


def _closing(flat: str, at: int) -> int:
    """How many blanks and closing brackets stand at a position."""
    rest = flat[at : at + 4]
    return len(rest) - len(rest.lstrip(" )）"))


def plain(value: Decimal) -> Decimal:
    """The number without an exponent and without zeros behind the point: 2900000000, not 2.9E+9."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else Decimal(format(value.normalize(), "f"))


def _distinct(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """One figure for each count: the first of those with the same number, unit and thing counted."""
    kept: list[Figure] = []
    seen: dict[tuple[Decimal, Decimal | None, str | None], list[frozenset[str]]] = {}
    for figure in figures:
        known = seen.setdefault((figure.value, figure.max_value, figure.unit), [])
        shared = share_words(figure.what)
        if not any(2 * len(shared & other) >= min(len(shared), len(other)) for other in known[:_MEMORY]):
            known.append(shared)
            kept.append(figure)
    return tuple(kept)
