"""Annotated documents into what the head of pairs learns from: each candidate, and whether the document states it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.facts.base import Context
from extract.facts.finder import facts_of_rules
from extract.figures import find_figures
from extract.mentions import rule_candidates
from extract.nlp import make_doc
from extract.recognition.inputs import sentences
from extract.references import references
from extract.relations.candidates import candidates
from extract.relations.head import RANGES
from extract.relations.pairs import KINDS, PAIR_TASKS, Pair, pairs_of
from extract.training.annotated import Annotated
from extract.training.examples import Example, examples
from extract.training.fact_gold import from_annotated
from extract.training.labels import answers


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs of a document as rows: places and ranges of its words, kinds, which tasks are asked and true."""

    places: NDArray[Any]
    between: NDArray[Any]
    sentence: NDArray[Any]
    other: NDArray[Any]
    kinds: NDArray[Any]
    asked: NDArray[Any]
    yes: NDArray[Any]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A document's sentences, and what may be a fact in it; its words are those of the sentences in turn."""

    sentences: tuple[Example, ...]
    pairs: Pairs

    @property
    def length(self) -> int:
        return sum(len(sentence.words) for sentence in self.sentences)


def lesson(annotated: Annotated) -> Lesson:
    document = annotated.extraction.document
    doc = make_doc(document.text)
    read = [token for sentence in sentences(doc, rule_candidates(doc, document)) for token in sentence.tokens]
    # the place among the words that are read of each token, or of the next one that is
    place = np.searchsorted(np.array(read), np.arange(len(doc) + 1))
    return Lesson(tuple(examples(annotated)), _rows(_told(annotated), place, set(read)))


Told = tuple[Pair, NDArray[Any], NDArray[Any]]


def _told(annotated: Annotated) -> list[Told]:
    """Each pair with the tasks that are asked and those that are true. A pair stands in the list once."""
    told = annotated.extraction
    doc = make_doc(told.document.text)
    figures = find_figures(doc, told.document, told.mentions)
    taken_up = references(doc, told.mentions, told.document.headline)
    context = Context(doc, told.document, told.mentions, figures, taken_up)
    gold = from_annotated(annotated)
    found = []
    spans = [sentence.span for sentence in context.sentences]
    possible = list(candidates(context, facts_of_rules(context)))
    for candidate, pair in zip(possible, pairs_of(possible, spans), strict=True):
        if pair is None:
            continue
        asked, yes = np.zeros((2, len(PAIR_TASKS)), dtype=bool)
        for task, answer in answers(gold, candidate, context):
            asked[PAIR_TASKS.index(task)] = True
            if answer is not None:
                yes[PAIR_TASKS.index(task)] = asked[-1] = True
                yes[-1] |= answer.planned
        found.append((pair, asked, yes))
    return found


def _rows(told: list[Told], place: NDArray[Any], read: set[int]) -> Pairs:
    """A pair whose ends are not read, as there is no letter around them, is left out."""
    rows: dict[str, list[Any]] = defaultdict(list)
    for pair, asked, yes in told:
        if not read.issuperset(token for token in pair.places if token >= 0):
            continue
        rows["places"].append([place[token] if token >= 0 else -1 for token in pair.places])
        for part in RANGES:
            rows[part].append(place[list(getattr(pair, part))])
        rows["kinds"].append(pair.kinds)
        rows["asked"].append(asked)
        rows["yes"].append(yes)
    widths = {"places": 4, **dict.fromkeys(RANGES, 2), "kinds": len(KINDS)}
    return Pairs(
        **{name: np.array(rows[name], dtype=np.int64).reshape(-1, width) for name, width in widths.items()},
        **{name: np.array(rows[name], dtype=bool).reshape(-1, len(PAIR_TASKS)) for name in ("asked", "yes")},
    )
