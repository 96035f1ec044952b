"""How sure a number is: the words before, behind and around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_JUST = r"(?:(?:just|well|slightly|far|a little|significantly|much|even) )?"
_BEFORE = {
    "at_least": (
        r"at (?:the )?(?:very )?least|(?:a |the )?minimum(?: of)?|(?:no|not) (?:less|fewer|lower|smaller|shorter) than"
        r"|not (?:(?:be|fall|drop) )?(?:under|below)|>=|≥"
    ),
    "at_most": (
        r"(?:no|not) (?:more|greater|higher|later|longer) than|not (?:over|above)|up to|at (?:the )?most"
        r"|(?:a|the) (?:ceiling|cap|limit) of|limited to"
        r"|(?:a |the )?maximum(?: of)?"
        r"|as (?:many|much|high|long) as|(?:less|fewer|lower) than|<=|≤|<|capped at"
        r"|(?<!just )(?<!slightly )(?<!little )(?:under|below)"
        r"|not exceed(?:ing)?"
    ),
    "nearly": (
        r"nearly|almost|close to|(?:just|slightly|a little) (?:under|below|short of)|approach(?:es|ed|ing)"
        r"|near(?:s|ed|ing)|virtually"
    ),
    "more_than": (
        rf"{_JUST}(?:more|greater|higher|larger|longer) than|{_JUST}(?:over|above|beyond|past)|exceed(?:s|ed|ing)?"
        r"|in excess of|upwards? of|surpass(?:es|ed|ing)?|(?<=to )top|(?<=will )top|topp(?:ed|ing)|tops|north of"
        r"|crossed|>"
    ),
    "approx": (
        r"about|around|some|roughly|approximately|approx\.?|circa|ca\.|c\.|~|≈|(?:an )?estimated|an? approximate"
        r"|somewhere around"
    ),
}
_FILLER = r"(?:(?:the|a total of|a combined|an additional|another|a further|its|a record|an average of|a|an|all) )*"
_BEFORE_NUMBER = [
    (name, re.compile(rf"(?<![\w-])(?:{pattern})[ -]?{_FILLER}$", re.IGNORECASE)) for name, pattern in _BEFORE.items()
]
_BEHIND = [
    ("approx", re.compile(r" ?(?:or so|or thereabouts|approximately)\b", re.I)),
    (
        "at_least",
        re.compile(
            r" ?,? ?(?:or|and) (?:more|above|over|higher|longer|upwards?)\b(?! than)| at (?:the )?least\b", re.I
        ),
    ),
    (
        "at_most",
        re.compile(r" ?,? ?or (?:less|fewer|below|under)\b(?! than)| at (?:the )?most\b| (?-i:maximum)\b", re.I),
    ),
]
_PLUS = re.compile(r"\+(?!\d)|[ -]plus\b|-odd\b", re.I)
# After these words "about" and "over" tell the topic, place or time, not how sure the number is.
_TOPIC = re.compile(r"(?:talk|learn|know|think|information|speak|spoke|speech|worr|concern|stor)\w{0,8} about $", re.I)
_SPREAD = re.compile(r"(?:spread|sprawl|scatter|span|extend|stretch|control|win|victory)\w{0,8} (?:out )?over $", re.I)
# "Paid over five years": in the course of them. "For over five years" and "has lasted over five years": more than five.
_LASTING = re.compile(
    r"\b(?:for|of|has|have|had|with|after|lasts?|lasted|takes?|took|spent|spanning|is|was|by|to|been|aged|not) over $",
    re.I,
)
_DURATION = re.compile(r"[\w.,]+(?:[ -]\w+)?[ -](?:years?|months?|weeks?|weekends?|days?|decades?|seasons?)\b", re.I)
_ESTIMATED = re.compile(
    r"\b(?:it(?: is|'s|s| was) (?:estimated|believed|reckoned)|estimates (?:that|show|put)|is estimated|are estimated"
    r"|was estimated|were estimated|estimated at|an? estimated|by (?:one|some) estimates?|according to estimates"
    r"|projected)\b",
    re.I,
)
_WINDOW = 48


@dataclass(frozen=True, slots=True)
class Hedge:
    """A qualifier of the closed list and where its words begin and end."""

    qualifier: str
    start: int
    end: int


def hedge_before(flat: str, start: int, *, floor: int = 0) -> Hedge | None:
    """The hedge whose words end right before `start`, not before `floor`."""
    begin = max(floor, start - _WINDOW)
    window = flat[begin:start]
    if not window.strip() or _TOPIC.search(window) or _SPREAD.search(window):
        return None
    if window.lower().endswith("over ") and _DURATION.match(flat, start) and not _LASTING.search(window):
        return None
    for qualifier, pattern in _BEFORE_NUMBER:
        if match := pattern.search(window):
            return Hedge(qualifier, begin + match.start(), start)
    return None


def hedge_behind(flat: str, end: int) -> Hedge | None:
    """The hedge whose words begin at `end` ("or so", "or more")."""
    for qualifier, pattern in _BEHIND:
        if match := pattern.match(flat, end):
            return Hedge(qualifier, end, match.end())
    return None


def plus_sign(flat: str, end: int) -> int | None:
    """Where the plus of "300+", "300-plus" or "300-odd" ends."""
    match = _PLUS.match(flat, end)
    return match.end() if match else None


def is_estimate(clause: str) -> bool:
    """Whether the clause frames its numbers as estimated ("it's estimated that")."""
    return _ESTIMATED.search(clause) is not None
