"""Where a thing is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.facts._acts import ESTABLISHING, HOLDING, MIDDLE, described, things
from extract.facts._clauses import Clause
from extract.facts._lists import read_group
from extract.facts._phrases import Element, NounPhrase
from extract.facts._verb_groups import VerbGroup
from extract.facts.base import (
    PLACES,
    THING_NOUNS,
    Context,
    Sentence,
    Term,
    is_word,
    place_of,
    singular,
    standing_of,
    status_of,
)
from extract.gazetteer import lies_elsewhere, lies_in
from extract.lexicon import words
from extract.types import Fact

PREDICATE = "located_in"
DESCRIPTION = "thing or place → place: seat, site, venue, or the larger place around it"

EXAMPLES = [
    ("The Aire Incubator is located in Leeds.", [("Aire Incubator", "Leeds")]),
    ("Located in Leeds, the Scheldt Innovation Centre serves start-ups.", [("Scheldt Innovation Centre", "Leeds")]),
    ("The Baltic Startup Summit was held in Tallinn.", [("Baltic Startup Summit", "Tallinn")]),
    ("Leeds-based Northern Bank Ltd. signed the deal.", [("Northern Bank Ltd.", "Leeds")]),
    ("He flew to Porto, Portugal.", [("Porto", "Portugal")]),
    ("Perth, the capital and largest city of Western Australia, opened a fund.", [("Perth", "Western Australia")]),
    ("The Aire Incubator has settled in Leeds.", [("Aire Incubator", "Leeds")]),
    ("Porto opened the Aire Incubator in the city hall of Leeds.", [("Aire Incubator", "Leeds")]),
    (
        "It drew firms from Shanghai, Hefei in Anhui Province, Suzhou and Wuxi in Jiangsu and Porto.",
        [("Hefei", "Anhui Province"), ("Suzhou", "Jiangsu"), ("Wuxi", "Jiangsu")],
    ),
]
COUNTER_EXAMPLES = [
    "The Aire Incubator is not located in Leeds.",
    "The Aire Incubator may be located in Leeds.",
    "The Aire Incubator was praised in London.",
    "Maria Santos was born in Porto.",
    "Israel's Silicon Valley has 30 firms.",
    "It has branches in Shanghai, Jiangsu and Zhejiang.",
]

_HERE = frozenset({"CENTER", "ORG", "EVENT", "PLACE", "CITY"})
_SEATS = words("seat headquarters headquarter office base home campus")
_STARTING = words("start begin")
_WORK = words("work operation operations lessons classes business service services teaching production trading")
_SEATED = words("locate situate base headquarter site house station settle lie sit stand nestle operate")
_PASSIVE_SEATED = words("locate situate base headquarter site house station")
_IN = ("in", "at", "within", "inside", "near")
_PARTS = words("capital city town district county municipality suburb village port")
_ABROAD = words("overseas foreign abroad offshore global")
_PLACE_NOUNS = words(
    "city town district park port area region province capital center centre hub incubator space zone neighborhood "
    "neighbourhood municipality county village airport university lab base accelerator"
)


def find(context: Context) -> Iterator[Fact]:
    for clause in context.clauses:
        if clause.asserted and clause.mode in ("main", "relative", "reduced"):
            yield from _seat(context, clause)
            yield from _site_of_act(context, clause)
            yield from _copula(context, clause)
        # "X, to be located in Y"
        elif clause.asserted and clause.mode == "infinitive" and clause.passive:
            yield from _seat(context, replace(clause, planned=True))
    for sentence in context.sentences:
        for i, element in enumerate(sentence.elements):
            if isinstance(element, NounPhrase):
                yield from _within(context, sentence, i)
                yield from _known(context, sentence, i)
                yield from _owner(context, sentence, element)
                yield from _based(context, sentence, element)
                yield from _apposition(context, sentence, i)
                yield from _gathered(context, sentence, i)
    yield from _names(context)


def _seat(context: Context, clause: Clause) -> Iterator[Fact]:
    """Thing is located in place; thing has settled in place."""
    verb = clause.verb.lemma
    # thing has its seat in place; thing started work in place
    held = verb == "have" and clause.objects and clause.objects[0].head.word in _SEATS
    works = verb in _STARTING and clause.objects and clause.objects[0].head.word in _WORK
    if (held and clause.objects[0].owner is not None) or works:
        for thing in context.terms(clause.subjects, frozenset(_HERE)):
            yield from _facts(context, clause, thing, place_of(clause, context), "seat", 0.85)
        return
    if verb not in _SEATED or (verb in _PASSIVE_SEATED and not clause.passive) or clause.objects:
        return
    for thing in context.terms(_with_instances(context, clause), frozenset(_HERE)):
        yield from _facts(context, clause, thing, place_of(clause, context), "seat", 0.9)


def _with_instances(context: Context, clause: Clause) -> Sequence[NounPhrase]:
    """The subject, or the names behind it: "incubators, represented by X, have settled"; "firms, including X and Y"."""
    if not clause.subjects or any(context.resolve(np) for np in clause.subjects):
        return clause.subjects
    elements = context.sentence_of(clause.sentence.start_char).elements
    start = next((i for i, e in enumerate(elements) if e is clause.subjects[-1]), len(elements))
    for i in range(start + 1, min(start + 4, len(elements) - 1)):
        if is_word(elements[i], "including", "like", "such as", "represented by", "namely"):
            inner = elements[i + 1]
            return read_group(elements, i + 1, follows_verb=False)[0] if isinstance(inner, NounPhrase) else ()
    return ()


def _site_of_act(context: Context, clause: Clause) -> Iterator[Fact]:
    """Thing was opened in place; actor opened thing in place."""
    verb = clause.verb.root
    if verb not in ESTABLISHING | HOLDING | MIDDLE:
        return
    middle = not clause.passive and not clause.objects and verb in MIDDLE
    group = clause.subjects if clause.passive or middle else clause.objects
    for np, thing in things(group, verb, context):
        if thing.label in _HERE or (thing.label is None and _is_single(np, context)):
            yield from _facts(context, clause, thing, place_of(clause, context), "site", 0.8)


def _is_single(np: NounPhrase, context: Context) -> bool:
    """One described center, body or event; counted ones are told as a count."""
    return context.thing_label(np) in ("CENTER", "EVENT", "ORG") and np.core[0].kind != "number"


def _copula(context: Context, clause: Clause) -> Iterator[Fact]:
    """Thing is the first maker space in place."""
    if clause.verb.lemma != "be" or clause.passive or len(clause.objects) != 1:
        return
    kind = clause.objects[0]
    if kind.mention is not None or singular(kind.head.word) not in _PLACE_NOUNS:
        return
    places = [
        place for phrase in clause.phrases[:1] if phrase.preposition in _IN for place in context.places(phrase.terms)
    ]
    for thing in context.terms(clause.subjects, frozenset(_HERE)):
        yield from _facts(context, clause, thing, places, "copula", 0.75)


def _facts(
    context: Context, clause: Clause, thing: Term, places: Sequence[Term], rule: str, confidence: float
) -> Iterator[Fact]:
    for place in places:
        if place.name != thing.name:
            yield context.fact(thing, PREDICATE, place, clause.sentence, rule, confidence, status=status_of(clause))


def _within(context: Context, sentence: Sentence, i: int) -> Iterator[Fact]:
    """ "Thing in place": one place, or a list of sites."""
    elements = sentence.elements
    np = elements[i]
    assert isinstance(np, NounPhrase)
    if i + 2 >= len(elements) or not is_word(elements[i + 1], *_IN) or not isinstance(elements[i + 2], NounPhrase):
        return
    before = elements[i - 1] if i else None
    thing = context.resolve(np)
    # not "founded by A and B in place", where the place is that of the act
    if is_word(_before_list(elements, i), "by", "between"):
        return
    if thing is None and context.thing_label(np) == "CENTER" and described(np) and not _is_predicate(before):
        thing = context.term(np)
    if thing is None or (thing.label not in _HERE and thing.label is not None) or np.pronoun:
        return
    if thing.label == "CITY" and is_word(elements[i - 1] if i else None, "in", "to", "from") is False and i:
        return
    group, _ = read_group(elements, i + 2, follows_verb=False)
    named = np.mention is not None and np.mention.name == thing.name and np.determiner not in ("a", "an")
    status = "done" if named and not _is_being_built(sentence, np) else standing_of(context, sentence, np)
    for place in context.places(group):
        if place.name != thing.name and status is not None:
            yield context.fact(thing, PREDICATE, place, sentence.span, "within", 0.75, status=status)


def _known(context: Context, sentence: Sentence, i: int) -> Iterator[Fact]:
    """ "Hefei in Anhui, Suzhou and Wuxi in Jiangsu": in a list too, where the gazetteer has the cities there."""
    elements = sentence.elements
    if i + 2 >= len(elements) or not is_word(elements[i + 1], *_IN, ","):
        return
    larger = _place(context, elements[i + 2])
    if larger is None:
        return
    members = [i]
    while is_word(elements[i + 1], *_IN) and members[-1] >= 2 and is_word(elements[members[-1] - 1], ",", "and"):
        members.append(members[-1] - 2)
    for member in members:
        place = _place(context, elements[member])
        if place is None or not lies_in(place.name, larger.name):
            return
        yield context.fact(place, PREDICATE, larger, sentence.span, "known", 0.9)


def _place(context: Context, element: Element) -> Term | None:
    """The city, region or country that the phrase names, and no more."""
    if not isinstance(element, NounPhrase) or element.mention is None or element.mention.label not in PLACES:
        return None
    return Term(element.mention.name, element.mention.label)


def _before_list(elements: Sequence[Element], i: int) -> Element | None:
    """What stands before the list that the phrase at `i` ends."""
    while i >= 2 and is_word(elements[i - 1], "and", ",") and isinstance(elements[i - 2], NounPhrase):
        i -= 2
    return elements[i - 1] if i else None


def _is_being_built(sentence: Sentence, np: NounPhrase) -> bool:
    """The name is what a verb of founding or opening is about."""
    acts = (c for c in sentence.clauses if c.verb.root in ESTABLISHING | MIDDLE)
    return any(np is member for clause in acts for member in (*clause.subjects, *clause.objects))


def _is_predicate(before: Element | None) -> bool:
    """After "is" or a comma the description is of a thing that has a name."""
    return is_word(before, ",") or (isinstance(before, VerbGroup) and before.lemma in ("be", "become"))


def _gathered(context: Context, sentence: Sentence, i: int) -> Iterator[Fact]:
    """ "Place, where X and Y are gathered"."""
    elements = sentence.elements
    np = elements[i]
    assert isinstance(np, NounPhrase)
    place = context.resolve(np)
    j = i + 1 + is_word(elements[i + 1] if i + 1 < len(elements) else None, ",")
    if place is None or place.label not in PLACES or j >= len(elements) or not is_word(elements[j], "where"):
        return
    clause = next((c for c in sentence.clauses if c.verb.start >= elements[j].end), None)
    if clause is None or not clause.asserted or clause.verb.lemma not in _SEATED | {"gather", "cluster", "concentrate"}:
        return
    for thing in context.terms(_with_instances(context, clause), frozenset(_HERE)):
        yield from _facts(context, clause, thing, [place], "where", 0.7)


def _owner(context: Context, sentence: Sentence, np: NounPhrase) -> Iterator[Fact]:
    """ "Place's thing", unless the thing is abroad."""
    if np.mention is None or np.mention.label not in ("CENTER", "PLACE", "ORG", "CITY") or np.owner is None:
        return
    owner = context.owner(np)
    if owner is None or owner.label not in PLACES or _ABROAD & set(np.mention.text.lower().split()):
        return
    if np.mention.label in PLACES and lies_elsewhere(np.mention.name, owner.name):
        return
    if np.owner.kind == "name" and owner.name != np.mention.name:
        thing = Term(np.mention.name, np.mention.label)
        yield context.fact(thing, PREDICATE, owner, sentence.span, "possessive", 0.75)


def _based(context: Context, sentence: Sentence, np: NounPhrase) -> Iterator[Fact]:
    """ "Place-based thing"."""
    term = context.resolve(np)
    if term is None or term.label not in ("ORG", "CENTER"):
        return
    for unit, after in zip(np.units, np.units[1:], strict=False):
        if after.word in ("-based", "-headquartered") and unit.mention is not None and unit.mention.label in PLACES:
            place = Term(unit.mention.name, unit.mention.label)
            yield context.fact(term, PREDICATE, place, sentence.span, "based", 0.9)


def _apposition(context: Context, sentence: Sentence, i: int) -> Iterator[Fact]:
    """ "City, country"; "X, the largest city in place"."""
    elements = sentence.elements
    np = elements[i]
    assert isinstance(np, NounPhrase)
    thing = context.resolve(np)
    if (
        thing is None
        or thing.label not in _HERE
        or np.pronoun
        or i + 2 >= len(elements)
        or not is_word(elements[i + 1], ",")
    ):
        return
    inner = elements[i + 2]
    if not isinstance(inner, NounPhrase):
        return
    place = context.resolve(inner)
    if place is not None and place != thing:
        if thing.label == "CITY" and place.label in ("COUNTRY", "PLACE") and _is_pair(elements, i):
            yield context.fact(thing, PREDICATE, place, sentence.span, "city_country", 0.85)
        return
    kind = inner.mention is None and singular(inner.head.word) in _PLACE_NOUNS | THING_NOUNS.keys()
    joining = ("of", *_IN) if singular(inner.head.word) in _PARTS else _IN
    j = i + 3
    # "the capital and largest city of"
    if j + 1 < len(elements) and is_word(elements[j], "and") and isinstance(elements[j + 1], NounPhrase):
        j += 2
    if kind and j + 1 < len(elements) and is_word(elements[j], *joining):
        site = elements[j + 1]
        for found in context.places([site] if isinstance(site, NounPhrase) else []):
            if found.name != thing.name:
                yield context.fact(thing, PREDICATE, found, sentence.span, "apposition", 0.8)


def _is_pair(elements: Sequence[Element], i: int) -> bool:
    """ "in City, Country" and no list of places around it."""
    before = elements[i - 2] if i >= 2 and is_word(elements[i - 1], ",", "and", "or") else None
    after = elements[i + 4] if i + 4 < len(elements) and is_word(elements[i + 3], ",", "and", "or") else None
    names = [e for e in (before, after) if isinstance(e, NounPhrase)]
    return not any(e.mention is not None and e.mention.label in PLACES for e in names)


def _names(context: Context) -> Iterator[Fact]:
    """The place in the thing's own name or description: "Support Base for Returnees in Ostrava Free Zone"."""
    places = {m.name: m for m in context.mentions if m.label in PLACES}
    places |= {m.text: m for m in context.mentions if m.label in PLACES}
    for mention in context.mentions:
        if mention.label in ("CENTER", "ORG", "EVENT") and " in " in mention.name and not mention.name[0].islower():
            tail = mention.name.rsplit(" in ", 1)[1].removeprefix("the ").strip()
            place = places.get(tail)
            name = place.name if place else tail
            if place is not None or tail[:1].isupper():
                thing = Term(mention.name, mention.label)
                sentence = context.sentence_of(mention.start_char).span
                yield context.fact(
                    thing, PREDICATE, Term(name, place.label if place else "PLACE"), sentence, "name", 0.7
                )
