"""For whom a center, a fund, a programme or an event is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.facts._clauses import Clause
from extract.facts._groups import described_group, is_group, names_group
from extract.facts._lists import read_group
from extract.facts._offers import read_offers, stated
from extract.facts._phrases import NounPhrase
from extract.facts.base import THING_NOUNS, Context, Sentence, Term, clean, is_word, singular, standing_of, status_of
from extract.lexicon import words
from extract.lists import split_list
from extract.types import Fact

PREDICATE = "targets_group"
DESCRIPTION = "thing → group of people or firms that it is for"

EXAMPLES = [
    ("The Aire Incubator is for founders.", [("Aire Incubator", "founders")]),
    (
        "The Aire Incubator provides free training for graduates and overseas returnees.",
        [("Aire Incubator", "graduates"), ("Aire Incubator", "overseas returnees")],
    ),
    ("Porto opened the Harbour Lab, a maker space for young people.", [("Harbour Lab", "young people")]),
    ("The Harbour Lab is open to foreign researchers.", [("Harbour Lab", "foreign researchers")]),
    ("Designed for small firms, the Harbour Lab opened on Monday.", [("Harbour Lab", "small firms")]),
]
COUNTER_EXAMPLES = [
    "The Aire Incubator is not for founders.",
    "The Aire Incubator might be open to founders.",
    "The Aire Incubator has been praised for years.",
    "The Aire Incubator was built for 2 million euros.",
    "The Aire Incubator is known for companies of all kinds.",
]

_FOR = words(
    "design intend aim reserve set tailor gear open target devote dedicate reserve establish found create build launch"
)
_LABELS = frozenset({"CENTER", "PROGRAMME", "EVENT", "ORG"})


def find(context: Context) -> Iterator[Fact]:
    for offer in read_offers(context):
        for np in offer.users:
            yield _fact(context, offer.thing, np, offer.clause, "offer", 0.75)
    for sentence in context.sentences:
        for clause in sentence.clauses:
            yield from _is_for(context, clause)
        for i, element in enumerate(sentence.elements):
            if isinstance(element, NounPhrase):
                yield from _described_for(context, sentence, i)


def _is_for(context: Context, clause: Clause) -> Iterator[Fact]:
    """Thing is for group; thing is open to, designed for, set up for group."""
    if not stated(clause) or clause.verb.lemma not in (*_FOR, "be", "set up"):
        return
    copula = clause.verb.lemma == "be"
    if not copula and not clause.passive:
        return
    # "is open to": the word between is no object of interest
    if copula and clause.objects and not (len(clause.objects) == 1 and clause.objects[0].head.word in _FOR):
        return
    for thing in context.terms(clause.subjects, _LABELS):
        for phrase in clause.phrases:
            if phrase.preposition in ("for", "to", "at"):
                for np in phrase.terms:
                    if is_group(context, np):
                        yield _fact(context, thing, np, clause, "is_for", 0.8)


def _described_for(context: Context, sentence: Sentence, i: int) -> Iterator[Fact]:
    """ "X, a maker space for young people"; "opened an incubator for start-ups"."""
    elements = sentence.elements
    np = elements[i]
    assert isinstance(np, NounPhrase)
    named = np.mention is not None and not np.mention.text[:1].islower()
    if np.mention is not None and not named:
        yield from _in_description(context, sentence, np)
    kind = not named and singular(np.head.word.rsplit("-", 1)[-1]) in THING_NOUNS
    if not kind or i + 2 >= len(elements) or not is_word(elements[i + 1], "for"):
        return
    thing = context.resolve(np)
    if thing is None or thing.label not in _LABELS or not isinstance(elements[i + 2], NounPhrase):
        return
    status = standing_of(context, sentence, np)
    if status is None:
        return
    group, _ = read_group(elements, i + 2, follows_verb=True)
    for member in _groups(context, group):
        text = described_group(context, sentence, member)
        yield context.fact(thing, PREDICATE, text, sentence.span, "described", 0.75, status=status)


def _in_description(context: Context, sentence: Sentence, np: NounPhrase) -> Iterator[Fact]:
    """ "A scheme for foreign firms" where the whole description is one mention."""
    thing = context.resolve(np)
    status = standing_of(context, sentence, np)
    if np.mention is None or thing is None or thing.label not in _LABELS or status is None:
        return
    tail = np.mention.text.partition(" for ")[2]
    start = np.mention.start_char + len(np.mention.text) - len(tail)
    span = context.doc.char_span(start, np.mention.end_char, alignment_mode="expand") if tail else None
    for member in split_list(span) if span is not None else []:
        if names_group(member.text):
            yield context.fact(thing, PREDICATE, clean(member.text), sentence.span, "described", 0.75, status=status)


def _groups(context: Context, group: Sequence[NounPhrase]) -> list[NounPhrase]:
    return [np for np in group if is_group(context, np)]


def _fact(context: Context, thing: Term, np: NounPhrase, clause: Clause, rule: str, confidence: float) -> Fact:
    sentence = context.sentence_of(clause.sentence.start_char)
    text = described_group(context, sentence, np)
    return context.fact(thing, PREDICATE, text, clause.sentence, rule, confidence, status=status_of(clause))
