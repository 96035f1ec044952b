"""Which recogniser reads: the rules alone, one of the trained models, or a spaCy pipeline of the user's own."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extract.entity_types._base import Candidate


class Model(Protocol):
    """A Doc and what the rules of the labels `asked` have settled on, without overlaps, to what the model finds; its
    names that score less than `least` are none."""

    asked: Collection[str]
    least: float

    def __call__(self, doc: Doc, rules: Sequence[Candidate], /) -> list[Candidate]: ...


RULES, ENCODER, FAST = "rules", "encoder", "fast"
DEFAULT = ENCODER
MODELS = Path(__file__).with_name("weights")
"""A folder for each model that comes with the program."""
VARIABLE = "CITYFACTS_MODEL"
"""Names the model in every process of a run; unset or empty is DEFAULT."""


class NoSuchModel(ValueError):
    """A name that is no model, or a folder that is no spaCy pipeline."""

    exit_code = 66


def use(name: str) -> None:
    """Makes this process and those that it starts read with the model. Raises NoSuchModel for what is none by name."""
    if name not in (RULES, ENCODER, FAST) and not Path(name).is_dir():
        raise _no_such(name)
    os.environ[VARIABLE] = name


def chosen() -> str:
    """The model that this process reads with."""
    return os.environ.get(VARIABLE) or DEFAULT


@lru_cache(maxsize=4)
def load_model(name: str) -> Model | None:
    """The model of that name or folder, loaded once a process; None for the rules alone. Raises NoSuchModel."""
    if name == RULES:
        return None
    if name == ENCODER:
        from extract.recognition.encoder import Encoder

        return Encoder(MODELS / ENCODER)
    if name == FAST:
        from extract.recognition.fast import FastTagger

        return FastTagger(MODELS / FAST)
    if Path(name).is_dir():
        from extract.recognition.external import SpacyPipeline

        return SpacyPipeline(Path(name))
    raise _no_such(name)


def _no_such(name: str) -> NoSuchModel:
    return NoSuchModel(f"{name}: no model: {RULES}, {ENCODER}, {FAST}, or the folder of a spaCy pipeline")
