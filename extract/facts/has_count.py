"""How many of something a body, an event, a programme or a place has."""

from __future__ import annotations

from collections.abc import Iterator

from extract.facts._holders import Holding, plain, read_holdings
from extract.facts.base import Context, is_amount
from extract.types import Fact

PREDICATE = "has_count"
DESCRIPTION = "thing → number: how many of what stands in the qualifier `what`"

EXAMPLES = [
    ("The Aire Incubator has attracted 45 start-ups.", [("Aire Incubator", "45")]),
    ("Porto has 12 museums and more than 200 galleries.", [("Porto", "12"), ("Porto", "200")]),
    ("The number of students in Tallinn reached 45,000.", [("Tallinn", "45000")]),
    ("In 2020, 14 laboratories were built in Leeds.", [("Leeds", "14")]),
]
COUNTER_EXAMPLES = [
    "The Aire Incubator has attracted dozens of start-ups.",
    "Porto could have 12 museums.",
    "The two universities in Porto are old.",
]


def find(context: Context) -> Iterator[Fact]:
    for holding in read_holdings(context):
        if not is_amount(holding.figure) and holding.figure.what:
            yield count_fact(context, holding)


def count_fact(context: Context, holding: Holding) -> Fact:
    figure = holding.figure
    return context.fact(
        holding.holder,
        PREDICATE,
        plain(figure.value),
        holding.sentence.span,
        holding.rule,
        holding.confidence,
        status=holding.status,
        value=figure.value,
        unit=figure.unit,
        qualifiers={
            "what": figure.what,
            "unit": figure.unit,
            "qualifier": figure.qualifier,
            "as_of": figure.as_of,
            "per": figure.per,
            "event": holding.act if holding.act not in ("is", "are", "was", "were", "has", "have", "had") else None,
        },
    )
