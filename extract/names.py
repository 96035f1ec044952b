"""Capitalised names in a Doc: runs of capitalised words, joined over "of", "and", "for", brackets and quotation marks
where the words on both sides make one name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.heads import HYPHENS, head_label, is_capitalised
from extract.lexicon import INFLECTED
from extract.name_runs import CALENDAR, MAX_TOKENS, find_runs, is_place
from extract.name_words import FIRST, HEADS, OF_HEADS, STRONG_TITLES, TITLES, TOPICS

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Name:
    """A capitalised name: tokens `start` to `end`; `head` is the label that its head noun says, if it has one, and
    `core_end` is where its part before the first "of", "for", "on" or "in" ends."""

    start: int
    end: int
    head: str | None
    core_end: int


def find_names(doc: Doc) -> list[Name]:
    """All capitalised names of the text, in order, none overlapping."""
    runs = find_runs(doc)
    names: list[Name] = []
    i = 0
    while i < len(runs):
        start, end = runs[i]
        i += 1
        while i < len(runs) and _joins(doc, start, end, runs[i]):
            end = runs[i][1]
            i += 1
        names.extend(_name(doc, *part) for part in _split_at_title(doc, start, end))
    return names


def _name(doc: Doc, start: int, end: int) -> Name:
    core = _core_end(doc, start, end)
    head = head_label(doc, start, core)
    if head == "PLACE" and core < end:
        # "Port of Foo Authority": the last word decides
        head = head_label(doc, core, end) or head
    return Name(start, end, head, core)


def _split_at_title(doc: Doc, start: int, end: int) -> list[tuple[int, int]]:
    """ "Springfield Mayor Jane Roe" is a place and a person; a run that has a head noun is one name."""
    if head_label(doc, start, _core_end(doc, start, end)) is None:
        for i in range(start + 1, end):
            if doc[i].lower_ in STRONG_TITLES:
                while i - 1 > start and doc[i - 1].lower_ in TITLES and not is_place(doc, start, i):
                    i -= 1
                return [(start, i), (i, end)]
    return [(start, end)]


def _joins(doc: Doc, start: int, end: int, right: tuple[int, int]) -> bool:
    """Whether the connector between the two runs makes them one name."""
    between = [t.lower_ for t in doc[end : right[0]]]
    if not between or right[0] - end > 3 or right[1] - start > MAX_TOKENS or doc[right[0]].is_sent_start:
        return False
    if any(t.is_sent_start for t in doc[end : right[0]]):
        return False
    connector, article = between[0], between[1:]
    if article not in ([], ["the"], ["and"]):
        return False
    core = _core_end(doc, start, end)
    left = head_label(doc, start, core)
    topic = doc[end - 1].lower_ in TOPICS
    if connector in {"and", "&"} and not article:
        return _and_joins(doc, start, end, right, left, topic, core)
    if connector == "," and article in ([], ["and"]):
        return _in_topic_list(doc, core, end, right) and topic
    if connector == "of":
        return _of_joins(doc, start, end, right, left, core)
    if connector in {"for", "on"} and left and core == end:
        return left != "PLACE" and doc[right[0]].lower_ not in CALENDAR
    if connector in {"for", "on"} and left in {"CENTER", "ORG", "EVENT"}:
        return connector == "for" and left == "CENTER" and not article
    if connector in {"in", "at"} and left and core < end:
        return _in_joins(doc, core, end, right, connector)
    return False


def _and_joins(
    doc: Doc, start: int, end: int, right: tuple[int, int], left: str | None, topic: bool, core: int
) -> bool:
    whole_right = head_label(doc, right[0], _core_end(doc, *right))
    if core < end:
        # "Ministry of Trade and Industry"
        return topic and (_all_topics(doc, *right) or (bool(left) and _starts_with_topic(doc, right[0])))
    topical = topic and doc[right[0]].lower_ in TOPICS and end - start <= 2
    if (left and not topical) or not whole_right:
        verbs = end - start == right[1] - right[0] == 1 and {doc[start].lower_, doc[right[0]].lower_} <= set(INFLECTED)
        return verbs or is_place(doc, start, right[1])
    if not topic and is_place(doc, start, end):
        return False
    if topic or (doc[right[0]].lower_ in TOPICS and right[1] - right[0] > 1 and doc[end - 1].lower_ in TOPICS):
        return True
    return _is_first_half(doc, start, end) and right[1] - right[0] == 2 and not is_place(doc, right[0], right[0] + 1)


def _is_first_half(doc: Doc, start: int, end: int) -> bool:
    """ "Jiaxing Silk" of the "Jiaxing Silk and Sensor Fair": a place and a word that is neither place nor title."""
    place = next((i for i in range(start + 1, end) if is_place(doc, start, i)), None)
    return place is not None and end - place == 1 and doc[place].lower_ not in TITLES and not is_place(doc, start, end)


def _all_topics(doc: Doc, start: int, end: int) -> bool:
    return all(t.lower_ in TOPICS or t.lower_ in HYPHENS for t in doc[start:end])


def _starts_with_topic(doc: Doc, i: int) -> bool:
    return doc[i].lower_ in TOPICS and not doc[i].ent_type_


def _in_topic_list(doc: Doc, core: int, end: int, right: tuple[int, int]) -> bool:
    """ "Department of Business, Energy and Industrial Strategy": all words behind "of" are topics."""
    if core >= end or doc[core].lower_ not in {"of", "for"}:
        return False
    return all(
        t.lower_ in TOPICS or not t.is_alpha or t.lower_ in {"and", "of", "for"} for t in doc[core:end]
    ) and _all_topics(doc, *right)


def _of_joins(doc: Doc, start: int, end: int, right: tuple[int, int], left: str | None, core: int) -> bool:
    last = doc[end - 1].lower_
    if last in TITLES and last not in HEADS["ORG"] and last not in OF_HEADS:
        return False
    if doc[right[0]].lower_ in CALENDAR:
        return False
    if is_place(doc, start, right[1]):
        return True
    if core < end:
        return last in FIRST or last in TOPICS or (left in {"ORG", "EVENT"} and head_label(doc, core + 1, end) == "ORG")
    return bool(left) or last in OF_HEADS


def _in_joins(doc: Doc, core: int, end: int, right: tuple[int, int], connector: str) -> bool:
    """ "Institute of Foo University in Bar", "Base for Talent in the Foo Zone"."""
    inner = head_label(doc, core + 1, end)
    if connector == "at":
        return doc[end - 1].is_title and inner is None and doc[core - 1].lower_ == "university"
    return (inner == "ORG" and is_place(doc, *right)) or (
        inner is None and doc[core].lower_ == "for" and head_label(doc, *right) == "PLACE"
    )


def _core_end(doc: Doc, start: int, end: int) -> int:
    for i in range(start + 1, end):
        if doc[i].lower_ in {"of", "for", "on", "in", "at"} and not is_capitalised(doc[i]):
            return i
    return end
