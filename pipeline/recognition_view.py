"""What people and machines see of an evaluation of recognition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pipeline.plain import plain
from pipeline.terminal import console, table

if TYPE_CHECKING:
    from extract.training.evaluate import Evaluation

_SHARES = ("precision", "recall", "f1", "low", "high")


def evaluation_to_json(found: Evaluation, model: str) -> dict[str, Any]:
    """`scores` has one entry a label and `all` at the end; shares are of 1, `low` and `high` bound F1 (95 %)."""
    rows = [asdict(score) | {share: round(getattr(score, share), 4) for share in _SHARES} for score in found.scores]
    return {
        "model": model,
        "documents": found.documents,
        "words": found.words,
        "words_per_second": round(found.words_per_second),
        "scores": rows,
    }


def show_evaluation(told: Mapping[str, Any]) -> None:
    columns = ("label", "asked", "said", "right", "precision", "recall", "F1", "95 %")
    rows = [
        [
            *(score[column] for column in columns[:4]),
            *(f"{score[share]:.3f}" for share in ("precision", "recall", "f1")),
            f"{score['low']:.3f}–{score['high']:.3f}",
        ]
        for score in told["scores"]
    ]
    out = console()
    out.print(table(f"Names, exact spans, model {plain(told['model'])}", columns, rows, right=columns[1:]))
    out.print(
        f"{told['documents']} documents, {told['words']} words, "
        f"{told['words_per_second']} words a CPU-second from text to names"
    )
