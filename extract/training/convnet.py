"""The fast model's network while it is trained: what `extract.recognition.fast` computes, with gradients."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from extract.recognition.fast import EPSILON, LAYERS, PARTS, VOCABULARY, WEIGHTS
from extract.recognition.features import ROWS
from extract.recognition.tags import TAGS

WIDTH = 96


class Maxout(nn.Module):
    """The largest of PARTS sums, normalised."""

    def __init__(self, inputs: int) -> None:
        super().__init__()
        self.sums = nn.Linear(inputs, PARTS * WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)

    def forward(self, x: Tensor) -> Tensor:
        sums = self.sums(x)
        normal: Tensor = self.norm(sums.view(*sums.shape[:-1], PARTS, WIDTH).amax(dim=-2))
        return normal


class ConvTagger(nn.Module):
    """Scores of each tag for each word; `words` are sentences by words by rows and pieces, `mask` tells words from
    padding. `pieces` are the vectors that those of the word pieces start from, pieces by WIDTH."""

    def __init__(self, pieces: Tensor, dropout: float = 0.2) -> None:
        super().__init__()
        self.tables = nn.ModuleList([nn.Embedding(rows, WIDTH) for rows in ROWS.values()])
        self.pieces = nn.Embedding.from_pretrained(pieces, freeze=False, padding_idx=0)
        self.word = Maxout(WIDTH * (len(ROWS) + 1))
        self.layers = nn.ModuleList([Maxout(3 * WIDTH) for _ in range(LAYERS)])
        self.head = nn.Linear(WIDTH, len(TAGS))
        self.dropout = nn.Dropout(dropout)
        for table in self.tables:
            nn.init.uniform_(table.weight, -0.1, 0.1)

    def forward(self, words: Tensor, mask: Tensor) -> Tensor:
        parts = [table(words[..., 2 * i : 2 * i + 2]).sum(dim=-2) for i, table in enumerate(self.tables)]
        split = words[..., 2 * len(ROWS) :]
        parts.append(self.pieces(split).sum(dim=-2) / (split > 0).sum(dim=-1, keepdim=True).clamp(min=1))
        present = mask[..., None]
        x = self.dropout(self.word(torch.cat(parts, dim=-1))) * present
        gap = torch.zeros_like(x[:, :1])
        for layer in self.layers:
            around = torch.cat([torch.cat([gap, x[:, :-1]], 1), x, torch.cat([x[:, 1:], gap], 1)], dim=-1)
            x = (x + self.dropout(layer(around))) * present
        scores: Tensor = self.head(x)
        return scores


def save(tagger: ConvTagger, vocabulary: Sequence[str], folder: Path) -> None:
    """Writes the weights as the fast model reads them, in 16 bits, and its word pieces."""
    stored = {name: table.weight for name, table in zip(ROWS, tagger.tables, strict=True)}
    stored |= {"pieces": tagger.pieces.weight, "head": tagger.head.weight.T, "head_bias": tagger.head.bias}
    maxouts: Sequence[tuple[str, nn.Module]] = [("word", tagger.word)]
    for name, maxout in [*maxouts, *((f"layer{i}", layer) for i, layer in enumerate(tagger.layers))]:
        assert isinstance(maxout, Maxout)
        stored |= {
            f"{name}_weights": maxout.sums.weight.T,
            f"{name}_bias": maxout.sums.bias,
            f"{name}_gain": maxout.norm.weight,
            f"{name}_shift": maxout.norm.bias,
        }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / VOCABULARY).write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    arrays = {name: tensor.detach().numpy().astype(np.float16) for name, tensor in stored.items()}
    np.savez_compressed(folder / WEIGHTS, **arrays)
