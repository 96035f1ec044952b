"""Statements with a named speaker, or a report, that no other fact holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.facts._clauses import Clause
from extract.facts._phrases import Element, NounPhrase
from extract.facts._quotations import SAYING, Utterance, quoted, utterances
from extract.facts._verb_groups import VerbGroup
from extract.facts.base import Context, Sentence, Term, clean, is_word, singular
from extract.lexicon import words
from extract.types import Fact

PREDICATE = "said_by"
DESCRIPTION = "statement → person or report that made it, where no other fact holds the statement"

EXAMPLES = [
    ("“The water is cold,” said Maria Santos.", [("The water is cold", "Maria Santos")]),
    ("“The quay is old,” laughed the harbour master, Maria Santos, “but it holds.”",
     [("The quay is old, but it holds", "Maria Santos")]),
    ("“We have swept it twice,” grinned Maria Santos.", [("swept it twice", "Maria Santos")]),
    ("Maria Santos told the council that rents were “higher than the masts”.",
     [("rents were higher than the masts", "Maria Santos")]),
    ("Maria Santos said that rents were too high.", [("rents were too high", "Maria Santos")]),
    ("The harbour is an ideal place for sailors, according to Maria Santos.",
     [("The harbour is an ideal place for sailors", "Maria Santos")]),
    ("According to Maria Santos, director of the park, her team sweeps the quay.",
     [("her team sweeps the quay", "Maria Santos")]),
]  # fmt: skip
COUNTER_EXAMPLES = [
    "Maria Santos was invited to talk about rents.",
    "Residents said that rents were too high.",
    "Maria Santos did not say that rents were too high.",
    "Maria Santos said Porto has 12 museums.",
    "Maria Santos said the quay would be swept.",
    "“A Quiet Harbour” by Maria Santos hangs in the hall.",
]

_OF_REPORTS = words("find show reveal say report conclude add note")
# A person finds and shows things, too.
_OF_REPORTS_ALONE = words("find show report")
_REPORTS = words("report study survey poll ranking")
# "We rehearsed it": who speaks is told by the object.
_LEAD = re.compile(
    r"(?:(?:and|but|so|yes|no|well|now),?\s+)?(?:(?:i|we|you)(?:['’](?:ve|m|re|d|ll))?|my|our|your)\s+"
    r"(?:(?:am|are|was|were|have|had)\s+(?!not\b))?",
    re.IGNORECASE,
)
_SHORTEST = 3
_LONGEST = 30


def find(context: Context) -> Iterator[Fact]:
    for said in utterances(context):
        yield from _direct(context, said)
    quotes = quoted(context.text)
    for sentence in context.sentences:
        if any(start < sentence.span.end_char and sentence.span.start_char < end for start, end in quotes):
            continue
        if _is_news(context, sentence):
            continue
        found = _speaking(context, sentence) or _according(context, sentence)
        if found is not None and len(found[1].split()) >= 3:
            speaker, topic, mode = found
            yield _fact(context, topic, speaker, sentence, mode)


def _direct(context: Context, said: Utterance) -> Iterator[Fact]:
    topic = " ".join(context.text[start:end].strip() for start, end in said.spans)
    if len(topic.split()) >= _SHORTEST:
        yield _fact(context, _without_lead(topic), said.speaker, context.sentence_of(said.spans[0][0]), "direct")


def _without_lead(topic: str) -> str:
    return topic[match.end() :] if (match := _LEAD.match(topic)) else topic


def _fact(context: Context, topic: str, speaker: Term, sentence: Sentence, mode: str) -> Fact:
    return context.fact(Term(_short(topic)), PREDICATE, speaker, sentence.span, mode, 0.7, qualifiers={"mode": mode})


def _is_news(context: Context, sentence: Sentence) -> bool:
    """Figures, and what is to come, are facts of their own, whoever tells them."""
    start, end = sentence.span.start_char, sentence.span.end_char
    counted = any(start <= figure.start_char < end for figure in context.figures)
    return counted or any(clause.planned for clause in sentence.clauses)


def _speaking(context: Context, sentence: Sentence) -> tuple[Term, str, str] | None:
    """X said that …; “…,” said X; …, X said."""
    for clause in sentence.clauses:
        if clause.verb.lemma not in SAYING or not clause.asserted or clause.planned or clause.passive:
            continue
        if clause.mode not in ("main", "relative") or len(clause.subjects) != 1:
            continue
        speaker = _speaker(context, clause.subjects[0], clause)
        if speaker is None:
            continue
        topic = _told(context, sentence, clause)
        if topic:
            return speaker, topic, "report" if speaker.label != "PERSON" else "indirect"
    return None


def _speaker(context: Context, np: NounPhrase, clause: Clause | None) -> Term | None:
    """A person with a name, or a report."""
    term = context.resolve(np)
    if term is not None and term.label == "PERSON":
        return term if clause is None or clause.verb.lemma not in _OF_REPORTS_ALONE else None
    if singular(np.head.word.rsplit(" ", 1)[-1].lower()) in _REPORTS and (
        clause is None or clause.verb.lemma in _OF_REPORTS
    ):
        return context.term(np) or Term(np.head.word)
    return None


def _told(context: Context, sentence: Sentence, clause: Clause) -> str:
    """What stands behind the verb, or before the speaker where nothing does."""
    text, start = context.text, sentence.span.start_char
    end = context.doc[clause.verb.end - 1].idx + len(context.doc[clause.verb.end - 1])
    behind = text[end : sentence.span.end_char].strip()
    subject = clause.subjects[0]
    if len(behind.split()) >= 4 and subject.start < clause.verb.start:
        return re.sub(r"^(?:reporters |journalists |the media )?(?:on \w+ )?that\s", "", behind)
    first = min(context.doc[subject.start].idx, context.doc[clause.verb.start].idx)
    before = text[start:first].strip()
    return before if before.endswith(",") else ""


def _according(context: Context, sentence: Sentence) -> tuple[Term, str, str] | None:
    """According to X, …; …, according to X."""
    elements = sentence.elements
    for i, element in enumerate(elements[:-1]):
        inner = elements[i + 1]
        if not is_word(element, "according to") or not isinstance(inner, NounPhrase):
            continue
        speaker = _speaker(context, inner, None)
        if speaker is None:
            return None
        text = context.text
        if i == 0:
            start = _behind_speaker(elements[i + 2 :])
            told = text[context.doc[start].idx : sentence.span.end_char] if start and start < len(context.doc) else ""
        else:
            told = text[sentence.span.start_char : context.doc[element.start].idx]
        return speaker, told, "report" if speaker.label != "PERSON" else "indirect"
    return None


def _behind_speaker(elements: Sequence[Element]) -> int | None:
    """The token where the statement begins: behind the comma of the speaker, or that of the speaker's post."""
    commas = [i for i, element in enumerate(elements) if is_word(element, ",")]
    for comma, following in pairwise(commas):
        if any(isinstance(element, VerbGroup) for element in elements[comma:following]):
            return elements[comma].end
    return elements[commas[-1]].end if commas else None


def _short(topic: str) -> str:
    """The statement in one line, cut at a comma where it is long."""
    plain = clean(topic)
    parts = plain.split()
    if len(parts) <= _LONGEST:
        return plain
    head = " ".join(parts[:_LONGEST])
    return clean(head.rsplit(",", 1)[0] if "," in head[40:] else head)
