"""Strings and numbers in the forms in which they are stored, compared and searched."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from itertools import pairwise

# SQLite's binding refuses lone surrogates, and its length() and FTS5 stop at NUL.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_APOSTROPHES = re.compile(r"['’‘ʻʼ`´]")
# Letters that Unicode does not take apart into a plain one and a mark.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
_NOT_WORD = re.compile(r"[\W_]+")
_DETERMINER = re.compile(r"^(?:the|an?) (?=.)")
_LEGAL_FORM = re.compile(
    r"(?<=.)(?: (?:co|company|corp|corporation|inc|incorporated|ltd|limited|llc|plc|gmbh|ag|sa|bv|nv|pty))+$"
)
# Han, kana and hangul are written without spaces, so that words cannot be told by white space.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
# Beyond this many digits before or behind the point a number is noise, and its plain form would fill memory.
MAX_DIGITS = 40


def clean(text: str) -> str:
    """What can be stored: NUL and lone surrogates become U+FFFD, one for one, so that spans stay true."""
    return _UNSTORABLE.sub("\ufffd", text)


def fold(name: str) -> str:
    """The form in which names are compared: without case, width, accents, punctuation and leading determiner.

    >>> fold("The Be’er-Sheva Hub")
    'beer sheva hub'
    """
    flat = unicodedata.normalize("NFKD", clean(name).casefold().translate(_LETTERS))
    plain = "".join(char for char in flat if not unicodedata.combining(char))
    words = _NOT_WORD.sub(" ", _APOSTROPHES.sub("", plain)).strip()
    # Hangul was taken apart by NFKD; a name of signs alone ("!!!") keeps its signs.
    return unicodedata.normalize("NFC", _DETERMINER.sub("", words)) or flat.strip()


def fold_organization(name: str) -> str:
    """`fold` without the legal form.

    >>> fold_organization("Acme Robotics Co., Ltd.")
    'acme robotics'
    """
    return _LEGAL_FORM.sub("", fold(name))


def grams(text: str) -> str:
    """Overlapping pairs of the characters of unspaced scripts, for full text search; empty for other text.

    >>> grams("新线路 opens")
    '新线 线路'
    """
    runs = (run if len(run) == 1 else " ".join(map("".join, pairwise(run))) for run in unspaced(text))
    return " ".join(runs)


def index_grams(text: str) -> str:
    """`grams` as they are stored, with the last character of each run: alone, it begins no pair.

    >>> index_grams("新线路 opens")
    '新线 线路 路'
    """
    ends = dict.fromkeys(run[-1] for run in unspaced(text) if len(run) > 1)
    return " ".join(filter(None, (grams(text), *ends)))


def unspaced(text: str) -> list[str]:
    return _UNSPACED.findall(text)


def plain_number(value: Decimal) -> str:
    """The digits without exponent and trailing zeros. Raises ValueError for what is no storable number.

    >>> plain_number(Decimal("2.50E+3"))
    '2500'
    """
    if not value.is_finite():
        raise ValueError(f"{value} is no number")
    if value and (abs(value.adjusted()) > MAX_DIGITS or len(value.as_tuple().digits) > MAX_DIGITS):
        raise ValueError(f"a number of more than {MAX_DIGITS} digits")
    digits = format(value, "f")
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return "0" if digits in ("-0", "") else digits
