"""Annotated documents into what a model learns from: words, what the rules say of them, and their true tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.mentions import rule_candidates
from extract.nlp import make_doc
from extract.recognition.inputs import sentences
from extract.recognition.tags import Floats, scored_spans, tag_numbers, tagged_spans
from extract.training.annotated import Annotated
from extract.training.scoring import core

IGNORED = -100
"""The tag of a word whose mention is optional: nothing is learnt from it."""


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence; the three run alongside each other."""

    words: tuple[str, ...]
    rules: tuple[int, ...]
    tags: tuple[int, ...]


def examples(annotated: Annotated) -> Iterator[Example]:
    """The sentences of a document as `make_doc` cuts them."""
    document = annotated.extraction.document
    doc = make_doc(document.text)
    spans: list[tuple[str, int, int]] = []
    free: list[tuple[str, int, int]] = []
    for i, mention in enumerate(annotated.extraction.mentions):
        label, start, end = core(mention)
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            (free if i in annotated.optional else spans).append((label, span.start, span.end))
    tags = tag_numbers(spans, len(doc))
    for _, start, end in free:
        tags[start:end] = [tag or IGNORED for tag in tags[start:end]]
    for sentence in sentences(doc, rule_candidates(doc, document)):
        yield Example(sentence.words, sentence.rules, tuple(tags[i] for i in sentence.tokens))


def spans_f1(held: Sequence[Example], scores: Sequence[Floats]) -> float:
    """F1 of spans by sentence, a model alone, from its scores (words by tags): what is watched while training."""
    right = asked = said = 0
    for example, spans in zip(held, scored_spans(scores), strict=True):
        gold = set(tagged_spans([max(tag, 0) for tag in example.tags]))
        free = {i for i, tag in enumerate(example.tags) if tag == IGNORED}
        found = {(label, start, end) for label, start, end, _ in spans if free.isdisjoint(range(start, end))}
        right, asked, said = right + len(found & gold), asked + len(gold), said + len(found)
    return 2 * right / max(1, asked + said)
