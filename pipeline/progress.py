"""A progress line on long work: on a terminal alone, and on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

Progress = Callable[[Mapping[str, Any]], None]


def ignore(event: Mapping[str, Any]) -> None:
    """Progress that nobody watches."""


@contextmanager
def live(title: str, *, quiet: bool = False) -> Iterator[Progress]:
    """A callback for events `{"event", "source"?, "done"?, "of"?}`; silent unless standard error is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield ignore
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(title, total=None)
        fetched = 0

        def show(event: Mapping[str, Any]) -> None:
            nonlocal fetched
            if "of" in event:
                bars.update(task, description=f"reading {event.get('source') or ''}")
                bars.update(task, completed=int(event["done"]), total=int(event["of"]))
            else:
                fetched += 1
                bars.update(task, description=f"crawling {event.get('source') or ''}", completed=fetched)

        yield show
