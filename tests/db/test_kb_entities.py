"""Names become entities: one for all its spellings, two for two places of one name, merged only revocably."""

from __future__ import annotations

import pytest
from kb_samples import extraction, mention, page

from db.profiles import Candidates, EntityProfile
from db.queries import show
from db.store import KnowledgeBase
from db.text import fold, fold_organization, grams

RUN = "night-2026-03-01"


def add(
    kb: KnowledgeBase,
    name: str,
    text: str,
    *mentions: tuple[str, str] | tuple[str, str, str],
    country: str | None = None,
) -> None:
    of = page(name, text)
    found = [mention(text, *each) for each in mentions]
    kb.add_extraction(extraction(of, text, mentions=found, country=country), page=of, run=RUN)


def profile(kb: KnowledgeBase, name: str) -> EntityProfile:
    found = show(kb, name)
    assert isinstance(found, EntityProfile), found
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Harbour Hub", "harbour hub"),
        ("Xi'an", "Xi’an"),
        ("Málaga", "MALAGA"),
        ("Be'er-Sheva", "Beer Sheva"),
        ("ＡＢＣ Lab", "ABC Lab"),
        ("서울 센터", "서울 센터"),
        ("Łódź", "Lodz"),
        ("Tromsø", "Tromso"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Lumen Optics Co., Ltd.", "lumen optics"),
        ("Lumen Optics Corp", "lumen optics"),
        ("Inc", "inc"),
        ("The Company", "company"),
        ("Costa Rica Limited Editions", "costa rica limited editions"),
    ],
)
def test_legal_forms_do_not_tell_organizations_apart(name: str, folded: str) -> None:
    assert fold_organization(name) == folded


def test_pairs_make_unspaced_scripts_findable() -> None:
    assert grams("深圳市 opens カフェ 一") == "深圳 圳市 カフ フェ 一"


def test_one_entity_in_two_documents(kb: KnowledgeBase) -> None:
    add(kb, "a", "Lumen Optics Co., Ltd. moved.", ("ORG", "Lumen Optics Co., Ltd."))
    add(kb, "b", "The Lumen Optics stand was busy.", ("ORG", "Lumen Optics"))
    found = profile(kb, "lumen optics")
    assert found.mentions == 2
    assert found.aliases == ("Lumen Optics",)
    assert len(found.documents) == 2


def test_places_know_where_they_are(kb: KnowledgeBase) -> None:
    add(kb, "a", "A lab opened in Valencia in Venezuela.", ("CITY", "Valencia"), ("COUNTRY", "Venezuela"))
    add(kb, "b", "A lab opened in Valencia in Spain.", ("CITY", "Valencia"), ("COUNTRY", "Spain"))
    found = show(kb, "Valencia")
    assert isinstance(found, Candidates)
    assert sorted(option.title for option in found.options) == ["Valencia (CITY, ES)", "Valencia (CITY, VE)"]
    spain = profile(kb, "spain")
    assert spain.country == "ES"


def test_a_metropolis_outweighs_its_namesake_next_door(kb: KnowledgeBase) -> None:
    add(kb, "a", "The delegation flew to Paris.", ("CITY", "Paris"), country="US")
    assert profile(kb, "paris").country == "FR"


def test_dates_are_no_entities(kb: KnowledgeBase) -> None:
    add(kb, "a", "It opened on Monday.", ("DATE", "Monday", "2026-02-23"))
    assert kb.connection.value("SELECT count(*) FROM entities") == 0


def test_generic_words_are_no_other_names(kb: KnowledgeBase) -> None:
    text = "Quay Lab opened. The lab is small. Its head is proud."
    add(kb, "a", text, ("CENTER", "Quay Lab"), ("CENTER", "The lab", "Quay Lab"))
    assert profile(kb, "quay lab").aliases == ()


def test_an_acronym_is_merged_until_two_bear_it(kb: KnowledgeBase) -> None:
    add(kb, "a", "The Baltic Harbour Innovation Office (BHIO) opened.", ("ORG", "Baltic Harbour Innovation Office"),
        ("ORG", "BHIO", "Baltic Harbour Innovation Office"))  # fmt: skip
    add(kb, "b", "The BHIO will move.", ("ORG", "BHIO"))
    kb.finish_run(RUN, "2026-03-01T03:00:00Z")
    assert profile(kb, "bhio").name == "Baltic Harbour Innovation Office"
    assert profile(kb, "bhio").mentions == 3
    add(kb, "c", "The Bergen Health Information Office (BHIO) closed.", ("ORG", "Bergen Health Information Office"),
        ("ORG", "BHIO", "Bergen Health Information Office"))  # fmt: skip
    kb.finish_run(RUN, "2026-03-01T04:00:00Z")
    assert profile(kb, "bhio").merged == ()


def test_a_merge_can_be_taken_back_for_good(kb: KnowledgeBase) -> None:
    add(kb, "a", "Port Office met Harbour Bureau and Quay Office.", ("ORG", "Port Office"), ("ORG", "Harbour Bureau"),
        ("ORG", "Quay Office"))  # fmt: skip
    port, harbour, quay = (profile(kb, name).id for name in ("Port Office", "Harbour Bureau", "Quay Office"))
    kb.merge(port, harbour, reason="same address")
    kb.merge(port, harbour, reason="same address")
    kb.merge(harbour, quay, reason="renamed")
    assert profile(kb, "port office").id == quay
    with pytest.raises(ValueError, match="one entity already"):
        kb.merge(quay, port, reason="again")
    with pytest.raises(ValueError, match="no entity"):
        kb.merge(quay, "0" * 32, reason="nobody")
    assert kb.undo_merge(harbour, quay)
    assert not kb.undo_merge(harbour, quay)
    assert profile(kb, "port office").id == harbour
    assert profile(kb, "quay office").id == quay
