"""What an annotated document says of a candidate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.facts.base import Context
from extract.relations.candidates import HOLDING, Candidate
from extract.relations.phrases import ACT, PHRASE
from extract.training.fact_gold import AskedFact, Gold
from extract.training.fact_names import fold, same_name
from extract.training.fact_scoring import fact_agrees


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
        sentence = context.sentences[candidate.sentence].span
        stated = [(f, f.subjects, f.objects) for f in _of(gold, task)]
        if task == "founded_by":
            stated += [(f, f.objects, f.subjects) for f in _of(gold, "established")]
        told = [f for f, a, b in stated if _named(gold, a, subject) and _named(gold, b, object)]
        here = next((f for f in told if sentence.start_char - 2 <= (f.stated_at or 0) < sentence.end_char), None)
        # Two names may be seen together where nothing is said of them: that teaches neither yes nor no.
        if here is not None or described or not told:
            yield task, here


def _of(gold: Gold, *predicates: str) -> Iterator[AskedFact]:
    return (fact for fact in gold.facts if fact.predicate in predicates)


def _named(gold: Gold, names: Sequence[str], found: str) -> bool:
    return any(same_name(one, found) for name in names for one in (name, *gold.aliases.get(fold(name), ())))
