"""The group `eval`: how well pages and texts are read about which everything is known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pipeline.cli import as_json, local_path, one_line_errors, print_json


@click.group("eval")
def evaluation() -> None:
    """How well this installation reads pages and texts that people have annotated.

    \b
    Examples:
      cityfacts eval reading gold/
      cityfacts eval recognition my-annotated-folder
    """


@evaluation.command("reading")
@click.argument("folders", nargs=-1, required=True, type=local_path)
@as_json
@one_line_errors
def eval_reading(folders: tuple[Path, ...], json_output: bool) -> None:
    """Body, headline, date and CPU time on FOLDERS with a gold.jsonl, beside the extractors that are installed.

    A line of gold.jsonl names a page and what is known of it: {"file", "url"?, "fetched_at"?, "text"?, "title"?,
    "date"?, "with"?, "without"?}. "with" and "without" are lists of what must and must not be in the text.

    \b
    Example:
      cityfacts eval reading gold/ more-gold/
    """
    from extract.readers import readers
    from pipeline.evaluation import evaluate as run_evaluation
    from pipeline.evaluation_views import show_evaluation
    from pipeline.progress import live

    with live("evaluation", quiet=json_output) as progress:
        results = list(run_evaluation(folders, readers(), progress))
    print_json([result.to_json() for result in results]) if json_output else show_evaluation(results)


@evaluation.command("recognition")
@click.argument("folder", type=local_path)
@click.option("--model", help="As for the program; without it, what the program reads with.")
@click.option("--alone", is_flag=True, help="What the model finds without the rules.")
@click.option("--split", type=click.Choice(["train", "dev", "blind"]), help="This split of the project's own corpus.")
@as_json
@one_line_errors
def eval_recognition(folder: Path, model: str | None, alone: bool, split: Any, json_output: bool) -> None:
    """Precision, recall and F1 per label on a folder of annotated documents, exact spans, and the speed.

    \b
    Examples:
      cityfacts eval recognition extract/training/corpus --split dev
      cityfacts eval recognition my-annotated-folder --model rules --json
    """
    from extract.recognition.choice import chosen
    from extract.training.evaluate import annotated_in, evaluate, reader
    from pipeline.recognition_view import evaluation_to_json, show_evaluation

    name = model or chosen()
    found = evaluate(reader(name, alone=alone), list(annotated_in(folder, split)))
    told = evaluation_to_json(found, name)
    print_json(told) if json_output else show_evaluation(told)


@evaluation.command("facts")
@click.argument("paths", nargs=-1, type=local_path)
@click.option("--split", type=click.Choice(["train", "dev", "blind"]), help="This split of the project's own corpus.")
@click.option("--gold-entities", is_flag=True, help="Names as annotated: what facts alone lose.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0, help="Only facts as sure as this.")
@as_json
@one_line_errors
def eval_facts(
    paths: tuple[Path, ...], split: Any, gold_entities: bool, min_confidence: float, json_output: bool
) -> None:
    """Figures and facts against folders of annotated documents, or against a JSONL of gold beside its pages.

    Without a path the project's own corpus is read.

    \b
    Examples:
      cityfacts eval facts --split dev
      cityfacts eval facts my-annotated-folder --gold-entities --json
    """
    from extract.training.check import CORPUS
    from extract.training.fact_evaluation import evaluate_facts
    from extract.training.fact_gold import read_gold
    from pipeline.facts_evaluation_view import facts_evaluation_to_json, show_facts_evaluation

    golds = (gold for path in paths or (CORPUS,) for gold in read_gold(path, split))
    found = evaluate_facts(golds, gold_entities=gold_entities, min_confidence=min_confidence)
    told = facts_evaluation_to_json(found)
    print_json(told) if json_output else show_facts_evaluation(told)
