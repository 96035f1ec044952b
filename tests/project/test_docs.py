"""Every command, source kind, entity type, predicate and format is in the docs."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.source import Source
from db.exporting import formats
from extract.facts.finder import predicates
from extract.types import LABELS, REJECTIONS
from run_pipeline import main

DOCS = Path(__file__).resolve().parents[2] / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def kinds() -> list[str]:
    return list(Source.model_json_schema()["properties"]["kind"]["enum"])


@pytest.mark.parametrize("command", sorted(main.commands))
def test_command(command: str) -> None:
    assert f"`{command}" in page("commands.md")
    assert "xample" in (main.commands[command].help or "") or command == "sources"


@pytest.mark.parametrize("kind", kinds())
def test_source_kind(kind: str) -> None:
    assert kind in page("sources.md")


@pytest.mark.parametrize("word", [*LABELS, *(predicate.name for predicate in predicates()), *REJECTIONS])
def test_closed_lists(word: str) -> None:
    assert word in page("schema.md")


@pytest.mark.parametrize("name", sorted(formats()))
def test_export_format(name: str) -> None:
    assert f"`{name}`" in page("commands.md")


def test_every_page_is_in_the_index() -> None:
    index = page("README.md")
    assert [path.name for path in DOCS.glob("*.md") if path.name != "README.md" and path.name not in index] == []
