"""Trains what tells what figures are of on the train part of the corpus: `python -m extract.training.fit_figures`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from extract.choices import PHRASES, TASK, THINGS, Learned
from extract.counted import share_words
from extract.figures import read_figures
from extract.measure_nouns import FILE as MEASURE_NOUNS
from extract.measure_nouns import NOUNS, features, kind_of
from extract.nlp import make_doc
from extract.phrases import phrase_features, phrases
from extract.positions import Position
from extract.quantities import Quantity
from extract.thing_features import thing_features
from extract.things import Thing, things
from extract.training.check import CORPUS
from extract.training.choice import Group, fit_choice, fit_labels
from extract.training.fact_gold import Gold, read_gold
from extract.training.fact_scoring import figure_agrees, match
from extract.types import MEASURES, Figure
from extract.weights import Weights, save_weights

ALL_NOUNS = tuple(dict.fromkeys(noun for nouns in NOUNS.values() for noun in nouns))


class Teacher:
    """Chooses what the annotation says, and remembers what there was to choose from."""

    def __init__(self, asked: Sequence[Figure]) -> None:
        self._asked = asked
        self.things: list[Group] = []
        self.phrases: list[Group] = []

    def thing(
        self, quantity: Quantity, at: Position, earlier: Sequence[Figure], stated: Sequence[Thing]
    ) -> Thing | None:
        asked = self._at(quantity)
        found = things(quantity, at, earlier, stated)
        right = [asked is not None and asked.value == quantity.value and _counts(asked, thing) for thing in found]
        self.things.append(_group(thing_features(found, quantity, at), right))
        return next((thing for thing, yes in zip(found, right, strict=True) if yes), None)

    def phrase(self, quantity: Quantity, at: Position, earlier: Sequence[Figure], stated: str | None) -> str | None:
        asked = self._at(quantity)
        found = phrases(quantity, at, earlier, stated)
        if asked is None or not found:
            return stated
        right = [bool(share_words(asked.what) & share_words(phrase.text)) for phrase in found]
        self.phrases.append(_group(phrase_features(found, quantity, at), right))
        return next((phrase.text for phrase, yes in zip(found, right, strict=True) if yes), stated)

    def _at(self, quantity: Quantity) -> Figure | None:
        return next((f for f in self._asked if f.start_char <= quantity.digits < f.end_char), None)


def _group(features: Iterator[Iterator[str]], right: Sequence[bool]) -> Group:
    return [(tuple(seen), yes) for seen, yes in zip(features, right, strict=True)]


def _counts(asked: Figure, thing: Thing) -> bool:
    """Whether the thing is what is annotated: the same unit, or a noun that shares a word."""
    if asked.unit == thing.unit:
        return True
    if any(unit in MEASURES or unit.isupper() for unit in (asked.unit or "", thing.unit)):
        return False
    named = share_words(asked.unit) | share_words(asked.what)
    return bool(named & (share_words(thing.unit) | share_words(thing.what)))


def taught(golds: Sequence[Gold]) -> Iterator[Teacher]:
    """What was to be chosen in each of the documents."""
    for gold in golds:
        assert gold.annotated is not None
        told = gold.annotated.extraction
        teacher = Teacher([asked.figure for asked in gold.figures])
        read_figures(make_doc(told.document.text), told.document, told.mentions, teacher)
        yield teacher


def nouns(golds: Sequence[Gold], learned: Learned) -> Iterator[tuple[tuple[str, ...], dict[str, bool]]]:
    """The features of each measured figure, and which nouns of its kind the annotated `what` has."""
    for gold in golds:
        assert gold.annotated is not None
        told = gold.annotated.extraction
        figures = read_figures(make_doc(told.document.text), told.document, told.mentions, learned)
        for asked, found in match(gold.figures, figures, figure_agrees).pairs:
            kind = kind_of(found)
            if kind in NOUNS:
                said = share_words(asked.figure.what)
                yield tuple(features(found, told.document.text, kind)), {noun: noun in said for noun in NOUNS[kind]}


def fit_all(golds: Sequence[Gold], teachers: Sequence[Teacher]) -> tuple[Weights, Weights, Weights]:
    """Weights of things, phrases and nouns; those of the nouns are learned behind the others."""
    of_things = fit_choice([group for teacher in teachers for group in teacher.things], TASK, penalty=0.3)
    of_phrases = fit_choice([group for teacher in teachers for group in teacher.phrases], TASK, penalty=1.0)
    return of_things, of_phrases, fit_labels(list(nouns(golds, Learned(of_things, of_phrases))), ALL_NOUNS, penalty=0.5)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--corpus", type=Path, default=CORPUS)
    golds = list(read_gold(asked.parse_args().corpus, "train"))
    for weights, file in zip(fit_all(golds, list(taught(golds))), (THINGS, PHRASES, MEASURE_NOUNS), strict=True):
        save_weights(weights, file)
        print(f"{file}: {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
