"""The examples that each predicate brings are its tests: read from plain sentences, names and all."""

from __future__ import annotations

import pytest

from extract.facts.finder import find_facts, predicates
from extract.figures import find_figures
from extract.mentions import find_mentions
from extract.nlp import make_doc
from extract.types import Document, Fact

EXAMPLES = [(p.name, sentence, expected) for p in predicates() for sentence, expected in p.examples]
COUNTER_EXAMPLES = [(p.name, sentence) for p in predicates() for sentence in p.counter_examples]


def read(text: str) -> tuple[Fact, ...]:
    doc = make_doc(text)
    document = Document(page_id="p", url="https://example.org/a", text=text)
    mentions = find_mentions(doc, document)
    return find_facts(doc, document, mentions, find_figures(doc, document, mentions))


@pytest.mark.parametrize(("predicate", "sentence", "expected"), EXAMPLES)
def test_an_example_states_its_facts(predicate: str, sentence: str, expected: list[tuple[str, str]]) -> None:
    told = {(fact.subject, fact.object) for fact in read(sentence) if fact.predicate == predicate}
    assert told == set(expected)


@pytest.mark.parametrize(("predicate", "sentence"), COUNTER_EXAMPLES)
def test_a_counter_example_states_nothing(predicate: str, sentence: str) -> None:
    assert [fact for fact in read(sentence) if fact.predicate == predicate] == []


def test_every_predicate_has_examples_of_both_kinds() -> None:
    assert len(predicates()) >= 12
    assert all(p.examples and p.counter_examples and p.description for p in predicates())


def test_a_text_without_sentences_states_nothing() -> None:
    assert read("") == ()
    assert read("((((  ''''  ,,,, and and and of of of") == ()


def test_one_claim_in_two_sentences_is_one_fact_with_both_as_evidence() -> None:
    facts = [f for f in read("The Aire Incubator is located in Leeds. The Aire Incubator is based in Leeds.")
             if f.predicate == "located_in"]  # fmt: skip
    assert [(f.subject, f.object, len(f.evidence)) for f in facts] == [("Aire Incubator", "Leeds", 2)]


def test_a_text_that_contradicts_itself_gives_both_facts_flagged() -> None:
    text = "The Aire Incubator has 45 start-ups. The Aire Incubator has 54 start-ups, it was said."
    facts = [f for f in read(text) if f.predicate == "has_count"]
    assert {f.object: f.qualifiers.get("note") for f in facts} == {
        "45": "the text also says 54",
        "54": "the text also says 45",
    }


@pytest.mark.parametrize(
    "text",
    [
        "The Aire Incubator has 45 start-ups. The Aire Incubator has 45 start-ups, it was said.",
        "The Aire Incubator has 45 start-ups. The Aire Incubator has 54 desks.",
        "The Aire Incubator has 45 start-ups. The Aire Incubator has more than 40 start-ups.",
        "The Aire Incubator opened in May 2021. The Aire Incubator opened on May 4, 2021.",
    ],
)
def test_what_may_all_be_true_is_not_flagged(text: str) -> None:
    assert [f for f in read(text) if "note" in f.qualifiers] == []


def test_title_lead_and_body_that_say_the_same_make_one_fact_with_a_span_each() -> None:
    text = "Porto opens the Aire Incubator\n\nPorto has opened the Aire Incubator.\nThe Aire Incubator was opened by Porto."
    facts = [f for f in read(text) if f.predicate in ("established", "founded_by")]
    assert [(len(f.evidence), {f.subject, f.object}) for f in facts] == [(3, {"Porto", "Aire Incubator"})]
