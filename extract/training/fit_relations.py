"""Trains `extract.relations` on the train part of the corpus: `python -m extract.training.fit_relations`.

Then it weighs the features against the encoder's vectors on the dev part (`fit_shares`).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from extract.facts.base import Context
from extract.facts.finder import facts_of_rules
from extract.figures import find_figures
from extract.mentions import find_mentions
from extract.nlp import make_doc
from extract.references import references
from extract.relations.candidates import candidates
from extract.relations.finder import planned_features, told_by_rules
from extract.relations.outlook import outlook
from extract.relations.pairs import PAIR_TASKS
from extract.relations.shares import FILE
from extract.training.check import CORPUS
from extract.training.fact_gold import Gold, read_gold
from extract.training.fit_shares import cases, fit_mix, save_mix
from extract.training.labels import answers
from extract.training.logistic import Example, fit
from extract.types import Mention
from extract.weights import load_weights, save_weights

TASKS = (*PAIR_TASKS, "rule")


def contexts(gold: Gold) -> Iterator[Context]:
    """The document with the names as annotated, and with those that the program finds."""
    assert gold.annotated is not None
    told = gold.annotated.extraction
    doc = make_doc(told.document.text)
    found: Sequence[Sequence[Mention]] = (told.mentions, find_mentions(doc, told.document))
    for mentions in found:
        figures = find_figures(doc, told.document, mentions)
        yield Context(doc, told.document, mentions, figures, references(doc, mentions, told.document.headline))


def labelled(golds: Iterable[Gold]) -> Iterator[Example]:
    """(task, features, whether the document states it); of what it states also whether that lies ahead."""
    for gold in golds:
        for context in contexts(gold):
            rules, seen = facts_of_rules(context), outlook(context)
            for candidate in candidates(context, rules):
                for task, answer in answers(gold, candidate, context):
                    yield ("rule" if candidate.rule else task), tuple(candidate.features()), answer is not None
                    if answer is not None:
                        told = told_by_rules(candidate, task, rules)
                        yield "planned", planned_features(context, seen, candidate, told), answer.planned


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--corpus", type=Path, default=CORPUS)
    options = asked.parse_args()
    save_weights(fit(list(labelled(read_gold(options.corpus, "train"))), TASKS), FILE)
    print(f"{FILE}: {FILE.stat().st_size:,} bytes")
    load_weights.cache_clear()
    mix = fit_mix(list(cases(read_gold(options.corpus, "dev"))))
    save_mix(mix)
    print(mix)


if __name__ == "__main__":
    main()
