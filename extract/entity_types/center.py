"""CENTER: innovation centers, incubators, accelerators, maker spaces, talent bases, hubs, labs and service offices."""

from __future__ import annotations

from collections.abc import Iterator

from extract.entity_types._base import Candidate, Context
from extract.entity_types._described import GENERIC, Group, complement_end, find_groups, is_plural_head
from extract.lexicon import words
from extract.name_words import CENTER_WORDS

LABEL = "CENTER"
CALLED = 0.8
"""The score of what the text itself calls an incubator: "incubators, namely Zarb"."""
DESCRIPTION = "a named or described innovation center, incubator, accelerator, base, hub, lab or service office"
EXAMPLES = [
    ("The Foo Bar Innovation Centre opened.", ["Foo Bar Innovation Centre"]),
    ("Lyon's five overseas talent hubs were opened on Friday.", ["five overseas talent hubs"]),
    ("The council will build an incubator for refugees.", ["incubator for refugees"]),
    ("It opened its first overseas service centre in Nairobi.", ["first overseas service centre in Nairobi"]),
    ("Local incubators, namely Zarb and Quux Works, took part.", ["Zarb", "Quux Works"]),
]
COUNTER_EXAMPLES = [
    ("The center is open, and maker spaces grow.", ["center", "maker spaces"]),
    ("The port serves as a business incubator.", ["business incubator"]),
    ("It wants to become an international innovation hub.", ["international innovation hub"]),
]
_HEADS = words("center centre incubator accelerator makerspace hub base lab laboratory platform space office station")
_PLURALS = frozenset({*(f"{head}s" for head in _HEADS), "laboratories"})
# What makes a center, base or office one of ours; an office block or a military base is none.
_KINDS = words(
    "innovation service services talent talents research incubation startup startups start-up entrepreneurship"
    " maker tech technology science liaison overseas offshore foreign training co-working coworking coworkers work"
    " business r&d development demonstration experience community data digital ai robotics design creative support"
    " resource career employment recruitment exchange cooperation learning education manufacturing industrial"
    " testing application transfer commercialization youth skills representative branch regional global"
    " international advisory welcome visitor hi-tech high-tech venture green health biotech medical laboratory"
    " venture cyber cloud fintech joint state national provincial municipal key"
)
_SPECIFIC = words("incubator accelerator makerspace incubators accelerators makerspaces")


def find(context: Context) -> Iterator[Candidate]:
    for name in context.names:
        size = name.end - name.start
        if name.head == LABEL and size > 1:
            yield Candidate(label=LABEL, start=name.start, end=name.end, score=0.86)
        elif name.head is None and (
            context.listed_after(name.start, CENTER_WORDS)
            or context.apposed(name.end, CENTER_WORDS | {"space", "center", "centre", "base"})
        ):
            yield Candidate(label=LABEL, start=name.start, end=name.end, score=CALLED)
    for group in find_groups(context, _HEADS | _PLURALS):
        candidate = _described(context, group)
        if candidate is not None:
            yield candidate


def _described(context: Context, group: Group) -> Candidate | None:
    doc = context.doc
    head = doc[group.head].lower_
    content = [w for w in group.modifiers if w not in GENERIC]
    fitting = head in _SPECIFIC or any(part in _KINDS for w in group.modifiers for part in (w, *w.split("-")))
    if not fitting or group.predicative:
        return None
    if is_plural_head(head) and head not in {"premises"}:
        told = group.owned or group.place is not None
        if group.introduced != "counted" or not content or not told or head in {"labs", "laboratories"}:
            return None
        return Candidate(label=LABEL, start=group.start, end=group.end, score=0.75)
    end = complement_end(context, group.end, {"for"})
    if group.place:
        # "in PLACE" belongs to the name and stays a mention of its own
        name = doc[group.start : group.extent].text
        return Candidate(label=LABEL, start=group.start, end=group.end, score=0.78, name=name)
    if (group.introduced == "owned" and len(content) >= 1) or (
        group.introduced == "indefinite" and (content or end > group.end)
    ):
        return Candidate(label=LABEL, start=group.start, end=end, score=0.72)
    return Candidate(label=LABEL, start=group.start, end=group.end, score=0.6) if _by_people(context, group) else None


def _by_people(context: Context, group: Group) -> bool:
    """ "the Kenyan service center": a definite one told apart by a country's adjective."""
    from extract.gazetteer import demonym

    return any(demonym(t.text) for t in context.doc[group.start : group.head]) and group.introduced == "definite"
