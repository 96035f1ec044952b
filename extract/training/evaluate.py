"""How well a recogniser reads an annotated folder, and how fast."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extract.mentions import as_mention, find_mentions, rule_candidates
from extract.nlp import make_doc
from extract.recognition.choice import Model, load_model
from extract.training.annotated import Annotated, read_annotated
from extract.training.scoring import Score, Tally, scores, tally
from extract.training.splits import Split, split_of
from extract.types import Document, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

Recogniser = Callable[["Doc", Document], Sequence[Mention]]


class NothingAnnotated(ValueError):
    """A folder without annotated documents."""

    exit_code = 66


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """`words_per_second` counts blanks-separated words over the CPU time from text to mentions, on one core."""

    documents: int
    words: int
    words_per_second: float
    scores: tuple[Score, ...]
    tallies: tuple[tuple[Annotated, Tally], ...] = ()


def annotated_in(folder: Path, split: Split | None = None) -> Iterator[Annotated]:
    """The annotated documents below the folder, by name; of one split where it is named. Raises AnnotationError,
    and NothingAnnotated where there are none."""
    paths = [path for path in sorted(folder.rglob("*.txt")) if split in (None, split_of(path.stem))]
    if not paths:
        raise NothingAnnotated(f"{folder}: no annotated documents (*.txt){f' of the {split} split' if split else ''}")
    yield from map(read_annotated, paths)


def reader(model: str, *, alone: bool = False) -> Recogniser:
    """Reads as the program does with that model; `alone` leaves the rules out. Raises NoSuchModel."""
    return reader_of(load_model(model), alone=alone)


def reader_of(loaded: Model | None, *, alone: bool = False) -> Recogniser:
    """Reads with a loaded model; None stands for the rules."""

    def recognise(doc: Doc, document: Document) -> Sequence[Mention]:
        if loaded is not None and alone:
            return [
                as_mention(doc, candidate) for candidate in loaded(doc, rule_candidates(doc, document, loaded.asked))
            ]
        return find_mentions(doc, document, loaded)

    return recognise


def evaluate(recognise: Recogniser, documents: Sequence[Annotated]) -> Evaluation:
    """The first document is read once before the clock starts, so that loading is not counted."""
    for annotated in documents[:1]:
        _read(recognise, annotated)
    begun = time.process_time()
    found = [_read(recognise, annotated) for annotated in documents]
    seconds = time.process_time() - begun
    tallies = [tally(annotated, mentions) for annotated, mentions in zip(documents, found, strict=True)]
    words = sum(len(annotated.extraction.document.text.split()) for annotated in documents)
    return Evaluation(
        documents=len(documents),
        words=words,
        words_per_second=words / seconds if seconds else 0.0,
        scores=tuple(scores(tallies)),
        tallies=tuple(zip(documents, tallies, strict=True)),
    )


def _read(recognise: Recogniser, annotated: Annotated) -> Sequence[Mention]:
    document = annotated.extraction.document
    return recognise(make_doc(document.text), document)
