"""The learned facts: candidates that the weights find likely, beside and over what the rules propose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.facts._holders import Holding
from extract.facts.base import Context, Term, is_amount
from extract.facts.has_amount import amount_fact
from extract.facts.has_count import count_fact
from extract.relations.barred import is_barred
from extract.relations.candidates import HOLDING, Candidate, candidates
from extract.relations.features import is_after, status_features
from extract.relations.outlook import Outlook, outlook
from extract.relations.phrases import ACT, PHRASE
from extract.relations.shares import Odds, with_odds
from extract.types import Fact, Status
from extract.weights import odds_of, probability

LEAST = 0.45
"""Probability from which the weights alone make a fact."""
LEAST_HELD = 0.42
"""The same for the holder of a figure, which is the likeliest of all that might hold it."""
KEPT_OF_ODDS = 0.8
"""Of a told fact's log-odds: the likeliest of many candidates is less likely than it looks, and names are misread."""
# A place is named in many sentences that do not say what lies there.
_LEAST_OF = {"located_in": 0.75, "plans": 0.5, "date_established": 0.47, "holding": LEAST_HELD}
_OF_ONE = frozenset({"founded_by", "operated_by", "located_in"})
_AHEAD = 0.1
"""Probability from which a learned fact is told as planned: telling a plan as done is the worse error. In
cross-validation on the train part one planned fact in seven was then told as done, one done in eight as planned."""
_AHEAD_OF_RULE = 0.5
"""The same where a rule has read the clause as done."""


def judged(context: Context, rules: Sequence[Fact]) -> list[Fact]:
    """The facts of the rules, each with its probability as confidence, and those that the weights alone find.

    A figure and a description go to their likeliest holder; what a clause denies or only thinks of makes no fact.
    """
    shares: dict[int, float] = {}
    coming: dict[int, float] = {}
    best: dict[tuple[object, ...], Found] = {}
    told_ends, seen = _ends(rules), outlook(context)
    posted = {fact.subject for fact in rules if fact.predicate == "has_position"}
    for odds in with_odds(context, list(candidates(context, rules))):
        candidate = odds.candidate
        tasks = ("rule",) if candidate.rule is not None else candidate.predicates
        if odds.is_faint(tasks) and (candidate.subject[0], candidate.object[0]) not in told_ends:
            continue
        for task, share in zip(tasks, odds.shares(tasks), strict=True):
            told = told_by_rules(candidate, task, rules)
            if told is not None:
                shares[id(told)] = max(share, shares.get(id(told), 0.0))
                coming[id(told)] = max(_ahead(context, seen, odds, told), coming.get(id(told), 0.0))
            key = _key(candidate, task, told)
            known = best.get(key)
            likely = share >= _LEAST_OF.get(task, LEAST) and candidate.asserted and (known is None or share > known[0])
            if likely and not is_barred(candidate, task, share, posted):
                best[key] = share, task, odds
    kept = [_weighed(context, fact, shares.get(id(fact), LEAST), coming.get(id(fact), 0.0)) for fact in rules]
    learned = [
        _fact(context, seen, share, task, odds)
        for share, task, odds in _whole(list(best.values()))
        if told_by_rules(odds.candidate, task, rules) is None
    ]
    return [*kept, *(fact for fact in learned if fact is not None and not _is_said(fact, rules))]


Found = tuple[float, str, Odds]
"""A probability, what it is of, and the candidate."""


def _whole(found: Sequence[Found]) -> Iterator[Found]:
    """Without a description that stands within a longer one which is told of the same: of "training of mechanics" no
    "mechanics"."""
    phrases: dict[tuple[str, int, tuple[str, str]], list[str]] = {}
    for _, task, odds in found:
        if odds.candidate.object[1] == PHRASE:
            told = phrases.setdefault((task, odds.candidate.sentence, odds.candidate.subject), [])
            told.append(f" {odds.candidate.object[0]} ")
    for one in found:
        candidate = one[2].candidate
        others = phrases.get((one[1], candidate.sentence, candidate.subject), ())
        name = f" {candidate.object[0]} "
        if candidate.object[1] != PHRASE or not any(name != other and name in other for other in others):
            yield one


def _ends(rules: Iterable[Fact]) -> set[tuple[str, str]]:
    """What the rules tell of, whichever end is called the subject."""
    found = {(fact.subject, str(fact.value)) for fact in rules if fact.value is not None}
    return found | {ends for fact in rules for ends in ((fact.subject, fact.object), (fact.object, fact.subject))}


