"""How far two people agree who annotated the same documents independently: what a reader of texts can be asked for.

python -m extract.training.agreement        the documents of `second/` against the same ones of `corpus/`
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.training.annotated import Annotated, read_annotated
from extract.training.check import CORPUS
from extract.training.fact_gold import from_annotated
from extract.training.fact_scoring import Scored, is_full, score
from extract.training.scoring import Score, scores, tally
from extract.types import Mention

SECOND = CORPUS.with_name("second")
Pair = tuple[Annotated, Annotated]


class DifferentText(ValueError):
    """The second annotator's sentences are not those of the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The second annotation measured against the first, as a reader's would be. Shares from 0 to 1."""

    documents: int
    names: list[Score]
    figures: float
    figures_full: float
    facts_must: float
    facts_all: float


def pairs(second: Path = SECOND, first: Path = CORPUS) -> list[Pair]:
    """Each document that was annotated twice, the first annotation first. Raises DifferentText."""
    found = []
    for path in sorted(second.glob("*.txt")):
        again = read_annotated(path)
        once = read_annotated(first / again.writer / path.name)
        if once.extraction.document.text != again.extraction.document.text:
            raise DifferentText(f"{path}: not the text of the first annotation")
        found.append((once, again))
    return found


def agreement(documents: Sequence[Pair]) -> Agreement:
    names = [tally(once, _required(again)) for once, again in documents]
    scored = [score(from_annotated(once), again.extraction) for once, again in documents]
    figures = [pair for one in scored for pair in one.figures.pairs]
    return Agreement(
        documents=len(documents),
        names=scores(names),
        figures=_f1(scored, "figures"),
        figures_full=_f1(scored, "figures", sum(is_full(*pair) for pair in figures)),
        facts_must=_f1(scored, "must"),
        facts_all=_f1(scored, "all"),
    )


def _required(annotated: Annotated) -> Iterable[Mention]:
    return [m for number, m in enumerate(annotated.extraction.mentions) if number not in annotated.optional]


def _f1(scored: Sequence[Scored], what: str, right: int | None = None) -> float:
    matches = [getattr(one, what) for one in scored]
    paired = sum(len(match.pairs) for match in matches)
    asked_and_said = 2 * paired + sum(len(match.missed) + len(match.wrong) for match in matches)
    return 2 * (paired if right is None else right) / asked_and_said if asked_and_said else 0.0


def main() -> None:
    found = agreement(pairs())
    print(f"{found.documents} documents, exact spans of names:")
    for one in found.names:
        print(f"  {one.label:10} F1 {one.f1:.3f} ({one.low:.3f}–{one.high:.3f}) of {one.asked}")
    print(f"figures {found.figures:.3f}, with all their fields {found.figures_full:.3f}")
    print(f"facts: required {found.facts_must:.3f}, all {found.facts_all:.3f}")


if __name__ == "__main__":
    main()
