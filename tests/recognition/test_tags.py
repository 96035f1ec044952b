"""The best tags never break a span, and are the best."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from extract.recognition.tags import TAGS, best_tags, scored_spans, tag_numbers, tagged_spans

BC, IC, BY = TAGS.index("B-CENTER"), TAGS.index("I-CENTER"), TAGS.index("B-CITY")


def is_whole(path: tuple[int, ...]) -> bool:
    return all(tag % 2 or not tag or (i > 0 and path[i - 1] in (tag, tag - 1)) for i, tag in enumerate(path))


def test_the_best_sequence_without_broken_spans() -> None:
    chance = np.random.default_rng(7)
    scores = chance.normal(size=(60, 4, len(TAGS))).astype(np.float32)
    scores[:, :, 5:] -= 100
    paths = [path for path in itertools.product(range(5), repeat=4) if is_whole(path)]
    for sentence, found in zip(scores, best_tags(scores), strict=True):
        best = max(paths, key=lambda path: sum(sentence[i, tag] for i, tag in enumerate(path)))
        assert tuple(found) == best


def test_sentences_do_not_bear_on_each_other() -> None:
    chance = np.random.default_rng(8)
    sentences = [chance.normal(size=(length, len(TAGS))).astype(np.float32) * 3 for length in (1, 30, 7, 100, 2)]
    together = scored_spans(sentences)
    assert together == [scored_spans([sentence])[0] for sentence in sentences]
    assert any(together)
    assert all(0 < score <= 1 for spans in together for *_, score in spans)


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ([0, 0], []),
        ([BC, IC, IC], [("CENTER", 0, 3)]),
        ([BC, BC, IC, BY], [("CENTER", 0, 1), ("CENTER", 1, 3), ("CITY", 3, 4)]),
        ([IC, 0, BY, IC], [("CENTER", 0, 1), ("CITY", 2, 3), ("CENTER", 3, 4)]),
    ],
)
def test_spans_of_tags(tags: list[int], spans: list[tuple[str, int, int]]) -> None:
    assert list(tagged_spans(tags)) == spans


def test_tags_of_spans() -> None:
    assert tag_numbers([("CENTER", 1, 3), ("CITY", 3, 4)], 5) == [0, BC, IC, BY, 0]


def test_nothing_to_read() -> None:
    assert scored_spans([]) == []
