"""What a quantity counts: the noun behind it, the subject of its verb, or the thing named a sentence ago."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.choices import Choices
from extract.figure_words import ANAPHORA, BARE_COUNTS, BETWEEN, COLLECTIVES, PEOPLE
from extract.grammar import head_noun, is_plural, is_temporal, joint_width, lower, noun_phrase_after
from extract.lexicon import BE, DETERMINERS, PREPOSITIONS, words
from extract.measured import extent, last_counted, money, share
from extract.positions import COUNT_OF, Position, compound_start, measured_subject, tidy, without_count
from extract.quantities import Quantity
from extract.things import Thing
from extract.types import Figure

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_LABEL = re.compile(r"(?:^|[.;:!?\n*•)] ?)\s*([A-Z][^.;:!?\n]{2,60}):\s*$")
_LABEL_WIDTH = 80
_EMPLOYING = words("employs employ employing employed")
_PERSONS = words("people persons")
_MOST_MODIFIERS = 3
"""Words between a number of a row and the next one: "3 state key and 2 municipal labs"."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Unit and description of a quantity; `end` is where the noun that stands right behind the number ends."""

    unit: str | None
    what: str | None
    end: int


def describe(quantity: Quantity, at: Position, earlier: Sequence[Figure], choices: Choices) -> Counted | None:
    """What the quantity is of; None where no noun can be found for a bare number, which then is no figure."""
    unit = quantity.unit
    if unit is None:
        counted = _count(quantity, at, earlier, choices)
        if counted is None or (counted.what or "").lower() not in BARE_COUNTS:
            return counted
        phrase = choices.phrase(quantity, at, earlier, None)
        told = share_words(phrase) <= share_words(counted.what)
        return counted if told else replace(counted, what=f"{counted.what} of {phrase}")
    if quantity.doubt and choices.thing(quantity, at, earlier, [Thing(unit.code, "", "unit", at.number)]) is None:
        return None
    if unit.kind in {"percent", "points"}:
        what = share(at, earlier)
    elif unit.kind == "money":
        what = money(at, [f for f in earlier if f.unit == unit.code])
    else:
        what = extent(at)
    what = choices.phrase(quantity, at, earlier, what)
    if unit.note:
        note = unit.note if unit.kind == "points" else f"{unit.note} {unit.code}"
        what = f"{what} ({note})" if what else note
    return Counted(unit.code, what, quantity.end)


def share_words(what: str | None) -> frozenset[str]:
    """The content words of a description, folded, a plural s taken off: what two descriptions share."""
    found = (w for w in re.findall(r"\w+", (what or "").casefold()) if w not in DETERMINERS | PREPOSITIONS)
    return frozenset(w[:-1] if len(w) > 3 and w.endswith("s") else w for w in found)


def _count(quantity: Quantity, at: Position, earlier: Sequence[Figure], choices: Choices) -> Counted | None:
    adjacent = _adjacent(quantity, at)
    if _is_staff(at) and (adjacent is None or (adjacent.what or "").split()[0].lower() in _PERSONS):
        return Counted("people", "people employed", quantity.end if adjacent is None else adjacent.end)
    if adjacent is not None and quantity.doubt is None:
        return adjacent
    stated = {way: counted for way, counted in _ways(quantity, at, adjacent, earlier) if counted is not None}
    thing = choices.thing(
        quantity,
        at,
        earlier,
        [Thing(counted.unit or "", counted.what or "", way, at.number) for way, counted in stated.items()],
    )
    if thing is None:
        return None
    return stated.get(thing.relation) or Counted(thing.unit, thing.what or None, quantity.end)


def _is_staff(at: Position) -> bool:
    """ "Employs more than 4,700": the verb says who they are."""
    i = at.number - 1
    while i > at.clause and lower(at.doc[i]) in BETWEEN:
        i -= 1
    return i >= at.clause and lower(at.doc[i]) in _EMPLOYING


def _ways(
    quantity: Quantity, at: Position, adjacent: Counted | None, earlier: Sequence[Figure]
) -> Iterator[tuple[str, Counted | None]]:
    """What the grammar says that the number is of, by the construction that says it."""
    yield "adjacent", adjacent
    if at.next_word() == "of":
        yield "part", _part(quantity, at)
    yield "subject", _subject(quantity, at, earlier)
    yield "complement", _complement(quantity, at)
    yield "label", _labelled(quantity, at)


def _adjacent(quantity: Quantity, at: Position) -> Counted | None:
    """The noun right behind the number."""
    following = at.next_word()
    if following == "-":
        return _hyphened(at)
    phrase = noun_phrase_after(at.doc, at.after, at.end) if following and following not in DETERMINERS else None
    if phrase is None or following == "of" or is_temporal(at.doc, phrase.start, phrase.start + 1):
        return None
    head = head_noun(phrase)
    longer = at.phrase_at(at.after) or phrase
    if not _countable(head, quantity):
        # "11 prototypes crawl": a verb that no list knows
        plural = next((t for t in phrase if is_plural(t)), None)
        if plural is None:
            return _shared(quantity, at, phrase)
        head, phrase = plural, at.doc[phrase.start : plural.i + 1]
        longer = phrase
    return Counted(_unit_of(phrase, head), tidy(longer.text), quantity.end if quantity.noun_at else phrase.end_char)


