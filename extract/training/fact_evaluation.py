"""How well figures and facts are read from annotated text: precision, recall and F1 of all, and per predicate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.page import page_from_file
from extract.facts.base import Context
from extract.facts.finder import facts_of
from extract.figures import find_figures
from extract.mentions import rule_candidates
from extract.nlp import make_doc
from extract.pipeline import extract, understand
from extract.recognition.choice import chosen, load_model
from extract.training.annotated import Annotated
from extract.training.fact_gold import Gold
from extract.training.fact_scoring import MUST, Match, Scored, is_full, is_too_soon, score
from extract.types import Document, Extraction, NotADocument

if TYPE_CHECKING:
    pass

Measure = str
MEASURES_OF_ALL = ("figures", "figures full", "facts must", "facts all")


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Counts and what follows of them; a share of nothing is 0."""

    name: str
    asked: int
    said: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.asked if self.asked else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.asked + self.said) if self.asked + self.said else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FactEvaluation:
    """`done_too_soon`: planned facts told as done. `broken`: evidence that is not the text it claims to be."""

    documents: int
    measures: tuple[Share, ...]
    predicates: tuple[Share, ...]
    done_too_soon: int
    broken: int
    scored: tuple[Scored, ...] = ()


def evaluate_facts(
    golds: Iterable[Gold], *, gold_entities: bool = False, min_confidence: float = 0.0
) -> FactEvaluation:
    """Reads every document and scores it; with `gold_entities` the annotated names and references are given."""

    def read(gold: Gold) -> Scored:
        found = _read(gold, given=gold_entities)
        kept = tuple(fact for fact in found.facts if fact.confidence >= min_confidence)
        whole = Extraction(document=found.document, mentions=found.mentions, figures=found.figures, facts=kept)
        return score(gold, whole)

    return summed([read(gold) for gold in golds])


def summed(scored: Sequence[Scored]) -> FactEvaluation:
    return FactEvaluation(
        documents=len(scored),
        measures=(
            _share("figures", [one.figures for one in scored], lambda *_: True),
            _share("figures full", [one.figures for one in scored], is_full),
            _share("facts must", [one.must for one in scored], _is_right),
            _share("facts all", [one.all for one in scored], _is_right),
        ),
        predicates=tuple(_per_predicate(scored)),
        done_too_soon=sum(len(one.done_too_soon) for one in scored),
        broken=sum(one.broken for one in scored),
        scored=tuple(scored),
    )


def _share(name: str, matches: Sequence[Match], is_right: Callable[..., bool]) -> Share:  # type: ignore[type-arg]
    return Share(
        name=name,
        asked=sum(len(one.pairs) + len(one.missed) for one in matches),
        said=sum(len(one.pairs) + len(one.wrong) for one in matches),
        right=sum(is_right(*pair) for one in matches for pair in one.pairs),
    )


def _is_right(*pair: object) -> bool:
    return not is_too_soon(*pair)  # type: ignore[arg-type]


def _per_predicate(scored: Sequence[Scored]) -> Iterable[Share]:
    asked: Counter[str] = Counter()
    said: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for one in scored:
        for wanted, fact in one.all.pairs:
            asked[wanted.predicate] += 1
            said[wanted.predicate] += 1
            right[wanted.predicate] += not is_too_soon(wanted, fact)
        asked.update(wanted.predicate for wanted in one.all.missed)
        said.update(fact.predicate for fact in one.all.wrong)
    for name in sorted(asked | said, key=lambda name: (name not in MUST, name)):
        yield Share(name=name, asked=asked[name], said=said[name], right=right[name])


def _read(gold: Gold, *, given: bool) -> Extraction:
    if gold.annotated is not None:
        document = gold.annotated.extraction.document
        return read_given(gold.annotated) if given else understand(document)
    assert gold.file is not None
    found = extract(page_from_file(gold.file))
    if isinstance(found, NotADocument):
        return Extraction(document=Document(page_id=gold.name, url="", text=""))
    return found


def read_given(annotated: Annotated) -> Extraction:
    """Figures and facts where names and what refers to them are given."""
    told = annotated.extraction
    doc = make_doc(told.document.text)
    model = load_model(chosen())
    if model is not None:  # its names are not asked, but facts are read off the vectors that it leaves with the text
        model(doc, rule_candidates(doc, told.document, model.asked))
    figures = find_figures(doc, told.document, told.mentions)
    named = {mention.name: mention for mention in reversed(told.mentions)}
    known = [(r.start_char, r.end_char, named[r.name]) for r in annotated.references if r.name in named]
    context = Context(doc, told.document, told.mentions, figures, known)
    return Extraction(document=told.document, mentions=told.mentions, figures=figures, facts=facts_of(context))
