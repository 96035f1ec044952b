"""One run a local date, none lost and none twice, wherever the clocks jump."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pipeline.lock import LockHeld
from pipeline.timetable import Timetable, due_date

# Half an hour of summer time, summer time broken off for Ramadan, a skipped calendar day in 2011, …
ZONES = ("America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia", "Europe/London", "UTC")


def wall_clock(zone: str, start: datetime, end: datetime, step: timedelta) -> Iterator[datetime]:
    moment = start
    while moment < end:
        yield moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        moment += step


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("at", [time(1, 30), time(2, 30)], ids=str)
def test_every_local_date_has_one_run_over_three_years(zone: str, at: time) -> None:
    start, end = datetime(2024, 1, 1, 12, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    done: list[date] = []
    last = due_date(next(wall_clock(zone, start, end, timedelta(minutes=15))), at)
    first = last
    for now in wall_clock(zone, start, end, timedelta(minutes=15)):
        due = due_date(now, at)
        if due > last:
            done.append(due)
            last = due
    assert done == [first + timedelta(days=n + 1) for n in range(len(done))]
    assert len(done) >= 3 * 365


class Nights:
    def __init__(self, code: int = 0) -> None:
        self.dates: list[date] = []
        self.code = code

    def __call__(self, due: date) -> int:
        self.dates.append(due)
        return self.code


@pytest.mark.parametrize("away", [timedelta(hours=23), timedelta(days=3), timedelta(days=40)], ids=str)
def test_missed_nights_are_caught_up_once(tmp_path: Path, away: timedelta) -> None:
    evening = datetime(2026, 5, 1, 20)
    nights = Nights()
    Timetable(tmp_path, time(2, 30), nights, now=lambda: evening)
    later = Timetable(tmp_path, time(2, 30), nights, now=lambda: evening + away)
    later.tick()
    later.tick()
    assert nights.dates == [(evening + away).date()]


def test_nothing_was_missed_before_the_first_start(tmp_path: Path) -> None:
    nights = Nights()
    assert Timetable(tmp_path, time(2, 30), nights, now=lambda: datetime(2026, 5, 1, 20)).tick() is None
    assert nights.dates == []


def test_a_held_lock_is_tried_again_and_a_failed_run_is_not(tmp_path: Path) -> None:
    moment = [datetime(2026, 5, 1, 20)]
    nights = Nights(LockHeld.exit_code)
    timetable = Timetable(tmp_path, time(2, 30), nights, now=lambda: moment[0])
    moment[0] += timedelta(hours=8)
    timetable.tick()
    nights.code = 1
    timetable.tick()
    timetable.tick()
    assert nights.dates == [date(2026, 5, 2)] * 2
