"""`cityfacts eval facts`: scores for people and machines, and one line where nothing can be scored."""

from __future__ import annotations

from pathlib import Path

import pytest
from commandline import cityfacts

HEADER = '+++\nwriter = "t1"\nkind = "opening"\nregister = "blog"\ncountry = "CN"\ncity = "Hefei"\n+++\n'
BODY = (
    "[Hefei]{CITY} has [12 museums]{#12 museums; what=museums; scope=Hefei}.\n> Hefei | has_count | 12 | what=museums\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "t1-0001.txt").write_text(HEADER + BODY, encoding="utf-8")
    return tmp_path


def test_scores_as_json(folder: Path) -> None:
    told = cityfacts("eval", "facts", folder, "--gold-entities", "--json").json()
    assert [(row["name"], row["asked"], row["right"], row["f1"]) for row in told["measures"]] == [
        (name, 1, 1, 1.0) for name in ("figures", "figures full", "facts must", "facts all")
    ]
    assert [row["name"] for row in told["predicates"]] == ["has_count"]
    assert (told["documents"], told["planned_as_done"], told["broken_evidence"]) == (1, 0, 0)


def test_scores_for_people(folder: Path) -> None:
    assert "planned told as done: 0" in cityfacts("eval", "facts", folder).out


@pytest.mark.parametrize(
    ("written", "line", "code"),
    [(None, "no annotated documents", 66), ("no header", "bad.txt:1: no TOML header", 65)],
    ids=["none", "broken"],
)
def test_what_cannot_be_scored_is_one_line(tmp_path: Path, written: str | None, line: str, code: int) -> None:
    if written is not None:
        (tmp_path / "bad.txt").write_text(written, encoding="utf-8")
    assert line in cityfacts("eval", "facts", tmp_path, code=code).line
