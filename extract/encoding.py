"""From bytes to text: what the bytes say comes before what the page or the server claims."""

from __future__ import annotations

import codecs
import re

from extract.clean import BROKEN_SHARE

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,4}=\s{0,4}["']?\s{0,4}([\w.:-]{2,40})""", re.I)
_MARKUP = re.compile(rb"<[^<>]*>")
_SAMPLE = 200_000
# What browsers read these labels as (https://encoding.spec.whatwg.org/#names-and-labels).
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252", "ascii": "cp1252", "shift_jis": "cp932",
          "euc_kr": "cp949", "big5": "big5hkscs", "iso8859-9": "cp1254", "tis-620": "cp874"}  # fmt: skip
_WESTERN = frozenset(("cp1252", "iso8859-15"))


def decode(body: bytes, claimed: str | None = None) -> str:
    """The text of a page or file. Bytes that no encoding explains come back with U+FFFD in their place.

    Tried in order: the byte order mark, UTF-8, the encodings that mark-up and header claim, then detection.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, errors="replace")
    text = body.decode("utf-8", errors="replace")
    # The escape is ISO-2022-JP, which is valid ASCII and so valid UTF-8.
    if "\ufffd" not in text and b"\x1b$" not in body:
        return text
    if _nearly_utf8(text):
        return text
    claims = _claims(body, claimed)
    return _by_claims(body, claims) or _by_detection(body) or _by_last_claim(body, claims) or text


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
            or (name in _WESTERN and not _western(body))
        ):
            continue
        return text
    return None


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
    return None if text.count("\ufffd") > BROKEN_SHARE * len(text) else text


def _by_last_claim(body: bytes, claims: list[str]) -> str | None:
    """A claim that is at least mostly right, for the caller to judge by the share of U+FFFD."""
    texts = [body.decode(name, errors="replace") for name in claims]
    return min(texts, key=lambda text: text.count("\ufffd"), default=None)
