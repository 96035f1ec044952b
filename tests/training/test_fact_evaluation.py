"""The scores of figures and facts: by hand on small texts, and equal to the acceptance scorer on its own documents."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from crawler.page import page_from_file
from extract.pipeline import extract
from extract.serialize import to_json
from extract.training.fact_evaluation import FactEvaluation, evaluate_facts, summed
from extract.training.fact_gold import AskedFact, AskedFigure, Gold, GoldError, NoGold, read_gold
from extract.training.fact_names import same_name, words
from extract.training.fact_scoring import score
from extract.types import Document, Evidence, Extraction, Fact, Figure

HEADER = '+++\nwriter = "t1"\nkind = "opening"\nregister = "blog"\ncountry = "PT"\ncity = "Porto"\n+++\n'
TEXT = "Porto opened the Ribeira Incubator. It has nearly 12 labs."


def asked(subject: str, predicate: str, object: str, **more: object) -> AskedFact:
    return AskedFact(subjects=(subject,), predicate=predicate, objects=(object,), **more)  # type: ignore[arg-type]


def fact(subject: str, predicate: str, object: str, **more: object) -> Fact:
    span = Evidence(start_char=0, end_char=5, text="Porto")
    return Fact(subject=subject, predicate=predicate, object=object, evidence=(span,), **more)  # type: ignore[arg-type]


def figure(value: int, unit: str, what: str | None = None, qualifier: str = "exact") -> Figure:
    return Figure(
        text="Porto", value=Decimal(value), unit=unit, what=what, qualifier=qualifier, start_char=0, end_char=5
    )


def scored(
    gold: tuple[AskedFact | AskedFigure, ...], found: tuple[Fact | Figure, ...], **aliases: str
) -> FactEvaluation:
    both = {a: frozenset({a, b}) for a, b in aliases.items()} | {b: frozenset({a, b}) for a, b in aliases.items()}
    wanted = Gold(
        name="d",
        figures=tuple(one for one in gold if isinstance(one, AskedFigure)),
        facts=tuple(one for one in gold if isinstance(one, AskedFact)),
        aliases=both,
    )
    extraction = Extraction(
        document=Document(page_id="d", url="", text=TEXT),
        figures=tuple(one for one in found if isinstance(one, Figure)),
        facts=tuple(one for one in found if isinstance(one, Fact)),
    )
    return summed([score(wanted, extraction)])


def counts(found: FactEvaluation, measure: str) -> tuple[int, int, int]:
    share = next(share for share in found.measures if share.name == measure)
    return share.asked, share.said, share.right


def test_words_lose_determiners_and_plurals() -> None:
    assert words("The Innovation Centers") == ["innovation", "center"]
    assert same_name("the Porto hubs", "Porto Hub")
    assert same_name("Ribeira", "Ribeira Incubator")
    assert not same_name("Ribeira Incubator", "Douro Incubator")
    assert not same_name("", "Porto")


def test_a_fact_is_found_by_any_name_of_its_ends() -> None:
    gold = (asked("Porto", "established", "base"),)
    assert counts(scored(gold, (fact("Oporto City", "established", "base"),)), "facts must") == (1, 1, 0)
    found = scored(gold, (fact("invicta", "established", "base"),), porto="invicta")
    assert counts(found, "facts must") == (1, 1, 1)


def test_an_act_is_told_from_either_end_and_only_once() -> None:
    gold = (asked("Porto", "established", "base"),)
    both = (fact("base", "founded_by", "Porto"), fact("Porto", "established", "base"))
    assert counts(scored(gold, both), "facts must") == (1, 1, 1)


def test_a_number_needs_its_value_and_a_word_of_what_it_counts() -> None:
    gold = (asked("Porto", "has_count", "12 labs", value=Decimal(12), what="labs"),)
    right = fact("Porto", "has_count", "12", value=Decimal(12), qualifiers={"what": "new labs"})
    other = fact("Porto", "has_count", "12", value=Decimal(12), qualifiers={"what": "schools"})
    more = fact("Porto", "has_count", "13", value=Decimal(13), qualifiers={"what": "labs"})
    assert [counts(scored(gold, (one,)), "facts all")[2] for one in (right, other, more)] == [1, 0, 0]


def test_what_is_optional_counts_neither_way() -> None:
    gold = (asked("Porto", "established", "base"), asked("base", "located_in", "Porto", optional=True))
    assert counts(scored(gold, (fact("base", "located_in", "Porto"),)), "facts must") == (1, 0, 0)


def test_what_is_planned_is_not_right_as_done() -> None:
    gold = (asked("base", "located_in", "Porto", planned=True), asked("Porto", "plans", "a base", planned=True))
    done = (fact("base", "located_in", "Porto"), fact("Porto", "plans", "base"))
    assert scored(gold, done).done_too_soon == 1
    assert counts(scored(gold, done), "facts must") == (2, 2, 1)
    ahead = (fact("base", "located_in", "Porto", status="planned"),)
    assert scored(gold, ahead).done_too_soon == 0


def test_a_figure_is_full_with_its_hedge_and_its_noun() -> None:
    gold = (AskedFigure(figure=figure(12, "labs", "labs", "nearly")), AskedFigure(figure=figure(5, "EUR", "cost")))
    halves = scored(gold, (figure(12, "labs", "labs"), figure(5, "EUR")))
    assert (counts(halves, "figures"), counts(halves, "figures full")) == ((2, 2, 2), (2, 2, 0))
    whole = scored(gold, (figure(12, "labs", "labs", "nearly"), figure(5, "USD", "cost")))
    assert (counts(whole, "figures"), counts(whole, "figures full")) == ((2, 2, 1), (2, 2, 1))


def test_broken_evidence_is_counted() -> None:
    span = Evidence(start_char=0, end_char=5, text="Braga")
    assert scored((), (Fact(subject="a", predicate="plans", object="b", evidence=(span,)),)).broken == 1


def test_a_folder_is_read_with_and_without_its_names(tmp_path: Path) -> None:
    body = (
        "[Kvanto]{CITY} opened the [Ribeira Incubator]{CENTER}.\n> Kvanto | established | Ribeira Incubator\n"
        "[It]{=Ribeira Incubator} has [12 labs]{#12 labs; what=labs}.\n"
        "> Ribeira Incubator | has_count | 12 labs | what=labs\n"
    )
    (tmp_path / "t1-0001.txt").write_text(HEADER + body, encoding="utf-8")
    given = evaluate_facts(read_gold(tmp_path), gold_entities=True)
    assert (given.documents, counts(given, "facts all"), counts(given, "figures full")) == (1, (2, 2, 2), (1, 1, 1))
    assert counts(evaluate_facts(read_gold(tmp_path)), "facts all")[0] == 2
    assert counts(evaluate_facts(read_gold(tmp_path), min_confidence=1.1), "facts all")[1] == 0


def test_what_cannot_be_scored_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(NoGold, match="no annotated documents"):
        list(read_gold(tmp_path))
    (tmp_path / "t1-0001.txt").write_text("no header", encoding="utf-8")
    with pytest.raises(GoldError, match=r"t1-0001\.txt:1"):
        list(read_gold(tmp_path))
    rows = tmp_path / "gold.jsonl"
    rows.write_text('\n{"file": "a.txt"}\n', encoding="utf-8")
    with pytest.raises(GoldError, match=r"gold\.jsonl:2: no gold"):
        list(read_gold(rows))
    with pytest.raises(GoldError, match="has splits"):
        list(read_gold(rows, "dev"))


def test_the_measures_are_those_of_the_acceptance_scorer(shared: Path, tmp_path: Path) -> None:
    gold, scorer = shared / "seeds" / "gold.jsonl", shared / "score" / "facts.py"
    if not gold.is_file() or not scorer.is_file():
        pytest.skip(f"no acceptance documents at {shared}")
    ours = evaluate_facts(read_gold(gold))
    predicted = tmp_path / "predicted.jsonl"
    files = [json.loads(line)["file"] for line in gold.read_text(encoding="utf-8").splitlines()]
    rows = ({"file": file} | to_json(extract(page_from_file(gold.parent / file))) for file in files)
    predicted.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    told = subprocess.run(
        [sys.executable, scorer, gold, predicted], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    theirs = re.findall(r"^(fig\w+(?: full)?|facts \w+) .*?(\d+) right, (\d+) predicted, (\d+) gold", told, re.M)
    assert [(name, int(r), int(p), int(g)) for name, r, p, g in theirs] == [
        (share.name, share.right, share.said, share.asked) for share in ours.measures
    ]
    for predicate in ours.predicates:
        assert f"{predicate.name} {predicate.precision:.3f} {predicate.recall:.3f} {predicate.f1:.3f}" in re.sub(
            " +", " ", told
        )
    assert f"planned stored as done {ours.done_too_soon} " in re.sub(" +", " ", told)
    assert f"broken evidence {ours.broken} " in re.sub(" +", " ", told)
