"""Dates and periods in text, as ISO 8601: absolute ones, and relative ones where the publication date is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from extract.nlp import text_of
from extract.period_patterns import PATTERNS
from extract.period_rules import Frame, Resolver

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A date or period as written. `value` is ISO 8601 (a day, month, year, or start/end), or the words in lower case
    where they cannot be resolved; then `resolved` is False. `relation` is the preposition of time before it (since, by,
    until, from, before, after), if there is one. `kind` is "date", "vague" ("recent years"), or "plan" for the
    years that the name of a five-year plan stands for."""

    start_char: int
    end_char: int
    text: str
    value: str
    resolved: bool = True
    relation: str | None = None
    kind: str = "date"


def find_periods(doc: Doc, published: date | None = None, text: str | None = None) -> list[Period]:
    """All dates and periods of the text, in order, none inside another; `text` is that of `doc`, if at hand."""
    text = text_of(doc) if text is None else text
    sentences = [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
    starts = [start for start, _ in sentences]
    found: list[Period] = []
    for match, resolver, kind in _longest(text, sentences):
        if kind == "bare" and not _is_date(text, match):
            continue
        sentence = max((s for s in starts if s <= match.start()), default=0) if starts else 0
        before = text[sentence : match.start()]
        previous = next((p.value for p in reversed(found) if p.start_char >= sentence and p.resolved), None)
        frame = Frame(published, bool(_FUTURE.search(before[-120:])), previous)
        value = resolver(match, frame)
        relation = _RELATION.search(before[-25:])
        found.append(
            Period(
                start_char=match.start(),
                end_char=match.end(),
                text=match.group(),
                value=value or " ".join(match.group().casefold().split()),
                resolved=value is not None,
                relation=relation.group(1).casefold() if relation else None,
                kind="date" if kind == "bare" else kind,
            )
        )
    return found


def _is_date(text: str, match: re.Match[str]) -> bool:
    """Whether four digits are a year: behind "in", "by", … or before no name ("Route 2020", "the 2021 Summit")."""
    before, after = text[max(0, match.start() - 20) : match.start()], text[match.end() : match.end() + 2]
    if _TIME.search(before):
        return True
    return not _NAMED.search(before) and not (after[:1] == " " and after[1:2].isupper())


_TIME = re.compile(
    r"\b(?:in|by|since|until|till|of|from|before|after|during|through|for|year|early|late|around|to)\s+$", re.I
)
_NAMED = re.compile(r"(?:[A-Z][\w’'-]*|\bthe)\s$")
_FUTURE = re.compile(r"\b(?:will|shall|to be|is to|are to|plans? to|expected|scheduled|due|next|set to|slated)\b", re.I)
_RELATION = re.compile(r"\b(since|by|until|till|from|before|after|during|through)(?: the| about| around)?\s*$", re.I)


def _longest(text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[re.Match[str], Resolver, str]]:
    """Matches of all patterns, the earlier and longer first, none overlapping another."""
    groups = list(_promising(text))
    matches = [
        (match.start(), -match.end(), rank, match, resolver, kind)
        for start, end in sentences
        for rank, pattern, resolver, kind in _with_cue(groups, text[start:end])
        for match in pattern.finditer(text, start, end)
    ]
    matches.sort(key=lambda item: item[:3])
    end = -1
    for _, _, _, match, resolver, kind in matches:
        if match.start() >= end:
            end = match.end()
            yield match, resolver, kind


Ranked = tuple[int, re.Pattern[str], Resolver, str]
"""A pattern with its place in PATTERNS: of matches of the same words the first counts."""
Group = tuple[list[str], list[str], list[Ranked]]
"""Cues that are looked for in lower case, cues that are looked for as they are, and the patterns that want one."""


def _promising(text: str) -> Iterator[Group]:
    """The patterns of which the text has a cue: looking for a word takes a hundredth of what a pattern takes."""
    groups: dict[tuple[str, ...], list[Ranked]] = {}
    for rank, (pattern, resolver, kind, cues) in enumerate(PATTERNS):
        groups.setdefault(cues, []).append((rank, pattern, resolver, kind))
    lower = text.lower()
    for cues, patterns in groups.items():
        folded = [cue for cue in cues if (cue.islower() or cue.isdigit()) and cue in lower]
        plain = [cue for cue in cues if not (cue.islower() or cue.isdigit()) and cue in text]
        if folded or plain:
            yield folded, plain, patterns


def _with_cue(groups: Sequence[Group], sentence: str) -> Iterator[Ranked]:
    """Those of which the sentence has a cue."""
    lower = sentence.lower()
    for folded, plain, patterns in groups:
        for cue in folded:
            if cue in lower:
                yield from patterns
                break
        else:
            if any(cue in sentence for cue in plain):
                yield from patterns
