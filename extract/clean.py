"""Text as it is stored: every field of a document passes through here once."""

from __future__ import annotations

import re
import unicodedata

# Zero width, bidirectional controls, byte order marks, soft hyphens, tag characters, lone surrogates, non-characters:
# what no reader sees and what splits words, breaks searches or reverses a line on a terminal.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_LINE_BREAK = re.compile("\r\n?|[\u0085\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BLANKS = re.compile("[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_AROUND_BREAK = re.compile(" ?\n ?")
_MANY_BREAKS = re.compile("\n{3,}")
_NOT_WORD = re.compile("[^a-z0-9]+")
_NOT_ALNUM = re.compile(r"[\W_]+")
_MAYBE_MOJIBAKE = re.compile(
    "[\u00c2\u00c3\u00c5\u00e2\u00d0\u00d1\u00e5-\u00e9][\u0080-\u00bf\u0152-\u0192\u02c6\u2013-\u2122]"
)

# More replacement characters than this share of a text and its bytes were not understood.
BROKEN_SHARE = 0.005


def clean_text(text: str) -> str:
    """Composed (NFC) text without invisible or control characters; blanks are single, at most one line stays empty.

    NFKC is not used: it would turn `½` into `1⁄2` and `㎡` into `m2`. A control character between words is a blank.
    """
    text = _LINE_BREAK.sub("\n", text)
    text = _CONTROL.sub(" ", text)
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    text = _AROUND_BREAK.sub("\n", _BLANKS.sub(" ", text))
    return _MANY_BREAKS.sub("\n\n", text).strip()


def clean_line(text: str | None) -> str:
    """`clean_text` on one line, mojibake repaired; empty for None."""
    if not text:
        return ""
    # What is no blank, is printable and composed has nothing in it for `clean_text` to change.
    line = " ".join(text.split())
    if line.isprintable():
        if line.isascii():
            return line
        if unicodedata.is_normalized("NFC", line):
            return repair_mojibake(line)
    return repair_mojibake(clean_text(text).replace("\n\n", " ").replace("\n", " "))


def repair_mojibake(text: str) -> str:
    """UTF-8 that was once read as a one-byte charset ("cafÃ©") is read right; other text comes back as it is."""
    if not _MAYBE_MOJIBAKE.search(text):
        return text
    from ftfy import fix_encoding

    return clean_text(str(fix_encoding(text)))


def looks_broken(text: str) -> bool:
    """Whether too much of a text is U+FFFD, the mark of bytes that were not understood."""
    return text.count("\ufffd") > BROKEN_SHARE * len(text)


def fold(text: str | None) -> str:
    """Letters and digits alone, caseless and width-folded: for comparing, never for storing."""
    if not text:
        return ""
    if text.isascii():
        return _NOT_WORD.sub("", text.lower())
    return _NOT_ALNUM.sub("", unicodedata.normalize("NFKC", text).casefold())
