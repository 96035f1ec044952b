"""From bytes to text: what the bytes say comes before what the page or the server claims."""

from __future__ import annotations

import codecs
import re
from collections import Counter

from extract.clean import BROKEN_SHARE

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,4}=\s{0,4}["']?\s{0,4}([\w.:-]{2,40})""", re.I)
_MARKUP = re.compile(rb"<[^<>]*>")
_SAMPLE = 200_000
# What browsers read these labels as (https://encoding.spec.whatwg.org/#names-and-labels).
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252", "ascii": "cp1252", "shift_jis": "cp932",
          "euc_kr": "cp949", "big5": "big5hkscs", "iso8859-9": "cp1254", "tis-620": "cp874"}  # fmt: skip
# The first bytes of the frequent characters: level 1 of GB 2312, Big5 and JIS X 0208, Hangul of KS X 1001.
_EASTERN = {"gb18030": (b"\xb0", b"\xd7"), "big5hkscs": (b"\xa4", b"\xc6"), "cp932": (b"\x88", b"\x97"),
            "euc_jp": (b"\xb0", b"\xcf"), "cp949": (b"\xb0", b"\xc8")}  # fmt: skip
_KANA_AND_SIGNS = frozenset(map(chr, (*range(0x3000, 0x3100), *range(0xFF00, 0xFF60), *range(0x2010, 0x2030))))
_LATIN = frozenset(("cp1250", "cp1252", "cp1254", "cp1257", "cp1258", "iso8859-2", "iso8859-3", "iso8859-4",
                    "iso8859-10", "iso8859-13", "iso8859-14", "iso8859-15", "iso8859-16", "cp437", "cp850", "cp852",
                    "cp858", "cp775", "mac-roman", "mac-latin2", "hp-roman8", "cp500", "cp1140"))  # fmt: skip
_LATIN_OF = {"pl": "cp1250", "cs": "cp1250", "sk": "cp1250", "hu": "cp1250", "sl": "cp1250", "hr": "cp1250",
             "bs": "cp1250", "ro": "cp1250", "sq": "cp1250", "tr": "cp1254", "lt": "cp1257", "lv": "cp1257",
             "et": "cp1257", "vi": "cp1258"}  # fmt: skip
_TAGS = re.compile("<[^<>]*>")
_INSIDE = re.compile("(?<=[a-z])[\u0080-\u024f](?=[a-z])")
_WESTERN = frozenset(("cp1252", "iso8859-15"))


