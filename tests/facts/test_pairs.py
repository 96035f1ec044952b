"""Candidates as numbers, and what the encoder's word vectors add to a fact's probability."""

from __future__ import annotations

import numpy as np
import pytest

from extract.facts.base import Context
from extract.facts.finder import facts_of
from extract.figures import find_figures
from extract.mentions import rule_candidates
from extract.nlp import make_doc
from extract.recognition import encoder
from extract.recognition.choice import ENCODER, FAST, load_model
from extract.references import references
from extract.relations.candidates import candidates
from extract.relations.head import load_head
from extract.relations.pairs import KINDS, PAIR_TASKS, pairs_of
from extract.relations.shares import with_odds
from extract.types import Document, Mention

TEXT = "The Ribeira Incubator was founded by Douro Ventures. It houses 45 start-ups in Porto, said Ana Reis."
NAMES = (("CENTER", "Ribeira Incubator"), ("ORG", "Douro Ventures"), ("CITY", "Porto"), ("PERSON", "Ana Reis"))


def context_of(text: str = TEXT, model: str | None = ENCODER) -> Context:
    """With the names of NAMES, read by the model so that the words have vectors."""
    doc = make_doc(text)
    document = Document(page_id="p", url="https://example.org/a", text=text)
    loaded = load_model(model) if model else None
    if loaded is not None:
        loaded(doc, rule_candidates(doc, document, loaded.asked))
    mentions = [
        Mention(label=label, text=name, name=name, start_char=text.index(name), end_char=text.index(name) + len(name))
        for label, name in NAMES
    ]
    return Context(doc, document, mentions, find_figures(doc, document, mentions), references(doc, mentions))


def test_a_pair_tells_where_its_ends_stand() -> None:
    given = context_of(model=None)
    spans = [sentence.span for sentence in given.sentences]
    possible = list(candidates(given, []))
    found = {(c.subject[0], c.object[0]): pair for c, pair in zip(possible, pairs_of(possible, spans), strict=True)}
    words = [token.text for token in given.doc]
    pair = found["Ribeira Incubator", "Douro Ventures"]
    assert pair is not None
    assert [words[i] for i in pair.places] == ["Ribeira", "Incubator", "Douro", "Ventures"]
    assert words[slice(*pair.between)] == ["was", "founded", "by"]
    assert pair.other == (0, 0)
    before = found["Douro Ventures", "45"]
    assert before is not None
    assert [words[i] for i in before.places] == ["Douro", "Ventures", "45", "ups"]
    assert words[slice(*before.between)] == ["It", "houses"]
    assert words[before.sentence[0]] == "It"
    assert words[before.other[0]] == "The"
    for one in found.values():
        assert one is None or all(0 <= kind < size for kind, size in zip(one.kinds, KINDS, strict=True))


def test_words_have_vectors_where_the_encoder_has_read_them(monkeypatch: pytest.MonkeyPatch) -> None:
    given = context_of()
    assert len(given.doc.tensor) == len(given.doc)
    assert np.abs(given.doc.tensor).min(axis=1).max() > 0
    assert all(odds.by_vectors is not None for odds in with_odds(given, list(candidates(given, []))))
    for without in (context_of(model=None), context_of(model=FAST)):
        assert all(odds.by_vectors is None for odds in with_odds(without, list(candidates(without, []))))
    monkeypatch.setattr(encoder, "MAX_TOKENS", 10)
    assert len(context_of().doc.tensor) == 0


def test_a_sentence_gives_the_same_odds_whatever_stands_around_it() -> None:
    def odds(text: str) -> list[float]:
        given = context_of(text)
        return next(
            list(one.by_vectors)
            for one in with_odds(given, list(candidates(given, [])))
            if one.by_vectors is not None and one.candidate.object[0] == "Douro Ventures"
        )

    assert odds(TEXT) == pytest.approx(odds(f"Rents rise. {TEXT} " + "Nothing else is new here. " * 40), abs=0.01)


def test_the_head_tells_of_every_task() -> None:
    given = context_of()
    (told, *_) = (odds.by_vectors for odds in with_odds(given, list(candidates(given, []))))
    assert told is not None
    assert len(told) == len(PAIR_TASKS)
    assert load_head() is load_head()


def test_facts_with_and_without_vectors_are_read() -> None:
    for model in (ENCODER, FAST, None):
        told = {(f.subject, f.predicate, f.object) for f in facts_of(context_of(model=model))}
        assert ("Ribeira Incubator", "founded_by", "Douro Ventures") in told
