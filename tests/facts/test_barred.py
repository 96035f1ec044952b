"""What is no fact however likely the weights find it: lists of places, posts of whole places, and names cut too long."""

from __future__ import annotations

import pytest

from extract.entity_types._base import Candidate as Name
from extract.facts.base import Context
from extract.figures import find_figures
from extract.mentions import find_mentions
from extract.nlp import make_doc
from extract.recognition.merge import merged
from extract.relations.barred import is_barred
from extract.relations.candidates import candidates
from extract.types import Document
from tests.facts.test_facts_sentences import unmark
from tests.facts.test_hard_cases import told


def barred(marked: str, subject: str, predicate: str, object: str, *posted: str) -> bool:
    """Whether the pair is barred wherever it may be a fact, at a probability of 0.6; of the `posted` a post is known."""
    text, mentions, references = unmark(marked)
    doc = make_doc(text)
    document = Document(page_id="p", url="https://example.org/a", text=text)
    context = Context(doc, document, mentions, find_figures(doc, document, mentions), references)
    ends = (subject, object)
    found = [c for c in candidates(context, ()) if (c.subject[0], c.object[0]) == ends and predicate in c.predicates]
    assert found, "the pair is no candidate"
    return all(is_barred(candidate, predicate, 0.6, posted) for candidate in found)


def test_who_owns_the_founder_is_none() -> None:
    text = "<CENTER Dry Dock> was founded by <ORG Vela University>'s <ORG Harbor Institute>."
    assert barred(text, "Dry Dock", "founded_by", "Vela University")
    assert not barred(text, "Dry Dock", "founded_by", "Harbor Institute")


def test_what_is_praised_somewhere_need_not_lie_there() -> None:
    assert barred("The <CENTER Dry Dock> was praised in <CITY Porto>.", "Dry Dock", "located_in", "Porto")
    assert not barred("The <CENTER Dry Dock> was opened in <CITY Porto>.", "Dry Dock", "located_in", "Porto")


def test_a_place_that_is_there_is_no_plan() -> None:
    assert barred("<CITY Porto> aims to open a yard in <PLACE Ribeira>.", "Porto", "plans", "Ribeira")
    assert not barred("<CITY Porto> aims to open the <CENTER Dry Dock>.", "Porto", "plans", "Dry Dock")


def test_a_country_has_no_place_of_another_one() -> None:
    likened = "<CITY Wuhan>, <COUNTRY China>'s <PLACE Silicon Valley>, opened a fund."
    assert barred(likened, "Wuhan", "located_in", "Silicon Valley")
    assert not barred(likened, "Wuhan", "located_in", "China")
    own = "<CITY San Jose>, in the <COUNTRY United States>'s <PLACE Silicon Valley>, opened a fund."
    assert not barred(own, "San Jose", "located_in", "Silicon Valley")


@pytest.mark.parametrize(
    ("marked", "subject", "object"),
    [
        ("Offices stand in <PLACE Alabama>, <PLACE Arizona> and <PLACE Oregon>.", "Alabama", "Arizona"),
        ("Offices stand in <PLACE Alabama>, <PLACE Arizona> and <PLACE Oregon>.", "Arizona", "Oregon"),
        ("Firms came from <CITY Porto>, <CITY Lyon>, <COUNTRY Brazil> and <COUNTRY Ghana>.", "Lyon", "Brazil"),
        ("The firm has mills in <PLACE Ohio> and <PLACE Oregon>.", "Ohio", "Oregon"),
        ("<PLACE Silicon Valley> firms met those of <COUNTRY China>.", "Silicon Valley", "China"),
    ],
)
def test_places_of_a_list_lie_beside_each_other(marked: str, subject: str, object: str) -> None:
    assert barred(marked, subject, "located_in", object)


@pytest.mark.parametrize(
    ("marked", "subject", "object"),
    [
        ("Offices stand in <CITY Columbus>, <PLACE Ohio>, and <CITY Duluth>, <PLACE Minnesota>.", "Columbus", "Ohio"),
        ("The mill stands in <CITY Porto>, <COUNTRY Portugal>.", "Porto", "Portugal"),
        ("The <CENTER Vela Hub> stands in <PLACE Foz>, <CITY Porto>, <COUNTRY Portugal>.", "Vela Hub", "Foz"),
    ],
)
def test_a_place_and_the_one_that_it_lies_in_may_be_a_fact(marked: str, subject: str, object: str) -> None:
    assert not barred(marked, subject, "located_in", object)


