"""A source that has gone wrong is held back: exports go on with what it said before, and say so."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from kb_samples import BASE, opening

from db.exporting import write_export
from db.filters import Filters
from db.records import What
from db.search import search
from db.store import KnowledgeBase
from run_pipeline import main

RUN, NEXT, THIRD = "night-2026-03-01", "night-2026-03-02", "night-2026-03-03"
TIMES = {RUN: "2026-03-01T02:00:00Z", NEXT: "2026-03-02T02:00:00Z", THIRD: "2026-03-03T02:00:00Z"}


def add(kb: KnowledgeBase, name: str, run: str, *, source: str = "daily", city: str = "Lisbon", **said: Any) -> None:
    kb.start_run(run, TIMES[run])
    of, extraction = opening(name, city=city, source=source, at=TIMES[run], **said)
    kb.add_extraction(extraction, page=of, run=run)


def exported(kb: KnowledgeBase, what: What = "facts", filters: Filters | None = None) -> list[dict[str, Any]]:
    stream = io.StringIO(newline="")
    write_export(kb, "jsonl", what, stream, filters)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def cities(kb: KnowledgeBase) -> dict[str, tuple[int, set[str]]]:
    """Where the hub is said to be: by how many documents, and at which addresses."""
    rows = [row for row in exported(kb) if row["predicate"] == "located_in"]
    return {row["object"]: (row["documents"], {e["url"].removeprefix(BASE) for e in row["evidence"]}) for row in rows}


def test_what_a_held_source_says_first_is_left_out(kb: KnowledgeBase) -> None:
    add(kb, "a", RUN)
    add(kb, "b", NEXT, city="Porto")
    kb.hold("daily", NEXT, "headlines are missing")
    add(kb, "c", THIRD, city="Faro")
    assert cities(kb) == {"Lisbon": (1, {"a"})}
    assert {row["url"] for row in exported(kb, "documents")} == {BASE + "a"}
    assert len(exported(kb, "figures")) == 1
    assert {row["name"] for row in exported(kb, "entities")} == {"Lisbon", "Harbour Council", "Tagus Ocean Hub"}
    assert {hit.title for hit in search(kb, "", kind="entities", label="CITY")} == {"Lisbon", "Porto", "Faro"}


def test_what_it_said_before_stays_although_its_pages_have_changed(kb: KnowledgeBase) -> None:
    for name, city in (("a", "Lisbon"), ("b", "Porto"), ("c", "Faro")):
        add(kb, name, RUN, city=city)

    def everything() -> list[list[dict[str, Any]]]:
        """But for when a claim was last seen, which the newest page may tell too."""
        told = [exported(kb, what) for what in ("facts", "documents", "figures")]
        return [[{**row, "last_seen": None} for row in rows] for rows in told]

    before = everything()
    add(kb, "a", NEXT, city="Menu")
    kb.mark_gone(BASE + "b", NEXT)
    kb.hold("daily", NEXT, "redesigned")
    assert kb.connection.value("SELECT count(*) FROM facts WHERE retracted_at IS NOT NULL") > 0
    assert everything() == before
    assert kb.release("daily")
    assert set(cities(kb)) == {"Menu", "Faro"}


def test_a_page_that_had_vanished_before_stays_away(kb: KnowledgeBase) -> None:
    add(kb, "a", RUN)
    kb.mark_gone(BASE + "a", RUN)
    kb.start_run(NEXT, TIMES[NEXT])
    kb.hold("daily", NEXT, "redesigned")
    assert exported(kb) == []


def test_other_sources_go_on(kb: KnowledgeBase) -> None:
    add(kb, "a", NEXT, city="Lisbon")
    add(kb, "b", NEXT, source="weekly", city="Porto")
    add(kb, "c", NEXT, source="weekly", city="Lisbon", count="15")
    kb.hold("daily", NEXT, "blocked")
    assert cities(kb) == {"Porto": (1, {"b"}), "Lisbon": (1, {"c"})}


def test_a_hold_lasts_from_its_first_run_to_its_release(kb: KnowledgeBase) -> None:
    add(kb, "a", RUN)
    add(kb, "b", NEXT, city="Porto")
    kb.hold("daily", NEXT, "no dates")
    add(kb, "c", THIRD, city="Faro")
    kb.hold("daily", THIRD, "no dates and no headlines")
    (held,) = kb.holds()
    assert (held.source, held.run, held.since, held.reason) == (
        "daily", NEXT, TIMES[NEXT], "no dates and no headlines"
    )  # fmt: skip
    assert kb.holds("weekly") == []
    assert kb.release("daily")
    assert not kb.release("daily")
    assert kb.holds() == []
    assert set(cities(kb)) == {"Lisbon", "Porto", "Faro"}
    kb.hold("daily", THIRD, "again")
    assert set(cities(kb)) == {"Lisbon", "Porto"}


def test_pages_of_an_earlier_crawl_that_a_held_run_reads_are_held(kb: KnowledgeBase) -> None:
    """Crawled before the good night, read in the bad one: what counts is when the knowledge base came to know it."""
    add(kb, "a", RUN)
    kb.start_run(NEXT, TIMES[NEXT])
    kb.start_run("crawl-early", "2026-02-27T02:00:00Z")
    of, said = opening("b", city="Porto", at="2026-02-27T02:00:00Z")
    kb.add_extraction(said, page=of, run="crawl-early")
    kb.hold("daily", NEXT, "redesigned")
    assert set(cities(kb)) == {"Lisbon"}


def test_a_run_that_was_not_started_holds_nothing(kb: KnowledgeBase) -> None:
    with pytest.raises(ValueError, match="was not started"):
        kb.hold("daily", "another", "why not")
    assert kb.holds() == []


def export_command(data: Path, *options: str) -> tuple[int, str, list[dict[str, str]]]:
    """The exit code, what was said and the rows of the file."""
    out = data / "facts.csv"
    told = CliRunner().invoke(main, ["--data", str(data), "export", "facts", "--out", str(out), *options])
    with out.open(encoding="utf-8", newline="") as file:
        return told.exit_code, told.output, list(csv.DictReader(file))


def test_the_export_command_says_what_it_holds_back(kb: KnowledgeBase, tmp_path: Path) -> None:
    add(kb, "a", RUN)
    assert export_command(tmp_path)[0] == 0
    add(kb, "b", NEXT, city="Porto")
    kb.hold("daily", NEXT, "headlines are missing")
    code, told, rows = export_command(tmp_path)
    assert code == 4
    assert "daily since 2026-03-02: headlines are missing" in told
    assert {row["object"] for row in rows if row["predicate"] == "located_in"} == {"Lisbon"}
    assert export_command(tmp_path, "--source", "weekly")[0] == 0
    kb.release("daily")
    assert export_command(tmp_path)[0] == 0
