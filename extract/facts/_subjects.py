"""The subject of a verb, told by position: before it, before its relative word, or behind the comma."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from extract.facts._lists import is_by, is_kind, read_group, verb_follows
from extract.facts._phrases import Element, NounPhrase
from extract.facts._verb_groups import VerbGroup
from extract.facts._verb_sense import Unit
from extract.lexicon import words
from extract.types import Mention

SPEAKING = words(
    "say tell note add announce report explain state stress confirm reveal believe suggest claim show indicate "
    "highlight estimate warn declare disclose describe think mention point testify read know hear learn insist "
    "argue acknowledge"
)
Mode = Literal["main", "relative", "reduced", "infinitive", "gerund"]


@dataclass(slots=True)
class State:
    """Where the reading of a sentence stands: the subject that waits for its verb and the one that had it."""

    pending: tuple[NounPhrase, ...] = ()
    outer: tuple[NounPhrase, ...] = ()
    subject: tuple[NounPhrase, ...] = ()
    used: bool = False
    last: VerbGroup | None = None
    last_passive: bool = False
    leading: list[Mention] = field(default_factory=list)
    conditional: bool = False
    reported: bool = False
    relative: int | None = None  # where the relative word stands before the pending subject: "which A opened"


def read_subject(
    elements: Sequence[Element], i: int, state: State, has_object: bool
) -> tuple[Mode, tuple[NounPhrase, ...], bool]:
    group = elements[i]
    assert isinstance(group, VerbGroup)
    before = elements[i - 1] if i else None
    # "which was founded": the antecedent stands before the relative word
    if isinstance(before, Unit) and before.kind == "relative" and group.finite:
        return "relative", _antecedent(elements, i - 1, state), group.passive
    if group.form == "ing" and not group.finite:
        return "gerund", state.subject or state.pending or _following_subject(elements, i), False
    if not group.finite and group.words and "to" in group.words:
        return "infinitive", state.subject or state.pending or _following_subject(elements, i), group.passive
    # "startups founded by", "Located in P, X": a participle without auxiliary
    if (
        group.form in ("ed", "en")
        and not group.passive
        and is_bare(group)
        and _is_reduced(elements, i, state, has_object)
    ):
        if before is None or (isinstance(before, Unit) and before.kind == "break"):
            return "reduced", _following_subject(elements, i), True
        return "reduced", _antecedent(elements, i, state), True
    # "said Li Wei": the subject stands behind
    if group.lemma in SPEAKING and isinstance(before, Unit) and before.kind == "comma" and i + 1 < len(elements):
        after = elements[i + 1]
        if isinstance(after, NounPhrase) and not verb_follows(elements, i + 2):
            return "main", (after,), False
    if state.pending and not state.used:
        state.subject, state.used = state.pending, True
        return "main", state.pending, group.passive
    if state.outer and group.finite:
        state.subject, state.outer, state.used = state.outer, (), True
        return "main", state.subject, group.passive
    # "was founded and operated by": auxiliary and subject carry over
    carried = is_bare(group) and group.form in ("ed", "en") and state.last_passive and not has_object
    return "main", state.subject, group.passive or carried


def is_bare(group: VerbGroup) -> bool:
    """No auxiliary or modal before the verb."""
    return all(word in group.adverbs for word in group.words[:-1])


def _is_reduced(elements: Sequence[Element], i: int, state: State, has_object: bool) -> bool:
    group = elements[i]
    assert isinstance(group, VerbGroup)
    before = elements[i - 1] if i else None
    if isinstance(before, Unit) and before.kind == "conjunction" and state.used:
        return False
    if group.lemma in SPEAKING and group.form == "ed" and not is_by(elements, i + 1):
        return False
    if (has_object or state.relative is not None) and group.form == "ed":
        return False
    if is_by(elements, i + 1) or group.form == "en":
        return True
    if before is None or not state.pending or state.used:
        return True
    # "founded by X and Y, a company based in Jena"
    apposed = (
        len(state.pending) == 1 and state.pending[0].determiner in ("a", "an") and is_kind(elements, i - 2, "comma")
    )
    if apposed and state.last is not None and _is_preposition(elements, i + 1):
        return True
    return _finite_ahead(elements, i + 1)


def _finite_ahead(elements: Sequence[Element], i: int) -> bool:
    """Whether the subject still gets a verb of its own before the clause ends."""
    for j in range(i, len(elements)):
        element = elements[j]
        if isinstance(element, Unit) and element.kind in ("subordinator", "relative", "break"):
            return False
        if isinstance(element, Unit) and element.kind == "conjunction" and _subject_then_verb(elements, j + 1):
            return False
        if isinstance(element, VerbGroup) and element.finite:
            before = elements[j - 1]
            coordinated = isinstance(before, Unit) and before.kind == "conjunction"
            return not coordinated
    return False


def _subject_then_verb(elements: Sequence[Element], i: int) -> bool:
    return i < len(elements) and isinstance(elements[i], NounPhrase) and verb_follows(elements, i + 1)


def _antecedent(elements: Sequence[Element], i: int, state: State) -> tuple[NounPhrase, ...]:
    """The noun phrase that a relative word or participle at `i` belongs to.

    Right after the phrase, that phrase; after a comma, the subject if it still waits for its verb, else the phrase
    before the comma, with "X of Y" read as X.
    """
    j = i - 1
    comma = is_kind(elements, j, "comma")
    j -= comma
    # "a company in Porto that makes": not the place
    if not comma and _is_word(elements, i, "that") and _is_word(elements, j - 1, "in", "at", "near", "from"):
        j -= 2
    while j >= 0 and isinstance(elements[j], Unit) and elements[j].word in ("in", "at", "of", "by", "with"):  # type: ignore[union-attr]
        j -= 1
    waiting = state.outer or (() if state.used else state.pending)
    if comma and waiting:
        return waiting
    while j >= 2 and isinstance(elements[j], NounPhrase):
        before = elements[j - 1]
        if not (isinstance(before, Unit) and before.word == "of" and isinstance(elements[j - 2], NounPhrase)):
            break
        j -= 2
    element = elements[j] if j >= 0 else None
    return (element,) if isinstance(element, NounPhrase) else ()


def antecedent_of_object(elements: Sequence[Element], state: State) -> tuple[NounPhrase, ...]:
    """X of "X, which A opened": the verb's object stands before the relative word."""
    i, state.relative = state.relative, None
    return _antecedent(elements, i, replace(state, pending=(), used=True)) if i is not None else ()


