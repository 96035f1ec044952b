"""Source files: what a good one gives, and the line that a wrong one gets."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.source import SourceError, load_source, load_sources

GOOD = """\
name = "port-news"
publisher = "Port City Council"
url = "https://www.port.example/news/"
kind = "listing"
language = "en"
country = "NZ"
authority = "government"
allow = ["/news/\\\\d+"]
verified = 2026-11-24

[limits]
delay = 5
pages = 50

[selectors]
items = "ul.news li"
"""


def write(folder: Path, text: str, name: str = "port-news.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file(tmp_path: Path) -> None:
    source = load_source(write(tmp_path, GOOD))
    assert (source.name, source.limits.delay, source.limits.depth, source.every) == ("port-news", 5, 6, 24)
    assert source.selectors is not None
    assert source.selectors.given() == {"items": "ul.news li"}
    assert (source.verified, source.starts) == ("2026-11-24", ("https://www.port.example/news/",))
    assert list(load_sources(tmp_path)) == ["port-news"]


WRONG = [
    ("kind =", "knd =", ":4: knd: no such key; allowed are name, publisher, url"),
    ('kind = "listing"', 'kind = "spider"', ":4: kind: "),
    ('publisher = "Port City Council"\n', "", ":1: publisher: is missing"),
    ("delay = 5", "delay = 0.2", ":12: limits.delay: must be at least 1.0 seconds"),
    ("delay = 5", 'delay = "slow"', ":12: limits.delay: "),
    ("pages = 50", "page = 50", ":13: limits.page: no such key; allowed are pages, depth, delay"),
    ('items = "ul.news li"', "itms = 'li'", ":16: selectors.itms: no such key; allowed are items, link"),
    ('allow = ["/news/\\\\d+"]', 'allow = ["/news/(\\\\d+"]', ":8: allow: not a regular expression"),
    ('url = "https:', 'url = "ftp:', ":3: url: must be an http(s) address"),
    ('name = "port-news"', 'name = "port"', ':1: name: is "port", must be the file\'s own name, "port-news"'),
    ('country = "NZ"', 'country = "New Zealand"', ":6: country: "),
    ("verified = 2026-11-24", 'verified = "soon"', ":9: verified: must be"),
    ('kind = "listing"', 'kind = "listing', ":4: kind: "),
    ("[limits]", "[limits", ":11: "),
]


@pytest.mark.parametrize(("old", "new", "message"), WRONG)
def test_a_wrong_file_gets_one_line_with_file_line_and_key(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = write(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(SourceError) as caught:
        load_source(path)
    assert str(caught.value).startswith(f"{path}{message}")
    assert "\n" not in str(caught.value)


def test_no_delay_only_on_this_machine_and_only_when_trusted(tmp_path: Path) -> None:
    text = GOOD.replace("delay = 5", "delay = 0")
    local = write(tmp_path, text.replace("https://www.port.example", "http://127.0.0.1:8471"))
    assert load_source(local, loopback=True).limits.delay == 0
    with pytest.raises(SourceError):
        load_source(local)
    with pytest.raises(SourceError):
        load_source(write(tmp_path, text), loopback=True)


@pytest.mark.parametrize("name", ["missing.toml", "binary.toml"])
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SourceError, match=name):
        load_source(tmp_path / name)
    with pytest.raises(SourceError, match="no such folder"):
        load_sources(tmp_path / "nowhere")
