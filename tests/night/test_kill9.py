"""A run that is killed anywhere loses no fact, doubles none, and ends like an undisturbed one."""

from __future__ import annotations

import json
import random
import shutil
import socket
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from commandline import command
from killing import run_killed, run_measured

from db.store import KnowledgeBase
from pipeline.demo_night import finished_runs
from pipeline.health import read_status


def free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in sockets]


def prepare(data: Path, ports: list[int]) -> Path:
    """A data folder whose demo uses these ports: an address is what identifies a page."""
    (data / "demo").mkdir(parents=True)
    (data / "demo" / "ports.json").write_text(json.dumps(ports))
    return data


def demo(data: Path) -> float:
    """Runs the demo; the CPU seconds it used."""
    return run_measured(command("demo", data=data))


def known(data: Path) -> str:
    with closing(KnowledgeBase(data / "demo" / "kb.sqlite", readonly=True)) as kb:
        status = read_status(kb)
        assert status["balanced"], status
        assert kb.verify() == []
        return kb.content_hash()


def undisturbed_and_killed(tmp_path: Path, kills: int, seed: int) -> int:
    """How many of so many runs were killed at work; the first that then does not end like the undisturbed one fails.

    In turn the run over the first edition and that over the second. Every third kill takes the parent alone.
    """
    nights = [prepare(tmp_path / "night-0", free_ports(5))]
    seconds, wanted = [], []
    for edition in (1, 2):
        nights.append(tmp_path / f"night-{edition}")
        shutil.copytree(nights[-2], nights[-1])
        seconds.append(demo(nights[-1]))
        wanted.append(known(nights[-1]))
    assert wanted[0] != wanted[1]
    moments = random.Random(seed)
    hit = 0
    for number in range(kills):
        edition = number % 2
        data = tmp_path / f"killed-{number}"
        shutil.copytree(nights[edition], data)
        # In turn over the whole run, so that crawl, reading and adding are all hit.
        after = seconds[edition] * (number + moments.random()) / kills
        hit += run_killed(command("demo", data=data), after, alone=number % 3 == 2)
        # A kill while the result is being printed leaves a finished run: another one would crawl the next edition.
        if finished_runs(data / "demo") <= edition:
            demo(data)
        assert known(data) == wanted[edition], f"edition {edition + 1}, killed after {after:.2f} CPU seconds"
        shutil.rmtree(data)
    return hit


@pytest.mark.timeout(300)
def test_three_kills(tmp_path: Path) -> None:
    assert undisturbed_and_killed(tmp_path, 3, seed=7) >= 2


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_twenty_kills(tmp_path: Path) -> None:
    assert undisturbed_and_killed(tmp_path, 20, seed=11) >= 18
