"""Who provides what to whom: the clauses that offers_service and targets_group share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.facts._acts import ESTABLISHING
from extract.facts._clauses import Clause
from extract.facts._groups import is_group
from extract.facts._phrases import NounPhrase
from extract.facts.base import THINGS, Context, Sentence, Term
from extract.lexicon import words

_PROVIDING = words("provide offer")
_GIVING = words("give lend")
# What is given as a service; other gifts are money, prizes and things.
_HELP = words("help advice support assistance training guidance access lessons counsel counselling instruction")


@dataclass(frozen=True, slots=True)
class Offer:
    """`services` are what the thing provides, `users` those that the clause names as its receivers."""

    thing: Term
    clause: Clause
    services: Sequence[NounPhrase]
    users: Sequence[NounPhrase]
    with_: bool = False  # the services stand behind "with": "helps founders with visas"


def read_offers(context: Context) -> Iterator[Offer]:
    for sentence in context.sentences:
        for clause in sentence.clauses:
            if not stated(clause) or clause.passive:
                continue
            found = _services(context, clause)
            if found is None:
                continue
            services, users, behind_with = found
            for thing in _providers(context, sentence, clause):
                yield Offer(thing, clause, services, users, behind_with)


def stated(clause: Clause) -> bool:
    """Asserted, or within reach of whoever comes: "can also provide"."""
    can = clause.verb.possible and "can" in clause.verb.words and not clause.verb.denied and not clause.hypothetical
    return clause.asserted or can


def _services(context: Context, clause: Clause) -> tuple[Sequence[NounPhrase], Sequence[NounPhrase], bool] | None:
    verb = clause.verb.root
    users = [np for phrase in clause.phrases if phrase.preposition in ("for", "to") for np in phrase.terms]
    users = [np for np in users if is_group(context, np)]
    receivers = [np for np in clause.objects if is_group(context, np)]
    given = clause.governed("with")
    # "provides talents with support", "helps visitors with papers"
    if receivers and given and verb in (*_PROVIDING, "help", "assist", "support", "equip", "furnish"):
        return given, [*receivers, *users], True
    # "provides, offers, gives" services
    if verb in _PROVIDING or (verb in _GIVING and any(np.head.word in _HELP for np in clause.objects)):
        services = [np for np in clause.objects if not is_group(context, np)]
        # "gives help with visas, leases and insurance": the list behind "with" is what is given
        if len(services) == 1 and services[0].head.word in _HELP and len(given) > 1:
            return given, [*receivers, *users], True
        return (services, [*receivers, *users], False) if services else None
    return None


def _providers(context: Context, sentence: Sentence, clause: Clause) -> list[Term]:
    """The subject; of a purpose right behind what was set up, that thing: "set up a platform to provide"."""
    if clause.mode == "infinitive":
        for other in sentence.clauses:
            made = other.verb.root in ESTABLISHING and not other.passive and other.end <= clause.verb.start + 1
            if made and other.asserted and other.objects and other.end == clause.verb.start:
                return [term for np in other.objects if (term := context.term(np)) is not None]
    return context.terms(clause.subjects, THINGS)
