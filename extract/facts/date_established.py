"""When a thing was founded, opened, launched, released or held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.facts._acts import ESTABLISHING, HOLDING, MIDDLE, is_dated, things
from extract.facts._clauses import Clause
from extract.facts._phrases import NounPhrase
from extract.facts._verb_sense import Unit
from extract.facts.base import THINGS, Context, Sentence, Term, act_of, is_word, status_of
from extract.lexicon import words
from extract.types import Fact, Mention

PREDICATE = "date_established"
DESCRIPTION = "thing → date: when it was founded, opened, launched, held or released"

EXAMPLES = [
    ("The Aire Incubator opened in March 2019.", [("Aire Incubator", "2019-03")]),
    ("Founded in 2008, Brightsea Technologies makes sensors.", [("Brightsea Technologies", "2008")]),
    ("Brightsea Technologies, founded in 2008, makes sensors.", [("Brightsea Technologies", "2008")]),
    ("The Baltic Startup Summit was held in Tallinn in May 2022.", [("Baltic Startup Summit", "2022-05")]),
    ("Since its launch in 2016, the Aire Incubator has grown.", [("Aire Incubator", "2016")]),
]
COUNTER_EXAMPLES = [
    "The Aire Incubator has not opened in 2019.",
    "The Aire Incubator should have opened in 2019.",
    "The Aire Incubator is to open by 2030.",
    "The Aire Incubator was visited in March 2019.",
]

_VERBS = ESTABLISHING | HOLDING | MIDDLE
_NOMINALS = words(
    "establishment founding launch opening inauguration inception foundation creation debut start release"
)


def find(context: Context) -> Iterator[Fact]:
    for clause in context.clauses:
        if clause.asserted and clause.verb.root in _VERBS and clause.mode in ("main", "relative", "reduced"):
            if not is_dated(clause, context) or (clause.verb.progressive and not clause.verb.planned):
                continue
            for thing in _subjects(clause, context):
                yield _fact(context, clause, thing, clause.dates[0])
    for sentence in context.sentences:
        yield from _nominal(context, sentence)


def _subjects(clause: Clause, context: Context) -> Iterator[Term]:
    verb = clause.verb.root
    # thing was opened / actor opened thing / thing opened
    if clause.passive:
        group: Sequence[NounPhrase] = clause.subjects
    elif clause.objects:
        group = clause.objects if verb in ESTABLISHING | HOLDING else ()
    else:
        group = clause.subjects if verb in MIDDLE else ()
    for np, thing in things(group, verb, context):
        # "Nordic Group began selling": a body that begins something is not founded by that
        if verb in ("begin", "start") and not clause.passive and thing.label not in ("EVENT", "PROGRAMME"):
            continue
        if thing.label in THINGS or np.determiner in ("a", "an"):
            yield thing


def _fact(context: Context, clause: Clause, thing: Term, date: Mention) -> Fact:
    return context.fact(
        thing,
        PREDICATE,
        Term(date.name, "DATE"),
        clause.sentence,
        "passive" if clause.passive else "active",
        0.85,
        status=status_of(clause),
        qualifiers={"act": act_of(clause)},
    )


def _nominal(context: Context, sentence: Sentence) -> Iterator[Fact]:
    """ "since its launch in 2016", "the opening of X on May 3": the act as a noun."""
    elements = sentence.elements
    for i, element in enumerate(elements):
        if not isinstance(element, NounPhrase) or element.head.word not in _NOMINALS:
            continue
        thing = context.owner(element)
        j = i + 1
        if j + 1 < len(elements) and is_word(elements[j], "of") and isinstance(inner := elements[j + 1], NounPhrase):
            thing = context.resolve(inner)
            j += 2
        if thing is None or thing.label not in THINGS or j + 1 >= len(elements):
            continue
        date = elements[j + 1] if is_word(elements[j], "in", "on") else elements[j]
        if isinstance(date, Unit) and date.kind == "date" and date.mention is not None and _is_definite(date.mention):
            name = Term(date.mention.name, "DATE")
            yield context.fact(
                thing, PREDICATE, name, sentence.span, "nominal", 0.8, qualifiers={"act": element.head.word}
            )


def _is_definite(date: Mention) -> bool:
    return not set(date.name.lower().split()) & {"recent", "years", "each", "every"}