def _is_preposition(elements: Sequence[Element], i: int) -> bool:
    element = elements[i] if i < len(elements) else None
    return isinstance(element, Unit) and element.kind == "preposition"


def _is_word(elements: Sequence[Element], i: int, *words: str) -> bool:
    element = elements[i] if 0 <= i < len(elements) else None
    return isinstance(element, Unit) and element.word in words


def _following_subject(elements: Sequence[Element], i: int) -> tuple[NounPhrase, ...]:
    """The subject of the main clause, after the comma: "Founded in 2008, X makes ..."."""
    first = i + 1
    # "Emphasizing A, B and C, the center": the list is the verb's own
    if first < len(elements) and isinstance(elements[first], NounPhrase):
        group, end = read_group(elements, first, follows_verb=False)
        first = end if len(group) > 1 else first
    for j in range(first, len(elements) - 1):
        element = elements[j]
        if isinstance(element, VerbGroup) and element.finite:
            if element.bare_past and is_kind(elements, j - 1, "conjunction"):
                continue
            return ()
        if is_kind(elements, j, "comma") and isinstance(elements[j + 1], NounPhrase):
            group, end = read_group(elements, j + 1, follows_verb=False)
            if _verb_within(elements, end):
                return group
    return ()


def _verb_within(elements: Sequence[Element], i: int) -> bool:
    """A finite verb follows, at most an apposition or a phrase between."""
    return any(isinstance(e, VerbGroup) and e.finite for e in elements[i : i + 9])
