"""Killing a run at a moment that a busy machine does not move: by the processor time it has used."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

PROC = Path("/proc")
TICK = os.sysconf("SC_CLK_TCK")


def run_measured(words: Sequence[str]) -> float:
    """Runs a command to its end, which must be a good one; the CPU seconds that it and its children used."""
    before = _used()
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return _used() - before


def run_killed(words: Sequence[str], after: float, *, alone: bool) -> bool:
    """Kills a command once it has used so many CPU seconds, with its children or alone; whether it was still at work.

    Children that are left must end by themselves.
    """
    if not (PROC / "self" / "stat").is_file():
        pytest.skip("processor time of other processes is read from /proc, which this system has not")
    child = subprocess.Popen(words, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while child.poll() is None and _used_by_group(child.pid) < after:
        time.sleep(0.01)
    if child.poll() is None:
        os.kill(child.pid, signal.SIGKILL) if alone else os.killpg(child.pid, signal.SIGKILL)
    killed = child.wait() == -signal.SIGKILL
    deadline = time.monotonic() + 30
    while _group(child.pid):
        assert time.monotonic() < deadline, f"still at work: {_group(child.pid)}"
        time.sleep(0.05)
    return killed


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _used_by_group(group: int) -> float:
    """CPU seconds of a process group: of its living processes and of those that they have waited for."""
    return sum(sum(map(int, fields[11:15])) for fields in _group(group)) / TICK


def _group(group: int) -> list[list[str]]:
    """The fields of proc(5), from the state on, of each living process of a group."""
    found = []
    for path in PROC.glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[2]) == group and fields[0] not in "ZX":
            found.append(fields)
    return found
