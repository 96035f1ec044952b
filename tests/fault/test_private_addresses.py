"""Nothing is ever connected to that is not on the public internet: every spelling, by every way that leads to it."""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hostile import HTML, Behaviour, Hostile, feed, hostile, redirect, source, text
from pydantic import ValidationError
from watched import ledger, watched

from crawler.source import Source

NAMES = {
    "inside.example": ["127.0.0.1"],
    "lan.example": ["10.0.0.1"],
    "metadata.example": ["169.254.169.254"],
    "127.0.0.1.nip.example": ["127.0.0.1"],
}
# The first answer is a public address, which the network of the test refuses; what follows is what an attacker wants.
REBINDING = {
    "rebinds.example": ["93.184.215.14", "127.0.0.1"],
    "rebinds-back.example": ["127.0.0.1", "93.184.215.14", "127.0.0.1"],
    "alternates.example": ["93.184.215.14", "127.0.0.1", "93.184.215.14", "127.0.0.1"],
}
SPELLINGS = """
127.0.0.1 127.1 127.0.1 127.8.9.1 2130706433 0x7f000001 0x7F.1 017700000001 0177.0.0.1 127.0.0.1. 0 0.0.0.0 10.0.0.1
172.16.0.1 172.31.255.254 192.168.1.1 169.254.169.254 100.64.0.1 192.0.0.8 198.18.0.1 224.0.0.1 239.255.255.250
240.0.0.1 255.255.255.255 [::1] [::] [fd00::1] [fe80::1] [fec0::1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::127.0.0.1]
[64:ff9b::7f00:1] [64:ff9b:1::7f00:1] [2002:7f00:1::] [2001:0:7f00:1::] [ff02::1] [ff0e::1] localhost localhost.
LOCALHOST foo.localhost printer.local metadata.google.internal user:secret@127.0.0.1 example.org@127.0.0.1
127。0。0。1 １２７.0.0.1 127.0.0.1%2e ①②⑦.0.0.1
"""
HOSTS = [*SPELLINGS.split(), *NAMES]
NO_START = re.compile("@|%2e")
"""What a source file may not even name."""
SCHEMES = [
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "data:text/html,x",
    "ftp://127.0.0.1/x",
    "s3://bucket/key",
    "gopher://127.0.0.1:70/x",
    "javascript:alert(1)",
    "//127.0.0.1/x",
]


@dataclass
class Canary:
    """Listens on one port of every address of this machine, and notes who connects."""

    port: int = 0
    heard: list[str] = field(default_factory=list)


@pytest.fixture
def server() -> Iterator[Hostile]:
    with hostile() as running:
        yield running


@pytest.fixture
def canary() -> Iterator[Canary]:
    with canary_on() as running:
        yield running


@contextmanager
def canary_on() -> Iterator[Canary]:
    found = Canary()
    with socket.socket(socket.AF_INET6) as listener:
        listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        listener.bind(("::", 0))
        listener.listen()
        found.port = listener.getsockname()[1]

        def listen() -> None:
            while True:
                try:
                    connection, peer = listener.accept()
                except OSError:
                    return
                found.heard.append(str(peer))
                connection.close()

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield found
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(5)


