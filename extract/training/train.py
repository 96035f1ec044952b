"""Makes the weights of both models from the corpus: `make train`.

python -m extract.training.train --base FOLDER [--corpus FOLDER] [--out FOLDER] [--layers 0,1,2,3] [--epochs N]

BASE holds the pre-trained encoder: model.safetensors and vocab.txt. The blind documents are left out by their names.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from random import Random

import torch

from extract.recognition.choice import ENCODER, FAST, MODELS
from extract.recognition.encoder import GRAPH, VOCABULARY, Encoder
from extract.recognition.fast import FastTagger
from extract.recognition.wordpiece import CLOSING, OPENING, WordPieces, read_vocabulary
from extract.relations.head import PAIRS
from extract.training.annotated import Annotated
from extract.training.check import CORPUS
from extract.training.convnet import WIDTH, ConvTagger, save
from extract.training.distil import Words, distil, taught
from extract.training.evaluate import Recogniser, annotated_in, evaluate, reader, reader_of
from extract.training.examples import examples, spans_f1
from extract.training.export import export
from extract.training.fit import Plan, fit, quick_f1
from extract.training.name_lists import NameLists, name_lists
from extract.training.network import Tagger, read_safetensors, start_from
from extract.training.pair_network import save_head
from extract.training.splits import split_of
from extract.training.static import piece_vectors
from extract.training.vocabulary import choose_pieces

NAMES_A_LABEL = 2000
"""Made names that have a say in which pieces are kept."""


def main(arguments: Sequence[str]) -> int:
    asked = _arguments(arguments)
    torch.set_num_threads(asked.threads)
    train = list(annotated_in(asked.corpus, "train"))
    dev = list(annotated_in(asked.corpus, "dev"))
    assert all(split_of(document.name) != "blind" for document in (*train, *dev))
    words = sum(len(document.extraction.document.text.split()) for document in train)
    report(f"train: {len(train)} documents, {words} words; dev: {len(dev)} documents")
    plan = replace(Plan(), epochs=asked.epochs, seed=asked.seed)
    layers = [int(number) for number in asked.layers.split(",")]
    encoder, fast = asked.out / ENCODER, asked.out / FAST
    if not asked.fast_alone:
        _encoder(asked.base, train, dev, plan, layers, encoder)
    _fast(encoder, train, dev, asked, fast)
    scored = {
        "rules": reader("rules"),
        "encoder alone": reader_of(Encoder(encoder), alone=True),
        "encoder": reader_of(Encoder(encoder)),
        "fast alone": reader_of(FastTagger(fast), alone=True),
        "fast": reader_of(FastTagger(fast)),
    }
    told = {name: _scores(name, recognise, dev) for name, recognise in scored.items()}
    facts = {"documents": len(train), "words": words, "layers": layers, "plan": asdict(plan), "dev": told}
    (asked.out / "scores.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    return 0


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="train", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--base", type=Path, required=True, help="the pre-trained encoder")
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--out", type=Path, default=MODELS)
    parser.add_argument("--layers", default="0,1,2,3", help="those of the base that are kept")
    parser.add_argument("--epochs", type=int, default=Plan().epochs)
    parser.add_argument("--copies", type=int, default=8, help="copies of the corpus that the fast model learns from")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--fast-alone", action="store_true", help="keep the default model, make the fast one anew")
    return parser.parse_args(arguments)


def report(line: str) -> None:
    print(line, flush=True)


def _encoder(
    base: Path, train: list[Annotated], dev: list[Annotated], plan: Plan, layers: list[int], folder: Path
) -> None:
    all_pieces = (base / "vocab.txt").read_text(encoding="utf-8").splitlines()
    kept = choose_pieces(all_pieces, _texts(train, name_lists(), Random(plan.seed)))
    number_of = {piece: number for number, piece in enumerate(all_pieces)}
    torch.manual_seed(plan.seed)
    tagger = Tagger(len(kept), len(layers))
    start_from(tagger, read_safetensors(base / "model.safetensors"), [number_of[piece] for piece in kept], layers)
    pieces = WordPieces(read_vocabulary(kept))
    fit(tagger, pieces, train, dev, plan, report)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / VOCABULARY).write_text("\n".join(kept) + "\n", encoding="utf-8")
    export(tagger.eval(), folder / GRAPH)
    save_head(tagger.pairs, folder / PAIRS)
    held = [example for document in dev for example in examples(document)]
    report(f"32 bits, by sentence: dev F1 {quick_f1(tagger, held, pieces):.4f}")
    encoder = Encoder(folder)
    scores = [encoder.read(example.words, example.rules)[0] for example in held]
    report(f"8 bits, by sentence: dev F1 {spans_f1(held, scores):.4f}")


def _texts(train: Sequence[Annotated], lists: NameLists, chance: Random) -> list[str]:
    """What the vocabulary must spell well: the corpus, and the names that may stand in it."""
    made = [lists.name(label, chance) for label in lists.patterns for _ in range(NAMES_A_LABEL)]
    people = [name for culture in lists.cultures for name in (*culture.family, *culture.given)]
    return [*(document.extraction.document.text for document in train), *lists.cities, *made, *people]


def _fast(teacher: Path, train: list[Annotated], dev: list[Annotated], asked: argparse.Namespace, folder: Path) -> None:
    lessons = taught(train, Encoder(teacher), asked.copies, Random(asked.seed))
    report(f"fast: {len(lessons)} sentences")
    kept = (teacher / VOCABULARY).read_text(encoding="utf-8").splitlines()
    numbers = read_vocabulary((asked.base / "vocab.txt").read_text(encoding="utf-8").splitlines())
    marks = numbers[OPENING], numbers[CLOSING]
    torch.manual_seed(asked.seed)
    meant = piece_vectors(
        read_safetensors(asked.base / "model.safetensors"), [numbers[piece] for piece in kept], marks, WIDTH
    )
    tagger, words = ConvTagger(meant), Words(WordPieces(read_vocabulary(kept)))
    held = [example for document in dev for example in examples(document)]
    distil(tagger, words, lessons, held, report, seed=asked.seed)
    save(tagger, kept, folder)


def _scores(name: str, recognise: Recogniser, dev: list[Annotated]) -> dict[str, dict[str, float]]:
    """F1 per label with the bounds between which it lies in 95 of 100 resamples of the documents, and names asked."""
    found = evaluate(recognise, dev)
    report(f"{name}: {round(found.words_per_second)} words a CPU-second")
    for score in found.scores:
        report(f"  {score.label:10} {score.f1:.3f} ({score.low:.3f}–{score.high:.3f}) of {score.asked}")
    return {
        score.label: {
            "f1": round(score.f1, 4), "low": round(score.low, 4), "high": round(score.high, 4), "asked": score.asked,
        }
        for score in found.scores
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
