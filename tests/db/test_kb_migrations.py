"""Databases that earlier versions of the program wrote: brought up to date whole, or left as they were."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from db import schema
from db.connection import Connection
from db.errors import OlderDatabase
from db.faults import sqlite3
from db.store import KnowledgeBase

HERE = Path(__file__).resolve().parent
# One file a schema, written by the version of the program that had it.
GOLDEN = sorted((HERE / "golden").glob("schema*.sqlite.gz"))
SAMPLE, ALL = 3, 40
Content = dict[str, list[tuple[object, ...]]]


@pytest.fixture(params=GOLDEN, ids=lambda path: path.name.split(".")[0])
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "kb.sqlite"
    path.write_bytes(gzip.decompress(request.param.read_bytes()))
    return path


def columns(path: Path) -> dict[str, list[str]]:
    """The tables that are our own, without those that SQLite keeps for its indexes."""
    with closing(sqlite3.connect(path)) as file:
        names = file.execute("SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return {name: [row[1] for row in file.execute(f"PRAGMA table_info({name})")] for (name,) in names.fetchall()}


def content(path: Path, of: dict[str, list[str]]) -> Content:
    with closing(sqlite3.connect(path)) as file:
        chosen = {table: ", ".join(names) for table, names in of.items()}
        return {t: file.execute(f"SELECT {names} FROM {t} ORDER BY {names}").fetchall() for t, names in chosen.items()}


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as file:
        return int(file.execute("PRAGMA user_version").fetchone()[0])


def test_an_older_database_keeps_every_row(older: Path) -> None:
    before, tables = version(older), columns(older)
    rows = content(older, tables)
    assert len(rows["facts"]) > 5
    with KnowledgeBase(older) as kb:
        assert kb.verify() == []
    assert version(older) == len(schema.MIGRATIONS) > before
    assert content(older, tables) == rows
    assert content(schema.backup_path(older, before), tables) == rows


def test_a_reader_leaves_an_older_database_alone(older: Path) -> None:
    before = older.read_bytes()
    with pytest.raises(OlderDatabase, match=r"kb\.sqlite: schema \d is older .* brings it up to date") as caught:
        KnowledgeBase(older, readonly=True)
    assert caught.value.exit_code == 65
    assert older.read_bytes() == before


def statements(older: Path) -> int:
    """How many a whole migration takes."""
    seen: list[str] = []
    with closing(Connection(older)) as connection:
        connection.db.conn.set_trace_callback(seen.append)
        schema.migrate(connection)
    return len(seen)


@pytest.mark.parametrize("kills", [SAMPLE, pytest.param(ALL, marks=pytest.mark.slow)])
def test_a_killed_migration_is_done_or_not_done(older: Path, kills: int) -> None:
    """Killed before each statement of a migration, or before some of them."""
    tables, untouched = columns(older), older.read_bytes()
    rows, before = content(older, tables), version(older)
    total = statements(older)
    for last in sorted({1 + round(step * (total - 1) / (kills - 1)) for step in range(kills)}):
        for leftover in older.parent.glob("kb.sqlite*"):
            leftover.unlink()
        older.write_bytes(untouched)
        environment = {**os.environ, "PYTHONPATH": str(HERE.parents[1])}
        command = [sys.executable, str(HERE / "migrating_child.py"), str(older), str(last)]
        assert subprocess.run(command, env=environment, check=False).returncode == -signal.SIGKILL
        assert version(older) in (before, len(schema.MIGRATIONS))
        with KnowledgeBase(older) as kb:
            assert kb.verify() == []
        assert content(older, tables) == rows
