"""What every command shares: where it works, its options, and errors that become one line and an exit code."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, ParamSpec, TypeVar

import click

from pipeline.plain import json_text, plain

if TYPE_CHECKING:
    from crawler.source import Source
    from db.store import KnowledgeBase

P = ParamSpec("P")
R = TypeVar("R")

# sysexits.h where it has a name for the case; 3 to 5 are our own.
EXIT_LOCKED = 3
EXIT_HELD = 4
EXIT_OVERDUE = 5
EXIT_UNKNOWN_NAME = 64
EXIT_BAD_DATA = 65
EXIT_NO_INPUT = 66
EXIT_UNAVAILABLE = 69
EXIT_CANNOT_CREATE = 73
EXIT_IO = 74
EXIT_BUSY = 75
EXIT_FORBIDDEN = 77
EXIT_CONFIG = 78


class Failure(click.ClickException):
    """One line that says what is wrong and what to do, and the exit code."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(" ".join(plain(message).split()))
        self.exit_code = exit_code  # type: ignore[misc]


def one_line_errors(command: Callable[P, R]) -> Callable[P, R]:
    """Errors with an `exit_code` of their own, and those of the operating system, become one line; bugs stay loud."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except OSError as error:
            _fail_os(error)
        except Exception as error:
            code = getattr(error, "exit_code", None)
            if code is None or isinstance(error, click.ClickException):
                raise
            raise Failure(str(error), int(code)) from None

    return wrapped


def _fail_os(error: OSError) -> NoReturn:
    where = f"{error.filename}: " if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO):
        raise Failure(f"{where}{error.strerror}: free some space and run again; nothing stored is lost", EXIT_IO)
    if error.errno == errno.ENOENT:
        raise Failure(f"{where}no such file or folder", EXIT_NO_INPUT)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR):
        raise Failure(f"{where}{error.strerror}: choose a folder you may write with --data", EXIT_CANNOT_CREATE)
    if error.errno == errno.EUCLEAN:
        raise Failure(f"{where}{error.strerror}", EXIT_BAD_DATA)
    if error.errno == errno.EADDRINUSE:
        raise Failure(f"{error.strerror}: wait for what uses it, or choose another --data folder", EXIT_BUSY)
    raise Failure(f"{where}{error.strerror or error}", EXIT_IO)


def to_be_written(out: Path) -> Path:
    """A file that can be made. Raises Failure for one that cannot, before any work is done for it."""
    if out.is_dir():
        raise Failure(f"{out}: a folder: name a file in it", EXIT_CANNOT_CREATE)
    if not out.parent.is_dir():
        raise Failure(f"{out.parent}: no such folder: make it first or choose another", EXIT_CANNOT_CREATE)
    if not os.access(out.parent, os.W_OK):
        raise Failure(f"{out.parent}: cannot be written: choose another folder", EXIT_CANNOT_CREATE)
    return out


class Place:
    """Where this invocation works."""

    def __init__(self, data: Path, source_folder: Path | None) -> None:
        self.data = data
        self.source_folder = source_folder

    def make(self) -> Path:
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self.data

    @property
    def own_sources(self) -> Path:
        """The folder of this user's own source files."""
        return self.source_folder or self.data / "sources.d"

    def all_sources(self) -> dict[str, Source]:
        from crawler.source import BUILT_IN, load_sources

        if self.source_folder is not None:
            return load_sources(self.source_folder)
        return load_sources(BUILT_IN) | (load_sources(self.own_sources) if self.own_sources.is_dir() else {})

    def sources(self, names: Iterable[str]) -> dict[str, Source]:
        """The named sources, or all. Raises Failure for a name that no file has, with the nearest that one has."""
        found = self.all_sources()
        wanted = list(names) or list(found)
        for name in wanted:
            if name not in found:
                raise Failure(f"no source named {name!r}{_nearest(name, found)}", EXIT_UNKNOWN_NAME)
        return {name: found[name] for name in wanted}

    def knowledge_base(self, *, write: bool = False) -> KnowledgeBase:
        from db.store import KnowledgeBase

        path = self.data / "kb.sqlite"
        if not write and not path.is_file():
            raise Failure(f"{path}: no knowledge base yet; `cityfacts run` makes one", EXIT_NO_INPUT)
        return KnowledgeBase(path, readonly=not write)


def _nearest(name: str, names: Iterable[str]) -> str:
    close = get_close_matches(name, list(names), n=3, cutoff=0.5)
    return f": did you mean {', '.join(close)}?" if close else ": `cityfacts sources list` names them"


place = click.make_pass_decorator(Place)
# What cannot be read costs its own row, not the command.
local_path = click.Path(path_type=Path, readable=False)
as_json = click.option("--json", "json_output", is_flag=True, help="Machine-readable: JSON on standard output.")
workers_option = click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Readers.")


def print_json(value: object) -> None:
    click.echo(json_text(value, indent=None if isinstance(value, list) else 2))


filters: list[Callable[[Any], Any]] = [
    click.option("--place", "place_name", help="Of this place: a city, a country, a district."),
    click.option("--label", help="Entities of this type, such as CENTER."),
    click.option("--predicate", help="Facts of this predicate, such as has_count."),
    click.option("--source", help="From this source."),
    click.option(
        "--since", help="Published on or after this day (YYYY-MM-DD); an undated page counts by its fetching."
    ),
    click.option("--until", help="Published on or before this day."),
    click.option("--status", type=click.Choice(["done", "planned"]), help="Only what is done or planned."),
    click.option("--min-confidence", type=click.FloatRange(0, 1), default=0, help="Only facts as sure as this."),
]


def filtered(command: Any) -> Any:
    for option in reversed(filters):
        command = option(command)
    return command
