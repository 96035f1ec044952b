"""What of an extraction may be stored: the rest becomes an issue, not a guess and not a lost page."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any, TypeVar

from db.text import clean, plain_number
from extract.serialize import to_json
from extract.types import LABELS, QUALIFIERS, Document, Evidence, Extraction, Fact, Figure, Mention, digest

Span = TypeVar("Span", Mention, Figure, Evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that was read but cannot be stored."""

    code: str
    detail: str


def admit(extraction: Extraction) -> tuple[Extraction, tuple[Problem, ...]]:
    """The extraction with storable strings, without what contradicts its text or the closed lists; and why."""
    document = _cleaned(extraction.document)
    checker = _Checker(document.text)
    kept = Extraction(
        document=document,
        mentions=tuple(m for m in map(_cleaned, extraction.mentions) if checker.mention(m)),
        figures=tuple(f for f in map(_cleaned, extraction.figures) if checker.figure(f)),
        facts=tuple(f for f in map(_cleaned_fact, extraction.facts) if checker.fact(f)),
    )
    return kept, tuple(checker.problems)


def reading_id(extraction: Extraction) -> str:
    """Equal where everything read is equal, whichever page it was read from."""
    content = to_json(extraction)
    content["document"].pop("page_id")
    return digest("reading", json.dumps(content, sort_keys=True))


def score(value: float) -> float:
    """A probability, also of what is none."""
    return 0.0 if math.isnan(value) else min(1.0, max(0.0, float(value)))


class _Checker:
    def __init__(self, text: str) -> None:
        self._text = text
        self.problems: list[Problem] = []

    def mention(self, mention: Mention) -> bool:
        if mention.label not in LABELS:
            return self._refuse("unknown_label", f"{mention.label} of {mention.text!r}")
        return self._span(mention)

    def figure(self, figure: Figure) -> bool:
        if figure.qualifier not in QUALIFIERS:
            return self._refuse("unknown_qualifier", f"{figure.qualifier} of {figure.text!r}")
        return (
            self._number(figure.value, figure.text)
            and self._number(figure.max_value, figure.text)
            and self._span(figure)
        )

    def fact(self, fact: Fact) -> bool:
        said = f"{fact.subject} {fact.predicate} {fact.object}"
        if unknown := {fact.subject_label, fact.object_label} - {None, *LABELS}:
            return self._refuse("unknown_label", f"{', '.join(map(str, unknown))} in {said}")
        if fact.status not in ("done", "planned"):
            return self._refuse("unknown_status", f"{fact.status} in {said}")
        if not (fact.subject.strip() and fact.predicate and fact.object.strip()):
            return self._refuse("empty_role", said)
        return self._number(fact.value, said) and all(self._span(span) for span in fact.evidence)

    def _number(self, value: Decimal | None, where: str) -> bool:
        try:
            if value is not None:
                plain_number(value)
        except ValueError as error:
            return self._refuse("bad_number", f"{error} in {where!r}")
        return True

    def _span(self, item: Span) -> bool:
        start, end = item.start_char, item.end_char
        if 0 <= start < end and self._text[start:end] == item.text:
            return True
        return self._refuse("broken_span", f"{type(item).__name__.lower()} {start}-{end} is not {item.text!r}")

    def _refuse(self, code: str, detail: str) -> bool:
        self.problems.append(Problem(code=code, detail=detail[:500]))
        return False


Cleanable = TypeVar("Cleanable", Document, Mention, Figure, Fact, Evidence)


def _cleaned(item: Cleanable) -> Cleanable:
    changes = {}
    for field in fields(item):
        value = getattr(item, field.name)
        if (better := _plain(value)) != value:
            changes[field.name] = better
    return replace(item, **changes) if changes else item


def _cleaned_fact(fact: Fact) -> Fact:
    return _cleaned(replace(fact, evidence=tuple(map(_cleaned, fact.evidence))))


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    if isinstance(value, Mapping):
        return {_plain(key): _plain(item) for key, item in value.items()}
    return value
