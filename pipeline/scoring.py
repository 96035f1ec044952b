"""How well articles were read: body, headline and date, compared with what is known of the pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extract.clean import fold
from extract.readers import Read

_CJK = re.compile(r"([\u3400-\u9fff])")
_WORD = re.compile(r"\w+")
_SHINGLE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """What is known of a page. `present` must be in its text, `absent` must not; None and empty are not asked for."""

    text: str | None = None
    headline: str | None = None
    date: str | None = None
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


@dataclass(slots=True)
class Score:
    """Sums over pages. Body: F1 of the means of precision and recall, in shingles of four words or Chinese characters.

    This is the measure of https://github.com/scrapinghub/article-extraction-benchmark. Segments: F1 of what had to be
    in the texts. Headlines are equal but for case and punctuation; dates name the same day.
    """

    precisions: list[float] = field(default_factory=list)
    recalls: list[float] = field(default_factory=list)
    segments: Counter[str] = field(default_factory=Counter)
    headlines: list[bool] = field(default_factory=list)
    dates: list[bool] = field(default_factory=list)

    def add(self, gold: Gold, read: Read) -> None:
        if gold.text:
            wanted, had = shingles(gold.text), shingles(read.text)
            shared = (wanted & had).total()
            if had:
                self.precisions.append(shared / had.total())
            self.recalls.append(shared / max(1, wanted.total()))
        for segments, right, wrong in ((gold.present, "hit", "missed"), (gold.absent, "false", "left out")):
            self.segments.update(right if segment in read.text else wrong for segment in segments)
        if gold.headline:
            self.headlines.append(fold(read.headline) == fold(gold.headline))
        if gold.date:
            self.dates.append((read.date or "")[:10] == gold.date[:10])

    @property
    def body_f1(self) -> float | None:
        return f1(mean(self.precisions) or 0.0, mean(self.recalls) or 0.0) if self.recalls else None

    @property
    def segment_f1(self) -> float | None:
        if not self.segments:
            return None
        hits = self.segments["hit"]
        precision = hits / max(1, hits + self.segments["false"])
        return f1(precision, hits / max(1, hits + self.segments["missed"]))


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words, each Chinese character a word; a shorter text is one run."""
    words = _WORD.findall(_CJK.sub(r" \1 ", text))
    if not words:
        return Counter()
    return Counter(tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1)))


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def mean(values: Iterable[float]) -> float | None:
    """None for no values."""
    found: Sequence[float] = list(values)
    return sum(found) / len(found) if found else None
