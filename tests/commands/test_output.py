"""What a command prints serves machines with --json, and pipes that end early."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from commandline import command, environment
from harbour import Harbour, copied, harbour

from run_pipeline import main


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harbour]:
    with harbour(tmp_path_factory.mktemp("night")) as found:
        found.run("run")
        yield found


@pytest.fixture
def place(night: Harbour, tmp_path: Path) -> Iterator[Harbour]:
    with copied(night, tmp_path) as found:
        yield found


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        (["run", "harbour"], {"run", "sources", "balanced"}),
        (["crawl", "harbour"], {"run", "sources"}),
        (["add"], {"stored", "unchanged", "quarantined"}),
        (["doctor"], {"python", "sqlite", "knowledge base"}),
        (["sources", "list"], None),
        (["search", "timber"], None),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_json_is_all_that_is_printed(place: Harbour, arguments: list[str], keys: set[str] | None) -> None:
    answer = place.run(*arguments, "--json")
    assert answer.err == ""
    assert set(answer.json()) >= keys if keys else answer.json()


def test_every_command_of_which_one_line_is_read_ends_well(place: Harbour) -> None:
    for arguments in (
        ["search", "timber"],
        ["status"],
        ["show", "Auckland"],
        ["sources", "list"],
        ["search", "", "--json"],
    ):
        words = command("--sources", place.folder, *arguments, data=place.data, loopback=place.site.host)
        child = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
        assert child.stdout is not None
        child.stdout.close()
        _, said = child.communicate(timeout=60)
        assert (child.returncode, said) == (0, b""), arguments


def test_the_line_above_the_table_is_whole(place: Harbour) -> None:
    first = place.run("status").out.splitlines()[0]
    assert first.startswith("Run run-")
    assert len(first.split("Z")) == 4


def examples() -> list[list[str]]:
    """The words of the examples of all commands, without the explanation that may follow."""
    groups = [main, *(each for each in main.commands.values() if isinstance(each, click.Group))]
    texts = [command.help or "" for group in groups for command in group.commands.values()]
    lines = [line.strip() for text in texts for line in text.splitlines()]
    return [
        shlex.split(line)[1:]
        for line in (re.split(r"   +| \|\| ", line)[0] for line in lines)
        if line.startswith("cityfacts ")
    ]


@pytest.mark.parametrize("words", examples(), ids=" ".join)
def test_each_example_is_understood(words: list[str]) -> None:
    found: click.Command = main
    while isinstance(found, click.Group):
        found = found.commands[words.pop(0)]
    found.make_context(str(found.name), words).close()
