"""A source of our own on this machine: a site whose every answer a test can set, its TOML file and its data folder."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import crawlsite
from commandline import Answer, cityfacts
from crawlsite import Site

from db.store import KnowledgeBase

TOML = """\
name = "harbour"
publisher = "Harbour City Council"
url = "{url}/feed.xml"
kind = "feed"
language = "en"
country = "NZ"
authority = "government"

[limits]
delay = {delay}
"""
CENTERS = ("Kauri", "Rata", "Totara", "Rimu", "Tawa", "Matai")
ARTICLE = """<html><head><title>{name} Timber Research Center opens</title></head><body><article>
<h1>{name} Timber Research Center opens</h1>
<p>AUCKLAND, March {day}, 2026. The {name} Timber Research Center opened in Auckland on Tuesday in a former wool store of
{area} square metres beside the container terminal, the council said in a statement.</p>
<p>The center is operated by the University of Auckland and employs {staff} people, according to Moana Reid, its
director. The council has invested {money} million dollars in the building and its kilns.</p>
<p>Tenants pay no rent in the first year, and a jury of engineers and foresters selects them twice a year.</p>
</article></body></html>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Harbour:
    site: Site
    folder: Path
    data: Path

    @property
    def toml(self) -> Path:
        return self.folder / "harbour.toml"

    def run(self, *arguments: object, code: int | None = 0, **options: Any) -> Answer:
        """A command over this source alone, which may be asked although it is on this machine."""
        return cityfacts(
            "--sources", self.folder, *arguments, data=self.data, code=code, loopback=self.site.host, **options
        )

    def publish(self, number: int = 3, *, wait: float = 0) -> str:
        """One more announcement, whose page takes so many seconds to answer; its path."""
        path = f"/news/{number}.html"
        self.site.pages[path] = replace(article(number), wait=wait)
        self.site.add_feed(sorted(path for path in self.site.pages if path.startswith("/news/")))
        return path

    def ended(self) -> dict[str, tuple[str, str]]:
        """Where each path ended in the last run: outcome and reason."""
        told = cityfacts("status", "--source", "harbour", "--json", data=self.data).json()
        return {row["url"].removeprefix(self.site.url): (row["outcome"], row["reason"]) for row in told["addresses"]}


def article(number: int) -> crawlsite.Answer:
    body = ARTICLE.format(
        name=CENTERS[number % len(CENTERS)], day=number + 1, area=1000 + number, staff=30 + number, money=5 + number
    )
    return crawlsite.Answer(body.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


@contextmanager
def harbour(folder: Path, articles: int = 3) -> Iterator[Harbour]:
    """The site with so many announcements in its feed, the source's file and an empty data folder."""
    with crawlsite.serve() as site:
        paths = [f"/news/{number}.html" for number in range(articles)]
        site.pages.update({path: article(number) for number, path in enumerate(paths)})
        site.add_feed(paths)
        sources = folder / "sources"
        sources.mkdir()
        (sources / "harbour.toml").write_text(TOML.format(url=site.url, delay=0))
        yield Harbour(site=site, folder=sources, data=folder / "data")


@contextmanager
def copied(night: Harbour, folder: Path) -> Iterator[Harbour]:
    """A copy of the files in another folder; the site is as before when it is no longer needed."""
    shutil.copytree(night.folder, folder / "sources")
    if night.data.is_dir():
        shutil.copytree(night.data, folder / "data")
    pages = dict(night.site.pages)
    night.site.asked.clear()
    try:
        yield Harbour(site=night.site, folder=folder / "sources", data=folder / "data")
    finally:
        night.site.pages.clear()
        night.site.pages.update(pages)


def content(data: Path) -> str:
    """What is known, as one hash, without what is held back; every stored span must equal its text."""
    with closing(KnowledgeBase(data / "kb.sqlite", readonly=True)) as kb:
        assert kb.verify() == []
    copy = data / "content.sqlite"
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(data / "kb.sqlite")) as known:
        known.execute("VACUUM INTO ?", [str(copy)])
    with closing(sqlite3.connect(copy)) as known, known:
        known.execute("DELETE FROM holds")
    with closing(KnowledgeBase(copy, readonly=True)) as kb:
        return kb.content_hash()
