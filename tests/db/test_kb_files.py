"""Bad files, full disks and other versions: one clear line each, and nothing stored is lost."""

from __future__ import annotations

import io
import os
import random
import resource
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from kb_samples import opening

from db import schema
from db.connection import Connection
from db.errors import (
    CorruptDatabase,
    DatabaseBusy,
    ForeignDatabase,
    KnowledgeBaseError,
    MissingDatabase,
    NewerDatabase,
    NotFound,
    NotWritable,
    StorageFull,
)
from db.exporting import export, write_export
from db.overview import learned
from db.queries import show
from db.search import search
from db.store import KnowledgeBase

RUN = "night-2026-03-01"


def fill(path: Path, documents: int = 3) -> str:
    with KnowledgeBase(path) as kb:
        kb.start_run(RUN, "2026-03-01T01:00:00Z")
        for number in range(documents):
            of, said = opening(f"p{number}", city=f"Town {number}")
            kb.add_extraction(said, page=of, run=RUN)
        return kb.content_hash()


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"\xff\xd8\xff\xe0 a photograph" * 500, CorruptDatabase),
        (b"name,value\n1,2\n" * 500, CorruptDatabase),
        (b"x", CorruptDatabase),
    ],
    ids=["photograph", "table", "one byte"],
)
@pytest.mark.parametrize("readonly", [False, True])
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes, error: type[Exception], readonly: bool) -> None:
    path = tmp_path / "kb.sqlite"
    path.write_bytes(content)
    with pytest.raises(error, match=r"kb\.sqlite: .*move it away") as caught:
        KnowledgeBase(path, readonly=readonly)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == content


def test_an_empty_file_is_begun_by_a_writer_and_refused_by_a_reader(tmp_path: Path) -> None:
    path = tmp_path / "kb.sqlite"
    path.touch()
    with pytest.raises(CorruptDatabase, match="empty"):
        KnowledgeBase(path, readonly=True)
    fill(path)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_truncated_file_is_refused(tmp_path: Path, share: float) -> None:
    path = tmp_path / "kb.sqlite"
    fill(path)
    size = path.stat().st_size
    os.truncate(path, int(size * share))
    for readonly in (False, True):
        with pytest.raises(CorruptDatabase) as caught:
            KnowledgeBase(path, readonly=readonly)
        assert caught.value.exit_code == 65


