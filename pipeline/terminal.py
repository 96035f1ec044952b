"""What people see on a terminal. Page text is data: control characters and markup in it are shown, never obeyed."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.plain import plain


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """A reader that has seen enough, such as `head`, makes no failure of the command: rich would end it with 1."""
        raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))


def console() -> Console:
    """Full width where the output is a file or a pipe, so that nothing is cut."""
    out = _Console(highlight=False)
    return out if out.is_terminal else _Console(highlight=False, width=150)


def cell(value: object, style: str = "") -> Text:
    return Text("" if value is None else plain(value), style=style)


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, right: Sequence[str] = ()) -> Table:
    grid = Table(title=Text(title), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, title_style="bold")
    for column in columns:
        grid.add_column(column, justify="right" if column in right else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(value if isinstance(value, Text) else cell(value) for value in row))
    return grid
