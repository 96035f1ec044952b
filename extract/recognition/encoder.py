"""The default model: a small encoder with 8-bit weights that reads one sentence at a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from extract.entity_types._base import Candidate
from extract.recognition.inputs import Sentence, sentences
from extract.recognition.pieces import encode
from extract.recognition.tags import Floats, Spans, scored_spans
from extract.recognition.wordpiece import WordPieces, read_vocabulary
from extract.types import LABELS

if TYPE_CHECKING:
    from spacy.tokens import Doc

GRAPH, VOCABULARY = "model.onnx", "vocabulary.txt"
MAX_WORDS = 12_000
"""Read of one document; behind them the rules alone stand. Longer texts are registers and lists, and a page's time is
bounded."""
REMEMBERED = 4096
"""Sentences kept with what they gave: menus, footers and standing phrases come again and again."""


class Encoder:
    """Names in a Doc, each with the chance of its least likely tag. A sentence gives the same names wherever it stands
    and whatever is read before or after it."""

    asked: Collection[str] = LABELS

    def __init__(self, folder: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(folder / GRAPH), options, providers=["CPUExecutionProvider"])
        self._pieces = WordPieces(read_vocabulary((folder / VOCABULARY).read_text(encoding="utf-8").splitlines()))
        self._known: OrderedDict[tuple[tuple[str, ...], tuple[int, ...]], Spans] = OrderedDict()

    def __call__(self, doc: Doc, rules: Sequence[Candidate]) -> list[Candidate]:
        read, last = _affordable(list(sentences(doc, rules)))
        self._learn(read)
        found = [
            Candidate(label=label, start=sentence.tokens[start], end=sentence.tokens[end - 1] + 1, score=score)
            for sentence in read
            for label, start, end, score in self._known[sentence.words, sentence.rules]
        ]
        return [*found, *(rule for rule in rules if rule.start > last)]

    def _learn(self, read: Sequence[Sentence]) -> None:
        """Reads the sentences that are not remembered; those that were learnt first are forgotten first."""
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        new = list(dict.fromkeys((s.words, s.rules) for s in read if (s.words, s.rules) not in self._known))
        found = scored_spans([self.scores(words, rules) for words, rules in new])
        self._known.update(zip(new, found, strict=True))

    def scores(self, words: Sequence[str], rules: Sequence[int]) -> Floats:
        """Words by tags."""
        pieces, cases, told, first = encode(words, rules, self._pieces)
        row = {"pieces": pieces, "positions": range(len(pieces)), "cases": cases, "rules": told}
        given = {name: np.array([numbers], dtype=np.int64) for name, numbers in row.items()}
        found: Floats = self._session.run(None, given | {"first": np.array(first, dtype=np.int64)})[0]
        return found


def _affordable(read: list[Sentence]) -> tuple[list[Sentence], int]:
    """The sentences of the first MAX_WORDS words, and the place of their last word."""
    words = 0
    for number, sentence in enumerate(read):
        words += len(sentence.words)
        if words > MAX_WORDS:
            return read[:number], read[number - 1].tokens[-1] if number else -1
    return read, read[-1].tokens[-1] if read else -1
