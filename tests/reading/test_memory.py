"""A worker reads for a whole night: what it holds of a page goes with the page."""

from __future__ import annotations

import random
import string
from pathlib import Path

import pytest

from extract.worker import Worker

STATUS = Path("/proc/self/status")
GROWTH = 1.1


def page(number: int) -> str:
    """A page of words, names and addresses that no other page has."""
    pick = random.Random(number)

    def word() -> str:
        return "".join(pick.choices(string.ascii_lowercase, k=pick.randint(3, 9)))

    def words(count: int) -> str:
        return " ".join(word() for _ in range(count)).capitalize()

    menu = "".join(f"<li class='{word()}'><a href='/{word()}'>{word()}</a></li>" for _ in range(20))
    text = "".join(
        f"<p>{words(30)} in {pick.randint(1990, 2024)} with {pick.randint(2, 9999)} people.</p>" for _ in range(6)
    )
    day = f"{pick.randint(2000, 2024)}-{pick.randint(1, 12):02}-{pick.randint(1, 28):02}"
    return (
        f"<html><head><title>{words(4)}</title></head><body><ul>{menu}</ul>"
        f"<h1>{words(5)}</h1><p class='date'>{day}</p><div id='{word()}'>{text}</div></body></html>"
    )


def held(worker: Worker) -> int:
    """Kilobytes of memory that a worker's process has."""
    assert worker._child is not None
    status = Path(f"/proc/{worker._child.pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])


@pytest.mark.skipif(not STATUS.exists(), reason="the memory of a process is read from /proc")
@pytest.mark.parametrize(
    ("first", "last"),
    [
        pytest.param(80, 320, id="some"),
        pytest.param(1_000, 20_000, id="a night", marks=[pytest.mark.slow, pytest.mark.timeout(3_600)]),
    ],
)
def test_a_worker_is_as_large_after_many_pages_as_after_few(tmp_path: Path, first: int, last: int) -> None:
    file = tmp_path / "page.html"
    before = 0
    with Worker() as worker:
        for number in range(last):
            file.write_text(page(number))
            assert "document" in worker.read({"file": str(file), "url": f"https://{number}.example/news/{number}"})
            before = held(worker) if number + 1 == first else before
        assert held(worker) <= GROWTH * before
