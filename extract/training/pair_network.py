"""The head that tells of two ends what they are to each other, while it is trained: what `extract.relations.head`
computes, with gradients."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from torch import Tensor, nn
from torch.nn import functional

from extract.relations.head import RANGES
from extract.relations.pairs import KINDS, PAIR_TASKS

WIDTH = 256
"""Of a word's vector."""
HIDDEN = 256
PARTS = ("first_a", "last_a", "first_b", "last_b", *RANGES)


@dataclass(frozen=True, slots=True)
class PairBatch:
    """Pairs of all documents of a batch: `places` and the ranges are words of the batch; `asked` are the tasks that a
    pair may be of and `yes` those that it is."""

    places: Tensor
    between: Tensor
    sentence: Tensor
    other: Tensor
    kinds: Tensor
    asked: Tensor
    yes: Tensor


class PairHead(nn.Module):
    """Log-odds of each task for each pair."""

    def __init__(self, dropout: float = 0.2) -> None:
        super().__init__()
        self.parts = nn.ModuleDict({part: nn.Linear(WIDTH, HIDDEN, bias=False) for part in PARTS})
        self.left = nn.Linear(WIDTH, HIDDEN)
        self.right = nn.Linear(WIDTH, HIDDEN)
        self.kinds = nn.ModuleList([nn.Embedding(size, HIDDEN) for size in KINDS])
        self.inner = nn.Linear(HIDDEN, HIDDEN)
        self.out = nn.Linear(HIDDEN, len(PAIR_TASKS))
        self.dropout = nn.Dropout(dropout)
        for table in self.kinds:
            nn.init.normal_(table.weight, std=0.1)

    def forward(self, vectors: Tensor, pairs: PairBatch) -> Tensor:
        """`vectors` are words by WIDTH."""
        places = pairs.places
        ends = [vectors[places[:, i].clamp(min=0)] * (places[:, i, None] >= 0) for i in range(4)]
        sums = functional.pad(vectors.cumsum(0), (0, 0, 1, 0))
        means = [_mean(sums, getattr(pairs, part)) for part in RANGES]
        x = sum(layer(part) for layer, part in zip(self.parts.values(), [*ends, *means], strict=True))
        x = x + self.left(ends[0] + ends[1]) * self.right(ends[2] + ends[3])
        for i, table in enumerate(self.kinds):
            x = x + table(pairs.kinds[:, i])
        x = self.dropout(functional.relu(x))
        odds: Tensor = self.out(self.dropout(functional.relu(self.inner(x))))
        return odds


def _mean(sums: Tensor, ranges: Tensor) -> Tensor:
    """`sums` are those of the words before each one, and of all."""
    start, end = ranges[:, 0], ranges[:, 1]
    return (sums[end] - sums[start]) / (end - start).clamp(min=1)[:, None]


def pair_loss(odds: Tensor, pairs: PairBatch) -> Tensor:
    """Summed over what is asked."""
    every = functional.binary_cross_entropy_with_logits(odds, pairs.yes, reduction="none")
    return (every * pairs.asked).sum()


def save_head(head: PairHead, file: Path) -> None:
    """Writes the weights as `extract.relations.head` reads them, in 16 bits."""
    stored = {part: layer.weight.T for part, layer in head.parts.items()}
    for name, layer in (("left", head.left), ("right", head.right), ("inner", head.inner), ("out", head.out)):
        stored |= {name: layer.weight.T, f"{name}_bias": layer.bias}
    stored |= {f"kind{i}": table.weight for i, table in enumerate(head.kinds)}
    np.savez_compressed(file, **{name: tensor.detach().numpy().astype(np.float16) for name, tensor in stored.items()})
