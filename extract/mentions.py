"""Names in a document: every entity type proposes, overlaps are settled, aliases share one name."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from extract.aliases import join_aliases
from extract.entity_types._base import Candidate, Context
from extract.recognition.choice import Model
from extract.recognition.merge import merged
from extract.types import LABELS, Document, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

THRESHOLD = 0.5
"""Candidates below it are dropped."""
GUESS = 0.6
"""Candidates below it are guesses: they give way to any surer one, however short."""

# Of two candidates as long and as sure as each other, the earlier label wins.
_PRIORITY = {
    label: n
    for n, label in enumerate(("DATE", "COUNTRY", "CENTER", "EVENT", "PROGRAMME", "ORG", "CITY", "PLACE", "PERSON"))
}
_DETERMINER = re.compile(r"(?:the|a|an|its|their|this|that)\s+", re.I)


@lru_cache(maxsize=1)
def entity_types() -> dict[str, Callable[[Context], Iterable[Candidate]]]:
    """Label -> finder, for every module of extract/entity_types/ without a leading underscore."""
    folder = Path(__file__).with_name("entity_types")
    names = sorted(path.stem for path in folder.glob("*.py") if not path.stem.startswith("_"))
    modules = [importlib.import_module(f"extract.entity_types.{name}") for name in names]
    return {module.LABEL: module.find for module in modules if module.LABEL in LABELS}


def find_mentions(doc: Doc, document: Document, model: Model | None = None) -> tuple[Mention, ...]:
    """The entities of the document in the order of the text, none overlapping another. `document.text` is the text of
    `doc`; its `date_published` resolves relative dates, its `country` tells places of one name apart. What a `model`
    finds is merged with what the rules find."""
    chosen = rule_candidates(doc, document, LABELS if model is None else model.asked)
    if model is not None:
        chosen = merged(doc, chosen, model(doc, chosen), model.least)
    mentions = [as_mention(doc, candidate) for candidate in chosen]
    return tuple(join_aliases(doc, [m for m in mentions if m.text]))


def rule_candidates(doc: Doc, document: Document, labels: Collection[str] = LABELS) -> list[Candidate]:
    """What the rules of these labels settle on, in the order of the text, without overlaps."""
    context = Context(doc=doc, published=published_on(document), country=document.country)
    finders = [find for label, find in entity_types().items() if label in labels]
    candidates = [c for find in finders for c in find(context) if c.score >= THRESHOLD]
    return _without_overlaps(candidates)


def published_on(document: Document) -> date | None:
    """The day of publication, or None where the document has none that can be read."""
    try:
        return date.fromisoformat((document.date_published or "")[:10])
    except ValueError:
        return None


def _without_overlaps(candidates: list[Candidate]) -> list[Candidate]:
    """Of two that overlap a guess loses; then the longer one wins, then the surer, then the label's priority."""
    ranked = sorted(candidates, key=lambda c: (c.score < GUESS, c.start - c.end, -c.score, _PRIORITY[c.label]))
    taken: set[int] = set()
    chosen = []
    for candidate in ranked:
        tokens = range(candidate.start, candidate.end)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            chosen.append(candidate)
    return sorted(chosen, key=lambda c: c.start)


def as_mention(doc: Doc, candidate: Candidate) -> Mention:
    """The candidate's words without a leading determiner."""
    span = doc[candidate.start : candidate.end]
    text = span.text
    start = span.start_char
    determiner = _DETERMINER.match(text) if candidate.label != "DATE" else None
    if determiner and len(text) > determiner.end():
        start += determiner.end()
        text = text[determiner.end() :]
    text = text.rstrip()
    name = candidate.name or text
    return Mention(
        label=candidate.label,
        text=text,
        name=" ".join(name.split()),
        start_char=start,
        end_char=start + len(text),
        score=candidate.score,
        title=" ".join(candidate.title.split()) if candidate.title else None,
    )
