"""Reading: a page's main text and metadata, beside what the library alone and other extractors need for it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext

from trafilatura import bare_extraction

from benchmarks.pages import Work
from benchmarks.timing import Opened, Timing, in_turn
from crawler.page import Page
from extract.document import read_document
from extract.filekind import kind_of
from extract.readers import Reader, readers

_OURS = frozenset(("cityfacts", "trafilatura"))


def measure(work: Work) -> list[Timing]:
    """Both read the same pages: HTML alone, which is all that trafilatura takes."""
    pages = [page for page in work.pages if kind_of(page) == "html"]
    contenders: dict[str, Callable[[], Opened[Page]]] = {
        "read_document": lambda: nullcontext(read_document),
        "trafilatura.bare_extraction": lambda: nullcontext(_bare),
    }
    for name, reader in readers().items():
        if name not in _OURS:
            contenders[name] = _forgiving(reader)
    return in_turn("reading", contenders, pages, rounds=work.rounds, unit="page")


def _forgiving(reader: Reader) -> Callable[[], Opened[Page]]:
    def read(page: Page) -> object:
        try:
            return reader(page)
        except Exception:  # an extractor that gives up on a page has taken its time all the same
            return None

    return lambda: nullcontext(read)


def _bare(page: Page) -> object:
    return bare_extraction(page.body, with_metadata=True)
