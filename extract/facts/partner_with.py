"""Who works with whom, by agreement or in deed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from extract.facts._acts import described
from extract.facts._clauses import Clause
from extract.facts._lists import read_group
from extract.facts._phrases import NounPhrase
from extract.facts._verbs import listed
from extract.facts.base import ACTORS, BODIES, Context, Sentence, Term, is_word, singular, status_of
from extract.lexicon import words
from extract.types import Fact

PREDICATE = "partner_with"
DESCRIPTION = "body → body: cooperation agreement, works with, collaborates"

EXAMPLES = [
    ("The Aire Incubator has partnered with Northern Bank Ltd.", [("Aire Incubator", "Northern Bank Ltd.")]),
    (
        "Leeds University signed a cooperation agreement with Harbour University and Northern Bank Ltd.",
        [("Leeds University", "Harbour University"), ("Leeds University", "Northern Bank Ltd.")],
    ),
    (
        "Leeds University and Harbour University signed a memorandum of understanding.",
        [("Leeds University", "Harbour University")],
    ),
    ("The Aire Incubator will work with Northern Bank Ltd. on training.", [("Aire Incubator", "Northern Bank Ltd.")]),
]
COUNTER_EXAMPLES = [
    "The Aire Incubator does not work with Northern Bank Ltd.",
    "The Aire Incubator may team up with Northern Bank Ltd.",
    "The Aire Incubator competes with Northern Bank Ltd.",
]

_WORKING = listed(
    "work, partner, cooperate, co-operate, collaborate, ally, associate, affiliate, team up, join hands, link up"
)
_SIGNING = words("sign reach conclude ink forge come enter establish form seal have strengthen build renew")
_AGREEMENTS = words(
    "agreement deal contract mou memorandum partnership pact accord cooperation co-operation collaboration alliance "
    "tie understanding framework letter"
)
_PARTIES = ACTORS - {"PERSON"}


def find(context: Context) -> Iterator[Fact]:
    for clause in context.clauses:
        if clause.asserted and clause.passive:
            yield from _signed_by(context, clause)
        if not clause.asserted or clause.mode not in ("main", "relative", "infinitive") or clause.passive:
            continue
        if clause.mode == "infinitive" and not clause.planned and not _is_joint(context, clause):
            continue
        yield from _together(context, clause)
    for sentence in context.sentences:
        yield from _in_partnership(context, sentence)


def _together(context: Context, clause: Clause) -> Iterator[Fact]:
    partners = _partners(context, clause)
    # A works with B
    works = clause.verb.lemma in _WORKING and not clause.objects
    # A signed an agreement with B; A came to an agreement with B
    signs = clause.verb.lemma in _SIGNING and _agreement(clause)
    if not (works or signs):
        return
    parties = _parties(context, clause.subjects)
    act = "agreement" if signs else clause.verb.lemma
    if partners:
        for a in parties:
            for b in partners:
                yield from _fact(context, clause, a, b, "agreement" if signs else "works", act)
    elif (signs or (works and _is_joint(context, clause))) and len(parties) > 1:
        # A and B signed an agreement; A and B agreed to work together
        for a, b in combinations([party for party in parties if party.label], 2):
            yield from _fact(context, clause, a, b, "mutual", act)


def _is_joint(context: Context, clause: Clause) -> bool:
    after = context.doc[clause.verb.end].lower_ if clause.verb.end < len(context.doc) else ""
    return after == "together" or bool({"together", "jointly", "closely"} & set(clause.verb.adverbs))


def _signed_by(context: Context, clause: Clause) -> Iterator[Fact]:
    """An agreement was signed by A and B."""
    if clause.verb.lemma not in _SIGNING or not any(singular(np.head.word) in _AGREEMENTS for np in clause.subjects):
        return
    for a, b in combinations([t for t in _parties(context, clause.governed("by", "between")) if t.label], 2):
        yield from _fact(context, clause, a, b, "signed_by", "agreement")


def _agreement(clause: Clause) -> bool:
    heads = [np.head.word for np in clause.objects]
    heads += [np.head.word for phrase in clause.phrases if phrase.preposition in ("to", "into") for np in phrase.terms]
    heads += [word for np in clause.objects for word in np.words]
    return any(singular(word) in _AGREEMENTS for word in heads)


def _partners(context: Context, clause: Clause) -> list[Term]:
    """The names after "with", and one described partner ("a local college") where it stands in a list with names.

    Names that follow as instances count for the group: "with local incubators, namely A and B".
    """
    group: Sequence[NounPhrase] = clause.governed("with")
    if group and not any(context.resolve(np) for np in group):
        named = [p for p in clause.phrases if p.preposition in ("namely", "including", "like", "such as")]
        group = named[0].terms if named else ()
    found = []
    for np in group:
        term = context.term(np)
        if term is not None and (term.label in _PARTIES or (term.label is None and described(np) and len(group) > 1)):
            found.append(term)
    return found


def _parties(context: Context, group: Sequence[NounPhrase]) -> list[Term]:
    found = []
    for np in group:
        term = context.term(np)
        if term is not None and (term.label in _PARTIES or (term.label is None and context.thing_label(np) == "ORG")):
            found.append(term)
    return found


def _fact(context: Context, clause: Clause, a: Term, b: Term, rule: str, act: str) -> Iterator[Fact]:
    if a.name != b.name and (a.label in BODIES or b.label in BODIES or rule != "works"):
        yield context.fact(
            a,
            PREDICATE,
            b,
            clause.sentence,
            rule,
            0.8 if a.label and b.label else 0.6,
            status=status_of(clause),
            qualifiers={"act": act},
        )


def _in_partnership(context: Context, sentence: Sentence) -> Iterator[Fact]:
    """A did something in partnership with B."""
    elements = sentence.elements
    for i, element in enumerate(elements[:-2]):
        noun = isinstance(element, NounPhrase) and singular(element.head.word) in (
            "partnership",
            "cooperation",
            "collaboration",
        )
        before = elements[i - 1] if i else None
        if not (noun and is_word(before, "in") and is_word(elements[i + 1], "with")):
            continue
        inner = elements[i + 2]
        clause = next((c for c in sentence.clauses if c.asserted and c.mode == "main" and not c.passive), None)
        if clause is None or not isinstance(inner, NounPhrase):
            continue
        group, _ = read_group(elements, i + 2, follows_verb=True)
        for a in _parties(context, clause.subjects):
            for b in context.terms(group, BODIES):
                yield from _fact(context, clause, a, b, "partnership", "partnership")
