"""What the demo shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console

from pipeline.known_views import claim, documents_table, facts_table, show_fact
from pipeline.terminal import cell, console, table
from pipeline.views import show_status


def show_demo(result: Mapping[str, Any]) -> None:
    """The balance, what is known, what changed, one fact with its evidence, and what to type next."""
    out = console()
    show_status(result["status"], out)
    known = result["learned"]
    labels = ", ".join(f"{count} {label}" for label, count in known["by_label"].items())
    out.print(
        cell(f"\n{known['documents']} announcements, {known['facts']} facts ({known['planned']} of them planned)")
    )
    out.print(cell(f"{known['entities']} names: {labels}\n"))
    facts = ([fact["id"][:10], *claim(fact), fact["status"]] for fact in result["best"])
    out.print(
        table("What was learned: two facts of each kind", ("id", "subject", "predicate", "object", "status"), facts)
    )
    _show_changes(out, known["changes"])
    if result["example"]:
        out.print("One fact with its evidence", style="bold")
        show_fact(result["example"], out)
    out.print("\nType next", style="bold")
    data = f"--data {result['data']}"
    example = result["example"]["fact"]["id"][:10] if result["example"] else "Shenzhen"
    for command in (
        f"cityfacts {data} search incubator",
        f"cityfacts {data} search --kind facts --status planned --place Shenzhen",
        f"cityfacts {data} show {example}",
        f"cityfacts {data} export facts --format csv --out facts.csv",
    ):
        out.print(cell(f"  .venv/bin/{command}"), soft_wrap=True)


def _show_changes(out: Console, changes: Mapping[str, Any] | None) -> None:
    if not changes or not (changes["new_versions"] or changes["gone_documents"]):
        return
    counts = ("new_documents", "new_versions", "gone_documents", "new_facts", "retracted_facts")
    told = ", ".join(f"{changes[name]} {name.replace('_', ' ')}" for name in counts)
    out.print(cell(f"What changed since the last run: {told}", "bold"))
    documents_table(out, "Changed", changes["changed"])
    documents_table(out, "Gone", changes["gone"])
    facts_table(out, "New facts", changes["facts"][:8])
    facts_table(out, "Said no longer", changes["retracted"][:8])
    facts_table(out, "Planned before, done now", changes["came_true"])
