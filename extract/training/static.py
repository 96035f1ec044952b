"""What a word piece means by itself: the vectors that the fast model starts from.

Each piece is read alone by the pre-trained encoder, and of what it gives the directions in which pieces differ most are
kept, as model2vec does (Minish Lab, 2024).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from extract.training.network import Tagger, start_from

AT_ONCE = 2000
SPREAD = 0.1
"""The standard deviation of each number, as that of the tables beside them."""


def piece_vectors(base: dict[str, Tensor], kept: Sequence[int], marks: tuple[int, int], width: int) -> Tensor:
    """Pieces by `width`. `kept` are the pieces' places in the base, `marks` those of the opening and closing ones."""
    layers = range(sum(name.endswith("attention.self.query.weight") for name in base))
    reader = Tagger(len(base["embeddings.word_embeddings.weight"]), len(layers)).eval()
    start_from(reader, base, range(reader.pieces.num_embeddings), layers)
    opening, closing = marks
    told = []
    nothing = torch.zeros(1, 3, dtype=torch.int64)
    with torch.no_grad():
        for first in range(0, len(kept), AT_ONCE):
            rows = torch.tensor([[opening, piece, closing] for piece in kept[first : first + AT_ONCE]])
            told.append(reader.encode(rows, nothing, nothing, torch.ones_like(rows) > 0)[:, 1])
        found = torch.cat(told)
        found = found - found.mean(dim=0)
        _, _, directions = torch.linalg.svd(found, full_matrices=False)
        main = found @ directions[:width].T
        return main / main.std(dim=0) * SPREAD
