"""What the annotated text says of a pair of names: yes, no, or neither."""

from __future__ import annotations

from pathlib import Path

from extract.facts.base import Context
from extract.figures import find_figures
from extract.nlp import make_doc
from extract.references import references
from extract.relations.candidates import candidates
from extract.training.annotated import read_annotated
from extract.training.fact_gold import from_annotated
from extract.training.labels import answers

TEXT = """+++
writer = "t"
kind = "opening"
register = "local paper"
country = "PT"
city = "Porto"
+++
The [Ribeira Incubator]{CENTER} was founded by [Douro Ventures]{ORG}.
> Ribeira Incubator | founded_by | Douro Ventures
[Douro Ventures]{ORG} painted the [Ribeira Incubator]{CENTER} for [Minho Bank]{ORG}.
"""


def test_where_nothing_is_said_of_two_names_what_is_said_elsewhere_teaches_nothing(tmp_path: Path) -> None:
    file = tmp_path / "t-0001.txt"
    file.write_text(TEXT, encoding="utf-8")
    annotated = read_annotated(file)
    told = annotated.extraction
    doc = make_doc(told.document.text)
    figures = find_figures(doc, told.document, told.mentions)
    context = Context(doc, told.document, told.mentions, figures, references(doc, told.mentions))
    asked = {
        (candidate.sentence, candidate.object[0]): answer is not None
        for candidate in candidates(context, [])
        for task, answer in answers(from_annotated(annotated), candidate, context)
        if task == "founded_by" and candidate.subject[0] == "Ribeira Incubator"
    }
    assert asked[0, "Douro Ventures"] is True
    assert (1, "Douro Ventures") not in asked
    assert asked[1, "Minho Bank"] is False
