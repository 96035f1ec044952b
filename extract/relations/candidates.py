"""Every pair of ends that might make a fact, with the predicates that it might be of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from extract.facts.base import Context
from extract.relations.features import (
    RuleFacts,
    holder_before_features,
    holder_features,
    pair_features,
    payee_before_features,
    rule_features,
    topic_features,
)
from extract.relations.occurrences import TOPICS, Line, Occurrence, Outline, Topic, outline
from extract.relations.phrases import acts, noun_phrases, tells_of_money, tells_of_plans
from extract.types import Fact, Figure

_PLACES = frozenset({"CITY", "PLACE", "COUNTRY"})
_MAKERS = frozenset({"ORG", "CENTER", "PERSON"}) | _PLACES
_MADE = TOPICS | {"PLACE"}
ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "located_in": (_MADE | {"CITY", "PERSON"}, _PLACES | {"CENTER"}),
    "has_position": (frozenset({"PERSON"}), TOPICS | _PLACES),
    "date_established": (_MADE, frozenset({"DATE"})),
    "founded_by": (_MADE, _MAKERS),
    "operated_by": (_MADE, _MAKERS),
    "partner_with": (TOPICS | _PLACES, TOPICS | _PLACES),
    "part_of": (_MADE, TOPICS | _PLACES),
    "funds": (_MAKERS | {"PROGRAMME"}, TOPICS | {"PERSON", "PLACE"}),
    "plans": (_MAKERS | TOPICS, _MADE),
}
"""The labels that the subject and the object of each learned predicate may have; "established" is "founded_by"."""
DESCRIBED = ("offers_service", "targets_group", "focuses_on", "funds")
"""Predicates whose object may be a description, of a subject that is a name of DESCRIBING."""
DESCRIBING = TOPICS | _PLACES
HOLDERS = TOPICS | _PLACES | {"PERSON"}
HOLDING = ("has_count", "has_amount")
LEARNED = frozenset({*ENDS, *DESCRIBED, *HOLDING, "established"})
Features = Callable[[], Iterable[str]]
_TOPICS_READ = 4
_PLACES_READ = 2
_HOLDERS_READ = 6
_MOST_NAMES = 25
"""Names of a sentence that are paired: a longer list is a register, and its pairs grow with its square."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """`object` is a name or, for a figure, its value; `sentence` is the number of the stating sentence in `outline`,
    `ends` are where the subject and the object stand in it or before it; `features` are made when asked for."""

    subject: tuple[str, str]
    object: tuple[str, str]
    sentence: int
    features: Features
    predicates: tuple[str, ...]
    outline: Outline
    ends: tuple[Occurrence | Topic, Occurrence | Topic] | None = None
    asserted: bool = True
    figure: Figure | None = None
    rule: Fact | None = None

    @property
    def line(self) -> Line:
        return self.outline.lines[self.sentence]


def candidates(context: Context, facts: Iterable[Fact]) -> Iterator[Candidate]:
    """Pairs of names, figures with those who may hold them, and what the rules propose that is neither."""
    told = outline(context)
    rules = _by_ends(facts)
    seen: set[tuple[str, str]] = set()
    for number, line in enumerate(told.lines):
        for candidate in (*_pairs(told, line, number, rules), *_topics(told, line, number, rules)):
            seen.add((candidate.subject[0], candidate.object[0]))
            yield candidate
        for candidate in (*_holders(told, line, number, rules), *_described(context, told, line, number, rules)):
            seen.add((candidate.subject[0], candidate.object[0]))
            yield candidate
    for fact in facts:
        ends = (fact.subject, fact.object), (fact.object, fact.subject), (fact.subject, str(fact.value))
        learned = fact.predicate in LEARNED
        if not learned or not any(end in seen for end in ends):
            yield Candidate(
                (fact.subject, fact.subject_label or ""),
                (fact.object, fact.object_label or ""),
                context.sentence_number(fact.evidence[0].start_char),
                partial(rule_features, fact),
                (fact.predicate,),
                told,
                rule=fact,
            )


def _by_ends(facts: Iterable[Fact]) -> RuleFacts:
    found: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.predicate in HOLDING:
            found[fact.subject, str(fact.value)].append(fact)
        elif fact.predicate == "established":
            found[fact.object, fact.subject].append(fact)
        else:
            found[fact.subject, fact.object].append(fact)
    return found


@cache
def _fitting(subject: str, object: str) -> tuple[str, ...]:
    return tuple(name for name, (left, right) in ENDS.items() if subject in left and object in right)


def _pairs(told: Outline, line: Line, number: int, rules: RuleFacts) -> Iterator[Candidate]:
    names = line.names[:_MOST_NAMES]
    for a in names:
        for b in names:
            fitting = _fitting(a.label, b.label)
            if a.name != b.name and fitting:
                features = partial(pair_features, line, a, b, rules)
                said = _is_asserted(a, b)
                yield _candidate(a, b, number, features, fitting, told, said)


def _topics(told: Outline, line: Line, number: int, rules: RuleFacts) -> Iterator[Candidate]:
    """A person, a date, a maker or a payer of this sentence with what the sentences before were about."""
    here = {one.name for one in line.names}
    topics = [t for t in _with_main(told, number, TOPICS, _TOPICS_READ) if t.name not in here]
    names = line.names[:_MOST_NAMES]
    held = told.topics(number, _PLACES, _PLACES_READ) if any(one.label == "PERSON" for one in names) else []
    governed = [t for t in held if t.name not in here]
    payees, payers = (topics, ENDS["funds"][0]) if tells_of_money(line) else ([], frozenset[str]())
    for one in names:
        for topic in (*topics, *governed) if one.label == "PERSON" else topics:
            person = one.label == "PERSON"
            subject, object = (one, topic) if person else (topic, one)
            fitting: tuple[str, ...] = ("has_position",) if person else _fitting(topic.label, one.label)
            if fitting:
                features = partial(topic_features, line, topic, one, told, rules)
                yield _candidate(subject, object, number, features, fitting, told, _is_asserted(one))
        for topic in payees if one.label in payers else ():
            features = partial(payee_before_features, line, topic, one, told, rules)
            yield _candidate(one, topic, number, features, ("funds",), told, _is_asserted(one))


def _with_main(told: Outline, number: int, labels: frozenset[str], most: int) -> list[Topic]:
    topics = told.topics(number, labels, most)
    if told.main is not None and all((t.name, t.label) != told.main for t in topics) and number > 0:
        last = told.last(number, told.main)
        topics.append(Topic(*told.main, rank=most, distance=5, was_subject=False, at=last))
    return topics


def _holders(told: Outline, line: Line, number: int, rules: RuleFacts) -> Iterator[Candidate]:
    holders = [one for one in line.names if one.label in HOLDERS][:_MOST_NAMES]
    here = {one.name for one in holders}
    topics = [t for t in _with_main(told, number, HOLDERS, _HOLDERS_READ) if t.name not in here] if line.figures else []
    for of in line.figures:
        figure = of.figure
        if figure is None or figure.unit == "ratio":
            continue
        for holder in _nearest(holders, of):
            features = partial(holder_features, line, of, holder, told, rules)
            yield _holding(holder, of, number, features, told)
        for topic in topics:
            features = partial(holder_before_features, line, of, topic, told, rules)
            yield _holding(topic, of, number, features, told)


def _described(context: Context, told: Outline, line: Line, number: int, rules: RuleFacts) -> Iterator[Candidate]:
    """Noun phrases and acts with the names that may be their subjects."""
    sentence = context.sentences[number]
    subjects = [one for one in line.names if one.label in DESCRIBING | {"PERSON"}][:_MOST_NAMES]
    here = {one.name for one in subjects}
    topics = [t for t in _with_main(told, number, DESCRIBING, _TOPICS_READ) if t.name not in here]
    described = (*DESCRIBED, "plans") if tells_of_plans(line) else DESCRIBED
    for tasks, found in (
        (described, noun_phrases(context, sentence, line, number)),
        (("plans",), acts(context, sentence, line, number)),
    ):
        for one in found:
            for subject in _nearest(subjects, one):
                if subject.label != "PERSON" or tasks == ("plans",):
                    features = partial(pair_features, line, subject, one, rules)
                    yield _candidate(subject, one, number, features, tasks, told, _is_asserted(one))
            for topic in topics:
                features = partial(topic_features, line, topic, one, told, rules)
                yield _candidate(topic, one, number, features, tasks, told, _is_asserted(one))


def _candidate(
    a: Occurrence | Topic,
    b: Occurrence | Topic,
    number: int,
    features: Features,
    tasks: tuple[str, ...],
    told: Outline,
    said: bool,
) -> Candidate:
    return Candidate((a.name, a.label), (b.name, b.label), number, features, tasks, told, (a, b), said)


def _nearest(holders: Iterable[Occurrence], of: Occurrence) -> Iterable[Occurrence]:
    """One occurrence a name: the nearest to the figure."""
    found: dict[str, Occurrence] = {}
    for holder in sorted(holders, key=lambda one: abs(one.item - of.item)):
        found.setdefault(holder.name, holder)
    return found.values()


def _holding(holder: Occurrence | Topic, of: Occurrence, number: int, features: Features, told: Outline) -> Candidate:
    return Candidate(
        (holder.name, holder.label),
        (str(of.figure.value) if of.figure else "", ""),
        number,
        features,
        ("holding",),
        told,
        (holder, of),
        _is_asserted(of),
        of.figure,
    )


def _is_asserted(*ends: Occurrence) -> bool:
    """No clause that one of them stands in denies it or speaks of what may be."""
    return all(one.role is None or one.role.asserted for one in ends)
