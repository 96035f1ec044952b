"""The members of a list in running text: "A, B and C"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from extract.verbs import lower

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from extract.types import Mention


def _protected(doc: Doc, mentions: Iterable[Mention]) -> set[int]:
    """The tokens that stand inside a name, its first one left out: no list is cut there."""
    inside: set[int] = set()
    for mention in mentions:
        span = doc.char_span(mention.start_char, mention.end_char, alignment_mode="expand")
        if span is not None:
            inside.update(range(span.start + 1, span.end))
    return inside


def split_list(span: Span, mentions: Sequence[Mention] = ()) -> list[Span]:
    """The members of "A, B and C", "A as well as B", "A; B", in order; a phrase that is no list comes back alone.

    Never cut: names given as mentions, and brackets.
    """
    doc = span.doc
    kept = _protected(doc, (m for m in mentions if m.start_char < span.end_char and m.end_char > span.start_char))
    members: list[Span] = []
    start, i, depth = span.start, span.start, 0
    while i < span.end:
        token = doc[i]
        depth += (token.text in "([（") - (token.text in ")]）")
        width = _separator_width(doc, i, span.end) if depth <= 0 and i not in kept else 0
        if width:
            members.extend(_member(doc, start, i))
            start = i = i + width
        else:
            i += 1
    members.extend(_member(doc, start, span.end))
    return members


def _separator_width(doc: Doc, i: int, end: int) -> int:
    spelled = [lower(t) for t in doc[i : min(end, i + 4)]]
    if spelled[:3] == ["as", "well", "as"]:
        return 3
    if spelled[:1] and spelled[0] in {",", ";", "、"}:
        return 1 + (_separator_width(doc, i + 1, end) if i + 1 < end and spelled[1:2] != [","] else 0)
    return 1 if spelled[0] in {"and", "or", "plus"} else 0


def _member(doc: Doc, start: int, end: int) -> list[Span]:
    while start < end and (doc[start].is_space or (doc[start].is_punct and doc[start].text not in "([“\"'‘")):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in ",;:"):
        end -= 1
    return [doc[start:end]] if end > start else []
