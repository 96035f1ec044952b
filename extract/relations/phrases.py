"""What names may be said to offer, to serve, to be about, to pay for or to plan: descriptions and acts."""

from __future__ import annotations

from collections.abc import Container, Iterator

from extract.facts._acts import act_end
from extract.facts._clauses import Clause
from extract.facts._phrases import NounPhrase
from extract.facts._verbs import verb_forms
from extract.facts._word_classes import CONDITIONALS
from extract.facts.base import Context, Sentence, clean, is_amount
from extract.lexicon import DETERMINERS, NEGATIONS
from extract.relations.occurrences import Line, Occurrence, Role
from extract.verbs import is_plural

PHRASE = "PHRASE"
ACT = "ACT"
_MOST = 30
_LONGEST = 12
_MODALS = frozenset({"will", "shall", "'ll", "’ll"})
_ENDING = frozenset(",.;:!?()•–—")
_AHEAD = frozenset((
    "will", "shall", "'ll", "’ll", "plan", "plans", "planned", "planning", "aim", "aims", "aimed", "goal", "goals",
    "target", "targets", "targeted", "promise", "promises", "promised", "intend", "intends", "want", "wants",
    "wanted", "seek", "seeks", "hope", "expected", "expects", "due", "set", "slated", "scheduled", "next", "coming",
    "upcoming", "future", "then", "until", "till", "phase", "proposed", "proposes", "draft",
))  # fmt: skip
"""Words of sentences that may tell of something to come."""
_MONEY = frozenset((
    "pay", "pays", "paid", "paying", "fund", "funds", "funded", "funding", "finance", "financed", "finances", "sponsor",
    "sponsors", "sponsored", "contribute", "contributes", "contributed", "contribution", "donate", "donated", "gift",
    "subsidy", "subsidised", "subsidized", "grant", "grants", "granted", "loan", "loans", "lent", "lends", "covers",
    "covered", "meets", "bear", "bears", "bore", "borne", "shouldered", "shared", "invest", "invests", "invested",
    "investment", "subscribed", "cost", "costs", "bill", "money", "purse", "budget", "support", "supported", "backed",
    "backing", "percent", "share", "shares", "rest", "half", "gave", "gives", "given",
))  # fmt: skip
"""Words of sentences that may tell who pays."""
_OPENERS = frozenset({"up", "out", "no", "more", "at", "not"})
"""What may stand between such a verb and its object, besides determiners."""


def noun_phrases(context: Context, sentence: Sentence, line: Line, number: int) -> Iterator[Occurrence]:
    """Descriptions of things, groups and fields, counted ones too: no names, pronouns, measures or dates."""
    left = _MOST
    for element in sentence.elements:
        if not isinstance(element, NounPhrase) or element.pronoun or element.mention is not None or not element.core:
            continue
        item = line.at.get(element.end - 1)
        if item is None or element.head.kind in ("number", "date") or line.items[item].startswith("<"):
            continue
        text = context.phrase(element)
        if text and len(text.split()) <= _LONGEST and left:
            left -= 1
            role = line.role_at(element.end - 1)
            yield Occurrence(text, PHRASE, item, element.start, element.end, number, False, role)


def acts(context: Context, sentence: Sentence, line: Line, number: int) -> Iterator[Occurrence]:
    """What somebody may be about to do: "open a laboratory"; of a passive, told as done by somebody."""
    covered = {
        i for clause in sentence.clauses if not clause.asserted for i in range(clause.verb.start, clause.verb.end)
    }
    for place, clause in enumerate(sentence.clauses):
        ahead = clause.planned or clause.verb.planned or clause.verb.would or clause.mode == "infinitive"
        item = line.at.get(clause.verb.end - 1)
        if not ahead or item is None or clause.verb.denied or clause.verb.lemma in ("have", "do"):
            continue
        text = _act(context, sentence, clause)
        if len(text.split()) >= 2:
            kind = clause.mode + ("+" if clause.verb.planned else "") + (clause.verb.chain or "")
            role = Role(kind, clause.verb.lemma, place, clause.planned, asserted=clause.asserted)
            end = max(clause.verb.end, act_end(sentence.elements, clause))
            covered.update(range(clause.verb.start, end))
            yield Occurrence(text, ACT, item, clause.verb.verb_start, end, number, False, role)
    yield from _unread_acts(context, sentence, line, number, covered)


def _unread_acts(
    context: Context, sentence: Sentence, line: Line, number: int, covered: Container[int]
) -> Iterator[Occurrence]:
    """ "The members will abstain", "Build 40 stations": where no clause is read, the words from the verb to the next
    mark."""
    doc, last = context.doc, sentence.span.end
    if not CONDITIONALS.isdisjoint(line.items):
        return
    verbs = [i + 1 for i in range(sentence.span.start, last - 1) if doc[i].lower_ in _MODALS and i not in covered]
    if is_imperative(sentence):
        verbs += [next(token.i for token in sentence.span if token.is_alpha)]
    for verb in verbs:
        ends = (i for i in range(verb, last) if doc[i].text in _ENDING or doc[i].is_space)
        end = min(next(ends, last), verb + _LONGEST)
        if end > verb and verb in line.at and doc[verb].is_alpha and doc[verb].lower_ not in NEGATIONS:
            yield Occurrence(clean(doc[verb:end].text), ACT, line.at[verb], verb, end, number, False, None)


def is_imperative(sentence: Sentence) -> bool:
    """ "Build the base", "(2) Set up 40 stations": the first word is a verb and nobody does it."""
    words = [token for token in sentence.span if token.is_alpha or token.like_num]
    first = next((i for i, token in enumerate(words) if token.is_alpha), len(words))
    if first + 1 >= len(words) or not words[first].is_title:
        return False
    verb, object = words[first : first + 2]
    if verb.i + 1 != object.i or all(form.form != "base" for form in verb_forms(verb.lower_)):
        return False
    if any(clause.mode == "main" and clause.subjects for clause in sentence.clauses):
        return False
    if object.like_num:  # "Step 2: ..."
        return not object.nbor(1).is_punct if object.i + 1 < sentence.span.end else False
    return object.lower_ in DETERMINERS | _OPENERS or is_plural(object)


def tells_of_plans(line: Line) -> bool:
    """Whether what the sentence describes may be something to come."""
    return not _AHEAD.isdisjoint(line.items)


def tells_of_money(line: Line) -> bool:
    """Whether the sentence may say who pays."""
    sums = (one.figure for one in line.figures if one.figure is not None)
    return not _MONEY.isdisjoint(line.items) or any(is_amount(figure) for figure in sums)


def _act(context: Context, sentence: Sentence, clause: Clause) -> str:
    doc = context.doc
    if not clause.passive:
        return clean(doc[clause.verb.verb_start : act_end(sentence.elements, clause)].text)
    thing = " and ".join(context.phrase(np) or doc[np.start : np.end].text for np in clause.subjects[:3])
    behind = doc[clause.verb.end : act_end(sentence.elements, clause)].text
    return clean(f"{clause.verb.lemma} {thing} {behind}") if thing else ""
