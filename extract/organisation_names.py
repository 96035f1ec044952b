"""Bodies that English-language news names without saying what they are: "Siemens", "UNESCO"."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

_DATA = Path(__file__).with_name("data") / "organisations.txt"


@lru_cache(maxsize=1)
def organisations() -> tuple[str, ...]:
    """Their names as they are written, in the order of the alphabet."""
    lines = _DATA.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=1)
def _set() -> frozenset[str]:
    return frozenset(organisations())


def is_organisation(name: str) -> bool:
    """Whether it is one of them, to the letter."""
    return name in _set()
