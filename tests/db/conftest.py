"""A knowledge base in a fresh file, with a run begun."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import KnowledgeBase

RUN = "night-2026-03-01"


@pytest.fixture
def kb(tmp_path: Path) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path / "kb.sqlite") as opened:
        opened.start_run(RUN, "2026-03-01T01:00:00Z")
        yield opened
        assert opened.verify() == []
