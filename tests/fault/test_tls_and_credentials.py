"""Certificates are verified unless a source says why not, and nothing about us travels to where it does not belong."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from certificates import DAY, Authority
from hostile import HTML, Behaviour, Hostile, feed, hostile, redirect, source, text
from pydantic import ValidationError
from watched import ledger, watched

from crawler.source import Source

SECRETS = ("authorization", "cookie", "referer", "proxy-authorization", "origin")
EXCEPTION = "unverified: the city's certificate ran out in 2024"


@pytest.fixture
def server() -> Iterator[Hostile]:
    with hostile() as running:
        yield running


def secure_feed(server: Hostile, tls: object, *paths: str, **routes: Behaviour) -> int:
    known: dict[str, Behaviour] = dict(routes)
    port = server.add(routes=known, tls=tls)  # type: ignore[arg-type]
    known["/feed.xml"] = feed(*(f"https://127.0.0.1:{port}{path}" for path in paths or ("/after",)))
    return port


def test_only_a_good_certificate_is_accepted(server: Hostile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.path))
    (tmp_path / "other").mkdir()
    stranger = Authority(tmp_path / "other")
    contexts = {
        "good": authority.context(),
        "self-signed": authority.context(own=True),
        "expired": authority.context(ends=-DAY),
        "wrong-host": authority.context(host="www.example.org"),
        "unknown-authority": stranger.context(),
    }
    ports = {name: secure_feed(server, context) for name, context in contexts.items()}
    found = watched([source(name, port, scheme="https") for name, port in ports.items()], tmp_path, ports.values())
    assert found.sources["good"].fetched == 1
    for name in contexts.keys() - {"good"}:
        assert server.of(ports[name]) == [], name
        assert "(tls)" in str(found.sources[name].error), name
        assert found.sources[name].fetched == 0, name


def test_an_exception_is_written_down_and_holds_for_the_sources_own_host_alone(
    server: Hostile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.path))
    bad = authority.context(ends=-DAY)
    other = secure_feed(server, bad)
    routes: dict[str, Behaviour] = {"/away": redirect(f"https://127.0.0.1:{other}/after")}
    port = secure_feed(server, bad, "/after", "/away", **routes)
    excepted = source("excepted", port, scheme="https", tls=EXCEPTION, allow=["://"])
    # On the same host as the excepted one, in the same process, and asked after it: its connections are no way in.
    strict = source("strict", port, scheme="https", limits={"delay": 0.2})
    found = watched([excepted, strict], tmp_path, [port, other])
    assert found.sources["excepted"].fetched == 1
    assert ledger(tmp_path, "excepted")["/away"].reason == "tls"
    assert server.of(other) == []
    assert found.sources["strict"].fetched == 0
    (told,) = (event["tls"] for event in found.events if event["event"] == "started" and event["source"] == "excepted")
    assert told == EXCEPTION


@pytest.mark.parametrize("tls", ["unverified", "unverified:", "unverified:  ", "off", ""])
def test_an_exception_without_a_reason_is_refused(tls: str) -> None:
    with pytest.raises(ValidationError, match="unverified: why"):
        Source.model_validate(source("city", 80).model_dump() | {"tls": tls})


def test_no_credentials_travel(server: Hostile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cookies that a site sets, names in its addresses, and the environment's proxy are for nobody, itself included."""
    monkeypatch.setenv("http_proxy", "http://user:secret@127.0.0.1:9/")
    cookie = b"Set-Cookie: session=secret; Path=/; Domain=127.0.0.1"
    asks = (b"WWW-Authenticate: Basic realm=x", cookie)
    elsewhere = server.add(routes={"/open": text(HTML), "/login": text("", "401 Unauthorized", *asks)})
    away = f"127.0.0.1:{elsewhere}"
    routes: dict[str, Behaviour] = {
        "/cookie": text(HTML.replace(b"met", b"voted"), "200 OK", cookie),
        "/away": redirect(f"http://{away}/open", cookie, b"Referrer-Policy: unsafe-url"),
        "/user": redirect(f"http://user:secret@{away}/open", cookie),
        "/login": redirect(f"http://{away}/login"),
        "/own": redirect("/cookie", cookie),
    }
    port = server.add(routes=routes)
    here = f"127.0.0.1:{port}"
    linked = [f"http://{here}{path}" for path in routes] + [f"http://user:secret@{here}/after"]
    routes["/feed.xml"] = feed(*linked)
    one = source("city", port, allow=["://"])
    for run in ("r1", "r2"):
        watched([one], tmp_path, [port, elsewhere], run=run)
    assert {asked.path for asked in server.of(elsewhere)} >= {"/open", "/login"}
    assert server.of(port, "/after")
    secret = base64.b64encode(b"user:secret").decode()
    for asked in server.asked:
        assert not [name for name in SECRETS if name in asked.headers], asked
        assert secret not in str(asked.headers), asked
        assert "secret" not in str(asked.headers) + asked.path, asked
