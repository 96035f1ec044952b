"""DATE: absolute and relative dates and periods; the name is ISO 8601 where it can be resolved."""

from __future__ import annotations

from collections.abc import Iterator

from extract.entity_types._base import Candidate, Context

LABEL = "DATE"
DESCRIPTION = "a date or period, absolute or relative to the publication"
EXAMPLES = [
    ("The hub opened on 3 March 2019.", ["2019-03-03"]),
    ("Between 2012 and 2016 the number doubled.", ["2012/2016"]),
    ("It was set up in May 2018 and renamed in 2020.", ["2018-05", "2020"]),
    ("The lab will open in the first half of 2027.", ["2027-01/2027-06"]),
]
COUNTER_EXAMPLES = [
    ("The 14th Five-Year Plan names the goal.", ["2021/2025"]),
    ("They may march along Route 2020.", ["May", "March", "2020"]),
]


def find(context: Context) -> Iterator[Candidate]:
    for period in context.periods:
        span = context.doc.char_span(period.start_char, period.end_char, alignment_mode="expand")
        if span is not None and period.kind != "plan":
            score = 0.95 if period.kind == "date" else 0.6
            yield Candidate(label=LABEL, start=span.start, end=span.end, score=score, name=period.value)
