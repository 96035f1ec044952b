"""What a body, a center or a scheme provides to its users, one fact a listed item."""

from __future__ import annotations

from collections.abc import Iterator

from extract.facts._groups import is_group
from extract.facts._offers import Offer, read_offers
from extract.facts._phrases import NounPhrase
from extract.facts.base import Context, clean, is_amount, is_word, singular, status_of
from extract.lexicon import words
from extract.types import Fact

PREDICATE = "offers_service"
DESCRIPTION = "thing → service: provides, gives, helps with; one fact a listed item"

EXAMPLES = [
    (
        "The Aire Incubator offers legal advice, mentoring and office space.",
        [
            ("Aire Incubator", "legal advice"),
            ("Aire Incubator", "mentoring"),
            ("Aire Incubator", "office space"),
        ],
    ),
    (
        "The Harbour Lab helps founders with visa applications and tax numbers.",
        [("Harbour Lab", "visa applications"), ("Harbour Lab", "tax numbers")],
    ),
    (
        "The Harbour Lab can also provide overseas talents with support in housing and healthcare.",
        [("Harbour Lab", "support in housing"), ("Harbour Lab", "support in healthcare")],
    ),
    ("The Aire Incubator grew by offering free training to graduates.", [("Aire Incubator", "free training")]),
    ("The Harbour Lab helps expats apply for work permits.", [("Harbour Lab", "help expats apply for work permits")]),
]
COUNTER_EXAMPLES = [
    "The Aire Incubator does not offer legal advice.",
    "The Aire Incubator might offer legal advice.",
    "The Aire Incubator offers better prospects.",
    "The Aire Incubator offered 2 million euros to Leeds University.",
    "The Aire Incubator offers opportunities.",
    "Porto offers a mild climate.",
]

# Nothing that a user is served with.
_NO_SERVICES = words(
    """
    opportunity chance evidence room basis way example glimpse insight prospect hope proof climate environment reason
    view detail information result insight place answer alternative advantage benefit condition future momentum boost
    job position platform solution year
    """
)
_COMPARING = words(
    "financial better wider greater more broader bigger higher lower larger fewer best favorable favourable"
)
# "support in A, B and C": the head belongs to each of them.
_SHARED = words("support help assistance advice guidance training services service subsidies")


def find(context: Context) -> Iterator[Fact]:
    for offer in read_offers(context):
        for np in offer.services:
            for text in _texts(context, offer, np):
                yield _fact(context, offer, text, offer.clause.verb.root)
    yield from _helps(context)


def _texts(context: Context, offer: Offer, np: NounPhrase) -> Iterator[str]:
    """The service as a phrase, once for each of what a shared head governs."""
    head = singular(np.head.word)
    if np.pronoun or np.mention is not None or head in _NO_SERVICES or set(np.words) & _COMPARING:
        return
    if any(unit.kind == "number" for unit in np.core[:1]) or _holds_amount(context, np):
        return
    if np.head.word in _SHARED:
        for phrase in offer.clause.phrases:
            shared = phrase.preposition in ("in", "with") and phrase.terms and not is_group(context, phrase.terms[0])
            if shared and phrase.terms[0].start >= np.end and np not in phrase.terms and len(phrase.terms) > 1:
                for inner in phrase.terms:
                    yield f"{context.phrase(np, frozenset())} {phrase.preposition} {context.phrase(inner)}"
                return
    yield context.phrase(np)


def _holds_amount(context: Context, np: NounPhrase) -> bool:
    start, end = context.doc[np.start].idx, context.doc[np.end - 1].idx
    return any(start <= figure.start_char <= end and is_amount(figure) for figure in context.figures)


def _fact(context: Context, offer: Offer, text: str, rule: str) -> Fact:
    users = [context.phrase(np) for np in offer.users]
    return context.fact(
        offer.thing,
        PREDICATE,
        text,
        offer.clause.sentence,
        rule.replace(" ", "_"),
        0.8,
        status=status_of(offer.clause),
        qualifiers={"to": users[0] if users else None},
    )


def _helps(context: Context) -> Iterator[Fact]:
    """Thing helps users do something."""
    for sentence in context.sentences:
        for clause, act in zip(sentence.clauses, sentence.clauses[1:], strict=False):
            follows = act.verb.form == "base" and act.verb.start - clause.verb.end <= 6
            helping = clause.verb.root in ("help", "assist") and follows
            can = clause.asserted or (clause.verb.possible and "can" in clause.verb.words)
            users = [np for np in clause.objects if is_group(context, np)]
            if not (helping and can and users) or clause.passive or clause.hypothetical or clause.verb.denied:
                continue
            targets = act.objects or next((p.terms for p in act.phrases if p.preposition in ("for", "to", "with")), ())
            for thing in context.terms(clause.subjects, frozenset({"CENTER", "PROGRAMME", "ORG"})):
                for np in targets or ():
                    if not is_word(np.head, "it") and not np.pronoun:
                        start = context.doc[users[0].start : targets[0].start].text
                        text = clean(f"help {start} {context.phrase(np)}")
                        offer = Offer(thing, clause, targets, users)
                        yield _fact(context, offer, text, "help")
