"""When two names, or the words of two phrases, are the same for a score."""

from __future__ import annotations

import re
import unicodedata

_DETERMINERS = frozenset({"the", "a", "an", "its", "this", "that", "these", "those", "their", "his", "her"})
_LEAST_SHARED = 0.6
_SOFT_HYPHEN = "\u00ad"


def fold(text: str | None) -> str:
    """Case, width, punctuation and white space folded away; words joined by one blank."""
    plain = unicodedata.normalize("NFKC", (text or "").replace(_SOFT_HYPHEN, "")).casefold()
    return re.sub(r"[\W_]+", " ", plain).strip()


def words(text: str | None) -> list[str]:
    """Folded words without leading determiners and plural s: "The centers" is ["center"]."""
    found = fold(text).split()
    while found and found[0] in _DETERMINERS:
        found = found[1:]
    return [word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in found]


def same_name(a: str | None, b: str | None) -> bool:
    """One's words are all inside the other's, or at least 0.6 of the words of both are shared."""
    left, right = set(words(a)), set(words(b))
    if not left or not right:
        return False
    shared = len(left & right)
    return shared == min(len(left), len(right)) or shared / len(left | right) >= _LEAST_SHARED


def share_a_word(*pairs: tuple[str | None, str | None]) -> bool:
    """Whether a word of any left text is a word of any right one."""
    left = {word for text, _ in pairs for word in words(text)}
    right = {word for _, text in pairs for word in words(text)}
    return bool(left & right)
