"""The program as a user types it: a process of its own, its words and its exit code."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parents[2] / "docs" / "commands.md"
EXIT_CODES = {int(code) for code in re.findall(r"^\| (\d+) \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE)}
"""Those that docs/commands.md explains: there are no others."""
# -P: nothing in the working directory is taken for one of our modules.
PROGRAM = (sys.executable, "-P", "-m", "run_pipeline")
WITH_LOOPBACK = (sys.executable, "-P", str(Path(__file__).with_name("loopback.py")))


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


def command(*arguments: object, data: Path | None = None, loopback: str | None = None) -> list[str]:
    """The words that start the program. `loopback` are the servers of this machine that it may ask (loopback.py)."""
    program = [*WITH_LOOPBACK, loopback] if loopback else [*PROGRAM]
    return [*program, *(["--data", str(data)] if data is not None else []), *map(str, arguments)]


def cityfacts(
    *arguments: object,
    data: Path | None = None,
    code: int | None = 0,
    loopback: str | None = None,
    before: Sequence[str] = (),
    timeout: float = 110,
) -> Answer:
    """Runs a command, which must end with `code` (None: with any) and without a traceback.

    `before` are the words of a program that starts ours, such as `setpriv`.
    """
    started = time.monotonic()
    done = subprocess.run(
        [*before, *command(*arguments, data=data, loopback=loopback)],
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
        env=environment(),
    )
    answer = Answer(code=done.returncode, out=done.stdout, err=done.stderr, seconds=time.monotonic() - started)
    assert "Traceback" not in answer.err + answer.out, answer.err
    assert answer.code in EXIT_CODES, answer.err
    assert code is None or answer.code == code, answer.out + answer.err
    return answer


def environment() -> dict[str, str]:
    """Ours without a data folder that a user may have named."""
    return {name: value for name, value in os.environ.items() if name != "CITYFACTS_DATA"}
