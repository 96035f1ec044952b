"""A folder that cannot be written, a full disk, a database of another version: one line, its code, nothing lost."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from commandline import cityfacts
from harbour import Harbour, content, copied, harbour
from unprivileged import on_small_disk, unprivileged

SLOW = pytest.mark.slow
# Each opens the knowledge base.
READERS = (["search", "timber"], ["show", "Auckland"], ["export"], ["status"], ["verify"])
WRITERS = (["run", "harbour"], ["add"])


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harbour]:
    with harbour(tmp_path_factory.mktemp("night")) as found:
        found.run("run")
        yield found


@pytest.fixture
def place(night: Harbour, tmp_path: Path) -> Iterator[Harbour]:
    """The source after a first night."""
    with copied(night, tmp_path) as found:
        yield found


def test_a_folder_that_cannot_be_written(place: Harbour, tmp_path: Path) -> None:
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o555)
    before = unprivileged()
    for data, command in ((shut, ["run"]), (shut / "data", ["crawl"]), (shut, ["add"]), (shut, ["demo"])):
        answer = replace(place, data=data).run(*command, before=before, code=73)
        assert answer.line.startswith(f"{shut}/")
        assert answer.line.endswith("Permission denied: choose a folder you may write with --data")
    assert list(shut.iterdir()) == []
    file = tmp_path / "file"
    file.touch()
    assert "choose a folder" in cityfacts("demo", data=file / "below", code=73).line


def test_an_export_that_cannot_be_written(place: Harbour, tmp_path: Path) -> None:
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o555)
    answer = cityfacts("export", "--out", shut / "facts.csv", data=place.data, before=unprivileged(), code=73)
    assert answer.line == f"{shut}: cannot be written: choose another folder"
    assert "a folder: name a file" in cityfacts("export", "--out", tmp_path, data=place.data, code=73).line
    assert "no such folder" in cityfacts("export", "--out", tmp_path / "x" / "y", data=place.data, code=73).line


@pytest.mark.parametrize("file", ["kb.sqlite", "sources/harbour/state.sqlite"])
def test_a_database_that_may_only_be_read(place: Harbour, file: str) -> None:
    before = content(place.data)
    place.publish()
    path = place.data / file
    path.chmod(stat.S_IRUSR)
    answer = place.run("run", "harbour", before=unprivileged(), code=None)
    assert answer.code in (73, 74)
    assert str(path) in answer.line
    assert content(place.data) == before
    path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    place.run("run", "harbour")
    assert content(place.data) != before


# Of the night's own files: the log, the knowledge base's pages, a state, a WARC record.
@pytest.mark.parametrize("room", [0, pytest.param(60_000, marks=SLOW), 150_000, pytest.param(100_000, marks=SLOW)])
def test_a_full_disk(place: Harbour, room: int) -> None:
    before = content(place.data)
    place.publish()
    used = sum(-(-path.stat().st_size // 4096) * 4096 for path in place.data.rglob("*"))
    words = on_small_disk(place.data, used + room, [])
    answer = place.run("run", "harbour", before=words, code=74)
    assert "full" in answer.line or "No space left" in answer.line
    assert "free" in answer.line
    after = place.data.with_name("data.after")
    left = content(after)
    place.data.rename(place.data.with_name("data.spare"))
    after.rename(place.data)
    place.run("run", "harbour")
    whole = content(place.data)
    assert left in (before, whole)
    assert whole != before


@pytest.mark.parametrize("bytes_a_file", [pytest.param(1_000, marks=SLOW), 100_000])
def test_files_that_may_not_grow(place: Harbour, tmp_path: Path, bytes_a_file: int) -> None:
    words = ["prlimit", f"--fsize={bytes_a_file}"]
    fresh = replace(place, data=tmp_path / "fresh")
    assert "free" in fresh.run("run", before=words, code=74).line
    fresh.run("run")
    assert content(fresh.data) == content(place.data)


def set_version(path: Path, version: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def test_a_knowledge_base_of_a_newer_program(place: Harbour) -> None:
    path = place.data / "kb.sqlite"
    version = sqlite3.connect(path).execute("PRAGMA user_version").fetchone()[0]
    before = content(place.data)
    set_version(path, 99)
    written = path.read_bytes()
    for command in (*READERS, *WRITERS):
        line = place.run(*command, code=65).line
        assert line.startswith(f"{path}: schema 99 is newer than this program's {version}")
        assert "update cityfacts" in line
    assert path.read_bytes() == written
    set_version(path, version)
    assert content(place.data) == before


def test_a_state_of_a_newer_program(place: Harbour) -> None:
    path = place.data / "sources" / "harbour" / "state.sqlite"
    before = content(place.data)
    set_version(path, 99)
    line = place.run("run", "harbour", code=65).line
    assert line.startswith(f"{path}: written by a newer cityfacts")
    assert content(place.data) == before


@pytest.mark.parametrize("file", ["kb.sqlite", "sources/harbour/state.sqlite"])
def test_a_file_that_is_no_database(place: Harbour, file: str) -> None:
    path = place.data / file
    path.write_bytes(b"a photograph of the harbour" * 500)
    line = place.run("run", "harbour", code=65).line
    assert line.startswith(f"{path}: ")
    assert "move" in line
    assert path.read_bytes().startswith(b"a photograph")


def test_another_programs_database(place: Harbour) -> None:
    path = place.data / "kb.sqlite"
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE letters (sent TEXT)")
    for command in (["search", "timber"], ["add"]):
        assert "another program's database" in place.run(*command, code=65).line


def test_nothing_known_yet(tmp_path: Path) -> None:
    for command in READERS:
        line = cityfacts(*command, data=tmp_path, code=66).line
        assert line == f"{tmp_path / 'kb.sqlite'}: no knowledge base yet; `cityfacts run` makes one"
    assert list(tmp_path.iterdir()) == []


def test_what_nobody_knows(place: Harbour) -> None:
    assert "Atlantis" in cityfacts("show", "Atlantis", data=place.data, code=1).line
    assert "no run" in cityfacts("status", "--run", "none", data=place.data, code=1).line
    assert "harbour" in cityfacts("status", "--source", "none", data=place.data, code=1).line
    assert "csv, jsonl" in cityfacts("export", "--format", "xls", data=place.data, code=64).line
