"""Annotated documents into what the head of pairs learns from: each candidate, and whether the document states it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
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
from extract.relations.pairs import PAIR_TASKS, Pair, pair_of
from extract.training.annotated import Annotated
from extract.training.examples import Example, examples
from extract.training.fact_gold import from_annotated
from extract.training.labels import answers


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs of one sentence as rows: places and ranges of its words, kinds, which tasks are asked and true."""

    places: NDArray[Any]
    between: NDArray[Any]
    kinds: NDArray[Any]
    asked: NDArray[Any]
    yes: NDArray[Any]


def examples_with_pairs(annotated: Annotated) -> Iterator[Example]:
    """The document's examples, each with the pairs that stand in its sentence."""
    document = annotated.extraction.document
    doc = make_doc(document.text)
    told = _told(annotated)
    for sentence, example in zip(sentences(doc, rule_candidates(doc, document)), examples(annotated), strict=True):
        place = {token: word for word, token in enumerate(sentence.tokens)}
        rows = [row for row in told if row[0].places[0] in place or row[0].places[2] in place]
        yield replace(example, pairs=_rows(rows, place))


Told = tuple[Pair, NDArray[Any], NDArray[Any]]


def _told(annotated: Annotated) -> list[Told]:
    """Each pair with the tasks that are asked and those that are true. A pair stands in the list once."""
    told = annotated.extraction
    doc = make_doc(told.document.text)
    figures = find_figures(doc, told.document, told.mentions)
    context = Context(doc, told.document, told.mentions, figures, references(doc, told.mentions))
    gold = from_annotated(annotated)
    found = []
    for candidate in candidates(context, facts_of_rules(context)):
        pair = pair_of(candidate, context.sentences[candidate.sentence].span.start)
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


def _rows(told: list[Told], place: dict[int, int]) -> Pairs | None:
    """Of the words of one sentence; what stands in two parts of a sentence that is read in parts is left out."""
    rows: dict[str, list[Any]] = defaultdict(list)
    for pair, asked, yes in told:
        here = [place.get(token, -1) if token >= 0 else -1 for token in pair.places]
        if any(token >= 0 and word < 0 for token, word in zip(pair.places, here, strict=True)):
            continue
        inside = [place[token] for token in range(*pair.between) if token in place]
        rows["places"].append(here)
        rows["between"].append((inside[0], inside[-1] + 1) if inside else (0, 0))
        rows["kinds"].append(pair.kinds)
        rows["asked"].append(asked)
        rows["yes"].append(yes)
    return Pairs(**{name: np.array(values) for name, values in rows.items()}) if rows else None