def decode(body: bytes, claimed: str | None = None) -> str:
    """The text of a page or file. Bytes that no encoding explains come back with U+FFFD in their place.

    Tried in order: the byte order mark, UTF-8, the encodings that mark-up and header claim, then detection.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, errors="replace")
    text = body.decode("utf-8", errors="replace")
    # The escape is ISO-2022-JP, which is valid ASCII and so valid UTF-8. A page may carry a U+FFFD of its own.
    if b"\x1b$" not in body and text.count("\ufffd") == body.count(b"\xef\xbf\xbd"):
        return text
    if _nearly_utf8(text):
        return text
    claims = _claims(body, claimed)
    return _by_claims(body, claims) or _by_detection(body) or _by_last_claim(body, claims) or text


def from_utf16(body: bytes) -> bytes | None:
    """UTF-16 as UTF-8, None for other bytes: by the mark, or by the NUL in every other byte of mark-up."""
    start = body[:400]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = body.decode("utf-16", errors="replace")
    elif len(start) >= 40 and max(even, odd) > 0.2 * len(start) and max(even, odd) > 8 * min(even, odd):
        text = body.decode("utf-16-le" if odd > even else "utf-16-be", errors="replace")
    else:
        return None
    return text.encode("utf-8", errors="replace")


def _nearly_utf8(text: str) -> bool:
    """A few broken bytes, such as a character cut in two, among many right ones."""
    broken = text.count("\ufffd")
    right = sum(1 for char in text if char > "\x7f") - broken
    return broken < BROKEN_SHARE * len(text) and right > 10 * broken


def _claims(body: bytes, claimed: str | None) -> list[str]:
    names = [match.decode("ascii", "replace") for match in _DECLARED.findall(body[:4096])]
    return list(dict.fromkeys(filter(None, map(_codec, [*names, claimed or ""]))))


def _codec(name: str) -> str | None:
    try:
        found = codecs.lookup(name.strip()).name
        b"".decode(found)  # "hex", "zip" and the like are no text encodings
    except (LookupError, ValueError, UnicodeError):
        return None
    return _WIDER.get(found, found)


def _by_claims(body: bytes, claims: list[str]) -> str | None:
    for name in claims:
        text = body.decode(name, errors="replace")
        if (
            name.startswith("utf")
            or text.count("\ufffd") > 0.001 * len(text)
            or (name in _WESTERN and not (_western(body) and _fits_words(text)))
        ):
            continue
        return _by_frequent(body, name) if name in _EASTERN else text
    return None


def _fits_words(text: str) -> bool:
    """Whether what stands between two letters is a letter: a Polish "już" is no Western "ju¿"."""
    inside = _INSIDE.findall(text[:_SAMPLE])
    return sum(not char.isalpha() or char in "\u0153\u0152" for char in inside) <= 0.1 * len(inside)


def _by_frequent(body: bytes, claimed: str) -> str:
    """The text in the East Asian encoding that makes frequent characters of the bytes, the claimed one first.

    All of them make characters of nearly any bytes; only the right one makes those that are in use.
    """
    words = _MARKUP.sub(b" ", body)[:_SAMPLE]

    def share(name: str) -> float:
        return _frequent(words.decode(name, errors="replace"), name)

    best = claimed if share(claimed) >= 0.85 else max((claimed, *_EASTERN), key=share)
    return body.decode(best, errors="replace")


def _frequent(text: str, name: str) -> float:
    """The share of frequent characters: each standard puts them first, and the rare ones behind."""
    first, last = _EASTERN[name]
    wide = Counter(char for char in text if char > "\u00ff")
    frequent = sum(
        count
        for char, count in wide.items()
        if char in _KANA_AND_SIGNS or first <= char.encode(name, errors="ignore")[:1] <= last
    )
    return frequent / (wide.total() or 1)


def _western(body: bytes) -> bool:
    """Western European words have few accents; Chinese or Russian bytes claimed as Latin-1 are nearly all above 127."""
    words = _MARKUP.sub(b" ", body[:_SAMPLE])
    high = sum(byte > 127 for byte in words)
    letters = sum(65 <= byte <= 90 or 97 <= byte <= 122 for byte in words)
    return high < 0.25 * (high + letters)


def _by_detection(body: bytes) -> str | None:
    from charset_normalizer import from_bytes

    sample = b" ".join(_MARKUP.sub(b" ", body[:_SAMPLE]).split())
    best = from_bytes(sample[:20_000]).best()
    name = _codec(best.encoding) if best else None
    if name is None:
        return None
    text = body.decode(name, errors="replace")
    if name in _LATIN:
        # Which of them the bytes are in is told by the language: each makes letters of nearly all bytes.
        from extract.metadata import guess_language

        language = guess_language(_TAGS.sub(" ", text)[:_SAMPLE])
        text = body.decode(_LATIN_OF.get(language.value if language else "", "cp1252"), errors="replace")
    return None if text.count("\ufffd") > BROKEN_SHARE * len(text) else text


def _by_last_claim(body: bytes, claims: list[str]) -> str | None:
    """A claim that is at least mostly right, for the caller to judge by the share of U+FFFD."""
    texts = [body.decode(name, errors="replace") for name in claims]
    return min(texts, key=lambda text: text.count("\ufffd"), default=None)
