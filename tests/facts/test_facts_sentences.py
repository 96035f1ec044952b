"""Sentences of announcements, with names given, and everything that they state."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from extract.facts.base import Context
from extract.facts.finder import facts_of_rules
from extract.figures import find_figures
from extract.nlp import make_doc
from extract.types import LABELS, Document, Mention

TABLE = Path(__file__).with_name("sentences.txt")
NAME = re.compile(rf"<({'|'.join(LABELS)}|=) ([^|>]+)(?:\|([^>]+))?>")
SHOWN = {"established", "date_established", "located_in", "operated_by", "founded_by", "partner_with", "part_of",
         "has_count", "has_amount", "plans", "has_position", "funds"}  # fmt: skip


@dataclass
class Case:
    marked: str
    required: set[str] = field(default_factory=set)
    optional: set[str] = field(default_factory=set)


def cases() -> list[Case]:
    found: list[Case] = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            found.append(Case(line))
        elif line.strip().startswith("?"):
            found[-1].optional.add(line.strip()[1:].strip())
        else:
            found[-1].required.add(line.strip())
    return found


def unmark(marked: str) -> tuple[str, list[Mention], list[tuple[int, int, Mention]]]:
    text, mentions, words = "", [], []
    end = 0
    for match in NAME.finditer(marked):
        text += marked[end : match.start()]
        label, name, written = match.group(1), match.group(2), match.group(3) or match.group(2)
        span = (len(text), len(text) + len(written))
        text, end = text + written, match.end()
        if label == "=":
            words.append((*span, name))
        else:
            mentions.append(Mention(label=label, text=written, name=name, start_char=span[0], end_char=span[1]))
    by_name = {mention.name: mention for mention in mentions}
    return text + marked[end:], mentions, [(start, stop, by_name[name]) for start, stop, name in words]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.marked[:60])
def test_a_sentence_states_these_facts_and_no_others(case: Case) -> None:
    text, mentions, references = unmark(case.marked)
    doc = make_doc(text)
    document = Document(page_id="p", url="https://example.org/a", text=text)
    context = Context(doc, document, mentions, find_figures(doc, document, mentions), references)
    facts = [fact for fact in facts_of_rules(context) if fact.predicate in SHOWN]
    told = {
        ("~ " if f.status == "planned" else "") + f"{f.subject} | {f.predicate} | {f.object}" for f in facts
    }  # fmt: skip
    assert told - case.optional == case.required
    for fact in facts:
        for span in fact.evidence:
            assert text[span.start_char : span.end_char] == span.text
