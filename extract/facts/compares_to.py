"""A measure set against another: double the figure of, surpassing, equal to, 12 percent more than."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.facts._clauses import Clause
from extract.facts._comparisons import Comparison, comparison
from extract.facts._holders import plain, read_holdings
from extract.facts._phrases import NounPhrase
from extract.facts._verb_sense import Unit
from extract.facts.base import PLACES, THINGS, Context, Sentence, Term, clean, is_amount, is_word, status_of
from extract.lexicon import words
from extract.types import Fact, Figure

PREDICATE = "compares_to"
DESCRIPTION = "measure → operator and reference: double the figure of, surpassing, equal to, more than a year earlier"

EXAMPLES = [
    ("Sales in Porto were double the figure of 2019.", [("Porto", "double the figure of 2019")]),
    ("The number of firms in Leeds reached 45, surpassing Manchester.", [("Leeds", "surpassing Manchester")]),
    (
        "Exports from Porto reached 30 million euros last year, 12 percent more than in 2019.",
        [("Porto", "12 percent more than in 2019")],
    ),
    ("Rents rose by 34 percent in four years.", [("Rents", "rose by 34 percent in four years")]),
    ("Tallinn counted 840 firms, up 14 percent on 2019.", [("firms", "up 14 percent on 2019")]),
    (
        "The fair drew 340 buyers, almost three times as many as in 2018.",
        [("buyers", "almost three times as many as in 2018")],
    ),
    ("The number of students in Tallinn is equal to last year's sum.", [("Tallinn", "equal to last year's sum")]),
]
COUNTER_EXAMPLES = [
    "The number of firms in Leeds is not double the figure of 2019.",
    "The Aire Incubator has more than 45 start-ups.",
    "The Aire Incubator aims to double its floor space.",
    "Porto may surpass Lisbon.",
    "Women make up 40 percent of the students in Tallinn.",
    "The clerk turned down 30 percent of the requests.",
    "The plot cost 58 million euros, equal to 800 euros a square meter.",
    "Use double the water.",
]

_SURPASSING = words("surpass outnumber outstrip overtake outpace")
_EQUAL = words("equal equivalent comparable similar")
_HOLDERS = THINGS | PLACES
# "Patents in the course of the year" are patents.
_BEFORE_PREPOSITION = re.compile(r"\s(?:in|of|from|at|for|with|by|on|to|that|who)\s")


def find(context: Context) -> Iterator[Fact]:
    for sentence in context.sentences:
        for clause in sentence.clauses:
            if clause.asserted:
                yield from _surpassing(context, sentence, clause)
        yield from _equal(context, sentence)
    for figure in context.figures:
        sentence = context.sentence_of(figure.start_char)
        told = comparison(context.text, figure, sentence.span.end_char)
        if told is not None:
            yield from _compared(context, sentence, told)


def _surpassing(context: Context, sentence: Sentence, clause: Clause) -> Iterator[Fact]:
    """A figure reached N, surpassing X."""
    if clause.verb.lemma not in _SURPASSING or clause.passive or not clause.objects:
        return
    reference = clause.objects[0]
    if reference.mention is None or reference.core[0].kind == "number":
        return
    text = clean(context.doc[clause.verb.verb_start : _end(sentence, reference)].text)
    for subject in _measured(context, sentence, clause):
        if subject.name != reference.mention.name:
            yield _fact(context, sentence, subject, text, "surpassing", 0.75, clause=clause)


def _equal(context: Context, sentence: Sentence) -> Iterator[Fact]:
    """A figure is equal to, equivalent to last year's sum."""
    elements = sentence.elements
    for i, element in enumerate(elements[:-2]):
        if not isinstance(element, NounPhrase) or element.head.word not in _EQUAL or not is_word(elements[i + 1], "to"):
            continue
        reference = elements[i + 2]
        clause = next((c for c in reversed(sentence.clauses) if c.verb.start <= element.start), None)
        if clause is None or not clause.asserted or not isinstance(reference, Unit | NounPhrase):
            continue
        # "58 million yuan, equal to 800 yuan a square meter": said in other words, set against nothing
        if isinstance(reference, NounPhrase) and any(unit.kind == "number" for unit in reference.units):
            continue
        end = (
            _end(sentence, reference)
            if isinstance(reference, NounPhrase)
            else elements[min(i + 4, len(elements) - 1)].end
        )
        text = clean(context.doc[element.head.start : end].text)
        for subject in _measured(context, sentence, clause):
            yield _fact(context, sentence, subject, text, "equal", 0.7, clause=clause)


