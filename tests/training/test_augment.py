"""Other names in the same announcement: spans stay exact, aliases stay alike, and chance has a seed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from extract.training.annotated import Annotated, read_annotated
from extract.training.augment import augmented, ordinary_words
from extract.training.examples import IGNORED, examples
from extract.training.name_lists import name_lists
from extract.training.vocabulary import SIZE, choose_pieces
from extract.types import Fact

HEADER = '+++\nwriter = "t1"\nkind = "opening"\nregister = "blog"\ncountry = "CN"\ncity = "Hefei"\n+++\n'
BODY = """[Luyang District]{PLACE}, in [Hefei]{CITY}'s north, opened the [Luyang Talent Base]{CENTER}; the base is small.
"[Luyang]{PLACE Luyang District} is ready", said [Zhao Min]{PERSON}, who leads the [Oak Club]{ORG?}. [Zhao]{PERSON Zhao Min} smiled.
"""


@pytest.fixture
def document(tmp_path: Path) -> Annotated:
    path = tmp_path / "t1-0001.txt"
    path.write_text(HEADER + BODY, encoding="utf-8")
    return read_annotated(path)


def test_spans_are_the_new_text_to_the_letter(document: Annotated) -> None:
    ordinary = ordinary_words([document])
    texts = set()
    for seed in range(40):
        changed = augmented(document, ordinary, Random(seed)).extraction
        text = changed.document.text
        texts.add(text)
        assert [text[m.start_char : m.end_char] for m in changed.mentions] == [m.text for m in changed.mentions]
        assert [m.label for m in changed.mentions] == [m.label for m in document.extraction.mentions]
        assert "the base is small." in text
    assert len(texts) > 35
    assert document.extraction.document.text not in texts


def test_one_name_is_replaced_alike_throughout(document: Annotated) -> None:
    ordinary = ordinary_words([document])
    alike = 0
    for seed in range(40):
        mentions = augmented(document, ordinary, Random(seed)).extraction.mentions
        full, short = (mention.text for mention in mentions if mention.label == "PERSON")
        assert short in full or full.isupper()
        district, alone = (mention.text for mention in mentions if mention.label == "PLACE")
        alike += alone in district
    assert alike >= 20


def test_a_seed_decides(document: Annotated) -> None:
    ordinary = ordinary_words([document])
    assert augmented(document, ordinary, Random(3)) == augmented(document, ordinary, Random(3))


def test_what_is_learnt_from_a_document(document: Annotated) -> None:
    found = list(examples(document))
    words = [word for example in found for word in example.words]
    tags = [tag for example in found for tag in example.tags]
    rules = [rule for example in found for rule in example.rules]
    assert len(words) == len(tags) == len(rules)
    assert {tag for word, tag in zip(words, tags, strict=True) if word in ("Oak", "Club")} == {IGNORED}
    assert {tag for word, tag in zip(words, tags, strict=True) if word in ("the", "'s", "said")} == {0}


def test_every_pattern_makes_a_name() -> None:
    lists, chance = name_lists(), Random(1)
    for label, patterns in lists.patterns.items():
        made = {lists.name(label, chance) for _ in range(20 * len(patterns))}
        assert len(made) > 5 * len(patterns)
        assert not [name for name in made if "{" in name or name != name.strip()]


def test_the_pieces_kept_spell_the_texts() -> None:
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[unused1]", *"abcdé", *(f"##{c}" for c in "abcd")]
    pieces += [f"a{n}" for n in range(SIZE)] + ["zz"]
    kept = choose_pieces(pieces, ["zz a3"])
    assert len(kept) == SIZE
    assert {"[UNK]", "zz", "a3", "##d", "é"} <= set(kept)
    assert "[unused1]" not in kept
    assert kept == sorted(kept, key=pieces.index)


def test_facts_stay_with_their_sentences(document: Annotated) -> None:
    evidence = document.sentences[1]
    fact = Fact(
        subject="Zhao Min",
        predicate="has_position",
        object="Oak Club",
        evidence=(evidence,),
        confidence=1.0,
        rule="corpus",
    )
    told = replace(document, extraction=replace(document.extraction, facts=(fact,)))
    for seed in range(10):
        changed = augmented(told, ordinary_words([document]), Random(seed)).extraction
        (span,) = changed.facts[0].evidence
        assert changed.document.text[span.start_char : span.end_char] == span.text
        assert span.text.startswith('"')
        assert span.text.endswith(("smiled.", "SMILED."))
