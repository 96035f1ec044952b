"""The `links` command's work: one answer for every line of a manifest, whatever the files hold."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

from crawler.links import find_links

PAGE_SECONDS = 8
"""What one page may take before its reader is ended; with the start of a new reader it stays below ten."""
MAX_FILE = 64 * 1024 * 1024
MAX_MEMORY = 4 * 1024**3


def links_manifest(
    lines: Iterable[dict[str, object]], folder: Path, *, page_seconds: int = PAGE_SECONDS
) -> Iterator[dict[str, object]]:
    """For each line `{"file", "url"?}` its `items` and `next`, in order; `file` is relative to `folder` and echoed.

    A page that cannot be read, or takes longer than `page_seconds`, has empty `items` and a line in `error`.
    The pages are read in a child process, so that one that hangs or breaks its parser costs that page alone.
    """
    with _Reader(page_seconds) as reader:
        for line in lines:
            name = line.get("file") if isinstance(line, dict) else None
            answer = {"file": name, "items": [], "next": []}
            if isinstance(name, str) and name:
                url = line.get("url")
                answer |= reader.read(folder / name, url if isinstance(url, str) else "")
            else:
                answer["error"] = 'the line has no "file"'
            yield answer


class _Reader:
    """A child process that answers one JSON line for each; it is started when needed and after it has died."""

    def __init__(self, page_seconds: int) -> None:
        self._page_seconds = page_seconds
        self._child: subprocess.Popen[str] | None = None

    def __enter__(self) -> _Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def read(self, path: Path, url: str) -> dict[str, object]:
        """The items and next pages of a file, or empty ones and an error."""
        child = self._child or self._start()
        assert child.stdin is not None
        assert child.stdout is not None
        reply = ""
        try:
            child.stdin.write(json.dumps({"path": str(path), "url": url}) + "\n")
            child.stdin.flush()
            reply = child.stdout.readline()
        except BrokenPipeError:
            pass
        if reply.endswith("\n"):
            answer: dict[str, object] = json.loads(reply)
            return answer
        status = child.wait()
        self._end()
        slow = status == -signal.SIGALRM
        return {
            "error": f"took longer than {self._page_seconds} s" if slow else f"its reader ended with status {status}"
        }

    def _start(self) -> subprocess.Popen[str]:
        root = str(Path(__file__).resolve().parent.parent)
        search = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
        self._child = subprocess.Popen(
            # -P keeps a folder named crawler in the working directory out of the import path.
            [sys.executable, "-P", "-m", "crawler.manifest", str(self._page_seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": search, "PYTHONIOENCODING": "utf-8"},
        )
        return self._child

    def _end(self) -> int | None:
        if self._child is None:
            return None
        child, self._child = self._child, None
        child.kill()
        child.communicate()
        return child.returncode


def _answer(path: Path, url: str) -> dict[str, object]:
    """The items and next pages of one file; anything that goes wrong is one line, for this file alone."""
    try:
        with path.open("rb") as file:
            body = file.read(MAX_FILE + 1)
        if len(body) > MAX_FILE:
            return {"error": f"{path.name} is larger than {MAX_FILE} bytes"}
        if not body:
            return {"error": f"{path.name} is empty"}
        page = find_links(body, url)
    except OSError as error:
        return {"error": f"{path.name} cannot be read: {error.strerror or error}"}
    except Exception as error:
        return {"error": f"{path.name} cannot be read: {type(error).__name__}: {str(error)[:200]}".replace("\n", " ")}
    items = [{"url": link.url, "title": link.title, "date": link.date} for link in page.items]
    return {"items": items, "next": list(page.next)}


def _serve(page_seconds: int) -> None:
    """Answers the lines of standard input; the alarm ends the process with the page that takes too long."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    for line in sys.stdin:
        request = json.loads(line)
        signal.alarm(page_seconds)
        answer = _answer(Path(request["path"]), request["url"])
        signal.alarm(0)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