def _shared(quantity: Quantity, at: Position, modifiers: Span) -> Counted | None:
    """ "20 national and 49 provincial centers": the noun stands behind the last number of the row."""
    doc, i, own = at.doc, modifiers.end, modifiers.text.split()
    while len(own) <= _MOST_MODIFIERS and (width := joint_width(doc, i, at.end)) and doc[i + width].like_num:
        phrase = noun_phrase_after(doc, i + width + 1, at.end)
        if phrase is None:
            return None
        head = head_noun(phrase)
        if is_plural(head) and head.i > phrase.start:
            longer = at.phrase_at(phrase.start) or phrase
            before, behind = doc[phrase.start : head.i].text.split(), doc[head.i : longer.end].text
            what = " ".join([*own, *before[len(own) :], behind])
            return Counted(_unit_of(phrase, head), tidy(what), quantity.end)
        i = phrase.end
    return None


def _hyphened(at: Position) -> Counted | None:
    """ "200-bed hospital": beds of a hospital."""
    phrase = noun_phrase_after(at.doc, at.after + 2, at.end) if at.after + 2 < at.end else None
    return Counted(at.doc[at.after + 1].text, tidy(phrase.text), phrase.end_char) if phrase is not None else None


def _part(quantity: Quantity, at: Position) -> Counted | None:
    """ "Two of the centers"."""
    i = at.after + 1
    pointing = i < at.end and lower(at.doc[i]) in ANAPHORA and noun_phrase_after(at.doc, i + 1, i + 3) is None
    phrase = None if pointing else at.phrase_at(i)
    if phrase is None or not is_plural(head_noun(phrase)):
        return None
    return Counted(_unit_of(phrase, head_noun(phrase)), tidy(phrase.text), quantity.end)


def _countable(head: Token, quantity: Quantity) -> bool:
    word = lower(head)
    if not any(c.isalpha() for c in word) or word in BE or _compound(head).lower() in {"times", "time"}:
        return False
    return quantity.value == 1 or is_plural(head) or word in PEOPLE or word.endswith("s")


def _unit_of(phrase: Span, head: Token) -> str:
    """The counted noun as written: "labs", "startups and entrepreneurs"; "people" for whatever names people."""
    partners = [t for t in phrase if t.i < head.i and lower(t.nbor(1)) in {"and", "or"} and is_plural(t)]
    if partners:
        return " ".join([*(f"{_compound(t)} {t.nbor(1).text}" for t in partners), _compound(head)])
    return "people" if lower(head) in PEOPLE else _compound(head)


def _compound(noun: Token) -> str:
    """The noun with what is hyphened to it: "start-ups"."""
    return noun.doc[compound_start(noun.doc, noun.i) : noun.i + 1].text


def _subject(quantity: Quantity, at: Position, earlier: Sequence[Figure]) -> Counted | None:
    """ "The number of returnees stands at 220,000", "Such individuals numbered 22,000"."""
    subject = measured_subject(at)
    if subject is None:
        return None
    thing = without_count(subject)
    head = head_noun(thing)
    if not COUNT_OF.match(subject.text) and not is_plural(head) and lower(head) not in COLLECTIVES:
        return None
    what = tidy(thing.text)
    pointing = subject.start > 0 and lower(at.doc[subject.start - 1]) in {"such", "these", "those"}
    if pointing and len(thing) == 1 and (known := last_counted(earlier)):
        what = f"{what} ({(known.what or '').rpartition(' (')[2].rstrip(')')})"
    return Counted("people" if lower(head) in PEOPLE | COLLECTIVES else head.text, what, quantity.end)


def _complement(quantity: Quantity, at: Position) -> Counted | None:
    """ "12 are women": the complement is what is counted."""
    phrase = at.phrase_at(at.after + 1) if at.next_word() in {"are", "were"} else None
    if phrase is None or not is_plural(head_noun(phrase)):
        return None
    return Counted(_unit_of(phrase, head_noun(phrase)), tidy(phrase.text), quantity.end)


def _labelled(quantity: Quantity, at: Position) -> Counted | None:
    """ "Persons employed: 191,000": the words before the colon, where they open the line or the sentence."""
    label = _LABEL.search(at.text[max(0, at.doc[at.before].idx - _LABEL_WIDTH) : at.doc[at.before].idx])
    if label is None:
        return None
    thing = COUNT_OF.sub("", tidy(label[1]))
    named = re.findall(r"[A-Za-z-]+", re.split(r"\s(?:of|in|for|by|from)\s", thing)[0])
    plural = [word for word in named if word.lower() in PEOPLE or re.fullmatch(r"[A-Za-z-]+[^s]s", word)]
    if not plural:
        return None
    unit = plural[-1].lower()
    return Counted("people" if unit in PEOPLE else unit, thing[0].lower() + thing[1:], quantity.end)
