"""The default model: a small encoder with 8-bit weights that reads one sentence at a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from extract.entity_types._base import Candidate
from extract.recognition.inputs import Sentence, sentences
from extract.recognition.pieces import encode
from extract.recognition.tags import Floats, Spans, scored_spans
from extract.recognition.wordpiece import WordPieces, read_vocabulary
from extract.types import LABELS

if TYPE_CHECKING:
    from spacy.tokens import Doc

Vectors = NDArray[Any]
GRAPH, VOCABULARY = "model.onnx", "vocabulary.txt"
MAX_WORDS = 12_000
"""Read of one document; behind them the rules alone stand. Longer texts are registers and lists, and a page's time is
bounded."""
MAX_TOKENS = 40_000
"""Of a longer document no vectors are handed on: it holds much that is not read, and would need much memory."""
REMEMBERED = 1024
"""Sentences kept with what they gave: menus, footers and standing phrases come again and again."""


class Encoder:
    """Names in a Doc, each with the chance of its least likely tag. A sentence gives the same names wherever it stands
    and whatever is read before or after it. `doc.tensor` gets the words' vectors, from which facts are read."""

    asked: Collection[str] = LABELS
    least = 0.3

    def __init__(self, folder: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(folder / GRAPH), options, providers=["CPUExecutionProvider"])
        self._pieces = WordPieces(read_vocabulary((folder / VOCABULARY).read_text(encoding="utf-8").splitlines()))
        self._known: OrderedDict[tuple[tuple[str, ...], tuple[int, ...]], tuple[Spans, Vectors]] = OrderedDict()

    def __call__(self, doc: Doc, rules: Sequence[Candidate]) -> list[Candidate]:
        read, last = _affordable(list(sentences(doc, rules)))
        self._learn(read)
        found = [
            Candidate(label=label, start=sentence.tokens[start], end=sentence.tokens[end - 1] + 1, score=score)
            for sentence in read
            for label, start, end, score in self._known[sentence.words, sentence.rules][0]
        ]
        if read and len(doc) <= MAX_TOKENS:
            doc.tensor = self._vectors(read, len(doc))
        return [*found, *(rule for rule in rules if rule.start > last)]

    def _learn(self, read: Sequence[Sentence]) -> None:
        """Reads the sentences that are not remembered; those that were learnt first are forgotten first."""
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        new = list(dict.fromkeys((s.words, s.rules) for s in read if (s.words, s.rules) not in self._known))
        scores, vectors = zip(*(self.read(words, rules) for words, rules in new), strict=True) if new else ((), ())
        found = zip(scored_spans(scores), (part.astype(np.float16) for part in vectors), strict=True)
        self._known.update(zip(new, found, strict=True))

    def _vectors(self, read: Sequence[Sentence], tokens: int) -> Vectors:
        """Tokens by numbers; of a token that is not read, zeros."""
        parts = [self._known[sentence.words, sentence.rules][1] for sentence in read]
        vectors = np.zeros((tokens, parts[0].shape[1]), dtype=np.float16)
        vectors[[token for sentence in read for token in sentence.tokens]] = np.concatenate(parts)
        return vectors

    def read(self, words: Sequence[str], rules: Sequence[int]) -> tuple[Floats, Floats]:
        """Words by tags, and words by the numbers of their vectors."""
        pieces, cases, told, first = encode(words, rules, self._pieces)
        row = {"pieces": pieces, "positions": range(len(pieces)), "cases": cases, "rules": told}
        given = {name: np.array([numbers], dtype=np.int64) for name, numbers in row.items()}
        scores, vectors = self._session.run(["scores", "vectors"], given | {"first": np.array(first, dtype=np.int64)})
        return scores, vectors


def _affordable(read: list[Sentence]) -> tuple[list[Sentence], int]:
    """The sentences of the first MAX_WORDS words, and the place of their last word."""
    words = 0
    for number, sentence in enumerate(read):
        words += len(sentence.words)
        if words > MAX_WORDS:
            return read[:number], read[number - 1].tokens[-1] if number else -1
    return read, read[-1].tokens[-1] if read else -1
