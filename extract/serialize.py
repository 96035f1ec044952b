"""Extraction to JSON and back: the one written form, in the contract of `cityfacts extract` and between processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from extract.types import Document, Evidence, Extraction, Fact, Figure, Mention, NotADocument

JsonObject = dict[str, Any]


def to_json(result: Extraction | NotADocument) -> JsonObject:
    """`{"document", "mentions", "figures", "facts"}`, or `{"rejected", "detail"}`.

    A whole Decimal becomes an int and any other a float; `evidence` is the first span and `more_evidence` the rest.
    """
    if isinstance(result, NotADocument):
        return {"rejected": result.code, "detail": result.detail}
    return {
        "document": _plain(result.document) | {"id": result.document.id, "version": result.document.version},
        "mentions": [_plain(mention) for mention in result.mentions],
        "figures": [_plain(figure) for figure in result.figures],
        "facts": [_fact_to_json(fact) for fact in result.facts],
    }


def from_json(row: Mapping[str, Any]) -> Extraction | NotADocument:
    """The inverse of `to_json`; other keys of the row are ignored. Raises KeyError where a key is missing."""
    if "rejected" in row:
        return NotADocument(code=row["rejected"], detail=row["detail"])
    return Extraction(
        document=Document(**_known(Document, row["document"]) | {"authors": tuple(row["document"]["authors"])}),
        mentions=tuple(Mention(**mention) for mention in row["mentions"]),
        figures=tuple(_figure(figure) for figure in row["figures"]),
        facts=tuple(_fact(fact) for fact in row["facts"]),
    )


def _fact_to_json(fact: Fact) -> JsonObject:
    row: JsonObject = _plain(fact)
    first, *more = row.pop("evidence")
    return row | {"evidence": first, "more_evidence": more}


def _figure(row: Mapping[str, Any]) -> Figure:
    return Figure(**{**row, "value": _decimal(row["value"]), "max_value": _decimal(row["max_value"])})


def _fact(row: Mapping[str, Any]) -> Fact:
    values = _known(Fact, row)
    spans = (row["evidence"], *row["more_evidence"])
    qualifiers = {k: tuple(v) if isinstance(v, list) else v for k, v in row["qualifiers"].items()}
    return Fact(
        **values
        | {
            "evidence": tuple(Evidence(**span) for span in spans),
            "qualifiers": qualifiers,
            "value": _decimal(row["value"]),
        }
    )


def _known(kind: type, row: Mapping[str, Any]) -> JsonObject:
    names = {f.name for f in fields(kind)}
    return {key: value for key, value in row.items() if key in names}


def _decimal(value: float | str | None) -> Any:
    # repr keeps what was written: Decimal(0.1) would be 0.1000000000000000055…
    return None if value is None else Decimal(str(value))


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
