"""What the entity types share: the view of a document that they look at, and the candidates that they propose."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from extract.gazetteer import is_known
from extract.heads import is_capitalised
from extract.lexicon import AUXILIARIES, CLOSED, DETERMINERS, MODALS, words
from extract.name_words import SPEECH, TOPICS
from extract.names import Name, find_names
from extract.nlp import text_of
from extract.periods import Period, find_periods
from extract.verbs import is_finite, is_possessive, verb_form

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Tokens `start` to `end` proposed as a mention. `name` is the canonical name where it differs from the words;
    `score` says how sure the rule is, from 0 to 1."""

    label: str
    start: int
    end: int
    score: float
    name: str | None = None
    title: str | None = None


@dataclass
class Context:
    """A document as the entity types see it; the costly views are made once, when first asked for."""

    doc: Doc
    published: date | None = None
    country: str | None = None
    _words: frozenset[str] = field(default=frozenset(), repr=False)

    @cached_property
    def names(self) -> list[Name]:
        return find_names(self.doc)

    @cached_property
    def periods(self) -> list[Period]:
        return find_periods(self.doc, self.published)

    @cached_property
    def organisations(self) -> str:
        """All names whose head noun says ORG, each between blanks."""
        return "|".join(f" {self.text(name)} " for name in self.names if name.head == "ORG")

    @cached_property
    def tokens(self) -> list[Token]:
        """All of the document: a Doc makes a token anew each time that it is asked for one."""
        return list(self.doc)

    @cached_property
    def bounds(self) -> list[tuple[int, int]]:
        """Of each token, where its sentence begins and ends."""
        return [(s.start, s.end) for s in self.doc.sents for _ in range(s.start, s.end)]

    def words(self, name: Name) -> list[str]:
        return [t.lower_ for t in self.tokens[name.start : name.end]]

    def text(self, name: Name) -> str:
        last = self.tokens[name.end - 1]
        return text_of(self.doc)[self.tokens[name.start].idx : last.idx + len(last)]

    def before(self, i: int, distance: int = 1) -> Token | None:
        """The token so far before token `i`, within its sentence."""
        j = i - distance
        return self.tokens[j] if j >= 0 and j >= self.bounds[min(i, len(self.bounds) - 1)][0] else None

    def after(self, i: int, distance: int = 0) -> Token | None:
        """The token so far after token `i`, within the sentence of the token before `i`."""
        j = i + distance
        return self.tokens[j] if i > 0 and j < self.bounds[i - 1][1] else None

    def is_place(self, name: Name) -> bool:
        """Whether the gazetteer has the name, whatever else it may mean."""
        return is_known(self.text(name))

    def numbered_start(self, start: int) -> int:
        """Where a name begins that an ordinal, a year or a quoted part opens: "19th …", "2021 “Foo Bar” …"."""
        while start > 0 and (before := self.before(start)) is not None:
            if before.text in _QUOTES:
                opening = self._quote_start(before.i)
                if opening is None:
                    break
                start = opening
            elif _ORDINAL.fullmatch(before.lower_) or before.lower_ in _ORDINAL_WORDS:
                start -= 1
            else:
                break
        return start

    def _quote_start(self, closing: int) -> int | None:
        for i in range(closing - 1, max(closing - 10, -1), -1):
            if self.tokens[i].text in _QUOTES:
                return i if closing - i > 1 else None
        return None

    def speaks(self, start: int, end: int) -> bool:
        """Whether a verb of speech stands right behind the words, or right before them: "Roe said", "said Jane Roe"."""
        behind, ahead = self.after(end), self.before(start)
        return (behind is not None and behind.lower_ in SPEECH) or (
            ahead is not None and ahead.lower_ in SPEECH and ahead.lower_ != "believes"
        )

    def listed_after(self, start: int, cues: Collection[str]) -> bool:
        """Whether the words stand in a list that such a noun opens: "companies in Foo, including A, B and C"."""
        sentence = self.bounds[min(start, len(self.bounds) - 1)][0]
        i = start - 1
        while i >= sentence and start - i < 40 and not self._opens_list(i):
            token = self.tokens[i]
            if not (is_capitalised(token) or token.is_punct or token.lower_ in _LIST_WORDS):
                return False
            i -= 1
        if i < sentence or not self._opens_list(i):
            return False
        before = [t.lower_ for t in self.tokens[max(sentence, i - 10) : i]]
        return any(word in cues or f"{last} {word}" in cues for last, word in zip(["", *before], before, strict=False))

    def _opens_list(self, i: int) -> bool:
        """ "including", "like", "such as", "namely", "represented by"."""
        word = self.tokens[i].lower_
        if word in {"as", "by"}:
            return i > 0 and self.tokens[i - 1].lower_ in {"such", "represented", "led"}
        return word in _LIST_OPENERS

    def apposed(self, end: int, nouns: Collection[str]) -> bool:
        """Whether ", a(n) … NOUN" follows: "Foo, a leading maker of chips"."""
        comma = self.after(end)
        article = self.after(end, 1)
        if (
            comma is None
            or article is None
            or comma.text != ","
            or article.lower_ not in {"a", "an", "the", "one", "another"}
        ):
            return False
        for distance in range(2, 10):
            token = self.after(end, distance)
            if token is None or token.text in ",.;" or token.lower_ in _RELATIVE or is_finite(token):
                return False
            if token.lower_ in nouns:
                behind = self.after(end, distance + 1)
                return behind is None or behind.is_punct or behind.lower_ in CLOSED - AUXILIARIES - MODALS
        return False


_QUOTES = frozenset('"“”')
_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)|(?:19|20)\d\d")
_ORDINAL_WORDS = words("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth")
_LIST_OPENERS = words("including like namely includes include e.g.")
_LIST_WORDS = words("and or the of for")
_RELATIVE = words("that which who for in")


def modifiers_start(doc: Doc, head: int) -> int:
    """Where the lower-case modifiers of the noun at `head` begin: "science and technology innovation commission"."""
    first = head
    sentence = doc[head].sent.start
    while first > sentence and head - first < 8:
        width = _modifier_width(doc, first, sentence)
        if not width:
            break
        first -= width
    return first


def _modifier_width(doc: Doc, first: int, sentence: int) -> int:
    """How many tokens before `first` modify what stands there; 0 where the noun phrase begins."""
    token = doc[first - 1]
    word = token.lower_
    room = first - 2 >= sentence
    if token.text in {"-", "‐", "‑"} and not token.whitespace_ and room and not doc[first - 2].whitespace_:
        return 2
    if token.text in {"'", "’"} and room and doc[first - 2].is_lower and doc[first - 2].text.endswith("s"):
        return 2
    if word in {"and", "&"} and room and doc[first - 2].lower_ in TOPICS and doc[first].lower_ in TOPICS:
        return 2
    ends = token.is_space or token.is_punct or token.like_num or is_capitalised(token) or is_possessive(token)
    if ends or word in DETERMINERS or word in CLOSED or is_finite(token):
        return 0
    return 0 if verb_form(token) in {"ed", "ing"} and not _adjectival(doc, first - 1, sentence) else 1


def _adjectival(doc: Doc, i: int, sentence: int) -> bool:
    """Whether the participle stands behind a determiner, a hyphen or an adjective: "the newly built center"."""
    if i <= sentence:
        return False
    before = doc[i - 1]
    return (
        before.lower_ in DETERMINERS
        or before.text in "-'’"
        or before.lower_ in {"'s", "’s"}
        or before.lower_.endswith("ly")
    )
