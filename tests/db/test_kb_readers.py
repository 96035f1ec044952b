"""Readers in processes of their own, while everything is written: none torn, none refused, none kept waiting."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from adding_child import RUN, add

from db.store import KnowledgeBase

HERE = Path(__file__).resolve().parent
READERS = 4
MEGABYTES = 64


@pytest.mark.parametrize(("seconds", "slowest"), [(4, 2.0), pytest.param(60, 0.5, marks=pytest.mark.slow)])
def test_readers_see_whole_announcements(tmp_path: Path, seconds: int, slowest: float) -> None:
    """Pages come in, the log is folded in and the index is merged meanwhile; `slowest` bounds the 99th percentile."""
    path, stop = tmp_path / "kb.sqlite", tmp_path / "stop"
    with KnowledgeBase(path) as kb:
        kb.start_run(RUN, "2026-03-01T01:00:00Z")
        add(kb, 0)
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(HERE.parents[1]), str(HERE)))}
        command = [sys.executable, str(HERE / "reading_child.py"), str(path), str(stop)]
        readers = [
            subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(READERS)
        ]
        try:
            written = write(kb, until=time.monotonic() + seconds)
        finally:
            stop.touch()
            told = [reader.communicate(timeout=60)[0] for reader in readers]
        log = Path(f"{path}-wal").stat().st_size
    assert [reader.returncode for reader in readers] == [0] * READERS
    met = [json.loads(line) for line in told]
    print(
        f"{written} pages written; looks {[m['looks'] for m in met]}; p99 {[round(m['p99'], 3) for m in met]}; log {log}"
    )
    assert [m["torn"] for m in met] == [[]] * READERS
    assert max(m["p99"] for m in met) < slowest
    assert log < MEGABYTES * 2**20
    assert written > READERS


def write(kb: KnowledgeBase, *, until: float) -> int:
    number = 1
    while time.monotonic() < until:
        add(kb, number)
        if number % 10 == 0:
            kb.connection.value("PRAGMA wal_checkpoint(PASSIVE)")
            kb.connection.execute("INSERT INTO documents_fts (documents_fts, rank) VALUES ('merge', 200)")
        number += 1
    return number
