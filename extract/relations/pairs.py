"""A candidate as numbers for the head that reads the encoder's word vectors: where its ends stand, what they are."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from extract.relations.candidates import Candidate
from extract.relations.occurrences import Occurrence, Topic
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
KINDS = (2 * len(_ENDS), 2 * len(_ENDS), 2 * (len(_DISTANCES) + 1) + 2 * (_MOST_BACK + 1), _MOST_RANK + 2, 4)
"""How many values each of a pair's kinds has."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Tokens of the document: the first and the last of the subject and of the object, -1 for one that an earlier
    sentence names; `between` is the range of words that lie between them, or before the one that is here."""

    places: tuple[int, int, int, int]
    between: tuple[int, int]
    kinds: tuple[int, ...]


def pair_of(candidate: Candidate, sentence_start: int) -> Pair | None:
    """None where the ends are not known, or both stand elsewhere."""
    if candidate.ends is None:
        return None
    a, b = candidate.ends
    places = (*_tokens(a), *_tokens(b))
    if isinstance(a, Occurrence) and isinstance(b, Occurrence):
        first, last = (a, b) if a.item < b.item else (b, a)
        between = first.end, last.start
        steps = bisect_left(_DISTANCES, abs(a.item - b.item))
        order, rank = 2 * steps + (a.item < b.item), 0
    else:
        topic, here = (a, b) if isinstance(a, Topic) else (b, a)
        if not isinstance(topic, Topic) or not isinstance(here, Occurrence):
            return None
        between = sentence_start, here.start
        order = 2 * (len(_DISTANCES) + 1) + 2 * min(topic.distance, _MOST_BACK) + topic.was_subject
        rank = 1 + min(topic.rank, _MOST_RANK)
    named = 2 * _is_name(a) + _is_name(b)
    return Pair(places, (between[0], max(between)), (_kind(a), _kind(b), order, rank, named))


def _tokens(end: Occurrence | Topic) -> tuple[int, int]:
    return (end.start, end.end - 1) if isinstance(end, Occurrence) else (-1, -1)


def _kind(end: Occurrence | Topic) -> int:
    return _KIND[end.label] + len(_ENDS) * isinstance(end, Topic)


def _is_name(end: Occurrence | Topic) -> bool:
    return isinstance(end, Topic) or end.is_name
