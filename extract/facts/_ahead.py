"""What lies ahead though no "will" says so: "a lab, to be run by X", "will open a lab run by X"."""

from __future__ import annotations

from collections.abc import Sequence

from extract.facts._phrases import Element, NounPhrase
from extract.facts._subjects import Mode
from extract.facts._verb_groups import VerbGroup
from extract.facts._verb_sense import Unit
from extract.lexicon import words

MAKING = words("build open establish create found launch construct erect add install introduce inaugurate") | {
    "set up", "fit out", "put up",
}  # fmt: skip
"""Whatever is to be made, or opened, is not there yet, and nor is what is told of it."""


def is_ahead(elements: Sequence[Element], i: int, mode: Mode, passive: bool, last: VerbGroup | None) -> bool:
    """Whether the verb at `i` is put ahead by its place; `last` is the verb before it."""
    group = elements[i]
    assert isinstance(group, VerbGroup)
    before = elements[i - 1] if i else None
    if mode == "infinitive" and passive and group.words[:2] == ("to", "be"):
        return before is None or isinstance(before, NounPhrase) or _is_mark(before)
    made = mode == "reduced" and last is not None and last.planned and last.root in MAKING
    return made and last is not None and _is_new(elements, i, last)


def _is_new(elements: Sequence[Element], i: int, last: VerbGroup) -> bool:
    """The participle hangs on what the verb before will make."""
    made = next((e for e in elements[:i] if e.start >= last.end), None)
    return isinstance(made, NounPhrase) and made.determiner in ("a", "an", "another", None)


def _is_mark(element: Element | None) -> bool:
    return isinstance(element, Unit) and element.kind in ("comma", "break")
