"""What a share, a sum of money, an area, a length, a time or a ratio is of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extract.figure_words import ANAPHORA, BARE_AREA, COMPARATIVES, MONEY_NOUNS, NO_THINGS
from extract.grammar import is_temporal, lower, noun_phrase_after, verb_form
from extract.lexicon import BE, DETERMINERS, MODALS, words
from extract.positions import (
    DECLINE,
    GROWTH,
    Position,
    changed_object,
    changed_subject,
    measured_subject,
    subject_before,
    tidy,
    verb_words,
    without_count,
)
from extract.types import MEASURES, Figure

if TYPE_CHECKING:
    from spacy.tokens import Span


_FINITE = BE | MODALS | words("has have had")
_COPULAS = words("are were is was")
_OWNING = words("of worth at totaling totalling valued ranging averaging")
_TARGETS = words("on in for to into")
_CLAUSE_END = frozenset(',;.”":(')
_COMPARED = re.compile(
    r"(?:,? (?:up|down) from|,? compared (?:with|to)|,? against|(?: in (?:19|20)\d\d)? to)(?: (?:just|only|about))? $",
    re.I,
)
_UP_OR_DOWN = re.compile(r"[^,;.]{0,60}, (up|down) (?:by )?")
_MAX_PREDICATE = 14
_NEAR = 60


def is_count(figure: Figure) -> bool:
    """Whether the figure counts a noun, other than a measure or money."""
    return bool(figure.what and figure.unit) and figure.unit not in MEASURES and not (figure.unit or "").isupper()


def last_counted(earlier: Sequence[Figure], *, people: bool = False) -> Figure | None:
    """The latest thing that was counted, which "them", "whom" and "such people" mean."""
    counts = (f for f in reversed(earlier[-4:]) if is_count(f) and (not people or f.unit == "people"))
    return next(counts, None)


def compared_with(at: Position, earlier: Sequence[Figure]) -> Figure | None:
    """ "five days, down from 15", "from 12,000 in 2015 to 45,000": the figure right before, of the same thing."""
    last, start = (earlier[-1] if earlier else None), at.doc[at.before].idx
    if last is None or last.end_char < at.doc[at.clause].idx - _NEAR or start - last.end_char > _NEAR:
        return None
    return last if _COMPARED.search(at.text[last.end_char : start]) else None


def share(at: Position, earlier: Sequence[Figure]) -> str | None:
    """What a percentage is of."""
    if at.next_word() == "of":
        return _share_of(at, at.after + 1, earlier)
    # "and 20 percent are expats"
    if at.next_word() in _COPULAS:
        return _among(_complement(at, at.after + 1), _group(earlier))
    stated = _adjacent(at) or _owner(at)
    if stated:
        return stated
    # "exports reached 3 billion, up 12 percent"
    if earlier and (moved := _UP_OR_DOWN.fullmatch(at.text, earlier[-1].end_char, at.doc[at.before].idx)):
        thing = (earlier[-1].what or "").removesuffix(" growth").removesuffix(" decline")
        return f"{thing} {'growth' if moved[1] == 'up' else 'decline'}".strip()
    return _change(at)


def _change(at: Position) -> str | None:
    """ "Exports rose by 12 percent": growth of exports."""
    verb = verb_words(at)
    subject = changed_object(at) if at.previous_word() in {"by", "to"} else None
    subject = subject or (subject_before(at) if verb else measured_subject(at))
    change = "growth" if GROWTH.search(verb) else "decline" if DECLINE.search(verb) else ""
    return f"{tidy(subject.text)} {change}".strip() if subject is not None else change or None


def _share_of(at: Position, i: int, earlier: Sequence[Figure]) -> str | None:
    """ "80 percent of them are students": students among them."""
    phrase = at.phrase_at(i)
    alone = i < at.end and lower(at.doc[i]) in ANAPHORA and noun_phrase_after(at.doc, i + 1, i + 2) is None
    if alone:
        known = last_counted(earlier, people=lower(at.doc[i]) == "whom")
        group, after = known.what if known else None, i + 1
    elif phrase is not None:
        group, after = tidy(phrase.text), phrase.end
    else:
        return None
    if after < at.end and lower(at.doc[after]) in _COPULAS:
        return _among(_complement(at, after + 1), group)
    predicate = _predicate(at, after) if after < at.end and _is_finite(at, after) else None
    return f"{group} that {predicate}" if group and predicate else group or predicate


def _among(part: str | None, group: str | None) -> str | None:
    return f"{part} among {group}" if part and group else part or group


def _group(earlier: Sequence[Figure]) -> str | None:
    """What the share before was of, else what was counted last."""
    last = earlier[-1] if earlier else None
    if last is not None and last.unit == "%" and last.what and " among " in last.what:
        return last.what.split(" among ", 1)[1]
    known = last_counted(earlier)
    return known.what if known else None


def _complement(at: Position, i: int) -> str | None:
    phrase = at.phrase_at(i)
    return tidy(phrase.text) if phrase is not None else _predicate(at, i)


def _is_finite(at: Position, i: int) -> bool:
    return lower(at.doc[i]) in _FINITE or verb_form(at.doc[i]) is not None


def _predicate(at: Position, i: int) -> str | None:
    """The words from `i` on, cut at punctuation, at a conjunction and after a few words."""
    stop = i
    while stop < min(at.end, i + _MAX_PREDICATE) and at.doc[stop].text not in _CLAUSE_END:
        if lower(at.doc[stop]) in {"and", "while", "but"} and stop > i:
            break
        stop += 1
    return tidy(at.doc[i:stop].text) or None


def _adjacent(at: Position) -> str | None:
    """The noun phrase right behind the quantity ("20 billion yuan fund", "three-year visa")."""
    i = at.after + (at.next_word() == "-")
    if i >= at.end or lower(at.doc[i]) in DETERMINERS or at.doc[i].text[0] in ",.;:(" or verb_form(at.doc[i]) == "ing":
        return None
    phrase = at.phrase_at(i)
    if phrase is None or is_temporal(at.doc, phrase.start, phrase.start + 1):
        return None
    # "20% lower" tells no thing, "20% lower risk" does
    return (
        None
        if lower(phrase[0]) in NO_THINGS and (len(phrase) == 1 or lower(phrase[0]) not in COMPARATIVES)
        else tidy(phrase.text)
    )


def _object_of(at: Position, prepositions: frozenset[str]) -> str | None:
    """The noun phrase behind the quantity and a preposition ("in exports", "of office space")."""
    i = at.after + (at.next_word() == "worth")
    if i >= at.end or lower(at.doc[i]) not in prepositions:
        return None
    phrase = at.phrase_at(i + 1)
    if phrase is None or is_temporal(at.doc, i + 1, phrase.end):
        return None
    return tidy(phrase.text)


def _owner(at: Position) -> str | None:
    """The noun phrase before "of" and the quantity ("a floor area of", "a fund worth")."""
    i = at.before - 1
    while i > at.clause and lower(at.doc[i]) in DETERMINERS:
        i -= 1
    if i <= at.clause or lower(at.doc[i]) not in _OWNING:
        return None
    while i > at.clause and lower(at.doc[i - 1]) in {"valued", "estimated", "priced"}:
        i -= 1
    phrase = at.phrase_before(i)
    return tidy(phrase.text) if phrase is not None else None


def money(at: Position, earlier: Sequence[Figure]) -> str | None:
    """What the money is for, or whose it is; `earlier` are the sums in the same currency."""
    stated = _adjacent(at) or _owner(at)
    if stated:
        return stated
    if like := compared_with(at, earlier):
        return like.what
    changed = changed_object(at) if at.previous_word() != "for" else None
    return (tidy(changed.text) if changed is not None else None) or _spent_on(at) or _paid(at)


def _spent_on(at: Position) -> str | None:
    """ "400 million yuan will be spent on 8 offices": what the passive's preposition names."""
    if at.next_word() not in _FINITE:
        return None
    last = min(at.end - 1, at.after + 6)
    i = next((i for i in range(at.after + 1, last) if lower(at.doc[i]) in _TARGETS), None)
    if i is None or (verb_form(at.doc[i - 1]) is None and lower(at.doc[i - 1]) != "aside"):
        return None
    phrase = at.phrase_at(i + 1)
    return f"{lower(at.doc[i - 1])} {lower(at.doc[i])} {tidy(phrase.text)}" if phrase is not None else None


