"""How much money, area or time, or which share, a thing has."""

from __future__ import annotations

from collections.abc import Iterator

from extract.facts._holders import Holding, plain, read_holdings
from extract.facts.base import Context, is_amount
from extract.types import Fact

PREDICATE = "has_amount"
DESCRIPTION = "thing → value and unit: money, share, area, duration; what it measures stands in the qualifier `what`"

EXAMPLES = [
    ("The Aire Incubator covers 30,000 square meters.", [("Aire Incubator", "30000 m2")]),
    ("Porto will launch the 50 million euro Harbour Fund.", [("Harbour Fund", "50000000 EUR")]),
    ("Nearly 12 percent of residents in Tallinn are students.", [("Tallinn", "12 %")]),
]
COUNTER_EXAMPLES = [
    "The Aire Incubator could cover 30,000 square meters.",
    "The Aire Incubator covers much ground.",
]


def find(context: Context) -> Iterator[Fact]:
    for holding in read_holdings(context):
        if is_amount(holding.figure):
            yield amount_fact(context, holding)


def amount_fact(context: Context, holding: Holding) -> Fact:
    figure = holding.figure
    return context.fact(
        holding.holder,
        PREDICATE,
        f"{plain(figure.value)} {figure.unit}",
        holding.sentence.span,
        holding.rule,
        holding.confidence,
        status=holding.status,
        value=figure.value,
        unit=figure.unit,
        qualifiers={
            "what": figure.what,
            "unit": figure.unit,
            "value": plain(figure.value),
            "qualifier": figure.qualifier,
            "as_of": figure.as_of,
            "per": figure.per,
        },
    )
