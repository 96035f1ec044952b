"""What a number without a noun of its own may count: the nouns and figures around it, and what speaks for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.figure_words import BODIES, PEOPLE
from extract.grammar import lower, verb_form
from extract.lexicon import CLOSED, DETERMINERS
from extract.positions import Position, compound_start, tidy
from extract.quantities import Quantity
from extract.types import MEASURES, Figure

# So many earlier figures, nouns before and nouns behind are thought of, no further away than so many tokens.
_FIGURES, _BEFORE, _BEHIND, _REACH = 5, 6, 2, 70


@dataclass(frozen=True, slots=True)
class Thing:
    """A noun that a number may count, or the unit of a figure before. `relation` tells where it stands; `at` is its
    token; `figure` the earlier figure whose noun or unit it is."""

    unit: str
    what: str
    relation: str
    at: int
    rank: int = 0
    figure: Figure | None = field(default=None, compare=False)


def things(quantity: Quantity, at: Position, earlier: Sequence[Figure], stated: Sequence[Thing]) -> list[Thing]:
    """What the number at a position may count: what the grammar has stated, the units of the figures before, nouns
    behind and before, what the text tells of most, the members of a body, and people."""
    if quantity.unit is not None:
        return list(stated)
    found = [*stated, *_of_figures(at, earlier), *_behind(at)]
    known = {one.unit.lower() for one in found}
    for thing in (*_before(at), *_topics(at)):
        if thing.unit == "people" or thing.unit.lower() not in known:
            known.add(thing.unit.lower())
            found.append(thing)
    if body := _body(at):
        found.append(Thing("people", f"members of the {body}", "body", at.before - 2))
    found.append(Thing("people", "people", "people", at.number))
    return found


def _body(at: Position) -> str | None:
    """The "jury" of "a jury of five"."""
    if at.before < 2 or at.previous_word() != "of":
        return None
    noun = at.doc[at.before - 2]
    return noun.text if lower(noun) in BODIES else None


def _topics(at: Position) -> Iterator[Thing]:
    for rank, noun in enumerate(at.tokens.topics):
        yield Thing("people" if noun in PEOPLE else noun, noun, "topic", 0, rank)


def _of_figures(at: Position, earlier: Sequence[Figure]) -> Iterator[Thing]:
    seen: set[tuple[str | None, str | None]] = set()
    rank = 0
    for figure in reversed(earlier):
        measured = figure.unit in MEASURES or (figure.unit or "").isupper()
        key = (figure.unit, None if measured else figure.what)
        if figure.unit is None or figure.unit == "ratio" or key in seen:
            continue
        seen.add(key)
        yield Thing(figure.unit, figure.what or "", "figure", at.number, rank, figure)
        rank += 1
        if rank == _FIGURES:
            return


def _behind(at: Position) -> Iterator[Thing]:
    for rank, i in enumerate(at.tokens.nouns_behind(at.after, _BEHIND, min(at.end, at.after + 12))):
        yield Thing(_unit(at, i), _phrase(at, i, at.after), "behind", i, rank)


def _before(at: Position) -> Iterator[Thing]:
    low = max(0, at.before - _REACH)
    for rank, i in enumerate(at.tokens.nouns_before(at.before, _BEFORE, low)):
        yield Thing(_unit(at, i), _phrase(at, i, low), "before", i, rank)


def _unit(at: Position, i: int) -> str:
    return "people" if lower(at.doc[i]) in PEOPLE else at.doc[compound_start(at.doc, i) : i + 1].text


def _phrase(at: Position, i: int, low: int) -> str:
    """The noun with the words that stand before it."""
    first = compound_start(at.doc, i)
    while first > low and i - first < 5:
        token = at.doc[first - 1]
        if (
            token.is_punct
            or token.is_space
            or token.like_num
            or lower(token) in CLOSED | DETERMINERS
            or verb_form(token)
        ):
            break
        first -= 1
    return tidy(at.doc[first : i + 1].text)
