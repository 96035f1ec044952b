"""The network that is trained: a BERT encoder with letter case and the rules' tags beside the pieces, a linear head."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from extract.recognition.tags import TAGS
from extract.recognition.wordpiece import CASES
from extract.training.pair_network import WIDTH as PAIR_WIDTH
from extract.training.pair_network import PairHead

WIDTH = 384
INNER = 1536
HEADS = 12
EPSILON = 1e-12
MAX_PIECES = 384
UNTOLD = len(TAGS)
"""The rules' tag where the rules are kept from the model."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences side by side: `pieces`, `cases`, `rules` and `mask` by piece, `first` the place of each word's first
    piece, `tags` its tag; both end with padding, which `tags` marks with examples.IGNORED. `lengths` counts words."""

    pieces: Tensor
    cases: Tensor
    rules: Tensor
    mask: Tensor
    first: Tensor
    tags: Tensor
    lengths: Tensor


class Layer(nn.Module):
    """Self-attention and a feed-forward part, each added to its input and normalised."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.attend = nn.Linear(WIDTH, 3 * WIDTH)
        self.mix = nn.Linear(WIDTH, WIDTH)
        self.mix_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.grow = nn.Linear(WIDTH, INNER)
        self.shrink = nn.Linear(INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        size, length, _ = x.shape
        parts = self.attend(x).view(size, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        # In 16 bits this sum's gradient takes longer on a CPU than all products of a layer.
        with torch.autocast("cpu", enabled=False):
            query, key, value = parts.float()
            seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        x = self.mix_norm(x + self.dropout(self.mix(seen.transpose(1, 2).reshape(size, length, WIDTH))))
        normal: Tensor = self.norm(x + self.dropout(self.shrink(functional.gelu(self.grow(x)))))
        return normal


class Tagger(nn.Module):
    """Scores of each tag for the first piece of each word, and the word's vector for the head of pairs."""

    def __init__(self, pieces: int, layers: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.pieces = nn.Embedding(pieces, WIDTH)
        self.positions = nn.Embedding(MAX_PIECES, WIDTH)
        self.cases = nn.Embedding(CASES, WIDTH)
        self.rules = nn.Embedding(len(TAGS) + 1, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.layers = nn.ModuleList([Layer(dropout) for _ in range(layers)])
        self.head = nn.Linear(WIDTH, len(TAGS))
        self.narrow = nn.Linear(WIDTH, PAIR_WIDTH)
        self.pairs = PairHead()
        self.dropout = nn.Dropout(dropout)
        for added in (self.cases, self.rules):
            nn.init.zeros_(added.weight)

    def encode(self, pieces: Tensor, cases: Tensor, rules: Tensor, mask: Tensor) -> Tensor:
        """A vector for each piece; all four are sentences by pieces."""
        places = torch.arange(pieces.shape[1])
        x = self.pieces(pieces) + self.positions(places) + self.cases(cases) + self.rules(rules)
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask[:, None, None, :])
        return x

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        x = self.encode(batch.pieces, batch.cases, batch.rules, batch.mask)
        words = self.dropout(x.gather(1, batch.first[:, :, None].expand(-1, -1, WIDTH)))
        return self.head(words), self.narrow(words)


def read_safetensors(path: Path) -> dict[str, Tensor]:
    """The tensors of a file: a length, a JSON table of contents, then raw numbers."""
    data = path.read_bytes()
    (size,) = struct.unpack("<Q", data[:8])
    table = json.loads(data[8 : 8 + size])
    found = {}
    for name, entry in table.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            start, end = (8 + size + offset for offset in entry["data_offsets"])
            numbers = torch.frombuffer(bytearray(data[start:end]), dtype=torch.float32)
            found[name] = numbers.reshape(entry["shape"])
    return found


def start_from(tagger: Tagger, base: dict[str, Tensor], kept: Sequence[int], layers: Sequence[int]) -> None:
    """Takes the pre-trained weights of the pieces `kept` and of the layers named, first to last."""
    with torch.no_grad():
        embeddings = "embeddings"
        types = base[f"{embeddings}.token_type_embeddings.weight"][0]
        tagger.pieces.weight.copy_(base[f"{embeddings}.word_embeddings.weight"][list(kept)] + types)
        tagger.positions.weight.copy_(base[f"{embeddings}.position_embeddings.weight"][:MAX_PIECES])
        _copy(tagger.norm, base, f"{embeddings}.LayerNorm")
        for layer, number in zip(tagger.layers, layers, strict=True):
            name = f"encoder.layer.{number}"
            for kind in ("weight", "bias"):
                parts = [base[f"{name}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
                getattr(layer.attend, kind).copy_(torch.cat(parts))
            _copy(layer.mix, base, f"{name}.attention.output.dense")
            _copy(layer.mix_norm, base, f"{name}.attention.output.LayerNorm")
            _copy(layer.grow, base, f"{name}.intermediate.dense")
            _copy(layer.shrink, base, f"{name}.output.dense")
            _copy(layer.norm, base, f"{name}.output.LayerNorm")


def _copy(module: nn.Module, base: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(base[f"{name}.weight"])
    module.bias.copy_(base[f"{name}.bias"])
