"""One run at a time over a data folder: whoever comes second says so and leaves at once."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from commandline import Answer, cityfacts, command, environment
from harbour import Harbour, content, copied, harbour


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harbour]:
    with harbour(tmp_path_factory.mktemp("night")) as found:
        found.run("run")
        yield found


@pytest.fixture
def place(night: Harbour, tmp_path: Path) -> Iterator[Harbour]:
    """The source after a first night."""
    with copied(night, tmp_path) as found:
        yield found


def slow_run(place: Harbour, seconds: float) -> subprocess.Popen[bytes]:
    """A run whose site takes so long over one new page; returns when it is at it."""
    path = place.publish(wait=seconds)
    words = command("--sources", place.folder, "run", "harbour", data=place.data, loopback=place.site.host)
    first = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment())
    while path not in place.site.paths():
        assert first.poll() is None
        time.sleep(0.02)
    return first


def children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def lose(place: Harbour, first: subprocess.Popen[bytes], *arguments: str) -> Answer:
    answer = place.run(*arguments, code=3)
    assert answer.line == f"another run works on {place.data} (process {first.pid}): wait for it to end"
    return answer


def second_runs(place: Harbour, count: int) -> None:
    """The first run is held up until all others have come and gone, some of them side by side."""
    first = slow_run(place, 20 + 2 * count)
    try:
        losing = starting = 0.0
        for _ in range(count - 2):
            before = children_seconds()
            lose(place, first, "run", "harbour")
            between = children_seconds()
            subprocess.run([sys.executable, "-c", "import pipeline.night"], check=True)
            losing += between - before
            starting += children_seconds() - between
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda arguments: lose(place, first, *arguments), (["add"], ["crawl", "harbour"])))
        assert first.poll() is None
        # Processor time, beside that of the imports alone, since the machine may be slow or busy with other things.
        assert losing < 1.5 * starting
    finally:
        first.kill()
        first.wait()
    path = place.publish()
    place.run("run", "harbour")
    assert place.ended()[path] == ("stored", "")


def test_five_second_runs(place: Harbour) -> None:
    second_runs(place, 5)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_fifty_second_runs(place: Harbour) -> None:
    second_runs(place, 50)


def test_two_that_start_together(place: Harbour) -> None:
    """Whichever comes first runs, and what it stores is whole."""
    with ThreadPoolExecutor(2) as pool:
        codes = sorted(pool.map(lambda _: place.run("run", "harbour", code=None).code, range(2)))
    assert codes in ([0, 3], [0, 0])
    assert content(place.data)


def test_a_reader_beside_a_run_is_not_held_up(place: Harbour) -> None:
    first = slow_run(place, 15)
    try:
        assert "Timber" in cityfacts("search", "timber", data=place.data).out
        assert first.poll() is None
    finally:
        first.kill()
        first.wait()


def test_a_second_demo_beside_a_first(tmp_path: Path) -> None:
    words = command("demo", data=tmp_path)
    first = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment())
    while not (tmp_path / "demo" / "sources").is_dir():
        assert first.poll() is None
        time.sleep(0.02)
    answer = cityfacts("demo", data=tmp_path, code=3)
    assert answer.line == f"another run works on {tmp_path / 'demo'} (process {first.pid}): wait for it to end"
    _, said = first.communicate(timeout=100)
    assert (first.returncode, said) == (0, b"")
