"""Every request ends in time, under the right reason, whatever the server does; and the run goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import CHUNK, HTML, Behaviour, Hostile, Peer, feed, hostile, source, text
from watched import MIB, ledger, watched

from crawler.archive import iter_pages

TIMEOUT = 2.0


@pytest.fixture
def server() -> Iterator[Hostile]:
    with hostile() as running:
        yield running


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def says(*parts: bytes, end: str = "close") -> Behaviour:
    """Sends these bytes, then closes, resets, stalls or keeps the connection for the next request."""

    async def behave(peer: Peer) -> None:
        await peer.send(*parts)
        if end == "stall":
            await peer.stall()
        elif end == "reset":
            await asyncio.sleep(0.05)
            peer.reset()
        if end != "keep":
            peer.writer.close()

    return behave


def endless(head: bytes, again: bytes, most: int = 100 * MIB) -> Behaviour:
    async def behave(peer: Peer) -> None:
        await peer.send(head)
        for _ in range(most // len(again)):
            await peer.send(again)
        peer.writer.close()

    return behave


def drips(head: bytes, data: bytes) -> Behaviour:
    async def behave(peer: Peer) -> None:
        await peer.send(head)
        await peer.drip(data)

    return behave


def sized(length: bytes, body: bytes = HTML) -> bytes:
    return OK + b"Content-Length: " + length + b"\r\n\r\n" + body


CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
FIXTURES: dict[str, tuple[Behaviour, str]] = {
    "hang-before-headers": (says(end="stall"), "timeout"),
    "hang-in-headers": (says(OK, end="stall"), "timeout"),
    "hang-after-headers": (says(sized(b"5000", b""), end="stall"), "timeout"),
    "hang-in-body": (says(sized(b"5000"), end="stall"), "timeout"),
    "hang-in-chunk": (says(CHUNKED, b"400\r\nhalf", end="stall"), "timeout"),
    "slow-headers": (drips(b"", OK * 9), "timeout"),
    "slow-body": (drips(sized(b"5000", b""), HTML * 9), "timeout"),
    "close-at-once": (says(), "connection_broken"),
    "close-in-headers": (says(OK), "connection_broken"),
    "reset-at-once": (says(end="reset"), "connection_broken"),
    "reset-in-headers": (says(OK, end="reset"), "connection_broken"),
    "reset-in-body": (says(sized(b"5000"), end="reset"), "cut_short"),
    "short-body": (says(sized(b"5000")), "cut_short"),
    "cut-in-chunk": (says(CHUNKED, b"400\r\nhalf"), "cut_short"),
    "no-last-chunk": (says(CHUNKED, b"4\r\nhalf\r\n"), "cut_short"),
    "negative-length": (says(sized(b"-5")), "bad_response"),
    "length-in-words": (says(sized(b"long")), "bad_response"),
    "two-lengths": (says(sized(b"9\r\nContent-Length: 90")), "bad_response"),
    "huge-length": (says(sized(b"1099511627776"), end="stall"), "too_large"),
    "bad-chunk-size": (says(CHUNKED, b"zz\r\nhalf\r\n"), "cut_short"),
    "long-chunk-size": (says(CHUNKED, b"0" * 5000 + b"4\r\nhalf\r\n"), "cut_short"),
    "unknown-transfer": (says(OK + b"Transfer-Encoding: rot13\r\n\r\n", HTML), "bad_response"),
    "unknown-encoding": (says(OK + b"Content-Encoding: rot13\r\n\r\n", bytes(range(256)) * 9), "content_type"),
    "broken-gzip": (says(OK + b"Content-Encoding: gzip\r\n\r\n", HTML), "bad_response"),
    "endless-body": (endless(OK + b"\r\n", CHUNK), "too_large"),
    "endless-chunks": (endless(CHUNKED, b"10000\r\n" + CHUNK + b"\r\n"), "too_large"),
    "endless-small-chunks": (endless(CHUNKED, b"1\r\nx\r\n" * 9000), "timeout"),
    "one-large-header": (endless(OK + b"X-Long: ", CHUNK, 50 * MIB), "too_large"),
    "folded-header": (endless(OK + b"X-Long: x\r\n", b" folded line\r\n" * 5000, 50 * MIB), "too_large"),
    "many-headers": (says(OK, b"".join(b"X-%d: x\r\n" % n for n in range(100_000)), b"\r\n"), "too_large"),
    "501-headers": (says(OK, b"".join(b"X-%d: x\r\n" % n for n in range(501)), b"\r\n", HTML), "too_large"),
    "endless-continue": (endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 2000, 50 * MIB), "too_large"),
    "http-09": (says(HTML), "bad_response"),
    "status-in-words": (says(b"HTTP/1.1 fine\r\n\r\n", HTML), "bad_response"),
    "tls-bytes": (says(b"\x15\x03\x01\x00\x02\x02\x28"), "bad_response"),
    "http-2-bytes": (says(b"\0\0\x12\x04\0\0\0\0\0\0\0\0\0\0\0\0\x08\x07\0\0\0\0\0\0\0\0\0\0\0\0"), "bad_response"),
    "partial-content": (says(b"HTTP/1.1 206 Partial\r\nContent-Length: 4\r\n\r\nhalf"), "http_206"),
    "unasked-304": (says(b"HTTP/1.1 304 Not Modified\r\n\r\n"), "bad_response"),
    "status-999": (says(b"HTTP/1.1 999 No\r\nContent-Length: 0\r\n\r\n"), "http_999"),
}
HARMLESS: dict[str, Behaviour] = {
    "same-length-twice": says(sized(b"%d\r\nContent-Length: %d" % (len(HTML), len(HTML)))),
    "no-length": says(OK + b"\r\n", HTML),
    "line-without-colon": says(OK + b"no colon here\r\n" + b"\r\n", HTML),
    "more-than-announced": says(sized(b"%d" % len(HTML)), OK + b"Content-Length: 6\r\n\r\nforged", end="keep"),
}


def limits(name: str) -> dict[str, float]:
    """What is endless is to be stopped by its size, so it gets the time to grow."""
    return {"timeout": 20.0 if FIXTURES.get(name, (None, ""))[1] == "too_large" else TIMEOUT}


def test_each_answer_ends_in_time_under_its_reason(server: Hostile, tmp_path: Path) -> None:
    ports = {name: server.add(behaviour) for name, (behaviour, _) in FIXTURES.items()}
    ports |= {name: server.add(behaviour) for name, behaviour in HARMLESS.items()}
    assert len(FIXTURES) >= 30
    found = watched([source(name, port, limits=limits(name)) for name, port in ports.items()], tmp_path, ports.values())
    wrong: list[tuple[object, ...]] = []
    for name, port in ports.items():
        rows = ledger(tmp_path, name)
        expected = FIXTURES[name][1] if name in FIXTURES else None
        if (rows["/page"].reason, rows["/page"].outcome == "fetched") != (expected, expected is None):
            wrong.append((name, rows["/page"].outcome, rows["/page"].reason, expected))
        if rows["/after"].outcome != "fetched":
            wrong.append((name, "/after", rows["/after"].reason))
        spent = max(asked.ended - asked.at for asked in server.of(port, "/page"))
        if spent > limits(name)["timeout"] + 2:
            wrong.append((name, f"{spent:.1f} s"))
    assert wrong == []
    assert found.peak <= 300 * MIB, f"{found.peak / MIB:.0f} MiB"


def test_a_body_in_many_small_chunks_is_whole(server: Hostile, tmp_path: Path) -> None:
    body = HTML.replace(b"Monday", b"".join(b"%d " % n for n in range(5000)))
    chunks = b"".join(
        b"%x\r\n%s\r\n" % (len(part), part) for part in (body[at : at + 3] for at in range(0, len(body), 3))
    )
    port = server.add(says(CHUNKED, chunks, b"0\r\n\r\n", end="keep"))
    watched([source("chunks", port, limits={"timeout": 20.0})], tmp_path, [port])
    archive = next((tmp_path / "sources" / "chunks").rglob("*.warc.gz"))
    page = next(page for page in iter_pages(archive) if page.url.endswith("/page"))
    assert page.body == body
    assert ledger(tmp_path, "chunks")["/after"].outcome == "fetched"


RAW: dict[str, tuple[str, Behaviour, str]] = {
    "plain-http-for-tls": ("https", says(OK + b"\r\n", HTML), "tls"),
    "tls-garbage": ("https", says(b"\x16\x03\x01\xff\xff" + b"\0" * 400), "tls"),
    "tls-alert": ("https", says(b"\x15\x03\x03\x00\x02\x02\x28"), "tls"),
    "tls-hang": ("https", says(end="stall"), "timeout"),
    "robots-hang": ("http", says(end="stall"), "timeout"),
}


def test_hosts_that_answer_nothing_at_all(server: Hostile, tmp_path: Path) -> None:
    ports = {name: server.add(raw=behaviour) for name, (_, behaviour, _) in RAW.items()}
    sources = [source(name, ports[name], scheme=scheme) for name, (scheme, _, _) in RAW.items()]
    found = watched(sources, tmp_path, ports.values())
    for name, (_, _, reason) in RAW.items():
        assert found.sources[name].reasons == {"robots_unreachable": 1}, name
        assert f"({reason})" in str(found.sources[name].error), name
        assert all(asked.ended - asked.at <= TIMEOUT + 2 for asked in server.of(ports[name])), name


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_other_hosts_are_not_held_up(server: Hostile, tmp_path: Path) -> None:
    """A site asked every 50 ms keeps nine tenths of its pages a second once all of the above are asked beside it."""

    def calm() -> int:
        paths = [f"/news/{n}" for n in range(200)]
        routes: dict[str, Behaviour] = {path: text(HTML.replace(b"Monday", path.encode())) for path in paths}
        port = server.add(routes=routes)
        routes["/feed.xml"] = feed(*(f"http://127.0.0.1:{port}{path}" for path in paths))
        return port

    def pages_a_second(port: int, since: float = 0.0) -> float:
        asked = [one.at for one in server.of(port) if one.at >= since]
        return (len(asked) - 1) / (max(asked) - min(asked))

    alone, beside = calm(), calm()
    pace = {"delay": 0.05}
    first = watched([source("alone", alone, limits=pace)], tmp_path, [alone])
    ports = {name: server.add(behaviour) for name, (behaviour, _) in FIXTURES.items()}
    sources = [
        source("beside", beside, limits=pace),
        *(source(name, port, limits=limits(name)) for name, port in ports.items()),
    ]
    second = watched(sources, tmp_path, [beside, *ports.values()])
    assert (first.sources["alone"].fetched, second.sources["beside"].fetched) == (200, 200)
    all_begun = max(min(asked.at for asked in server.of(port)) for port in ports.values())
    assert len([asked for asked in server.of(beside) if asked.at > all_begun]) >= 100
    assert pages_a_second(beside, all_begun) >= 0.9 * pages_a_second(alone)
