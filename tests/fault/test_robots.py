"""robots.txt by RFC 9309, whatever comes in its place: the server's log has no address that was not to be asked."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hostile import HTML, Behaviour, Hostile, Peer, hostile, redirect, source, text
from watched import ledger, watched

from crawler.guard import AddressGuard
from crawler.policy import Policy
from crawler.robots import MAX_AGE, Robots

ALL = ("/page", "/after")
NO_PAGE = b"User-agent: *\nDisallow: /page\n"


@pytest.fixture
def server() -> Iterator[Hostile]:
    with hostile() as running:
        yield running


def plain(body: bytes, status: str = "200 OK", *headers: bytes) -> Behaviour:
    return text(body, status, b"Content-Type: text/plain", *headers)


def says(data: bytes, *, stall: bool = False) -> Behaviour:
    async def behave(peer: Peer) -> None:
        await peer.send(data)
        if stall:
            await peer.stall()
        peer.writer.close()

    return behave


def hops(number: int, last: bytes) -> dict[str, Behaviour]:
    """robots.txt behind so many redirects."""
    names = ["/robots.txt", *(f"/hop{n}" for n in range(number))]
    chain: dict[str, Behaviour] = {one: redirect(two) for one, two in pairwise(names)}
    return chain | {names[-1]: plain(last)}


def groups(*lines: str) -> bytes:
    return "\n".join(lines).encode()


# What stands at /robots.txt, and what is asked besides it and the feed; None where nothing at all is.
CASES: dict[str, tuple[Behaviour | dict[str, Behaviour], tuple[str, ...] | None]] = {
    "none": (plain(b"", "404 Not Found"), ALL),
    "gone": (plain(b"", "410 Gone"), ALL),
    "unauthorized": (plain(NO_PAGE, "401 Unauthorized"), ALL),
    "forbidden": (plain(NO_PAGE, "403 Forbidden"), ALL),
    "too-many-requests": (plain(b"", "429 Slow", b"Retry-After: 0"), None),
    "error": (plain(b"User-agent: *\nAllow: /\n", "500 Error"), None),
    "unavailable": (plain(b"", "503 Busy", b"Retry-After: 0"), None),
    "status-599": (plain(b"", "599 Odd"), None),
    "hangs": (says(b"", stall=True), None),
    "hangs-in-body": (says(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" + NO_PAGE, stall=True), None),
    "cut": (says(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" + NO_PAGE), None),
    "no-http": (says(b"ready\n"), None),
    "empty": (plain(b""), ALL),
    "web-page": (text(HTML), ALL),
    "login-redirect": ({"/robots.txt": redirect("/login"), "/login": text(HTML)}, ALL),
    "one-hop": (hops(1, NO_PAGE), ("/after",)),
    "five-hops": (hops(5, NO_PAGE), ("/after",)),
    "six-hops": (hops(6, NO_PAGE), ALL),
    "loop": (redirect("/robots.txt"), ALL),
    "redirect-to-error": ({"/robots.txt": redirect("/error"), "/error": plain(b"", "500 Error")}, None),
    "bom": (plain(b"\xef\xbb\xbf" + NO_PAGE), ("/after",)),
    "cr-only": (plain(NO_PAGE.replace(b"\n", b"\r")), ("/after",)),
    "crlf": (plain(NO_PAGE.replace(b"\n", b"\r\n")), ("/after",)),
    "no-newline": (plain(NO_PAGE.strip()), ("/after",)),
    "gzip": (plain(gzip.compress(NO_PAGE), "200 OK", b"Content-Encoding: gzip"), ("/after",)),
    "long": (plain(NO_PAGE + b"# padding\n" * 1_000_000), ("/after",)),
    "rule-behind-the-limit": (plain(b"# padding\n" * 60_000 + NO_PAGE), ALL),
    "bomb": (plain(gzip.compress(NO_PAGE + bytes(200_000_000)), "200 OK", b"Content-Encoding: gzip"), None),
    "binary": (plain(bytes(range(256)) * 20), ALL),
    "wildcard": (plain(groups("User-agent: *", "Disallow: /*ge")), ("/after",)),
    "end": (plain(groups("User-agent: *", "Disallow: /pag$", "Disallow: /after$")), ("/page",)),
    "longest-wins": (plain(groups("User-agent: *", "Disallow: /", "Allow: /page", "Allow: /feed.xml")), ("/page",)),
    "allow-wins-a-tie": (plain(groups("User-agent: *", "Disallow: /page", "Allow: /page")), ALL),
    "escapes": (plain(groups("User-agent: *", "Disallow: /%70age")), ("/after",)),
    "others": (plain(groups("User-agent: otherbot", "Disallow: /")), ALL),
    "ours": (plain(groups("User-agent: *", "Allow: /", "", "User-agent: CityFacts", "Disallow: /page")), ("/after",)),
    "ours-twice": (plain(groups("User-agent: cityfacts", "Disallow: /page", "", "User-agent: cityfacts", "Disallow: /after")), ()),
    "shared-group": (plain(groups("User-agent: a", "User-agent: cityfacts", "Disallow: /page")), ("/after",)),
    "comments": (plain(groups("User-agent: * # all", "Disallow: /page # no")), ("/after",)),
    "list-itself": (plain(groups("User-agent: *", "Disallow: /feed.xml")), None),
    "many-wildcards": (plain(groups("User-agent: *", "Disallow: /" + "*a" * 500 + "$", "Disallow: /page")), ("/after",)),
}  # fmt: skip


def test_the_whole_table(server: Hostile, tmp_path: Path) -> None:
    ports = {}
    for name, (answer, _) in CASES.items():
        ports[name] = server.add(routes=answer if isinstance(answer, dict) else {"/robots.txt": answer})
    found = watched([source(name, port) for name, port in ports.items()], tmp_path, ports.values())
    own = ("/robots.txt", "/feed.xml", "/login", "/error")
    for name, (_, expected) in CASES.items():
        asked = [one.path for one in server.of(ports[name])]
        assert asked.count("/robots.txt") == (6 if name == "loop" else 1), name
        paths = {path for path in asked if path not in own and not path.startswith("/hop")}
        assert paths == set(expected or ()), name
        assert ("/feed.xml" in asked) == (expected is not None), name
        if expected is None:
            reason = "robots_disallowed" if name == "list-itself" else "robots_unreachable"
            assert found.sources[name].reasons == {reason: 1}, name
            assert "robots.txt" in str(found.sources[name].error), name
        for path in set(ALL) - set(expected or ALL):
            assert ledger(tmp_path, name)[path].reason == "robots_disallowed", name


def test_another_hosts_answer_counts_and_its_own_rules_for_redirects(server: Hostile, tmp_path: Path) -> None:
    """robots.txt may lead to another host (RFC 9309, 2.3.1.2); a page that does is asked by that host's rules."""
    rules = server.add(routes={"/shared.txt": plain(NO_PAGE)})
    port = server.add(routes={"/robots.txt": redirect(f"http://127.0.0.1:{rules}/shared.txt")})
    target = server.add(routes={"/robots.txt": plain(NO_PAGE), "/open": text(HTML)})
    leads = {
        "/page": redirect(f"http://127.0.0.1:{target}/page"),
        "/after": redirect(f"http://127.0.0.1:{target}/open"),
    }
    away = server.add(routes=leads)
    within = server.add(routes={"/robots.txt": plain(b"User-agent: *\nDisallow: /x\n"), "/page": redirect("/x/page")})
    sources = [source(name, number) for name, number in (("led", port), ("away", away), ("within", within))]
    watched(sources, tmp_path, [rules, port, target, away, within])
    assert [one.path for one in server.of(port)] == ["/robots.txt", "/feed.xml", "/after"]
    assert [one.path for one in server.of(target)] == ["/robots.txt", "/open"]
    assert ledger(tmp_path, "away")["/page"].reason == "robots_disallowed"
    assert ledger(tmp_path, "within")["/page"].reason == "robots_disallowed"
    assert server.of(within, "/x/page") == []


