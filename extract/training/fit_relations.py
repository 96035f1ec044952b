"""Trains `extract.relations` on the train part of the corpus: `python -m extract.training.fit_relations`."""

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
from extract.relations.candidates import HOLDING, Candidate, candidates
from extract.relations.finder import FILE, planned_features, told_by_rules
from extract.relations.phrases import ACT, PHRASE
from extract.training.check import CORPUS
from extract.training.fact_gold import AskedFact, Gold, read_gold
from extract.training.fact_names import fold, same_name
from extract.training.fact_scoring import fact_agrees
from extract.training.logistic import Example, fit
from extract.types import Mention
from extract.weights import save_weights

TASKS = (
    "located_in", "has_position", "date_established", "founded_by", "operated_by", "partner_with", "part_of", "funds",
    "plans", "offers_service", "targets_group", "focuses_on", "holding", "rule", "planned",
)  # fmt: skip


def contexts(gold: Gold) -> Iterator[Context]:
    """The document with the names as annotated, and with those that the program finds."""
    assert gold.annotated is not None
    told = gold.annotated.extraction
    doc = make_doc(told.document.text)
    found: Sequence[Sequence[Mention]] = (told.mentions, find_mentions(doc, told.document))
    for mentions in found:
        figures = find_figures(doc, told.document, mentions)
        yield Context(doc, told.document, mentions, figures, references(doc, mentions))


def labelled(golds: Iterable[Gold]) -> Iterator[Example]:
    """(task, features, whether the document states it); of what it states also whether that lies ahead."""
    for gold in golds:
        for context in contexts(gold):
            rules = facts_of_rules(context)
            for candidate in candidates(context, rules):
                for task, answer in answers(gold, candidate, context):
                    yield ("rule" if candidate.rule else task), candidate.features, answer is not None
                    if answer is not None:
                        told = told_by_rules(candidate, task, rules)
                        yield "planned", planned_features(context, candidate, told), answer.planned


def answers(gold: Gold, candidate: Candidate, context: Context) -> Iterator[tuple[str, AskedFact | None]]:
    """For each predicate that the candidate might be of, the fact that is asked, if any."""
    if candidate.rule is not None:
        agrees = fact_agrees(gold)
        yield candidate.rule.predicate, next((f for f in gold.facts if agrees(f, candidate.rule)), None)
        return
    subject, object = candidate.subject[0], candidate.object[0]
    for task in candidate.predicates:
        if candidate.figure is not None:
            held = (f for f in _of(gold, *HOLDING) if f.value == candidate.figure.value)
            yield task, next((f for f in held if _named(gold, f.subjects, subject)), None)
            continue
        described = candidate.object[1] in (PHRASE, ACT)
        here = context.sentences[candidate.sentence].span
        stated = [
            (f, f.subjects, f.objects)
            for f in _of(gold, task)
            if not described or here.start_char - 2 <= (f.stated_at or 0) < here.end_char
        ]
        if task == "founded_by":
            stated += [(f, f.objects, f.subjects) for f in _of(gold, "established")]
        yield task, next((f for f, a, b in stated if _named(gold, a, subject) and _named(gold, b, object)), None)


def _of(gold: Gold, *predicates: str) -> Iterator[AskedFact]:
    return (fact for fact in gold.facts if fact.predicate in predicates)


def _named(gold: Gold, names: Sequence[str], found: str) -> bool:
    return any(same_name(one, found) for name in names for one in (name, *gold.aliases.get(fold(name), ())))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--corpus", type=Path, default=CORPUS)
    asked.add_argument("--out", type=Path, default=FILE)
    options = asked.parse_args()
    save_weights(fit(list(labelled(read_gold(options.corpus, "train"))), TASKS), options.out)
    print(f"{options.out}: {options.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
