"""`cityfacts eval recognition`: scores for people and machines, and one line where nothing can be scored."""

from __future__ import annotations

from pathlib import Path

import pytest
from commandline import cityfacts

HEADER = '+++\nwriter = "t1"\nkind = "opening"\nregister = "blog"\ncountry = "CN"\ncity = "Hefei"\n+++\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "t1-0001.txt").write_text(HEADER + "The city of [Hefei]{CITY} is old.\n", encoding="utf-8")
    return tmp_path


def test_scores_as_json(folder: Path) -> None:
    told = cityfacts("eval", "recognition", folder, "--model", "rules", "--json").json()
    assert (told["model"], told["documents"], told["words"]) == ("rules", 1, 6)
    assert told["words_per_second"] > 0
    assert [(row["label"], row["asked"], row["right"], row["f1"]) for row in told["scores"]] == [
        ("CITY", 1, 1, 1.0),
        ("all", 1, 1, 1.0),
    ]


def test_scores_for_people(folder: Path) -> None:
    assert "1.000–1.000" in cityfacts("eval", "recognition", folder).out


@pytest.mark.parametrize(
    ("written", "model", "line", "code"),
    [
        (None, "rules", "no annotated documents", 66),
        ("no header", "rules", "bad.txt:1: no TOML header", 65),
        (HEADER + "It is old.\n", "nosuch", "nosuch: no model", 66),
        (HEADER + "It is old.\n", "HERE", "no spaCy pipeline that can be loaded", 66),
    ],
    ids=["none", "broken", "nosuch", "empty folder"],
)
def test_what_cannot_be_scored_is_one_line(
    tmp_path: Path, written: str | None, model: str, line: str, code: int
) -> None:
    if written is not None:
        (tmp_path / "bad.txt").write_text(written, encoding="utf-8")
    named = str(tmp_path) if model == "HERE" else model
    assert line in cityfacts("eval", "recognition", tmp_path, "--model", named, code=code).line
