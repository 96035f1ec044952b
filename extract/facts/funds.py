"""Who pays, grants or invests, for whom or for what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.facts._acts import actors, agents
from extract.facts._clauses import Clause
from extract.facts._holders import plain
from extract.facts._payments import Payment, is_payee, payments
from extract.facts._phrases import NounPhrase
from extract.facts.base import ACTORS, THINGS, Context, Term, is_amount, status_of
from extract.lexicon import words
from extract.types import Fact, Figure

PREDICATE = "funds"
DESCRIPTION = "payer → payee or purpose: invests, grants, subsidises, earmarks"

EXAMPLES = [
    ("Porto has invested 20 million euros in the Harbour Lab.", [("Porto", "Harbour Lab")]),
    ("Nordic Group donated $2 million to Harbour University.", [("Nordic Group", "Harbour University")]),
    ("The Harbour Lab is funded by Nordic Group.", [("Nordic Group", "Harbour Lab")]),
    ("Brightsea Technologies raised 5 million euros from Nordic Group.", [("Nordic Group", "Brightsea Technologies")]),
    ("Nordic Group distributed 20 million euros to 74 firms.", [("Nordic Group", "74 firms")]),
    ("Porto pays each apprentice 600 euros a month.", [("Porto", "apprentice")]),
    ("The Harbour Lab is full. Porto added 2 million euros.", [("Porto", "Harbour Lab")]),
    ("The Harbour Lab mended its roof with 120,000 euros from Nordic Group.", [("Nordic Group", "Harbour Lab")]),
]
COUNTER_EXAMPLES = [
    "Porto has not invested 20 million euros in the Harbour Lab.",
    "Porto may invest 20 million euros in the Harbour Lab.",
    "Porto invested time in the talks.",
    "Nordic Group paid 4 million euros for the plot.",
    "Porto will spend 4 million euros in two phases.",
]

_GIVING = words(
    "invest grant allocate earmark donate award provide offer give contribute commit pledge spend pay disburse lend "
    "inject"
)
_FUNDING = words("fund finance subsidise subsidize sponsor endow co-fund back support")
_TAKING = words("receive raise secure win obtain get attract")
_TOWARDS = ("in", "into", "to", "for", "toward", "towards")
_PAYEES = (ACTORS | THINGS) - {"PERSON"}


def find(context: Context) -> Iterator[Fact]:
    told: set[tuple[str, int]] = set()
    for fact in _in_clauses(context):
        told.add((fact.subject, fact.evidence[0].start_char))
        yield fact
    for one in payments(context):
        if (one.payer.name, one.sentence.span.start_char) not in told:
            yield _of_payment(context, one)


def _of_payment(context: Context, one: Payment) -> Fact:
    return context.fact(
        one.payer,
        PREDICATE,
        one.payee,
        one.sentence.span,
        "payment",
        0.7,
        status="planned" if one.ahead else "done",
        value=one.money.value if one.money else None,
        unit=one.money.unit if one.money else None,
        qualifiers=_amount(one.money) if one.money else None,
    )


def _in_clauses(context: Context) -> Iterator[Fact]:
    for clause in context.clauses:
        if clause.asserted and clause.mode in ("main", "relative", "reduced"):
            yield from _paid(context, clause)


def _paid(context: Context, clause: Clause) -> Iterator[Fact]:
    verb = clause.verb.root
    money = _money(context, (*clause.objects, *clause.governed("with")))
    payers: Sequence[Term] = ()
    payees: Sequence[Term] = ()
    # payer invested money in payee
    if verb in _GIVING and not clause.passive and (money or (verb == "invest" and not clause.objects)):
        payers, payees = _payers(clause, context), _payees(context, clause)
    # payer funds payee
    elif verb in _FUNDING - {"back", "support"} and not clause.passive:
        payers, payees = _payers(clause, context), context.terms(clause.objects, frozenset(_PAYEES))
    # payee is funded by payer; payee was awarded money by payer
    elif verb in _FUNDING | _GIVING and clause.passive and (money or verb in _FUNDING):
        payers = agents(clause, context)
        payees = context.terms(clause.subjects, frozenset(_PAYEES))
    # payee raised money from payer
    elif verb in _TAKING and money and not clause.passive:
        payers = context.terms(clause.governed("from"), frozenset(_PAYEES | {"PERSON"}))
        payees = context.terms(clause.subjects, frozenset(_PAYEES))
    for payer in payers:
        for payee in payees:
            if payer.name != payee.name:
                yield _fact(context, clause, payer, payee, money)


def _payers(clause: Clause, context: Context) -> list[Term]:
    programmes = context.terms(clause.subjects, frozenset({"PROGRAMME"}))
    return [*actors(clause.subjects, context), *programmes]


def _payees(context: Context, clause: Clause) -> list[Term]:
    """After "in", "to" or "for"; else the object that is no money: "gave the lab 2 million euros"."""
    for phrase in clause.phrases:
        # what is paid for land and goods is their price
        if phrase.preposition not in _TOWARDS or (phrase.preposition == "for" and clause.verb.root == "pay"):
            continue
        terms = [context.term(np) for np in phrase.terms]
        found = [t for t in terms if t is not None and t.label not in ("DATE", "PERSON") and is_payee(t.name)]
        place_alone = phrase.preposition == "in" and all(t.label in (None, "CITY") for t in found)
        return found[:1] if place_alone else found
    return [t for np in clause.objects if not _money(context, [np]) and (t := context.resolve(np)) is not None]


def _money(context: Context, group: Sequence[NounPhrase]) -> Figure | None:
    for np in group:
        start, end = context.doc[np.start].idx, context.doc[np.end - 1].idx + len(context.doc[np.end - 1])
        for figure in context.figures:
            if start <= figure.start_char < end and is_amount(figure) and len(figure.unit or "") == 3:
                return figure
    return None


def _fact(context: Context, clause: Clause, payer: Term, payee: Term, money: Figure | None) -> Fact:
    return context.fact(
        payer,
        PREDICATE,
        payee,
        clause.sentence,
        clause.verb.root.replace(" ", "_"),
        0.8 if payee.label else 0.65,
        status=status_of(clause),
        value=money.value if money else None,
        unit=money.unit if money else None,
        qualifiers=_amount(money) if money else None,
    )


def _amount(money: Figure) -> dict[str, str | None]:
    return {
        "amount": plain(money.value),
        "currency": money.unit if money.unit != "%" else None,
        "qualifier": money.qualifier,
        "per": money.per,
    }