def _key(candidate: Candidate, task: str, told: Fact | None) -> tuple[object, ...]:
    """What can be true once only."""
    if candidate.figure is not None:
        return (candidate.figure.start_char,)
    if candidate.object[1] in (PHRASE, ACT):
        return task, candidate.sentence, candidate.object[0]
    return task, candidate.subject, candidate.object


def _weighed(context: Context, fact: Fact, share: float, ahead: float) -> Fact:
    dated = _status_of_date(context, fact.predicate, fact.object)
    status: Status = dated or ("planned" if ahead >= _AHEAD_OF_RULE else fact.status)
    return replace(fact, confidence=_confidence(share), status=status)


def _status_of_date(context: Context, predicate: str, date: str) -> Status | None:
    """Where the day of publication tells whether a date lies ahead."""
    day = (context.document.date_published or "")[:10]
    if predicate != "date_established" or not day or not date[:4].isdigit():
        return None
    end = date.split("/")[-1]
    if is_after(date, day):
        return "planned"
    return "done" if end < day[: len(end)] or end == day else None


def _fact(context: Context, seen: Outlook, share: float, task: str, odds: Odds) -> Fact | None:
    candidate = odds.candidate
    status: Status = "done"
    if task == "plans" or _ahead(context, seen, odds, None) >= _AHEAD:
        status = "planned"
    sentence = context.sentences[candidate.sentence]
    subject, figure = Term(*candidate.subject), candidate.figure
    if figure is not None:
        holding = Holding(figure, subject, sentence, "learned", _confidence(share), status, None)
        if is_amount(figure):
            return amount_fact(context, holding)
        return count_fact(context, holding) if figure.what else None
    name, label = candidate.object
    status = _status_of_date(context, task, name) or status
    object = Term(name, None if label in (PHRASE, ACT) else label)
    return context.fact(subject, task, object, sentence.span, "learned", _confidence(share), status=status)


def _confidence(share: float) -> float:
    return round(probability(KEPT_OF_ODDS * odds_of(share)), 3)


def _is_said(fact: Fact, rules: Sequence[Fact]) -> bool:
    """Whether a rule has read the same of the same sentence in more or fewer words, or given the figure to another."""
    for other in rules:
        if other.evidence[0] != fact.evidence[0]:
            continue
        if fact.value is not None and fact.value == other.value and other.predicate in HOLDING:
            return True
        # "X will run the lab" tells who runs it, and is no plan beside that
        running = (fact.predicate, other.predicate) == ("plans", "operated_by") and fact.subject == other.object
        if running and other.subject in fact.object:
            return True
        # the rule has told it of another thing, or another post of the person
        if fact.predicate == other.predicate and fact.object == other.object and fact.predicate in _OF_ONE:
            return True
        if fact.predicate == other.predicate == "has_position" and fact.subject == other.subject:
            return True
        if (fact.predicate, fact.subject) == (other.predicate, other.subject) and fact.object_label is None:
            left, right = set(fact.object.lower().split()), set(other.object.lower().split())
            if left <= right or right <= left:
                return True
    return False


def told_by_rules(candidate: Candidate, predicate: str, rules: Iterable[Fact]) -> Fact | None:
    """The fact of the rules that says the same."""
    if candidate.rule is not None:
        return candidate.rule
    subject, object = candidate.subject[0], candidate.object[0]
    if candidate.figure is not None:
        value = candidate.figure.value
        held = (fact for fact in rules if fact.predicate in HOLDING and fact.subject == subject)
        return next((fact for fact in held if fact.value == value), None)
    wanted = {(predicate, subject, object)}
    if predicate == "founded_by":
        wanted.add(("established", object, subject))
    return next((fact for fact in rules if (fact.predicate, fact.subject, fact.object) in wanted), None)


def planned_features(context: Context, seen: Outlook, candidate: Candidate, told: Fact | None) -> tuple[str, ...]:
    ends = (candidate.subject, candidate.object)
    published = context.document.date_published
    own = status_features(candidate.line, ends, published, candidate.figure, told)
    return (*own, *seen.features(candidate))


def _ahead(context: Context, seen: Outlook, odds: Odds, told: Fact | None) -> float:
    """The probability that what the candidate says lies ahead."""
    return odds.shares(("planned",), planned_features(context, seen, odds.candidate, told))[0]