class Net:
    """The network as the crawler's process sees it: names as told, and what was connected to."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder, self._log = folder, folder / "connections.txt"
        self._log.touch()
        monkeypatch.setenv("PYTHONPATH", str(Path(__file__).with_name("net")))
        monkeypatch.setenv("CITYFACTS_TEST_NET", str(folder / "net.json"))

    def allow(self, ports: list[int], names: dict[str, list[str]]) -> None:
        told = {"names": names, "log": str(self._log), "allowed": [f"127.0.0.1:{port}" for port in ports]}
        (self._folder / "net.json").write_text(json.dumps(told))

    def connected(self) -> set[str]:
        return set(self._log.read_text().split())


@pytest.fixture
def net(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Net:
    return Net(tmp_path, monkeypatch)


def pages(targets: list[str]) -> dict[str, Behaviour]:
    """Articles that name a target in every place where a crawler might find it."""
    return {
        f"/page/{n}": text(
            f'<html><head><title>The council met {n}</title><meta http-equiv="refresh" content="0;url={target}">'
            f'<link rel="canonical" href="{target}"><link rel="next" href="{target}"><link rel="icon" href="{target}">'
            f'<base href="{target}"></head><body><h1>The council met {n}</h1><p>It met on Monday.</p>'
            f'<img src="{target}"><iframe src="{target}"></iframe><a href="{target}">more</a></body></html>'
        )
        for n, target in enumerate(targets)
    }


def listing(targets: list[str]) -> Behaviour:
    items = "".join(
        f'<li><a href="{target}">The council has approved the plan number {n}</a> <span>2026-11-03</span></li>'
        for n, target in enumerate(targets)
    )
    more = f'<a rel="next" href="{targets[0]}">Next</a>'
    return text(f"<html><body><h1>News</h1><ul>{items}</ul>{more}</body></html>")


def sitemap(targets: list[str], kind: str = "url") -> Behaviour:
    entries = "".join(f"<{kind}><loc>{target}</loc></{kind}>" for target in targets)
    root = "urlset" if kind == "url" else "sitemapindex"
    return text(f"<{root}>{entries}</{root}>", "200 OK", b"Content-Type: application/xml")


def test_no_way_leads_to_an_address_that_is_not_public(
    server: Hostile, canary: Canary, net: Net, tmp_path: Path
) -> None:
    assert len(HOSTS) >= 40
    targets = [f"http://{host}:{canary.port}/secret" for host in HOSTS] + SCHEMES
    hops: dict[str, Behaviour] = {f"/hop/{n}": redirect(target) for n, target in enumerate(targets)}
    routes = hops | pages(targets)
    routes["/robots.txt"] = text(
        "\n".join(["User-agent: *", "Disallow:", *(f"Sitemap: {target}" for target in targets)])
    )
    routes |= {"/list": listing(targets), "/map.xml": sitemap(targets), "/index.xml": sitemap(targets, "sitemap")}
    port = server.add(routes=routes)
    base = f"http://127.0.0.1:{port}"
    routes["/links.xml"] = feed(*targets)
    routes["/hops.xml"] = feed(*(base + path for path in hops))
    routes["/pages.xml"] = feed(*(base + path for path in routes if path.startswith("/page/")))
    anywhere: dict[str, Any] = {"allow": ["://"], "limits": {"pages": 5000}}
    sources = [
        source("links", port, path="/links.xml", **anywhere),
        source("hops", port, path="/hops.xml", **anywhere),
        source("pages", port, path="/pages.xml", **anywhere),
        source("list", port, path="/list", kind="listing", **anywhere),
        source("map", port, path="/map.xml", kind="sitemap", **anywhere),
        source("index", port, path="/index.xml", kind="sitemap", **anywhere),
    ]
    # robots.txt itself may lead away.
    led = [server.add(routes={"/robots.txt": redirect(target)}) for target in targets[: len(HOSTS)]]
    sources += [source(f"robots-{n}", robots) for n, robots in enumerate(led)]
    starts = {f"start-{n}": target for n, target in enumerate(targets[: len(HOSTS)]) if not NO_START.search(target)}
    sources += [source(name, port).model_copy(update={"url": target}) for name, target in starts.items()]
    net.allow([port, *led, canary.port], NAMES)
    found = watched(sources, tmp_path, [port, *led])
    assert canary.heard == []
    assert net.connected() == {f"127.0.0.1:{number}" for number in (port, *led)}
    assert found.sources["hops"].reasons["blocked_private"] == len(HOSTS) + 1
    assert found.sources["pages"].fetched == len(targets)
    for name in ("links", "list", "map", "index"):
        others = {row.reason for row in ledger(tmp_path, name).values()} - {"blocked_private", "index"}
        assert others == set(), name
        # Some spellings have one canonical address.
        assert found.sources[name].reasons["blocked_private"] >= 40, name
    for name, target in starts.items():
        assert found.sources[name].reasons.keys() <= {"blocked_private"}, target
        assert "private network" in str(found.sources[name].error), target
    for n, host in enumerate(HOSTS):
        assert found.sources[f"robots-{n}"].fetched == 0, host


@pytest.mark.parametrize("host", [host for host in HOSTS if NO_START.search(host)])
def test_what_is_no_address_is_refused_with_its_file(host: str) -> None:
    values = source("wrong", 80).model_dump() | {"url": f"http://{host}/"}
    with pytest.raises(ValidationError, match=r"http\(s\) address"):
        Source.model_validate(values)


def test_a_name_whose_address_changes_is_checked_each_time(
    server: Hostile, canary: Canary, net: Net, tmp_path: Path
) -> None:
    """What is connected to is the address that was checked, not a second answer."""
    port = server.add()
    net.allow([port, canary.port], dict(REBINDING))
    sources = [
        source(name.partition(".")[0], port).model_copy(update={"url": f"http://{name}:{canary.port}/feed.xml"})
        for name in REBINDING
    ]
    found = watched(sources, tmp_path, [port])
    assert canary.heard == []
    assert net.connected() == {f"93.184.215.14:{canary.port}"}, "the public answers were used, and nothing else"
    assert all(told.fetched == 0 for told in found.sources.values())


def test_the_canary_hears_a_crawler_that_is_let_through(canary: Canary, net: Net, tmp_path: Path) -> None:
    """The test's own ears: with the canary's port excepted, the same crawl does connect."""
    net.allow([canary.port], NAMES)
    watched([source("let-through", canary.port)], tmp_path, [canary.port])
    assert canary.heard
    assert net.connected() == {f"127.0.0.1:{canary.port}"}


def test_the_page_at_a_public_address_is_read(server: Hostile, tmp_path: Path) -> None:
    """The guard is no wall: a host that the caller excepts is crawled."""
    port = server.add(text(HTML))
    assert watched([source("open", port)], tmp_path, [port]).sources["open"].fetched == 2
