"""Bodies that everybody knows are named without a word that says what they are."""

from __future__ import annotations

import pytest

from extract.gazetteer import lookup
from extract.lexicon import CLOSED
from extract.mentions import find_mentions
from extract.nlp import make_doc
from extract.organisation_names import organisations
from extract.recognition.choice import load_model
from extract.types import Document


@pytest.mark.parametrize("model", ["rules", "encoder"])
def test_firms_that_stand_where_places_stand_are_bodies(model: str) -> None:
    text = "The bay is home to leading companies, such as Intel, Google and Tesla. It lies near Porto."
    document = Document(page_id="p", url="https://example.org/", text=text)
    found = {m.text: m.label for m in find_mentions(make_doc(text), document, load_model(model))}
    assert {name: found.get(name) for name in ("Intel", "Google", "Tesla", "Porto")} == {
        "Intel": "ORG", "Google": "ORG", "Tesla": "ORG", "Porto": "CITY",
    }  # fmt: skip


def test_the_list_is_in_order_and_has_no_plain_word() -> None:
    names = organisations()
    assert list(names) == sorted(set(names), key=lambda name: (name.casefold(), name))
    assert not [name for name in names if name.casefold() in CLOSED]


def test_no_listed_body_is_called_like_a_country_or_a_large_city() -> None:
    """Honda and Nokia are towns too, which news name less than the firms."""
    alike = [place for name in organisations() for place in lookup(name) if place.name == name]
    assert not [place for place in alike if place.kind == "country" or place.population > 500_000]
