"""What people see of the night and its stages: the balance, what was crawled, read and found on a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from pipeline.page_view import show_page
from pipeline.plain import plain
from pipeline.terminal import cell, console, table
from pipeline.verdict_views import show_comparison, show_ill, verdict_cell

if TYPE_CHECKING:
    from crawler.source import Source
    from crawler.stats import CrawlStats


_OUTCOMES = ("stored", "unchanged", "quarantined", "failed", "skipped")


def show_status(status: Mapping[str, Any], out: Console | None = None) -> None:
    out = out or console()
    sources = status["sources"]
    columns = ("source", "seen", *_OUTCOMES, "verdict")
    rows = [[*(entry[column] for column in columns[:-1]), verdict_cell(entry["verdict"])] for entry in sources]
    if len(rows) > 1:
        rows.append(["all", *(sum(entry[column] for entry in sources) for column in columns[1:-1]), ""])
    resumed = ", resumed" if status["resumed"] else ""
    title = f"Run {status['run']}: {status['started_at']} to {status['finished_at'] or 'not finished'}{resumed}"
    out.print(cell(title, "bold"))
    out.print(table("", columns, rows, right=columns[1:-1]))
    verdict = "balanced: seen = stored + unchanged + quarantined + failed + skipped"
    out.print(verdict if status["balanced"] else "NOT BALANCED: some address is unaccounted for", style="dim")
    show_ill(sources, out)
    told = [reason for reason in status["reasons"] if reason["reason"] != "index"]
    if told and "addresses" not in status:
        out.print(_rows("Not read, and why", ("source", "outcome", "reason", "count", "example"), told))
    if status.get("comparison"):
        show_comparison(status["comparison"], out)
    if "addresses" in status:
        out.print(_rows("Addresses", ("outcome", "reason", "url", "detail"), status["addresses"]))


def _rows(title: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Table:
    return table(title, columns, ([row[column] for column in columns] for row in rows), right=("count", "value"))


def show_crawl(stats: CrawlStats) -> None:
    columns = ("source", "seen", "fetched", "unchanged", "failed", "skipped")
    rows = [[name, *(getattr(told, c) for c in columns[1:])] for name, told in stats.sources.items()]
    out = console()
    out.print(table("Crawled; `cityfacts add` reads what is new", columns, rows, right=columns[1:]))
    for name, told in stats.sources.items():
        for notice in told.notices:
            out.print(cell(f"{name}: {notice}", "yellow"))
        if told.error:
            out.print(cell(f"{name}: {told.error}", "red"))


def show_extraction(row: Mapping[str, Any]) -> None:
    """One page as a person judges it: what kind of page, its text with names and figures marked, its facts."""
    out = console()
    out.rule(cell(row["file"]), align="left")
    if "rejected" in row:
        out.print(cell(f"no announcement: {row['rejected']}: {row['detail']}"))
        return
    document = row["document"]
    for name in ("headline", "date_published", "authors", "publisher", "language"):
        value = document[name]
        found = ", ".join(value) if isinstance(value, list) else value
        how = f"  ({document['methods'][name]})" if name in document["methods"] else ""
        out.print(cell(f"{name:15}{found or '-'}{how}"))
    show_page(row)


def show_links(row: Mapping[str, Any]) -> None:
    out = console()
    items = ([item["date"], item["title"], item["url"]] for item in row["items"])
    out.print(table(plain(row["file"]), ("date", "title", "url"), items))
    if row.get("error"):
        out.print(cell(row["error"], "red"))
    out.print(cell("next: " + (", ".join(row["next"]) or "none")))


def show_sources(sources: Sequence[Source]) -> None:
    rows = ([s.name, s.kind, s.country, s.city, s.authority, s.verified, s.url] for s in sources)
    columns = ("name", "kind", "country", "city", "authority", "verified", "starts at")
    console().print(table(f"{len(sources)} sources", columns, rows))


def show_check(result: Mapping[str, Any]) -> None:
    out = console()
    out.print(
        cell(f"{result['source']}: {result['url']}: status {result['status']}, {result['bytes']:,} bytes", "bold")
    )
    items = ([item["date"], item["title"], item["url"], item["follow"]] for item in result["items"])
    out.print(table(f"{len(result['items'])} items", ("date", "title", "url", "followed"), items))
    out.print(cell("next: " + (", ".join(result["next"]) or "none")))
    if result["extraction"]:
        show_extraction(result["extraction"])
