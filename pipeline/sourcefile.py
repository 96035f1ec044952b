"""Writing a source file: the TOML that crawler.source reads, in the order in which people read it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from crawler.source import Source, load_source

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def write_source(source: Source, path: Path, *, loopback: bool = False) -> None:
    """Writes what differs from the defaults, whole or not at all, and never over a file that is there.

    The file is read back and must give the same source. Raises FileExistsError, or SourceError for what the loader
    would refuse.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = to_toml(source.model_dump(mode="json", exclude_defaults=True))
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".new-") as folder:
        draft = Path(folder) / path.name
        draft.write_text(text, encoding="utf-8")
        if load_source(draft, loopback=loopback) != source:
            raise AssertionError(f"{path.name} does not say what it was made from")
        os.link(draft, path)


def to_toml(values: dict[str, Any]) -> str:
    """Tables come last, as TOML wants it.

    >>> print(to_toml({"name": "a", "allow": ["x\\\\d"], "limits": {"delay": 5.0}}), end="")
    name = "a"
    allow = ['x\\d']
    <BLANKLINE>
    [limits]
    delay = 5.0
    """
    lines = [f"{key} = {_value(value)}" for key, value in values.items() if not isinstance(value, dict)]
    for table, inner in values.items():
        if isinstance(inner, dict) and inner:
            lines += ["", f"[{table}]", *(f"{key} = {_value(value)}" for key, value in inner.items())]
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(part) for part in value)}]"
    text = str(value)
    # Regular expressions stay readable between single quotes, which take everything but a single quote and controls.
    if "\\" in text and "'" not in text and text.isprintable():
        return f"'{text}'"
    return '"' + "".join(_ESCAPES.get(c) or (c if c.isprintable() else f"\\U{ord(c):08X}") for c in text) + '"'
