"""Teaches the fast model what the default one says, over many copies of the corpus with other names."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from extract.recognition.encoder import Encoder
from extract.recognition.fast import MOST_PIECES
from extract.recognition.features import ROWS, rows_of
from extract.recognition.tags import Floats
from extract.recognition.wordpiece import UNKNOWN, WordPieces
from extract.training.annotated import Annotated
from extract.training.augment import augmented, ordinary_words
from extract.training.convnet import ConvTagger
from extract.training.examples import IGNORED, Example, examples, spans_f1
from extract.training.fit import Report

WORDS = 1500
"""Of a batch, padding included."""
TRUTH = 0.5
"""What the annotation counts beside the teacher."""

HIDDEN = (0.5, 0.3, 0.3, 0.0, 0.0, 0.15)
"""How often each table's rows of a word, and its pieces, are those of no word: names are not to be learnt by heart."""


@dataclass(frozen=True, slots=True)
class Taught:
    """A sentence with the teacher's scores; `tags` are those of the annotation."""

    words: tuple[str, ...]
    tags: tuple[int, ...]
    scores: Floats


class Words:
    """Words as the rows and pieces that the network takes, remembered."""

    def __init__(self, pieces: WordPieces) -> None:
        self._pieces = pieces
        self._seen: dict[str, tuple[int, ...]] = {}
        self.nothing = (0,) * (2 * len(ROWS) + MOST_PIECES)
        self.unknown = self(UNKNOWN)

    def __call__(self, word: str) -> tuple[int, ...]:
        found = self._seen.get(word)
        if found is None:
            pieces = self._pieces(word)[:MOST_PIECES]
            found = self._seen[word] = (*rows_of(word), *pieces, *[0] * (MOST_PIECES - len(pieces)))
        return found

    def collate(self, sentences: Sequence[Sequence[str]]) -> tuple[Tensor, Tensor]:
        """Sentences by words by numbers, and which of them are words and no padding."""
        width = max(map(len, sentences))
        rows = [[*map(self, words), *[self.nothing] * (width - len(words))] for words in sentences]
        mask = [[1] * len(words) + [0] * (width - len(words)) for words in sentences]
        return torch.tensor(rows), torch.tensor(mask).bool()


def taught(documents: Sequence[Annotated], teacher: Encoder, copies: int, chance: Random) -> list[Taught]:
    """Every sentence of the documents as they are, and of so many copies with other names."""
    ordinary = ordinary_words(documents)
    found: dict[tuple[str, ...], Taught] = {}
    for copy in range(copies + 1):
        for document in documents:
            for example in examples(augmented(document, ordinary, chance) if copy else document):
                if example.words not in found:
                    scores = teacher.read(example.words, example.rules)[0]
                    found[example.words] = Taught(example.words, example.tags, scores.astype(np.float16))
    return list(found.values())


def distil(
    tagger: ConvTagger,
    words: Words,
    lessons: Sequence[Taught],
    held: Sequence[Example],
    report: Report,
    *,
    epochs: int = 10,
    rate: float = 3e-3,
    seed: int = 1,
) -> None:
    """Trains the tagger in place, by the teacher's chances and the annotation together."""
    torch.manual_seed(seed)
    torch.set_flush_denormal(True)
    chance = Random(seed)
    optimizer = torch.optim.AdamW(tagger.parameters(), lr=rate, weight_decay=0.01, fused=True)
    steps = epochs * sum(1 for _ in _cut(lessons, Random(0)))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=rate, total_steps=steps + epochs + 1, pct_start=0.1
    )
    begun = time.monotonic()
    for epoch in range(epochs):
        tagger.train()
        for part in _cut(lessons, chance):
            loss = _loss(tagger, words, part, chance)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        report(f"fast, epoch {epoch + 1}: dev F1 {conv_f1(tagger, words, held):.4f}, {time.monotonic() - begun:.0f} s")


def _loss(tagger: ConvTagger, words: Words, part: Sequence[Taught], chance: Random) -> Tensor:
    numbers, mask = words.collate([lesson.words for lesson in part])
    scores = tagger(_hidden(numbers, words.unknown, chance), mask)[mask]
    tags = torch.tensor([tag for lesson in part for tag in lesson.tags])
    teacher = torch.from_numpy(np.concatenate([lesson.scores for lesson in part]).astype(np.float32))
    told = functional.log_softmax(scores, dim=-1)
    alike = functional.kl_div(told, functional.softmax(teacher, dim=-1), reduction="batchmean")
    return alike + TRUTH * functional.cross_entropy(scores, tags, ignore_index=IGNORED)


def _cut(lessons: Sequence[Taught], chance: Random) -> Iterator[list[Taught]]:
    order = sorted(lessons, key=lambda lesson: (len(lesson.words) + chance.random() * 4, chance.random()))
    found: list[list[Taught]] = [[]]
    for lesson in order:
        if found[-1] and len(lesson.words) * (len(found[-1]) + 1) > WORDS:
            found.append([])
        found[-1].append(lesson)
    chance.shuffle(found)
    yield from found


def _hidden(numbers: Tensor, unknown: Sequence[int], chance: Random) -> Tensor:
    """The words' numbers with some of them hidden."""
    drawn = torch.rand(*numbers.shape[:2], len(HIDDEN), generator=torch.Generator().manual_seed(chance.getrandbits(32)))
    sizes = torch.tensor([2] * len(ROWS) + [MOST_PIECES])
    hidden = (drawn < torch.tensor(HIDDEN)).repeat_interleave(sizes, dim=-1)
    return torch.where(hidden, torch.tensor(unknown), numbers)


def conv_f1(tagger: ConvTagger, words: Words, held: Sequence[Example]) -> float:
    """F1 of the tagger alone."""
    tagger.eval()
    numbers, mask = words.collate([example.words for example in held])
    with torch.no_grad():
        scores = tagger(numbers, mask).numpy()
    return spans_f1(held, [row[: len(example.words)] for example, row in zip(held, scores, strict=True)])
