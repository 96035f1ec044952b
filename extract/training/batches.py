"""Examples side by side, those of like length together, in an order that a seed decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, replace
from random import Random

import numpy as np
import torch

from extract.recognition.pieces import encode
from extract.recognition.wordpiece import UNKNOWN, WordPieces
from extract.training.examples import IGNORED, Example
from extract.training.network import UNTOLD, Batch
from extract.training.pair_network import PairBatch

PIECES = 1400
"""Pieces of a batch, padding included."""
BLANKED = 0.08
"""How many words are unknown in training, so that the words around a name say more."""
HIDDEN = 0.15
"""How many sentences the rules are kept from, so that the model also learns to do without."""


def batches(examples: Sequence[Example], pieces: WordPieces, chance: Random) -> Iterator[Batch]:
    """All examples once, for training."""
    order = sorted(examples, key=lambda example: (len(example.words) + chance.random() * 6, chance.random()))
    found = list(_cut(order, pieces))
    chance.shuffle(found)
    for part in found:
        told = [_blanked(example, chance) for example in part]
        yield collate(told, pieces, [chance.random() < HIDDEN for _ in part])


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
        pairs=_pairs(examples),
    )


def _pairs(examples: Sequence[Example]) -> PairBatch | None:
    told = [(row, example.pairs) for row, example in enumerate(examples) if example.pairs is not None]
    if not told:
        return None
    rows = np.concatenate([np.full(len(pairs.places), row) for row, pairs in told])
    columns = zip(*(astuple(pairs) for _, pairs in told), strict=True)
    places, between, kinds, asked, yes = (torch.from_numpy(np.concatenate(column)) for column in columns)
    return PairBatch(torch.from_numpy(rows), places, between, kinds, asked, yes.float())


def _padded(rows: Sequence[Sequence[int]], filler: int) -> torch.Tensor:
    width = max(map(len, rows))
    return torch.tensor([[*row, *[filler] * (width - len(row))] for row in rows])
