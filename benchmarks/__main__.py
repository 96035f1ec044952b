"""`python -m benchmarks [NAME…]`: the modules of this folder that have a `measure(work) -> list[Timing]`."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import click

import benchmarks
from benchmarks.pages import Work, demo_pages, manifest_pages
from benchmarks.timing import Timing
from pipeline.terminal import console, table

Measure = Callable[[Work], list[Timing]]
COLUMNS = ("bench", "what", "of each", "items", "rounds", "median ms", "p95 ms", "per second")


def benches() -> dict[str, Measure]:
    """The benches by name: each is one file of this folder, and nothing else registers it."""
    names = sorted(found.name for found in iter_modules(benchmarks.__path__) if found.name != "__main__")
    modules = {name: import_module(f"benchmarks.{name}") for name in names}
    return {name: module.measure for name, module in modules.items() if hasattr(module, "measure")}


@click.command()
@click.argument("names", nargs=-1)
@click.option("--rounds", type=click.IntRange(1, 1000), default=5, show_default=True, help="Counted rounds.")
@click.option("--sample", type=click.IntRange(min=1), help="Only so many pages, evenly taken.")
@click.option("--manifest", type=click.Path(path_type=Path), help="Pages as of `extract`; default the demo's.")
@click.option("--json", "json_output", is_flag=True, help="Machine-readable: JSON on standard output.")
def main(names: tuple[str, ...], rounds: int, sample: int | None, manifest: Path | None, json_output: bool) -> None:
    """CPU time of each stage, in turn with what it is compared with. NAMES are those of the modules; default all."""
    known = benches()
    unknown = [name for name in names if name not in known]
    if unknown:
        raise click.UsageError(f"no bench named {unknown[0]}: there are {', '.join(known)}")
    pages = manifest_pages(manifest) if manifest else demo_pages()
    work = Work(pages=tuple(pages[:: max(1, len(pages) // sample)][:sample] if sample else pages), rounds=rounds)
    timings = [timing for name in names or known for timing in known[name](work)]
    if json_output:
        click.echo(json.dumps([timing.to_json() for timing in timings], indent=2))
    else:
        where = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
        console().print(table(f"CPU time of one item, {where}", COLUMNS, _rows(timings), right=COLUMNS[3:]))


def _rows(timings: Sequence[Timing]) -> Iterator[tuple[object, ...]]:
    for timing in timings:
        numbers = (f"{timing.median * 1000:.2f}", f"{timing.p95 * 1000:.2f}", f"{timing.per_second:,.0f}")
        yield timing.bench, timing.what, timing.unit, timing.items, timing.rounds, *numbers


if __name__ == "__main__":
    sys.exit(main(prog_name="python -m benchmarks"))
