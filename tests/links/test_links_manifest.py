"""One answer for every line of a manifest, whatever the files hold."""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path

import pytest

from crawler.manifest import links_manifest

RSS = b"<rss><channel><item><title>A centre opens</title><link>/news/a</link></item></channel></rss>"


def test_lines_are_answered_in_order_and_echoed(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(RSS)
    (tmp_path / "b.xml.gz").write_bytes(gzip.compress(RSS))
    lines: list[dict[str, object]] = [
        {"file": "a.xml", "url": "https://town.example/feed"},
        {"file": "missing.html"},
        {"url": "https://town.example/"},
        {"file": "b.xml.gz", "url": "https://other.example/feed"},
    ]
    answers = list(links_manifest(lines, tmp_path))
    assert [answer["file"] for answer in answers] == ["a.xml", "missing.html", None, "b.xml.gz"]
    assert answers[0] == {
        "file": "a.xml",
        "items": [{"url": "https://town.example/news/a", "title": "A centre opens", "date": None}],
        "next": [],
    }
    assert answers[1] == {
        "file": "missing.html",
        "items": [],
        "next": [],
        "error": "missing.html cannot be read: No such file or directory",
    }
    assert answers[2]["error"] == 'the line has no "file"'
    assert answers[3]["items"] == [{"url": "https://other.example/news/a", "title": "A centre opens", "date": None}]


def test_without_an_address_links_stay_as_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(RSS)
    (answer,) = links_manifest([{"file": "a.xml"}], tmp_path)
    assert answer["items"] == [{"url": "/news/a", "title": "A centre opens", "date": None}]


def test_broken_files_never_end_the_run(tmp_path: Path) -> None:
    bodies = [
        b"",
        b"\x1f\x8b\x08broken",
        b"%PDF-1.4 x",
        bytes(range(256)) * 50,
        b"<" * 50_000,
        "\ud800".encode("utf-8", "surrogatepass"),
    ]
    for i, body in enumerate(bodies):
        (tmp_path / f"{i}.html").write_bytes(body)
    answers = list(links_manifest([{"file": f"{i}.html"} for i in range(len(bodies))], tmp_path))
    assert len(answers) == len(bodies)
    assert all(answer["items"] == [] for answer in answers)
    assert "\n" not in json.dumps(answers)


def test_a_page_that_takes_too_long_costs_that_page_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xml").write_bytes(RSS)
    slow = tmp_path / "sitecustomize.py"
    slow.write_text(
        "import time, crawler.links as links\nread = links.find_links\n"
        "def find_links(body, url, **more):\n    if 'slow' in url:\n        time.sleep(60)\n"
        "    return read(body, url, **more)\n"
        "links.find_links = find_links\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    started = time.monotonic()
    answers = list(
        links_manifest([{"file": "a.xml", "url": "http://slow.example/"}, {"file": "a.xml"}], tmp_path, page_seconds=1)
    )
    assert time.monotonic() - started < 10
    assert answers[0]["items"] == []
    assert answers[0]["error"] == "took longer than 1 s"
    assert answers[1]["items"] != []
