"""On which fields a body, a center, a scheme or a place works, one fact a listed field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span

from extract.facts._clauses import Clause
from extract.facts._lists import read_group
from extract.facts._phrases import NounPhrase
from extract.facts.base import PLACES, THINGS, Context, Sentence, Term, is_word, singular, status_of
from extract.gazetteer import demonym
from extract.lexicon import words
from extract.types import Fact, Status

PREDICATE = "focuses_on"
DESCRIPTION = "thing → field it works on: focuses on, specialises in, in the areas of; one fact a listed field"

EXAMPLES = [
    (
        "The Aire Incubator focuses on robotics, health and clean energy.",
        [("Aire Incubator", "robotics"), ("Aire Incubator", "health"), ("Aire Incubator", "clean energy")],
    ),
    (
        "Emphasizing textiles and software, the Harbour Lab invites makers.",
        [("Harbour Lab", "textiles"), ("Harbour Lab", "software")],
    ),
    ("The Harbour Lab specialises in marine biology.", [("Harbour Lab", "marine biology")]),
    (
        "Porto has supported the Harbour Lab in the fields of shipping and tourism.",
        [("Harbour Lab", "shipping"), ("Harbour Lab", "tourism")],
    ),
    ("Brightsea Technologies, a maker of sensors, was invited.", [("Brightsea Technologies", "sensors")]),
]
COUNTER_EXAMPLES = [
    "The Aire Incubator does not focus on robotics.",
    "The Aire Incubator could focus on robotics.",
    "The Aire Incubator concentrated its staff in Leeds.",
    "The focus of the talks was unclear.",
]

_ON = {"focus": ("on",), "concentrate": ("on",), "specialise": ("in",), "specialize": ("in",), "center": ("on",),
       "devote": ("to",), "dedicate": ("to",), "engage": ("in",), "emphasise": (), "emphasize": ()}  # fmt: skip
_PASSIVE = frozenset({"devote", "dedicate", "engage"})
_FOCUS = words("focus emphasis")
_AREAS = words("area areas field fields sector sectors domain domains industry industries")
_MAKERS = words("maker manufacturer producer developer supplier builder designer")
_HOLDERS = THINGS | PLACES
_NO_FIELDS = words("work project effort task need way thing part issue aspect matter cost child people development")
_NO_TRADES = words(
    "state local private foreign public parent sister holding partner host shell family small large big new old young "
    "own leading listed start-up joint stock limited insurance-only same first second national international global"
)


def find(context: Context) -> Iterator[Fact]:
    for sentence in context.sentences:
        for clause in sentence.clauses:
            if clause.asserted:
                yield from _verbs(context, clause)
                yield from _nouns(context, sentence, clause)
        for i, element in enumerate(sentence.elements):
            if isinstance(element, NounPhrase):
                yield from _areas(context, sentence, i)
                yield from _makers(context, sentence, i)


def _verbs(context: Context, clause: Clause) -> Iterator[Fact]:
    """Thing focuses on field; emphasizing field, thing …."""
    verb = clause.verb.root
    if verb not in _ON or clause.passive != (verb in _PASSIVE) or (clause.objects and _ON[verb]):
        return
    fields = clause.governed(*_ON[verb]) if _ON[verb] else clause.objects
    for thing in context.terms(clause.subjects, _HOLDERS):
        yield from _facts(context, thing, fields, clause.sentence, verb, 0.85, status_of(clause))


def _nouns(context: Context, sentence: Sentence, clause: Clause) -> Iterator[Fact]:
    """Its focus is on field; the emphasis will be on field."""
    if clause.verb.lemma not in ("be", "lie") or not clause.subjects or clause.subjects[0].head.word not in _FOCUS:
        return
    subject = clause.subjects[0]
    thing = context.owner(subject)
    fields = clause.governed("on")
    if thing is not None and thing.label in _HOLDERS:
        yield from _facts(context, thing, fields, clause.sentence, "focus", 0.8, status_of(clause))


def _areas(context: Context, sentence: Sentence, i: int) -> Iterator[Fact]:
    """ "in the areas of A and B", "in such areas as A and B": of the center told of, else of the subject."""
    elements = sentence.elements
    np = elements[i]
    assert isinstance(np, NounPhrase)
    if np.head.word not in _AREAS or np.mention is not None or i == 0 or i + 2 >= len(elements):
        return
    if not is_word(elements[i - 1], "in") or not is_word(elements[i + 1], "of", "as", "such as", "like", "including"):
        return
    clause = next((c for c in reversed(sentence.clauses) if c.verb.start < np.start), None)
    if clause is None or not clause.asserted or not isinstance(elements[i + 2], NounPhrase):
        return
    group, _ = read_group(elements, i + 2, follows_verb=True)
    about = [e for e in elements[:i] if isinstance(e, NounPhrase)]
    centers = [term for e in about if (term := context.resolve(e)) is not None and term.label == "CENTER"]
    things = centers[-1:] or context.terms(clause.subjects, _HOLDERS)
    for thing in things[:1]:
        yield from _facts(context, thing, group, sentence.span, "areas", 0.7, status_of(clause))


def _makers(context: Context, sentence: Sentence, i: int) -> Iterator[Fact]:
    """ "X, a maker of sensors", "X, a chip maker", "thermal imaging company X"."""
    np = sentence.elements[i]
    assert isinstance(np, NounPhrase)
    if np.mention is not None:
        yield from _trade_before_name(context, sentence, np)
        return
    head = singular(np.head.word.rsplit("-", 1)[-1])
    thing = context.resolve(np) if head in _MAKERS else None
    if thing is None or thing.label not in ("ORG", "CENTER") or np.determiner not in ("a", "an"):
        return
    before = context.doc[np.core[0].start : np.head.start].text.strip() if len(np.core) > 1 else ""
    elements = sentence.elements
    inner = elements[i + 2] if i + 2 < len(elements) and is_word(elements[i + 1], "of") else None
    if isinstance(inner, NounPhrase):
        group, _ = read_group(elements, i + 2, follows_verb=True)
        yield from _facts(context, thing, group, sentence.span, "maker", 0.75, "done")
    elif before and _is_trade(before.split()):
        yield context.fact(thing, PREDICATE, before, sentence.span, "maker", 0.7)


def _trade_before_name(context: Context, sentence: Sentence, np: NounPhrase) -> Iterator[Fact]:
    mention = np.mention
    nouns = [unit for unit in np.units[:-1] if unit.kind == "noun" and not unit.glued]
    if (
        mention is None
        or mention.label != "ORG"
        or len(nouns) < 3
        or singular(nouns[-1].word) not in ("company", "firm")
    ):
        return
    text = context.doc[nouns[0].start : nouns[-1].start].text.strip()
    if _is_trade(text.split()):
        thing = Term(mention.name, mention.label)
        yield context.fact(thing, PREDICATE, text, sentence.span, "trade", 0.7)


def _is_trade(words_: Sequence[str]) -> bool:
    """Words that say what is made or done, not where from, how large or whose."""
    plain = [word.lower() for word in words_]
    origin = any(demonym(word) is not None or word[:1].isupper() for word in words_)
    return not origin and not set(plain) & _NO_TRADES and not plain[-1].endswith(("ous", "ive", "est", "ish", "ful"))


def _facts(
    context: Context,
    thing: Term,
    fields: Sequence[NounPhrase],
    sentence: Span,
    rule: str,
    confidence: float,
    status: Status,
) -> Iterator[Fact]:
    for np in fields:
        if np.pronoun or np.core[0].kind == "number" or singular(np.head.word) in _NO_FIELDS:
            continue
        if np.mention is not None and np.mention.label in (*PLACES, "PERSON", "DATE"):
            continue
        text = context.phrase(np)
        yield context.fact(thing, PREDICATE, text, sentence, rule, confidence, status=status)
