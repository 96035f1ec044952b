"""The crawler's own process (`python -m crawler.child`): one JSON line in, one JSON line out for each event.

A reactor starts once in a process, so each crawl has one of its own. It ends when its standard input does: nothing
goes on crawling when the parent is killed.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from crawler.archive import WarcWriter
from crawler.download import GuardedResolver
from crawler.frontier import Frontier, StorageError
from crawler.policy import Policy
from crawler.settings import HARDENED, source_settings
from crawler.source import Source
from crawler.spiders.base import SourceSpider
from crawler.spiders.feed import FeedSpider
from crawler.spiders.listing import ListingSpider
from crawler.spiders.probe import ProbeSpider
from crawler.spiders.sitemap import SitemapSpider
from crawler.torn import cut_back, newest_archive

KINDS: dict[str, type[SourceSpider]] = {"feed": FeedSpider, "sitemap": SitemapSpider, "listing": ListingSpider}
EXIT_ORPHANED = 70
EXIT_STORAGE = 74
log = logging.getLogger(__name__)


class Child:
    """One crawl of several sources in this process."""

    def __init__(self, spec: dict[str, Any], events: IO[str]) -> None:
        self._spec, self._events = spec, events
        self._data = Path(spec["data"])
        self._policy = Policy(frozenset(spec["loopback"]))
        GuardedResolver.guard = self._policy.guard
        self._logging = {"LOG_FILE": spec["log"], "LOG_LEVEL": "INFO"} if spec["log"] else {"LOG_LEVEL": "ERROR"}
        self._process = AsyncCrawlerProcess(HARDENED | self._logging)
        self._open = ExitStack()
        self.lines: SimpleQueue[bytes] = SimpleQueue()
        """What the parent says after the task itself."""
        self._remember()

    def crawl(self) -> None:
        sources = [Source.model_validate(values) for values in self._spec["sources"]]
        with self._open:
            for source in sources:
                self._add(source)
            if self._process.crawlers:
                self._process.start()

    def probe(self) -> None:
        source = Source.model_validate(self._spec["sources"][0])
        crawler = self._crawler(ProbeSpider, source)
        addresses = map(json.loads, iter(self.lines.get, b""))
        self._process.crawl(crawler, source=source, policy=self._policy, emit=self.emit, addresses=addresses)
        self._process.start()

    def emit(self, event: dict[str, Any]) -> None:
        self._events.write(json.dumps(event) + "\n")
        self._events.flush()

    def fatal(self, error: StorageError) -> None:
        """Ends the whole process: nothing can be stored any more. What is stored is whole at every moment."""
        self.emit({"event": "fatal", "errno": error.errno, "message": error.strerror, "path": error.filename})
        os._exit(EXIT_STORAGE)

    def _remember(self) -> None:
        """What hosts have asked for, and when they may have been asked, in any earlier process and by any source."""
        for path in sorted((self._data / "sources").glob("*/state.sqlite")):
            # What cannot be read stops its own source, when that is crawled.
            with suppress(StorageError, sqlite3.Error), Frontier.open_readonly(path) as state:
                for host, until, delay in state.hosts():
                    self._policy.remember(host, until, delay)
                asked = state.may_have_asked_until()
                if asked:
                    self._policy.gate.asked_until((datetime.now(UTC) - asked).total_seconds())

    def _add(self, source: Source) -> None:
        folder = self._data / "sources" / source.name
        try:
            frontier = self._open.enter_context(Frontier.open(folder / "state.sqlite"))
            notices = self._mend(frontier, folder)
        except StorageError as error:
            self.fatal(error)
            raise
        archive = self._open.enter_context(WarcWriter(folder, source.name))
        crawler = self._crawler(KINDS[source.kind], source)
        task = self._process.crawl(
            crawler,
            source=source,
            run=self._spec["run"],
            frontier=frontier,
            archive=archive,
            policy=self._policy,
            emit=self.emit,
            fatal=self.fatal,
        )
        began = time.monotonic()
        task.add_done_callback(lambda done: self._finished(done, crawler, frontier, source.name, began, notices))

    def _mend(self, frontier: Frontier, folder: Path) -> list[str]:
        """Cuts what a killed crawl tore; what was done, to be told. Raises StorageError."""
        newest = newest_archive(folder) if frontier.was_cut() else None
        if newest is None:
            return []
        try:
            cut = cut_back(newest, frontier.last_offset(newest.name))
        except OSError as error:
            raise StorageError(error.errno, error.strerror, str(newest)) from None
        return [f"{newest.name}: {cut} bytes of a torn record were cut off"] if cut else []

    def _crawler(self, spider: type[Any], source: Source) -> Crawler:
        delay = max(self._policy.delay(url, source.limits.delay) for url in source.starts)
        limits, verified = source.limits, source.tls == "verified"
        settings = source_settings(delay=delay, pages=limits.pages, timeout=limits.timeout, verified=verified)
        settings |= self._logging
        # Above the priority of the process's own settings, which are merged in.
        return Crawler(spider, Settings(settings, priority="cmdline"))

    def _finished(
        self,
        task: asyncio.Task[None],
        crawler: Crawler,
        frontier: Frontier,
        name: str,
        began: float,
        notices: list[str],
    ) -> None:
        spider: Any = crawler.spider
        failure = None if task.cancelled() else task.exception()
        if spider is None:
            frontier.finish(self._spec["run"], outcome="skipped", reason="stopped", error=str(failure))
        else:
            spider.finish()
        error = spider.error if spider and failure is None else f"the crawl could not be run: {failure}"
        seconds = round(time.monotonic() - began, 3)
        balance = frontier.balance(self._spec["run"])
        told = {"event": "source", "source": name, "error": error, "seconds": seconds, "notices": notices}
        self.emit(told | balance)


def main() -> None:
    """Reads the task from the first line of standard input and does it."""
    # Libraries may print; what the parent reads is ours alone.
    events = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.umask(0o077)
    told = _parents_lines()
    spec = json.loads(next(told))
    child = Child(spec, events)
    threading.Thread(target=_die_with_parent, args=(told, child.lines), daemon=True).start()
    child.probe() if spec["task"] == "probe" else child.crawl()
    events.flush()


def _parents_lines() -> Iterator[bytes]:
    """Standard input by line, past Python's buffer: that one's lock, held by a thread, aborts an ending interpreter."""
    rest = b""
    while chunk := os.read(0, 4096):
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines


def _die_with_parent(told: Iterator[bytes], lines: SimpleQueue[bytes]) -> None:
    for line in told:
        lines.put(line)
    os._exit(EXIT_ORPHANED)


if __name__ == "__main__":
    main()
