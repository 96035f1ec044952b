"""Documents in an order that a seed decides, some at a time; their sentences side by side, by length."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from random import Random

import numpy as np
import torch

from extract.recognition.pieces import encode
from extract.recognition.wordpiece import UNKNOWN, WordPieces
from extract.relations.head import RANGES
from extract.training.examples import IGNORED, Example
from extract.training.network import UNTOLD, Batch
from extract.training.pair_examples import Lesson
from extract.training.pair_network import PairBatch

DOCUMENTS = 4
"""Of a step."""
PIECES = 480
"""Pieces of the sentences of like length that are read side by side, padding included."""
BLANKED = 0.08
"""How many words are unknown in training, so that the words around a name say more."""
HIDDEN = 0.15
"""How many sentences the rules are kept from, so that the model also learns to do without."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """Some documents: their sentences as batches, and what brings the words of these, one batch after the other, into
    the order of the documents; the pairs of all."""

    parts: tuple[Batch, ...]
    order: torch.Tensor
    pairs: PairBatch


def batches(lessons: Sequence[Lesson], pieces: WordPieces, chance: Random) -> Iterator[Lessons]:
    """All documents once, for training."""
    order = list(lessons)
    chance.shuffle(order)
    for first in range(0, len(order), DOCUMENTS):
        part = order[first : first + DOCUMENTS]
        told = [_blanked(example, chance) for one in part for example in one.sentences]
        yield gathered(part, told, pieces, [chance.random() < HIDDEN for _ in told])


def gathered(
    lessons: Sequence[Lesson], told: Sequence[Example], pieces: WordPieces, hidden: Sequence[bool] | None = None
) -> Lessons:
    """`told` are the sentences of the lessons, as they are to be read."""
    starts = np.cumsum([0, *(len(example.words) for example in told)])
    numbers = sorted(range(len(told)), key=lambda i: len(told[i].words))
    parts = list(_cut([told[i] for i in numbers], pieces))
    ends = np.cumsum([len(part) for part in parts])
    read = [numbers[end - len(part) : end] for part, end in zip(parts, ends, strict=True)]
    places = np.concatenate([np.arange(starts[i], starts[i + 1]) for i in numbers])
    return Lessons(
        tuple(collate([told[i] for i in own], pieces, hidden and [hidden[i] for i in own]) for own in read),
        torch.from_numpy(np.argsort(places)),
        _pairs(lessons),
    )


def _blanked(example: Example, chance: Random) -> Example:
    return replace(example, words=tuple(UNKNOWN if chance.random() < BLANKED else word for word in example.words))


def _cut(examples: Sequence[Example], pieces: WordPieces) -> Iterator[list[Example]]:
    part: list[Example] = []
    longest = 0
    for example in examples:
        length = 2 + sum(len(pieces(word)) for word in example.words)
        if part and max(longest, length) * (len(part) + 1) > PIECES:
            yield part
            part, longest = [], 0
        part.append(example)
        longest = max(longest, length)
    if part:
        yield part


def collate(examples: Sequence[Example], pieces: WordPieces, hidden: Sequence[bool] | None = None) -> Batch:
    """The examples as one batch; the rules' tags of the `hidden` ones are left out."""
    coded = [encode(example.words, example.rules, pieces) for example in examples]
    told = [
        [UNTOLD] * len(rules) if hidden is not None and hidden[i] else rules for i, (_, _, rules, _) in enumerate(coded)
    ]
    return Batch(
        pieces=_padded([numbers for numbers, *_ in coded], 0),
        cases=_padded([cases for _, cases, _, _ in coded], 0),
        rules=_padded(told, 0),
        mask=_padded([[1] * len(numbers) for numbers, *_ in coded], 0).bool(),
        first=_padded([first for *_, first in coded], 0),
        tags=_padded([list(example.tags) for example in examples], IGNORED),
        lengths=torch.tensor([len(example.words) for example in examples]),
    )


def _pairs(lessons: Sequence[Lesson]) -> PairBatch:
    starts = np.cumsum([0, *(lesson.length for lesson in lessons)])
    found: dict[str, list[torch.Tensor]] = defaultdict(list)
    for lesson, start in zip(lessons, starts[:-1], strict=True):
        for field in fields(PairBatch):
            rows = getattr(lesson.pairs, field.name)
            if field.name == "places":
                rows = np.where(rows < 0, rows, rows + start)
            elif field.name in RANGES:
                rows = rows + start
            found[field.name].append(torch.from_numpy(rows))
    told = {name: torch.cat(rows) for name, rows in found.items()}
    return PairBatch(**{**told, "yes": told["yes"].float()})


def _padded(rows: Sequence[Sequence[int]], filler: int) -> torch.Tensor:
    width = max(map(len, rows))
    return torch.tensor([[*row, *[filler] * (width - len(row))] for row in rows])
