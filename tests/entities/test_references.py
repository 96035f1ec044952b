"""What "the center", "the city" and "It" stand for."""

from __future__ import annotations

import pytest

from extract.mentions import find_mentions
from extract.nlp import make_doc
from extract.references import references
from extract.types import Document


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("The Vela Maritime Hub opened in Porto. The hub has 30 labs.", "The hub", "Vela Maritime Hub"),
        ("The Vela Maritime Hub opened. It has 30 labs.", "It", "Vela Maritime Hub"),
        ("Lyon opened a fund. Growth is fast in Nairobi. The city hires.", "The city", "Lyon"),
        ("Quux Robotics Ltd. met the Oslo Trade Bureau. The company grew.", "The company", "Quux Robotics Ltd."),
        ("Ada Okafor, mayor of Enugu, spoke. She left.", "She", "Ada Okafor"),
        (
            "The Vela Maritime Hub opened. Located in the Douro Incubator Center, the center has 30 labs.",
            "the center",
            "Vela Maritime Hub",
        ),
    ],
)
def test_references(text: str, words: str, name: str) -> None:
    doc = make_doc(text)
    mentions = find_mentions(doc, Document(page_id="p", url="https://example.org/a", text=text))
    assert (words, name) in {(text[start:end], m.name) for start, end, m in references(doc, mentions)}


@pytest.mark.parametrize(
    ("text", "headline", "city"),
    [
        ("Lyon, which neighbors Geneva, opened a fund. Lyon grows. The city hires.", None, "Lyon"),
        ("People from Geneva moved to Lyon. A firm of Geneva helps. The city hires.", "Lyon hires", "Lyon"),
        ("Geneva has 30 labs, says the Lyon Bureau of Commerce. Lyon has few. The city hires.", None, "Lyon"),
        (f"Geneva met Geneva's firms. {'Growth is fast. ' * 100}Lyon opened a fund. The city hires.", None, "Lyon"),
    ],
)
def test_the_city_is_the_one_that_the_text_is_about(text: str, headline: str | None, city: str) -> None:
    doc = make_doc(text)
    mentions = find_mentions(doc, Document(page_id="p", url="https://example.org/a", text=text, headline=headline))
    found = {text[start:end]: m.name for start, end, m in references(doc, mentions, headline)}
    assert found["The city"] == city


@pytest.mark.parametrize("named", ["the city of Geneva", "the city hall of Geneva"])
def test_a_city_that_is_named_next_takes_nothing_up(named: str) -> None:
    text = f"Lyon opened a fund. It met firms in {named}."
    doc = make_doc(text)
    mentions = find_mentions(doc, Document(page_id="p", url="https://example.org/a", text=text))
    assert not [r for r in references(doc, mentions) if text[r[0] : r[1]] == "the city"]


def test_an_empty_it_stands_for_nothing() -> None:
    text = "The Vela Maritime Hub opened. It is estimated that 30 labs moved."
    doc = make_doc(text)
    mentions = find_mentions(doc, Document(page_id="p", url="https://example.org/a", text=text))
    assert not [r for r in references(doc, mentions) if text[r[0] : r[1]] == "It"]
