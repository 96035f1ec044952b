"""Runs of capitalised words, with hyphens, brackets and quotation marks inside: the raw material of names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.gazetteer import lookup
from extract.heads import HYPHENS, has_capital, head_after, head_label, head_labels, is_capitalised
from extract.lexicon import CLOSED, DETERMINERS, INFLECTED, words
from extract.name_words import NOT_NAMES, TITLES
from extract.nlp import words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PARTICLES = words("de del della di da do dos das du la le van von der den bin bint al el ibn y e und zu ter of")
_QUOTES = frozenset('"“”')
# "Hamburg-based", "city-led": what stands before the hyphen is a name of its own.
_SUFFIXES = words(
    "based led funded backed owned born made style wide headquartered listed run built registered sponsored area"
    " type educated trained focused oriented bound controlled invested related linked friendly founded registered"
    " themed supported approved mandated level region"
)
MAX_TOKENS = 30


def _lower_words(doc: Doc) -> frozenset[str]:
    """Words that the text also writes in lower case, or that are so everywhere."""
    return frozenset(word for word in words_of(doc) if word.islower() and len(word) > 2)


def _starts_name(token: Token, lower_words: frozenset[str]) -> bool:
    """Whether the capitalised word is part of a name; the first word of a sentence may owe its capital to its place."""
    word = token.lower_.replace("’", "'")
    if word in NOT_NAMES and not _before_capital(token):
        return False
    if word in DETERMINERS or word in CLOSED or word in {"i", "'s", "n't"}:
        return token.is_upper and len(word) == 2 and word in {"us", "it"} and not token.is_sent_start and word == "us"
    if not (token.is_sent_start or _opens_quote(token)):
        return True
    if token.is_upper and len(word) > 1 and word not in lower_words:
        return True
    known = _before_capital(token) and any(is_place(token.doc, token.i, token.i + size) for size in (2, 3))
    if word in _OPENERS:
        return known
    if word in lower_words or word in INFLECTED:
        return known or (
            _before_capital(token)
            and (word in TITLES or word not in INFLECTED or is_place(token.doc, token.i, token.i + 1))
        )
    return True


_OPENERS = words(
    "according however moreover meanwhile additionally furthermore currently recently today yesterday tomorrow"
    " home based located other others many such most more several another these those one two three four five six"
    " seven eight nine ten some all both each every first second third last next new aiming emphasizing talented"
    " among under over despite besides apart due thanks following given compared instead finally overall"
    " especially particularly notably similarly likewise nevertheless nonetheless therefore thus hence still yet"
    " perhaps maybe clearly indeed usually often officials experts residents visitors companies businesses people"
    " students workers local foreign global national international public private young old big small major key"
    " top high low good great best early late road startups enterprises individuals talents tech high-tech"
    " innovative innovation world"
)


def _before_capital(token: Token) -> bool:
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    return following is not None and not following.is_sent_start and is_capitalised(following)


def _opens_quote(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).text in "\"“‘'•·*|:"


def find_runs(doc: Doc) -> list[tuple[int, int]]:
    """Maximal runs of capitalised words with hyphens, brackets and quotation marks inside."""
    lower_words = _lower_words(doc)
    runs: list[tuple[int, int]] = []
    end = 0
    for i, word in enumerate(words_of(doc)):
        if i >= end and has_capital(word) and _starts_name(doc[i], lower_words):
            end = _run_end(doc, i)
            runs.append((i, end))
    return runs


def _run_end(doc: Doc, start: int) -> int:
    end = start + 1
    while end < len(doc) and end - start < MAX_TOKENS:
        step = _step(doc, start, end)
        if not step:
            break
        end += step
    return end


def _step(doc: Doc, start: int, i: int) -> int:
    """How many tokens from `i` on continue the run that began at `start`; 0 where it ends."""
    token = doc[i]
    if token.is_sent_start or token.is_space:
        return 0
    glued = not doc[i - 1].whitespace_
    following = doc[i + 1] if i + 1 < len(doc) and not doc[i + 1].is_sent_start else None
    if is_capitalised(token):
        word = token.lower_
        ends = word in CLOSED and not token.is_upper and word not in _PARTICLES and word not in head_labels()
        return 0 if ends or word in CALENDAR else 1
    if token.text in HYPHENS and glued and not token.whitespace_ and following is not None:
        return _hyphen_step(doc, i, following)
    if token.text == "&" and following is not None and is_capitalised(following):
        return 2
    if glued and following is not None and is_capitalised(following) and _is_owned_by_group(doc, start, i):
        return 2
    if token.text in "(（":
        return _bracket_step(doc, i)
    if token.text in _QUOTES and following is not None and is_capitalised(following):
        return _quote_step(doc, i)
    if (
        token.lower_ in _PARTICLES - {"of", "e", "y", "al", "el"}
        and following is not None
        and is_capitalised(following)
    ):
        return 2 if not is_place(doc, start, i) else 0
    if token.like_num and token.text.isdigit() and len(token) <= 3 and not _measures(following):
        return (
            1 if glued or (len(token) <= 2 and is_capitalised(doc[i - 1]) and head_label(doc, start, i) != "ORG") else 0
        )
    return 0


CALENDAR = words(
    "monday tuesday wednesday thursday friday saturday sunday january february april june july august september"
    " october november december jan. feb. apr. jul. aug. sep. sept. oct. nov. dec. sept oct nov dec jan feb"
)
_OWNERS = words("King Queen John Women Children People Men Lloyd Workers Students")


def _is_owned_by_group(doc: Doc, start: int, i: int) -> bool:
    """ "Women's Innovation Contest", "Returnees' Conference": who owns it is part of the name; "Athens' Museum" is the
    museum of a city."""
    if doc[i].text in ("'s", "’s"):
        return doc[i - 1].text in _OWNERS
    owner = doc[i - 1].text
    return (
        doc[i].text in ("'", "’") and owner[-1:] == "s" and not is_place(doc, i - 1, i) and not is_place(doc, start, i)
    )


def _measures(token: Token | None) -> bool:
    return token is not None and (token.is_lower and token.is_alpha)


# Korean and Japanese wards, towns and cities: "Seocho-gu".
_EAST_ASIAN = words("gu dong si do ku ri eup shi cho")


def _hyphen_step(doc: Doc, i: int, following: Token) -> int:
    if following.lower_ in _SUFFIXES:
        return 0
    if is_capitalised(following) or following.like_num or following.lower_ in _EAST_ASIAN:
        return 2
    # "Hi-tech Park": the lower-case part goes on to a capital
    after = doc[i + 2] if i + 2 < len(doc) else None
    return 2 if after is not None and is_capitalised(after) and not after.is_sent_start and following.is_alpha else 0


def _bracket_step(doc: Doc, i: int) -> int:
    """ "China (Shanghai) Pilot Zone", "Service (Group) Co": a bracket of a few capitalised words inside a name."""
    for j in range(i + 1, min(i + 5, len(doc) - 1)):
        if doc[j].text in ")）":
            after = doc[j + 1]
            inside = j > i + 1 and is_capitalised(after) and not after.is_sent_start and after.lower_ not in CLOSED
            return j + 1 - i if inside else 0
        if not is_capitalised(doc[j]) and doc[j].text not in HYPHENS:
            return 0
    return 0


def _quote_step(doc: Doc, i: int) -> int:
    """2021 "Gathering Talents" Summit: a quoted part that a capital follows."""
    for j in range(i + 1, min(i + 10, len(doc) - 1)):
        if doc[j].text in _QUOTES:
            after = doc[j + 1]
            return j + 1 - i if is_capitalised(after) and head_after(doc, j + 1) else 0
    return 0


def is_place(doc: Doc, start: int, end: int) -> bool:
    """Whether the gazetteer has the tokens as a name."""
    return bool(lookup(doc[start:end].text))
