"""Whether the corpus is as varied as the world: sentence shapes, names, labels, places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extract.training.annotated import Annotated
from extract.types import LABELS

MAX_SHAPE = 0.01
"""The share of all sentences that one shape (names and numbers replaced by their kind) may have."""
MAX_RUN = 0.01
"""The share of all documents in which one run of seven words may stand."""
MIN_DISTINCT = 0.35
"""Different names by all mentions, for each label of named things."""
MIN_LABEL = 0.02
"""The share of all mentions that each label must have."""
_RUN = 7


def shapes(document: Annotated) -> Iterator[str]:
    """Each sentence with its names and numbers replaced by their kind: "CITY opened CENTER on DATE ."."""
    text = document.extraction.document.text
    spans = [(m.start_char, m.end_char, m.label) for m in document.extraction.mentions]
    spans += [(f.start_char, f.end_char, "FIGURE") for f in document.extraction.figures]
    for sentence in document.sentences:
        place, words = sentence.start_char, []
        for start, end, kind in sorted(spans):
            if place <= start < end <= sentence.end_char:
                words += [text[place:start], kind]
                place = end
        yield re.sub(r"\d+", "0", "".join([*words, text[place : sentence.end_char]])).lower()


def shortfalls(documents: Sequence[Annotated]) -> Iterator[str]:
    """What the corpus as a whole lacks, one line each; of a few documents nothing can be said."""
    if len(documents) < 100:
        return
    counted = Counter(shape for document in documents for shape in shapes(document))
    total = sum(counted.values())
    for shape, times in counted.most_common(20):
        if times > MAX_SHAPE * total:
            yield f"{times} of {total} sentences have the shape {shape!r}"
    runs = Counter(run for document in documents for run in set(_runs(document)))
    for run, times in runs.most_common(20):
        if times > max(3, MAX_RUN * len(documents)):
            yield f"{times} of {len(documents)} documents say {run!r}"
    yield from _labels(documents)


def _runs(document: Annotated) -> Iterator[str]:
    for shape in shapes(document):
        words = shape.split()
        yield from (" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))


def _labels(documents: Sequence[Annotated]) -> Iterator[str]:
    mentions = Counter(m.label for d in documents for m in d.extraction.mentions)
    names: dict[str, set[str]] = {label: set() for label in LABELS}
    per_document: Counter[str] = Counter()
    for document in documents:
        own = {(m.label, m.name) for m in document.extraction.mentions}
        per_document.update(label for label, _ in own)
        for label, name in own:
            names.setdefault(label, set()).add(name)
    total = sum(mentions.values())
    for label in LABELS:
        if mentions[label] < MIN_LABEL * total:
            yield f"{label} has {mentions[label]} of {total} mentions"
        # Countries and dates are few in the world; of the others every document has its own.
        if label not in ("COUNTRY", "DATE", "CITY") and len(names[label]) < MIN_DISTINCT * per_document[label]:
            yield f"{label} has {len(names[label])} different names in {per_document[label]} uses"
