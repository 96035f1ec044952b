"""A sentence as units: names, dates and words, each with the one word class it has in its place.

There is no trained tagger. Closed classes and a lexicon of verbs decide, and where a word is both noun and verb
("plans", "launch", "works") its neighbours do.
"""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc, Span

from extract.facts._verb_sense import Unit, decide_verb
from extract.facts._verbs import verb_forms
from extract.facts._word_classes import MULTIWORD, QUOTES, Kind, closed_class
from extract.nlp import words_of
from extract.types import Mention


def read_units(sent: Span, spans: Mapping[int, tuple[int, Mention]], numbers: Mapping[int, int]) -> list[Unit]:
    """The units of a sentence. `spans` maps a name's first token to its end and mention, `numbers` likewise."""
    units = _raw_units(sent, spans, numbers)
    for i, unit in enumerate(units):
        if unit.kind == "noun" and not unit.glued:
            decide_verb(units, i)
    return units


def _raw_units(sent: Span, spans: Mapping[int, tuple[int, Mention]], numbers: Mapping[int, int]) -> list[Unit]:
    doc = sent.doc
    units: list[Unit] = []
    depth = 0
    i = sent.start
    while i < sent.end:
        token = doc[i]
        if i in spans and depth == 0:
            end, mention = spans[i]
            kind: Kind = "date" if mention.label == "DATE" else "name"
            units.append(Unit(kind, i, min(end, sent.end), mention.name, mention, capital=True))
            i = min(end, sent.end)
            continue
        if _joins(doc, i) and units and i + 1 < sent.end:
            # "Leeds-based", "Tokyo-listed": the name keeps its own unit
            units.append(Unit("noun", i, i + 2, f"-{doc[i + 1].lower_}", glued=True))
            i += 2
            continue
        if token.text in "([{":
            depth += 1
        elif token.text in ")]}":
            depth = max(0, depth - 1)
        elif depth == 0 and not token.is_space and token.text not in QUOTES - {"'", "’"}:
            unit = _number(doc, i, numbers) or _multiword(doc, i, sent.end) or _compound(doc, i, sent.end, spans)
            units.append(unit or _single(doc, i, sent.end))
            i = units[-1].end
            continue
        i += 1
    return units


def _joins(doc: Doc, i: int) -> bool:
    """A hyphen without blanks around it."""
    return i > 0 and doc[i].text in "-‐–" and not doc[i].whitespace_ and not doc[i - 1].whitespace_


def _number(doc: Doc, i: int, numbers: Mapping[int, int]) -> Unit | None:
    if i not in numbers:
        return None
    return Unit("number", i, numbers[i], doc[i : numbers[i]].text.lower())


def _multiword(doc: Doc, i: int, end: int) -> Unit | None:
    for length in _LENGTHS.get(doc[i].lower_, ()):
        spelled = tuple(word.lower() for word in words_of(doc)[i : min(i + length, end)])
        if spelled in MULTIWORD and not _is_due_to_act(doc, i, end, spelled):
            return Unit(MULTIWORD[spelled], i, i + length, " ".join(spelled))
    return None


_LENGTHS = {
    first: sorted({len(words) for words in MULTIWORD if words[0] == first}, reverse=True) for first, *_ in MULTIWORD
}
"""By their first word, how many words such expressions have, the longest first."""


def _is_due_to_act(doc: Doc, i: int, end: int, spelled: tuple[str, ...]) -> bool:
    """ "Is due to open in May", unlike "due to rain"."""
    verb = doc[i + 2].lower_ if i + 2 < end else ""
    return spelled == ("due", "to") and (verb == "be" or any(form.form == "base" for form in verb_forms(verb)))


def _compound(doc: Doc, i: int, end: int, spans: Mapping[int, tuple[int, Mention]]) -> Unit | None:
    """Words joined by hyphens without blanks: one noun or adjective, or a verb with "co-" before it."""
    j = i
    while j + 2 < end and doc[j + 1].text in "-‐–" and not doc[j].whitespace_ and not doc[j + 1].whitespace_:
        if j + 2 in spans:
            break
        j += 2
    if j == i:
        return None
    word = doc[i : j + 1].text.lower()
    if verb_forms(word):
        return Unit("noun", i, j + 1, word)
    return Unit("noun", i, j + 1, word, glued=True, capital=doc[i].text[:1].isupper())


def _single(doc: Doc, i: int, end: int) -> Unit:
    token = doc[i]
    word = token.lower_
    before = doc[i - 1].lower_ if i else ""
    after = doc[i + 1].lower_ if i + 1 < end else ""
    return Unit(closed_class(word, before, after), i, i + 1, word, capital=token.text[:1].isupper())
