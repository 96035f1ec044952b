"""What people see on a terminal. Page text is data: control characters and markup in it are shown, never obeyed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from db.match import MARK_END, MARK_START

if TYPE_CHECKING:
    from crawler.source import Source
    from crawler.stats import CrawlStats
    from db.profiles import Candidates
    from db.queries import Profile
    from db.search import Hit

_OUTCOMES = ("stored", "unchanged", "quarantined", "failed", "skipped")


def console() -> Console:
    """Full width where the output is a file or a pipe, so that nothing is cut."""
    out = Console(highlight=False)
    return out if out.is_terminal else Console(highlight=False, width=150)


def plain(value: object) -> str:
    """One line of text without what a terminal would obey: escapes, other controls, direction marks."""
    return "".join(
        " " if c in "\n\t\r" else c for c in str(value) if c in "\n\t\r" or unicodedata.category(c)[0] != "C"
    )


def cell(value: object, style: str = "") -> Text:
    return Text("" if value is None else plain(value), style=style)


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, right: Sequence[str] = ()) -> Table:
    grid = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, title_style="bold")
    for column in columns:
        grid.add_column(column, justify="right" if column in right else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(value if isinstance(value, Text) else cell(value) for value in row))
    return grid


def show_status(status: Mapping[str, Any], out: Console | None = None) -> None:
    out = out or console()
    sources = status["sources"]
    columns = ("source", "seen", *_OUTCOMES)
    rows = [[entry[column] for column in columns] for entry in sources]
    if len(rows) > 1:
        rows.append(["all", *(sum(entry[column] for entry in sources) for column in columns[1:])])
    resumed = ", resumed" if status["resumed"] else ""
    title = f"Run {status['run']}: {status['started_at']} to {status['finished_at'] or 'not finished'}{resumed}"
    out.print(table(title, columns, rows, right=columns[1:]))
    verdict = "balanced: seen = stored + unchanged + quarantined + failed + skipped"
    out.print(verdict if status["balanced"] else "NOT BALANCED: some address is unaccounted for", style="dim")
    for entry in sources:
        if entry["error"]:
            out.print(cell(f"{entry['source']}: {entry['error']}", "red"))
    told = [reason for reason in status["reasons"] if reason["reason"] != "index"]
    if told and "addresses" not in status:
        out.print(_rows("Not read, and why", ("source", "outcome", "reason", "count", "example"), told))
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
        if told.error:
            out.print(cell(f"{name}: {told.error}", "red"))


def show_extraction(row: Mapping[str, Any]) -> None:
    """One page as a person judges it: what kind of page, its facts, its figures, its names."""
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
    facts = ([*_claim(fact), fact["status"], fact["evidence"]["text"]] for fact in row["facts"])
    out.print(table("Facts", ("subject", "predicate", "object", "status", "sentence"), facts))
    columns = ("text", "value", "max_value", "unit", "qualifier", "what", "scope", "as_of")
    out.print(table("Figures", columns, ([figure[c] for c in columns] for figure in row["figures"]), right=("value",)))
    names: dict[str, dict[str, None]] = {}
    for mention in row["mentions"]:
        names.setdefault(mention["label"], {})[mention["name"]] = None
    out.print(table("Names", ("type", "names"), ([label, "; ".join(found)] for label, found in sorted(names.items()))))


def show_links(row: Mapping[str, Any]) -> None:
    out = console()
    items = ([item["date"], item["title"], item["url"]] for item in row["items"])
    out.print(table(plain(row["file"]), ("date", "title", "url"), items))
    if row.get("error"):
        out.print(cell(row["error"], "red"))
    out.print(cell("next: " + (", ".join(row["next"]) or "none")))


def show_hits(hits: Sequence[Hit]) -> None:
    out = console()
    if not hits:
        out.print("nothing found")
        return
    rows = ([hit.kind, hit.id[:10], _day(hit.date), cell(hit.title), marked(hit.snippet)] for hit in hits)
    out.print(table(f"{len(hits)} found", ("kind", "id", "date", "what", "where it says so"), rows))
    out.print("cityfacts show ID shows one in full", style="dim")


def marked(snippet: str) -> Text:
    """A snippet with what matched in bold."""
    text = Text()
    for part in snippet.split(MARK_START):
        hit, found, rest = part.partition(MARK_END)
        if found:
            text.append(plain(hit), "bold")
            text.append(plain(rest))
        else:
            text.append(plain(part))
    return text


def show_profile(profile: Profile | Candidates) -> None:
    """An entity, a fact, a document, or the several things that a name may mean."""
    _PROFILES[profile.kind](asdict(profile), console())


def _show_candidates(row: Mapping[str, Any], out: Console) -> None:
    options = ([option["kind"], option["id"][:10], option["title"]] for option in row["options"])
    out.print(table(f"{plain(row['query'])} may be", ("kind", "id", "what"), options))


def _show_entity(row: Mapping[str, Any], out: Console) -> None:
    where = f", {row['country']}" if row["country"] else ""
    out.print(cell(f"{row['name']} ({row['label']}{where})", "bold"))
    if row["aliases"]:
        out.print(cell("also: " + "; ".join(row["aliases"])))
    out.print(cell(f"{row['mentions']} mentions, first seen {row['first_seen']}, last seen {row['last_seen']}"))
    _facts(out, "What it does and has", row["as_subject"])
    _facts(out, "Where others name it", row["as_object"])
    _documents(out, "Announcements", row["documents"])


def _show_fact(row: Mapping[str, Any], out: Console) -> None:
    fact = row["fact"]
    out.print(cell(" · ".join(_claim(fact)), "bold"))
    details = {**fact["qualifiers"], "status": fact["status"], "confidence": f"{fact['confidence']:.2f}"}
    out.print(cell(", ".join(f"{key}: {_joined(value)}" for key, value in details.items())))
    if fact["within"]:
        out.print(cell("in the words of one announcement: another may mean another thing by them", "dim"))
    if fact["retracted_at"]:
        out.print(
            cell(f"no announcement says so any more since {fact['retracted_at']}: {fact['retracted_why']}", "red")
        )
    for evidence in row["evidence"]:
        out.print()
        out.print(cell(f"“{evidence['text']}”"))
        out.print(
            cell(f"  {_published(evidence['date'], evidence['fetched_at'])}  {evidence['headline'] or ''}", "dim")
        )
        out.print(cell(f"  {evidence['url']}  characters {evidence['start_char']}-{evidence['end_char']}", "dim"))
        if evidence["warc"]:
            archive = f"sources/{evidence['source']}/{evidence['warc']['file']} at byte {evidence['warc']['offset']}"
            out.print(cell(f"  archived {evidence['fetched_at']} in {archive}, rule {evidence['rule']}", "dim"))


def _show_document(row: Mapping[str, Any], out: Console) -> None:
    out.print(cell(row["headline"] or row["url"], "bold"))
    out.print(
        cell(f"{_published(row['date_published'], row['fetched_at'])}  {row['publisher'] or ''}  {row['url']}", "dim")
    )
    if row["gone_at"]:
        out.print(cell(f"the page is gone since {row['gone_at']}", "red"))
    out.print(Text("\n".join(plain(line) for line in row["text"].split("\n"))))
    _facts(out, "Facts", row["facts"])
    columns = ("text", "value", "unit", "qualifier", "what", "as_of")
    out.print(table("Figures", columns, ([figure[c] for c in columns] for figure in row["figures"]), right=("value",)))
    names = ([entity["label"], entity["name"], entity["mentions"]] for entity in row["entities"])
    out.print(table("Names", ("type", "name", "mentions"), names, right=("mentions",)))
    _documents(out, "Copies elsewhere", row["copies"])


_PROFILES = {
    "candidates": _show_candidates,
    "entity": _show_entity,
    "fact": _show_fact,
    "document": _show_document,
}


def _facts(out: Console, title: str, facts: Sequence[Mapping[str, Any]]) -> None:
    if facts:
        rows = (
            [fact["id"][:10], *_claim(fact), _standing(fact), fact["documents"], _day(fact["date"])] for fact in facts
        )
        columns = ("id", "subject", "predicate", "object", "status", "documents", "date")
        out.print(table(title, columns, rows, right=("documents",)))


def _documents(out: Console, title: str, documents: Sequence[Mapping[str, Any]]) -> None:
    if documents:
        rows = ([line["id"][:10], _day(line["date"]), line["headline"] or line["url"]] for line in documents)
        out.print(table(title, ("id", "date", "headline"), rows))


def _day(date: str | None) -> str:
    return date[:10] if date else "no date"


def _published(date: str | None, fetched_at: str | None) -> str:
    """When the announcement says it was published; where it does not, when it was fetched, labelled so."""
    if date:
        return f"published {date}"
    return f"no date, fetched {fetched_at}" if fetched_at else "no date"


def _claim(fact: Mapping[str, Any]) -> tuple[str, str, str]:
    what = fact["qualifiers"].get("what")
    counted = f" ({_joined(what)})" if what and fact["predicate"] in ("has_count", "has_amount", "funds") else ""
    hedge = fact["qualifiers"].get("qualifier")
    hedged = f"{str(hedge).replace('_', ' ')} " if hedge and hedge != "exact" else ""
    subject = fact["subject"] if fact.get("subject_named", True) else f"“{fact['subject']}”"
    return plain(subject), fact["predicate"], plain(f"{hedged}{fact['object']}{counted}")


def _standing(fact: Mapping[str, Any]) -> str:
    return f"{fact['status']}, {fact['retracted_why']}" if fact.get("retracted_why") else str(fact["status"])


def _joined(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


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
    facts = ([fact["id"][:10], *_claim(fact), fact["status"]] for fact in result["best"])
    out.print(
        table("What was learned, two facts of each kind", ("id", "subject", "predicate", "object", "status"), facts)
    )
    _show_changes(out, known["changes"])
    if result["example"]:
        out.print("One fact with its evidence", style="bold")
        _show_fact(result["example"], out)
    out.print("\nType next", style="bold")
    data = f"--data {result['data']}"
    example = result["example"]["fact"]["id"][:10] if result["example"] else "Shenzhen"
    for command in (
        f"cityfacts {data} search incubator",
        f"cityfacts {data} search --kind facts --status planned --place Shenzhen",
        f"cityfacts {data} show {example}",
        f"cityfacts {data} export facts --format csv --out facts.csv",
    ):
        out.print(f"  .venv/bin/{command}", soft_wrap=True)


def _show_changes(out: Console, changes: Mapping[str, Any] | None) -> None:
    if not changes or not (changes["new_versions"] or changes["gone_documents"]):
        return
    counts = ("new_documents", "new_versions", "gone_documents", "new_facts", "retracted_facts")
    told = ", ".join(f"{changes[name]} {name.replace('_', ' ')}" for name in counts)
    out.print(cell(f"What changed since the last run: {told}", "bold"))
    _documents(out, "Changed", changes["changed"])
    _documents(out, "Gone", changes["gone"])
    _facts(out, "New facts", changes["facts"][:8])
    _facts(out, "Said no longer", changes["retracted"][:8])
    _facts(out, "Planned before, done now", changes["came_true"])
