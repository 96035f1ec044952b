"""One run a local date, also where clocks jump and machines sleep."""

from __future__ import annotations

import json
import subprocess
import sys
import time as clock
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

import schedule

from pipeline.lock import LockHeld

Run = Callable[[date], int]


def due_date(now: datetime, at: time) -> date:
    """The latest local date whose run is due.

    A date's run is due once the wall clock of that date has reached `at`: where the clock skips `at`, the first moment
    after it counts; where the clock shows `at` twice, the date is already done the second time.
    """
    return now.date() if now.time() >= at else now.date() - timedelta(days=1)


class Timetable:
    """Asks every half minute whether a run is due; remembers in `<data>/schedule.json` what is done.

    Of several missed dates only the latest is run. Nothing from before the first start counts as missed.
    """

    def __init__(self, data: Path, at: time, run: Run, *, now: Callable[[], datetime] = datetime.now) -> None:
        self._file = data / "schedule.json"
        self._at = at
        self._run = run
        self._now = now
        if self.last is None:
            self._remember(due_date(now(), at))

    @property
    def last(self) -> date | None:
        """The latest date whose run has ended."""
        try:
            return date.fromisoformat(json.loads(self._file.read_text())["last"])
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None

    def tick(self) -> int | None:
        """Runs what is due and returns its exit code; one that found the lock held is tried again at the next tick."""
        due, last = due_date(self._now(), self._at), self.last
        if last is not None and due <= last:
            return None
        code = self._run(due)
        if code != LockHeld.exit_code:
            self._remember(due)
        return code

    def keep(self) -> None:
        """Ticks until interrupted."""
        scheduler = schedule.Scheduler()
        scheduler.every(30).seconds.do(self.tick)
        self.tick()
        while True:
            scheduler.run_pending()
            clock.sleep(1)

    def _remember(self, done: date) -> None:
        fresh = self._file.with_suffix(".tmp")
        fresh.write_text(json.dumps({"last": done.isoformat()}))
        fresh.replace(self._file)


def run_in_child(arguments: Sequence[str]) -> Run:
    """A run as a process of its own (`cityfacts … run --key night-DATE`), so that nothing leaks from night to night."""

    def run(due: date) -> int:
        command = [sys.executable, "-P", "-m", "run_pipeline", *arguments, "--key", f"night-{due.isoformat()}"]
        return subprocess.run(command, check=False).returncode

    return run
