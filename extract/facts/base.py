"""What the rules are given: the text as clauses, what a noun phrase stands for, how a fact is written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from spacy.tokens import Span

from extract.facts._clauses import Clause
from extract.facts._naming import Naming, clean
from extract.facts._nouns import ACTORS, BODIES, PLACES, THING_NOUNS, THINGS, singular
from extract.facts._phrases import NounPhrase
from extract.facts._reading import Reference, Sentence, Term, is_amount, is_word
from extract.lexicon import words
from extract.types import Evidence, Fact, Status

__all__ = [
    "ACTORS", "BODIES", "PLACES", "THINGS", "THING_NOUNS", "Context", "Reference", "Sentence", "Term", "act_of",
    "clean", "date_of", "is_amount", "is_word", "place_of", "singular", "standing_of", "status_of",
]  # fmt: skip


@dataclass(frozen=True)
class Context(Naming):
    """A document as the rules see it."""

    def fact(
        self,
        subject: Term,
        predicate: str,
        object: Term | str,
        sentence: Span,
        rule: str,
        confidence: float,
        *,
        status: Status = "done",
        qualifiers: Mapping[str, str | int | bool | tuple[str, ...] | None] | None = None,
        value: Decimal | None = None,
        unit: str | None = None,
    ) -> Fact:
        """The fact with its evidence: the sentence, then those where a name stands that the sentence only refers to."""
        target = object if isinstance(object, Term) else Term(object)
        spans = [self._evidence(sentence)]
        for end in (subject, target):
            elsewhere = self._named_elsewhere(end, sentence)
            if elsewhere is not None and elsewhere not in spans:
                spans.append(elsewhere)
        return Fact(
            subject=subject.name,
            predicate=predicate,
            object=target.name,
            evidence=tuple(spans),
            subject_label=subject.label,
            object_label=target.label,
            value=value,
            unit=unit,
            qualifiers={key: value for key, value in (qualifiers or {}).items() if value not in (None, False, "")},
            status=status,
            confidence=confidence,
            rule=f"{predicate}.{rule}",
        )

    def _named_elsewhere(self, end: Term, sentence: Span) -> Evidence | None:
        """The sentence with the name, the nearest before if possible, where the stating sentence only refers to it."""
        if end.label is None:
            return None
        named = [m for m in self.mentions if m.name == end.name and m.label == end.label]
        if not named or any(sentence.start_char <= m.start_char < sentence.end_char for m in named):
            return None
        before = [m for m in named if m.start_char < sentence.start_char]
        return self._evidence(self.sentence_of((before or named[:1])[-1].start_char).span)

    def _evidence(self, sentence: Span) -> Evidence:
        text = self.text[sentence.start_char : sentence.end_char]
        start = sentence.start_char + len(text) - len(text.lstrip())
        text = text.strip()
        return Evidence(start_char=start, end_char=start + len(text), text=text)


def status_of(clause: Clause) -> Status:
    return "planned" if clause.planned else "done"


_COMING = words("plan propose schedule envisage foresee approve intend discuss consider")
_BEFORE_BUILDING = words("ground plan construction contract permission proposal blueprint site foundation work tender")


def standing_of(context: Context, sentence: Sentence, np: NounPhrase) -> Status | None:
    """Whether what the phrase describes is there yet, told by its clause; None where the clause says that it is not.

    "A branch in Porto is planned", "ground was broken for a hub", "will open a school": planned.
    """
    clause = next((c for c in sentence.clauses if any(np is member for member in c.subjects)), None)
    if clause is None:
        covering = [c for c in sentence.clauses if c.verb.start <= np.start < c.end]
        clause = covering[-1] if covering else None
    if clause is None:
        return "done"
    if not clause.asserted:
        return None
    before = _governor(sentence, np)
    coming = clause.verb.root in _COMING or (before is not None and singular(before.head.word) in _BEFORE_BUILDING)
    broken = clause.verb.root == "break" and any(s.head.word.lower() == "ground" for s in clause.subjects)
    return "planned" if clause.planned or coming or broken else "done"


def _governor(sentence: Sentence, np: NounPhrase) -> NounPhrase | None:
    """Plans of "plans for a hub"."""
    i = next((i for i, element in enumerate(sentence.elements) if element is np), 0)
    before = sentence.elements[i - 2] if i >= 2 and is_word(sentence.elements[i - 1], "of", "for") else None
    return before if isinstance(before, NounPhrase) else None


def date_of(clause: Clause) -> str | None:
    return clause.dates[0].name if clause.dates else None


def act_of(clause: Clause) -> str:
    """The verb as written, without auxiliaries."""
    words = [word for word in clause.verb.words if word not in clause.verb.adverbs]
    last = words[-1] if words else clause.verb.lemma
    _, blank, particle = clause.verb.lemma.partition(" ")
    return last if last.endswith(f" {particle}") else last + blank + particle


def place_of(clause: Clause, context: Context) -> list[Term]:
    """The places after "in" or "at" behind the verb."""
    places: list[Term] = []
    makers: tuple[NounPhrase, ...] = ()
    for phrase in clause.phrases:
        # "built by companies in Busan": the companies are there
        if phrase.preposition == "by":
            makers = phrase.terms
        if makers and (phrase.preposition == "from" or not any(context.resolve(np) for np in makers)):
            break
        if phrase.preposition in ("in", "at", "near", "within", "inside", "across"):
            places += context.places(phrase.terms)
    return places
