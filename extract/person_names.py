"""Names of persons: romanised Chinese names by surname and syllable, common given names of many languages."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

_DATA = Path(__file__).with_name("data") / "names.tsv"
_SYLLABLE = (
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uan|uai|an|en|in|un|ai|ei|ao|ou|ia|ie|iu|ua|ue|ui|uo|a|o|e|i|u|v)"
)
_PINYIN_GIVEN = re.compile(rf"{_SYLLABLE}(?:['’-]?{_SYLLABLE})?")


@lru_cache(maxsize=1)
def _names() -> dict[str, frozenset[str]]:
    lines = _DATA.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {kind: frozenset(name.casefold() for name in names.split()) for kind, names in rows}


def is_surname(word: str) -> bool:
    """Whether it is a romanised Chinese surname."""
    return word.casefold() in _names()["surname"]


def is_given_name(word: str) -> bool:
    """Whether it is a common given name."""
    return word.casefold() in _names()["given"]


def is_pinyin_name(words: list[str]) -> bool:
    """Whether surname and given name read like a Chinese name: "Zhao Yongfeng", "ZHONG Jianli"."""
    if len(words) != 2 or not is_surname(words[0]):
        return False
    given = words[1].casefold()
    return len(given) > 1 and words[1][0].isupper() and _PINYIN_GIVEN.fullmatch(given) is not None
