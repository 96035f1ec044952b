"""Whatever a page says, no command prints what a terminal would obey, and markup is shown as it was written."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from kb_samples import extraction, fact, figure, mention, page

from db.store import KnowledgeBase
from extract.types import NotADocument
from pipeline.plain import json_text, plain
from run_pipeline import main

RUN = "night-2026-03-01"
# A title bar, a colour, a C1 CSI, a right-to-left override, an isolate, a bell, a delete, a tag, a line separator.
EVIL = "\x1b]0;owned\x07\x1b[31m\x9b2J\u202e\u2066\x7f\U000e0041\u2028[red]Quay[/red][/x]"
SHOWN = " [red]Quay[/red][/x]"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose knowledge base holds the evil string in every field, and one span that is broken."""
    folder: Path = tmp_path_factory.mktemp("evil")
    with KnowledgeBase(folder / "kb.sqlite") as kb:
        kb.start_run(RUN, "2026-03-01T01:00:00Z")
        text = f"The {EVIL} Hub in {EVIL} Town has 14 berths."
        mentions = [mention(text, "CENTER", f"{EVIL} Hub"), mention(text, "CITY", f"{EVIL} Town")]
        facts = [
            fact(text, f"{EVIL} Hub", "located_in", f"{EVIL} Town", text, labels=("CENTER", "CITY")),
            fact(text, f"{EVIL} plant", "has_count", "14", text, value="14", unit=EVIL, qualifiers={"what": EVIL}),
        ]
        figures = [figure(text, "14 berths", "14", unit=EVIL, what=EVIL)]
        of = page("a", text)
        said = extraction(
            of, text, mentions=mentions, facts=facts, figures=figures, headline=EVIL, publisher=EVIL, authors=(EVIL,),
            date_published="2026-02-24",
        )  # fmt: skip
        kb.add_extraction(said, page=of, run=RUN)
        kb.add_rejection(NotADocument(code="error_page", detail=EVIL), page=page("b", "b"), run=RUN)
        kb.record(RUN, "daily", f"https://news.example/{EVIL}", "failed", EVIL)
        kb.finish_run(RUN, "2026-03-01T03:00:00Z", summary={"seen": {"daily": 3}, "errors": {"daily": EVIL}})
        kb.hold("daily", RUN, EVIL)
        kb.connection.execute("UPDATE entities SET country = ?", [EVIL])
    return folder


def printed(data: Path, *arguments: str) -> str:
    """All that a command prints, on both streams."""
    told = CliRunner().invoke(main, ["--data", str(data), *arguments])
    assert told.exception is None or isinstance(told.exception, SystemExit), told.exception
    return told.output


def obeyed(text: str) -> set[str]:
    return {char for char in text if char != "\n" and unicodedata.category(char)[0] == "C"}


def ids(data: Path) -> list[str]:
    with KnowledgeBase(data / "kb.sqlite", readonly=True) as kb:
        return kb.connection.column("SELECT id FROM facts UNION ALL SELECT id FROM documents")


COMMANDS = [
    ("search", "hub"), ("search", "berths"), ("search", ""), ("status",), ("status", "--source", "daily"),
    ("status", "--source", EVIL), ("show", f"{EVIL} Hub"), ("show", "quay"), ("show", EVIL),
    ("show", "https://news.example/a"), ("verify",), ("doctor",),
]  # fmt: skip


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: " ".join(map(plain, arguments)))
@pytest.mark.parametrize("how", [(), ("--json",)], ids=["table", "json"])
def test_no_command_prints_what_a_terminal_obeys(data: Path, arguments: tuple[str, ...], how: tuple[str, ...]) -> None:
    assert obeyed(printed(data, *arguments, *how)) == set()


def test_an_export_that_is_held_back_says_so_plainly(data: Path) -> None:
    assert obeyed(printed(data, "export", "--out", str(data / "facts.csv"))) == set()


def test_everything_by_its_id(data: Path) -> None:
    for each in ids(data):
        told = printed(data, "show", each)
        assert obeyed(told) == set()
        assert SHOWN.strip() in " ".join(told.split())


def test_json_reads_back_as_it_was(data: Path) -> None:
    hits = json.loads(printed(data, "search", "hub", "--json"))
    assert any(EVIL in hit["title"] for hit in hits)


@given(st.text())
def test_json_of_any_text_reads_back_and_holds_no_control(text: str) -> None:
    told = json_text({"text": text})
    assert json.loads(told) == {"text": text}
    assert obeyed(told) == set()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\nb\tc", "a b c"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("abc\u202edef", "abcdef"),
        ("one\u2028two", "one two"),
        ("新地铁 Łódź ’", "新地铁 Łódź ’"),
        (14, "14"),
    ],
)
def test_plain_text_is_one_line_without_controls(text: object, line: str) -> None:
    assert plain(text) == line
