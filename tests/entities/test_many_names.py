"""A register of thousands of names is read in time that grows with its length."""

from __future__ import annotations

import time

from extract.aliases import join_aliases
from extract.mentions import find_mentions
from extract.nlp import make_doc
from extract.types import Document

SYLLABLES = ("Bar", "Cor", "Del", "Fen", "Gal", "Hol", "Jor", "Kel", "Lom", "Mar", "Nor", "Pel", "Ros", "Sil", "Tam")


def register(entries: int) -> str:
    names = [a + b.lower() + c.lower() for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES]
    step = len(names) // 2
    return "\n".join(f"{names[i]} Foundry Ltd against Anna {names[i + step]}, filed on May 4." for i in range(entries))


def seconds(text: str) -> float:
    """CPU time that joining the names takes, the better of three."""
    doc = make_doc(text)
    mentions = list(find_mentions(doc, Document(page_id="p", url="https://example.org/a", text=text)))
    taken = []
    for _ in range(3):
        start = time.process_time()
        join_aliases(doc, mentions)
        taken.append(time.process_time() - start)
    return min(taken)


def test_twice_the_names_take_at_most_2_6_times_as_long() -> None:
    short, long = seconds(register(400)), seconds(register(800))
    assert long / short <= 2.6
    assert long < 1
