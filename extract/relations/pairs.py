"""A candidate as numbers for the head that reads the encoder's word vectors: where its ends stand, what they are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial

from spacy.tokens import Span

from extract.relations.candidates import Candidate
from extract.relations.occurrences import Occurrence, Outline, Topic
from extract.relations.phrases import ACT, PHRASE
from extract.types import LABELS

PAIR_TASKS = (
    "located_in", "has_position", "date_established", "founded_by", "operated_by", "partner_with", "part_of", "funds",
    "plans", "offers_service", "targets_group", "focuses_on", "holding", "planned",
)  # fmt: skip
"""What the head tells of a pair; the last one, whether it lies ahead."""
_ENDS = (*LABELS, "#", PHRASE, ACT)
_KIND = {label: number for number, label in enumerate(_ENDS)}
_DISTANCES = (1, 2, 3, 5, 8, 13, 21)
_MOST_BACK, _MOST_RANK = 5, 6
_TIMES = (2, 3, 5)
_WEIGHTS = 4 * (len(_TIMES) + 1)
_MOST_RIVALS = 4
KINDS = (
    2 * len(_ENDS), 2 * len(_ENDS), 2 * (len(_DISTANCES) + 1) + 2 * (_MOST_BACK + 1), _MOST_RANK + 2, 4,
    _WEIGHTS, _WEIGHTS, 2 * (_MOST_RIVALS + 1),
)  # fmt: skip
"""How many values each of a pair's kinds has."""
Range = tuple[int, int]
End = Occurrence | Topic


@dataclass(frozen=True, slots=True)
class Pair:
    """Tokens of the document. `places`: the first and the last of the subject and of the object, -1 for one that is not
    named before; `between` is the range of words that lie between them, or before the one that is here; `sentence` is
    that of the stating sentence, `other` that of the sentence which names the other end, empty where it is the same."""

    places: tuple[int, int, int, int]
    between: Range
    sentence: Range
    other: Range
    kinds: tuple[int, ...]


def pairs_of(candidates: Sequence[Candidate], sentences: Sequence[Span]) -> list[Pair | None]:
    """Of the candidates of one document; None where the ends are not known, or both stand elsewhere."""
    if not candidates:
        return []
    told = candidates[0].outline
    # An end takes part in many pairs. The candidates hold the ends, so no other one gets the number of one of them.
    seen: dict[int, _Seen] = {}
    rivals = cache(partial(_rivals, told))
    here = [_range(sentence) for sentence in sentences]
    return [_pair(candidate, here, told, seen, rivals) for candidate in candidates]


_Seen = tuple[Range, int, bool, int]
"""What is the same wherever an end takes part: its tokens, kind, whether it is named, how much the text is about it."""


def _see(end: End, outline: Outline, seen: dict[int, _Seen]) -> _Seen:
    found = seen.get(id(end))
    if found is None:
        found = seen[id(end)] = _tokens(end), _kind(end), _is_name(end), _weight(outline, end.name, end.label)
    return found


def _pair(
    candidate: Candidate,
    sentences: Sequence[Range],
    outline: Outline,
    seen: dict[int, _Seen],
    rivals: Callable[[int, str, str], int],
) -> Pair | None:
    if candidate.ends is None:
        return None
    here = sentences[candidate.sentence]
    a, b = candidate.ends
    other = 0, 0
    if isinstance(a, Occurrence) and isinstance(b, Occurrence):
        first, last = (a, b) if a.item < b.item else (b, a)
        between = first.end, last.start
        steps = bisect_left(_DISTANCES, abs(a.item - b.item))
        order, rank = 2 * steps + (a.item < b.item), 0
    else:
        topic, one = (a, b) if isinstance(a, Topic) else (b, a)
        if not isinstance(topic, Topic) or not isinstance(one, Occurrence):
            return None
        between = here[0], one.start
        order = 2 * (len(_DISTANCES) + 1) + 2 * min(topic.distance, _MOST_BACK) + topic.was_subject
        rank = 1 + min(topic.rank, _MOST_RANK)
        if topic.at is not None:
            other = sentences[topic.at.sentence]
    left, kind, named, weight = _see(a, outline, seen)
    right, other_kind, other_named, other_weight = _see(b, outline, seen)
    kinds = (
        kind, other_kind, order, rank, 2 * named + other_named, weight, other_weight,
        rivals(candidate.sentence, a.name, a.label),
    )  # fmt: skip
    return Pair((*left, *right), (between[0], max(between)), here, other, kinds)


def _range(span: Span) -> Range:
    return span.start, span.end


def _tokens(end: End) -> Range:
    at = end.at if isinstance(end, Topic) else end
    return (-1, -1) if at is None else (at.start, at.end - 1)


def _kind(end: End) -> int:
    return _KIND[end.label] + len(_ENDS) * isinstance(end, Topic)


def _is_name(end: End) -> bool:
    return isinstance(end, Topic) or end.is_name


def _weight(outline: Outline, name: str, label: str) -> int:
    """How much the text is about it."""
    key = name, label
    times = bisect_left(_TIMES, outline.times[key])
    return 4 * times + 2 * (key == outline.main) + (name.casefold() in outline.headline)


def _rivals(outline: Outline, sentence: int, subject: str, label: str) -> int:
    """How many names of the sentence might be the subject, and whether one is of its label."""
    names = {(one.name, one.label) for one in outline.lines[sentence].names if one.label not in ("DATE", "PERSON")}
    alike = any(kind == label and name != subject for name, kind in names)
    return 2 * min(len(names), _MOST_RIVALS) + alike
