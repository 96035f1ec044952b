"""Logs: one JSON line an event, under `<data>/logs/`, one file a UTC day."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

import structlog

Log = structlog.typing.FilteringBoundLogger


def open_log(data: Path, **context: Any) -> tuple[Log, TextIO]:
    """A logger that carries `context` in every line, and the file it writes to (the caller closes it)."""
    folder = data / "logs"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stream = (folder / f"{datetime.now(UTC):%Y-%m-%d}.jsonl").open("a", encoding="utf-8")
    logger = structlog.wrap_logger(
        structlog.WriteLogger(stream),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            # JSON escapes line breaks and control characters: a hostile title cannot forge a second line.
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(20),
    )
    return logger.bind(**context), stream
