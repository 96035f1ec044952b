"""The wording of pages that stand where an announcement should: walls, refusals, errors, empty shells, lists.

The phrases are in `data/notices.txt`, in the languages of the catalogue: one regular expression a line, in sections by
reason and kind. `plain` phrases are said by such pages alone, which speak to the reader about his request. `hint`
phrases are in announcements too ("the portal is down for maintenance on Sunday"). A `heading` is that of a list. Those
of a `visit` speak of the page and the browser (plain) or to the reader (hint); what such a page is about is told by the
`reason` phrases beside the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "notices.txt"
_SECTION = re.compile(r"\[(\w+) (plain|hint|reason|heading)\]")


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


class Phrases:
    """Regular expressions of which one is to be found, without case.

    Each has a run of plain letters that no match of it lacks. Where that does not stand in a text, it is not sought:
    an alternation of a hundred phrases tries all of them at every letter.
    """

    def __init__(self, phrases: Sequence[tuple[str, str]]) -> None:
        self._phrases = phrases

    @classmethod
    def of(cls, patterns: Iterable[str]) -> Phrases:
        return cls([(_certain(pattern), pattern) for pattern in patterns])

    def __bool__(self) -> bool:
        return bool(self._phrases)

    def within(self, text: str) -> Phrases:
        """Those that may be found in the text, or in a part of it."""
        folded = text.lower()
        return Phrases([phrase for phrase in self._phrases if phrase[0] in folded])

    def search(self, text: str) -> re.Match[str] | None:
        """The first match of any."""
        found = filter(None, (_compiled(pattern).search(text) for _, pattern in self.within(text)._phrases))
        return min(found, key=lambda match: match.start(), default=None)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


def _certain(pattern: str) -> str:
    """The longest run of letters that every match has, empty where there is none."""
    flat, before = pattern, ""
    while flat != before:
        before, flat = flat, _GROUP.sub("\0", flat)
    return "" if "|" in flat else max(_UNCERTAIN.split(flat), key=len).lower()


_REPEAT = r"(?:[?*+]|\{[^}]*\})?"
_GROUP = re.compile(rf"\((?:[^()\\]|\\.)*\){_REPEAT}")
_UNCERTAIN = re.compile(rf"\0|\[[^\]]*\]{_REPEAT}|\\.{_REPEAT}|.[?*]|.\{{[^}}]*\}}|[.^$+]")
_SECTIONS = _read()
# In the order of what is asked first: a challenge also speaks of cookies, and an error page of the login.
REASONS = ("access_denied", "error_page", "login", "cookie_wall", "no_text", "index_page")
PLAIN = {reason: Phrases.of(_SECTIONS[reason, "plain"]) for reason in REASONS}
HINTS = {reason: Phrases.of(_SECTIONS.get((reason, "hint"), ())) for reason in REASONS}
ABOUT = {reason: Phrases.of(_SECTIONS.get((reason, "reason"), ())) for reason in REASONS}
VISIT = re.compile("|".join(_SECTIONS["visit", "plain"]), re.I)
READER = re.compile("|".join(_SECTIONS["visit", "hint"]), re.I)
_HEADINGS = "|".join(_SECTIONS["index_page", "heading"])
# "Latest News", "City Council Meetings 2025", "Monthly Archives: April 2025".
LIST_HEADING = re.compile(
    r"(?:(?:all|latest|recent|our|more|current|upcoming|city|council|public|board|local|official|top) )*"
    rf"(?:{_HEADINGS})"
    r"(?:\W{0,3}(?:(?:in|from|for) )?(?:(?:19|20)\d\d|\d{1,2}))?\W*",
    re.I,
)
