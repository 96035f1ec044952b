"""What the fast model sees of a word: hashes of its letters, beginning, end and shape, and what our lists say."""

from __future__ import annotations

from zlib import crc32

from extract.gazetteer import demonym, lookup
from extract.heads import head_labels
from extract.name_words import SPEECH, TITLES, TOPICS
from extract.organisation_names import is_organisation
from extract.person_names import is_given_name, is_surname

ROWS = {"norm": 6000, "prefix": 1500, "suffix": 3000, "shape": 1000, "known": 200}
"""Rows of each table of vectors; a word takes two of them, so that few words share both."""
_MAX_SHAPE_RUN = 4


def rows_of(word: str) -> tuple[int, ...]:
    """Two rows for each table, in the order of ROWS."""
    lower = word.lower()
    seen = (lower, lower[:3], lower[-4:], shape_of(word), known_of(word))
    rows: list[int] = []
    for count, text in zip(ROWS.values(), seen, strict=True):
        letters = text.encode("utf-8", "replace")
        rows += [crc32(letters) % count, crc32(letters, 0x9E3779B9) % count]
    return tuple(rows)


def shape_of(word: str) -> str:
    """Letters as x and X, digits as d, runs of one kind cut to four: "Shenzhen-based" is "Xxxxx-xxxx"."""
    shape = ""
    for char in word:
        kind = ("X" if char.isupper() else "x") if char.isalpha() else "d" if char.isdigit() else char
        if not shape.endswith(kind * _MAX_SHAPE_RUN):
            shape += kind
    return shape


def known_of(word: str) -> str:
    """What the gazetteer and the lists of names, head nouns and titles say of a word alone, in signs."""
    lower = word.lower()
    told = [head_labels().get(lower, ""), "t" * (lower in TITLES), "o" * (lower in TOPICS), "s" * (lower in SPEECH)]
    if word[:1].isupper():
        kinds = {place.kind for place in lookup(word)}
        told += [*sorted(kinds), "n" * (demonym(word) is not None)]
        told += ["g" * is_given_name(word), "f" * is_surname(word), "b" * is_organisation(word)]
    return "|".join(filter(None, told))
