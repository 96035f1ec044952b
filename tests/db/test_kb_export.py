"""Exports are whole or not there, hold no formulas, and cite what they say."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from kb_samples import extraction, fact, opening, page

from db.errors import NotWritable
from db.exporting import export, formats, write_export
from db.filters import Filters
from db.records import WHAT, What
from db.search import search
from db.store import KnowledgeBase

RUN = "night-2026-03-01"


@pytest.fixture(autouse=True)
def _filled(kb: KnowledgeBase) -> None:
    for name, city in (("a", "Lisbon"), ("b", "Porto")):
        of, said = opening(name, city=city)
        kb.add_extraction(said, page=of, run=RUN)


def written(kb: KnowledgeBase, format: str, what: What, filters: Filters | None = None) -> str:
    stream = io.StringIO(newline="")
    write_export(kb, format, what, stream, filters)
    return stream.getvalue()


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_every_file_of_the_folder_is_a_format() -> None:
    assert {name: each.EXTENSION for name, each in formats().items()} == {"csv": "csv", "jsonl": "jsonl"}
    assert all(each.TITLE for each in formats().values())


@pytest.mark.parametrize(("what", "count"), [("facts", 4), ("figures", 2), ("entities", 4), ("documents", 2)])
def test_both_formats_hold_the_same_records(kb: KnowledgeBase, what: What, count: int) -> None:
    rows, objects = table(written(kb, "csv", what)), lines(written(kb, "jsonl", what))
    assert len(rows) == len(objects) == count
    assert all(each["untrusted"] is True and each["url"].startswith("https://news.example/") for each in objects)
    assert [row["url"] for row in rows] == [each["url"] for each in objects]


def test_a_fact_comes_with_its_evidence(kb: KnowledgeBase) -> None:
    texts = {each["url"]: each["text"] for each in lines(written(kb, "jsonl", "documents"))}
    for each in lines(written(kb, "jsonl", "facts")):
        assert each["evidence"]
        for span in each["evidence"]:
            assert texts[span["url"]][span["start_char"] : span["end_char"]] == span["text"]
    counted = next(row for row in table(written(kb, "csv", "facts")) if row["predicate"] == "has_count")
    assert (counted["value"], counted["unit"], counted["qualifiers"]) == ("14", "start-ups", "what=start-ups")
    assert counted["documents"] == "2"


def test_filters_narrow_an_export(kb: KnowledgeBase) -> None:
    chosen = table(written(kb, "csv", "facts", Filters(place="Porto", predicate="located_in")))
    assert [row["object"] for row in chosen] == ["Porto"]
    assert table(written(kb, "csv", "documents", Filters(since="2030"))) == []


def test_only_facts_that_are_sure_enough(kb: KnowledgeBase) -> None:
    every = table(written(kb, "csv", "facts"))
    least = sorted(float(row["confidence"]) for row in every)[0]
    sure = table(written(kb, "csv", "facts", Filters(min_confidence=least + 0.001)))
    assert sure == [row for row in every if float(row["confidence"]) > least]
    assert len(table(written(kb, "csv", "facts", Filters(min_confidence=least)))) == len(every)
    hits = search(kb, "", kind="facts", min_confidence=1.0)
    assert all(float(row["confidence"]) == 1.0 for row in every if row["id"] in {hit.id for hit in hits})


NUMBER = re.compile(r"-\d+(\.\d+)?")
ATTACKS = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1+1", "-2 degrees"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_cell_is_a_formula(kb: KnowledgeBase, attack: str) -> None:
    text = f"{attack} is what the sign said at the new kiosk."
    of = page("attack", text, source="=evil")
    claim = fact(text, f"{attack} kiosk", "has_amount", "-5 %", text, value="-5", unit="%", qualifiers={"what": attack})
    kb.add_extraction(extraction(of, text, facts=[claim], headline=attack, authors=(attack,)), page=of, run=RUN)
    cells = [cell for what in WHAT for row in table(written(kb, "csv", what)) for cell in row.values()]
    # A minus is left only where the column holds numbers: a value, a longitude.
    dangerous = [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@＝") and not NUMBER.fullmatch(cell)]
    assert dangerous == []
    assert "-5" in cells
    assert f"'{attack}" in cells


def test_json_lines_stay_lines(kb: KnowledgeBase) -> None:
    text = "One\u2028two\x85three\nfour and a half kiosks."
    of = page("ends", text)
    kb.add_extraction(extraction(of, text), page=of, run=RUN)
    found = lines(written(kb, "jsonl", "documents"))
    assert text in [each["text"] for each in found]


def test_an_export_replaces_the_older_file_at_once(kb: KnowledgeBase, tmp_path: Path) -> None:
    target = tmp_path / "facts.csv"
    target.write_text("old")
    assert export(kb, "csv", "facts", target) == 4
    assert len(table(target.read_text(encoding="utf-8"))) == 4
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_a_failed_export_leaves_the_older_file(kb: KnowledgeBase, tmp_path: Path) -> None:
    target = tmp_path / "facts.csv"
    target.write_text("old")
    with pytest.raises(ValueError, match="csv, jsonl"):
        export(kb, "xlsx", "facts", target)
    with pytest.raises(ValueError, match="facts, figures"):
        export(kb, "csv", "weather", target)  # type: ignore[arg-type]
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_a_folder_that_is_not_there_is_named(kb: KnowledgeBase, tmp_path: Path) -> None:
    with pytest.raises(NotWritable, match=r"none/facts\.csv: No such file") as caught:
        export(kb, "csv", "facts", tmp_path / "none" / "facts.csv")
    assert caught.value.exit_code == 74
