"""What `sources new` and `sources check --saved` show on a terminal, and the catalogue as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from pipeline.plain import plain
from pipeline.terminal import cell, console, table
from pipeline.views import show_extraction

if TYPE_CHECKING:
    from crawler.source import Source

_SHOWN = 10


def markdown_table(sources: Iterable[Source]) -> str:
    """The sources as docs/sources.md has them."""
    lines = ["| name | publisher | country | kind | city | language | authority |", "|---|---|---|---|---|---|---|"]
    for s in sources:
        cells = (f"`{s.name}`", s.publisher, s.country, s.kind, s.city or "", s.language, s.authority)
        lines.append(f"| {' | '.join(plain(text).replace('|', '/') for text in cells)} |")
    return "\n".join(lines) + "\n"


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
