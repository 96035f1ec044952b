"""Damaged files: refused, found by `verify`, or harmless; never another error and never wrong content in silence."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from kb_samples import opening
from test_kb_files import RUN, fill, use

from db.errors import KnowledgeBaseError
from db.store import KnowledgeBase
from run_pipeline import main

SLOW = pytest.mark.slow


def answer(path: Path) -> str | None:
    """The content, if all kinds of reading succeed and `verify` finds nothing."""
    try:
        return use(path)
    except KnowledgeBaseError:
        return None


@pytest.mark.parametrize(
    ("flips", "first", "last"),
    [(40, 0, 100), (200, 100, None), pytest.param(800, 0, 100, marks=SLOW), pytest.param(3000, 100, None, marks=SLOW)],
    ids=["header", "200 bits", "whole header", "3000 bits"],
)
def test_a_flipped_bit_anywhere(tmp_path: Path, flips: int, first: int, last: int | None) -> None:
    whole, broken = tmp_path / "kb.sqlite", tmp_path / "broken.sqlite"
    content = fill(whole, documents=6)
    data = whole.read_bytes()
    bits = range(8 * first, 8 * (last or len(data)))
    for bit in random.Random(1908).sample(bits, flips):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        for leftover in tmp_path.glob("broken.sqlite*"):
            leftover.unlink()
        broken.write_bytes(changed)
        assert answer(broken) in (None, content), f"bit {bit % 8} of byte {bit // 8}"


@pytest.mark.parametrize("cuts", [8, pytest.param(50, marks=SLOW)])
def test_a_file_that_was_cut(tmp_path: Path, cuts: int) -> None:
    whole, broken = tmp_path / "kb.sqlite", tmp_path / "broken.sqlite"
    fill(whole)
    data = whole.read_bytes()
    for size in random.Random(1908).sample(range(len(data)), cuts):
        broken.write_bytes(data[:size])
        assert answer(broken) is None, f"cut to {size} bytes"


@pytest.mark.parametrize("damage", ["header", "first page", "middle page"])
def test_a_part_that_was_zeroed(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "kb.sqlite"
    content = fill(path)
    data = bytearray(path.read_bytes())
    at, size = {"header": (0, 100), "first page": (0, 4096), "middle page": (len(data) // 8192 * 4096, 4096)}[damage]
    data[at : at + size] = bytes(size)
    path.write_bytes(data)
    assert answer(path) in ((None,) if damage != "middle page" else (None, content))


def killed_writer(folder: Path, name: str, *, before: int, after: int) -> tuple[Path, set[str | None]]:
    """What a kill leaves, file and log, after some pages that were checkpointed and some that were not; and its content
    at both moments."""
    path = folder / name
    fill(path, documents=before)
    contents: set[str | None] = set()
    with KnowledgeBase(path) as kb:
        contents.add(kb.content_hash())
        for number in range(after):
            of, said = opening(f"{name}{number}", city=f"City {number}")
            kb.add_extraction(said, page=of, run=RUN)
        contents.add(kb.content_hash())
        left = folder / f"left-{name}"
        for end in ("", "-wal"):
            shutil.copy(f"{path}{end}", f"{left}{end}")
    return left, contents


def test_a_log_that_is_missing_loses_the_last_pages_alone(tmp_path: Path) -> None:
    left, contents = killed_writer(tmp_path, "one", before=3, after=2)
    Path(f"{left}-wal").unlink()
    assert answer(left) in {None, *contents}


def test_the_log_of_another_database_is_not_mixed_in(tmp_path: Path) -> None:
    """SQLite takes any log whose own sums are right. One that holds a whole database is that database."""
    one, contents = killed_writer(tmp_path, "one", before=3, after=2)
    other, strange = killed_writer(tmp_path, "other", before=5, after=3)
    shutil.copy(f"{other}-wal", f"{one}-wal")
    assert answer(one) in {None, *contents, *strange}


@pytest.mark.parametrize("share", [0.1, 0.4, 0.7, 0.95])
def test_a_log_that_was_torn_ends_with_a_whole_page(tmp_path: Path, share: float) -> None:
    left, _ = killed_writer(tmp_path, "one", before=3, after=3)
    log = Path(f"{left}-wal")
    os.truncate(log, int(log.stat().st_size * share))
    with KnowledgeBase(left) as kb:
        assert kb.verify() == []
        assert 3 <= kb.connection.value("SELECT count(*) FROM documents") <= 6


def test_the_verify_command_ends_with_65(tmp_path: Path) -> None:
    path = tmp_path / "kb.sqlite"
    fill(path)
    assert CliRunner().invoke(main, ["--data", str(tmp_path), "verify"]).exit_code == 0
    with KnowledgeBase(path) as kb:
        kb.connection.execute("UPDATE facts SET object = 'Lisbin' WHERE object LIKE 'Town 0'")
    told = CliRunner().invoke(main, ["--data", str(tmp_path), "verify"])
    assert told.exit_code == 65
    assert "is not what was stored" in told.output
