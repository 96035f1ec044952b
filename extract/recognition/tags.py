"""BIO tags of the labels, and the best sequence of them that has no broken span."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.types import LABELS

Floats = NDArray[np.float32]
Spans = tuple[tuple[str, int, int, float], ...]
"""Label, first token, the token behind the last, and a score from 0 to 1."""
TAGS = ("O", *(f"{part}-{label}" for label in LABELS for part in "BI"))
"""The outside tag, then each label's beginning and inside, in the order of LABELS."""
_NEVER = np.float32(-1e9)


def tag_numbers(spans: Sequence[tuple[str, int, int]], length: int) -> list[int]:
    """Tag numbers of so many tokens; spans are label, first token and the token behind the last."""
    tags = [0] * length
    for label, start, end in spans:
        begin = TAGS.index(f"B-{label}")
        tags[start:end] = [begin, *[begin + 1] * (end - start - 1)]
    return tags


def log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(axis=-1, keepdims=True)
    normal: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return normal


def best_tags(scores: Floats) -> NDArray[np.int64]:
    """The likeliest tags of each sentence (sentences by tokens by tags), where an inside tag follows its own label's
    beginning or inside alone. Sentences do not bear on each other."""
    sentences, length, tags = scores.shape
    begin, inside = slice(1, tags, 2), slice(2, tags, 2)
    numbers = np.arange(1, tags, 2)
    came_from = np.zeros((length, sentences, tags), dtype=np.int64)
    best = scores[:, 0].copy()
    best[:, inside] = _NEVER
    for i in range(1, length):
        top = best.argmax(axis=1)
        came_from[i] = top[:, None]
        came_from[i][:, inside] = numbers + (best[:, inside] >= best[:, begin])
        carried = np.repeat(best.max(axis=1)[:, None], tags, axis=1)
        carried[:, inside] = np.maximum(best[:, inside], best[:, begin])
        best = scores[:, i] + carried
    path = np.empty((sentences, length), dtype=np.int64)
    path[:, -1] = best.argmax(axis=1)
    rows = np.arange(sentences)
    for i in range(length - 1, 0, -1):
        path[:, i - 1] = came_from[i][rows, path[:, i]]
    return path


def tagged_spans(tags: NDArray[Any] | Sequence[int]) -> Iterator[tuple[str, int, int]]:
    """Label, first token and the token behind the last of each span; an inside tag of another label begins a span."""
    start, label = 0, -1
    for i, tag in enumerate([*(int(tag) for tag in tags), 0]):
        if label >= 0 and not (tag and tag % 2 == 0 and (tag - 1) // 2 == label):
            yield LABELS[label], start, i
            label = -1
        if tag and label < 0:
            start, label = i, (tag - 1) // 2


def scored_spans(sentences: Sequence[Floats]) -> list[Spans]:
    """For each sentence (tokens by tags) the spans of its best tags, each with the chance of its least likely tag."""
    if not sentences:
        return []
    lengths = [len(scores) for scores in sentences]
    likely = np.full((len(sentences), max(lengths), len(TAGS)), _NEVER, dtype=np.float32)
    likely[:, :, 0] = 0
    for row, scores in zip(likely, sentences, strict=True):
        row[: len(scores)] = log_softmax(scores)
    found = []
    for row, tags, length in zip(likely, best_tags(likely), lengths, strict=True):
        spans = list(tagged_spans(tags[:length])) if tags.any() else []
        chances = np.exp(row[np.arange(length), tags[:length]]) if spans else ()
        found.append(tuple((label, a, b, float(min(chances[a:b]))) for label, a, b in spans))
    return found
