"""Cardinal numbers in running text: digits in the common groupings, number words, scale words, ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from text_to_num import text2num

# One code point becomes one code point, so offsets into the flattened text are offsets into the text.
_FLAT = str.maketrans(
    {
        **{chr(0xFF01 + i): chr(0x21 + i) for i in range(94)},
        **dict.fromkeys("  　   ", " "),
        **dict.fromkeys("’‘ʼ", "'"),
        **dict.fromkeys("‐‑‒–−", "-"),
        "￥": "¥",
        "￡": "£",
    }
)

# Longer runs of digits are record numbers; Decimal keeps 28 digits.
MAX_DIGITS = 15
_MAX_WORDS = 12

SCALES = {
    "dozen": 12, "hundred": 10**2, "thousand": 10**3, "k": 10**3, "lakh": 10**5, "lac": 10**5, "million": 10**6,
    "mln": 10**6, "mn": 10**6, "m": 10**6, "crore": 10**7, "cr": 10**7, "billion": 10**9, "bln": 10**9, "bn": 10**9,
    "b": 10**9, "trillion": 10**12, "trn": 10**12, "tn": 10**12, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8,
}  # fmt: skip
_SCALE = re.compile(
    r"[ -]?(hundred|thousand|lakh|lac|million|mln|mn|crore|cr|billion|bln|bn|trillion|trn|tn)s?(?![\w])|([kmb])(?![\w])"
    r"|([万萬亿億])",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d{1,3}(?: \d{3})+(?![\d.,]|-\d)|\d+(?:[.,]\d+)*")
_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
)
_BIG = "hundred|thousand|million|billion|trillion"
_FIRST = "|".join(sorted(_SMALL.split(), key=len, reverse=True))
_ANY = f"{_FIRST}|{_BIG}"
_WORDS = re.compile(
    rf"\b(?P<half>half an? (?:{_BIG}|dozen)\b)|\b(?<!half )(?P<twelve>a dozen)\b(?! or (?:more|so)\b)"
    rf"|\b(?P<run>(?:an? (?:{_BIG})|{_FIRST})\b(?:(?:[ -]| and )(?:{_ANY})\b){{0,{_MAX_WORDS}}})"
    rf"(?P<plus_half>(?: and |-and-)a[ -]half\b)?(?P<dozen> dozen\b)?",
    re.IGNORECASE,
)
_AND = re.compile(r" and ", re.IGNORECASE)
_FRACTION = re.compile(
    r"[ -](?:half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written, scale word included. `max_value` is set for a range; `scaled` tells that a scale word
    stands with it; `spelled` that it is in words."""

    start: int
    end: int
    value: Decimal
    max_value: Decimal | None = None
    spelled: bool = False
    scaled: bool = False


def flatten(text: str) -> str:
    """The text with full-width forms, dashes, blanks and apostrophes in ASCII, code point for code point."""
    return text.translate(_FLAT)


def parse_digits(written: str) -> Decimal | None:
    """The value of digits in English, Indian, spaced or decimal-comma writing; None where they are no number.

    >>> parse_digits("1,50,000"), parse_digits("2.5"), parse_digits("007")
    (Decimal('150000'), Decimal('2.5'), None)
    """
    if sum(c.isdigit() for c in written) > MAX_DIGITS or re.match(r"0\d", written):
        return None
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?|\d{1,3}(?: \d{3})+", written):
        plain = written.replace(",", "").replace(" ", "")
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,3}", written):
        plain = written.replace(".", "")
    elif re.fullmatch(r"\d+,\d{1,2}", written):
        plain = written.replace(",", ".")
    elif re.fullmatch(r"\d+(?:\.\d+)?", written):
        plain = written
    else:
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _parse_words(written: str) -> Decimal | None:
    words = re.sub(r"^an? ", "one ", written.lower()).replace("-", " ")
    try:
        return Decimal(text2num(words, "en"))
    except ValueError:
        return None


def _digit_numerals(flat: str) -> Iterator[Numeral]:
    for match in _DIGITS.finditer(flat):
        written, end = match.group(), match.end()
        value = parse_digits(written)
        decimal_comma = re.fullmatch(r"\d+,\d{1,2}", written) is not None
        if value is None or (decimal_comma and not _SCALE.match(flat, end)):
            continue
        yield Numeral(match.start(), end, value)


def _word_numerals(flat: str) -> Iterator[Numeral]:
    for match in _WORDS.finditer(flat):
        if match["half"]:
            yield Numeral(
                match.start(), match.end(), _scale_of(match["half"].split()[-1]) / 2, spelled=True, scaled=True
            )
        elif match["twelve"]:
            yield Numeral(match.start(), match.end(), Decimal(12), spelled=True)
        else:
            yield from _word_run(flat, match)


def _word_run(flat: str, match: re.Match[str]) -> Iterator[Numeral]:
    """The numbers of one run of number words: "two hundred and five" is one, "two and three" are two."""
    start, end = match.span("run")
    pieces = [(start, end)] if _parse_words(flat[start:end]) is not None else _split_at_and(flat, start, end)
    for a, b in pieces:
        value = _parse_words(flat[a:b])
        if value is None or _FRACTION.match(flat, b):
            continue
        if b == end and match["plus_half"]:
            value, b = value + Decimal("0.5"), match.end("plus_half")
        if b >= end and match["dozen"]:
            value, b = value * 12, match.end("dozen")
        yield Numeral(a, b, value, spelled=True, scaled=value >= 1000)


def _split_at_and(flat: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces, at = [], start
    for cut in _AND.finditer(flat, start, end):
        pieces.append((at, cut.start()))
        at = cut.end()
    return [*pieces, (at, end)]


def _scale_of(word: str) -> Decimal:
    return Decimal(SCALES[word.lower()])


def scale_after(flat: str, end: int, *, letters: bool) -> tuple[Decimal, int]:
    """The factor of the scale words at `end` and where they end; single letters (k, m, b) only where allowed."""
    factor = Decimal(1)
    while match := _SCALE.match(flat, end):
        if match[2] and not letters and match[2] != "k":
            break
        factor *= _scale_of(match[1] or match[2] or match[3])
        end = match.end()
        if factor > 10**14:
            break
    return factor, end


def find_numerals(flat: str) -> list[Numeral]:
    """Every number of a flattened text, left to right, scale words not yet applied; ordinals and fractions are none."""
    found = sorted([*_digit_numerals(flat), *_word_numerals(flat)], key=lambda n: (n.start, -n.end))
    kept: list[Numeral] = []
    for numeral in found:
        if not kept or numeral.start >= kept[-1].end:
            kept.append(numeral)
    return kept


def scaled(numeral: Numeral, flat: str, *, letters: bool) -> Numeral:
    """The numeral with the scale words that follow it."""
    factor, end = scale_after(flat, numeral.end, letters=letters)
    if end == numeral.end:
        return numeral
    return replace(numeral, end=end, value=numeral.value * factor, scaled=True)
