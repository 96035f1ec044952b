"""Adding to the knowledge base, one transaction a page, and searching in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.pages import FETCHED_AT, Work
from benchmarks.timing import Opened, Timing, in_turn
from crawler.page import Page
from db.search import search
from db.store import KnowledgeBase
from extract.pipeline import extract
from extract.types import Extraction

Read = tuple[Page, Extraction]
RUN = "bench"
WORDS_A_QUERY = 2


def measure(work: Work) -> list[Timing]:
    """A page is added to an empty knowledge base and to one that has it; searched is in all of them."""
    read = [(page, found) for page in work.pages if isinstance(found := extract(page), Extraction)]
    adding: dict[str, Callable[[], Opened[Read]]] = {"new": lambda: _adding([]), "unchanged": lambda: _adding(read)}
    timings = in_turn("adding", adding, read, rounds=work.rounds, unit="page")
    with _knowing(read) as kb:
        searching: dict[str, Callable[[], Opened[str]]] = {
            "all kinds": lambda: nullcontext(lambda words: search(kb, words)),
            "done facts": lambda: nullcontext(lambda words: search(kb, words, kind="facts", status="done")),
        }
        return timings + in_turn("searching", searching, _queries(read), rounds=work.rounds, unit="query")


def _queries(read: Sequence[Read]) -> list[str]:
    """The first words of each announcement: what somebody who remembers it would type."""
    heads = [found.document.headline or found.document.text for _, found in read]
    return [" ".join(head.split()[:WORDS_A_QUERY]) for head in heads]


@contextmanager
def _adding(known: Sequence[Read]) -> Iterator[Callable[[Read], object]]:
    with _knowing(known) as kb:
        yield lambda item: kb.add_extraction(item[1], page=item[0], run=RUN)


@contextmanager
def _knowing(read: Sequence[Read]) -> Iterator[KnowledgeBase]:
    """A knowledge base in a folder of its own, with these pages in it."""
    with TemporaryDirectory(prefix="cityfacts-bench-") as folder, closing(_open(Path(folder))) as kb:
        for page, found in read:
            kb.add_extraction(found, page=page, run=RUN)
        yield kb


def _open(folder: Path) -> KnowledgeBase:
    kb = KnowledgeBase(folder / "kb.sqlite")
    kb.start_run(RUN, FETCHED_AT)
    return kb
