"""Things that are described, not named: "seven overseas innovation centers", "the city's venture capital fund"."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from extract.entity_types._base import Context, modifiers_start
from extract.gazetteer import demonym, lookup
from extract.heads import is_capitalised
from extract.lexicon import words

# Adjectives that say nothing of what a thing is: "a new plan" stays a bare noun.
GENERIC = words(
    "new old first second third fourth last next big large larger largest small major key main important special"
    " own other another same different various certain particular local current previous recent latest initial"
    " joint whole entire actual good better best great greater full future similar such preferential comprehensive"
    " detailed ambitious relevant leading top existing additional more further early late long short draft final"
    " official upcoming overall broad busy popular famous successful possible potential real true modern advanced"
    " high low strong sound clear long-term short-term medium-term ongoing proposed planned revised updated"
    " related corresponding supporting one-stop"
)
# Behind these the noun is what something is or becomes, no thing of its own: "serves as an incubator".
_PREDICATIVE = words("as into become becomes becoming be being is are was were remain remains remained like called")


@dataclass(frozen=True, slots=True)
class Group:
    """A described thing: `start` to `end` is the noun with its modifiers and count, `extent` ends behind its
    "in PLACE"; `introduced` is how it comes in: "counted", "indefinite", "definite", "owned" or "bare"."""

    start: int
    head: int
    end: int
    extent: int
    introduced: str
    modifiers: tuple[str, ...]
    predicative: bool
    place: str | None
    owned: bool


def find_groups(context: Context, heads: Collection[str]) -> Iterator[Group]:
    """Every lower-case noun of `heads` with what stands around it."""
    for token in context.tokens:
        if token.text not in heads:
            continue
        before, after = context.before(token.i), context.after(token.i + 1)
        if any(t is not None and t.text in {"-", "‐", "‑"} for t in (before, after)):
            continue
        yield _group(context, token.i)


def _group(context: Context, head: int) -> Group:
    doc = context.doc
    start = modifiers_start(doc, head)
    while (before := context.before(start)) is not None and _is_adjective_of_place(before.text) and before.whitespace_:
        start -= 1
    introduced, first = _introduction(context, start)
    place, extent = _complement(context, head + 1)
    modifiers = tuple(t.lower_ for t in doc[first:head] if t.is_alpha or "-" in t.text)
    before = context.before(first)
    owned = before is not None and before.lower_ in {"the", "all", "its", "their", "these", "'s", "’s"}
    return Group(first, head, head + 1, extent, introduced, modifiers, _is_predicative(context, first), place, owned)


def _is_adjective_of_place(text: str) -> bool:
    return demonym(text) is not None


def _introduction(context: Context, start: int) -> tuple[str, int]:
    """How the noun phrase is introduced, and where it begins: a count belongs to it, an article does not."""
    before = context.before(start)
    if before is None:
        return "bare", start
    word = before.lower_
    if (before.like_num and not before.text.isdigit()) or (
        before.like_num and before.text.isdigit() and len(before) < 4
    ):
        if word not in {"first", "second", "third"} and not word.endswith(("st", "nd", "rd", "th")):
            return "counted", start - 1
        outer, _ = _introduction(context, start - 1)
        return outer, start - 1
    if word in {"a", "an", "another"}:
        return "indefinite", start
    if word in {"the", "this", "that", "these", "those"}:
        return "definite", start
    if word in {"its", "their", "our", "his", "her", "'s", "’s", "'", "’"}:
        return "owned", start
    return "bare", start


def _is_predicative(context: Context, first: int) -> bool:
    i = first
    for _ in range(3):
        before = context.before(i)
        if before is None:
            return False
        if before.lower_ in _PREDICATIVE or (before.lower_ == "also" and i > 1 and context.doc[i - 2].lower_ == "but"):
            return True
        if before.lower_ not in {"a", "an", "the", "not", "only", "also"}:
            return False
        i -= 1
    return False


def _complement(context: Context, i: int) -> tuple[str | None, int]:
    """The place behind "in", and where the phrase with its "in", "for" or "of" complement ends."""
    preposition = context.after(i)
    if preposition is None:
        return None, i
    if preposition.lower_ in {"in", "at"}:
        for name in context.names:
            if name.start in {i + 1, i + 2} and (name.start == i + 1 or context.doc[i + 1].lower_ == "the"):
                text = context.text(name)
                return (text, name.end) if lookup(text) or name.head == "PLACE" else (None, i)
    return None, i


def complement_end(context: Context, i: int, prepositions: Collection[str]) -> int:
    """The end of "for GROUP", "of THING", "on TOPIC" at token `i`, or `i` where none stands there."""
    from extract.grammar import noun_phrase_after

    preposition = context.after(i)
    if preposition is None or preposition.lower_ not in prepositions:
        return i
    phrase = noun_phrase_after(context.doc, i + 1)
    if phrase is None or phrase.start > i + 2:
        return i
    end = phrase.end
    following = context.after(end)
    if following is not None and following.lower_ == "for" and preposition.lower_ == "of":
        inner = noun_phrase_after(context.doc, end + 1)
        end = inner.end if inner is not None and inner.start <= end + 2 else end
    return end


def is_plural_head(word: str) -> bool:
    return word.endswith("s") and not word.endswith("ss")


def starts_capital(context: Context, i: int) -> bool:
    token = context.after(i)
    return token is not None and is_capitalised(token)
