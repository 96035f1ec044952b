"""cityfacts: the commands. Each loads, calls one function and prints what it found."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import (
    EXIT_HELD,
    EXIT_NO_INPUT,
    EXIT_OVERDUE,
    EXIT_UNAVAILABLE,
    Failure,
    Place,
    as_json,
    local_path,
    one_line_errors,
    place,
    print_json,
    to_be_written,
    workers_option,
)
from pipeline.evaluation_commands import evaluation
from pipeline.known_commands import backup, explain, export, search, show, verify
from pipeline.plain import json_text, plain
from pipeline.source_commands import sources

if TYPE_CHECKING:
    pass


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("data"),
    show_default=True,
    envvar="CITYFACTS_DATA",
    help="The folder that holds everything: kb.sqlite, sources/, exports/, logs/.",
)
@click.option(
    "--sources",
    "source_folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder of source TOML files to use instead of the built-in catalogue and DATA/sources.d.",
)
@click.option(
    "--model",
    envvar="CITYFACTS_MODEL",
    help="What finds the names: rules, encoder, fast, or the folder of a spaCy pipeline.",
)
@click.version_option(package_name="cityfacts", prog_name="cityfacts")
@click.pass_context
def main(context: click.Context, data: Path, source_folder: Path | None, model: str | None) -> None:
    """Watches city-government and news sites and keeps what was announced as facts, each with its sentence.

    Start with:  cityfacts demo
    """
    context.obj = Place(data, source_folder)
    if model:
        from extract.recognition.choice import NoSuchModel, use

        try:
            use(model)
        except NoSuchModel as error:
            raise Failure(str(error), EXIT_NO_INPUT) from None


# ---------------------------------------------------------------------------------------------------------- the night


@main.command()
@click.argument("names", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Also the sources that are not due yet.")
@click.option("--key", help="The run's key; a run that a crash left unfinished is resumed under its own.")
@workers_option
@as_json
@place
@one_line_errors
def run(
    here: Place, /, names: tuple[str, ...], everything: bool, key: str | None, workers: int, json_output: bool
) -> None:
    """The night: crawl the sources that are due, read what is new, add it, account for every URL, report.

    \b
    Examples:
      cityfacts run                      all sources that are due
      cityfacts run invest-shenzhen --all
    """
    from pipeline.night import run_night
    from pipeline.progress import live

    sources = here.sources(names)
    with live("the night", quiet=json_output) as progress:
        night = run_night(
            sources, data=here.make(), key=key, everything=everything or bool(names), workers=workers, progress=progress
        )
    _print_night(here, night.run, json_output)
    sys.exit(night.exit_code)


def _print_night(here: Place, /, run_id: str | None, json_output: bool) -> None:
    from pipeline.health import read_status
    from pipeline.views import show_status

    with closing(here.knowledge_base()) as kb:
        status = read_status(kb, run=run_id)
    print_json(status) if json_output else show_status(status)


@main.command()
@click.option("--at", "at", default="02:30", show_default=True, metavar="HH:MM", help="Local time of the nightly run.")
@click.argument("names", nargs=-1)
@workers_option
@place
@one_line_errors
def schedule(here: Place, /, at: str, names: tuple[str, ...], workers: int) -> None:
    """Keep running: one run a local date, each in a process of its own; a missed night is caught up once.

    \b
    Example:
      cityfacts schedule --at 02:30
    """
    from datetime import time

    from pipeline.timetable import Timetable, run_in_child

    try:
        moment = time.fromisoformat(at)
    except ValueError:
        raise Failure(f"--at {at}: not a time of day; write it as 02:30", 2) from None
    here.sources(names)
    folder = ["--sources", str(here.source_folder)] if here.source_folder else []
    arguments = ["--data", str(here.make()), *folder, "run", *names, "--workers", str(workers)]
    click.echo(f"One run a night at {at}; stop with Ctrl-C. Data in {here.data}.", err=True)
    try:
        Timetable(here.data, moment, run_in_child(arguments)).keep()
    except KeyboardInterrupt:
        click.echo("stopped", err=True)


@main.command()
@click.option("--run", "run_id", help="Another run than the last.")
@click.option("--source", help="One source in full: its quarantined pages and failed addresses.")
@as_json
@place
@one_line_errors
def status(here: Place, /, run_id: str | None, source: str | None, json_output: bool) -> None:
    """The last run: the balance per source, what failed and why.

    \b
    Examples:
      cityfacts status
      cityfacts status --source invest-shenzhen
    """
    from pipeline.health import read_status
    from pipeline.views import show_status

    with closing(here.knowledge_base()) as kb:
        report = read_status(kb, run=run_id, source=source)
    print_json(report) if json_output else show_status(report)
    if not report["balanced"]:
        raise Failure(f"run {report['run']} does not balance: seen is not the sum of the outcomes", 1)


@main.command()
@click.option("--hours", type=click.FloatRange(0), default=26, show_default=True, help="How old the last run may be.")
@as_json
@place
@one_line_errors
def health(here: Place, /, hours: float, json_output: bool) -> None:
    """Whether the nights still happen, and which sources are held back: for a watchdog.

    \b
    Example:
      cityfacts health || mail -s "cityfacts" someone@example.org
    """
    from datetime import timedelta

    from pipeline.overdue import check_health

    with closing(here.knowledge_base()) as kb:
        found = check_health(kb, patience=timedelta(hours=hours))
    if json_output:
        print_json(found)
    told = "no run has ended well yet"
    if found["last_good_run"]:
        told = f"the last good run ended {found['hours_ago']} hours ago, at {found['last_good_run']}"
    if found["overdue"]:
        raise Failure(f"{told}; at most {hours:g} hours are allowed: is `cityfacts schedule` running?", EXIT_OVERDUE)
    if found["held"]:
        names = ", ".join(hold["source"] for hold in found["held"])
        raise Failure(f"{told}; held back: {names}; `cityfacts status --source NAME` shows why", EXIT_HELD)
    if not json_output:
        click.echo(told)


# ----------------------------------------------------------------------------------------------------- single stages


@main.command()
@click.argument("names", nargs=-1)
@as_json
@place
@one_line_errors
def crawl(here: Place, /, names: tuple[str, ...], json_output: bool) -> None:
    """Crawl only: fetch and archive what is new; `add` reads it later.

    \b
    Example:
      cityfacts crawl invest-shenzhen
    """
    from dataclasses import asdict

    from pipeline.night import crawl_only
    from pipeline.progress import live
    from pipeline.views import show_crawl

    sources = here.sources(names)
    with live("crawl", quiet=json_output) as progress:
        stats = crawl_only(sources, data=here.make(), progress=progress)
    print_json(asdict(stats)) if json_output else show_crawl(stats)
    if stats.sources and all(told.error for told in stats.sources.values()):
        sys.exit(EXIT_UNAVAILABLE)


@main.command()
@workers_option
@as_json
@place
@one_line_errors
def add(here: Place, /, workers: int, json_output: bool) -> None:
    """Read every archived page that the knowledge base has not seen, and add what it says.

    \b
    Example:
      cityfacts add --workers 2
    """
    from pipeline.night import add_only
    from pipeline.progress import live

    with live("read", quiet=json_output) as progress:
        counts = add_only(here.all_sources(), data=here.make(), workers=workers, progress=progress)
    print_json(counts) if json_output else click.echo(", ".join(f"{n} {what}" for what, n in counts.items()))


@main.command()
@click.argument("files", nargs=-1, type=local_path)
@click.option("--manifest", type=local_path, help='JSON lines {"file", "url"?, "fetched_at"?}.')
@click.option("--out", type=local_path, help="Where the JSON lines go.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0, help="Only facts as sure as this.")
@workers_option
@as_json
@one_line_errors
def extract(
    files: tuple[Path, ...],
    manifest: Path | None,
    out: Path | None,
    min_confidence: float,
    workers: int,
    json_output: bool,
) -> None:
    """Read local pages (HTML, plain text, PDF; .gz is opened) and print what they say.

    \b
    Examples:
      cityfacts extract page.html
      cityfacts extract --manifest pages.jsonl --out extracted.jsonl --workers 2
    """
    from pipeline.manifest import extract_files, extract_manifest, sure_facts, write_lines
    from pipeline.progress import live
    from pipeline.views import show_extraction

    if bool(files) == bool(manifest):
        raise click.UsageError("name either FILES or one --manifest")
    if out is not None:
        to_be_written(out)
    with live("read", quiet=json_output) as progress:
        if manifest is not None:
            rows = extract_manifest(manifest, workers=workers, progress=progress)
        else:
            rows = extract_files(files, workers=workers, progress=progress)
        rows = (sure_facts(row, min_confidence) for row in rows)
        if out is not None:
            write_lines(rows, out)
            return
        found = list(rows)
    for row in found:
        click.echo(json_text(row)) if json_output or manifest else show_extraction(row)


@main.command()
@click.argument("files", nargs=-1, type=local_path)
@click.option("--manifest", type=local_path, help='JSON lines {"file", "url"?}.')
@click.option("--out", type=local_path, help="Where the JSON lines go.")
@as_json
@one_line_errors
def links(files: tuple[Path, ...], manifest: Path | None, out: Path | None, json_output: bool) -> None:
    """Items and next page of local listing pages, feeds and sitemaps.

    \b
    Examples:
      cityfacts links listing.html
      cityfacts links --manifest listings.jsonl --out links.jsonl
    """
    from pipeline.manifest import links_files, links_manifest, write_lines
    from pipeline.views import show_links

    if bool(files) == bool(manifest):
        raise click.UsageError("name either FILES or one --manifest")
    if out is not None:
        to_be_written(out)
    rows = links_manifest(manifest) if manifest is not None else links_files(files)
    if out is not None:
        write_lines(rows, out)
        return
    for row in rows:
        click.echo(json_text(row)) if json_output or manifest else show_links(row)


# -------------------------------------------------------------------------------------------------------------- demo


@main.command()
@workers_option
@as_json
@place
@one_line_errors
def demo(here: Place, /, workers: int, json_output: bool) -> None:
    """Serve five small sites on this machine, crawl them, read them, store what they say, show it.

    The second time, some of their pages have changed or vanished, and what changed is shown.

    \b
    Example:
      cityfacts demo
    """
    from pipeline.demo_night import read_demo, run_demo
    from pipeline.demo_view import show_demo
    from pipeline.progress import live

    folder = here.make() / "demo"
    folder.mkdir(mode=0o700, exist_ok=True)
    with live("demo", quiet=json_output) as progress:
        night = run_demo(folder, workers=workers, progress=progress)
    result = read_demo(folder, night)
    print_json(result) if json_output else show_demo(result)
    sys.exit(night.exit_code)


@main.command()
@as_json
@place
@one_line_errors
def doctor(here: Place, /, json_output: bool) -> None:
    """What this installation consists of, and whether the data folder is sound.

    \b
    Example:
      cityfacts doctor
    """
    from pipeline.health import examine

    findings = examine(here.data)
    if json_output:
        print_json(findings)
    else:
        for what, finding in findings.items():
            click.echo(f"{what:20} {plain(finding)}")


for command in (search, show, explain, export, backup, verify, sources, evaluation):
    main.add_command(command)

if __name__ == "__main__":
    main(prog_name="cityfacts")
