"""Retry-After in every spelling: no request earlier than told, kept over restarts, and for every source on the host."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from hostile import HTML, Behaviour, Hostile, Peer, hostile, source
from watched import ledger, watched

from crawler.frontier import Frontier
from crawler.source import Source


@pytest.fixture
def server() -> Iterator[Hostile]:
    with hostile() as running:
        yield running


def busy(value: str, *headers: bytes, status: str = "503 Busy", times: int = 99) -> Behaviour:
    """Wants to be left alone so many times, then answers."""
    left = [times]

    async def behave(peer: Peer) -> None:
        left[0] -= 1
        told = (b"Retry-After: " + value.encode(),) if value else ()
        await (peer.answer(b"", status, *told, *headers) if left[0] >= 0 else peer.answer(HTML))

    return behave


def http_date(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)


NOW = datetime.now(UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# How long the host is left alone, and so everything of a source on it.
LONG: dict[str, tuple[str, timedelta]] = {
    "seconds": ("7200", 2 * HOUR),
    "date": (http_date(NOW + 2 * HOUR), 2 * HOUR),
    "old-style-date": ((NOW + 2 * HOUR).strftime("%A, %d-%b-%y %H:%M:%S GMT"), 2 * HOUR),
    "ten-years-in-seconds": ("315360000", DAY),
    "ten-years-as-date": (http_date(NOW + 3650 * DAY), DAY),
    "more-digits-than-time": ("9" * 400, DAY),
    "year-99999": ("Fri, 31 Dec 99999 23:59:59 GMT", timedelta(minutes=10)),
    "words": ("tomorrow", timedelta(minutes=10)),
    "negative": ("-30", timedelta(minutes=10)),
    "fraction": ("1.5", timedelta(minutes=10)),
    "nothing": ("", timedelta(minutes=10)),
}


def kept(data: Path, name: str) -> datetime:
    with Frontier.open_readonly(data / "sources" / name / "state.sqlite") as state:
        ((_, until, _),) = state.hosts()
    assert until is not None
    return until


def test_a_long_one_is_kept_for_every_source_and_every_later_run(server: Hostile, tmp_path: Path) -> None:
    ports = {name: server.add(busy(value)) for name, (value, _) in LONG.items()}
    slow_clock = busy(http_date(NOW), b"Date: " + http_date(NOW - HOUR).encode())
    ports |= {"slow-clock": server.add(slow_clock), "robots": server.add(routes={"/robots.txt": busy("7200")})}
    waits = {name: wait for name, (_, wait) in LONG.items()} | {"slow-clock": HOUR, "robots": 2 * HOUR}
    began = datetime.now(UTC)
    watched([source(name, port) for name, port in ports.items()], tmp_path, ports.values())
    for name, port in ports.items():
        until = kept(tmp_path, name)
        assert waits[name] <= until - NOW + timedelta(seconds=2), name
        assert until <= began + waits[name] + timedelta(seconds=60), name
        reason = "robots_unreachable" if name == "robots" else "host_busy"
        assert {row.reason for row in ledger(tmp_path, name).values()} <= {reason, "index"}, name
        assert len(server.of(port, "/page")) == (name != "robots"), name
    server.asked.clear()
    again: list[Source] = [source(name, port) for name, port in ports.items()]
    again += [source(f"other-{name}", port) for name, port in ports.items()]
    found = watched(again, tmp_path, ports.values(), run="r2")
    assert server.asked == []
    assert all("left alone until" in str(told.error) for told in found.sources.values())


def test_when_the_time_is_over_it_is_asked_again(server: Hostile, tmp_path: Path) -> None:
    port = server.add(busy("86400", times=1))
    watched([source("later", port)], tmp_path, [port])
    with closing(sqlite3.connect(tmp_path / "sources" / "later" / "state.sqlite")) as database, database:
        database.execute("UPDATE hosts SET retry_at = '2026-01-01T00:00:00Z'")
    found = watched([source("later", port)], tmp_path, [port], run="r2")
    assert found.sources["later"].fetched == 2


@pytest.mark.parametrize(("value", "seconds"), [("3", 3.0), (http_date(NOW - DAY), 0.0)], ids=["seconds", "past-date"])
def test_a_short_one_is_waited_for_by_all(server: Hostile, tmp_path: Path, value: str, seconds: float) -> None:
    port = server.add(busy(value, status="429 Slow down", times=1))
    found = watched([source("first", port), source("second", port)], tmp_path, [port])
    assert [told.fetched for told in found.sources.values()] == [2, 2]
    asked = server.of(port)
    told = next(n for n, one in enumerate(asked) if one.path == "/page")
    assert asked[told + 1].at - asked[told].at >= seconds
