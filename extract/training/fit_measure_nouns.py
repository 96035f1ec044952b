"""Trains `extract.measure_nouns` on the train part of the corpus: `python -m extract.training.fit_measure_nouns`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from extract.figures import read_figures
from extract.measure_nouns import FILE, NOUNS, features, kind_of
from extract.nlp import make_doc
from extract.training.check import CORPUS
from extract.training.fact_gold import Gold, read_gold
from extract.training.fact_names import words
from extract.training.fact_scoring import figure_agrees, match
from extract.training.logistic import Example, fit
from extract.weights import save_weights

TASKS = tuple(f"{kind}.{noun}" for kind, nouns in NOUNS.items() for noun in nouns)


def labelled(golds: Iterable[Gold]) -> Iterator[Example]:
    """For each noun of the figure's kind, whether the annotated `what` has it."""
    for gold in golds:
        assert gold.annotated is not None
        told = gold.annotated.extraction
        figures = read_figures(make_doc(told.document.text), told.document, told.mentions)
        for asked, found in match(gold.figures, figures, figure_agrees).pairs:
            kind = kind_of(found)
            if kind is not None:
                seen = tuple(features(found, told.document.text, kind))
                said = set(words(asked.figure.what))
                yield from ((f"{kind}.{noun}", seen, noun in said) for noun in NOUNS[kind])


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--corpus", type=Path, default=CORPUS)
    asked.add_argument("--out", type=Path, default=FILE)
    options = asked.parse_args()
    save_weights(fit(list(labelled(read_gold(options.corpus, "train"))), TASKS, rarest=2), options.out)
    print(f"{options.out}: {options.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
