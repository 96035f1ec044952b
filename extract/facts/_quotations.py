"""Words between quotation marks, and who says them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.facts.base import Context, Term
from extract.lexicon import words
from extract.types import Mention

SAYING = words(
    "say tell add note stress explain believe warn remark recall admit insist argue find show reveal report conclude"
)
QUOTING = SAYING | words("joke complain promise assure point comment reply respond emphasise emphasize call think ask")
_QUOTED = re.compile(r'[“”„]([^“”„\n]{1,2000})[“”]|(?<!\w)"([^"\n]{1,2000})"|(?<!\w)‘([^‘’\n]{1,400})’(?!\w)')
_PERSONAL = words("he she")
_LONGEST_LEAD = 9
# What follows a quotation that is no statement: a name, a title of a book, a scheme.
_TAIL = re.compile(
    r"[,\s]*\b(?!(?:and|or|of|for|by|with|at|is|was|are|were|which|who|as|but|on|to|from|has|had|have)\b)([^.;\n“\"]+)"
)
_REPORTED = re.compile(r"(?:[^.;:]{0,60}\sthat)?\s+((?!that\b|it\b|him\b|her\b|them\b)[^,:][^.;:]*\w)[,\s]*")
_PRONOUN = re.compile(r"(?:\w+\s)?(?:he|she)\b")
# "…," said X; "…?" asked X: the mark tells that the sentence goes on to name the speaker.
_OPEN_ENDS = ",?!;—-"


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one speaker says in one go; `spans` are the characters between the marks, interrupted by who says it, and
    before the first mark what is reported in the writer's words: "said rents were "too high"."""

    spans: tuple[tuple[int, int], ...]
    speaker: Term


def quoted(text: str) -> list[tuple[int, int]]:
    """Where the words between quotation marks start and end; none runs over the end of a line."""
    return [match.span(match.lastindex or 0) for match in _QUOTED.finditer(text)]


def utterances(context: Context) -> Iterator[Utterance]:
    """The quotations of whom the text names a speaker, those that belong together as one."""
    people = sorted((m for m in context.mentions if m.label == "PERSON"), key=lambda m: m.start_char)
    said: Utterance | None = None
    for start, end in quoted(context.text):
        if said is not None and _goes_on(context, said.spans[-1][1], start):
            said = Utterance((*said.spans, (start, end)), said.speaker)
            continue
        if said is not None:
            yield said
        speaker = _behind(context.text, end, people)
        said = Utterance(((start, end),), speaker) if speaker is not None else _before(context, start, end, people)
    if said is not None:
        yield said


def _goes_on(context: Context, end: int, start: int) -> bool:
    """ "A," said X, "B": in one sentence, or the second right behind the first one's."""
    between = context.text[end + 1 : start - 1]
    return "\n" not in between and len(between) < 250 and not re.search(r"[.!?]\s", between)


def _behind(text: str, end: int, people: Sequence[Mention]) -> Term | None:
    """Who is named right behind the closing mark: ", said X", "X laughed", "remarked the mayor, X"."""
    tail = _TAIL.match(text, end + 1) if text[end - 1] in _OPEN_ENDS or text[end + 1 : end + 2] == "," else None
    if tail is None:
        return None
    i = bisect_left(people, tail.start(1), key=_start)
    named = people[i] if i < len(people) and people[i].start_char < tail.end(1) else None
    pronoun = _PRONOUN.match(tail.group(1))
    if pronoun is not None and (named is None or named.start_char > tail.start(1) + pronoun.end()):
        return _last_person(people, end)
    lead = text[tail.start(1) : named.start_char] if named is not None else ""
    close = len(lead.split()) <= _LONGEST_LEAD and lead.count(",") <= 1
    return Term(named.name, "PERSON") if named is not None and close else None


def _last_person(people: Sequence[Mention], before: int) -> Term | None:
    """Who "she" is: whom the text named last."""
    i = bisect_left(people, before, key=_start)
    return Term(people[i - 1].name, "PERSON") if i else None


def _start(mention: Mention) -> int:
    return mention.start_char


def _before(context: Context, start: int, end: int, people: Sequence[Mention]) -> Utterance | None:
    """The subject of the verb that leads to the opening mark: X said: "…", X called it "…", X said rents were "…"."""
    sentence = context.sentence_of(start)
    lead = context.text[sentence.span.start_char : start - 1].rstrip()
    clauses = [c for c in sentence.clauses if context.doc[c.verb.end - 1].idx < start]
    for clause in reversed(clauses):
        speaks = clause.verb.lemma in QUOTING or lead.endswith(":")
        if not speaks or not clause.asserted or clause.passive or len(clause.subjects) != 1:
            continue
        np = clause.subjects[0]
        personal = np.pronoun and np.head.word in _PERSONAL
        speaker = _last_person(people, context.doc[np.start].idx) if personal else context.resolve(np)
        if speaker is not None and speaker.label == "PERSON":
            verb = context.doc[clause.verb.end - 1]
            return Utterance(_reported(context.text, verb.idx + len(verb), start, end), speaker)
    named = people[bisect_left(people, sentence.span.start_char, key=_start) : bisect_left(people, start, key=_start)]
    return Utterance(((start, end),), Term(named[0].name, "PERSON")) if len(named) == 1 and lead.endswith(":") else None


def _reported(text: str, verb_end: int, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """With the words of the writer between "that" and the opening mark."""
    told = _REPORTED.fullmatch(text, verb_end, start - 1)
    return ((start, end),) if told is None else ((told.start(1), told.end(1)), (start, end))
