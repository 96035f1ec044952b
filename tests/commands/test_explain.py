"""`cityfacts explain` and `extract --min-confidence`: why a fact is told, and only those that are sure enough."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from commandline import cityfacts

from crawler.page import Page
from db.store import KnowledgeBase
from extract.pipeline import extract
from extract.types import Extraction

TEXT = (
    "The Ribeira Incubator is located in Porto and was founded by Douro Ventures Ltd in 2019. "
    "It offers legal advice and mentoring to young companies from all over Portugal, and 45 start-ups work there."
)


def page_of(folder: Path) -> Path:
    page = folder / "page.html"
    page.write_text(f"<html><body><h1>An incubator in Porto</h1><p>{TEXT}</p></body></html>", encoding="utf-8")
    return page


@pytest.fixture
def data(tmp_path: Path) -> Path:
    page = Page(
        url="https://example.org/a",
        requested_url="https://example.org/a",
        fetched_at="2024-03-07T08:00:00Z",
        body=page_of(tmp_path).read_bytes(),
    )
    extraction = extract(page)
    assert isinstance(extraction, Extraction)
    (tmp_path / "data").mkdir()
    with closing(KnowledgeBase(tmp_path / "data" / "kb.sqlite")) as kb:
        kb.start_run("night-2024-03-07", "2024-03-07T01:00:00Z")
        kb.add_extraction(extraction, page=page, run="night-2024-03-07")
    return tmp_path / "data"


def test_the_rule_and_the_words_are_told(data: Path) -> None:
    with closing(KnowledgeBase(data / "kb.sqlite")) as kb:
        fact = kb.connection.value("SELECT id FROM facts WHERE predicate = 'located_in' LIMIT 1")
    told = cityfacts("explain", fact, "--json", data=data).json()
    assert ("Ribeira Incubator", "Porto") in {(one["subject"], one["object"]) for one in told}
    first = next(one for one in told if one["object"] == "Porto")
    assert first["rule"].startswith("located_in.")
    assert any(reason["weight"] > 0 for reason in first["reasons"])
    assert "What weighed most" in cityfacts("explain", fact, data=data).out


def test_what_is_no_fact_is_one_line(data: Path) -> None:
    assert "is no fact" in cityfacts("explain", "Porto", data=data, code=None).line


def test_only_facts_that_are_sure_enough(tmp_path: Path) -> None:
    page = page_of(tmp_path)
    every = cityfacts("extract", page, "--json").json()["facts"]
    sure = cityfacts("extract", page, "--min-confidence", "0.8", "--json").json()["facts"]
    assert sure == [fact for fact in every if fact["confidence"] >= 0.8]
    assert len(sure) < len(every)


def test_search_and_export_ask_for_sure_facts_too(data: Path) -> None:
    every = cityfacts("search", "--kind", "facts", "--json", data=data).json()
    assert every
    assert cityfacts("search", "--kind", "facts", "--min-confidence", "1", "--json", data=data).json() == []
    cityfacts("export", "facts", "--format", "jsonl", "--min-confidence", "1", data=data)
    assert (data / "exports" / "facts.jsonl").read_text() == ""


def test_a_page_is_shown_with_its_marks_and_below_each_sentence_its_facts(tmp_path: Path) -> None:
    lines = cityfacts("extract", page_of(tmp_path)).out.splitlines()
    sentence = next(i for i, line in enumerate(lines) if "is located in [Porto]{CITY}" in line)
    assert any(
        line.strip().startswith("> Ribeira Incubator | located_in | Porto") for line in lines[sentence : sentence + 6]
    )
    assert any("[45" in line and "{# 45 start-ups" in line for line in lines)
