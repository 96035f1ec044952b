"""The same announcement about other people, places and bodies: what a model learns from it is the words around them.

One replacement holds for the whole text, so that aliases, surnames and names inside longer names stay alike.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from random import Random

from extract.gazetteer import countries
from extract.name_words import HEADS, TITLES, TOPICS
from extract.organisation_names import organisations
from extract.person_names import is_pinyin_name
from extract.training.annotated import Annotated
from extract.training.name_lists import Culture, name_lists
from extract.types import Evidence, Mention

WHOLE = 0.35
"""How often a body, a place or a programme gets another name altogether; else its words of no meaning are replaced."""
ROOT = 0.7
KNOWN = 0.5
"""How often a word of no meaning becomes a district or region that the gazetteer has: never a city, so that what the
gazetteer says of a name stays worth believing."""
LISTED = 0.25
"""How often the other name of a body is one of the world's best known."""
CITY = 0.7
COUNTRY = 0.3
SHOUTED = 0.04
"""How often a replacement stands in capitals."""
_LISTED = ("ORG", "CENTER", "PLACE", "PROGRAMME", "EVENT")
_WORD = re.compile(r"[^\W\d_][\w’']*")
_KNOWN = frozenset().union(*HEADS.values(), TOPICS, TITLES)

Names = Mapping[tuple[str, str], Collection[str]]
"""Label and canonical name -> its spellings in the text."""


def ordinary_words(documents: Iterable[Annotated]) -> frozenset[str]:
    """Words that stand in lower case somewhere: they mean something, and a name that has them keeps them."""
    texts = (document.extraction.document.text for document in documents)
    return frozenset(word for text in texts for word in _WORD.findall(text) if word.islower()) | _KNOWN


def augmented(annotated: Annotated, ordinary: Collection[str], chance: Random) -> Annotated:
    """The document with other names; itself where a replacement would cut a mention. Canonical names, and facts, which
    tell of those, stay as they are."""
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for mention in annotated.extraction.mentions:
        names[mention.label, mention.name].add(mention.text)
    swaps = {old: new for old, new in _swaps(names, ordinary, chance).items() if old != new}
    return _swapped(annotated, swaps) if swaps else annotated


def _swaps(names: Names, ordinary: Collection[str], chance: Random) -> dict[str, str]:
    lists = name_lists()
    swaps: dict[str, str] = {}
    for (label, _), texts in sorted(names.items()):
        only = next(iter(texts)) if len(texts) == 1 else None
        if label == "PERSON":
            swaps |= _person(texts, lists.culture(chance), chance)
        elif label == "CITY" and only and chance.random() < CITY:
            swaps[only] = _loud(lists.city(chance), chance)
        elif label == "COUNTRY" and only and chance.random() < COUNTRY:
            swaps[only] = chance.choice(countries()).name
        elif label in _LISTED and only and only[0].isupper() and chance.random() < WHOLE:
            known = label == "ORG" and chance.random() < LISTED
            swaps[only] = chance.choice(organisations()) if known else _loud(lists.name(label, chance), chance)
    for root in _roots(names, ordinary, swaps):
        if chance.random() < ROOT:
            swaps[root] = chance.choice(lists.areas) if chance.random() < KNOWN else lists.root(chance)
    return swaps


def _loud(name: str, chance: Random) -> str:
    return name.upper() if chance.random() < SHOUTED else name


def _roots(names: Names, ordinary: Collection[str], swaps: Collection[str]) -> list[str]:
    """Capitalised words of names that mean nothing: "Dayun" in "Dayun Software Town"."""
    people = {word for (label, _), texts in names.items() if label == "PERSON" for t in texts for word in t.split()}
    places = {t for (label, _), texts in names.items() if label in ("CITY", "COUNTRY") for t in texts}
    taken = people | places | {word for place in places for word in place.split()} | set(swaps)
    found = {
        word
        for (label, _), texts in names.items()
        if label in _LISTED
        for text in texts
        if text not in swaps
        for word in _WORD.findall(text)
        if len(word) > 3 and word.istitle() and word not in taken and word.lower() not in ordinary
    }
    return sorted(found)


def _person(texts: Collection[str], culture: Culture, chance: Random) -> dict[str, str]:
    """Full name, surname and given name each for its like; nothing where the name has another form."""
    full = max(texts, key=lambda text: (len(text.split()), text)).split()
    if len(full) != 2:
        return {}
    alone = set(texts) - {" ".join(full)}
    first = full[0] in alone or (full[1] not in alone and is_pinyin_name(full))
    family, given = (full[0], full[1]) if first else (full[1], full[0])
    if alone - {family, given}:
        return {}
    new_family, new_given = chance.choice(culture.family), chance.choice(culture.given)
    parts = [new_family, new_given] if culture.family_first else [new_given, new_family]
    swaps = {" ".join(full): _loud(" ".join(parts), chance)}
    return swaps | {old: new for old, new in ((family, new_family), (given, new_given)) if old in alone}


def _swapped(annotated: Annotated, swaps: Mapping[str, str]) -> Annotated:
    text = annotated.extraction.document.text
    keys = sorted(map(re.escape, swaps), key=lambda key: (-len(key), key))
    pieces: list[str] = []
    edits: list[tuple[int, int, int]] = []
    end = 0
    for found in re.finditer(rf"(?<!\w)(?:{'|'.join(keys)})(?!\w)", text):
        new = swaps[found[0]]
        edits.append((found.start(), found.end(), len(new) - len(found[0])))
        pieces += [text[end : found.start()], new]
        end = found.end()
    changed = "".join([*pieces, text[end:]])
    mentions = _moved(annotated.extraction.mentions, edits, changed)
    if mentions is None:
        return annotated
    extraction = annotated.extraction
    document = replace(extraction.document, text=changed)
    facts = tuple(
        replace(fact, evidence=tuple(_span(changed, *_place(one, edits)) for one in fact.evidence))
        for fact in extraction.facts
    )
    return replace(annotated, extraction=replace(extraction, document=document, mentions=tuple(mentions), facts=facts))


def _moved(mentions: Iterable[Mention], edits: Sequence[tuple[int, int, int]], text: str) -> list[Mention] | None:
    """The mentions at their new places; None where one begins or ends within a replaced word."""
    moved = []
    for mention in mentions:
        if any(start < edge < end for start, end, _ in edits for edge in (mention.start_char, mention.end_char)):
            return None
        start, end = _place(mention, edits)
        moved.append(replace(mention, text=text[start:end], start_char=start, end_char=end))
    return moved


def _place(span: Mention | Evidence, edits: Sequence[tuple[int, int, int]]) -> tuple[int, int]:
    """Where the span begins and ends after the edits."""
    start = span.start_char + sum(grown for _, end, grown in edits if end <= span.start_char)
    end = span.end_char + sum(grown for _, edit_end, grown in edits if edit_end <= span.end_char)
    return start, end


def _span(text: str, start: int, end: int) -> Evidence:
    return Evidence(start_char=start, end_char=end, text=text[start:end])
