"""The fast model: vectors of hashed words and of word pieces, three convolutions, tags; numpy alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from extract.entity_types._base import Candidate
from extract.recognition.features import ROWS, rows_of
from extract.recognition.inputs import Sentence, sentences
from extract.recognition.tags import Floats, Spans, scored_spans
from extract.recognition.wordpiece import WordPieces, read_vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Doc

WEIGHTS, VOCABULARY = "weights.npz", "vocabulary.txt"
MOST_PIECES = 6
"""Of a word; the first ones tell most."""
LAYERS = 3
TOGETHER = 256
"""Sentences of one document that are read at once, so that a long one needs no more memory."""
PARTS = 3
"""Of a maxout: the largest of so many sums."""
EPSILON = 1e-5
_KEPT = 100_000
"""Words whose vectors are remembered."""


class FastTagger:
    """Names in a Doc, each with the chance of its least likely tag. Of the rules the quick ones are asked: for dates'
    and countries' canonical names, and for what head nouns and the gazetteer tell better."""

    asked: Collection[str] = ("CENTER", "COUNTRY", "DATE", "EVENT", "PLACE", "PROGRAMME")
    least = 0.0

    def __init__(self, folder: Path) -> None:
        with np.load(folder / WEIGHTS, allow_pickle=False) as stored:
            self._w: dict[str, Floats] = {name: stored[name].astype(np.float32) for name in stored.files}
        self._pieces = WordPieces(read_vocabulary((folder / VOCABULARY).read_text(encoding="utf-8").splitlines()))
        self._width = self._w["word_gain"].shape[0]
        self._places: dict[str, int] = {}
        self._vectors: Floats = np.zeros((1024, self._width), dtype=np.float32)

    def __call__(self, doc: Doc, _: Sequence[Candidate]) -> list[Candidate]:
        read = list(sentences(doc, ()))
        return [
            Candidate(label=label, start=sentence.tokens[start], end=sentence.tokens[end - 1] + 1, score=score)
            for first in range(0, len(read), TOGETHER)
            for sentence, spans in self._spans(read[first : first + TOGETHER])
            for label, start, end, score in spans
        ]

    def _spans(self, read: Sequence[Sentence]) -> Iterator[tuple[Sentence, Spans]]:
        return zip(read, scored_spans(self.scores([sentence.words for sentence in read])), strict=True)

    def scores(self, read: Sequence[Sequence[str]]) -> list[Floats]:
        """Words by tags of each sentence. All are laid end to end with a gap that no convolution reaches across."""
        if not read:
            return []
        if len(self._places) > _KEPT:
            self._places.clear()
        places: list[int] = []
        cuts: list[tuple[int, int]] = []
        for words in read:
            cuts.append((len(places), len(places) + len(words)))
            places += [self._place(word) for word in words]
            places.append(0)
        numbers = np.array(places)
        words_alone = (numbers > 0)[:, None]
        x = self._vectors[numbers]
        for layer in range(LAYERS):
            x = (x + self._layer(f"layer{layer}", _windows(x))) * words_alone
        scores = x @ self._w["head"] + self._w["head_bias"]
        return [scores[start:end] for start, end in cuts]

    def _place(self, word: str) -> int:
        """Where the word's vector stands; row 0 is the gap between sentences."""
        place = self._places.get(word)
        if place is None:
            place = self._places[word] = len(self._places) + 1
            if place >= len(self._vectors):
                self._vectors = np.concatenate([self._vectors, np.zeros_like(self._vectors)])
            self._vectors[place] = self._vector(word)
        return place

    def _vector(self, word: str) -> Floats:
        rows = rows_of(word)
        parts = [self._w[table][rows[2 * i]] + self._w[table][rows[2 * i + 1]] for i, table in enumerate(ROWS)]
        parts.append(self._w["pieces"][list(self._pieces(word)[:MOST_PIECES])].mean(axis=0))
        vector: Floats = self._layer("word", np.concatenate(parts)[None])[0]
        return vector

    def _layer(self, name: str, x: NDArray[Any]) -> Floats:
        """A maxout, normalised."""
        w = self._w
        sums = (x @ w[f"{name}_weights"] + w[f"{name}_bias"]).reshape(len(x), PARTS, self._width).max(axis=1)
        centred = sums - sums.mean(axis=1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + EPSILON)
        normal: Floats = centred / spread * w[f"{name}_gain"] + w[f"{name}_shift"]
        return normal


def _windows(x: Floats) -> Floats:
    """Each row between the row before it and the row behind it."""
    gap = np.zeros((1, x.shape[1]), dtype=np.float32)
    return np.concatenate([np.concatenate([gap, x[:-1]]), x, np.concatenate([x[1:], gap])], axis=1)
