"""The turns of announcements that are easily read wrongly, each with a test of its own; names are given."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.facts.base import Context
from extract.facts.finder import facts_of
from extract.figures import find_figures
from extract.nlp import make_doc
from extract.types import Document, Fact
from tests.facts.test_facts_sentences import unmark


def read(marked: str, published: str | None = "2024-03-07", headline: str | None = None) -> tuple[Fact, ...]:
    text, mentions, references = unmark(marked)
    doc = make_doc(text)
    document = Document(
        page_id="p", url="https://example.org/a", text=text, date_published=published, headline=headline
    )
    return facts_of(Context(doc, document, mentions, find_figures(doc, document, mentions), references))


def told(marked: str, *predicates: str) -> set[str]:
    """The facts of the predicates, "~" before what is planned."""
    return {
        f"{'~ ' if f.status == 'planned' else ''}{f.subject} | {f.predicate} | {f.object}"
        for f in read(marked)
        if f.predicate in predicates
    }


def test_joint_makers_are_split_but_a_name_with_and_stays_whole() -> None:
    text = (
        "The <CENTER Ribeira Incubator> was co-founded by the <ORG Porto Young Science and Crafts Association> and"
        " <ORG Douro Ventures Ltd.>"
    )
    assert told(text, "founded_by") == {
        "Ribeira Incubator | founded_by | Porto Young Science and Crafts Association",
        "Ribeira Incubator | founded_by | Douro Ventures Ltd.",
    }


def test_active_passive_and_nominal_forms_are_one_event() -> None:
    text = (
        "<CITY Porto> has opened the <CENTER Ribeira Incubator>. The <CENTER Ribeira Incubator> was opened by"
        " <CITY Porto> on <DATE 2024-03-01|March 1>. The opening of the <CENTER Ribeira Incubator> on"
        " <DATE 2024-03-01|March 1> drew a crowd."
    )
    facts = read(text)
    assert sum(f.predicate in ("established", "founded_by") for f in facts) == 1
    (opened,) = (f for f in facts if f.predicate == "date_established")
    assert (opened.object, len(opened.evidence)) == ("2024-03-01", 2)


def test_a_possessive_is_the_actor() -> None:
    text = "<CITY Porto>'s <CENTER Ribeira Incubator> has set up a <CENTER Bergen desk|desk in Bergen>."
    assert "Ribeira Incubator | established | Bergen desk" in told(text, "established")


def test_several_figures_of_one_sentence_keep_their_nouns() -> None:
    facts = read("The <EVENT Douro Job Fair> drew 2,944 employers, 412 posts and 20 schools.")
    assert {(f.object, f.qualifiers["what"]) for f in facts if f.predicate == "has_count"} == {
        ("2944", "employers"), ("412", "posts"), ("20", "schools"),
    }  # fmt: skip


def test_the_noun_of_a_count_may_stand_before_it() -> None:
    facts = read("The number of start-ups in the <CENTER Ribeira Incubator> stands at more than 220.")
    (count,) = (f for f in facts if f.predicate == "has_count")
    assert (count.subject, count.object, count.qualifiers["qualifier"]) == ("Ribeira Incubator", "220", "more_than")


def test_a_sum_in_brackets_is_the_same_sum() -> None:
    facts = read("<CITY Porto> has invested 20 million euros ($22 million) in the <CENTER Ribeira Incubator>.")
    assert [(f.value, f.unit) for f in facts if f.predicate in ("funds", "has_amount")] == [
        (Decimal(20_000_000), "EUR")
    ]


def test_a_ratio_invents_no_second_number() -> None:
    text = "The <CENTER Ribeira Incubator> has drawn 640 firms, more than double that of the previous five years."
    facts = read(text)
    assert [f.value for f in facts if f.predicate == "has_count"] == [640]
    assert [f.value for f in facts if f.predicate == "compares_to"] == [2]


def test_a_list_of_cities_is_one_place_each() -> None:
    text = "<ORG Douro Ventures> opened three laboratories in <CITY Oslo>, <CITY Turin> and <CITY Brno>."
    assert {f.object for f in read(text) if f.predicate == "located_in"} >= {"Oslo", "Turin", "Brno"}


def test_a_shared_head_belongs_to_each_service() -> None:
    text = "The <CENTER Ribeira Incubator> provides founders with support in visa applications, housing and healthcare."
    services = {f.object for f in read(text) if f.predicate == "offers_service"}
    assert {"support in visa applications", "support in housing", "support in healthcare"} <= services


def test_fields_are_one_fact_each() -> None:
    text = "Emphasizing robotics, health and clean energy, the <CENTER Ribeira Incubator> invites makers."
    assert {f.object for f in read(text) if f.predicate == "focuses_on"} == {"robotics", "health", "clean energy"}


def test_who_the_center_is_stands_in_a_second_span() -> None:
    text = (
        "The <CENTER Ribeira Incubator> opened on <DATE 2024-03-01|March 1>. <= Ribeira Incubator|It> is run by"
        " <ORG Douro Ventures>."
    )
    (run,) = (f for f in read(text) if f.predicate == "operated_by")
    assert [span.text[:12] for span in run.evidence] == ["It is run by", "The Ribeira "]


def test_a_surname_or_pronoun_carries_the_statement() -> None:
    text = (
        "<PERSON Ana Reis>, director of the <CENTER Ribeira Incubator>, opened the door. “The river brought us here,”"
        " she said."
    )
    assert told(text, "said_by") == {"The river brought us here | said_by | Ana Reis"}


def test_two_appositions_are_title_and_trade() -> None:
    text = "According to <PERSON Rui Lopes>, founder of <ORG Onda Lda>, a maker of sensors, rents are low."
    facts = {(f.predicate, f.subject, f.object) for f in read(text)}
    assert {("has_position", "Rui Lopes", "Onda Lda"), ("focuses_on", "Onda Lda", "sensors")} <= facts


@pytest.mark.parametrize(
    "text",
    [
        "<PERSON Ana Reis>, mayor of <CITY Porto>, opened the hall.",
        "<CITY Porto> Mayor <PERSON Ana Reis> opened the hall.",
        "The mayor of <CITY Porto>, <PERSON Ana Reis>, opened the hall.",
        "<PERSON Ana Reis> was elected mayor of <CITY Porto>.",
    ],
)
def test_a_title_may_stand_before_or_behind_the_name(text: str) -> None:
    assert told(text, "has_position") == {"Ana Reis | has_position | Porto"}


def test_second_only_to_is_a_rank() -> None:
    text = "<CITY Porto> is a hub second only to <CITY Lisbon> in <COUNTRY Portugal>."
    assert [f.qualifiers["rank"] for f in read(text) if f.predicate == "ranks"] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "A <CENTER Bergen desk|desk in Bergen> is to be opened by the <ORG Douro Ventures>.",
        "<ORG Douro Ventures> is set to open a <CENTER Bergen desk|desk in Bergen>.",
        "<ORG Douro Ventures> is due to open a <CENTER Bergen desk|desk in Bergen>.",
        "<ORG Douro Ventures> expects to open a <CENTER Bergen desk|desk in Bergen> by <DATE 2026>.",
        "<ORG Douro Ventures> opens a <CENTER Bergen desk|desk in Bergen> on <DATE 2024-04-02|April 2>.",
    ],
)
def test_what_is_announced_is_not_done(text: str) -> None:
    acts = [f for f in read(text) if f.predicate in ("established", "founded_by", "date_established", "plans")]
    assert acts
    assert {f.status for f in acts} == {"planned"}


@pytest.mark.parametrize(
    "text",
    [
        "<CITY Porto> did not open the <CENTER Ribeira Incubator>.",
        "<CITY Porto> failed to open the <CENTER Ribeira Incubator>.",
        "<CITY Porto> may open the <CENTER Ribeira Incubator>.",
        "If <CITY Porto> opens the <CENTER Ribeira Incubator>, firms will come.",
        "No <CENTER Ribeira Incubator|incubator> was opened by <CITY Porto>.",
    ],
)
def test_the_denied_and_the_possible_make_no_fact(text: str) -> None:
    assert told(text, "established", "founded_by") == set()


@pytest.mark.parametrize(
    "text",
    [
        "One of the firms in the <CENTER Ribeira Incubator> makes boats.",
        "The <CENTER Ribeira Incubator> has dozens of firms.",
        "The <CENTER Ribeira Incubator> is the 19th of its kind.",
        "The <CENTER Ribeira Incubator> gives one-stop help.",
        "The <CENTER Ribeira Incubator> was opened by <PERSON Ana Reis>, 47.",
    ],
)
def test_what_counts_nothing_makes_no_count(text: str) -> None:
    assert told(text, "has_count") == set()
