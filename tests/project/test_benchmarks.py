"""`make bench` measures every stage, and counts the work of this process alone."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from benchmarks.timing import Timing, in_turn

ROOT = Path(__file__).resolve().parents[2]
STAGES = {
    ("reading", "read_document"),
    ("reading", "trafilatura.bare_extraction"),
    ("understanding", "names"),
    ("understanding", "figures"),
    ("understanding", "facts"),
    ("adding", "new"),
    ("adding", "unchanged"),
    ("searching", "all kinds"),
    ("whole", "extract"),
}
NAMES = ("reading", "understanding", "knowledge", "whole")


def bench(*arguments: str) -> str:
    command = [sys.executable, "-m", "benchmarks", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_every_stage_is_timed() -> None:
    found = [Timing(**row) for row in json.loads(bench(*NAMES, "--sample", "2", "--rounds", "2", "--json"))]
    assert {(timing.bench, timing.what) for timing in found} >= STAGES
    assert all(0 < timing.median <= timing.p95 and timing.per_second > 0 for timing in found)
    assert {timing.items for timing in found} == {2}


def test_the_crawl_is_timed_beside_a_bare_spider() -> None:
    found = [Timing(**row) for row in json.loads(bench("crawl", "--sample", "1", "--rounds", "1", "--json"))]
    assert [timing.what for timing in found] == ["bare Scrapy spider", "crawl, first visit", "crawl, all 304"]
    assert {timing.items for timing in found} == {70}
    assert all(timing.median > 0 for timing in found)


def test_a_table_for_people() -> None:
    table = bench("reading", "--sample", "1", "--rounds", "1")
    assert "read_document" in table
    assert "trafilatura" in table


def work(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def timings(**functions: Callable[[float], object]) -> dict[str, Timing]:
    contenders = {name: (lambda function=function: nullcontext(function)) for name, function in functions.items()}
    found = in_turn("test", contenders, [0.002, 0.004, 0.03], rounds=3, unit="nap")
    return {timing.what: timing for timing in found}


def test_waiting_costs_nothing_and_work_does() -> None:
    found = timings(working=work, waiting=time.sleep)
    assert 0.004 <= found["working"].median < 0.03
    assert found["working"].p95 > 0.02
    assert found["waiting"].median < 0.002
    assert found["waiting"].per_second > 10 * found["working"].per_second


def test_contenders_take_turns() -> None:
    order: list[str] = []
    timings(first=lambda _: order.append("first"), second=lambda _: order.append("second"))
    assert order == (["first"] * 3 + ["second"] * 3) * 4


def test_nothing_to_time_is_an_error() -> None:
    with pytest.raises(ValueError, match="nothing to time"):
        in_turn("test", {"none": lambda: nullcontext(work)}, [], rounds=1, unit="nap")
