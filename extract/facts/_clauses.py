"""Clauses: a verb group with its subject, objects, prepositional phrases and dates, told by position alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span

from extract.facts._ahead import is_ahead
from extract.facts._complements import Phrase, read_complements
from extract.facts._lists import is_kind, read_group, verb_follows
from extract.facts._phrases import Element, NounPhrase
from extract.facts._subjects import SPEAKING, Mode, State, antecedent_of_object, is_bare, read_subject
from extract.facts._verb_groups import VerbGroup
from extract.facts._verb_sense import Unit
from extract.facts._word_classes import CONDITIONALS
from extract.types import Mention


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
        # "No 3" is a place in a row
        none = (np for np in (*self.subjects, *self.objects) if np.determiner == "no")
        return any(not np.core or not np.core[0].word.isdigit() for np in none)

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


def read_clauses(sentence: Span, elements: Sequence[Element]) -> list[Clause]:
    """The clauses of a sentence in order."""
    return list(_clauses(sentence, elements))


def _clauses(sentence: Span, elements: Sequence[Element]) -> Iterator[Clause]:
    state = State()
    i = 0
    while i < len(elements):
        element = elements[i]
        if isinstance(element, VerbGroup):
            clause = _clause(sentence, elements, i, state)
            yield clause
            state.last, state.last_passive = clause.verb, clause.passive
            state.reported |= element.lemma in SPEAKING
            i += 1
        elif isinstance(element, NounPhrase):
            i = _see_noun_phrase(elements, i, state)
        else:
            _see_unit(element, state)
            state.relative = i if _is_relative(elements, i, state) else None
            # "Tuesday, when the centers were opened": the day is that of the clause behind
            dated = elements[i - 1] if element.word == "when" and i else None
            if isinstance(dated, Unit) and dated.kind == "date" and dated.mention is not None:
                state.leading = [dated.mention]
            i += 1


def _is_relative(elements: Sequence[Element], i: int, state: State) -> bool:
    """ "X, which A opened", "the center that A opened"; not "told reporters that A opened"."""
    element = elements[i]
    if not isinstance(element, Unit) or element.word not in ("which", "that", "whom"):
        return False
    spoken = state.last is not None and state.last.lemma in SPEAKING
    return element.kind == "relative" or (i > 0 and isinstance(elements[i - 1], NounPhrase) and not spoken)


def _see_unit(unit: Unit, state: State) -> None:
    if unit.kind in ("subordinator", "relative"):
        state.conditional |= unit.word in CONDITIONALS
        if state.pending and not state.used:
            state.outer = state.pending
        state.pending, state.used = (), False
    elif unit.kind == "break":
        state.pending, state.outer, state.used, state.conditional = (), (), False, False
    elif unit.kind == "date" and unit.mention and not state.pending and not state.used:
        state.leading.append(unit.mention)


def _see_noun_phrase(elements: Sequence[Element], i: int, state: State) -> int:
    before = elements[i - 1] if i else None
    reported = isinstance(before, VerbGroup) and before.lemma in SPEAKING
    group, end = read_group(elements, i, follows_verb=state.last is not None and not reported)
    governed = isinstance(before, Unit) and before.kind == "preposition"
    fresh = isinstance(before, Unit) and before.kind in ("comma", "conjunction", "subordinator")
    opening = isinstance(before, VerbGroup) and not before.finite and not state.used
    if governed or opening:
        return end
    if state.used and (fresh or reported) and verb_follows(elements, _past_phrases(elements, end, fresh=fresh)):
        state.pending, state.used = group, False
        state.leading = []
    elif not state.pending and not state.used:
        state.pending = group
    return end if group is state.pending else i + 1


def _past_phrases(elements: Sequence[Element], i: int, *, fresh: bool) -> int:
    """Past "in Lahore" of "since it opened, the school in Lahore has trained", where a full verb follows."""
    j = i
    while fresh and j + 1 < len(elements) and is_kind(elements, j, "preposition"):
        if not isinstance(elements[j + 1], NounPhrase):
            return i
        j += 2
    verb = elements[j] if j < len(elements) else None
    return j if isinstance(verb, VerbGroup) and not verb.bare_past else i


def _clause(sentence: Span, elements: Sequence[Element], i: int, state: State) -> Clause:
    group = elements[i]
    assert isinstance(group, VerbGroup)
    objects, phrases, dates, end = read_complements(elements, i)
    mode, subjects, passive = read_subject(elements, i, state, bool(objects))
    if mode == "main" and subjects is state.pending and not passive and not objects:
        objects = antecedent_of_object(elements, state)
    state.relative = None
    if mode == "relative":
        state.pending, state.used, state.subject = (), True, subjects
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
        planned=group.planned or progressive or group.would or is_ahead(elements, i, mode, passive, state.last),
        inherited=mode == "main" and not state.pending,
    )


def _continues(elements: Sequence[Element], i: int) -> bool:
    group, before = elements[i], elements[i - 1] if i else None
    assert isinstance(group, VerbGroup)
    joined = isinstance(before, Unit) and before.kind in ("conjunction", "comma", "adverb")
    return joined and group.form == "base" and is_bare(group)
