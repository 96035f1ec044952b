"""What people see of an evaluation: a table of readers and folders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.evaluation import Result
from pipeline.terminal import console, table

_COLUMNS = ("folder", "reader", "pages", "body", "segments", "headline", "date", "CPU ms", "x", "errors")
_SCORES = ("body_f1", "segment_f1", "headline", "date")


def show_evaluation(results: Sequence[Result]) -> None:
    title = "Body and segments: F1; CPU ms: mean of a page; x: that as a multiple of trafilatura's"
    console().print(table(title, _COLUMNS, _rows(results), right=_COLUMNS[2:]))


def _rows(results: Sequence[Result]) -> Iterator[tuple[Any, ...]]:
    told = [result.to_json() for result in results]
    usual = {row["folder"]: row["cpu_ms"] for row in told if row["reader"] == "trafilatura"}
    for row in told:
        scores = ["" if row[key] is None else f"{row[key]:.3f}" for key in _SCORES]
        times = f"{row['cpu_ms'] / usual[row['folder']]:.2f}" if usual.get(row["folder"]) else ""
        yield row["folder"], row["reader"], row["pages"], *scores, f"{row['cpu_ms']:.1f}", times, row["errors"] or ""
