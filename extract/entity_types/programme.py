"""PROGRAMME: policies, plans, strategies, schemes, funds, visas, reports and lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.entity_types._base import Candidate, Context
from extract.entity_types._described import GENERIC, Group, complement_end, find_groups
from extract.lexicon import words
from extract.name_words import HEADS
from extract.names import Name

_YEAR = re.compile(r"(?:19|20)\d\d")
LABEL = "PROGRAMME"
DESCRIPTION = "a policy, plan, strategy, scheme, fund, visa, report or list"
EXAMPLES = [
    ("The 14th Five-Year Plan and the Global Talent Visa help.", ["14th Five-Year Plan", "Global Talent Visa"]),
    ("The city set up a seed capital fund and adopted a strategy of water-led growth.",
     ["seed capital fund", "strategy of water-led growth"]),
    ("The Robot Industry Blueprint 2019-2025 and the Tech Census 2022 say so.",
     ["Robot Industry Blueprint 2019-2025", "Tech Census 2022"]),
    ("The Lotus Graduate Permit and the Doumen Measures for Smart Aquaculture help.",
     ["Lotus Graduate Permit", "Doumen Measures for Smart Aquaculture"]),
    ("A report published by the Foo Institute praised it.", ["report"]),
]  # fmt: skip
COUNTER_EXAMPLES = [
    ("There is a new plan, and the policy works.", ["plan", "new plan", "policy"]),
    ("They plan to report soon.", ["plan", "report"]),
]
_HEADS = words(
    "plan policy strategy scheme fund programme program initiative visa report list blueprint roadmap framework"
    " campaign scholarship fellowship project agenda regulation"
)
_PUBLISHED = words("released published issued conducted compiled commissioned produced drafted written unveiled")
# Nouns before the head that make no programme of it.
_PLAIN = words(
    "annual press news business work police financial media research pilot construction building weather waiting action"
)


def find(context: Context) -> Iterator[Candidate]:
    for name in context.names:
        candidate = _named(context, name)
        if candidate is not None:
            yield candidate
    for group in find_groups(context, _HEADS):
        candidate = _described(context, group)
        if candidate is not None:
            yield candidate


def _named(context: Context, name: Name) -> Candidate | None:
    start = context.numbered_start(name.start)
    if name.head == LABEL and (name.end - start > 1):
        return Candidate(label=LABEL, start=start, end=_behind_years(context, name.end), score=0.82)
    after = context.after(name.end)
    if name.head in {None, LABEL} and after is not None and after.lower_ in HEADS[LABEL] and after.is_lower:
        # "the Horizon Europe programme"; a place before the noun describes, and an owner has its 's between
        return Candidate(label=LABEL, start=start, end=name.end + 1, score=0.7) if not context.is_place(name) else None
    if name.head != "ORG" and after is not None and after.lower_ in {"master", "action", "development"}:
        head = context.after(name.end, 1)
        if (
            head is not None
            and head.lower_ in {"plan", "programme", "program", "strategy"}
            and not context.is_place(name)
        ):
            return Candidate(label=LABEL, start=start, end=name.end + 2, score=0.7)
    return None


def _behind_years(context: Context, end: int) -> int:
    """ "Blueprint for the Robot Industry 2019-2025", "Founders Index 2024": the years are part of the name."""
    year, hyphen, last = (context.after(end, distance) for distance in range(3))
    if year is None or not _YEAR.fullmatch(year.text):
        return end
    span = hyphen is not None and last is not None and hyphen.text in "-–" and _YEAR.fullmatch(last.text)
    return end + 3 if span else end + 1


def _described(context: Context, group: Group) -> Candidate | None:
    doc = context.doc
    if group.predicative or group.introduced == "counted":
        return None
    before = context.before(group.start)
    if group.introduced == "bare" and (
        before is None or before.lower_ not in {"and", "or", ",", "of", "under", "through", "“", '"'}
    ):
        return None
    content = [w for w in group.modifiers if w not in GENERIC and w not in _PLAIN]
    after = context.after(group.end)
    if (
        after is not None
        and after.lower_ in _PUBLISHED
        and (by := context.after(group.end, 1)) is not None
        and by.lower_ in {"by", "on"}
    ):
        return Candidate(label=LABEL, start=group.head, end=group.end, score=0.7)
    if doc[group.head].lower_ in {"report", "list", "project"} and len(content) < 2:
        end = complement_end(context, group.end, {"on", "of"})
        return (
            _spanned(group, end, 0.62)
            if end > group.end + 2 and group.introduced in {"indefinite", "definite"}
            else None
        )
    end = complement_end(context, group.end, {"of", "for", "on"})
    if content and (len(content) > 1 or "-" in content[0] or group.introduced in {"indefinite", "owned", "definite"}):
        return _spanned(group, group.end if len(content) > 1 else end, 0.68)
    if end > group.end + 2 and group.introduced in {"indefinite", "owned"}:
        return _spanned(group, end, 0.62)
    return None


def _spanned(group: Group, end: int, score: float) -> Candidate:
    return Candidate(label=LABEL, start=group.start, end=end, score=score)
