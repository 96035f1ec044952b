"""Whose a figure is: the body, event or programme that holds what is counted, else the place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extract.facts._acts import ESTABLISHING
from extract.facts._clauses import Clause
from extract.facts._lists import read_group
from extract.facts._phrases import NounPhrase
from extract.facts._verb_groups import VerbGroup
from extract.facts.base import PLACES, THINGS, Context, Sentence, Term, act_of, is_amount, is_word, singular
from extract.lexicon import words
from extract.types import Figure, Mention, Status

_MEASURED = frozenset({"PROGRAMME", "CENTER", "EVENT"})
"""What a sum, an area or a time that stands right before its name belongs to."""
_HOLDERS = THINGS | PLACES
_DEFINITE = frozenset({"the", "these", "those", "both", "this"})
_SPEECH = words("say tell note add announce report state")
_ANAPHORIC = words("them such these those whom they")
_ARGUMENTS = ("with", "to", "of", "at", "by", "as", "including", "from", "over", "across", "on")
_SITES = ("in", "at", "across", "of", "within", "under", "into", "through")
# What only a body or a scheme holds: "projects from the incubator", not "students from Peru".
_SOURCES = ("from", "for")
_MEASURES = words(
    "number total share proportion percentage population count amount sum value area size cost budget turnover output "
    "revenue investment volume length capacity rate majority half third quarter workforce gdp economy sale export"
)
_DIFFERENCES = words("more less lower higher fewer larger smaller up down above below")
_EXTENTS = words(
    "kilometers kilometres km meters metres meter metre m miles mile feet tons tonnes ton kilograms kg grams "
    "pounds litres liters gallons barrels degrees decibels weeks week hours hour minutes minute seconds mw gw "
    "megawatts gigawatts kilowatts kwh nights shillings centimeters centimetres millimeters millimetres"
)
_LASTING = words(
    "duration period term validity visa approval process processing waiting time permit stay lease contract programme "
    "program course deadline residence permission"
)
_REPORTS = words("report survey study list index figure data statistics")


@dataclass(frozen=True, slots=True)
class Holding:
    """A figure with its holder; `act` is the verb that links them ("attracted")."""

    figure: Figure
    holder: Term
    sentence: Sentence
    rule: str
    confidence: float
    status: Status
    act: str | None


def plain(value: Decimal) -> str:
    """The number in decimal digits, without exponent and trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_holdings(context: Context) -> Iterator[Holding]:
    """Every figure that states something, with its holder; figures without one are left out."""
    last: Holding | None = None
    for figure in context.figures:
        if figure.unit == "ratio" or _is_comparison(context, figure) or _is_extent(figure):
            continue
        sentence = context.sentence_of(figure.start_char)
        clause, np = _place(context, sentence, figure)
        if _is_reference(np, figure) or (clause is not None and not clause.asserted and not clause.planned):
            continue
        found = _holder(context, sentence, clause, np, figure)
        if found is None and last is not None and _takes_up(context, last, sentence, clause, figure):
            found = last.holder, "previous", 0.55
        if found is None:
            continue
        holder, rule, confidence = found
        if not _states_duration(figure, holder):
            continue
        perfect = clause is not None and not clause.planned and bool({"has", "have"} & set(clause.verb.words))
        # "will help the team to have 20 sticks", "invested in order to build 30 labs": not there yet
        ahead = clause is not None and (clause.planned or clause.mode == "infinitive")
        planned = (figure.planned and not perfect) or ahead
        last = Holding(
            figure,
            holder,
            sentence,
            rule,
            confidence,
            "planned" if planned else "done",
            act_of(clause) if clause else None,
        )
        yield last


def _is_comparison(context: Context, figure: Figure) -> bool:
    """ "35 percent lower", "9 percent more than": no share of anything."""
    behind = context.text[figure.end_char : figure.end_char + 12].lower().split()
    return figure.unit == "%" and bool(behind) and behind[0].strip(",.") in _DIFFERENCES


def _is_extent(figure: Figure) -> bool:
    """ "A corridor of 148 kilometers", "a 10-week course": how long or heavy one thing is, not how many there are."""
    return (figure.unit or "").lower() in _EXTENTS


def _place(context: Context, sentence: Sentence, figure: Figure) -> tuple[Clause | None, NounPhrase | None]:
    """The clause and the noun phrase that the figure stands in."""
    np = next(
        (
            e
            for e in sentence.elements
            if isinstance(e, NounPhrase) and context.doc[e.start].idx <= figure.start_char < _end(context, e.end)
        ),
        None,
    )
    for clause in sentence.clauses:
        if np is not None and any(subject is np for subject in clause.subjects) and clause.mode == "main":
            return clause, np
    behind = [c for c in sentence.clauses if context.doc[c.verb.start].idx <= figure.start_char]
    covering = [c for c in behind if figure.start_char < _end(context, c.end)]
    return (covering[-1] if covering else None), np


