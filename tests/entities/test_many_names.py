"""A register of thousands of names is read in time that grows with its length."""

from __future__ import annotations

import time

from spacy.tokens import Doc

from extract.aliases import join_aliases
from extract.mentions import find_mentions
from extract.nlp import make_doc
from extract.types import Document, Mention

SYLLABLES = ("Bar", "Cor", "Del", "Fen", "Gal", "Hol", "Jor", "Kel", "Lom", "Mar", "Nor", "Pel", "Ros", "Sil", "Tam")


def register(entries: int) -> str:
    names = [a + b.lower() + c.lower() for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES]
    step = len(names) // 2
    return "\n".join(f"{names[i]} Foundry Ltd against Anna {names[i + step]}, filed on May 4." for i in range(entries))


def read(text: str) -> tuple[Doc, list[Mention]]:
    doc = make_doc(text)
    return doc, list(find_mentions(doc, Document(page_id="p", url="https://example.org/a", text=text)))


def seconds(doc: Doc, mentions: list[Mention]) -> float:
    """CPU time that joining the names takes."""
    start = time.process_time()
    join_aliases(doc, mentions)
    return time.process_time() - start


def test_twice_the_names_take_at_most_2_6_times_as_long() -> None:
    texts = read(register(400)), read(register(800))
    # In turn, and the best of each: a machine with other work to do slows single rounds down.
    short, long = map(min, zip(*([seconds(*text) for text in texts] for _ in range(15)), strict=True))
    assert long / short <= 2.6
    assert long < 1
