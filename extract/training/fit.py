"""Training: the same documents over and over, each time about other names, and the scores on what was held back."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

import torch
from torch import Tensor
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from extract.recognition.wordpiece import WordPieces
from extract.training.annotated import Annotated
from extract.training.augment import augmented, ordinary_words
from extract.training.batches import DOCUMENTS, Lessons, batches, collate, gathered
from extract.training.examples import IGNORED, Example, spans_f1
from extract.training.network import Tagger
from extract.training.pair_examples import Lesson, lesson
from extract.training.pair_network import pair_loss

SHORT = torch.cpu._is_amx_tile_supported()
"""Whether products are taken in 16 bits: where the processor has units for them, an epoch takes half the time."""

STEADY = 0.998
"""What stays of the mean of the weights at each step: it spans some 500 steps."""
Report = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How long and how fast; `plain` is the share of documents that keep their names in an epoch, `pairs` what the
    pairs of a word count beside its tag."""

    epochs: int = 8
    rate: float = 2e-4
    head_rate: float = 1e-3
    warm: float = 0.1
    decay: float = 0.01
    plain: float = 0.35
    smoothing: float = 0.05
    pairs: float = 1.5
    seed: int = 1


def fit(
    tagger: Tagger, pieces: WordPieces, train: Sequence[Annotated], dev: Sequence[Annotated], plan: Plan, report: Report
) -> None:
    """Trains the tagger in place, and leaves it the running mean of its weights. The same inputs and plan give the same
    weights on the same machine."""
    torch.manual_seed(plan.seed)
    # Numbers too small for their format, of pieces that no sentence has, made a step eight times as long.
    torch.set_flush_denormal(True)
    chance = Random(plan.seed)
    ordinary = ordinary_words(train)
    plain = {document.name: lesson(document) for document in train}
    held = [lesson(document) for document in dev]
    sentences = [example for one in held for example in one.sentences]
    steps = math.ceil(len(plain) / DOCUMENTS) * plan.epochs
    added = (tagger.head, tagger.cases, tagger.rules, tagger.narrow, tagger.pairs)
    new = [parameter for part in added for parameter in part.parameters()]
    old = [p for p in tagger.parameters() if all(p is not other for other in new)]
    optimizer = torch.optim.AdamW(
        [{"params": old, "lr": plan.rate}, {"params": new, "lr": plan.head_rate}], weight_decay=plan.decay, fused=True
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _share(step, steps, plan.warm))
    mean = AveragedModel(tagger, multi_avg_fn=get_ema_multi_avg_fn(STEADY))
    begun = time.monotonic()
    for epoch in range(plan.epochs):
        told = [
            plain[document.name] if chance.random() < plan.plain else lesson(augmented(document, ordinary, chance))
            for document in train
        ]
        loss = _epoch(tagger, mean, told, pieces, optimizer, schedule, plan, chance)
        report(
            f"epoch {epoch + 1}: loss {loss:.4f}, dev F1 {quick_f1(mean.module, sentences, pieces):.4f}, "
            f"pairs {pairs_f1(mean.module, held, pieces):.4f}, {time.monotonic() - begun:.0f} s"
        )
    tagger.load_state_dict(mean.module.state_dict())


def _share(step: int, steps: int, warm: float) -> float:
    """Of the full rate: up to it, then down to nothing, in straight lines."""
    rising = max(1, int(steps * warm))
    return (step + 1) / rising if step < rising else max(0.02, (steps - step) / max(1, steps - rising))


def _epoch(
    tagger: Tagger,
    mean: AveragedModel,
    told: Sequence[Lesson],
    pieces: WordPieces,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LambdaLR,
    plan: Plan,
    chance: Random,
) -> float:
    tagger.train()
    total, count = 0.0, 0
    for batch in batches(told, pieces, chance):
        with torch.autocast("cpu", torch.bfloat16, enabled=SHORT):
            scores, vectors, tags = read(tagger, batch)
        loss = functional.cross_entropy(scores.float(), tags, ignore_index=IGNORED, label_smoothing=plan.smoothing)
        odds = tagger.pairs(vectors.float(), batch.pairs)
        loss = loss + plan.pairs * pair_loss(odds, batch.pairs) / len(vectors)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
        optimizer.step()
        mean.update_parameters(tagger)
        schedule.step()
        total, count = total + float(loss.detach()), count + 1
    return total / max(1, count)


def read(tagger: Tagger, lessons: Lessons) -> tuple[Tensor, Tensor, Tensor]:
    """Of all words, in the order of the documents: the scores of the tags, the vectors, and the tags that are true."""
    rows = []
    for part in lessons.parts:
        scores, vectors = tagger(part)
        words = torch.arange(part.tags.shape[1])[None] < part.lengths[:, None]
        rows.append((scores[words], vectors[words], part.tags[words]))
    scores, vectors, tags = (torch.cat(column)[lessons.order] for column in zip(*rows, strict=True))
    return scores, vectors, tags


def quick_f1(tagger: Tagger, held: Sequence[Example], pieces: WordPieces) -> float:
    """F1 of the tagger alone, in 32 bits."""
    tagger.eval()
    rows = []
    with torch.no_grad():
        for first in range(0, len(held), 32):
            part = held[first : first + 32]
            scores = tagger(collate(part, pieces))[0].numpy()
            rows += [row[: len(example.words)] for example, row in zip(part, scores, strict=True)]
    return spans_f1(held, rows)


def pairs_f1(tagger: Tagger, held: Sequence[Lesson], pieces: WordPieces) -> float:
    """F1 of what the head of pairs finds likely, of all tasks together: what is watched while training."""
    tagger.eval()
    right = asked = said = 0
    with torch.no_grad():
        for one in held:
            batch = gathered([one], one.sentences, pieces)
            likely = (tagger.pairs(read(tagger, batch)[1], batch.pairs) > 0) & batch.pairs.asked
            true = batch.pairs.yes.bool()
            right, asked = right + int((likely & true).sum()), asked + int(true.sum())
            said += int(likely.sum())
    return 2 * right / max(1, asked + said)
