"""What a wrong name, a wrong file or a site that gives nothing comes to: one line, its own exit code, nothing lost."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from commandline import cityfacts
from crawlsite import Answer
from harbour import TOML, Harbour, content, copied, harbour

WEB = {"Content-Type": "text/html; charset=utf-8"}
PDF = {"Content-Type": "application/pdf"}
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
ARCHIVE = b"PK\x03\x04" + bytes(range(256)) * 20
GARBAGE = b"\x1f\x8b\x08\x00" + b"garbage" * 50


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harbour]:
    with harbour(tmp_path_factory.mktemp("night")) as found:
        found.run("run")
        yield found


@pytest.fixture
def place(night: Harbour, tmp_path: Path) -> Iterator[Harbour]:
    """The source after a first night."""
    with copied(night, tmp_path) as found:
        yield found


def write_source(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "harbour.toml"
    path.write_text(text)
    return path


@pytest.mark.parametrize("command", [["run"], ["sources", "check", "harbour"]], ids=str)
@pytest.mark.parametrize(
    ("wrong", "line", "said"),
    [
        ("delay = 3\ndellay = 3", 11, "limits.dellay: no such key; allowed are pages, depth, delay"),
        ("delay = 0.5", 10, "limits.delay: must be at least 1.0 seconds"),
        ("delay = ", 10, "delay: "),
    ],
)
def test_a_wrong_key_names_file_line_and_key(
    tmp_path: Path, command: list[str], wrong: str, line: int, said: str
) -> None:
    text = TOML.format(url="https://www.harbour.example", delay="X").replace("delay = X", wrong)
    path = write_source(tmp_path / "sources", text)
    answer = cityfacts("--sources", path.parent, *command, data=tmp_path / "data", code=78)
    assert answer.line.startswith(f"{path}:{line}: {said}")


def test_a_wrong_file_of_ones_own_is_named_beside_the_catalogue(tmp_path: Path) -> None:
    path = write_source(tmp_path / "sources.d", "name = 3\n")
    assert cityfacts("run", data=tmp_path, code=78).line.startswith(f"{path}:1: name: ")


@pytest.mark.parametrize("command", [["run"], ["crawl"], ["schedule"], ["sources", "check"]], ids=str)
def test_an_unknown_name_is_answered_with_the_nearest(tmp_path: Path, command: list[str]) -> None:
    answer = cityfacts(*command, "invest-shenzen", data=tmp_path, code=64)
    assert "no source named 'invest-shenzen'" in answer.line
    assert "did you mean invest-shenzhen" in answer.line
    assert "cityfacts sources list" in cityfacts(*command, "qqqq", data=tmp_path, code=64).line


def test_a_folder_of_sources_that_is_not_there(tmp_path: Path) -> None:
    answer = cityfacts("--sources", tmp_path / "none", "run", data=tmp_path, code=78)
    assert answer.line == f"{tmp_path / 'none'}: no such folder of source files"


def test_a_host_that_does_not_answer(place: Harbour) -> None:
    before = content(place.data)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{closed.getsockname()[1]}"
        write_source(place.folder, TOML.format(url=f"http://{host}", delay=0))
        for command, verdict in ((["run", "harbour"], "broken: "), (["crawl", "harbour"], "")):
            answer = cityfacts("--sources", place.folder, *command, data=place.data, loopback=host, code=69)
            assert f"harbour: {verdict}http://{host}/feed.xml: robots.txt cannot be had" in answer.out
            assert "connection_refused" in answer.out
        check = cityfacts(
            "--sources", place.folder, "sources", "check", "harbour", data=place.data, loopback=host, code=69
        )
        assert f"http://{host}/feed.xml: robots.txt cannot be had" in check.line
    assert content(place.data) == before
    assert set(place.ended().values()) == {("failed", "robots_unreachable")}


def test_one_dead_site_is_told_and_does_not_spoil_the_night(place: Harbour) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        dead = TOML.format(url=f"http://127.0.0.1:{closed.getsockname()[1]}", delay=0)
        (place.folder / "dead.toml").write_text(dead.replace('"harbour"', '"dead"'))
        answer = place.run("run", "--all", code=4)
    assert "dead: broken: http://127.0.0.1" in answer.out
    assert [outcome for outcome, _ in place.ended().values()].count("unchanged") == 3


def test_robots_that_forbid(place: Harbour) -> None:
    before = content(place.data)
    place.site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /\n", headers={"Content-Type": "text/plain"})
    asked = len(place.site.asked)
    said = f"{place.site.url}/feed.xml: robots.txt forbids the address"
    assert place.run("sources", "check", "harbour", code=69).line == said
    assert f"harbour: blocked: {said}" in place.run("run", "harbour", code=69).out
    assert set(place.site.paths()[asked:]) == {"/robots.txt"}
    assert set(place.ended().values()) == {("skipped", "robots_disallowed")}
    assert content(place.data) == before


def test_an_address_on_this_machine_is_not_asked_without_leave(place: Harbour) -> None:
    write_source(place.folder, TOML.format(url=place.site.url, delay=1))
    answer = cityfacts("--sources", place.folder, "run", "harbour", data=place.data, code=69)
    assert "private network" in answer.out
    check = cityfacts("--sources", place.folder, "sources", "check", "harbour", data=place.data, code=69)
    assert "private network" in check.line
    assert place.site.asked == []


CLAIMS = {
    "/picture.html": (Answer(PICTURE, headers=WEB), "skipped", "content_type"),
    "/picture.png": (Answer(PICTURE, headers={"Content-Type": "image/png"}), "skipped", "content_type"),
    "/archive.pdf": (Answer(ARCHIVE, headers=PDF), "skipped", "content_type"),
    "/gzip.html": (Answer(GARBAGE, headers=WEB), "skipped", "content_type"),
    "/encoded.html": (Answer(GARBAGE, headers={**WEB, "Content-Encoding": "gzip"}), "failed", "bad_response"),
    "/broken.pdf": (Answer(b"%PDF-1.7\n" + bytes(range(256)) * 20, headers=PDF), "quarantined", "unreadable"),
    "/broken.html": (Answer(b"%PDF-1.7\n" + bytes(range(256)) * 20, headers=WEB), "quarantined", "unreadable"),
    "/page.pdf": (
        Answer(b"<html><body><h1>Circular</h1><p>All offices close at noon today.</p></body></html>", headers=PDF),
        "quarantined",
        "too_short",
    ),
    "/empty.html": (Answer(b"", headers=WEB), "quarantined", "empty"),
    "/missing.html": (Answer(b"nothing here", status=404), "failed", "http_404"),
}


def test_a_body_that_is_not_what_it_claims_has_its_reason_and_costs_only_itself(place: Harbour) -> None:
    place.site.pages.update({path: answer for path, (answer, _, _) in CLAIMS.items()})
    place.site.add_feed([path for path in place.site.pages if path != "/feed.xml"])
    # Four new pages without a text are an ill source.
    answer = place.run("run", "harbour", code=4)
    ended = place.ended()
    assert {path: ended[path] for path in CLAIMS} == {path: tuple(wanted) for path, (_, *wanted) in CLAIMS.items()}
    assert [outcome for outcome, _ in ended.values()].count("unchanged") == 3
    assert all(reason in answer.out for _, _, reason in CLAIMS.values())
    content(place.data)
