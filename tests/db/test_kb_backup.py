"""A backup is a backup once it was restored: the drill, beside a writer, over an older copy, on a full disk."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from kb_samples import opening
from test_kb_files import RUN, files_up_to, fill

from db.errors import CorruptDatabase, NotWritable, StorageFull
from db.store import KnowledgeBase
from run_pipeline import main


def test_a_restored_backup_says_the_same_and_goes_on(tmp_path: Path) -> None:
    path, copy, restored = tmp_path / "kb.sqlite", tmp_path / "copy.sqlite", tmp_path / "restored" / "kb.sqlite"
    content = fill(path)
    told = CliRunner().invoke(main, ["--data", str(tmp_path), "backup", str(copy)])
    assert (told.exit_code, "checked" in told.output) == (0, True)
    assert sorted(file.name for file in tmp_path.glob("*copy*")) == ["copy.sqlite"]
    assert copy.stat().st_mode & 0o777 == 0o600
    restored.parent.mkdir()
    shutil.copy(copy, restored)
    with KnowledgeBase(restored) as kb:
        assert (kb.content_hash(), kb.verify()) == (content, [])
        of, said = opening("later")
        assert kb.add_extraction(said, page=of, run=RUN) == "stored"


def test_a_backup_beside_a_writer_is_one_moment(tmp_path: Path) -> None:
    path = tmp_path / "kb.sqlite"
    fill(path)
    with KnowledgeBase(path) as writer, KnowledgeBase(path, readonly=True) as reader:
        for number in range(5):
            content = writer.content_hash()
            with writer.connection.transaction():
                writer.connection.execute("UPDATE documents SET headline = ?", [f"half done {number}"])
                reader.back_up(tmp_path / "copy.sqlite")
                writer.connection.execute("UPDATE documents SET headline = 'Ocean hub in Town ' || (pk - 1)")
            with KnowledgeBase(tmp_path / "copy.sqlite", readonly=True) as copy:
                assert copy.content_hash() == content


def test_a_backup_that_fails_leaves_the_older_one(tmp_path: Path) -> None:
    path, copy = tmp_path / "kb.sqlite", tmp_path / "copy.sqlite"
    fill(path)
    with KnowledgeBase(path) as kb:
        kb.back_up(copy)
        older = copy.read_bytes()
        with files_up_to(64 * 1024), pytest.raises(StorageFull, match="free space"):
            kb.back_up(copy)
        kb.connection.execute("UPDATE facts SET object = 'Lisbin' WHERE object = 'Town 1'")
        with pytest.raises(CorruptDatabase, match="the backup is damaged: fact"):
            kb.back_up(copy)
    assert copy.read_bytes() == older
    assert sorted(file.name for file in tmp_path.glob("*copy*")) == ["copy.sqlite"]


@pytest.mark.parametrize("target", ["", "none/copy.sqlite"])
def test_a_place_that_can_hold_no_copy(tmp_path: Path, target: str) -> None:
    fill(tmp_path / "kb.sqlite")
    with KnowledgeBase(tmp_path / "kb.sqlite") as kb, pytest.raises(NotWritable, match="name a file"):
        kb.back_up(tmp_path / target)


def test_a_database_that_is_missing_is_not_backed_up(tmp_path: Path) -> None:
    told = CliRunner().invoke(main, ["--data", str(tmp_path), "backup", str(tmp_path / "copy.sqlite")])
    assert told.exit_code == 66
