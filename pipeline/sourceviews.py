"""What `sources new` and `sources check --saved` show on a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.terminal import cell, console, table
from pipeline.views import show_extraction

_SHOWN = 10


def show_new(result: Mapping[str, Any]) -> None:
    """The ways to watch the site, the one that was taken, what it would collect, and what to do next."""
    out = console()
    family = f", built with {result['family']}" if result["family"] else ""
    out.print(cell(f"{result['values']['url']}: {result['requests']} requests{family}", "bold"))
    rows = ([p["kind"], p["items"], p["dated"], p["url"], p["problem"] or p["why"]] for p in result["proposals"])
    columns = ("kind", "items", "dated", "starts at", "why, or why not")
    out.print(table("What the site offers, the best first", columns, rows, right=("items", "dated")))
    values = result["values"]
    told = ([key, values.get(key), why] for key, why in result["why"].items())
    out.print(table("What the source file says", ("key", "value", "from"), told))
    items = ([item["date"], item["title"], item["url"]] for item in result["items"][:_SHOWN])
    out.print(table(f"The first of {len(result['items'])} items", ("date", "title", "url"), items))
    show_extraction(result["extraction"])
    out.print(cell(f"\nWritten: {result['file']}; the page that was looked at: {result['fixture']}", "bold"))
    out.print(cell(f"Look at it, then: cityfacts run {result['source']}"))


def show_saved(result: Mapping[str, Any]) -> None:
    """How the saved page reads now, against what it gave when the source was made."""
    out = console()
    out.print(cell(f"{result['source']}: {result['items']} items expected, {len(result['differences'])} differences"))
    out.print(table("Differences", ("what", "expected", "now"), result["differences"]))
