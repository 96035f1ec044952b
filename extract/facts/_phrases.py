"""Units grouped into noun phrases and verb groups: the elements of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.facts._nouns import THING_NOUNS
from extract.facts._verb_groups import VerbGroup, verb_group
from extract.facts._verb_sense import Unit
from extract.facts._word_classes import CLAUSAL_PREPOSITIONS, POSSESSIVE
from extract.lexicon import words
from extract.types import Mention


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Tokens `start` to `end`, determiner and possessor included. `mention` is the name that is its head; `owner` is
    the name or pronoun before 's or in "its"; `modifiers` are names before the head."""

    start: int
    end: int
    units: tuple[Unit, ...]
    determiner: str | None = None
    mention: Mention | None = None
    owner: Unit | None = None
    modifiers: tuple[Unit, ...] = ()
    pronoun: bool = False

    @property
    def head(self) -> Unit:
        return self.units[-1]

    @property
    def words(self) -> list[str]:
        return [unit.word for unit in self.units]

    @property
    def core(self) -> tuple[Unit, ...]:
        """Without determiner and possessor."""
        units = self.units
        for i in range(len(units) - 1, -1, -1):
            if units[i].kind in ("genitive", "determiner"):
                return units[i + 1 :]
        return units


_TIMES = words("day week month year quarter decade")


Element = NounPhrase | VerbGroup | Unit


def read_elements(units: Sequence[Unit]) -> list[Element]:
    elements: list[Element] = []
    i = 0
    while i < len(units):
        group = verb_group(units, i)
        if group:
            elements.append(group[0])
            i = group[1]
            continue
        end = _noun_phrase_end(units, i)
        if end > i:
            elements.append(_noun_phrase(units[i:end]))
            i = end
            continue
        elements.append(units[i])
        i += 1
    _mark_subordinators(elements)
    return elements


def _mark_subordinators(elements: Sequence[Element]) -> None:
    """ "since it was set up", "as the city grows": a preposition before a clause joins clauses."""
    for i, element in enumerate(elements[:-2]):
        if isinstance(element, Unit) and element.word in CLAUSAL_PREPOSITIONS and _clause_follows(elements, i + 1):
            element.kind = "subordinator"


def _clause_follows(elements: Sequence[Element], i: int) -> bool:
    """A noun phrase, at most with one phrase of its own, and then a finite verb."""
    for j in (i, i + 2):
        if j + 1 >= len(elements) or not isinstance(elements[j], NounPhrase):
            return False
        after = elements[j + 1]
        if isinstance(after, VerbGroup):
            return after.finite
        if not (isinstance(after, Unit) and after.kind in ("preposition", "conjunction")):
            return False
    return False


def _noun_phrase_end(units: Sequence[Unit], i: int) -> int:
    """The index after the last word of the noun phrase at `i`; `i` where none starts there."""
    if units[i].kind == "pronoun":
        return i + 1
    end = i
    seen = False
    for j in range(i, len(units)):
        kind = units[j].kind
        after = units[j + 1].kind if j + 1 < len(units) else "break"
        if kind == "number" and j > i and _is_whole(units[j - 1]):
            break
        if kind in ("noun", "name", "number"):
            seen, end = True, j + 1
        elif kind == "date" and after == "genitive":
            seen = True
        elif kind == "determiner":
            if seen:
                break
        elif kind == "genitive":
            if not seen:
                break
        elif kind == "adverb":
            if not (after in ("noun", "number", "name") and (j > i or units[j].word.endswith("ly"))) or seen:
                break
        else:
            break
    return end


def _is_whole(unit: Unit) -> bool:
    """A noun that no number continues: "granted the company 4 million", "in its first week 57 firms"."""
    return unit.kind == "noun" and (unit.word in _TIMES or THING_NOUNS.get(unit.word) in ("ORG", "CENTER", "PROGRAMME"))


def _noun_phrase(units: Sequence[Unit]) -> NounPhrase:
    first = units[0]
    if first.kind == "pronoun":
        return NounPhrase(first.start, first.end, tuple(units), pronoun=True)
    cut = max((i for i, unit in enumerate(units) if unit.kind == "genitive"), default=-1)
    owner = next((unit for unit in reversed(units[: max(cut, 0)]) if unit.kind in ("name", "noun", "date")), None)
    determiner = first.word if first.kind == "determiner" else None
    if owner is None and determiner in POSSESSIVE:
        owner = first
    head = units[-1]
    inner = units[cut + 1 : -1]
    return NounPhrase(
        first.start,
        head.end,
        tuple(units),
        determiner=determiner,
        mention=head.mention,
        owner=owner,
        modifiers=tuple(unit for unit in inner if unit.kind == "name"),
    )
