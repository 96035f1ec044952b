"""Local files and manifests that cannot be read or are no pages: a row with a reason, or one line and an exit code."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from commandline import cityfacts
from harbour import article
from unprivileged import unprivileged

PAGE = article(0).body
FILES = {
    "page.html": (PAGE, None),
    "page.html.gz": (gzip.compress(PAGE), None),
    "empty.html": (b"", "empty"),
    "blank.html": (b" \n\t\n", "empty"),
    "picture.html": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "not_text"),
    "torn.html.gz": (gzip.compress(PAGE)[:200], "unreadable"),
    "broken.pdf": (b"%PDF-1.7\nnothing of the kind", "unreadable"),
}


def make_files(folder: Path) -> dict[str, str | None]:
    """Files of all kinds, and what each is rejected as."""
    for name, (body, _) in FILES.items():
        (folder / name).write_bytes(body)
    (folder / "folder.html").mkdir()
    return {name: code for name, (_, code) in FILES.items()} | {"folder.html": "unreadable", "none.html": "unreadable"}


def make_manifest(folder: Path, names: list[str]) -> Path:
    path = folder / "pages.jsonl"
    path.write_text("".join(json.dumps({"file": name}) + "\n" for name in names))
    return path


def test_each_file_has_its_line_in_order(tmp_path: Path) -> None:
    wanted = make_files(tmp_path)
    names = [*wanted, *reversed(wanted)]
    out = tmp_path / "read.jsonl"
    cityfacts("extract", "--manifest", make_manifest(tmp_path, names), "--out", out, "--workers", 2)
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert [(row["file"], row.get("rejected")) for row in rows] == [(name, wanted[name]) for name in names]
    assert all(row["detail"] for row in rows if "rejected" in row)
    assert all("document" in row for row in rows if "rejected" not in row)


def test_files_that_are_named_are_read_like_those_of_a_manifest(tmp_path: Path) -> None:
    wanted = make_files(tmp_path)
    paths = [str(tmp_path / name) for name in wanted]
    rows = [json.loads(line) for line in cityfacts("extract", *paths, "--json").out.splitlines()]
    assert [(row["file"], row.get("rejected")) for row in rows] == list(zip(paths, wanted.values(), strict=True))
    screen = cityfacts("extract", *paths).out
    assert screen.count("no announcement: unreadable") == list(wanted.values()).count("unreadable")


def test_links_of_any_file_are_a_line_too(tmp_path: Path) -> None:
    names = list(make_files(tmp_path))
    out = tmp_path / "links.jsonl"
    cityfacts("links", "--manifest", make_manifest(tmp_path, names), "--out", out)
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert [row["file"] for row in rows] == names
    assert all(isinstance(row["items"], list) and isinstance(row["next"], list) for row in rows)
    broken = {row["file"] for row in rows if row.get("error")}
    assert {"empty.html", "folder.html", "none.html"} <= broken
    named = cityfacts("links", *(tmp_path / name for name in names), "--json").out
    assert [json.loads(line)["file"] for line in named.splitlines()] == [str(tmp_path / name) for name in names]


@pytest.mark.parametrize("command", ["extract", "links"])
def test_a_file_that_may_not_be_read(tmp_path: Path, command: str) -> None:
    before = unprivileged()
    secret = tmp_path / "secret.html"
    secret.write_bytes(PAGE)
    secret.chmod(0)
    row = json.loads(cityfacts(command, secret, "--json", before=before).out)
    assert "Permission denied" in row.get("detail", row.get("error"))
    manifest = make_manifest(tmp_path, ["secret.html"])
    manifest.chmod(0)
    answer = cityfacts(command, "--manifest", manifest, before=before, code=66)
    assert answer.line == f"{manifest}: cannot be read: Permission denied"


@pytest.mark.parametrize("command", ["extract", "links"])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"file": "a.html"}\n{"fil": "b.html"}\n', ':2: a line needs "file"'),
        (b'{"file": "a.html"}\n\n{"file": \n', ":3: not JSON"),
        (b'["a.html"]\n', ':1: a line needs "file"'),
        (b'\xff\xfe{"file"', ": not UTF-8 text"),
    ],
)
def test_a_manifest_that_is_wrong(tmp_path: Path, command: str, content: bytes, said: str) -> None:
    manifest = tmp_path / "pages.jsonl"
    manifest.write_bytes(content)
    out = tmp_path / "out.jsonl"
    assert cityfacts(command, "--manifest", manifest, "--out", out, code=65).line.startswith(f"{manifest}{said}")
    assert [path.name for path in tmp_path.iterdir()] == ["pages.jsonl"]


@pytest.mark.parametrize("command", ["extract", "links"])
def test_a_manifest_that_cannot_be_opened(tmp_path: Path, command: str) -> None:
    none = tmp_path / "none.jsonl"
    assert cityfacts(command, "--manifest", none, code=66).line == f"{none}: cannot be read: No such file or directory"
    assert cityfacts(command, "--manifest", tmp_path, code=66).line == f"{tmp_path}: cannot be read: Is a directory"
    assert "name either FILES or one --manifest" in cityfacts(command, code=2).err


@pytest.mark.parametrize("command", ["extract", "links"])
def test_an_output_that_cannot_be_made_is_told_before_anything_is_read(tmp_path: Path, command: str) -> None:
    manifest = make_manifest(tmp_path, ["none.html"])
    for out, said in ((tmp_path, "a folder: name a file in it"), (tmp_path / "none" / "x.jsonl", "no such folder")):
        assert said in cityfacts(command, "--manifest", manifest, "--out", out, code=73).line
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o555)
    answer = cityfacts(command, "--manifest", manifest, "--out", shut / "x.jsonl", before=unprivileged(), code=73)
    assert answer.line == f"{shut}: cannot be written: choose another folder"
    assert list(shut.iterdir()) == []
