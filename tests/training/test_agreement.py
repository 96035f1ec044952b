"""How far two annotations of the same documents agree."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from extract.training.agreement import DifferentText, agreement, pairs
from extract.training.check import CORPUS

OWN = "w0-0001.txt"


@pytest.fixture
def second(tmp_path: Path) -> Path:
    shutil.copy(CORPUS / "w0" / OWN, tmp_path)
    return tmp_path


def test_an_annotation_agrees_with_itself(second: Path) -> None:
    found = agreement(pairs(second))
    assert found.documents == 1
    assert [score.f1 for score in found.names] == [1.0] * len(found.names)
    assert (found.figures, found.facts_must, found.facts_all) == (1.0, 1.0, 1.0)


def test_what_only_one_has_marked_counts_against_it(second: Path) -> None:
    path = second / OWN
    told = path.read_text(encoding="utf-8")
    path.write_text(told.replace("[Wuxi]{CITY}", "Wuxi").replace("{#2300 m2;", "{#2200 m2;"), encoding="utf-8")
    found = agreement(pairs(second))
    by_label = {score.label: score for score in found.names}
    assert by_label["CITY"].recall < by_label["CITY"].precision == 1.0
    assert found.figures < 1.0
    assert found.facts_must == 1.0


def test_another_text_is_refused(second: Path) -> None:
    path = second / OWN
    path.write_text(path.read_text(encoding="utf-8").replace("started operation", "began operation"), encoding="utf-8")
    with pytest.raises(DifferentText):
        pairs(second)


def test_at_least_sixty_documents_were_annotated_twice() -> None:
    assert len(pairs()) >= 60
