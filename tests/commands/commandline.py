"""The program as a user types it: a process of its own, its words and its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# -P: nothing in the working directory is taken for one of our modules.
PROGRAM = (sys.executable, "-P", "-m", "run_pipeline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str
    seconds: float

    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def line(self) -> str:
        """The one line of an error. Fails where there are more, or a traceback."""
        lines = self.err.strip().splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].startswith("Error: "), self.err
        return lines[0].removeprefix("Error: ")


def cityfacts(
    *arguments: object, data: Path | None = None, code: int | None = 0, before: Sequence[str] = (), timeout: float = 110
) -> Answer:
    """Runs a command, which must end with `code` (None: with any) and without a traceback.

    `before` are the words of a program that starts ours, such as `setpriv`.
    """
    folder = ["--data", str(data)] if data is not None else []
    started = time.monotonic()
    done = subprocess.run(
        [*before, *PROGRAM, *folder, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
        env={name: value for name, value in os.environ.items() if name != "CITYFACTS_DATA"},
    )
    answer = Answer(code=done.returncode, out=done.stdout, err=done.stderr, seconds=time.monotonic() - started)
    assert "Traceback" not in answer.err + answer.out, answer.err
    assert code is None or answer.code == code, answer.out + answer.err
    return answer
