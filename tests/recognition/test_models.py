"""The weights that come with the program: small, quick to load, the same for the same text, and at ease with bad input."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence

import pytest

from extract.entity_types._base import Candidate
from extract.mentions import find_mentions
from extract.nlp import make_doc
from extract.recognition.choice import ENCODER, FAST, MODELS, Model, load_model
from extract.training.check import CORPUS
from extract.training.evaluate import annotated_in, evaluate, reader
from extract.types import Document

MEGABYTES = 25
LOADING = """
import json, re, time
from pathlib import Path
from extract.nlp import make_doc
from extract.recognition.choice import load_model
make_doc("Warm.")
begun = time.process_time()
model = load_model({name!r})
loaded = time.process_time() - begun
model(make_doc("The Oak Hub opened in Shenzhen. " * 500), ())
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())  # getrusage's peak holds the parent's too
print(json.dumps([loaded, int(peak[1]) / 1024]))
"""
SENTENCE = "The Luyang Bureau of Commerce opened the Oak Talent Hub in Leuven, said director Zhao Min."
models = pytest.mark.parametrize("name", [ENCODER, FAST])


def loaded(name: str) -> Model:
    model = load_model(name)
    assert model is not None
    return model


def found(name: str, text: str, rules: Sequence[Candidate] = ()) -> list[tuple[str, str, float]]:
    doc = make_doc(text)
    return [(c.label, doc[c.start : c.end].text, c.score) for c in loaded(name)(doc, rules)]


def test_all_weights_together_are_small() -> None:
    files = [path for path in MODELS.rglob("*") if path.is_file()]
    assert {path.parent.name for path in files} >= {ENCODER, FAST}
    assert sum(path.stat().st_size for path in files) < MEGABYTES * 1_000_000


@models
def test_loading_is_quick_and_takes_little_memory(name: str) -> None:
    out = subprocess.run([sys.executable, "-c", LOADING.format(name=name)], capture_output=True, text=True, check=True)
    seconds, megabytes = json.loads(out.stdout)
    assert seconds < 0.6
    assert megabytes < 500


@models
def test_names_are_found(name: str) -> None:
    labels = {label: text for label, text, _ in found(name, SENTENCE)}
    assert labels["ORG"].startswith("Luyang Bureau")
    assert labels["PERSON"] == "Zhao Min"
    assert labels["CITY"] == "Leuven"


@models
def test_the_same_sentence_gives_the_same_names_whatever_stands_around_it(name: str) -> None:
    alone = found(name, SENTENCE)
    others = "Nothing is here. " + "A long list of many words, with Berlin and Paris, stands here. " * 20
    around = found(name, f"{others}{SENTENCE} {others}")
    assert [entry[:2] for entry in alone] == [entry[:2] for entry in around if entry[:2] in {e[:2] for e in alone}]
    assert found(name, SENTENCE) == alone
    if name == ENCODER:
        assert [entry for entry in around if entry in alone] == alone


@models
@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\n ",
        "... --- !!! 123 456",
        "x" * 200_000,
        "Ä" * 50_000 + " " + "é" * 50_000,
        "(" * 1_000_000,
        "[a](b" * 20_000,
        "Москва и 深圳市 and Shenzhen, القاهرة, ירושלים " * 50,
        "The " * 30_000,
        "\ud800\u0000 Foo Center\u202e opened",
    ],
    ids=["empty", "blank", "no letters", "long token", "accents", "brackets", "links", "scripts", "words", "controls"],
)
def test_bad_input_ends_soon_with_spans_of_the_text(name: str, text: str) -> None:
    doc = make_doc(text)
    begun = time.process_time()
    candidates = loaded(name)(doc, ())
    assert time.process_time() - begun < 6
    assert all(0 <= c.start < c.end <= len(doc) and 0 < c.score <= 1 for c in candidates)


@models
def test_merged_names_do_not_overlap(name: str) -> None:
    text = f"{SENTENCE} It opened on May 5, 2021 in Belgium, the city of Hefei said. "
    document = Document(page_id="p", url="https://example.org/", text=text, date_published="2021-05-07")
    mentions = find_mentions(make_doc(text), document, loaded(name))
    assert {m.name for m in mentions} >= {"2021-05-05", "Belgium", "Hefei"}
    assert all(text[m.start_char : m.end_char] == m.text for m in mentions)
    ends = [0, *(m.end_char for m in mentions)]
    assert all(m.start_char >= end for m, end in zip(mentions, ends, strict=False))


@models
def test_the_scores_of_the_card_are_reached(name: str) -> None:
    told = json.loads((MODELS / "scores.json").read_text(encoding="utf-8"))["dev"][name]
    documents = list(annotated_in(CORPUS, "dev"))[:40]
    if len(documents) < 40:
        pytest.skip("the corpus has too few documents to measure with")
    score = evaluate(reader(name), documents).scores[-1]
    assert score.high >= told["all"]["f1"] - 0.01
