"""What is known, as people read it: hits, entities, facts with their sentences, documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from db.match import MARK_END, MARK_START
from pipeline.plain import plain
from pipeline.terminal import cell, console, table

if TYPE_CHECKING:
    from db.profiles import Candidates
    from db.queries import Profile
    from db.search import Hit


def show_hits(hits: Sequence[Hit]) -> None:
    out = console()
    if not hits:
        out.print("nothing found")
        return
    rows = ([hit.kind, hit.id[:10], day(hit.date), cell(hit.title), marked(hit.snippet)] for hit in hits)
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
    facts_table(out, "What it does and has", row["as_subject"])
    facts_table(out, "Where others name it", row["as_object"])
    documents_table(out, "Announcements", row["documents"])


def show_fact(row: Mapping[str, Any], out: Console) -> None:
    fact = row["fact"]
    out.print(cell(" · ".join(claim(fact)), "bold"))
    addresses = len({evidence["url"] for evidence in row["evidence"] if evidence["standing"] == "current"})
    support = f"{fact['documents']} independent of {addresses}"
    details = {
        **fact["qualifiers"],
        "status": fact["status"],
        "confidence": f"{fact['confidence']:.2f}",
        "announcements": support,
    }
    out.print(cell(", ".join(f"{key}: {_joined(value)}" for key, value in details.items())))
    if fact["within"]:
        out.print(cell("in this announcement's own words: not joined with what others say", "dim"))
    if fact["retracted_at"]:
        out.print(cell(_withdrawn(fact), "red"))
    for _, spans in groupby(row["evidence"], key=lambda span: (span["document"], span["version"])):
        out.print()
        for evidence in spans:
            out.print(cell(f"“{evidence['text']}” (characters {evidence['start_char']}-{evidence['end_char']})"))
        _show_origin(evidence, out)


def _show_origin(evidence: Mapping[str, Any], out: Console) -> None:
    published = _published(evidence["date"], evidence["fetched_at"])
    out.print(cell(f"  {published}  {evidence['headline'] or ''}", "dim"))
    out.print(cell(f"  {evidence['url']}", "dim"))
    if evidence["standing"] == "gone":
        out.print(cell(f"  page gone since {evidence['gone_at'][:10]}", "red"))
    elif evidence["standing"] == "changed":
        out.print(cell("  a former version of the page", "red"))
    if evidence["warc"]:
        archive = f"sources/{evidence['source']}/{evidence['warc']['file']} at byte {evidence['warc']['offset']}"
        out.print(cell(f"  archived {evidence['fetched_at']} in {archive}, rule {evidence['rule']}", "dim"))


def _show_document(row: Mapping[str, Any], out: Console) -> None:
    out.print(cell(row["headline"] or row["url"], "bold"))
    out.print(
        cell(f"{_published(row['date_published'], row['fetched_at'])}  {row['publisher'] or ''}  {row['url']}", "dim")
    )
    if row["gone_at"]:
        out.print(cell(f"page gone since {row['gone_at'][:10]}", "red"))
    out.print(Text("\n".join(plain(line) for line in row["text"].split("\n"))))
    facts_table(out, "Facts", row["facts"])
    columns = ("text", "value", "unit", "qualifier", "what", "as_of")
    out.print(table("Figures", columns, ([figure[c] for c in columns] for figure in row["figures"]), right=("value",)))
    names = ([entity["label"], entity["name"], entity["mentions"]] for entity in row["entities"])
    out.print(table("Names", ("type", "name", "mentions"), names, right=("mentions",)))
    if row["copy_of"]:
        first = row["copy_of"]
        out.print(cell(f"a copy of what {first['url']} published first", "dim"))
    documents_table(out, "Copies elsewhere", row["copies"])


_PROFILES = {
    "candidates": _show_candidates,
    "entity": _show_entity,
    "fact": show_fact,
    "document": _show_document,
}


def facts_table(out: Console, title: str, facts: Sequence[Mapping[str, Any]]) -> None:
    if facts:
        rows = (
            [fact["id"][:10], *claim(fact), _standing(fact), fact["documents"], day(fact["date"])] for fact in facts
        )
        columns = ("id", "subject", "predicate", "object", "status", "documents", "date")
        out.print(table(title, columns, rows, right=("documents",)))


def documents_table(out: Console, title: str, documents: Sequence[Mapping[str, Any]]) -> None:
    if documents:
        rows = ([line["id"][:10], day(line["date"]), line["headline"] or line["url"]] for line in documents)
        out.print(table(title, ("id", "date", "headline"), rows))


def day(date: str | None) -> str:
    return date[:10] if date else "no date"


def _published(date: str | None, fetched_at: str | None) -> str:
    """When the announcement says it was published; where it does not, when it was fetched, labelled so."""
    if date:
        return f"published {date}"
    return f"no date, fetched {fetched_at}" if fetched_at else "no date"


def claim(fact: Mapping[str, Any]) -> tuple[str, str, str]:
    told = fact["qualifiers"].get("title" if fact["predicate"] == "has_position" else "what")
    more = f" ({_joined(told)})" if told and told != fact["subject"] and fact["predicate"] in _TOLD_MORE else ""
    # A comparison tells its hedge itself: "more than double that of 2019".
    hedge = fact["qualifiers"].get("qualifier") if fact["predicate"] != "compares_to" else None
    hedged = f"{str(hedge).replace('_', ' ')} " if hedge and hedge != "exact" else ""
    subject = fact["subject"] if fact.get("subject_named", True) else f"“{fact['subject']}”"
    return plain(subject), fact["predicate"], plain(f"{hedged}{_object(fact)}{more}")


_TOLD_MORE = ("has_count", "has_amount", "funds", "has_position")


def _object(fact: Mapping[str, Any]) -> str:
    """The object as people read it: numbers with separators, and with their unit unless the object has it."""
    if fact["value"] is None:
        return str(fact["object"])
    number = f"{Decimal(str(fact['value'])):,f}"
    if fact["predicate"] == "has_count":
        return number
    amount = f"{number} {fact['unit'] or ''}".rstrip()
    if fact["predicate"] == "has_amount":
        return amount
    # Of a comparison the object says it all: "twice as many as last year".
    return f"{fact['object']}, {amount}" if fact["predicate"] == "funds" else str(fact["object"])


def _standing(fact: Mapping[str, Any]) -> str:
    return f"{fact['status']}, {_withdrawn(fact)}" if fact.get("retracted_why") else str(fact["status"])


def _withdrawn(fact: Mapping[str, Any]) -> str:
    why = "page gone" if fact["retracted_why"] == "gone" else "said no longer"
    return f"{why} since {fact['retracted_at'][:10]}"


def _joined(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
