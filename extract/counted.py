"""What a quantity counts: the noun behind it, the subject of its verb, or the thing named a sentence ago."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.figure_words import ANAPHORA, COLLECTIVES, PEOPLE
from extract.grammar import head_noun, is_plural, is_temporal, lower, noun_phrase_after, verb_form
from extract.lexicon import BE, DETERMINERS, PREPOSITIONS, words
from extract.measured import compared_with, extent, is_count, last_counted, money, share
from extract.positions import COUNT_OF, Position, measured_subject, tidy, without_count
from extract.quantities import Quantity
from extract.types import Figure

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_HAVE = words("have has had")
_MODALS = words("will would can could may might shall should must")
_LABEL = re.compile(r"(?:^|[.;:!?\n*•)] ?)\s*([A-Z][^.;:!?\n]{2,60}):\s*$")
_LABEL_WIDTH = 80
# So many characters on, a noun that was counted may still be left out.
_REMEMBERED = 250


@dataclass(frozen=True, slots=True)
class Counted:
    """Unit and description of a quantity; `end` is where the noun that stands right behind the number ends."""

    unit: str | None
    what: str | None
    end: int


def describe(quantity: Quantity, at: Position, earlier: Sequence[Figure]) -> Counted | None:
    """What the quantity is of; None where no noun can be found for a bare number, which then is no figure."""
    unit = quantity.unit
    if unit is None:
        return _count(quantity, at, earlier)
    if unit.kind in {"percent", "points"}:
        what = share(at, earlier)
    elif unit.kind == "money":
        what = money(at, [f for f in earlier if f.unit == unit.code])
    else:
        what = extent(at)
    if unit.note:
        note = unit.note if unit.kind == "points" else f"{unit.note} {unit.code}"
        what = f"{what} ({note})" if what else note
    return Counted(unit.code, what, quantity.end)


def share_words(what: str | None) -> frozenset[str]:
    """The content words of a description, folded, a plural s taken off: what two descriptions share."""
    found = (w for w in re.findall(r"\w+", (what or "").casefold()) if w not in DETERMINERS | PREPOSITIONS)
    return frozenset(w[:-1] if len(w) > 3 and w.endswith("s") else w for w in found)


def _count(quantity: Quantity, at: Position, earlier: Sequence[Figure]) -> Counted | None:
    following = at.next_word()
    if following == "-":
        return _hyphened(at)
    # "two of the centers", "three of them"
    if following == "of":
        return _part(quantity, at, earlier)
    if related := _of_which(quantity, at, earlier):
        return related
    phrase = noun_phrase_after(at.doc, at.after, at.end) if following and following not in DETERMINERS else None
    if phrase is None or is_temporal(at.doc, phrase.start, phrase.start + 1):
        return _from_subject(quantity, at, earlier)
    head = head_noun(phrase)
    if not _countable(head, quantity):
        return None
    longer = at.phrase_at(at.after) or phrase
    return Counted(_unit_of(phrase, head), tidy(longer.text), quantity.end if quantity.noun_at else phrase.end_char)


def _hyphened(at: Position) -> Counted | None:
    """ "200-bed hospital": beds of a hospital."""
    phrase = noun_phrase_after(at.doc, at.after + 2, at.end) if at.after + 2 < at.end else None
    return Counted(at.doc[at.after + 1].text, tidy(phrase.text), phrase.end_char) if phrase is not None else None


def _part(quantity: Quantity, at: Position, earlier: Sequence[Figure]) -> Counted | None:
    i = at.after + 1
    if i < at.end and lower(at.doc[i]) in ANAPHORA and noun_phrase_after(at.doc, i + 1, i + 3) is None:
        known = last_counted(earlier)
        return Counted(known.unit, known.what, quantity.end) if known else None
    phrase = at.phrase_at(i)
    if phrase is None or not is_plural(head_noun(phrase)):
        return None
    return Counted(_unit_of(phrase, head_noun(phrase)), tidy(phrase.text), quantity.end)


def _of_which(quantity: Quantity, at: Position, earlier: Sequence[Figure]) -> Counted | None:
    """ "38 firms, of which 12 are foreign": a part of what the sentence counted first."""
    comma = at.previous_word() == ","
    before = [lower(t) for t in at.doc[max(0, at.before - 2 - comma) : at.before - comma]]
    if len(before) < 2 or before[0] != "of" or before[1] not in ANAPHORA:
        return None
    start = at.doc[at.clause].idx
    inside = [f for f in earlier if f.start_char >= start] or list(earlier[-1:])
    whole = next((f for f in inside if is_count(f) and (before[1] != "whom" or f.unit == "people")), None)
    return Counted(whole.unit, whole.what, quantity.end) if whole else None


def _countable(head: Token, quantity: Quantity) -> bool:
    word = lower(head)
    if not any(c.isalpha() for c in word) or word in BE or word in {"times", "time"}:
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
    first = noun.i
    while first > 1 and noun.doc[first - 1].text == "-" and not noun.doc[first - 2].whitespace_:
        first -= 2
    return noun.doc[first : noun.i + 1].text


def _from_subject(quantity: Quantity, at: Position, earlier: Sequence[Figure]) -> Counted | None:
    """ "The number of returnees stands at 220,000", "Such individuals numbered 22,000", "12 are women"."""
    subject = measured_subject(at)
    if subject is None:
        like = compared_with(at, earlier)
        if like:
            return Counted(like.unit, like.what, quantity.end)
        return _complement(quantity, at) or _labelled(quantity, at) or _left_out(quantity, at, earlier)
    thing = without_count(subject)
    head = head_noun(thing)
    if not COUNT_OF.match(subject.text) and not is_plural(head) and lower(head) not in COLLECTIVES:
        return _left_out(quantity, at, earlier)
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


def _left_out(quantity: Quantity, at: Position, earlier: Sequence[Figure]) -> Counted | None:
    """ "It took in 68 start-ups; nine have left, and 22 were sold": the noun counted before, left out."""
    known = last_counted(earlier[-2:])
    if known is None or at.doc[at.number].idx - known.end_char > _REMEMBERED:
        return None
    following = at.doc[at.after] if at.after < at.end else None
    if following is None:
        return None
    acts = lower(following) in BE | _HAVE | _MODALS or verb_form(following) == "ed"
    return Counted(known.unit, known.what, quantity.end) if acts else None
