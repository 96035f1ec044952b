"""What stands where the rules and a model disagree, and how other labels become ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy

from extract.entity_types._base import Candidate
from extract.nlp import make_doc
from extract.recognition.choice import NoSuchModel, load_model
from extract.recognition.external import our_label
from extract.recognition.merge import merged


def name(label: str, start: int, end: int, score: float = 0.9, **keys: str) -> Candidate:
    return Candidate(label=label, start=start, end=end, score=score, **keys)


def test_dates_and_countries_are_the_rules_alone() -> None:
    rules = [name("DATE", 0, 2, name="2024-05-01"), name("ORG", 4, 6)]
    model = [name("ORG", 1, 3), name("DATE", 7, 8), name("COUNTRY", 9, 10), name("CITY", 5, 6)]
    assert merged(rules, model) == [rules[0], model[3]]


def test_the_rules_name_and_title_are_kept() -> None:
    rules = [name("PERSON", 3, 5, title="Mayor"), name("CITY", 8, 9, name="Shenzhen")]
    model = [name("PERSON", 3, 6, 0.7), name("CITY", 8, 9, 0.8)]
    assert merged(rules, model) == [name("PERSON", 3, 6, 0.7, title="Mayor"), name("CITY", 8, 9, 0.8, name="Shenzhen")]


@pytest.mark.parametrize(
    ("words", "label", "ours"),
    [
        ("Shenzhen", "GPE", "CITY"),
        ("Israel", "GPE", "COUNTRY"),
        ("Guangdong", "GPE", "PLACE"),
        ("Nanshan District", "LOC", "PLACE"),
        ("Oak Incubator", "FAC", "CENTER"),
        ("Oak Street", "FAC", "PLACE"),
        ("Israeli", "GPE", None),
        ("Ada Roe", "PERSON", "PERSON"),
        ("Skills Act", "LAW", "PROGRAMME"),
        ("Oak Club", "ORG", "ORG"),
        ("Israelis", "NORP", None),
        ("Oak Hub", "CENTER", "CENTER"),
    ],
)
def test_labels_of_other_pipelines(words: str, label: str, ours: str | None) -> None:
    assert our_label(make_doc(words)[:], label) == ours


def test_a_pipeline_of_the_users_own(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": "Hefei"}, {"label": "CARDINAL", "pattern": "two"}])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "own")
    model = load_model(str(tmp_path / "own"))
    assert model is not None
    found = model(make_doc("Hefei opened two hubs."), ())
    assert [(candidate.label, candidate.start, candidate.end) for candidate in found] == [("CITY", 0, 1)]


def test_what_is_no_pipeline_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoSuchModel, match="nosuch: no model: rules"):
        load_model("nosuch")
    (tmp_path / "meta.json").write_text(json.dumps({"lang": "en"}), encoding="utf-8")
    with pytest.raises(NoSuchModel, match="no spaCy pipeline"):
        load_model(str(tmp_path))
