"""Who founded, built, developed or approved a thing, told from the thing's end."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span

from extract.facts._acts import FOUNDING, OPENING, agents, is_dated, things
from extract.facts._titles import read_positions
from extract.facts.base import THINGS, Context, Term, act_of, date_of, is_word, status_of
from extract.types import Fact

PREDICATE = "founded_by"
DESCRIPTION = "thing → body or person: founded, co-founded, jointly built, developed, led or approved it"

EXAMPLES = [
    (
        "The Aire Incubator was co-founded by Leeds University and Northern Bank Ltd. in 2019.",
        [("Aire Incubator", "Leeds University"), ("Aire Incubator", "Northern Bank Ltd.")],
    ),
    (
        "Brightsea Technologies, founded by Maria Santos in 2011, makes sensors.",
        [("Brightsea Technologies", "Maria Santos")],
    ),
    (
        "The Harbour Lab was jointly built by companies like Nokia and Kone.",
        [("Harbour Lab", "Nokia"), ("Harbour Lab", "Kone")],
    ),
    ("Anna Virtanen, founder of Brightsea Technologies, was invited.", [("Brightsea Technologies", "Anna Virtanen")]),
]
COUNTER_EXAMPLES = [
    "The Aire Incubator was not founded by Leeds University.",
    "The Aire Incubator will be founded by 2030.",
    "The Aire Incubator could be built by Leeds University.",
]

_OTHER = frozenset({"approve", "lead", "conduct", "commission", "sponsor", "initiate", "pioneer"})


def find(context: Context) -> Iterator[Fact]:
    yield from _acts(context)
    yield from _builders(context)
    # person, founder of body
    for position in read_positions(context):
        if "founder" in position.title.lower() and position.body.label in THINGS:
            yield context.fact(position.body, PREDICATE, position.person, position.sentence, "title", 0.85)


def _acts(context: Context) -> Iterator[Fact]:
    for clause in context.clauses:
        verb = clause.verb.root
        if not clause.passive or not clause.asserted or verb not in FOUNDING | OPENING | _OTHER:
            continue
        # thing was founded by maker
        makers = agents(clause, context)
        for np, thing in things(clause.subjects, verb, context):
            if verb in _OTHER and thing.label is None and np.determiner not in ("a", "an"):
                continue
            for maker in makers:
                if maker.name != thing.name:
                    yield context.fact(
                        thing,
                        PREDICATE,
                        maker,
                        clause.sentence,
                        clause.mode if clause.mode == "reduced" else "passive",
                        0.9 if maker.label and thing.label else 0.65,
                        status=status_of(clause),
                        qualifiers={
                            "act": act_of(clause),
                            "joint": clause.verb.joint or len(makers) > 1,
                            "date": date_of(clause) if is_dated(clause, context) else None,
                        },
                    )


def _builders(context: Context) -> Iterator[Fact]:
    """Maker is responsible for building thing."""
    for sentence in context.sentences:
        for clause in sentence.clauses:
            if clause.mode != "gerund" or clause.verb.root not in FOUNDING or not clause.asserted:
                continue
            i = next((i for i, e in enumerate(sentence.elements) if e is clause.verb), 0)
            before = sentence.elements[i - 2] if i >= 2 else None
            responsible = getattr(before, "words", [""])[-1] in ("responsible", "charge")
            if not (responsible and is_word(sentence.elements[i - 1], "for", "of")):
                continue
            for _, thing in things(clause.objects, clause.verb.root, context):
                for np in clause.subjects:
                    maker = context.term(np)
                    if maker is not None:
                        yield _built(context, clause.sentence, thing, maker)


def _built(context: Context, sentence: Span, thing: Term, maker: Term) -> Fact:
    return context.fact(thing, PREDICATE, maker, sentence, "responsible", 0.6, qualifiers={"role": "builder"})
