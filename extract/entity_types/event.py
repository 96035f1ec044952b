"""EVENT: summits, conferences, forums, contests and ceremonies."""

from __future__ import annotations

from collections.abc import Iterator

from extract.entity_types._base import Candidate, Context
from extract.entity_types._described import GENERIC, Group, find_groups
from extract.lexicon import words
from extract.names import Name

LABEL = "EVENT"
DESCRIPTION = "a summit, conference, forum, contest, exhibition or ceremony"
EXAMPLES = [
    ("The 12th Foo Bar Startup Forum was held in May.", ["12th Foo Bar Startup Forum"]),
    ("The 2023 “Meet the Makers” Innovation Summit drew 300 firms.", ["2023 “Meet the Makers” Innovation Summit"]),
    ("The Conference on Urban Water opened.", ["Conference on Urban Water"]),
]
COUNTER_EXAMPLES = [
    ("The summit and the forum ended.", ["summit", "forum"]),
    ("A news conference was held.", ["news conference"]),
]
_HEADS = words(
    "summit conference forum contest competition expo exhibition festival congress symposium hackathon fair"
    " championship marathon biennale ceremony"
)
_PLAIN = words(
    "news press video online virtual opening closing signing trade inauguration launch launching awards award"
)


def find(context: Context) -> Iterator[Candidate]:
    for name in context.names:
        if name.head == LABEL:
            start, end = context.numbered_start(name.start), _year_end(context, name)
            if end - start > 1:
                yield Candidate(label=LABEL, start=start, end=end, score=0.84)
        elif name.head is None and context.apposed(name.end, _HEADS):
            yield Candidate(label=LABEL, start=name.start, end=name.end, score=0.8)
    for group in find_groups(context, _HEADS):
        candidate = _described(context, group)
        if candidate is not None:
            yield candidate


def _year_end(context: Context, name: Name) -> int:
    """ "World Expo 2025": a year right behind belongs to the name."""
    after = context.after(name.end)
    return name.end + 1 if after is not None and after.text.isdigit() and len(after) == 4 else name.end


def _described(context: Context, group: Group) -> Candidate | None:
    content = [w for w in group.modifiers if w not in GENERIC and w not in _PLAIN]
    ordinal = (
        bool(group.modifiers) and group.modifiers[0] in {"first", "second", "third", "annual"} and len(content) > 1
    )
    if group.predicative or group.introduced in {"bare", "counted"} or len(content) < (1 if ordinal else 2):
        return None
    return Candidate(label=LABEL, start=group.start, end=group.end, score=0.6)
