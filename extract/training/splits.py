"""Train, dev and blind: by writer and by document. The blind part is for reports alone."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Literal

from extract.training.annotated import Annotated, read_annotated
from extract.training.check import CORPUS

Split = Literal["train", "dev", "blind"]
BLIND_SHARE = 4
DEV_SHARE = 16
"""Of a hundred: documents whose hash is below BLIND_SHARE are blind, those from there to DEV_SHARE dev."""


class BlindData(RuntimeError):
    """Something other than a report has asked for the blind part."""


def split_of(name: str, *, blind_writers: frozenset[str] | None = None) -> Split:
    """The split of a document by its name alone, so that no later document moves an earlier one.

    All documents of a blind writer are blind: what is measured there is a voice that training never heard.
    """
    writers = _BLIND_WRITERS if blind_writers is None else blind_writers
    if name.partition("-")[0] in writers:
        return "blind"
    bucket = int(sha256(name.encode()).hexdigest()[:8], 16) % 100
    return "blind" if bucket < BLIND_SHARE else "dev" if bucket < DEV_SHARE else "train"


_BLIND_WRITERS = frozenset({"w8", "w20", "w28", "w33"})


def load(split: Split, *, report: bool = False) -> Iterator[Annotated]:
    """The documents of a split. Raises BlindData where the blind part is asked for without `report`."""
    if split == "blind" and not report:
        raise BlindData("the blind part is read by reports alone: `load('blind', report=True)`")
    for path in sorted(CORPUS.glob("*/*.txt")):
        if split_of(path.stem) == split:
            yield read_annotated(path)
