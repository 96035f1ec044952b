"""Lines that were broken at a column, made whole."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

# Mail and terminal captures break near column 72 to 80, some at 65 or 100.
_MIN_WIDTH, _MAX_WIDTH = 50, 110
_ITEM = re.compile(r"\s*(?:[-–•*·▪●◦]|\d{1,2}[.)])\s")


def unwrap(text: str) -> list[str]:
    """The lines of a text, raw; where it is wrapped, a line that broke for want of room is joined to the one before."""
    lines = re.split(r"\r\n?|[\n\u0085\u2028\u2029\x0b\x0c]", text)
    width = wrap_width(lines)
    if width is None:
        return lines
    joined: list[str] = []
    previous = ""
    for line in lines:
        if previous.strip() and _broke_here(previous, line, width):
            joined[-1] = _join(joined[-1], line)
        else:
            joined.append(line)
        previous = line
    return joined


def wrap_width(lines: list[str]) -> int | None:
    """The column at which a text was wrapped, or None: then no line is longer, and many come close to it."""
    lengths = [len(line.rstrip()) for line in lines if line.strip()]
    if len(lengths) < 4:
        return None
    width = max(lengths)
    if not _MIN_WIDTH <= width <= _MAX_WIDTH:
        return None
    followed = [len(a.rstrip()) for a, b in pairwise(lines) if a.strip() and b.strip()]
    full = Counter(length > 0.8 * width for length in followed)
    return width if full[True] >= 3 and full[True] >= full[False] else None


def _broke_here(line: str, following: str, width: int) -> bool:
    """The next line's first word had no room in this one."""
    if not following.strip() or _ITEM.match(following):
        return False
    return len(line.rstrip()) + 1 + len(following.split()[0]) > width


def _join(line: str, following: str) -> str:
    start = line.rstrip()
    if start.endswith("-") and start[-2:-1].isalpha() and following.lstrip()[:1].islower():
        return start[:-1] + following.strip() if not start[:-1].endswith("-") else start + following.strip()
    return f"{start} {following.strip()}"
