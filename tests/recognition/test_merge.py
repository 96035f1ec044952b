"""What stands where the rules and a model disagree, and how other labels become ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy

from extract.entity_types._base import Candidate
from extract.mentions import rule_candidates
from extract.nlp import make_doc
from extract.recognition.choice import NoSuchModel, load_model
from extract.recognition.external import our_label
from extract.recognition.merge import merged
from extract.types import Document


def name(label: str, start: int, end: int, score: float = 0.9, **keys: str) -> Candidate:
    return Candidate(label=label, start=start, end=end, score=score, **keys)


DOC = make_doc("Mayor Li Na of SZ met Oak Club in Nanshan and Lyon near Ghent in May 2024 .")


def test_what_the_rules_are_sure_of_fills_what_the_model_leaves_out() -> None:
    rules = [name("PERSON", 1, 3, 0.9, title="Mayor"), name("ORG", 6, 8, 0.55), name("DATE", 15, 17, name="2024-05")]
    assert merged(DOC, rules, []) == [rules[0], rules[2]]


def test_the_model_stands_where_they_disagree() -> None:
    rules = [name("ORG", 7, 8), name("PLACE", 9, 12), name("CITY", 13, 14, 0.65)]
    model = [name("ORG", 6, 8, 0.7), name("CITY", 9, 10, 0.8), name("PERSON", 13, 14, 0.5), name("EVENT", 4, 5, 0.3)]
    assert merged(DOC, rules, model) == model[:3]


def test_a_longer_name_that_the_rules_are_sure_of_is_not_cut_short() -> None:
    rules = [name("CENTER", 6, 10, 0.8)]
    model = [name("ORG", 6, 8), name("PLACE", 9, 10)]
    assert merged(DOC, rules, model) == rules
    assert merged(DOC, rules, [name("ORG", 5, 8)]) == [name("ORG", 5, 8)]


def test_a_country_that_the_model_does_not_find_is_none() -> None:
    assert merged(DOC, [name("COUNTRY", 9, 10, 0.97)], []) == []


def test_a_short_country_stands_where_it_is_no_adjective() -> None:
    doc = make_doc("US firms met leaders of the US and Israeli ones.")
    rules = [name("COUNTRY", 0, 1, 0.97, name="United States"), name("COUNTRY", 6, 7, 0.97, name="United States")]
    assert merged(doc, rules, [name("PLACE", 8, 9)]) == rules[1:]


def test_a_district_that_the_gazetteer_has_is_no_city() -> None:
    rules = [name("PLACE", 9, 10, 0.92), name("ORG", 11, 12, 0.6)]
    model = [name("CITY", 9, 10, 0.6), name("CITY", 11, 12, 0.6)]
    assert [found.label for found in merged(DOC, rules, model)] == ["PLACE", "CITY"]


def test_a_described_center_says_what_it_is() -> None:
    text = "It is a one-stop service center and a maker space."
    doc = make_doc(text)
    words = [token.text for token in doc]
    cut = Candidate(label="CENTER", start=words.index("one"), end=words.index("service"), score=0.9)
    whole = Candidate(label="CENTER", start=words.index("maker"), end=words.index("space") + 1, score=0.9)
    assert merged(doc, [], [cut, whole]) == [whole]


def test_a_pronoun_or_a_plain_word_is_no_name() -> None:
    doc = make_doc("It is the first one that the city runs. An incubator opened.")
    names = [name("CENTER", 0, 1), name("CENTER", 4, 5), name("ORG", 7, 8), name("CENTER", 11, 12)]
    assert merged(doc, [], names) == names[3:]


def test_a_city_that_the_gazetteer_has_not_and_the_model_doubts_is_a_smaller_place() -> None:
    assert [found.label for found in merged(DOC, [], [name("CITY", 9, 10, 0.6), name("CITY", 11, 12, 0.6)])] == [
        "PLACE",
        "CITY",
    ]
    doc = make_doc("Kahler District has a mill. Kahler lies by Lyon.")
    assert [found.label for found in merged(doc, [], [name("CITY", 6, 7), name("CITY", 9, 10)])] == ["PLACE", "CITY"]


@pytest.mark.parametrize(
    ("text", "spans", "kept"),
    [
        ("He runs Dry Dock Labs, an accelerator for boats.", [("ORG", 2, 5), ("CENTER", 7, 8)], 1),
        ("He runs Dry Dock Labs, which is near an accelerator.", [("ORG", 2, 5), ("CENTER", 10, 11)], 2),
        ("An accelerator, the Dry Dock, opened.", [("CENTER", 1, 2), ("CENTER", 4, 6)], 1),
        ("Dry Dock is an accelerator.", [("CENTER", 0, 2), ("CENTER", 4, 5)], 1),
        ("The Deep Pass, a scheme for divers, helps.", [("PROGRAMME", 1, 3), ("PROGRAMME", 5, 6)], 1),
        ("The Deep Pass, an accelerator of ideas, helps.", [("PROGRAMME", 1, 3), ("CENTER", 5, 6)], 2),
        ("Dry Dock and an accelerator opened.", [("CENTER", 0, 2), ("CENTER", 4, 5)], 2),
    ],
)
def test_what_explains_the_name_beside_it_is_no_thing_of_its_own(
    text: str, spans: list[tuple[str, int, int]], kept: int
) -> None:
    assert len(merged(make_doc(text), [], [name(*span) for span in spans])) == kept


@pytest.mark.parametrize("text", ["A Wisconsin-based firm moved.", "A Wisconsin-headquartered firm moved."])
def test_where_a_firm_is_based_is_a_place(text: str) -> None:
    rules = [name("PLACE", 1, 2, 0.85)]
    assert merged(make_doc(text), rules, []) == rules
    assert merged(make_doc("A Wisconsin firm moved."), rules, []) == []


def test_a_post_alone_is_no_person() -> None:
    doc = make_doc("The chair, Councillor Li Na, spoke with Dean.")
    model = [name("PERSON", 3, 4), name("PERSON", 4, 6), name("PERSON", 9, 10)]
    assert [doc[found.start].text for found in merged(doc, [], model)] == ["Li", "Dean"]


def test_fields_are_no_names() -> None:
    doc = make_doc("Firms work on Internet of Things and AI in Ghent by R&D and an MoU.")
    model = [
        name("ORG", 3, 6),
        name("PLACE", 7, 8),
        name("CITY", 9, 10),
        name("ORG", 11, 12),
        name("PROGRAMME", 14, 15),
    ]
    assert [doc[found.start].text for found in model] == ["Internet", "AI", "Ghent", "R&D", "MoU."]
    assert [found.start for found in merged(doc, [], model)] == [9]


def test_what_the_text_calls_an_incubator_is_a_center() -> None:
    doc = make_doc("Well-known incubators, represented by Zarb, have settled in Ghent.")
    (rule,) = [
        found
        for found in rule_candidates(doc, Document(page_id="p", url="https://a.org", text=doc.text))
        if found.label == "CENTER"
    ]
    model = name("ORG", rule.start, rule.end, 0.9)
    assert merged(doc, [rule], [model]) == [rule]
    assert merged(doc, [name("CENTER", rule.start, rule.end, 0.86)], [model]) == [model]


def test_one_letter_is_no_name() -> None:
    doc = make_doc("U of M President Ada Okafor spoke.")
    assert [
        found.start for found in merged(doc, [], [name("PERSON", 0, 1), name("ORG", 2, 3), name("PERSON", 4, 6)])
    ] == [4]


def test_a_region_with_its_direction_is_one_place() -> None:
    doc = make_doc("Ghent met firms of East China.")
    rule = name("PLACE", 4, 6, 0.92)
    assert merged(doc, [rule], [name("PLACE", 4, 5), name("COUNTRY", 5, 6)]) == [rule]
    assert [found.label for found in merged(doc, [name("PLACE", 0, 3, 0.92)], [name("CITY", 0, 1)])] == ["CITY"]


def test_a_name_ends_before_its_purpose() -> None:
    doc = make_doc("The Vela Growth Initiative to spark trade and the Road to Market Fund began.")
    model = [name("PROGRAMME", 1, 7), name("PROGRAMME", 9, 13)]
    assert [found.end for found in merged(doc, [], model)] == [4, 13]


def test_a_body_and_who_heads_it_are_two() -> None:
    doc = make_doc('"We grow," said Vela Harbor Trust President & CEO Maria Delgado.')
    start, end = next(t.i for t in doc if t.text == "Vela"), len(doc) - 1
    both = [("ORG", "Vela Harbor Trust"), ("PERSON", "Maria Delgado")]

    def told(*model: Candidate) -> list[tuple[str, str]]:
        return [(found.label, doc[found.start : found.end].text) for found in merged(doc, [], model)]

    assert told(name("ORG", start, end)) == both
    assert told(name("ORG", start, end - 2), name("ORG", end - 2, end)) == both
    assert told(name("ORG", start, end - 5)) == both[:1]


@pytest.mark.parametrize("post", ["Owner and President", "Director", "Founder & CEO"])
def test_a_body_ends_before_the_posts_of_its_head(post: str) -> None:
    doc = make_doc(f"Ghent met Vela {post} Maria Delgado.")
    start, end = 2, 3 + len(post.split())
    heads = [name("ORG", start, start + 2), name("PERSON", end, end + 2)]
    assert [doc[found.start : found.end].text for found in merged(doc, [], heads)] == ["Vela", "Maria Delgado"]


def test_canonical_names_and_titles_are_the_rules() -> None:
    rules = [
        name("PERSON", 1, 3, title="Mayor"),
        name("CITY", 4, 5, name="Shenzhen"),
        name("DATE", 16, 17, name="2024"),
    ]
    model = [name("PERSON", 0, 3, 0.7), name("CITY", 4, 5, 0.8), name("CITY", 11, 12, 0.8), name("DATE", 15, 17, 0.8)]
    assert merged(DOC, rules, model) == [
        name("PERSON", 1, 3, 0.7, title="Mayor"),
        name("CITY", 4, 5, 0.8, name="Shenzhen"),
        name("CITY", 11, 12, 0.8, name="Lyon"),
        name("DATE", 15, 17, 0.8, name="2024"),
    ]


@pytest.mark.parametrize(
    ("words", "label", "ours"),
    [
        ("Shenzhen", "GPE", "CITY"),
        ("Israel", "GPE", "COUNTRY"),
        ("Guangdong", "GPE", "PLACE"),
        ("Nanshan District", "LOC", "PLACE"),
        ("Oak Incubator", "FAC", "CENTER"),
        ("Oak Street", "FAC", "PLACE"),
        ("Israeli", "GPE", None),
        ("Ada Roe", "PERSON", "PERSON"),
        ("Skills Act", "LAW", "PROGRAMME"),
        ("Oak Club", "ORG", "ORG"),
        ("Israelis", "NORP", None),
        ("Oak Hub", "CENTER", "CENTER"),
    ],
)
def test_labels_of_other_pipelines(words: str, label: str, ours: str | None) -> None:
    assert our_label(make_doc(words)[:], label) == ours


def test_a_pipeline_of_the_users_own(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": "Hefei"}, {"label": "CARDINAL", "pattern": "two"}])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "own")
    model = load_model(str(tmp_path / "own"))
    assert model is not None
    found = model(make_doc("Hefei opened two hubs."), ())
    assert [(candidate.label, candidate.start, candidate.end) for candidate in found] == [("CITY", 0, 1)]


def test_what_is_no_pipeline_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoSuchModel, match="nosuch: no model: rules"):
        load_model("nosuch")
    (tmp_path / "meta.json").write_text(json.dumps({"lang": "en"}), encoding="utf-8")
    with pytest.raises(NoSuchModel, match="no spaCy pipeline"):
        load_model(str(tmp_path))
