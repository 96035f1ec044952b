"""crawl and Prober: the crawler as a function. The work is done in a child process, crawler.child."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import IO, Any

from crawler.page import Page
from crawler.source import Source
from crawler.state import StorageError
from crawler.stats import CrawlStats, SourceStats

Progress = Callable[[dict[str, Any]], None]


class CrawlError(RuntimeError):
    """The crawler's process ended before its work: what it stored is whole, and the same run can be taken up again."""

    exit_code = 70


class ProbeError(RuntimeError):
    """A start address that could not be had; the text says why."""

    exit_code = 69


def crawl(
    sources: Iterable[Source] | Mapping[str, Source],
    *,
    data: Path,
    run: str,
    loopback: frozenset[str] = frozenset(),
    log: Path | None = None,
    progress: Progress | None = None,
) -> CrawlStats:
    """Crawls the sources side by side, each host politely, into `<data>/sources/<name>/`.

    The same `run` again takes up what a killed crawl left: nothing that the run has filed is asked for twice.
    `loopback` names the `host:port` servers on this machine that may be asked, and without a delay.
    `progress` gets `{"event": "url", "source", "url", "outcome", "reason"}` for each address.
    A source that fails says so in its `error` and stops no other. Raises StorageError and CrawlError.
    """
    chosen = list(sources.values() if isinstance(sources, Mapping) else sources)
    found: dict[str, SourceStats] = {}
    if chosen:
        for event in _events("crawl", chosen, data=data, run=run, loopback=loopback, log=log):
            if event["event"] == "source":
                values = {key: value for key, value in event.items() if key != "event"}
                found[event["source"]] = SourceStats(**values)
            elif progress is not None:
                progress(event)
    missing = [source.name for source in chosen if source.name not in found]
    if missing:
        raise CrawlError(f"the crawler ended without an account of {', '.join(missing)}: run again")
    return CrawlStats(run=run, sources=found)


class Prober:
    """Asks single addresses of one source, one after the other, in one process: one gate, each robots.txt once.

    Nothing is stored. `requests` counts what was sent so far, robots.txt included; `sitemaps` is what the robots.txt
    of the host that was asked last names.
    """

    def __init__(
        self, source: Source, *, data: Path, loopback: frozenset[str] = frozenset(), log: Path | None = None
    ) -> None:
        self._addresses: SimpleQueue[str] = SimpleQueue()
        self._events = _events(
            "probe", [source], data=data, run="", loopback=loopback, log=log, addresses=self._addresses
        )
        self.requests = 0
        self.sitemaps: tuple[str, ...] = ()

    def __enter__(self) -> Prober:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._events.close()

    def ask(self, url: str) -> Page:
        """The answer to one polite request. Raises ProbeError."""
        self._addresses.put(url)
        event = next(self._events, None)
        if event is None:
            raise CrawlError("the crawler ended without an answer")
        self.requests, self.sitemaps = event["requests"], tuple(event["sitemaps"])
        if event["event"] == "refused":
            raise ProbeError(event["message"])
        return Page(**event["page"] | {"body": base64.b64decode(event["page"]["body"])})


def probe(source: Source, *, data: Path, loopback: frozenset[str] = frozenset(), log: Path | None = None) -> Page:
    """The answer to one polite request for the source's start address; nothing is stored. Raises ProbeError."""
    with Prober(source, data=data, loopback=loopback, log=log) as prober:
        return prober.ask(source.url)


def _events(
    task: str,
    sources: list[Source],
    *,
    data: Path,
    run: str,
    loopback: frozenset[str],
    log: Path | None,
    addresses: SimpleQueue[str] | None = None,
) -> Generator[dict[str, Any], None, None]:
    """The events of a child process that does the task. Its standard input stays open: closing it ends the child.

    With `addresses`, one of them is handed over before each event.
    """
    spec = {
        "task": task,
        "sources": [source.model_dump(mode="json") for source in sources],
        "data": str(data.resolve()),
        "run": run,
        "loopback": sorted(loopback),
        "log": str(log) if log else None,
    }
    with tempfile.TemporaryFile() as errors:
        # -P keeps a folder named crawler in the working directory out of the import path.
        child = subprocess.Popen(
            [sys.executable, "-P", "-m", "crawler.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=_environment(),
        )
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            _say(child.stdin, spec)
            while True:
                if addresses is not None:
                    _say(child.stdin, addresses.get())
                line = child.stdout.readline()
                if not line:
                    break
                event: dict[str, Any] = json.loads(line)
                if event["event"] == "fatal":
                    raise StorageError(event["errno"], event["message"], event["path"])
                yield event
            status = child.wait()
            if status:
                raise CrawlError(f"the crawler ended with status {status}: {_last_line(errors)}")
        except BrokenPipeError:
            raise CrawlError(f"the crawler could not start: {_last_line(errors)}") from None
        finally:
            child.kill()
            child.wait()
            child.stdout.close()
            with suppress(OSError):  # what was not sent any more has nobody to reach
                child.stdin.close()


def _say(stream: IO[bytes], message: object) -> None:
    stream.write(json.dumps(message).encode() + b"\n")
    stream.flush()


def _environment() -> dict[str, str]:
    """A proxy would resolve names in our place, past the guard."""
    own = str(Path(__file__).resolve().parent.parent)
    kept = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, (own, os.environ.get("PYTHONPATH"))))}


def _last_line(stream: Any) -> str:
    stream.seek(0)
    lines = stream.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:300] if lines else "it said nothing"
