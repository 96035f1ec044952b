"""`cityfacts eval reading`: what is known of pages, and what readers make of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commandline import cityfacts

from crawler.page import Page
from extract.readers import Read, readers
from pipeline.evaluation import Result, evaluate
from pipeline.progress import ignore
from pipeline.scoring import Gold, Score, shingles

TEXT = [
    "The city council of Port Ellery opened a boatyard school on Monday, the first on its coast in forty years.",
    "Twelve apprentices will learn to build wooden ferries there, and the harbour office pays for their tools and lodging.",
    "Mayor Ada Quill said that the second course begins in spring and that thirty people have already asked for a place.",
    "The school stands in the old rope works, which the council bought last year and repaired with the help of neighbours.",
]
PAGE = f"""<html lang="en"><head><title>Boatyard school opens | Port Ellery</title></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Boatyard school opens</h1><p class="date">Published: 3 March 2025</p>{"".join(f"<p>{line}</p>" for line in TEXT)}</article>
<footer>All rights reserved</footer></body></html>"""
ROW = {
    "file": "school.html",
    "url": "https://port-ellery.example/news/school",
    "title": "Boatyard School opens",
    "date": "2025-03-03",
    "text": "\n".join(TEXT),
    "with": ["Twelve apprentices"],
    "without": ["All rights reserved"],
}


def gold_folder(folder: Path, *rows: dict[str, Any]) -> Path:
    (folder / "school.html").write_text(PAGE)
    (folder / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


def test_each_reader_has_its_line(tmp_path: Path) -> None:
    folder = gold_folder(tmp_path, ROW, {"file": "list.html", "role": "listing"})
    found = {row["reader"]: row for row in cityfacts("eval", "reading", folder, "--json").json()}
    assert list(found) == list(readers())
    ours = found["cityfacts"]
    assert [ours[key] for key in ("pages", "body_f1", "segment_f1", "headline", "date", "errors")] == [1, 1, 1, 1, 1, 0]
    assert found["trafilatura"]["body_f1"] > 0.9
    assert all(row["cpu_ms"] > 0 for row in found.values())


def test_a_table_for_people(tmp_path: Path) -> None:
    table = cityfacts("eval", "reading", gold_folder(tmp_path, ROW)).out
    assert "trafilatura" in table
    assert "1.00" in table


BAD = [
    pytest.param([], 65, "names no article page", id="no page"),
    pytest.param([{**ROW, "with": "Twelve"}], 65, '"with" is no list of texts', id="a text for a list"),
    pytest.param([{**ROW, "date": 2025}], 65, '"date" is no text', id="a number for a text"),
    pytest.param([{**ROW, "file": "none.html"}], 65, "cannot be read", id="no such page"),
]


@pytest.mark.parametrize(("rows", "code", "line"), BAD)
def test_gold_that_cannot_be_used(tmp_path: Path, rows: list[dict[str, Any]], code: int, line: str) -> None:
    assert line in cityfacts("eval", "reading", gold_folder(tmp_path, *rows), code=code).line


def test_a_folder_without_gold(tmp_path: Path) -> None:
    assert "gold.jsonl" in cityfacts("eval", "reading", tmp_path, code=66).line


def test_a_reader_that_fails_scores_as_one_that_finds_nothing(tmp_path: Path) -> None:
    def fail(page: Page) -> Read:
        raise RuntimeError(page.url)

    results = evaluate([gold_folder(tmp_path, ROW)], {"failing": fail, "blank": lambda page: Read()}, ignore)
    failing, blank = (result.to_json() for result in results)
    assert (failing["errors"], blank["errors"]) == (1, 0)
    assert [failing[key] for key in ("body_f1", "segment_f1", "headline", "date")] == [0, 0, 0, 0]
    assert failing["body_f1"] == blank["body_f1"]


SCORES = [
    (Gold(text="a b c d e"), Read("a b c d e"), "body_f1", 1.0),
    (Gold(text="a b c d e"), Read("a b c d"), "body_f1", 2 / 3),
    (Gold(text="城市公告"), Read("城市公告"), "body_f1", 1.0),
    (Gold(text="a b c d"), Read(""), "body_f1", 0.0),
    (Gold(), Read("a b c d"), "body_f1", None),
    (Gold(present=("b", "z"), absent=("c",)), Read("a b c"), "segment_f1", 0.5),
    (Gold(present=("b",), absent=("z",)), Read("a b c"), "segment_f1", 1.0),
]


@pytest.mark.parametrize(("gold", "read", "measure", "value"), SCORES)
def test_score(gold: Gold, read: Read, measure: str, value: float | None) -> None:
    score = Score()
    score.add(gold, read)
    assert getattr(score, measure) == (None if value is None else pytest.approx(value))


HEADS = [
    (Gold(headline="Port opens", date="2025-03-03"), Read(headline="PORT OPENS!", date="2025-03-03T10:00:00Z"), [1, 1]),
    (Gold(headline="Port opens", date="2025-03-03"), Read(headline="Port", date="2025-03-04"), [0, 0]),
    (Gold(headline="Port opens", date="2025-03-03"), Read(), [0, 0]),
    (Gold(), Read(headline="Port", date="2025-03-04"), [None, None]),
]


@pytest.mark.parametrize(("gold", "read", "right"), HEADS)
def test_headline_and_date(gold: Gold, read: Read, right: list[int | None]) -> None:
    result = Result("folder", "reader", seconds=[0.001])
    result.score.add(gold, read)
    assert [result.to_json()[key] for key in ("headline", "date")] == right


def test_shingles_of_a_short_text() -> None:
    assert list(shingles("two words")) == [("two", "words")]
    assert not shingles("  ")
