"""The commands that ask the knowledge base and look after it: search, show, explain, export, backup, verify."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import (
    EXIT_BAD_DATA,
    EXIT_HELD,
    EXIT_UNKNOWN_NAME,
    Failure,
    Place,
    as_json,
    filtered,
    local_path,
    one_line_errors,
    place,
    print_json,
    to_be_written,
)
from pipeline.plain import plain

if TYPE_CHECKING:
    from db.records import What


@click.command()
@click.argument("words", nargs=-1)
@click.option("--kind", type=click.Choice(["documents", "entities", "facts"]), help="Only hits of this kind.")
@filtered
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@as_json
@place
@one_line_errors
def search(here: Place, /, words: tuple[str, ...], json_output: bool, place_name: str | None, **options: Any) -> None:
    """Search documents, entities and facts together.

    \b
    Examples:
      cityfacts search overseas innovation center
      cityfacts search incubator --place Shenzhen --kind facts --status planned
    """
    from db.search import search as find
    from pipeline.known_views import show_hits

    with closing(here.knowledge_base()) as kb:
        hits = find(kb, " ".join(words), place=place_name, **options)
    print_json(hits_to_json(hits)) if json_output else show_hits(hits)


def hits_to_json(hits: Iterable[Any]) -> list[dict[str, Any]]:
    from dataclasses import asdict

    return [asdict(hit) for hit in hits]


@click.command()
@click.argument("name")
@as_json
@place
@one_line_errors
def show(here: Place, /, name: str, json_output: bool) -> None:
    """An entity with its facts, a fact with its sentence and archived page, or a document. NAME is a name or an id.

    \b
    Examples:
      cityfacts show Shenzhen
      cityfacts show 3f9a1c
    """
    from dataclasses import asdict

    from db.queries import show as find
    from pipeline.known_views import show_profile

    with closing(here.knowledge_base()) as kb:
        profile = find(kb, name)
    print_json(asdict(profile)) if json_output else show_profile(profile)


@click.command()
@click.argument("fact")
@as_json
@place
@one_line_errors
def explain(here: Place, /, fact: str, json_output: bool) -> None:
    """Why a fact is told: which rule read it, and which words weighed for and against it. FACT is an id.

    \b
    Example:
      cityfacts explain 3f9a1c
    """
    from pipeline.explaining import explain_fact, show_reasons

    with closing(here.knowledge_base()) as kb:
        told = explain_fact(kb, fact)
    print_json(told) if json_output else show_reasons(told)


@click.command()
@click.argument("what", type=click.Choice(["facts", "figures", "entities", "documents"]), default="facts")
@click.option("--format", "format_name", default="csv", show_default=True, help="csv or jsonl.")
@click.option("--out", type=local_path, help="The file to write; default DATA/exports/WHAT.FORMAT.")
@filtered
@place
@one_line_errors
def export(
    here: Place, /, what: What, format_name: str, out: Path | None, place_name: str | None, **options: Any
) -> None:
    """Write facts, figures, entities or documents to a file: whole or not at all.

    \b
    Examples:
      cityfacts export facts --format csv --out facts.csv
      cityfacts export figures --format jsonl --place Shanghai
    """
    from db.exporting import export as write
    from db.exporting import formats
    from db.filters import Filters

    if format_name not in formats():
        raise Failure(f"no format named {format_name!r}: there are {', '.join(sorted(formats()))}", EXIT_UNKNOWN_NAME)
    with closing(here.knowledge_base()) as kb:
        path = out or here.make() / "exports" / f"{what}.{formats()[format_name].EXTENSION}"
        if out is None:
            path.parent.mkdir(mode=0o700, exist_ok=True)
        rows = write(kb, format_name, what, to_be_written(path), Filters(place=place_name, **options))
        held = kb.holds(options["source"])
    click.echo(f"{rows} {what} in {path}")
    if held:
        told = "; ".join(f"{each.source} since {each.since[:10]}: {each.reason}" for each in held)
        raise Failure(f"held back, only what was known before is exported: {told}", EXIT_HELD)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@place
@one_line_errors
def backup(here: Place, /, file: Path) -> None:
    """Copy the knowledge base to a file, also while a run is writing; the copy is read back and compared.

    \b
    Example:
      cityfacts backup /mnt/backups/kb.sqlite
    """
    with closing(here.knowledge_base()) as kb:
        kb.back_up(file)
    click.echo(f"{file}: {file.stat().st_size:,} bytes, checked; to restore it, put it in the place of kb.sqlite")


@click.command()
@as_json
@place
@one_line_errors
def verify(here: Place, /, json_output: bool) -> None:
    """Check that every mention, figure and piece of evidence equals the stored text, to the letter.

    \b
    Example:
      cityfacts verify
    """
    with closing(here.knowledge_base()) as kb:
        problems = kb.verify()
        evidence = kb.connection.value("SELECT count(*) FROM evidence")
    if json_output:
        print_json({"evidence": evidence, "problems": problems})
    else:
        for problem in problems:
            click.echo(plain(problem))
        click.echo(f"{evidence} pieces of evidence, {len(problems)} problems")
    if problems:
        raise Failure(f"{len(problems)} stored spans do not equal their text", EXIT_BAD_DATA)
