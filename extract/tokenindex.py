"""Where the tokens, sentences and plural nouns of a text stand, looked up by position."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from extract.figure_words import MEASURING, UNITS
from extract.grammar import is_plural, is_temporal, lower, verb_form
from extract.lexicon import CLOSED

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NO_NOUNS = CLOSED | MEASURING | UNITS


class TokenIndex:
    """Answers for one document. `starts` are the characters at which its tokens start; what else is asked is looked up
    at the first question."""

    def __init__(self, doc: Doc, headline: str | None = None) -> None:
        self._doc = doc
        self._headline = headline or ""
        columns = doc.to_array(["IDX", "SENT_START"])
        self.starts: list[int] = columns[:, 0].tolist()
        # the second column is unsigned: 1 opens a sentence, the largest number does not
        self.sentences: list[int] = [i for i, opens in enumerate(columns[:, 1].tolist()) if opens == 1] or [0]

    def at(self, char: int) -> int:
        """The token that holds a character."""
        return max(0, bisect_right(self.starts, char) - 1)

    def sentence_of(self, token: int) -> tuple[int, int]:
        """The tokens at which the sentence of a token starts and ends."""
        i = bisect_right(self.sentences, token)
        return self.sentences[max(0, i - 1)], self.sentences[i] if i < len(self.sentences) else len(self._doc)

    def sentences_between(self, token: int, other: int) -> int:
        """How many sentences start behind a token and not behind another one."""
        return max(0, bisect_right(self.sentences, other) - bisect_right(self.sentences, token))

    @cached_property
    def titled(self) -> frozenset[str]:
        """The words of the headline, folded."""
        return frozenset(self._headline.lower().split())

    @cached_property
    def _nouns(self) -> list[int]:
        words = self._doc.to_array("LOWER").tolist()
        plural = {word: is_plural(self._doc[i]) for word, i in {word: i for i, word in enumerate(words)}.items()}
        return [i for i, word in enumerate(words) if plural[word] and self._is_noun(i)]

    @cached_property
    def often(self) -> Counter[str]:
        """How often the text has each of its plural nouns, folded."""
        return Counter(lower(self._doc[i]) for i in self._nouns)

    @cached_property
    def topics(self) -> list[str]:
        """The plural nouns that the text has most often, the most frequent first."""
        return [noun for noun, _ in self.often.most_common(3)]

    def nouns_before(self, token: int, most: int, low: int) -> list[int]:
        """The last plural nouns before a token, the nearest first, none before `low`."""
        i = bisect_left(self._nouns, token)
        return [t for t in reversed(self._nouns[max(0, i - most) : i]) if t >= low]

    def nouns_behind(self, token: int, most: int, high: int) -> list[int]:
        """The next plural nouns from a token on, none at or behind `high`."""
        i = bisect_left(self._nouns, token)
        return [t for t in self._nouns[i : i + most] if t < high]

    def _is_noun(self, i: int) -> bool:
        token = self._doc[i]
        if lower(token) in _NO_NOUNS or verb_form(token) or is_temporal(self._doc, i, i + 1):
            return False
        after = self._doc[i + 1] if i + 1 < len(self._doc) else None
        return after is None or not (after.text == "-" and not token.whitespace_)
