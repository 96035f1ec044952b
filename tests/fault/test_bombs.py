"""Twelve bodies that are far larger unpacked: refused in time, and never held in memory."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path

import bombs
import pytest
from hostile import CHUNK, Behaviour, Hostile, Peer, hostile, source, text
from watched import MIB, ledger, watched


@pytest.fixture
def server() -> Iterator[Hostile]:
    with hostile() as running:
        yield running


def packed(body: bytes, encoding: str) -> Behaviour:
    return text(body, "200 OK", b"Content-Encoding: " + encoding.encode())


async def plain(peer: Peer) -> None:
    """A gigabyte that nobody announced."""
    await peer.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(1024 * MIB // len(CHUNK)):
        await peer.send(CHUNK)


CASES: dict[str, tuple[Callable[[], Behaviour], str]] = {
    "gzip": (lambda: packed(bombs.gz(), "gzip"), "too_large"),
    "x-gzip": (lambda: packed(bombs.gz(), "x-gzip"), "too_large"),
    "deflate": (lambda: packed(bombs.deflate(), "deflate"), "too_large"),
    "raw-deflate": (lambda: packed(bombs.deflate(-15), "deflate"), "too_large"),
    "brotli": (lambda: packed(bombs.br(), "br"), "too_large"),
    "zstd": (lambda: packed(bombs.zst(), "zstd"), "too_large"),
    "gzip-in-gzip": (lambda: packed(bombs.nested(5), "gzip, gzip, gzip, gzip, gzip"), "too_large"),
    "brotli-in-gzip": (lambda: packed(gzip.compress(bombs.br()), "br, gzip"), "too_large"),
    "plain": (lambda: plain, "too_large"),
    "docx": (lambda: text(bombs.docx(), "200 OK", b"Content-Type: text/html"), "content_type"),
}


def test_bombs_are_refused_and_never_held_in_memory(server: Hostile, tmp_path: Path) -> None:
    ports = {name: server.add(make()) for name, (make, _) in CASES.items()}
    sitemap = server.add(routes={"/feed.xml": text(bombs.gz(), "200 OK", b"Content-Type: application/gzip")})
    pdf = server.add(text(bombs.pdf(), "200 OK", b"Content-Type: application/pdf"))
    sources = [source(name, port, limits={"timeout": 20}) for name, port in ports.items()]
    sources += [source("sitemap", sitemap, kind="sitemap"), source("pdf", pdf)]
    assert len(sources) == 12
    found = watched(sources, tmp_path, [*ports.values(), sitemap, pdf])
    for name, (_, reason) in CASES.items():
        rows = ledger(tmp_path, name)
        assert (rows["/page"].reason, rows["/after"].outcome) == (reason, "fetched"), name
    assert "0 items found" in str(found.sources["sitemap"].error)
    # A small PDF is kept as it is; it is opened in the reading's child process, which has limits of its own.
    assert ledger(tmp_path, "pdf")["/page"].outcome == "fetched"
    assert found.peak <= found.base + 150 * MIB, f"{found.base / MIB:.0f} MiB grew to {found.peak / MIB:.0f} MiB"
    for name, port in ports.items():
        (page,), (after,) = server.of(port, "/page"), server.of(port, "/after")
        assert after.at - page.at <= 5, name
