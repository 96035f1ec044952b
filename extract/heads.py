"""Head nouns: what the last word of a name says about its label."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from extract.name_words import HEADS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

HYPHENS = frozenset("-–‐‑")


@lru_cache(maxsize=1)
def head_labels() -> dict[str, str]:
    """Head noun -> label; a word of two classes goes to the one listed first here."""
    labels: dict[str, str] = {}
    for label in ("CENTER", "ORG", "EVENT", "PROGRAMME", "PLACE"):
        for word in HEADS[label]:
            labels.setdefault(word, label)
    return labels


def head_label(doc: Doc, start: int, end: int) -> str | None:
    """The label that the last word, or the last two, of the tokens says."""
    words = [t.lower_ for t in doc[start:end] if not t.is_space and t.text not in "\"“”)’'"]
    labels = head_labels()
    for size in (2, 1):
        word = " ".join(words[-size:])
        found = labels.get(word) or (
            labels.get(word[:-1]) if word.endswith("s") and size == 1 and len(word) > 4 else None
        )
        if found and len(words) >= size:
            return found
    if len(words) > 2 and words[-2] in HYPHENS:
        return labels.get(words[-1])
    return None


def is_capitalised(token: Token) -> bool:
    return has_capital(token.text)


@lru_cache(maxsize=16384)
def has_capital(text: str) -> bool:
    return (text[0].isupper() or (len(text) > 1 and text[0].isalnum() and any(c.isupper() for c in text[1:]))) and any(
        c.isalpha() for c in text
    )


def head_after(doc: Doc, i: int) -> str | None:
    """The label that the capitalised words from `i` on say."""
    end = i
    while end < len(doc) and end < i + 8 and (is_capitalised(doc[end]) or doc[end].lower_ in {"and", "&", "of"}):
        end += 1
    return head_label(doc, i, end) if end > i else None
