"""What names may be said to offer, to serve, to be about, to pay for or to plan: descriptions and acts."""

from __future__ import annotations

from collections.abc import Iterator

from extract.facts._acts import act_end
from extract.facts._clauses import Clause
from extract.facts._phrases import NounPhrase
from extract.facts.base import Context, Sentence, clean
from extract.relations.occurrences import Line, Occurrence, Role

PHRASE = "PHRASE"
ACT = "ACT"
_MOST = 30
_LONGEST = 12


def noun_phrases(context: Context, sentence: Sentence, line: Line, number: int) -> Iterator[Occurrence]:
    """Descriptions of things, groups and fields: no names, pronouns, numbers or dates."""
    left = _MOST
    for element in sentence.elements:
        if not isinstance(element, NounPhrase) or element.pronoun or element.mention is not None or not element.core:
            continue
        item = line.at.get(element.end - 1)
        if item is None or element.head.kind in ("number", "date") or line.items[item].startswith(("<", "#")):
            continue
        text = context.phrase(element)
        if text and len(text.split()) <= _LONGEST and left:
            left -= 1
            role = line.role_at(element.end - 1)
            yield Occurrence(text, PHRASE, item, element.start, element.end, number, False, role)


def acts(context: Context, sentence: Sentence, line: Line, number: int) -> Iterator[Occurrence]:
    """What somebody may be about to do: "open a laboratory"; of a passive, told as done by somebody."""
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
            yield Occurrence(text, ACT, item, clause.verb.verb_start, end, number, False, role)


def _act(context: Context, sentence: Sentence, clause: Clause) -> str:
    doc = context.doc
    if not clause.passive:
        return clean(doc[clause.verb.verb_start : act_end(sentence.elements, clause)].text)
    thing = " and ".join(context.phrase(np) or doc[np.start : np.end].text for np in clause.subjects[:3])
    behind = doc[clause.verb.end : act_end(sentence.elements, clause)].text
    return clean(f"{clause.verb.lemma} {thing} {behind}") if thing else ""
