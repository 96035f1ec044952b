"""A quantity in its sentence: its neighbours, and the subject that it is said of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.figure_words import BETWEEN, MEASURING, REPORTING
from extract.grammar import is_temporal, lower, noun_phrase_after, noun_phrase_before, verb_form
from extract.lexicon import BE, PREPOSITIONS, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from extract.tokenindex import TokenIndex

GROWTH = re.compile(r"gr[eo]w|increas|ris|rose|expand|jump|climb|soar|surg|up\b", re.I)
DECLINE = re.compile(r"f[ae]ll|drop|declin|decreas|reduc|down\b|shrank|cut", re.I)
COUNT_OF = re.compile(
    r"^(?:(?:total|combined|overall|aggregate|cumulative|average|current|annual) )?"
    r"(?:numbers?|amount|total|count|quantity|sum) of (?:(?:the|such|its|their|these|those|all) )?",
    re.I,
)
_OPENERS = words("and but while whereas that so or")
_RELATIVES = words("which who whose")
_MAX_BETWEEN = 8


@dataclass(frozen=True, slots=True)
class Position:
    """Where a quantity stands, in tokens of `doc`, whose text is `text`: its sentence starts at `start`, its clause at
    `clause`, its hedge at `before`, the number itself at `number`; `after` is the first token behind it, `end` the end
    of the sentence."""

    doc: Doc
    text: str
    start: int
    clause: int
    before: int
    number: int
    after: int
    end: int
    tokens: TokenIndex

    def next_word(self) -> str:
        """The word behind the quantity; empty at the end of the sentence."""
        return lower(self.doc[self.after]) if self.after < self.end else ""

    def previous_word(self) -> str:
        """The word before hedge and quantity; empty at the start of the clause."""
        return lower(self.doc[self.before - 1]) if self.before > self.clause else ""

    def phrase_at(self, i: int) -> Span | None:
        """The noun phrase at token `i` with all that hangs on it, inside the sentence."""
        return noun_phrase_after(self.doc, i, self.end, extended=True) if i < self.end else None

    def phrase_before(self, i: int) -> Span | None:
        """The noun phrase that ends before token `i`, inside the clause."""
        return noun_phrase_before(self.doc, i, self.clause) if i > self.clause else None


def word(token: Token) -> str:
    """The word folded; a line's end as a sign that no file of weights trips over."""
    return "¶" if token.is_space else lower(token)


def compound_start(doc: Doc, i: int) -> int:
    """Where the word that ends with token `i` starts, with what is hyphened to it: at "start" of "start-ups"."""
    while i > 1 and doc[i - 1].text == "-" and not doc[i - 2].whitespace_:
        i -= 2
    return i


_OPENED = re.compile(r",? (?:including|such as|like|among them|namely|as well|ranging|and|or|with|of|for|in)$")


def tidy(text: str) -> str:
    """A phrase on one line, without the blanks and quotation marks at its ends, and without a last word that opens what
    is cut off: "firms such as"."""
    return _OPENED.sub("", re.sub(r"\s+", " ", text).strip(" \t\n\"'“”‘’,;:"))


def without_count(subject: Span) -> Span:
    """ "The number of returnees" is about returnees."""
    counting = COUNT_OF.match(subject.text)
    if counting is None:
        return subject
    begin = subject.start_char + counting.end()
    inner = subject.doc.char_span(begin, subject.end_char, alignment_mode="contract")
    return inner if inner is not None and len(inner) else subject


def verb_words(at: Position) -> str:
    """The verbs right before the quantity, "up" and "down" among them: "grew" of "GDP grew by 5 percent"."""
    window = at.doc[max(at.clause, at.before - 5) : at.before]
    return " ".join(lower(t) for t in window if verb_form(t) or lower(t) in {"up", "down", "cost", "rise", "drop"})


def measured_subject(at: Position) -> Span | None:
    """The subject of a verb of measure before the number; hedges, adverbs, "at" and "to" may stand between."""
    i = at.number - 1
    while i > max(at.clause, at.number - _MAX_BETWEEN) and lower(at.doc[i]) in BETWEEN:
        i -= 1
    if i > at.clause and lower(at.doc[i]) in MEASURING | BE:
        return subject_before(at, i)
    # "brought the number of firms to 253"
    if at.previous_word() == "to":
        phrase = at.phrase_before(at.before - 1)
        return phrase if phrase is not None and COUNT_OF.match(phrase.text) else None
    return None


def changed_subject(at: Position) -> Span | None:
    """ "GDP grew by 8 percent to 2.1 trillion yuan": the subject of a verb of change further before."""
    if at.previous_word() not in {"to", "from"}:
        return None
    for i in range(at.clause + 1, at.before):
        if verb_form(at.doc[i]) and (GROWTH.match(at.doc[i].text) or DECLINE.match(at.doc[i].text)):
            return subject_before(at, i)
    return None


def changed_object(at: Position) -> Span | None:
    """ "cuts the salary from 600 to 400 yuan": the noun phrase before the preposition."""
    if at.previous_word() not in {"to", "from", "for", "within", "by"}:
        return None
    phrase = at.phrase_before(at.before - 1)
    if phrase is None or is_temporal(at.doc, phrase.start, phrase.end) or any(t.like_num for t in phrase):
        return None
    return phrase


def subject_before(at: Position, verb: int | None = None) -> Span | None:
    """The noun phrase that opens the clause and ends before `verb`; leading adverbials, "X said that" and the outside
    of a relative clause are passed over. None where it is a pronoun."""
    doc, limit = at.doc, verb or at.before
    relative = next((i for i in range(limit - 1, at.clause, -1) if lower(doc[i]) in _RELATIVES), None)
    if relative is not None and lower(doc[relative]) == "whose":
        return noun_phrase_after(doc, relative + 1, limit, extended=True)
    if relative is not None:
        return at.phrase_before(relative - (doc[relative - 1].text == ","))
    spoken = (i for i in range(at.before - 1, at.clause, -1) if lower(doc[i]) in REPORTING)
    return first_phrase(at, next(spoken, at.clause - 1) + 1, limit)


def first_phrase(at: Position, i: int, limit: int) -> Span | None:
    """The first noun phrase from token `i` on that no adverbial holds, up to `limit`."""
    doc = at.doc
    while i < at.before:
        token = doc[i]
        if token.is_punct or token.is_space or lower(token) in _OPENERS:
            i += 1
        elif _is_adverbial(at, i):
            comma = next((j for j in range(i, at.before) if doc[j].text == ","), None)
            if comma is None:
                return None
            i = comma + 1
        else:
            return noun_phrase_after(doc, i, limit, extended=True)
    return None


def _is_adverbial(at: Position, i: int) -> bool:
    """ "In 2020, …", "Founded by X, …", "To date, …"."""
    token = at.doc[i]
    return lower(token) in PREPOSITIONS or verb_form(token) in {"ing", "ed"} or is_temporal(at.doc, i, i + 1)
