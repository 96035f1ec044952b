"""Whether one text is a copy of another: most of the shorter one's words in the same order, and its names and numbers.

Words alone do not tell: what an office publishes every month has the same sentences with other numbers, and firms end
all releases with the same paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache

WORDS = 3
# Copies are cut, get a line or paragraph of their own and lose a caption; two reports of one event share far less.
CONTAINED, SIMILAR = 0.6, 0.3
# Names and numbers of the shorter text that the other one must have; fewer, one corrected, where all else is the same.
AGREED, AGREED_IF_SAME, SAME = 0.7, 0.5, 0.95
# Letters of unspaced scripts count as words.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?|[一二三四五六七八九十百千万亿億兆两〇零]{2,}")
# A capital that no beginning of a sentence explains.
_NAME = re.compile(r"(?<=[\w,;’'\-] )[^\W\d_a-zà-öø-ÿ][^\W\d_]+")
_CASED = re.compile(r"[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]")


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two texts are compared by."""

    triples: frozenset[str]
    numbers: frozenset[str]
    names: frozenset[str]


def word_triples(text: str) -> frozenset[str]:
    words = _WORD.findall(text.casefold())
    return frozenset(map(" ".join, zip(words, words[1:], words[2:], strict=False)))


@lru_cache(maxsize=512)
def likeness(text: str) -> Likeness:
    names = (name for name in _NAME.findall(text) if _CASED.match(name))
    return Likeness(word_triples(text), frozenset(_NUMBER.findall(text)), frozenset(map(str.casefold, names)))


def is_copy(one: Likeness, other: Likeness) -> bool:
    shared = len(one.triples & other.triples)
    smaller, larger = sorted((len(one.triples), len(other.triples)))
    if not smaller or shared < CONTAINED * smaller or shared < SIMILAR * (smaller + larger - shared):
        return False
    least = AGREED_IF_SAME if shared >= SAME * smaller else AGREED
    return _agree(one.numbers, other.numbers, least) and _agree(one.names, other.names, least)


def _agree(one: Set[str], other: Set[str], least: float) -> bool:
    """One that both have, or have not, says little."""
    fewer = min(len(one), len(other))
    return fewer < 2 or len(one & other) >= least * fewer