def test_a_missing_file_is_made_by_a_writer_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "kb.sqlite"
    with pytest.raises(MissingDatabase, match="no knowledge base yet"):
        KnowledgeBase(path, readonly=True)
    assert not path.exists()
    fill(path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_another_program_s_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "kb.sqlite"
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE notes (text)")
    with pytest.raises(ForeignDatabase, match="another program"):
        KnowledgeBase(path)
    with closing(sqlite3.connect(path)) as other:
        assert [row[0] for row in other.execute("SELECT name FROM sqlite_master")] == ["notes"]


@pytest.mark.parametrize("readonly", [False, True])
def test_a_newer_database_is_refused(tmp_path: Path, readonly: bool) -> None:
    path = tmp_path / "kb.sqlite"
    fill(path)
    with closing(sqlite3.connect(path)) as later, later:
        later.execute("PRAGMA user_version = 99")
    with pytest.raises(NewerDatabase, match=r"schema 99 is newer than this program's \d+; update") as caught:
        KnowledgeBase(path, readonly=readonly)
    assert caught.value.exit_code == 65


ADDITION = "ALTER TABLE facts ADD COLUMN checked TEXT;"


def test_a_migration_keeps_all_and_leaves_a_checked_backup(tmp_path: Path) -> None:
    path = tmp_path / "kb.sqlite"
    before = fill(path)
    with closing(Connection(path)) as connection:
        schema.migrate(connection, (*schema.MIGRATIONS, ADDITION))
        schema.migrate(connection, (*schema.MIGRATIONS, ADDITION))
        assert connection.value("PRAGMA user_version") == len(schema.MIGRATIONS) + 1
        assert connection.value("SELECT count(*) FROM facts WHERE checked IS NULL") == 5
    with KnowledgeBase(schema.backup_path(path, len(schema.MIGRATIONS)), readonly=True) as copy:
        assert copy.content_hash() == before


def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "kb.sqlite"
    before = fill(path)
    with closing(Connection(path)) as connection, pytest.raises(sqlite3.OperationalError, match="no such table"):
        schema.migrate(connection, (*schema.MIGRATIONS, ADDITION + "DROP TABLE missing_table;"))
    with KnowledgeBase(path) as kb:
        assert kb.content_hash() == before


def test_a_reader_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "kb.sqlite"
    fill(path)
    with KnowledgeBase(path, readonly=True) as kb:
        assert search(kb, "hub")
        with pytest.raises(NotWritable):
            kb.start_run("other", "2026-03-02T01:00:00Z")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    fill(folder / "kb.sqlite")
    folder.chmod(0o500)
    try:
        with KnowledgeBase(folder / "kb.sqlite", readonly=True) as kb:
            assert search(kb, "hub")
        with pytest.raises(NotWritable, match="choose a folder"):
            KnowledgeBase(folder / "other.sqlite")
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize("path", ["folder", "file/kb.sqlite"])
def test_a_place_that_can_hold_no_file(tmp_path: Path, path: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(NotWritable) as caught:
        KnowledgeBase(tmp_path / path)
    assert caught.value.exit_code == 74


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """A disk that is full: no file can grow beyond `size` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def add_until_it_fails(kb: KnowledgeBase) -> None:
    for number in range(500):
        of, said = opening(f"more{number}", city=f"City {number}")
        kb.add_extraction(said, page=of, run=RUN)


def test_a_full_disk_loses_nothing_that_was_stored(tmp_path: Path) -> None:
    path = tmp_path / "kb.sqlite"
    fill(path)
    with KnowledgeBase(path) as kb:
        with files_up_to(path.stat().st_size + 200_000), pytest.raises(StorageFull, match="free space") as caught:
            add_until_it_fails(kb)
        assert caught.value.exit_code == 74
        added = kb.connection.value("SELECT count(*) FROM documents") - 3
        assert 0 < added < 500
        with files_up_to(64), pytest.raises(StorageFull, match=r"facts\.csv"):
            export(kb, "csv", "facts", tmp_path / "facts.csv")
        assert not (tmp_path / "facts.csv").exists()
        assert search(kb, "hub")
    with KnowledgeBase(path) as kb:
        assert kb.connection.value("SELECT count(*) FROM documents") == 3 + added
        of, said = opening("later")
        assert kb.add_extraction(said, page=of, run=RUN) == "stored"
        assert kb.verify() == []


def test_a_second_writer_is_told_to_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.connection.BUSY_SECONDS", 0.1)
    path = tmp_path / "kb.sqlite"
    fill(path)
    waits = pytest.raises(DatabaseBusy, match="wait for the other process")
    with KnowledgeBase(path) as one, KnowledgeBase(path) as other, one.connection.transaction(), waits:
        other.start_run("other", "2026-03-02T01:00:00Z")


def test_a_flipped_letter_is_found(tmp_path: Path) -> None:
    path = tmp_path / "kb.sqlite"
    fill(path)
    content = path.read_bytes()
    at = content.index(b"The Harbour Council opened")
    path.write_bytes(content[:at] + b"Z" + content[at + 1 :])
    try:
        with KnowledgeBase(path) as kb:
            problems = kb.verify()
    except KnowledgeBaseError:
        return
    assert problems != []


def test_a_schema_that_is_not_as_it_was_made_is_refused(tmp_path: Path) -> None:
    """One letter of a column's name, as a flipped bit would change it."""
    path = tmp_path / "kb.sqlite"
    fill(path)
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA writable_schema = ON")
        file.execute(
            "UPDATE sqlite_master SET sql = replace(sql, 'sentence TEXT', 'sentense TEXT') WHERE name = 'facts'"
        )
        file.commit()
    with pytest.raises(CorruptDatabase, match="not as they were made"):
        KnowledgeBase(path, readonly=True)


def use(path: Path) -> str | None:
    """What `verify` finds and the content, as far as every kind of reading goes without another error than ours."""
    with KnowledgeBase(path, readonly=True) as kb:
        problems = kb.verify()
        with suppress(NotFound):
            show(kb, "Town 1")
        search(kb, "hub town")
        learned(kb, RUN)
        write_export(kb, "jsonl", "facts", io.StringIO())
        return None if problems else kb.content_hash()


def test_no_flipped_bit_is_answered_with_wrong_content(tmp_path: Path) -> None:
    """100 files with one wrong bit each: refused, found by `verify`, or of no meaning; never another error."""
    whole, broken = tmp_path / "kb.sqlite", tmp_path / "broken.sqlite"
    content = fill(whole, documents=6)
    chance = random.Random(8)
    found = 0
    for _ in range(100):
        data = bytearray(whole.read_bytes())
        data[chance.randrange(100, len(data))] ^= 1 << chance.randrange(8)
        broken.write_bytes(data)
        try:
            answer = use(broken)
        except CorruptDatabase:
            answer = None
        found += answer is None
        assert answer in (None, content)
    assert found
