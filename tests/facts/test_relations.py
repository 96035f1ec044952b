"""Learned facts: what is weighed, what the rules keep, what lies ahead, and what is never told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extract.facts.base import Context, Term
from extract.facts.finder import facts_of_rules, find_facts
from extract.figures import find_figures
from extract.mentions import find_mentions
from extract.nlp import make_doc
from extract.references import references
from extract.relations.ahead import with_plans
from extract.relations.candidates import candidates
from extract.relations.finder import LEAST_HELD, judged
from extract.relations.outlook import tense_of
from extract.training.logistic import fit
from extract.types import Document, Fact, Mention
from extract.weights import load_weights, odds_of, probability, save_weights

PUBLISHED = "2024-03-07"


def context_of(text: str, *names: tuple[str, str, str], published: str | None = PUBLISHED) -> Context:
    """(label, words in the text, canonical name)"""
    doc = make_doc(text)
    document = Document(page_id="p", url="https://example.org/a", text=text, date_published=published)
    mentions = [
        Mention(
            label=label, text=words, name=name, start_char=text.index(words), end_char=text.index(words) + len(words)
        )
        for label, words, name in names
    ]
    return Context(doc, document, mentions, find_figures(doc, document, mentions), references(doc, mentions))


def read(text: str, *names: tuple[str, str, str], published: str | None = PUBLISHED) -> tuple[Fact, ...]:
    given = context_of(text, *names, published=published)
    return find_facts(given.doc, given.document, given.mentions, given.figures)


def test_weights_tell_what_they_were_taught(tmp_path: Path) -> None:
    examples = [("in", ("w|in",), True), ("in", ("w|at", "w|of"), False)] * 20
    weights = fit(examples, ["in"], penalty=0.1)
    yes, no = (weights.probabilities([word], ["in"])[0] for word in ("w|in", "w|of"))
    assert yes > 0.8
    assert no < 0.2
    save_weights(weights, tmp_path / "w.npz")
    again = load_weights(tmp_path / "w.npz")
    assert again.probabilities(["w|in"], ["in"])[0] == pytest.approx(yes, abs=0.01)
    assert again.reasons(["w|in", "unknown"], "in")[0][0] == "w|in"


def test_log_odds_and_probabilities_are_one_scale() -> None:
    for share in (0.01, 0.5, 0.93):
        assert probability(odds_of(share)) == pytest.approx(share)


def test_the_rules_lose_no_fact_and_each_has_a_probability() -> None:
    given = context_of(
        "The Ribeira Incubator is located in Porto and is run by Douro Ventures.",
        ("CENTER", "Ribeira Incubator", "Ribeira Incubator"),
        ("CITY", "Porto", "Porto"),
        ("ORG", "Douro Ventures", "Douro Ventures"),
    )
    rules = facts_of_rules(given)
    told = judged(given, rules)
    assert {(f.subject, f.predicate, f.object) for f in rules} <= {(f.subject, f.predicate, f.object) for f in told}
    assert len(rules) == 2
    assert all(0 < fact.confidence < 1 for fact in told)


def test_what_no_rule_reads_is_found_by_its_words() -> None:
    text = "Ms Ana Reis, who heads the Ribeira Incubator, spoke in Porto's Campanha quarter."
    told = read(
        text,
        ("PERSON", "Ana Reis", "Ana Reis"),
        ("CENTER", "Ribeira Incubator", "Ribeira Incubator"),
        ("CITY", "Porto", "Porto"),
        ("PLACE", "Campanha", "Campanha"),
    )
    assert ("Ana Reis", "has_position", "Ribeira Incubator") in {(f.subject, f.predicate, f.object) for f in told}


@pytest.mark.parametrize(
    "text",
    [
        "The Ribeira Incubator was not founded by Douro Ventures.",
        "If the Ribeira Incubator is founded by Douro Ventures, rents will rise.",
        "The Ribeira Incubator may be run by Douro Ventures.",
    ],
)
def test_what_is_denied_or_only_thought_of_makes_no_fact(text: str) -> None:
    names = ("CENTER", "Ribeira Incubator", "Ribeira Incubator"), ("ORG", "Douro Ventures", "Douro Ventures")
    assert [f for f in read(text, *names) if f.predicate in ("founded_by", "operated_by", "established")] == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The Baltic Start-up Fair opens in Riga on May 6, 2024.", "planned"),
        ("The Baltic Start-up Fair opened in Riga on March 4, 2024.", "done"),
    ],
)
def test_an_opening_after_the_day_of_publication_lies_ahead(text: str, status: str) -> None:
    date = "May 6, 2024" if "May" in text else "March 4, 2024"
    iso = "2024-05-06" if "May" in text else "2024-03-04"
    told = read(
        text,
        ("EVENT", "Baltic Start-up Fair", "Baltic Start-up Fair"),
        ("CITY", "Riga", "Riga"),
        ("DATE", date, iso),
    )
    assert {fact.status for fact in told if fact.predicate in ("date_established", "located_in")} == {status}


@pytest.mark.parametrize(
    ("text", "published", "status"),
    [
        ("The Itoshima Bay Workshop opens in Fukuoka on April 2, 2024.", PUBLISHED, "planned"),
        ("On Saturday the Itoshima Bay Workshop opens in Fukuoka, heat or no heat.", None, "planned"),
        ("The Itoshima Bay Workshop opened in Fukuoka on March 2, 2024.", PUBLISHED, "done"),
        ("On Saturday the Itoshima Bay Workshop opened in Fukuoka, heat or no heat.", None, "done"),
    ],
)
def test_the_present_tense_with_a_day_to_come_is_a_plan(text: str, published: str | None, status: str) -> None:
    day = ("DATE", "Saturday", "saturday") if "Saturday" in text else _april_or_march(text)
    names = (("CENTER", "Itoshima Bay Workshop", "Itoshima Bay Workshop"), ("CITY", "Fukuoka", "Fukuoka"), day)
    told = {fact.status for fact in read(text, *names, published=published) if fact.predicate == "located_in"}
    assert told == {status}


def _april_or_march(text: str) -> tuple[str, str, str]:
    return ("DATE", "April 2, 2024", "2024-04-02") if "April" in text else ("DATE", "March 2, 2024", "2024-03-02")


@pytest.mark.parametrize(
    ("date", "iso", "status"), [("March 4", "2024-03-04", "done"), ("May 6", "2024-05-06", "planned")]
)
def test_the_day_of_publication_tells_whether_a_date_lies_ahead(date: str, iso: str, status: str) -> None:
    text = f"Riga had the chance to promote itself during the Baltic Start-up Fair on {date}."
    names = (("EVENT", "Baltic Start-up Fair", "Baltic Start-up Fair"), ("CITY", "Riga", "Riga"), ("DATE", date, iso))
    told = [fact for fact in read(text, *names) if fact.predicate == "date_established"]
    assert {fact.status for fact in told} == {status}


def test_of_a_figure_one_holder_is_told() -> None:
    text = "Porto's Ribeira Incubator and the Douro Fund are old. The incubator houses 45 start-ups."
    told = read(
        text,
        ("CITY", "Porto", "Porto"),
        ("CENTER", "Ribeira Incubator", "Ribeira Incubator"),
        ("PROGRAMME", "Douro Fund", "Douro Fund"),
    )
    assert [(f.subject, f.object) for f in told if f.predicate == "has_count"] == [("Ribeira Incubator", "45")]


def test_a_long_list_of_names_is_paired_only_in_part() -> None:
    names = [f"Aire{chr(97 + i // 26)}{chr(97 + i % 26)} Incubator" for i in range(60)]
    given = context_of(", ".join(names) + " are in Leeds.", *(("CENTER", name, name) for name in names))
    assert sum(1 for _ in candidates(given, [])) < 3000


@pytest.mark.parametrize(
    ("text", "object", "predicate"),
    [
        ("Umi Craft will abstain from the vote.", "abstain from the vote", "plans"),
        (
            "Umi Craft met on Monday. (2) Introduce no fewer than 90 projects.",
            "Introduce no fewer than 90 projects",
            "plans",
        ),
        ("By December Umi Craft wants boxes in 36 states.", "boxes", "plans"),
        ("Umi Craft backed 215 teams with 520 million yuan.", "215 teams", "funds"),
    ],
)
def test_acts_and_counted_things_may_be_told_of(text: str, object: str, predicate: str) -> None:
    given = context_of(text, ("ORG", "Umi Craft", "Umi Craft"))
    found = {(c.subject[0], c.object[0]): c.predicates for c in candidates(given, [])}
    assert predicate in found["Umi Craft", object]


def test_a_payer_may_have_paid_for_what_the_text_spoke_of_before() -> None:
    names = ("PROGRAMME", "Tide Fund", "Tide Fund"), ("ORG", "Umi Craft", "Umi Craft")
    paying = context_of("The Tide Fund opened. Umi Craft put in 3 million euros.", *names)
    assert ("Umi Craft", "Tide Fund", ("funds",)) in {
        (c.subject[0], c.object[0], c.predicates) for c in candidates(paying, [])
    }
    waving = context_of("The Tide Fund opened. Umi Craft waved.", *names)
    assert ("Umi Craft", "Tide Fund") not in {(c.subject[0], c.object[0]) for c in candidates(waving, [])}


def test_somebody_with_a_post_may_hold_it_in_a_city_that_was_named_before() -> None:
    given = context_of(
        "Fukuoka has 40 workshops. Deputy mayor Ana Reis counted them.",
        ("CITY", "Fukuoka", "Fukuoka"),
        ("PERSON", "Ana Reis", "Ana Reis"),
    )
    assert ("Ana Reis", "Fukuoka") in {(c.subject[0], c.object[0]) for c in candidates(given, [])}


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        ("Build the Ribeira Incubator in Porto.", True),
        ("- Set up 40 stations.", True),
        ("(3) Support enterprises in opening branches.", True),
        ("Question 5: Where is it?", False),
        ("Plans are ready.", False),
        ("Support for the incubator grew.", False),
        ("Work began in March.", False),
    ],
)
def test_what_a_list_of_tasks_asks_for_lies_ahead(text: str, ahead: bool) -> None:
    (sentence,) = context_of(text).sentences
    assert (tense_of(sentence) == "ahead") is ahead


def test_the_learned_are_likely() -> None:
    text = "The Aire Incubator in Leeds, founded by Leeds City Council in 2012, offers mentoring."
    doc = make_doc(text)
    document = Document(page_id="p", url="https://example.org/a", text=text)
    mentions = find_mentions(doc, document)
    told = find_facts(doc, document, mentions, find_figures(doc, document, mentions))
    assert all(fact.confidence >= LEAST_HELD for fact in told if fact.rule.endswith(".learned"))


def told(text: str, *names: tuple[str, str, str], headline: str | None = None) -> dict[tuple[str, str, str], str]:
    given = context_of(text, *names)
    document = replace(given.document, headline=headline)
    facts = find_facts(given.doc, document, given.mentions, given.figures)
    return {(fact.subject, fact.predicate, fact.object): fact.status for fact in facts}


LAB, RUNNER, CITY = (("CENTER", "Itoshima Bay Workshop", "Itoshima Bay Workshop"), ("ORG", "Umi Craft", "Umi Craft"),
                     ("CITY", "Fukuoka", "Fukuoka"))  # fmt: skip
RUN_BY = ("Itoshima Bay Workshop", "operated_by", "Umi Craft")
LIES_IN = ("Itoshima Bay Workshop", "located_in", "Fukuoka")


@pytest.mark.parametrize(
    ("text", "fact", "status"),
    [
        ("The prettiest is the Itoshima Bay Workshop, to be run by Umi Craft.", RUN_BY, "planned"),
        ("Fukuoka plans to build the Itoshima Bay Workshop. The Itoshima Bay Workshop is run by Umi Craft.", RUN_BY,
         "planned"),
        ("The Itoshima Bay Workshop in Fukuoka is run by Umi Craft.", RUN_BY, "done"),
    ],
)  # fmt: skip
def test_what_is_told_of_a_thing_to_be_built_is_planned(text: str, fact: tuple[str, str, str], status: str) -> None:
    names = [name for name in (LAB, RUNNER, CITY) if name[1] in text]
    assert told(text, *names)[fact] == status


@pytest.mark.parametrize(
    ("headline", "text", "status"),
    [
        ("Fukuoka to build a craft mile", "The core is the Itoshima Bay Workshop in Fukuoka.", "planned"),
        ("Fukuoka counts its workshops", "The core is the Itoshima Bay Workshop in Fukuoka.", "done"),
        ("Fukuoka to build a craft mile", "The Itoshima Bay Workshop was opened in Fukuoka.", "done"),
    ],
)
def test_where_building_is_announced_the_present_tense_tells_of_the_plan(headline: str, text: str, status: str) -> None:
    assert told(text, LAB, CITY, headline=headline)[LIES_IN] == status


@pytest.mark.parametrize(("date", "status"), [("2024-04-01", "planned"), ("2024-03-01", "done")])
def test_a_post_from_a_day_to_come_is_planned(date: str, status: str) -> None:
    day = "April 1" if status == "planned" else "March 1"
    text = f"Aya Mori has been appointed director of Umi Craft from {day}."
    names = ("PERSON", "Aya Mori", "Aya Mori"), RUNNER, ("DATE", day, date)
    assert told(text, *names)["Aya Mori", "has_position", "Umi Craft"] == status


@pytest.mark.parametrize(
    "text",
    [
        "Umi Craft will never build a workshop in Fukuoka.",
        "Umi Craft will not build a workshop in Fukuoka.",
        "Umi Craft does not plan to build a workshop in Fukuoka.",
        "Umi Craft will no longer run the workshops in Fukuoka.",
        "Umi Craft would never pay for a workshop in Fukuoka.",
        "If rents fall, Umi Craft will build a workshop in Fukuoka.",
        "Umi Craft will abstain from the vote unless Fukuoka agrees.",
    ],
)
def test_what_is_denied_or_hangs_on_a_condition_is_no_plan(text: str) -> None:
    assert [fact for fact in told(text, RUNNER, CITY) if fact[1] == "plans"] == []


@pytest.mark.parametrize(
    ("label", "sentence", "status"),
    [
        ("CENTER", "The Itoshima Bay Workshop was opened on May 3 in Fukuoka.", "done"),
        ("CENTER", "The Itoshima Bay Workshop will have another hall in Fukuoka.", "planned"),
        ("PROGRAMME", "The Itoshima Bay Workshop was opened on May 3 in Fukuoka.", "planned"),
    ],
)
def test_what_is_told_of_an_opened_center_is_done(label: str, sentence: str, status: str) -> None:
    context = context_of(sentence, LAB, CITY)
    thing, place = Term(LAB[1], label), Term(CITY[1], "CITY")
    span = context.sentences[0].span
    opened = context.fact(thing, "date_established", Term("2023-05-03", "DATE"), span, "test", 0.9)
    lies = context.fact(thing, "located_in", place, span, "test", 0.5, status="planned")
    assert with_plans(context, [opened, lies])[1].status == status
