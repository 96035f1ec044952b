"""What follows a verb: objects, prepositional phrases and dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.facts._lists import read_group, verb_follows
from extract.facts._phrases import Element, NounPhrase
from extract.facts._subjects import SPEAKING
from extract.facts._verb_groups import VerbGroup
from extract.facts._verb_sense import Unit
from extract.types import Mention


@dataclass(frozen=True, slots=True)
class Phrase:
    """A preposition with the noun phrases that it governs."""

    preposition: str
    terms: tuple[NounPhrase, ...]


def read_complements(
    elements: Sequence[Element], i: int
) -> tuple[tuple[NounPhrase, ...], tuple[Phrase, ...], tuple[Mention, ...], int]:
    """Objects, prepositional phrases and dates after the verb at `i`, and the token where they end."""
    verb = elements[i]
    assert isinstance(verb, VerbGroup)
    objects: tuple[NounPhrase, ...] = ()
    phrases: list[Phrase] = []
    dates: list[Mention] = []
    end = verb.end
    j = i + 1
    preposition: str | None = None
    after_comma = False
    while j < len(elements):
        element = elements[j]
        if isinstance(element, VerbGroup):
            break
        if isinstance(element, NounPhrase):
            group, k = read_group(elements, j, follows_verb=j > i + 1 or verb.lemma not in SPEAKING)
            if verb_follows(elements, k) and _starts_clause(elements, j, verb):
                break
            if preposition is not None:
                phrases.append(Phrase(preposition, group))
                preposition = None
            elif not objects and not after_comma:
                objects = group
            end, j = elements[k - 1].end, k
            continue
        if element.kind in ("relative", "subordinator", "break", "to"):
            break
        if element.kind == "preposition":
            preposition = element.word
        elif element.kind == "date" and element.mention:
            dates.append(element.mention)
            preposition = None
            end = element.end
        elif element.kind == "comma":
            after_comma = True
        j += 1
    return objects, tuple(phrases), tuple(dates), end


def _starts_clause(elements: Sequence[Element], j: int, verb: VerbGroup) -> bool:
    before = elements[j - 1]
    if isinstance(before, Unit) and before.kind in ("conjunction", "comma"):
        return True
    return isinstance(before, VerbGroup) and verb.lemma in SPEAKING
