"""What a model sees of a Doc: its sentences as words, each with what the rules say of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.nlp import words_of
from extract.recognition.tags import tag_numbers

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extract.entity_types._base import Candidate

MAX_WORDS = 100
"""A longer sentence is read in parts."""
MAX_LETTERS = 60
"""Of a longer word its beginning is seen."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """`tokens` are the places of the words in the Doc, `rules` the tag numbers that the rules give them."""

    tokens: tuple[int, ...]
    words: tuple[str, ...]
    rules: tuple[int, ...]


def sentences(doc: Doc, rules: Sequence[Candidate]) -> Iterator[Sentence]:
    """The sentences that hold a letter, without blanks, in parts of at most MAX_WORDS words."""
    tags = tag_numbers([(rule.label, rule.start, rule.end) for rule in rules], len(doc))
    words = [word[:MAX_LETTERS] for word in words_of(doc)]
    for sentence in doc.sents:
        kept = [i for i in range(sentence.start, sentence.end) if not words[i].isspace()]
        for first in range(0, len(kept), MAX_WORDS):
            part = kept[first : first + MAX_WORDS]
            if any(c.isalpha() for i in part for c in words[i]):
                yield Sentence(tuple(part), tuple(words[i] for i in part), tuple(tags[i] for i in part))
