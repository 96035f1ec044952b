"""What a reader should find in a text: annotated documents of the corpus, or a manifest with gold beside its pages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from extract.training.annotated import Annotated, AnnotationError, read_annotated
from extract.training.fact_names import fold
from extract.training.splits import Split, split_of
from extract.types import Figure


class GoldError(ValueError):
    """Gold that cannot be scored against; one line that names the file."""

    exit_code = 65


class NoGold(GoldError):
    """Nothing annotated where it was looked for."""

    exit_code = 66


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFigure:
    """`optional`: true, but need not be found."""

    figure: Figure
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFact:
    """`subjects` and `objects` are all the right names of the two ends; `what` is what a number counts;
    `stated_at` is where the stating sentence begins in the text."""

    subjects: tuple[str, ...]
    predicate: str
    objects: tuple[str, ...]
    value: Decimal | None = None
    what: str | None = None
    planned: bool = False
    optional: bool = False
    stated_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One document. `aliases` gives for a folded name all the names of the same thing; the text is either that of
    `annotated` or that which is read from the page `file`."""

    name: str
    figures: tuple[AskedFigure, ...]
    facts: tuple[AskedFact, ...]
    aliases: Mapping[str, frozenset[str]]
    annotated: Annotated | None = None
    file: Path | None = None


def read_gold(path: Path, split: Split | None = None) -> Iterator[Gold]:
    """The documents of a folder of annotated texts, of one split where it is named, or those of a JSONL file.

    Raises GoldError, and AnnotationError for an annotated text that breaks the form.
    """
    if path.is_file():
        if split is not None:
            raise GoldError(f"{path}: only a folder of annotated texts has splits")
        yield from _read_manifest(path)
        return
    texts = [text for text in sorted(path.rglob("*.txt")) if split in (None, split_of(text.stem))]
    if not texts:
        raise NoGold(f"{path}: no annotated documents (*.txt){f' of the {split} split' if split else ''}")
    for text in texts:
        try:
            yield from_annotated(read_annotated(text))
        except AnnotationError as error:
            raise GoldError(str(error)) from None


def from_annotated(document: Annotated) -> Gold:
    found = document.extraction
    return Gold(
        name=document.name,
        figures=tuple(AskedFigure(figure=figure) for figure in found.figures),
        facts=tuple(
            AskedFact(
                subjects=(fact.subject,),
                predicate=fact.predicate,
                objects=(fact.object,),
                value=fact.value or _decimal(fact.qualifiers.get("value")),
                what=_text(fact.qualifiers.get("what") or fact.qualifiers.get("unit")),
                planned=fact.status == "planned",
                stated_at=fact.evidence[0].start_char,
            )
            for fact in found.facts
        ),
        aliases=_aliases((mention.label, mention.name, mention.text) for mention in found.mentions),
        annotated=document,
    )


def _read_manifest(path: Path) -> Iterator[Gold]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield _from_row(json.loads(line), path.parent)
        except (ValueError, TypeError, AttributeError, KeyError) as error:
            raise GoldError(f"{path}:{number}: no gold: {type(error).__name__}: {error}") from None


def _from_row(row: Mapping[str, Any], folder: Path) -> Gold:
    return Gold(
        name=row["file"],
        figures=tuple(
            AskedFigure(figure=_figure(figure), optional=bool(figure.get("optional"))) for figure in row["figures"]
        ),
        facts=tuple(_fact(fact) for fact in row["facts"]),
        aliases=_aliases((e["type"], e.get("canonical") or e["text"], e["text"]) for e in row.get("entities", ())),
        file=folder / row["file"],
    )


def _figure(row: Mapping[str, Any]) -> Figure:
    value = _decimal(row["value"])
    if value is None:
        raise ValueError(f"a figure without a number: {row['value']!r}")
    return Figure(
        text=row.get("text") or "",
        value=value,
        max_value=_decimal(row.get("max_value")),
        qualifier=row.get("qualifier") or "exact",
        planned=bool(row.get("planned")),
        start_char=0,
        end_char=0,
        unit=row.get("unit"),
        what=row.get("what"),
        scope=row.get("scope"),
        as_of=row.get("as_of"),
        per=row.get("per"),
    )


def _fact(row: Mapping[str, Any]) -> AskedFact:
    qualifiers = row.get("qualifiers") or {}
    numbers = (row.get("value"), qualifiers.get("value"), row["object"])
    return AskedFact(
        subjects=(str(row["subject"]), *map(str, row.get("subject_alt", ()))),
        predicate=row["predicate"],
        objects=(str(row["object"]), *map(str, row.get("object_alt", ()))),
        value=next((n for n in map(_decimal, numbers) if n is not None), None),
        what=_text(qualifiers.get("what") or qualifiers.get("unit")),
        planned="planned" in (row.get("status"), qualifiers.get("status")) or bool(qualifiers.get("planned")),
        optional=bool(row.get("optional")),
    )


def _aliases(names: Any) -> dict[str, frozenset[str]]:
    """Names of one label and one canonical name are those of one thing; a name of two things has the names of both."""
    things: dict[tuple[str, str], set[str]] = {}
    for label, canonical, written in names:
        things.setdefault((label, fold(canonical)), {canonical}).add(written)
    found: dict[str, frozenset[str]] = {}
    for thing in things.values():
        for name in thing:
            found[fold(name)] = found.get(fold(name), frozenset()) | thing
    return found


def _decimal(value: object) -> Decimal | None:
    try:
        return None if value is None else Decimal(str(value).replace(",", ""))
    except InvalidOperation:
        return None


def _text(value: object) -> str | None:
    return None if value is None else str(value)