def _end(context: Context, token: int) -> int:
    last = context.doc[token - 1]
    return int(last.idx) + len(last)


def _is_reference(np: NounPhrase | None, figure: Figure) -> bool:
    """ "the two institutions" names what was told before."""
    if np is None or is_amount(figure):
        return False
    return np.determiner in _DEFINITE and np.owner is None


def _takes_up(context: Context, last: Holding, sentence: Sentence, clause: Clause | None, figure: Figure) -> bool:
    """ "80 percent of them", "such individuals numbered": what the sentence before, or this one, counted."""
    here = context.sentence_number(sentence.span.start_char)
    if here - context.sentence_number(last.sentence.span.start_char) > 1:
        return False
    # "80 percent of them … and 20 percent"
    if last.rule == "previous" and last.sentence is sentence and figure.unit == last.figure.unit == "%":
        return True
    span = context.doc.char_span(figure.start_char, figure.end_char, alignment_mode="expand") or sentence.span
    beside = context.doc[max(sentence.span.start, span.start - 3) : min(sentence.span.end, span.end + 3)]
    subjects = {word for np in clause.subjects for word in np.words} if clause is not None else set()
    return bool(({token.lower_ for token in beside} | subjects) & _ANAPHORIC)


def _states_duration(figure: Figure, holder: Term) -> bool:
    """A duration belongs to a programme or to what takes that long, not to a person's life."""
    if figure.unit not in ("days", "months", "years"):
        return True
    about = set((figure.what or "").lower().split())
    return holder.label == "PROGRAMME" or bool(about & _LASTING)


def _holder(
    context: Context, sentence: Sentence, clause: Clause | None, np: NounPhrase | None, figure: Figure
) -> tuple[Term, str, float] | None:
    # "Porto's seven museums"
    if np is not None and (owner := context.owner(np)) is not None and owner.label in _HOLDERS:
        return owner, "owner", 0.8
    # "launched the $50 million Vela Fund"
    named = np.mention if np is not None else None
    if named is not None and named.label in _MEASURED and _is_attribute(context, figure, named):
        return Term(named.name, named.label), "attribute", 0.85
    if clause is None or np is None:
        return None
    in_subject = any(subject is np for subject in clause.subjects)
    # "the incubator, where 26 brands are at home"
    for term in _where(context, sentence, np):
        return term, "where", 0.75
    # "set up the fund with a volume of 5 million"
    for term in _endowed(context, sentence, clause, np):
        return term, "endowed", 0.8
    if not in_subject and clause.verb.lemma not in _SPEECH and _is_argument(sentence, clause, np):
        # "the center has 30 labs", "the base has signed deals with 28 bodies"
        for term in _subjects(context, sentence, clause):
            return term, "subject", 0.85
    # "With 110 firms, the park is the largest in Sindh"
    if np.start < clause.verb.start and not in_subject and _opens(sentence, np, ("with", "at")):
        for term in _subjects(context, sentence, clause):
            return term, "leading", 0.75
    # "60 studios in the old mill"
    for term in _next_to(context, sentence, np):
        return term, "place", 0.75
    if not in_subject and not any(subject.head.word == "there" for subject in clause.subjects):
        return None
    # "30 labs have been built in Porto", "14 firms joined the Aire Incubator"
    for term in _behind(context, clause):
        return term, "place", 0.75
    # "30 firms have shown an interest in opening an office in the center"
    for inner in sentence.clauses:
        if inner.verb.start >= clause.end and inner.mode in ("gerund", "infinitive"):
            for term in _behind(context, inner):
                return term, "purpose", 0.6
    return _leading(context, sentence, clause)


def _is_attribute(context: Context, figure: Figure, named: Mention) -> bool:
    between = context.text[figure.end_char : named.start_char]
    return is_amount(figure) and figure.unit != "%" and figure.end_char <= named.start_char and not between.strip()


def _is_argument(sentence: Sentence, clause: Clause, np: NounPhrase) -> bool:
    """An object of the verb, or what stands after "with", "to" or "of"; "a cost of 5 million" counts as its head."""
    phrases = (p for p in clause.phrases if p.preposition in _ARGUMENTS)
    wanted = (np, _head_of(sentence, np))
    members = (*clause.objects, *(member for phrase in phrases for member in phrase.terms))
    return any(member is one for member in members for one in wanted)


def _head_of(sentence: Sentence, np: NounPhrase) -> NounPhrase:
    """Cost of "a cost of 5 million"."""
    i = next((i for i, element in enumerate(sentence.elements) if element is np), 0)
    before = sentence.elements[i - 2] if i >= 2 and is_word(sentence.elements[i - 1], "of") else None
    return before if isinstance(before, NounPhrase) else np


