"""What people and machines see of an evaluation of figures and facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from extract.training.reliability import calibration_error, judgements, reliability
from pipeline.terminal import console, table

if TYPE_CHECKING:
    from extract.training.fact_evaluation import FactEvaluation, Share

_SHARES = ("precision", "recall", "f1")


def facts_evaluation_to_json(found: FactEvaluation) -> dict[str, Any]:
    """`measures` and `predicates` hold counts and shares of 1; `planned_as_done` and `broken_evidence` must be 0."""
    told = judgements(found.scored)
    return {
        "documents": found.documents,
        "measures": [_row(share) for share in found.measures],
        "predicates": [_row(share) for share in found.predicates],
        "planned_as_done": found.done_too_soon,
        "broken_evidence": found.broken,
        "reliability": [asdict(one) for one in reliability(told)],
        "calibration_error": round(calibration_error(told), 4),
    }


def _row(share: Share) -> dict[str, Any]:
    return asdict(share) | {name: round(getattr(share, name), 4) for name in _SHARES}


def show_facts_evaluation(told: Mapping[str, Any]) -> None:
    out = console()
    for title, key in (("Figures and facts", "measures"), ("By predicate", "predicates")):
        columns = (key.removesuffix("s"), "asked", "said", "right", "precision", "recall", "F1")
        rows = (
            [*(row[c] for c in ("name", "asked", "said", "right")), *(f"{row[share]:.3f}" for share in _SHARES)]
            for row in told[key]
        )
        out.print(table(title, columns, rows, right=columns[1:]))
    bins = (
        [f"{one['low']:.1f}", one["facts"], f"{one['mean']:.2f}", f"{one['right']:.2f}"] for one in told["reliability"]
    )
    heads = ("confidence from", "facts", "mean", "share right")
    out.print(table("Reliability of the confidence", heads, bins, right=heads))
    out.print(f"expected calibration error: {told['calibration_error']:.3f}")
    out.print(
        f"{told['documents']} documents; planned told as done: {told['planned_as_done']}; "
        f"broken evidence: {told['broken_evidence']}"
    )
