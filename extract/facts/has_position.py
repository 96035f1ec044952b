"""Who holds which title in which body."""

from __future__ import annotations

from collections.abc import Iterator

from extract.facts._titles import read_positions
from extract.facts.base import Context
from extract.types import Fact

PREDICATE = "has_position"
DESCRIPTION = "person → body: holds a title there"

EXAMPLES = [
    ("Ana Lima, director of the Porto Innovation Agency, said so.", [("Ana Lima", "Porto Innovation Agency")]),
    (
        "“It works,” said Tom Hall, deputy head of the skills division of the Leeds Chamber of Commerce.",
        [("Tom Hall", "Leeds Chamber of Commerce")],
    ),
    ("Porto Mayor Rui Moreira opened the hall.", [("Rui Moreira", "Porto")]),
    ("Maria Santos was appointed president of Harbour University.", [("Maria Santos", "Harbour University")]),
]
COUNTER_EXAMPLES = [
    "Ana Lima, director of several films, said so.",
    "Ana Lima was not appointed president of Harbour University.",
]


def find(context: Context) -> Iterator[Fact]:
    for position in read_positions(context):
        yield context.fact(
            position.person,
            PREDICATE,
            position.body,
            position.sentence,
            position.rule,
            0.9 if position.rule == "apposition" else 0.8,
            status="planned" if position.planned else "done",
            qualifiers={"title": position.title},
        )
