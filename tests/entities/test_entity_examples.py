"""Each entity type's own examples, the names that a reader would expect from whole announcements, and hostile text."""

from __future__ import annotations

import importlib
import time
from pathlib import Path
from types import ModuleType

import pytest

from extract.mentions import entity_types, find_mentions
from extract.nlp import make_doc
from extract.types import LABELS, Document, Mention

MODULES: list[ModuleType] = [
    importlib.import_module(f"extract.entity_types.{path.stem}")
    for path in sorted((Path(__file__).parents[2] / "extract/entity_types").glob("[a-z]*.py"))
]


def mentions_of(text: str, published: str | None = "2024-06-14", country: str | None = None) -> tuple[Mention, ...]:
    document = Document(page_id="p", url="https://example.org/a", text=text, date_published=published, country=country)
    return find_mentions(make_doc(text), document)


def names_of(text: str, label: str) -> set[str]:
    return {name for m in mentions_of(text) if m.label == label for name in (m.text, m.name)}


def test_every_label_has_one_file() -> None:
    assert sorted(entity_types()) == sorted(LABELS)


@pytest.mark.parametrize(
    ("label", "sentence", "expected"),
    [(m.LABEL, sentence, names) for m in MODULES for sentence, names in m.EXAMPLES],
)
def test_examples(label: str, sentence: str, expected: list[str]) -> None:
    assert set(expected) <= names_of(sentence, label)


@pytest.mark.parametrize(
    ("label", "sentence", "excluded"),
    [(m.LABEL, sentence, names) for m in MODULES for sentence, names in m.COUNTER_EXAMPLES],
)
def test_counter_examples(label: str, sentence: str, excluded: list[str]) -> None:
    assert not set(excluded) & names_of(sentence, label)


ANNOUNCEMENTS = [
    (
        (
            "ROTTERDAM, 12 May 2024 – The Port of Rotterdam Authority and Delft University of Technology opened the Maritime"
            " Innovation Hub."
        ),
        {
            "CITY Rotterdam",
            "DATE 2024-05-12",
            "ORG Port of Rotterdam Authority",
            "ORG Delft University of Technology",
            "CENTER Maritime Innovation Hub",
        },
    ),
    (
        'Mayor Aisha Bello said the Lagos State Government will invest. "We want startups," Bello said.',
        {"PERSON Aisha Bello", "ORG Lagos State Government"},
    ),
    (
        "Tallinn-based Bolt and Wise have joined Latitude59, the largest startup conference in Estonia.",
        {"CITY Tallinn", "ORG Bolt", "ORG Wise", "EVENT Latitude59", "COUNTRY Estonia"},
    ),
    (
        (
            "Guangzhou's Tianhe District has set up an overseas liaison office in Kuala Lumpur, Malaysia, the Guangzhou Daily"
            " reported."
        ),
        {
            "CITY Guangzhou",
            "PLACE Tianhe District",
            "CENTER overseas liaison office in Kuala Lumpur",
            "CITY Kuala Lumpur",
            "COUNTRY Malaysia",
            "ORG Guangzhou Daily",
        },
    ),
    (
        "New York City Mayor Eric Adams and NYCEDC President Andrew Kimball opened the NYC AI Nexus in Lower Manhattan.",
        {
            "CITY New York City",
            "PERSON Eric Adams",
            "ORG NYCEDC",
            "PERSON Andrew Kimball",
            "CENTER NYC AI Nexus",
            "PLACE Lower Manhattan",
        },
    ),
    (
        (
            "The 9th China International Import Expo was held at the National Exhibition and Convention Center in Qingpu"
            " District."
        ),
        {
            "EVENT 9th China International Import Expo",
            "CENTER National Exhibition and Convention Center",
            "PLACE Qingpu District",
        },
    ),
    (
        "U.S. Secretary of Commerce Gina Raimondo visited Phoenix, Arizona, where TSMC is building a plant.",
        {"COUNTRY United States", "PERSON Gina Raimondo", "CITY Phoenix", "PLACE Arizona", "ORG TSMC"},
    ),
    (
        "Hamburg's economic affairs ministry launched its fourth startup accelerator in Altona on Wednesday.",
        {
            "CITY Hamburg",
            "ORG Hamburg economic affairs ministry",
            "CENTER fourth startup accelerator in Altona",
            "DATE 2024-06-12",
        },
    ),
    (
        "The Mumbai Metropolitan Region Development Authority (MMRDA) agreed. MMRDA said so on Monday.",
        {"ORG Mumbai Metropolitan Region Development Authority", "DATE 2024-06-10"},
    ),
    (
        "Vilnius Tech Park and the Lithuanian Ministry of the Economy and Innovation are behind the GovTech Lab.",
        {"PLACE Vilnius Tech Park", "ORG Lithuanian Ministry of the Economy and Innovation", "CENTER GovTech Lab"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), ANNOUNCEMENTS, ids=[text[:30] for text, _ in ANNOUNCEMENTS])
def test_announcements(text: str, expected: set[str]) -> None:
    assert expected <= {f"{m.label} {m.name}" for m in mentions_of(text)}


@pytest.mark.parametrize(
    ("text", "short", "name"),
    [
        ("Ada Okafor, mayor of Enugu, spoke. “We build,” Okafor said.", "Okafor", "Ada Okafor"),
        ("Porto Vela Cube Software Ltd. grew. Vela Cube hires.", "Vela Cube", "Porto Vela Cube Software Ltd."),
        ("The Blue Delta Trade Zone (BDTZ) grew. Firms in BDTZ hire.", "BDTZ", "Blue Delta Trade Zone"),
        ("Pudong New Area grew. Pudong hires.", "Pudong", "Pudong New Area"),
    ],
)
def test_short_forms_share_the_full_name(text: str, short: str, name: str) -> None:
    assert [m.name for m in mentions_of(text) if m.text == short][-1] == name


def test_a_choice_is_no_alias() -> None:
    assert {m.name for m in mentions_of("It will open in France or Chile.")} == {"France", "Chile"}


def test_titles_are_kept() -> None:
    (person,) = [
        m for m in mentions_of("“We grow,” said Henrik Lund, head of the Oslo Trade Office.") if m.label == "PERSON"
    ]
    assert person.title == "head of the Oslo Trade Office"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "A" * 5000,
        "(" * 10000 + "a",
        "a" + "'s" * 10000,
        "The The The " * 2000,
        "A, B and " * 5000,
        "\ud800 Foo Center",
    ],
    ids=["empty", "blank", "lines", "run", "brackets", "possessives", "articles", "list", "surrogate"],
)
def test_hostile_text_is_quick_and_keeps_its_spans(text: str) -> None:
    started = time.process_time()
    doc = make_doc(text)
    mentions = find_mentions(doc, Document(page_id="p", url="https://example.org/a", text=doc.text))
    assert time.process_time() - started < 10
    assert all(doc.text[m.start_char : m.end_char] == m.text for m in mentions)
    ends = [0, *(m.end_char for m in mentions)]
    assert all(m.start_char >= end for m, end in zip(mentions, ends, strict=False))