def _paid(at: Position) -> str | None:
    """ "invested 3 billion yuan in roads": the verb as a noun, and the purpose."""
    verb = verb_words(at)
    noun = next((n for stem, n in MONEY_NOUNS.items() if re.search(rf"(?:^| ){stem}", verb)), None)
    target = _object_of(at, _TARGETS | words("toward towards"))
    if noun and target and (at.next_word() != "in" or noun in {"investment", "spending"}):
        return f"{noun} in {target}" if noun == "investment" else f"{noun} for {target}"
    of = _object_of(at, words("of"))
    if of or target:
        return of or target
    subject = None if noun else measured_subject(at) or changed_subject(at)
    return tidy(subject.text) if subject is not None else noun


def extent(at: Position) -> str | None:
    """What an area, a length, a weight or a time is of."""
    stated = _adjacent(at)
    if stated:
        return stated
    owner, of = _owner(at), _object_of(at, words("of"))
    if owner and owner.split()[-1].lower() in BARE_AREA and not of:
        bearer = _bearer(at) or subject_before(at)
        return f"{owner} of {tidy(bearer.text)}" if bearer is not None else owner
    if owner and owner.split()[-1].lower() not in BARE_AREA:
        return owner
    if of:
        return of
    acts = at.number - 1 > at.clause and verb_form(at.doc[at.number - 1]) in {"s", "ed", "base"}
    measured = changed_object(at) or (subject_before(at, at.number - 1) if acts else measured_subject(at))
    return tidy(measured.text) if measured is not None else None


def _bearer(at: Position) -> Span | None:
    """What "with an area of" is said of: the noun phrase before "with"."""
    window = range(at.before - 1, max(at.clause, at.before - 8), -1)
    with_at = next((i for i in window if lower(at.doc[i]) in {"with", "covering"}), None)
    return at.phrase_before(with_at) if with_at is not None else None


def ratio(at: Position, earlier: Sequence[Figure]) -> str | None:
    """What is how many times what: "returnees to X relative to that of the previous five years"."""
    subject = subject_before(at)
    measure = tidy(without_count(subject).text) if subject is not None and not subject[0].like_num else None
    if measure is None and earlier:
        measure = (earlier[-1].what or "").split(" relative to ")[0] or None
    stop = at.after
    while stop < min(at.end, at.after + _MAX_PREDICATE) and at.doc[stop].text not in _CLAUSE_END:
        stop += 1
    reference = tidy(at.doc[at.after : stop].text)
    return f"{measure} relative to {reference}" if measure and reference else measure or reference or None
