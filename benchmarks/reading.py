"""Reading: a page's main text and metadata, beside what the library alone needs for the same pages."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext

from trafilatura import bare_extraction

from benchmarks.pages import Work
from benchmarks.timing import Opened, Timing, in_turn
from crawler.page import Page
from extract.document import read_document
from extract.filekind import kind_of


def measure(work: Work) -> list[Timing]:
    """Both read the same pages: HTML alone, which is all that trafilatura takes."""
    pages = [page for page in work.pages if kind_of(page) == "html"]
    contenders: dict[str, Callable[[], Opened[Page]]] = {
        "read_document": lambda: nullcontext(read_document),
        "trafilatura.bare_extraction": lambda: nullcontext(_bare),
    }
    return in_turn("reading", contenders, pages, rounds=work.rounds, unit="page")


def _bare(page: Page) -> object:
    return bare_extraction(page.body, with_metadata=True)
