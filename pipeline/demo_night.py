"""The night over the demo's five sites: the same run as any other, over real HTTP, on this machine alone."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from crawler.source import Source
from db.highlights import best_attested, highlights
from db.overview import learned
from db.store import KnowledgeBase
from demo.server import DemoServer, serve
from demo.sources import demo_sources
from pipeline.health import read_status
from pipeline.lock import run_lock
from pipeline.night import Night, run_night
from pipeline.progress import Progress, ignore


def run_demo(data: Path, *, workers: int = 1, progress: Progress = ignore) -> Night:
    """Crawls the sites' first edition, or the second once a run over the first has ended.

    The ports of the first run are kept: an address is what identifies a page. Raises OSError where one is taken, but
    LockHeld where it is another demo that has taken them.
    """
    with run_lock(data):
        pass
    with _serve_edition(data) as server:
        sources = {
            name: Source.model_validate(values, context={"loopback": True})
            for name, values in demo_sources(server.base_urls).items()
        }
        hosts = frozenset(f"127.0.0.1:{port}" for port in server.ports)
        return run_night(sources, data=data, everything=True, workers=workers, loopback=hosts, progress=progress)


def _serve_edition(data: Path) -> DemoServer:
    remembered = data / "ports.json"
    ports = json.loads(remembered.read_text()) if remembered.is_file() else None
    server = serve(edition=2 if finished_runs(data) else 1, ports=ports)
    if ports is None:
        fresh = remembered.with_suffix(".tmp")
        fresh.write_text(json.dumps(list(server.ports)))
        fresh.replace(remembered)
    return server


def finished_runs(data: Path) -> int:
    path = data / "kb.sqlite"
    if not path.is_file():
        return 0
    with closing(KnowledgeBase(path)) as kb:
        return int(kb.connection.value("SELECT count(*) FROM runs WHERE finished_at IS NOT NULL"))


def read_demo(data: Path, night: Night) -> dict[str, Any]:
    """What the demo shows: the balance, what is known, what this run changed, one fact with its evidence."""
    with closing(KnowledgeBase(data / "kb.sqlite", readonly=True)) as kb:
        known = learned(kb, night.run)
        return {
            "data": str(data),
            "status": read_status(kb, run=night.run),
            "learned": asdict(known),
            "best": [asdict(line) for line in highlights(kb)],
            "example": asdict(example) if (example := best_attested(kb)) else None,
        }
