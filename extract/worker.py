"""Reading in a child process that can be killed: no page can hang or exhaust the run.

The child answers JSON lines on standard output to JSON lines on standard input, one request at a time:
`{"file": PATH, "url"?, "fetched_at"?}` for a local file, `{"warc": PATH, "offset": N, "folder": PATH}` for an archived
page, either with `"source": {…}` and `"listed": {"title", "date"}` where they are known.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from threading import local
from types import TracebackType
from typing import IO, Any

from extract.serialize import JsonObject, to_json
from extract.types import NotADocument

CPU_SECONDS = 8.0
# Only a page that waits without working (a pipe, a dead network folder) gets that far. What a page may cost is CPU
# time, which a busy machine does not change, so the same night ends the same everywhere.
WALL_SECONDS = 60.0
START_SECONDS = 120.0
# What one page may add to the memory of a loaded child.
MEMORY_BYTES = 1 << 30


class Worker:
    """One child process; a page that kills it or takes too long is answered as `timeout`, and a new child goes on."""

    def __init__(self, *, wall_seconds: float = WALL_SECONDS) -> None:
        self._wall_seconds = wall_seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._rest = b""

    def read(self, request: JsonObject) -> JsonObject:
        """What `to_json` says of the requested page; never raises for what a page does."""
        started = time.monotonic()
        try:
            child = self._ready_child()
            started = time.monotonic()
            assert child.stdin is not None
            child.stdin.write(json.dumps(request).encode() + b"\n")
            child.stdin.flush()
            answer: JsonObject = json.loads(self._line(self._wall_seconds))
        except (BrokenPipeError, EOFError, TimeoutError):
            reason = self._ended()
            seconds = time.monotonic() - started
            return to_json(NotADocument(code="timeout", detail=f"reading was stopped after {seconds:.0f} s: {reason}"))
        return answer

    def close(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout):
                if pipe is not None:
                    pipe.close()
            self._child = None
            self._rest = b""

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def _ready_child(self) -> subprocess.Popen[bytes]:
        if self._child is None:
            # -P: a file named like one of our modules in the user's folder must not be imported instead.
            command = [sys.executable, "-P", "-m", "extract.worker"]
            self._child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_child_env())
            try:
                self._line(START_SECONDS)
            except (EOFError, TimeoutError):
                self.close()
                raise RuntimeError("the reading process does not start; `cityfacts extract FILE` shows why") from None
        return self._child

    def _line(self, seconds: float) -> bytes:
        """The child's next line. Raises EOFError where it died and TimeoutError where it is late."""
        assert self._child is not None
        assert self._child.stdout is not None
        deadline = time.monotonic() + seconds
        while b"\n" not in self._rest:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self._child.stdout], [], [], left)[0]:
                raise TimeoutError
            chunk = os.read(self._child.stdout.fileno(), 1 << 16)
            if not chunk:
                raise EOFError
            self._rest += chunk
        line, _, self._rest = self._rest.partition(b"\n")
        return line

    def _ended(self) -> str:
        child = self._child
        code = child.poll() if child is not None else None
        self.close()
        if code is None:
            return "it took too long"
        return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def read_all(requests: Iterable[JsonObject], *, workers: int = 1) -> Iterator[tuple[JsonObject, JsonObject]]:
    """(request, answer) in the order of the requests, read by `workers` children; few requests are held at a time."""
    own = local()
    opened: list[Worker] = []

    def read(request: JsonObject) -> JsonObject:
        if not hasattr(own, "worker"):
            own.worker = Worker()
            opened.append(own.worker)
        answer: JsonObject = own.worker.read(request)
        return answer

    waiting: list[tuple[JsonObject, Future[JsonObject]]] = []
    source = iter(requests)
    with ThreadPoolExecutor(max_workers=workers) as pool:
        try:
            while True:
                fresh = islice(source, 4 * workers - len(waiting))
                waiting += [(request, pool.submit(read, request)) for request in fresh]
                if not waiting:
                    return
                request, answer = waiting.pop(0)
                yield request, answer.result()
        finally:
            for _, future in waiting:
                future.cancel()
            for worker in opened:
                worker.close()


def answer(request: JsonObject) -> JsonObject:
    """Reads one page, in the calling process and without its limits."""
    from crawler.archive import read_page
    from crawler.page import WarcRef, page_from_file
    from crawler.source import Source
    from extract.pipeline import Listed, extract

    source = Source.model_validate(request["source"]) if request.get("source") else None
    listed = Listed(**request["listed"]) if request.get("listed") else None
    try:
        if "warc" in request:
            page = read_page(Path(request["folder"]), WarcRef(file=request["warc"], offset=request["offset"]))
        else:
            page = page_from_file(Path(request["file"]), url=request.get("url"), fetched_at=request.get("fetched_at"))
    except (OSError, EOFError, ValueError) as error:
        return to_json(NotADocument(code="unreadable", detail=_one_line(error)))
    try:
        return to_json(extract(page, source, listed))
    except MemoryError:
        return to_json(NotADocument(code="timeout", detail="reading needs more memory than it may have"))
    except Exception as error:  # a page that breaks a rule of ours must not cost the others
        return to_json(NotADocument(code="internal_error", detail=_one_line(error)))


def _one_line(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:500]


def _child_env() -> dict[str, str]:
    """One thread a child: many small arrays gain nothing from more, and workers would fight over the cores."""
    own = str(Path(__file__).resolve().parent.parent)
    path = os.pathsep.join(filter(None, (own, os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def _limit_memory() -> None:
    statm = Path("/proc/self/statm")
    if statm.is_file():
        pages = int(statm.read_text().split()[0])
        limit = pages * resource.getpagesize() + MEMORY_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    from extract.nlp import load_pipeline
    from extract.recognition.choice import chosen, load_model

    load_pipeline()
    load_model(chosen())
    _limit_memory()
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    _send(answers, {"ready": True})
    for line in requests:
        # SIGPROF counts the CPU time of this process and ends it, also inside C code.
        signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
        result = answer(json.loads(line))
        signal.setitimer(signal.ITIMER_PROF, 0)
        _send(answers, result)


def _send(answers: IO[bytes], row: dict[str, Any]) -> None:
    answers.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    answers.flush()


if __name__ == "__main__":
    # Standard output carries answers alone: whatever a library prints goes to standard error.
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _serve(sys.stdin.buffer, replies)
