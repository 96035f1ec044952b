"""Recognising names, then figures and facts, in documents that were read before."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from benchmarks.pages import Work
from benchmarks.timing import Timing, in_turn
from extract.document import read_document
from extract.facts.finder import find_facts
from extract.figures import find_figures
from extract.mentions import find_mentions
from extract.nlp import make_doc
from extract.types import Document, Figure, Mention


@dataclass(slots=True)
class _Text:
    """A document, and what the steps before have found in it: each step is timed with the result of the last."""

    document: Document
    doc: Any
    mentions: tuple[Mention, ...] = ()
    figures: tuple[Figure, ...] = ()


def measure(work: Work) -> list[Timing]:
    documents = [found for page in work.pages if isinstance(found := read_document(page), Document)]
    texts = [_Text(document, make_doc(document.text)) for document in documents]
    steps: dict[str, Callable[[_Text], object]] = {
        "tokens and sentences": lambda text: make_doc(text.document.text),
        "names": _find_names,
        "figures": _find_figures,
        "facts": lambda text: find_facts(text.doc, text.document, text.mentions, text.figures),
    }
    contenders = {name: (lambda step=step: nullcontext(step)) for name, step in steps.items()}
    return in_turn("understanding", contenders, texts, rounds=work.rounds, unit="document")


def _find_names(text: _Text) -> None:
    text.mentions = find_mentions(text.doc, text.document)


def _find_figures(text: _Text) -> None:
    text.figures = find_figures(text.doc, text.document, text.mentions)
