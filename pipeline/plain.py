"""Text of strangers as a terminal may have it: escapes, other controls and direction marks are never obeyed."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

_SPACES = "\n\t\r\u2028\u2029"
# json.dumps leaves the controls beyond ASCII (a C1 CSI, a right-to-left override) as they are.
_BEYOND_ASCII = re.compile(r"[\x7f-\x9f\u0300-\U0010ffff\xad]")


def plain(value: object) -> str:
    """One line of text without what a terminal would obey: escapes, other controls, direction marks."""
    return "".join(" " if c in _SPACES else c for c in str(value) if c in _SPACES or unicodedata.category(c)[0] != "C")


def json_text(value: Any, *, indent: int | None = None) -> str:
    """JSON that reads back as the same value, every control character in it escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=str)
    return _BEYOND_ASCII.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    char = match.group()
    return json.dumps(char)[1:-1] if unicodedata.category(char)[0] == "C" else char
