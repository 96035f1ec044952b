"""How likely each candidate is what it might be: by its features, and by the encoder's word vectors if it has any."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extract.facts.base import Context
from extract.relations.candidates import Candidate
from extract.relations.head import load_head
from extract.relations.pairs import PAIR_TASKS, pairs_of
from extract.weights import load_weights, probability

FILE = Path(__file__).parents[1] / "data" / "relations.npz"
FAINT = -3.0
"""Log-odds by vectors below which no features make a fact."""
_COLUMN = {task: column for column, task in enumerate(PAIR_TASKS)}
MIX = FILE.with_name("shares.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """What the log-odds by features and by vectors count in their sum, and what is added to it for each task."""

    features: float
    vectors: float
    added: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Odds:
    """A candidate with what the head tells of it, in the order of PAIR_TASKS; None where it has no vectors."""

    candidate: Candidate
    by_vectors: Sequence[float] | None

    def is_faint(self, tasks: Sequence[str]) -> bool:
        """Whether the vectors alone rule it out, so that its features need not be made."""
        return self.by_vectors is not None and all(self.by_vectors[_COLUMN[task]] < FAINT for task in tasks)

    def shares(self, tasks: Sequence[str], features: Iterable[str] | None = None) -> list[float]:
        """The probabilities that the candidate is of the tasks; `features` are its own where none are named."""
        told = load_weights(FILE).log_odds(self.candidate.features() if features is None else features, tasks)
        if self.by_vectors is not None:
            mix = load_mix()
            told = [
                mix.features * one + mix.vectors * self.by_vectors[_COLUMN[task]] + mix.added[task]
                for task, one in zip(tasks, told, strict=True)
            ]
        return [probability(one) for one in told]


def with_odds(context: Context, candidates: Sequence[Candidate]) -> list[Odds]:
    """The candidates in their order."""
    vectors = context.doc.tensor
    if len(vectors) != len(context.doc):
        return [Odds(candidate, None) for candidate in candidates]
    spans = [sentence.span for sentence in context.sentences]
    pairs = pairs_of(candidates, spans)
    known = [pair for pair in pairs if pair is not None]
    if not known:
        return [Odds(candidate, None) for candidate in candidates]
    told = iter(load_head().log_odds(vectors, known).tolist())
    return [Odds(c, None if pair is None else next(told)) for c, pair in zip(candidates, pairs, strict=True)]


@cache
def load_mix() -> Mix:
    return Mix(**json.loads(MIX.read_text(encoding="utf-8")))
