"""What counts as right, wrong and neither when names are scored."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.training.annotated import Annotated, read_annotated
from extract.training.evaluate import NothingAnnotated, annotated_in, evaluate, reader
from extract.training.scoring import scores, tally
from extract.types import Mention

HEADER = '+++\nwriter = "t1"\nkind = "opening"\nregister = "blog"\ncountry = "CN"\ncity = "Hefei"\n+++\n'
BODY = (
    "[Hefei]{CITY} backs the [Oak Fund]{PROGRAMME}, says [Ada Roe]{PERSON} of the [Elm Club]{ORG?} on [Monday]{DATE}.\n"
)


def read(folder: Path, body: str = BODY, name: str = "t1-0001") -> Annotated:
    path = folder / f"{name}.txt"
    path.write_text(HEADER + body, encoding="utf-8")
    return read_annotated(path)


def mention(document: Annotated, label: str, words: str) -> Mention:
    start = document.extraction.document.text.index(words)
    return Mention(label=label, text=words, name=words, start_char=start, end_char=start + len(words))


@pytest.mark.parametrize(
    ("label", "words", "right", "wrong"),
    [
        ("CITY", "Hefei", 1, 0),
        ("PLACE", "Hefei", 0, 1),
        ("PROGRAMME", "the Oak Fund", 1, 0),
        ("PROGRAMME", "Oak", 0, 1),
        ("PERSON", "says Ada Roe", 0, 1),
        ("ORG", "Elm Club", 0, 0),
        ("PLACE", "Elm", 0, 0),
        ("ORG", "Ada Roe of the Elm Club", 0, 1),
        ("DATE", "on Monday", 0, 1),
    ],
)
def test_one_answer(tmp_path: Path, label: str, words: str, right: int, wrong: int) -> None:
    document = read(tmp_path)
    found = tally(document, [mention(document, label, words)])
    assert (found.right.total(), len(found.wrong)) == (right, wrong)
    assert (found.asked.total(), found.said.total()) == (4, right + wrong)
    assert len(found.missed) == 4 - right


def test_shares_and_their_intervals(tmp_path: Path) -> None:
    documents = [read(tmp_path, name=f"t1-{n:04}") for n in range(20)]
    perfect = [tally(document, document.extraction.mentions) for document in documents]
    silent = [tally(document, []) for document in documents]
    *labels, whole = scores(perfect[:10] + silent[10:])
    assert [score.label for score in labels] == ["CITY", "PERSON", "PROGRAMME", "DATE"]
    assert (whole.precision, whole.recall, round(whole.f1, 3)) == (1.0, 0.5, 0.667)
    assert 0.3 < whole.low < 0.6 < 0.7 < whole.high < 0.95
    assert scores(perfect)[-1].low == 1.0
    assert scores([])[-1].f1 == 0.0


def test_the_rules_are_measured_with_their_speed(tmp_path: Path) -> None:
    documents = [read(tmp_path)]
    found = evaluate(reader("rules"), documents)
    assert found.documents == 1
    assert found.words == 14
    assert found.words_per_second > 100
    assert {score.label: score.right for score in found.scores}["CITY"] == 1


def test_a_folder_without_documents_is_told(tmp_path: Path) -> None:
    with pytest.raises(NothingAnnotated, match="no annotated documents"):
        list(annotated_in(tmp_path))
