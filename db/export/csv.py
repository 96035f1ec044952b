"""Comma-separated values (RFC 4180, UTF-8) for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from typing import Any, TextIO

from db.records import Records

TITLE = "a table for spreadsheets"
EXTENSION = "csv"
# What a spreadsheet takes for the beginning of a formula, in both widths: owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def write(records: Records, stream: TextIO) -> int:
    """Writes a header and one line a record, lists joined by "; "; returns how many. No text cell is a formula."""
    writer = csv.writer(stream)
    writer.writerow(records.columns)
    count = 0
    for row in records.rows:
        writer.writerow(_cell(row.get(name)) for name in records.columns)
        count += 1
    return count


def _cell(value: Any) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    if isinstance(value, Mapping):
        return _text("; ".join(f"{key}={item}" for key, item in value.items()))
    if isinstance(value, list | tuple):
        return _text("; ".join(map(str, value)))
    return _text(str(value))


def _text(text: str) -> str:
    """Spreadsheets skip white space before a sign, and drop the apostrophe that makes a cell text."""
    dangerous = text[:1] in ("\t", "\r", "\n") or text.lstrip().startswith(_FORMULA)
    return f"'{text}" if dangerous else text
