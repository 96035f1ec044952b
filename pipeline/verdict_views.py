"""What people see of a source that has gone wrong: the verdict, its last good visit beside this one, what mends it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from pipeline.measures import SHARES
from pipeline.terminal import cell, table
from pipeline.visits import HEALTHY

_COUNTS: Mapping[str, str] = {
    "run": "run",
    "items": "items of the list",
    "followed": "items that allow and deny let through",
    "new": "new articles",
    **SHARES,
    "characters": "median length of the texts, in characters",
}


def verdict_cell(verdict: str | None) -> Text:
    return cell(verdict, "" if verdict is None or verdict in HEALTHY else "bold red")


def show_ill(sources: Iterable[Mapping[str, Any]], out: Console) -> None:
    """One line for each thing that is wrong with a source."""
    for entry in sources:
        ill = entry["verdict"] is not None and entry["verdict"] not in HEALTHY
        lines = entry["evidence"] if ill else [entry["error"]] if entry["error"] else []
        for line in lines:
            verdict = f" {entry['verdict']}:" if ill else ""
            out.print(cell(f"{entry['source']}:{verdict} {line}", "red"))
        if ill:
            out.print(cell(f"  cityfacts status --source {entry['source']} shows what was there before", "dim"))


def show_comparison(told: Mapping[str, Any], out: Console) -> None:
    good, now = told["good"], told["now"]
    out.print()
    out.print(Text.assemble("Verdict: ", verdict_cell(told["verdict"]), cell(f" since run {told['since']}", "dim")))
    for line in told["evidence"]:
        out.print(cell(f"  {line}"))
    if told["held_since"]:
        out.print(cell(f"  held back from exports since {told['held_since']}"))
    columns = ("", "last good run", "this run")
    rows = ([label, good and good[name], now[name]] for name, label in _COUNTS.items())
    out.print(table("Then and now", columns, rows))
    for title, snapshot in (("Then", good), ("Now", now)):
        if snapshot and told["verdict"] not in HEALTHY:
            _show_rows(title, snapshot, out)
    for step in told["remedy"]:
        out.print(cell(f"To mend it: {step}"))
    if told["remedy"]:
        out.print()


def _show_rows(title: str, snapshot: Mapping[str, Any], out: Console) -> None:
    listed = ([row["date"], row["title"], row["url"]] for row in snapshot["listed"])
    out.print(table(f"{title}: on the list", ("date", "title", "url"), listed))
    columns = ("date", "headline", "characters", "url")
    read = (
        [row.get("date"), row.get("headline") or row.get("detail"), row.get("characters"), row["url"]]
        for row in snapshot["read"]
    )
    out.print(table(f"{title}: read", columns, read, right=("characters",)))
