"""A killed writer loses nothing and doubles nothing; a reader sees whole announcements only."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from adding_child import RUN, add

from db.store import KnowledgeBase

STEPS = 60
KILLS = 20
HERE = Path(__file__).resolve().parent


def start(path: Path, *, group: bool = True) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(HERE.parents[1]), str(HERE)))}
    command = [sys.executable, str(HERE / "adding_child.py"), str(path), str(STEPS)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=group)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, float]:
    """The content after an undisturbed night, and how long the adding takes."""
    path = tmp_path_factory.mktemp("undisturbed") / "kb.sqlite"
    with start(path) as child:
        assert child.stdout is not None
        child.stdout.readline()
        began = time.monotonic()
        child.communicate()
    assert child.returncode == 0
    with KnowledgeBase(path) as kb:
        assert kb.verify() == []
        return kb.content_hash(), time.monotonic() - began


def test_kill_9_at_any_moment_loses_nothing(tmp_path: Path, undisturbed: tuple[str, float]) -> None:
    content, seconds = undisturbed
    path = tmp_path / "kb.sqlite"
    chance = random.Random(20260301)
    for _ in range(KILLS):
        with start(path) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(chance.uniform(0, seconds))
            os.killpg(child.pid, signal.SIGKILL)
            committed = child.stdout.read().split()
        with KnowledgeBase(path) as kb:
            assert kb.unfinished_run() in (RUN, None)
            # A line that the kill cut is shorter than an id.
            assert {page for page in committed if len(page) == 32} <= kb.seen_pages("daily")
    with start(path) as child:
        child.communicate()
    assert child.returncode == 0
    with KnowledgeBase(path) as kb:
        assert kb.content_hash() == content
        assert kb.verify() == []
        assert sum(kb.balance(RUN)["daily"][name] for name in ("stored", "unchanged", "quarantined")) == 10 + STEPS // 7


def test_kill_9_during_the_first_start_leaves_a_usable_file(tmp_path: Path) -> None:
    path = tmp_path / "kb.sqlite"
    for milliseconds in (150, 200, 250, 300, 350, 400):
        with start(path) as child:
            time.sleep(milliseconds / 1000)
            os.killpg(child.pid, signal.SIGKILL)
        with KnowledgeBase(path) as kb:
            assert kb.verify() == []


def test_a_reader_never_sees_half_an_announcement(tmp_path: Path) -> None:
    path = tmp_path / "kb.sqlite"
    torn: list[str] = []
    looks = 0
    done = threading.Event()
    with KnowledgeBase(path) as kb:
        kb.start_run(RUN, "2026-03-01T01:00:00Z")

    def read() -> None:
        nonlocal looks
        with KnowledgeBase(path, readonly=True) as reader:
            while not done.is_set() or not looks:
                with reader.connection.snapshot():
                    documents = reader.connection.value("SELECT count(*) FROM documents")
                    mentions = reader.connection.value("SELECT count(*) FROM mentions")
                    indexed = reader.connection.value(
                        "SELECT count(*) FROM documents_fts WHERE documents_fts MATCH 'hub'"
                    )
                if mentions != 5 * documents or indexed != documents:
                    torn.append(f"{documents} documents, {mentions} mentions, {indexed} indexed")
                looks += 1

    thread = threading.Thread(target=read)
    thread.start()
    try:
        with KnowledgeBase(path) as kb:
            for number in range(STEPS):
                add(kb, number)
    finally:
        done.set()
        thread.join()
    assert torn == []
    assert looks > 10