def _where(context: Context, sentence: Sentence, np: NounPhrase) -> Iterator[Term]:
    elements = sentence.elements
    i = next((i for i, element in enumerate(elements) if element is np), 0)
    before = elements[i - 2 - is_word(elements[i - 2], ",")] if i >= 3 and is_word(elements[i - 1], "where") else None
    if isinstance(before, NounPhrase):
        yield from context.terms([before], _HOLDERS)


def _endowed(context: Context, sentence: Sentence, clause: Clause, np: NounPhrase) -> Iterator[Term]:
    """The thing that is opened or founded with the figure."""
    if clause.verb.root not in ESTABLISHING:
        return
    head = _head_of(sentence, np)
    things = clause.subjects if clause.passive else clause.objects
    if any(member is head for phrase in clause.phrases if phrase.preposition == "with" for member in phrase.terms):
        yield from context.terms(things, _HOLDERS)


def _opens(sentence: Sentence, np: NounPhrase, prepositions: tuple[str, ...]) -> bool:
    """The phrase, or the list that it is part of, opens the sentence behind one of the prepositions."""
    return is_word(sentence.elements[0], *prepositions) and not any(
        isinstance(e, VerbGroup) for e in sentence.elements if e.end <= np.start
    )


def _subjects(context: Context, sentence: Sentence, clause: Clause) -> Iterator[Term]:
    """The subject, or the place or body in "the number of firms in Porto"."""
    for np in clause.subjects:
        term = context.resolve(np)
        if term is not None and term.label in _HOLDERS and np.head.word.rsplit(" ", 1)[-1] not in _REPORTS:
            yield term
        elif term is None and singular(np.head.word) in _MEASURES:
            yield from _inside(context, sentence, np, clause)


def _inside(context: Context, sentence: Sentence, np: NounPhrase, clause: Clause) -> Iterator[Term]:
    owner = context.owner(np)
    if owner is not None and owner.label in _HOLDERS:
        yield owner
    between = [e for e in sentence.elements if isinstance(e, NounPhrase) and np.start < e.start < clause.verb.start]
    yield from context.terms([e for e in between if not e.pronoun], _HOLDERS)
    yield from (term for e in between if (term := context.owner(e)) is not None and term.label in _HOLDERS)


def _next_to(context: Context, sentence: Sentence, np: NounPhrase) -> Iterator[Term]:
    """The place or body in the phrases that hang on the noun phrase."""
    elements = sentence.elements
    i = next((i for i, element in enumerate(elements) if element is np), len(elements))
    found: list[Term] = []
    while i + 2 < len(elements) and is_word(elements[i + 1], *_SITES, *_SOURCES):
        inner = elements[i + 2]
        if not isinstance(inner, NounPhrase):
            break
        group, _ = read_group(elements, i + 2, follows_verb=True)
        sited = is_word(elements[i + 1], *_SITES)
        named = list(_one_of(context, group))
        found += [term for term in named if sited or term.label in THINGS]
        # "friends from Bengaluru in India": the second place tells where the first is
        if any(term.label in PLACES for term in named):
            break
        i += 2
    yield from sorted(found, key=lambda term: term.label in PLACES)


def _named(context: Context, np: NounPhrase) -> Iterator[Term]:
    """The holder that the phrase names, else its owner: "in the center", "in Porto's schools"."""
    names = context.terms([np], _HOLDERS)
    yield from names
    owner = context.owner(np)
    if not names and owner is not None and owner.label in _HOLDERS:
        yield owner


def _behind(context: Context, clause: Clause) -> Iterator[Term]:
    groups: list[Sequence[NounPhrase]] = []
    for phrase in clause.phrases:
        # "by canneries in Fujian": the place of those who do it
        if phrase.preposition == "by":
            break
        if phrase.preposition in _SITES:
            groups.append(phrase.terms)
    if clause.verb.lemma in ("join", "attend", "enter", "visit", "settle", "apply", "participate"):
        groups.insert(0, clause.objects)
    found = [term for group in groups for term in _one_of(context, group)]
    yield from sorted(found, key=lambda term: term.label in PLACES)


def _one_of(context: Context, group: Sequence[NounPhrase]) -> Iterator[Term]:
    """The holder that the group names; several places together hold nothing alone."""
    named = [term for np in group for term in _named(context, np)]
    if len(named) == 1 or not any(term.label in PLACES for term in named):
        yield from named[:1]


def _leading(context: Context, sentence: Sentence, clause: Clause) -> tuple[Term, str, float] | None:
    """ "Thanks to the policy, 26 people have been granted …": what opens the sentence."""
    elements = sentence.elements
    if len(elements) < 2 or not is_word(elements[0], "thanks to", "under", "at", "in", "through"):
        return None
    first = elements[1]
    names = context.terms([first], _HOLDERS) if isinstance(first, NounPhrase) else []
    return (names[0], "leading", 0.6) if names and first.end <= clause.verb.start else None
