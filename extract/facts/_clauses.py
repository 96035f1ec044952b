"""Clauses: a verb group with its subject, objects, prepositional phrases and dates, told by position alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from spacy.tokens import Span

from extract.facts._phrases import Element, NounPhrase, VerbGroup
from extract.facts._units import CONDITIONALS, Unit
from extract.lexicon import words
from extract.types import Mention

SPEAKING = words(
    "say tell note add announce report explain state stress confirm reveal believe suggest claim show indicate "
    "highlight estimate warn declare disclose describe think mention point testify read know hear learn insist "
    "argue acknowledge"
)
PASSIVE_PREPOSITIONS = words("by in at on for with to from as under between among of through")

Mode = Literal["main", "relative", "reduced", "infinitive", "gerund"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A preposition with the noun phrases that it governs."""

    preposition: str
    terms: tuple[NounPhrase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """`start` to `end` are the tokens of the verb and what follows it; what stands before the verb is in `subjects`.

    `hypothetical` clauses are conditions or mere possibilities; `sentence` is the sentence around them.
    """

    sentence: Span
    verb: VerbGroup
    mode: Mode
    passive: bool
    end: int
    subjects: tuple[NounPhrase, ...] = ()
    objects: tuple[NounPhrase, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    dates: tuple[Mention, ...] = ()
    hypothetical: bool = False
    planned: bool = False
    inherited: bool = False  # the subject stands before an earlier verb

    @property
    def asserted(self) -> bool:
        return not (self.hypothetical or self.verb.denied or self.verb.possible) and not self._nothing

    @property
    def _nothing(self) -> bool:
        return any(np.determiner == "no" for np in (*self.subjects, *self.objects))

    def governed(self, *prepositions: str) -> tuple[NounPhrase, ...]:
        """The noun phrases after the first of the prepositions that occurs."""
        for i, phrase in enumerate(self.phrases):
            if phrase.preposition in prepositions:
                return self._instances(i) or phrase.terms
        return ()

    def _instances(self, i: int) -> tuple[NounPhrase, ...]:
        """The names after "companies like", "partners including", in the place of the group."""
        if any(np.mention for np in self.phrases[i].terms):
            return ()
        for phrase in self.phrases[i + 1 : i + 3]:
            if phrase.preposition in ("like", "including", "such as", "namely", "represented by"):
                return phrase.terms
        return ()


def read_group(elements: Sequence[Element], i: int, *, follows_verb: bool) -> tuple[tuple[NounPhrase, ...], int]:
    """The noun phrases joined by commas and "and" from `i` on, and the index after them.

    Without an "and" the phrases after the first are appositions, not members. After a verb, a phrase that has a
    finite verb of its own begins the next clause.
    """
    first = elements[i]
    assert isinstance(first, NounPhrase)
    members = [first]
    end = j = _after_of(elements, i + 1)
    joined = False
    while j < len(elements):
        k = j
        comma = _is(elements, k, "comma")
        k += comma
        conjunction = _is(elements, k, "conjunction")
        k += conjunction
        if k == j or k >= len(elements):
            break
        member = elements[k]
        if not isinstance(member, NounPhrase) or (follows_verb and _has_finite_verb(elements, k)):
            break
        members.append(member)
        j = _after_of(elements, k + 1)
        if conjunction:
            joined, end = True, j
            count = len(members)
    if not joined:
        return (first,), _after_of(elements, i + 1)
    return tuple(members[:count]), end


def _is(elements: Sequence[Element], i: int, kind: str) -> bool:
    if i >= len(elements):
        return False
    element = elements[i]
    return isinstance(element, Unit) and element.kind == kind and element.word != "but"


def _after_of(elements: Sequence[Element], i: int) -> int:
    """Past "of ..." phrases, which belong to the noun phrase before."""
    while i + 1 < len(elements):
        element, inner = elements[i], elements[i + 1]
        if not (isinstance(element, Unit) and element.word == "of" and isinstance(inner, NounPhrase)):
            break
        i += 2
    return i


def _has_finite_verb(elements: Sequence[Element], i: int) -> bool:
    after = elements[i + 1] if i + 1 < len(elements) else None
    return isinstance(after, VerbGroup) and after.finite and (after.form != "ed" or after.passive)


@dataclass(slots=True)
class _State:
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


def read_clauses(sentence: Span, elements: Sequence[Element]) -> list[Clause]:
    """The clauses of a sentence in order."""
    return list(_clauses(sentence, elements))


def _clauses(sentence: Span, elements: Sequence[Element]) -> Iterator[Clause]:
    state = _State()
    i = 0
    while i < len(elements):
        element = elements[i]
        if isinstance(element, VerbGroup):
            clause = _clause(sentence, elements, i, state)
            yield clause
            state.last, state.last_passive = element, clause.passive
            state.reported |= element.lemma in SPEAKING
            i += 1
        elif isinstance(element, NounPhrase):
            i = _see_noun_phrase(elements, i, state)
        else:
            _see_unit(element, state)
            i += 1


def _see_unit(unit: Unit, state: _State) -> None:
    if unit.kind in ("subordinator", "relative"):
        state.conditional |= unit.word in CONDITIONALS
        if state.pending and not state.used:
            state.outer = state.pending
        state.pending, state.used = (), False
    elif unit.kind == "break":
        state.pending, state.outer, state.used, state.conditional = (), (), False, False
    elif unit.kind == "date" and unit.mention and not state.pending and not state.used:
        state.leading.append(unit.mention)


def _see_noun_phrase(elements: Sequence[Element], i: int, state: _State) -> int:
    group, end = read_group(elements, i, follows_verb=state.last is not None)
    before = elements[i - 1] if i else None
    governed = isinstance(before, Unit) and before.kind == "preposition"
    fresh = isinstance(before, Unit) and before.kind in ("comma", "conjunction", "subordinator")
    spoke = isinstance(before, VerbGroup) and before.lemma in SPEAKING
    opening = isinstance(before, VerbGroup) and not before.finite and not state.used
    if governed or opening:
        return end
    if state.used and (fresh or spoke) and _verb_follows(elements, end):
        state.pending, state.used = group, False
        state.leading = []
    elif not state.pending and not state.used:
        state.pending = group
    return end if group is state.pending else i + 1


def _verb_follows(elements: Sequence[Element], i: int) -> bool:
    after = elements[i] if i < len(elements) else None
    return isinstance(after, VerbGroup) and after.finite


def _clause(sentence: Span, elements: Sequence[Element], i: int, state: _State) -> Clause:
    group = elements[i]
    assert isinstance(group, VerbGroup)
    objects, phrases, dates, end = _complements(elements, i)
    mode, subjects, passive = _subject(elements, i, state, bool(objects))
    leading = tuple(state.leading) if mode == "main" else ()
    # "will work as A and build B": the auxiliary of the first verb is that of the second
    carried = state.last if mode == "main" and _continues(elements, i) else None
    if carried is not None:
        group = replace(
            group, planned=carried.planned, possible=carried.possible, denied=carried.denied, would=carried.would
        )
        mode = "main" if carried.finite else "infinitive"
    progressive = group.progressive and group.lemma not in ("work", "cooperate", "operate", "run", "serve", "host")
    return Clause(
        sentence=sentence,
        verb=group,
        mode=mode,
        passive=passive,
        end=end,
        subjects=subjects,
        objects=objects,
        phrases=phrases,
        dates=(*dates, *leading),
        hypothetical=state.conditional or (group.would and not state.reported),
        planned=group.planned or progressive or group.would,
        inherited=mode == "main" and not state.pending,
    )


def _continues(elements: Sequence[Element], i: int) -> bool:
    group, before = elements[i], elements[i - 1] if i else None
    assert isinstance(group, VerbGroup)
    joined = isinstance(before, Unit) and before.kind in ("conjunction", "comma", "adverb")
    return joined and group.form == "base" and _is_bare(group)


def _subject(
    elements: Sequence[Element], i: int, state: _State, has_object: bool
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
        and _is_bare(group)
        and _is_reduced(elements, i, state, has_object)
    ):
        if before is None or (isinstance(before, Unit) and before.kind == "break"):
            return "reduced", _following_subject(elements, i), True
        return "reduced", _antecedent(elements, i, state), True
    # "said Li Wei": the subject stands behind
    if group.lemma in SPEAKING and isinstance(before, Unit) and before.kind == "comma" and i + 1 < len(elements):
        after = elements[i + 1]
        if isinstance(after, NounPhrase) and not _verb_follows(elements, i + 2):
            return "main", (after,), False
    if state.pending and not state.used:
        state.subject, state.used = state.pending, True
        return "main", state.pending, group.passive
    if state.outer and group.finite:
        state.subject, state.outer, state.used = state.outer, (), True
        return "main", state.subject, group.passive
    # "was founded and operated by": auxiliary and subject carry over
    carried = _is_bare(group) and group.form in ("ed", "en") and state.last_passive and not has_object
    return "main", state.subject, group.passive or carried


def is_by(elements: Sequence[Element], i: int) -> bool:
    element = elements[i] if i < len(elements) else None
    return isinstance(element, Unit) and element.word == "by"


def _is_bare(group: VerbGroup) -> bool:
    """No auxiliary or modal before the verb."""
    return all(word in group.adverbs for word in group.words[:-1])


def _is_reduced(elements: Sequence[Element], i: int, state: _State, has_object: bool) -> bool:
    group = elements[i]
    assert isinstance(group, VerbGroup)
    before = elements[i - 1] if i else None
    if isinstance(before, Unit) and before.kind == "conjunction" and state.used:
        return False
    if group.lemma in SPEAKING and group.form == "ed" and not is_by(elements, i + 1):
        return False
    if has_object and group.form == "ed":
        return False
    if is_by(elements, i + 1) or group.form == "en":
        return True
    if before is None or not state.pending or state.used:
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
    return i < len(elements) and isinstance(elements[i], NounPhrase) and _verb_follows(elements, i + 1)


def _antecedent(elements: Sequence[Element], i: int, state: _State) -> tuple[NounPhrase, ...]:
    """The noun phrase that a relative word or participle at `i` belongs to.

    Right after the phrase, that phrase; after a comma, the subject if it still waits for its verb, else the phrase
    before the comma, with "X of Y" read as X.
    """
    j = i - 1
    comma = _is(elements, j, "comma")
    j -= comma
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


def _following_subject(elements: Sequence[Element], i: int) -> tuple[NounPhrase, ...]:
    """The subject of the main clause, after the comma: "Founded in 2008, X makes ..."."""
    for j in range(i + 1, len(elements) - 1):
        element = elements[j]
        if isinstance(element, VerbGroup) and element.finite:
            return ()
        if _is(elements, j, "comma") and isinstance(elements[j + 1], NounPhrase):
            group, end = read_group(elements, j + 1, follows_verb=False)
            if _verb_within(elements, end):
                return group
    return ()


def _verb_within(elements: Sequence[Element], i: int) -> bool:
    """A finite verb follows, at most an apposition or a phrase between."""
    return any(isinstance(e, VerbGroup) and e.finite for e in elements[i : i + 9])


def _complements(
    elements: Sequence[Element], i: int
) -> tuple[tuple[NounPhrase, ...], tuple[Phrase, ...], tuple[Mention, ...], int]:
    """Objects, prepositional phrases and dates after the verb at `i`, and the token where they end."""
    verb = elements[i]
    assert isinstance(verb, VerbGroup)
    objects: tuple[NounPhrase, ...] = ()
    phrases: list[Phrase] = []
    dates: list[Mention] = []
    end = verb.end
    j = i + 1
    preposition: str | None = None
    after_comma = False
    while j < len(elements):
        element = elements[j]
        if isinstance(element, VerbGroup):
            break
        if isinstance(element, NounPhrase):
            group, k = read_group(elements, j, follows_verb=True)
            if _verb_follows(elements, k) and _starts_clause(elements, j, verb):
                break
            if preposition is not None:
                phrases.append(Phrase(preposition, group))
                preposition = None
            elif not objects and not after_comma:
                objects = group
            end, j = _last_token(elements, k), k
            continue
        if element.kind in ("relative", "subordinator", "break", "to"):
            break
        if element.kind == "preposition":
            preposition = element.word
        elif element.kind == "date" and element.mention:
            dates.append(element.mention)
            preposition = None
            end = element.end
        elif element.kind == "comma":
            after_comma = True
        j += 1
    return objects, tuple(phrases), tuple(dates), end


def _last_token(elements: Sequence[Element], k: int) -> int:
    return elements[k - 1].end


def _starts_clause(elements: Sequence[Element], j: int, verb: VerbGroup) -> bool:
    before = elements[j - 1]
    if isinstance(before, Unit) and before.kind in ("conjunction", "comma"):
        return True
    return isinstance(before, VerbGroup) and verb.lemma in SPEAKING
