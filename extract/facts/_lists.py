"""Noun phrases that commas and "and" join."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.facts._phrases import Element, NounPhrase
from extract.facts._verb_groups import VerbGroup
from extract.facts._verb_sense import Unit


def read_group(elements: Sequence[Element], i: int, *, follows_verb: bool) -> tuple[tuple[NounPhrase, ...], int]:
    """The noun phrases joined by commas and "and" from `i` on, and the index after them.

    Without an "and" the phrases after the first are appositions, not members. After a verb, a phrase that has a
    finite verb of its own begins the next clause.
    """
    first = elements[i]
    assert isinstance(first, NounPhrase)
    members = [first]
    end = j = after_of(elements, i + 1)
    joined = False
    while j < len(elements):
        k = j
        comma = is_kind(elements, k, "comma")
        k += comma
        conjunction = is_kind(elements, k, "conjunction")
        k += conjunction
        if k == j or k >= len(elements):
            break
        member = elements[k]
        # "a college of Jinan, China, and a bank": the country tells where the member before is
        if _is_around(elements, j, k):
            j = end = k + 1
            continue
        if not isinstance(member, NounPhrase) or (follows_verb and _has_finite_verb(elements, k)):
            break
        members.append(member)
        j = after_of(elements, k + 1)
        if conjunction:
            joined, end = True, j
            count = len(members)
    if not joined:
        return (first,), after_of(elements, i + 1)
    return tuple(members[:count]), end


def _is_around(elements: Sequence[Element], j: int, k: int) -> bool:
    """ ", China," behind a name that ends with its town, and more members to come."""
    member, before = elements[k], elements[j - 1]
    if not (isinstance(member, NounPhrase) and isinstance(before, NounPhrase) and is_kind(elements, k + 1, "comma")):
        return False
    place = member.mention is not None and member.mention.label in ("COUNTRY", "PLACE")
    named = before.mention
    seated = named is not None and (
        named.label == "CITY" or re.search(r"\s(?:of|in)\s[A-Z]\S*$", named.name) is not None
    )
    return place and seated and named is not None and named.label != "COUNTRY"


def is_kind(elements: Sequence[Element], i: int, kind: str) -> bool:
    if i >= len(elements):
        return False
    element = elements[i]
    return isinstance(element, Unit) and element.kind == kind and element.word != "but"


def after_of(elements: Sequence[Element], i: int) -> int:
    """Past "of ..." phrases, which belong to the noun phrase before."""
    while i + 1 < len(elements):
        element, inner = elements[i], elements[i + 1]
        if not (isinstance(element, Unit) and element.word == "of" and isinstance(inner, NounPhrase)):
            break
        i += 2
    return i


def _has_finite_verb(elements: Sequence[Element], i: int) -> bool:
    after = elements[i + 1] if i + 1 < len(elements) else None
    return isinstance(after, VerbGroup) and after.finite and not after.bare_past


def verb_follows(elements: Sequence[Element], i: int) -> bool:
    after = elements[i] if i < len(elements) else None
    return isinstance(after, VerbGroup) and after.finite


def is_by(elements: Sequence[Element], i: int) -> bool:
    element = elements[i] if i < len(elements) else None
    return isinstance(element, Unit) and element.word == "by"
