"""`extract` and `links` over real pages of all kinds: a line for each, in order, and none takes long or breaks a rule."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from commandline import cityfacts

from extract.types import REJECTIONS
from extract.worker import answer

SECONDS_A_PAGE = 10
FOLDERS = (
    "articles-aeb", "articles-fundus", "articles-news", "feeds-sitemaps", "gov-city", "gov-listings-courts", "gov-press",
    "pagination", "pdf", "web-dates", "zh",
)  # fmt: skip
FAULTS = {"timeout", "internal_error"}


@pytest.fixture(scope="session")
def corpora(shared: Path) -> Path:
    folder = shared / "corpora"
    if not folder.is_dir():
        pytest.skip(f"no real pages at {folder}")
    return folder


def lines(corpora: Path, folder: str) -> list[dict[str, Any]]:
    """A folder's manifest, its files by their whole path."""
    text = (corpora / folder / "gold.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.split("\n") if line]
    return [{"file": str(corpora / folder / row["file"]), "url": row.get("url")} for row in rows]


def run(command: str, rows: list[dict[str, Any]], tmp_path: Path, *options: object, timeout: float) -> list[Any]:
    """What a command wrote, one row for each page, echoed in order."""
    manifest, out = tmp_path / "pages.jsonl", tmp_path / f"{command}.jsonl"
    manifest.write_text("".join(json.dumps(row) + "\n" for row in rows))
    said = cityfacts(command, "--manifest", manifest, "--out", out, *options, timeout=timeout)
    assert said.out + said.err == ""
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").split("\n") if line]
    assert [row["file"] for row in found] == [row["file"] for row in rows]
    return found


def check_extracted(rows: list[Any]) -> None:
    for row in rows:
        if "rejected" in row:
            assert row["rejected"] in set(REJECTIONS) - FAULTS, row
            assert row["detail"]
            continue
        text = row["document"]["text"]
        for span in (*row["mentions"], *row["figures"], *(fact["evidence"] for fact in row["facts"])):
            assert text[span["start_char"] : span["end_char"]] == span["text"], row["file"]


def check_links(rows: list[Any]) -> None:
    for row in rows:
        assert "longer than" not in row.get("error", ""), row
        assert "reader ended" not in row.get("error", ""), row
        assert all(item["url"] for item in row["items"])
        assert len(set(row["next"])) == len(row["next"])


def test_some_pages_of_every_folder(corpora: Path, tmp_path: Path) -> None:
    found = [lines(corpora, folder) for folder in FOLDERS]
    rows = [row for folder in found for row in folder[:: len(folder) // 2 + 1]]
    assert len(rows) >= 2 * len(FOLDERS)
    check_extracted(run("extract", rows, tmp_path, timeout=110))
    check_links(run("links", rows, tmp_path, timeout=110))


def test_no_folder_is_left_out(corpora: Path) -> None:
    assert sorted(path.parent.name for path in corpora.glob("*/gold.jsonl")) == sorted(FOLDERS)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("folder", FOLDERS)
def test_every_page(corpora: Path, tmp_path: Path, folder: str) -> None:
    rows = lines(corpora, folder)
    check_extracted(run("extract", rows, tmp_path, "--workers", 2, timeout=1500))
    check_links(run("links", rows, tmp_path, timeout=300))


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("folder", FOLDERS)
def test_the_largest_pages_stay_within_their_time(corpora: Path, folder: str) -> None:
    """In this process, without the limits that would end a page."""
    largest = sorted(lines(corpora, folder), key=lambda row: -Path(row["file"]).stat().st_size)[:5]
    answer(largest[-1])  # loads what is loaded once
    for row in largest:
        started = time.process_time()
        answer(row)
        assert time.process_time() - started < SECONDS_A_PAGE, row["file"]
