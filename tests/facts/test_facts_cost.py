"""Hostile lines: the work for facts grows no faster than the text."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

import pytest

from extract.facts.finder import find_facts
from extract.figures import find_figures
from extract.mentions import find_mentions
from extract.nlp import make_doc
from extract.types import Document

LINES = [
    "Porto and Leeds and ",
    "the center, the lab, a hub, ",
    "the center was opened by Porto and ",
    "it and its center ",
    "Porto plans to build the center in Leeds, Porto said that it ",
    "a hub, which the lab, that a fund, ",
    "7 firms, 12 labs and ",
]
SHORT = 6_000


def reader(text: str) -> Callable[[], float]:
    """Reads the facts, names and figures given, and tells the CPU time that it took."""
    doc = make_doc(text)
    document = Document(page_id="p", url="https://example.org/a", text=text)
    mentions = find_mentions(doc, document)
    figures = find_figures(doc, document, mentions)

    def read() -> float:
        start = time.process_time()
        find_facts(doc, document, mentions, figures)
        return time.process_time() - start

    return read


@pytest.mark.parametrize("line", LINES)
def test_twice_the_text_takes_at_most_2_6_times_as_long(line: str) -> None:
    shorter, longer = (reader((line * (size // len(line) + 1))[:size]) for size in (SHORT, 2 * SHORT))
    # In turn, so that a busy machine is as busy for both; the median of nine, which one slow turn does not move.
    taken = [(shorter(), longer()) for _ in range(9)]
    assert median(long / short for short, long in taken) <= 2.6
    # At this rate a line of 90 kB takes less than four seconds.
    assert min(long for _, long in taken) < 0.5


def test_the_end_of_an_endless_sentence_is_not_read() -> None:
    text = "Porto has opened an innovation hub, " + "and a lab, " * 90 + "and Leeds has opened a science park."
    doc = make_doc(text)
    document = Document(page_id="p", url="https://example.org/a", text=text)
    mentions = find_mentions(doc, document)
    facts = find_facts(doc, document, mentions, find_figures(doc, document, mentions))
    subjects = {fact.subject for fact in facts if fact.predicate == "established"}
    assert "Porto" in subjects
    assert "Leeds" not in subjects
