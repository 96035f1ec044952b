"""A run that is killed anywhere loses no fact, doubles none, and ends like an undisturbed one."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from db.store import KnowledgeBase
from pipeline.demo_night import finished_runs
from pipeline.health import read_status

DEMO = (sys.executable, "-P", "-m", "run_pipeline")


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
    started = time.monotonic()
    out = subprocess.run([*DEMO, "--data", str(data), "demo"], capture_output=True, text=True, check=False)
    assert out.returncode == 0, out.stdout + out.stderr
    return time.monotonic() - started


def killed_demo(data: Path, after: float) -> bool:
    """Kills the run and all its children after so many seconds; whether it was still at work."""
    child = subprocess.Popen(
        [*DEMO, "--data", str(data), "demo"],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        child.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
    return child.wait() == -signal.SIGKILL


def known(data: Path) -> str:
    with closing(KnowledgeBase(data / "demo" / "kb.sqlite", readonly=True)) as kb:
        status = read_status(kb)
        assert status["balanced"], status
        assert kb.verify() == []
        return kb.content_hash()


def undisturbed_and_killed(tmp_path: Path, kills: int, seed: int) -> int:
    """How many of so many killed and resumed runs end like the undisturbed one; the first that does not fails."""
    ports = free_ports(5)
    calm = prepare(tmp_path / "calm", ports)
    seconds = demo(calm)
    wanted = known(calm)
    moments = random.Random(seed)
    hit = 0
    for number in range(kills):
        data = prepare(tmp_path / f"killed-{number}", ports)
        # In turn over the whole run, so that crawl, reading and adding are all hit.
        after = seconds * (number + moments.random()) / kills
        hit += killed_demo(data, after)
        # A kill while the result is being printed leaves a finished run: another one would crawl the second edition.
        if not finished_runs(data / "demo"):
            demo(data)
        assert known(data) == wanted, f"killed after {after:.2f} s"
    return hit


@pytest.mark.timeout(300)
def test_three_kills(tmp_path: Path) -> None:
    assert undisturbed_and_killed(tmp_path, 3, seed=7) >= 2


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_twenty_kills(tmp_path: Path) -> None:
    assert undisturbed_and_killed(tmp_path, 20, seed=11) >= 18
