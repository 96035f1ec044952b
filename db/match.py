"""What a reader typed, as an FTS5 query that is always valid; and marks around what was found."""

from __future__ import annotations

import re

from db.text import clean, grams, unspaced

# Who shows a snippet replaces these by what its medium understands, after escaping.
MARK_START, MARK_END = "\x02", "\x03"
_TERMS = 32
_TERM_CHARS = 100
_PIECE = re.compile(r'"([^"]*)"|([^\s"]+)')
_AROUND = 60


def terms(query: str) -> list[str]:
    """The words and the "quoted phrases" of a query, with runs of unspaced scripts apart."""
    found: list[str] = []
    for phrase, word in _PIECE.findall(clean(query)[:4000]):
        piece = (phrase or word)[:_TERM_CHARS]
        for run in unspaced(piece):
            found.append(run)
            piece = piece.replace(run, " ", 1)
        found += [part for part in ([piece] if phrase else piece.split()) if any(map(str.isalnum, part))]
    return list(dict.fromkeys(found))[:_TERMS]


def expression(words: list[str], *, every: bool = True) -> str:
    """An FTS5 query for all of the words, or for any. Each is quoted, so that no sign in it means anything to FTS5."""
    return (" AND " if every else " OR ").join(map(_quoted, words))


def _quoted(term: str) -> str:
    if unspaced(term):
        # A lone character begins a pair.
        return f'"{grams(term)}"' + ("*" if len(term) == 1 else "")
    return '"' + term.replace('"', '""') + '"'


def unmarked(text: str) -> str:
    return text.replace(MARK_START, "").replace(MARK_END, "")


def mark(text: str, words: list[str]) -> str:
    """The surroundings of the first of the words that stands in the text, marked wherever it stands there."""
    text = unmarked(text)
    for word in words:
        at = text.find(word)
        if at >= 0:
            start, end = max(0, at - _AROUND), at + len(word) + _AROUND
            cut = text[start:end].replace(word, f"{MARK_START}{word}{MARK_END}")
            return ("…" if start else "") + cut + ("…" if end < len(text) else "")
    return beginning(text, 2 * _AROUND)


def beginning(text: str, length: int) -> str:
    """At most so many characters of a text, ending with a whole word where it has spaces."""
    if len(text) <= length:
        return text
    cut = text.rfind(" ", length // 2, length + 1)
    return text[: length if cut < 0 else cut] + "…"