def _compared(context: Context, sentence: Sentence, told: Comparison) -> Iterator[Fact]:
    clause = _clause_at(context, sentence, told.figure.start_char)
    if clause is not None and (not clause.asserted or clause.planned):
        return
    text = clean(context.text[told.start : told.end])
    subject = _measured_by(context, sentence, clause, told)
    if subject is not None:
        yield _fact(context, sentence, subject, text, told.kind, 0.7, clause=clause, figure=told.figure)


def _measured_by(context: Context, sentence: Sentence, clause: Clause | None, told: Comparison) -> Term | None:
    """What the count before is of; else whose the measure is, or the subject, which names it."""
    start = sentence.span.start_char
    before = [f for f in context.figures if start <= f.start_char < told.start and f.unit != "ratio"]
    if before and before[-1].what and not is_amount(before[-1]) and told.kind != "moved":
        return Term(_BEFORE_PREPOSITION.split(before[-1].what)[0])
    named = _measured(context, sentence, clause) if clause is not None else []
    if named:
        return named[0]
    subject = clause.subjects[0] if clause is not None and clause.subjects else None
    if subject is None or subject.pronoun or subject.core[0].kind == "number":
        return None
    return Term(context.phrase(subject, frozenset()))


def _clause_at(context: Context, sentence: Sentence, start_char: int) -> Clause | None:
    behind = [c for c in sentence.clauses if context.doc[c.verb.start].idx <= start_char and c.mode != "gerund"]
    return behind[-1] if behind else None


def _measured(context: Context, sentence: Sentence, clause: Clause) -> list[Term]:
    """Whose the measure is: the holder of another figure of the sentence, else the subject or a place inside it."""
    start = context.doc[clause.verb.start].idx
    holders = [
        h.holder
        for h in read_holdings(context)
        if h.sentence is sentence and h.figure.unit not in ("%", "ratio") and h.figure.start_char < start + 200
    ]
    if holders:
        return holders[:1]
    names = context.terms(clause.subjects, _HOLDERS)
    inside = [
        e for e in sentence.elements if isinstance(e, NounPhrase) and e.end <= clause.verb.start and not e.pronoun
    ]
    return (names or context.terms(inside, _HOLDERS))[:1]


def _end(sentence: Sentence, np: NounPhrase) -> int:
    """The token behind the phrase and the "in ..." or "of ..." that hangs on it."""
    elements = sentence.elements
    j = next((j for j, element in enumerate(elements) if element is np), len(elements) - 1) + 1
    end = np.end
    while j + 1 < len(elements) and is_word(elements[j], "in", "of") and isinstance(elements[j + 1], NounPhrase):
        end, j = elements[j + 1].end, j + 2
    return end


def _fact(
    context: Context, sentence: Sentence, subject: Term, text: str, rule: str, confidence: float,
    *, clause: Clause | None, figure: Figure | None = None,
) -> Fact:  # fmt: skip
    return context.fact(
        subject,
        PREDICATE,
        text,
        sentence.span,
        rule,
        confidence,
        status=status_of(clause) if clause is not None else "done",
        value=figure.value if figure is not None else None,
        unit=figure.unit if figure is not None else None,
        qualifiers={
            "value": plain(figure.value) if figure is not None else None,
            "qualifier": figure.qualifier if figure is not None and figure.qualifier != "exact" else None,
        },
    )