def test_a_disallowed_sitemap_below_an_index_is_not_asked(server: Hostile, tmp_path: Path) -> None:
    routes: dict[str, Behaviour] = {"/robots.txt": plain(b"User-agent: *\nDisallow: /b.xml\n")}
    port = server.add(routes=routes)
    base = f"http://127.0.0.1:{port}"
    names = "".join(f"<sitemap><loc>{base}/{name}.xml</loc></sitemap>" for name in "ab")
    routes["/map.xml"] = text(f"<sitemapindex>{names}</sitemapindex>")
    routes["/a.xml"] = text(f"<urlset><url><loc>{base}/after</loc></url></urlset>")
    found = watched([source("maps", port, path="/map.xml", kind="sitemap")], tmp_path, [port])
    assert server.of(port, "/b.xml") == []
    assert (found.sources["maps"].fetched, found.sources["maps"].reasons["robots_disallowed"]) == (1, 1)


def test_an_answer_holds_for_a_day_and_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, now = [], [1000.0]
    policy = Policy()

    async def fetch(origin: str, crawler: object) -> tuple[Robots, str]:
        asked.append(origin)
        return Robots(), "http_200"

    class Spider:
        def remember_host(self, host: str, **values: object) -> None:
            pass

    class Crawler:
        spider = Spider()

    monkeypatch.setattr(policy, "_fetch_robots", fetch)
    monkeypatch.setattr("crawler.policy.time.monotonic", lambda: now[0])

    def check(url: str) -> None:
        asyncio.run(policy.check_robots(url, Crawler()))  # type: ignore[arg-type]

    for moment, times in ((1000.0, 1), (1000.0 + MAX_AGE - 1, 1), (1000.0 + MAX_AGE + 1, 2)):
        now[0] = moment
        check("https://example.org/a")
        check("https://example.org/b")
        assert len(asked) == times
    check("http://example.org/a")
    assert asked[-1] == "http://example.org"
    assert isinstance(policy.guard, AddressGuard)
