"""The wording of pages that stand where an announcement should: walls, refusals, errors, empty shells, lists.

The phrases are in `data/notices.txt`, in the languages of the catalogue: one regular expression a line, in sections by
reason and kind. `plain` phrases are said by such pages alone, which speak to the reader about his request. `hint`
phrases are in announcements too ("the portal is down for maintenance on Sunday"). A `heading` is that of a list.
"""

from __future__ import annotations

import re
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "notices.txt"
_SECTION = re.compile(r"\[(\w+) (plain|hint|heading)\]")


def _read() -> dict[tuple[str, str], list[str]]:
    sections: dict[tuple[str, str], list[str]] = {}
    phrases: list[str] = []
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        section = _SECTION.fullmatch(line)
        if section:
            phrases = sections.setdefault((section[1], section[2]), [])
        elif line:
            phrases.append(line)
    return sections


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.I)


_SECTIONS = _read()
# In the order of what is asked first: a challenge also speaks of cookies, and an error page of the login.
REASONS = ("access_denied", "error_page", "login", "cookie_wall", "no_text", "index_page")
PLAIN = {reason: _any_of(_SECTIONS[reason, "plain"]) for reason in REASONS}
HINTS = {reason: _any_of(_SECTIONS.get((reason, "hint"), ["(?!)"])) for reason in REASONS}
_HEADINGS = _any_of(_SECTIONS["index_page", "heading"]).pattern
# "Latest News", "City Council Meetings 2025", "Monthly Archives: April 2025".
LIST_HEADING = re.compile(
    r"(?:(?:all|latest|recent|our|more|current|upcoming|city|council|public|board|local|official|top) )*"
    rf"(?:{_HEADINGS})"
    r"(?:\W{0,3}(?:(?:in|from|for) )?(?:(?:19|20)\d\d|\d{1,2}))?\W*",
    re.I,
)
