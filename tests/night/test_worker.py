"""No page can hang, exhaust or kill the reading of the others."""

from __future__ import annotations

import resource
import time
from pathlib import Path

import pytest

from extract.serialize import from_json, to_json
from extract.types import Extraction
from extract.worker import Worker, answer, read_all

ARTICLE = """<html><head><title>Porto opens a harbour incubator</title></head><body><article>
<h1>Porto opens a harbour incubator</h1>
<p>PORTO, March 4, 2025. The city of Porto opened the Leixoes Harbour Incubator on Tuesday, a former grain store of
4,200 square metres beside the cruise terminal, the mayor's office said in a statement.</p>
<p>The incubator is operated by the University of Porto and will host 35 start-ups by the end of 2026, according to
Rita Lobo, director of the harbour programme. The city has invested 6.5 million euros in the building.</p>
<p>Tenants pay no rent in the first year, and a jury of engineers and shipping lines selects them twice a year.</p>
</article></body></html>"""


def write(path: Path, text: str) -> dict[str, str]:
    path.write_text(text, encoding="utf-8")
    return {"file": str(path)}


def test_answers_come_in_order_and_a_missing_file_costs_only_itself(tmp_path: Path) -> None:
    requests = [
        write(tmp_path / "a.html", ARTICLE),
        {"file": str(tmp_path / "missing.html")},
        write(tmp_path / "empty.html", ""),
        write(tmp_path / "b.html", ARTICLE.replace("Porto", "Lisbon")),
    ]
    answers = list(read_all(requests, workers=2))
    assert [request for request, _ in answers] == requests
    assert [row.get("rejected") for _, row in answers] == [None, "unreadable", "empty", None]
    assert "Lisbon" in answers[3][1]["document"]["text"]


def test_a_page_that_takes_too_long_is_stopped_and_the_next_is_read(tmp_path: Path) -> None:
    fifo = tmp_path / "endless"
    # Opening a named pipe that nobody writes to waits for ever.
    import os

    os.mkfifo(fifo)
    with Worker(wall_seconds=1.0) as worker:
        worker.read(write(tmp_path / "a.html", ARTICLE))
        started = time.monotonic()
        stopped = worker.read({"file": str(fifo)})
        assert stopped["rejected"] == "timeout"
        assert time.monotonic() - started < 5
    with Worker() as worker:
        assert "document" in worker.read(write(tmp_path / "a.html", ARTICLE))


def test_written_form_keeps_everything(tmp_path: Path) -> None:
    row = answer(write(tmp_path / "a.html", ARTICLE))
    extraction = from_json(row)
    assert isinstance(extraction, Extraction)
    assert extraction.figures
    assert extraction.facts
    assert to_json(extraction) == row


def child_seconds(pages: list[dict[str, str]]) -> float:
    """CPU time that a worker's child needs for these pages; wall time would measure what else the machine does."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with Worker() as worker:
        for page in pages:
            worker.read(page)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


@pytest.mark.parametrize(
    "bait", ["(" * 200_000, "a" + "'s" * 100_000, "https://x.example/" + "a" * 400_000, "1" * 100_000]
)
def test_bait_ends_within_the_limit(tmp_path: Path, bait: str) -> None:
    calm = write(tmp_path / "warm.html", ARTICLE)
    hostile = write(tmp_path / "bait.html", ARTICLE.replace("Tenants pay", f"{bait} Tenants pay"))
    assert child_seconds([calm, hostile]) - child_seconds([calm]) < 10
