"""A crawl that is watched from outside: what the ledger says in the end, and how much memory its process took."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crawler.frontier import Frontier
from crawler.run import crawl
from crawler.source import Source
from crawler.state import LedgerRow
from crawler.stats import SourceStats

MIB = 1024 * 1024


@dataclass
class Watched:
    """`peak` and `base` are bytes of resident memory: the most, and that of the process once it had started."""

    sources: dict[str, SourceStats] = field(default_factory=dict)
    base: int = 0
    peak: int = 0
    events: list[dict[str, Any]] = field(default_factory=list)


def watched(sources: Iterable[Source], data: Path, ports: Iterable[int], run: str = "r1") -> Watched:
    """Crawls, with these ports of this machine allowed; every balance adds up."""
    found = Watched()
    allowed = frozenset(f"127.0.0.1:{port}" for port in ports)
    with _memory(found):
        stats = crawl(list(sources), data=data, run=run, loopback=allowed, progress=found.events.append)
    found.sources.update(stats.sources)
    for told in found.sources.values():
        assert told.seen == told.fetched + told.unchanged + told.failed + told.skipped
    return found


def ledger(data: Path, name: str, run: str = "r1") -> dict[str, LedgerRow]:
    """The rows of a run by the path of their address, the whole address where it is another host's."""
    with Frontier.open_readonly(data / "sources" / name / "state.sqlite") as state:
        rows = list(state.ledger(run))
    return {re.sub(r"^https?://127\.0\.0\.1:\d+(?=/)", "", row.url): row for row in rows}


@contextmanager
def _memory(found: Watched) -> Iterator[None]:
    """Reads the high-water mark of this process's children until the end; it only ever rises."""
    stop = threading.Event()

    def look() -> None:
        while not stop.wait(0.05):
            for pid in _children():
                size = _peak_of(pid)
                if size:
                    found.base = found.base if found.events else size
                    found.peak = max(found.peak, size)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _children() -> list[str]:
    return " ".join(path.read_text() for path in Path("/proc/self/task").glob("*/children")).split()


def _peak_of(pid: str) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    kib = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(kib.group(1)) * 1024 if kib and "crawler.child" in _command(pid) else 0


def _command(pid: str) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""