@pytest.mark.parametrize(
    ("marked", "person", "body"),
    [
        ("Attorney General <PERSON Maria Delgado> announced a settlement with <ORG Hart Motors>.", "Maria Delgado",
         "Hart Motors"),
        ("Senator <PERSON Jon Vale> thanked <ORG Safe Roads Now>.", "Jon Vale", "Safe Roads Now"),
        ("The <ORG Vela Lab> opened. Mayor <PERSON Ana Lima> came.", "Ana Lima", "Vela Lab"),
        ("The <ORG Vela Lab> opened. It was late, <PERSON Ana Lima> thought.", "Ana Lima", "Vela Lab"),
    ],
)  # fmt: skip
def test_a_post_of_a_whole_place_is_none_of_a_firm_named_nearby(marked: str, person: str, body: str) -> None:
    assert barred(marked, person, "has_position", body)


def test_who_has_a_post_by_a_clause_has_no_second_one_by_standing_near() -> None:
    marked = "The <CENTER Vela Lab> will grow, <PERSON Ana Lima> said."
    assert barred(marked, "Ana Lima", "has_position", "Vela Lab", "Ana Lima")
    assert not barred(marked, "Ana Lima", "has_position", "Vela Lab")


@pytest.mark.parametrize(
    ("marked", "person", "body"),
    [
        ("<PLACE Oregon> Attorney General <PERSON Maria Delgado> announced a deal.", "Maria Delgado", "Oregon"),
        ("Mayor <PERSON Ana Lima> of <CITY Porto> came.", "Ana Lima", "Porto"),
        ("<CITY Porto> opened a lab. Mayor <PERSON Ana Lima> came.", "Ana Lima", "Porto"),
        ("Minister <PERSON Ana Lima> opened it for the <ORG Ministry of Trade>.", "Ana Lima", "Ministry of Trade"),
        ("The <ORG Vela Lab> opened. Its director, <PERSON Ana Lima>, came.", "Ana Lima", "Vela Lab"),
        ("Engineer <PERSON Ana Lima> works for <ORG Hart Motors>.", "Ana Lima", "Hart Motors"),
    ],
)
def test_other_posts_may_be_facts(marked: str, person: str, body: str) -> None:
    assert not barred(marked, person, "has_position", body)


def test_the_state_before_a_post_is_the_body() -> None:
    marked = "<CITY OAKLAND> – <PLACE Oregon> Attorney General <PERSON Maria Delgado> announced a deal."
    assert told(marked, "has_position") == {"Maria Delgado | has_position | Oregon"}


@pytest.mark.parametrize(
    ("text", "label", "words", "name"),
    [
        ("Attorney General Delgado sued the firm.", "PERSON", (0, 4), "Delgado"),
        ("Prefect Chair Ana Lima left.", "PERSON", (0, 4), "Ana Lima"),
        ("Dr. Ana Lima left.", "PERSON", (0, 3), "Dr. Ana Lima"),
        ("Martin Dean Smith left.", "PERSON", (0, 3), "Martin Dean Smith"),
        ("Pope Francis left.", "PERSON", (0, 2), "Pope Francis"),
        ("Reading has a new lab.", "CITY", (0, 1), "Reading"),
        ("The Consumer Privacy Act (CPA) holds.", "PROGRAMME", (1, 5), "Consumer Privacy Act"),
        ("The Court for the District of Vale sat.", "ORG", (1, 6), "Court for the District"),
        ("The Vela Office's work is done.", "ORG", (1, 4), "Vela Office"),
    ],
)
def test_names_are_cut_where_they_end(text: str, label: str, words: tuple[int, int], name: str) -> None:
    doc = make_doc(text)
    (found,) = merged(doc, [], [Name(label=label, start=words[0], end=words[1], score=0.9)])
    assert doc[found.start : found.end].text == name


@pytest.mark.parametrize(
    ("text", "words", "name", "label"),
    [
        ("Oregon Attorney General Maria Delgado came.", (0, 2), "Oregon", "PLACE"),
        ("The Vela Trade Council President Ana Lima came.", (1, 5), "Vela Trade Council", "ORG"),
        ("The Office of the Mayor Ana Lima came.", (1, 5), "Office of the Mayor", "ORG"),
    ],
)
def test_a_body_ends_before_the_post_of_who_is_named_next(
    text: str, words: tuple[int, int], name: str, label: str
) -> None:
    doc = make_doc(text)
    (found,) = merged(doc, [], [Name(label="ORG", start=words[0], end=words[1], score=0.9)])
    assert (doc[found.start : found.end].text, found.label) == (name, label)


def test_the_number_of_a_bill_or_an_index_counts_nothing() -> None:
    text = "The council said that SB 1037 helps tenants, that the S&P 500 fell and that 300 tenants wrote."
    doc = make_doc(text)
    document = Document(page_id="p", url="https://example.org/a", text=text)
    assert [f.text for f in find_figures(doc, document, find_mentions(doc, document))] == ["300 tenants"]
