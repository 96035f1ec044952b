"""The demo's five layouts with news of every night: a small press that a test can redesign, move or break."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from crawler.source import Source
from db.store import KnowledgeBase
from demo import listings
from demo.article import Article, site_articles
from demo.resource import HTML, Resource, with_validators
from demo.server import DemoServer
from demo.sites import SITES
from demo.sources import demo_sources
from pipeline.night import Night, run_night
from pipeline.visits import Visit, visits_of

SHOWN = 8
"""How many articles a front page shows; older ones stay where they are."""
Pages = dict[str, Resource]
Change = Callable[[Pages, str], Pages]
"""From what a site answers, and its base URL, to what it answers now."""


@dataclass(slots=True)
class Press:
    """One site of one server: how many articles it has published, those it has edited, and what was done to it."""

    site: str
    published: int = SHOWN
    edited: dict[int, int] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    change: Change | None = None

    def answers(self, base: str) -> Pages:
        articles = [self.article(number) for number in range(self.published) if number not in self.dropped]
        articles.reverse()
        pages = self._front(articles[:SHOWN], base) | {
            SITES[self.site].path_of(article): self._page(article) for article in articles
        }
        pages["/robots.txt"] = Resource(body=b"User-agent: *\nAllow: /\n", content_type="text/plain")
        return self.change(pages, base) if self.change else pages

    def article(self, number: int) -> Article:
        """The demo's own articles in turn, each time with another name, day and closing sentence."""
        models = [article for article in site_articles(self.site, 1) if article.form == "html" and not article.copy_of]
        model = models[number % len(models)]
        edits = self.edited.get(number, 0)
        closing_words = f"This is announcement {number} of the year" + (f", corrected {edits} times." if edits else ".")
        return replace(
            model,
            slug=f"{model.slug}-{number}",
            headline=f"{model.headline} ({number})",
            date=model.date + timedelta(days=number),
            modified=model.date + timedelta(days=number + edits),
            paragraphs=(*model.paragraphs, closing_words),
        )

    def _front(self, articles: list[Article], base: str) -> Pages:
        path_of = SITES[self.site].path_of
        match self.site:
            case "portal":
                return listings.portal_index(articles, path_of, [])
            case "invest":
                return listings.invest_index(articles, path_of, [])
            case "channel":
                return listings.channel_index(articles, path_of, [], base)
            case "exchange":
                return listings.exchange_index(articles, path_of, [])
            case _:
                return listings.daily_index(articles, path_of, [], base)

    def _page(self, article: Article) -> Resource:
        site = SITES[self.site]
        body = site.layout(article).encode(site.charset, "xmlcharrefreplace")
        page = Resource(body=body, content_type=HTML.replace("utf-8", site.charset))
        return with_validators(page, ("etag",), article.modified)


class Town:
    """Several servers of five papers each, and the data folder of the one who reads them all."""

    def __init__(self, data: Path, servers: list[DemoServer], presses: list[dict[str, Press]]) -> None:
        self.data, self.servers, self.presses = data, servers, presses
        self.extra: dict[str, dict[str, Any]] = {}

    @property
    def papers(self) -> dict[str, Press]:
        """By the name of their source: `demo-portal-0` is the first server's portal."""
        return {f"demo-{site}-{n}": press for n, each in enumerate(self.presses) for site, press in each.items()}

    def sources(self) -> dict[str, Source]:
        found = {}
        for number, server in enumerate(self.servers):
            for name, values in demo_sources(server.base_urls).items():
                own = {"name": f"{name}-{number}"} | self.extra.get(f"{name}-{number}", {})
                found[own["name"]] = Source.model_validate(values | own, context={"loopback": True})
        return found

    def publish(self) -> None:
        """One more article in every paper."""
        for press in self.papers.values():
            press.published += 1

    def tomorrow(self) -> None:
        """What failed is to be tried again half an hour later at least; by the next night that has passed."""
        for state in self.data.glob("sources/*/state.sqlite"):
            with closing(sqlite3.connect(state, isolation_level=None)) as db:
                db.execute("UPDATE urls SET retry_at = '2000-01-01T00:00:00Z' WHERE retry_at IS NOT NULL")

    def night(self) -> tuple[Night, Mapping[str, Visit]]:
        hosts = frozenset(f"127.0.0.1:{port}" for server in self.servers for port in server.ports)
        night = run_night(self.sources(), data=self.data, everything=True, loopback=hosts)
        with closing(KnowledgeBase(self.data / "kb.sqlite", readonly=True)) as kb:
            return night, visits_of(kb, night.run)


@contextmanager
def town(data: Path, servers: int = 1) -> Iterator[Town]:
    presses = [{site: Press(site) for site in SITES} for _ in range(servers)]
    running: list[DemoServer] = []
    try:
        for each in presses:
            running.append(DemoServer(1, build=partial(_answers, each)))
        yield Town(data, running, presses)
    finally:
        for server in running:
            server.close()


def _answers(presses: Mapping[str, Press], site: str, edition: int, base: str) -> Pages:
    return presses[site].answers(base)
