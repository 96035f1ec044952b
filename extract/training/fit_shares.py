"""How much the features of a candidate and its word vectors count beside each other: `extract/data/shares.json`.

The vectors come from an encoder that knows the train part by heart, so the dev part tells: a weight for each of the
two, the same for all tasks, and a number a task that makes the sum a probability.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from extract.facts.base import Context
from extract.facts.finder import facts_of_rules
from extract.figures import find_figures
from extract.mentions import find_mentions
from extract.nlp import make_doc
from extract.recognition.choice import ENCODER, load_model
from extract.references import references
from extract.relations.candidates import candidates
from extract.relations.finder import planned_features, told_by_rules
from extract.relations.outlook import outlook
from extract.relations.pairs import PAIR_TASKS
from extract.relations.shares import FILE, MIX, Mix, Odds, with_odds
from extract.training.fact_gold import Gold
from extract.training.labels import answers
from extract.weights import load_weights

Case = tuple[str, float, float, bool]
"""(task, log-odds by features, log-odds by vectors, whether the document states it)"""
_ROUNDS = 30
_PENALTY = 1.0


def cases(golds: Iterable[Gold]) -> Iterator[Case]:
    """Candidates among the names that the encoder finds."""
    for gold in golds:
        assert gold.annotated is not None
        document = gold.annotated.extraction.document
        doc = make_doc(document.text)
        mentions = find_mentions(doc, document, load_model(ENCODER))
        figures = find_figures(doc, document, mentions)
        context = Context(doc, document, mentions, figures, references(doc, mentions, document.headline))
        rules, seen = facts_of_rules(context), outlook(context)
        for odds in with_odds(context, list(candidates(context, rules))):
            if odds.by_vectors is None:
                continue
            for task, answer in answers(gold, odds.candidate, context):
                yield _case(odds, task, odds.candidate.features(), answer is not None)
                if answer is not None:
                    told = told_by_rules(odds.candidate, task, rules)
                    yield _case(odds, "planned", planned_features(context, seen, odds.candidate, told), answer.planned)


def _case(odds: Odds, task: str, features: Iterable[str], yes: bool) -> Case:
    assert odds.by_vectors is not None
    return task, load_weights(FILE).log_odds(features, (task,))[0], odds.by_vectors[PAIR_TASKS.index(task)], yes


def fit_mix(told: Sequence[Case]) -> Mix:
    """By Newton's method; the numbers of the tasks are kept small."""
    rows = np.zeros((len(told), 2 + len(PAIR_TASKS)))
    rows[:, :2] = [(features, vectors) for _, features, vectors, _ in told]
    rows[np.arange(len(told)), [2 + PAIR_TASKS.index(task) for task, *_ in told]] = 1
    yes = np.array([answer for *_, answer in told], dtype=float)
    kept_small = np.array([0.0, 0.0, *[_PENALTY] * len(PAIR_TASKS)])
    weights = np.array([0.5, 0.5, *[0.0] * len(PAIR_TASKS)])
    for _ in range(_ROUNDS):
        share = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (share - yes) + kept_small * weights
        curve = (rows * (share * (1 - share))[:, None]).T @ rows + np.diag(kept_small + 1e-6)
        weights -= np.linalg.solve(curve, slope)
    features, vectors, *added = (round(float(one), 3) for one in weights)
    return Mix(features=features, vectors=vectors, added=dict(zip(PAIR_TASKS, added, strict=True)))


def save_mix(mix: Mix) -> None:
    values = {"features": mix.features, "vectors": mix.vectors, "added": mix.added}
    MIX.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
