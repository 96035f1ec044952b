"""ORG: companies, agencies, universities, associations and media, by head noun or by what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from extract.entity_types._base import Candidate, Context, modifiers_start
from extract.gazetteer import demonym, is_known
from extract.lexicon import INFLECTED, words
from extract.name_words import NOT_NAMES, ORG_WORDS, TITLES, TOPICS
from extract.names import Name
from extract.organisation_names import is_organisation

LABEL = "ORG"
DESCRIPTION = "a company, agency, bureau, university, association, outlet or journal"
EXAMPLES = [
    ("Foo Robotics Co. Ltd. and the University of Bar signed a deal.", ["Foo Robotics Co. Ltd.", "University of Bar"]),
    ("The Ministry of Trade and Industry and the Foo Health and Sports Bureau agreed.",
     ["Ministry of Trade and Industry", "Foo Health and Sports Bureau"]),
    ("Companies such as Nokia, Bosch and Samsung have labs there.", ["Nokia", "Bosch", "Samsung"]),
    ("The city's water and energy commission agreed.", ["city's water and energy commission"]),
    ("The municipal government of the port gave way.", ["municipal government"]),
    ("The bay is home to Intel, Google and Tesla.", ["Intel", "Google", "Tesla"]),
]  # fmt: skip
COUNTER_EXAMPLES = [
    ("The company and the bureau agreed.", ["company", "bureau"]),
    ("AI and IT help the GDP.", ["AI", "IT", "GDP"]),
]
LISTED = 0.92
"""Of a name that the list of bodies has."""
_LEVELS = words("municipal provincial city district state local county federal central national regional metropolitan")
_BODIES = words(
    "bureau commission committee department office authority government council agency administration ministry"
)
_OWNERS = words("city province district country municipality county town state region")
_ACTS = words(
    "announced launched opened unveiled signed built developed acquired invested plans operates runs employs"
    " released established founded has will said reported makes made sells raised received won set is was"
)


def find(context: Context) -> Iterator[Candidate]:
    scores = [_score(context, name) for name in context.names]
    _spread(context, scores)
    for name, score in zip(context.names, scores, strict=True):
        if score:
            yield Candidate(label=LABEL, start=name.start, end=name.end, score=score)
    yield from _described(context)


def _spread(context: Context, scores: list[float | None]) -> None:
    """Gives unknown members of a list the label of the organisations beside them: "Siemens, Foo and Bar Group"."""
    names = context.names
    pairs = [(i, i + 1) for i in range(len(names) - 1) if _listed_together(context, names[i].end, names[i + 1].start)]
    for left, right in (*pairs, *((b, a) for a, b in reversed(pairs))):
        plain = scores[right] is None and names[right].head is None and not _is_no_org(context, names[right])
        if (
            plain
            and ((scores[left] or 0) > 0.54 or names[left].head == "CENTER")
            and not is_known(context.text(names[right]))
        ):
            scores[right] = 0.56


def _listed_together(context: Context, end: int, start: int) -> bool:
    between = [t.lower_ for t in context.doc[end:start]]
    return between in ([","], ["and"], [",", "and"], ["&"]) and not any(
        t.is_sent_start for t in context.doc[end : start + 1]
    )


def _is_no_org(context: Context, name: Name) -> bool:
    words = context.words(name)
    return (
        words[-1] in NOT_NAMES
        or demonym(words[-1]) is not None
        or (len(words) < 3 and demonym(words[0]) is not None)
        or all(w in TITLES for w in words)
    )


def _score(context: Context, name: Name) -> float | None:
    words = context.words(name)
    text = context.text(name)
    if is_organisation(text):
        return LISTED
    if name.head == LABEL:
        return 0.85 if len(words) > 1 else None
    if name.head == "PLACE" and context.listed_after(name.start, ORG_WORDS):
        return 0.83
    if name.head or _is_no_org(context, name):
        return None
    if any(mark in words for mark in ("-", "–")) and all(is_known(part) for part in re.split(r"[-–]", text)):
        return None
    if _cued(context, name):
        return 0.75
    if _is_part(context, text):
        return 0.65
    if len(words) == 1 and (words[0] in INFLECTED or len(text) < 2):
        return None
    if len(words) == 1:
        return _single(context, name, text)
    return 0.55 if _acts(context, name) and not _is_heading(context, name) else None


def _single(context: Context, name: Name, text: str) -> float | None:
    acts, before = _acts(context, name), context.before(name.start)
    acronym = text.isupper() and 2 <= len(text) <= 6 and text.isalpha()
    camel = any(a.islower() and b.isupper() for a, b in pairwise(text))
    if camel or (acronym and (acts or before is not None)):
        return 0.62
    return 0.55 if acts and not is_known(text) else None


def _acts(context: Context, name: Name) -> bool:
    """Whether it does what bodies do: a verb of doing behind it, "by", "with" or "at" before it."""
    after, before = context.after(name.end), context.before(name.start)
    agent = before is not None and before.lower_ in {"by", "with", "at", "from"}
    owns = after is not None and after.lower_ in {"'s", "’s"} and name.end - name.start > 1
    return agent or owns or (after is not None and after.lower_ in _ACTS)


def _is_heading(context: Context, name: Name) -> bool:
    """Whether most words of the line are capitalised: a headline's words are no names."""
    words = [t for t in context.doc[name.start].sent if t.is_alpha]
    return len(words) > name.end - name.start + 1 and sum(t.text[0].isupper() for t in words) > 0.6 * len(words)


def _is_part(context: Context, text: str) -> bool:
    """Whether the name is part of a longer organisation's name in the text: "Vela Cube" of "Vela Cube Software Ltd"."""
    if len(text) < 4 or is_known(text) or text.casefold() in TOPICS:
        return False
    return f" {text} " in context.organisations


def _cued(context: Context, name: Name) -> bool:
    """ "the company Foo", "firms such as Foo and Bar", "Foo, a maker of …"."""
    before = context.before(name.start)
    if before is not None and before.lower_ in ORG_WORDS and not before.lower_.endswith("s"):
        return True
    if before is not None and before.lower_ == "based" and context.doc[before.i - 1].text in "-–":
        return True
    return context.apposed(name.end, ORG_WORDS) or context.listed_after(name.start, ORG_WORDS)


def _described(context: Context) -> Iterator[Candidate]:
    """ "the city's science and technology commission", "the municipal government": a body without a name."""
    doc = context.doc
    for token in context.tokens:
        if token.text not in _BODIES:
            continue
        first = modifiers_start(doc, token.i)
        owner = _owner_start(context, first)
        end = _of_name(context, token.i + 1)
        modified = any(t.lower_ in _LEVELS for t in doc[first : token.i])
        named = end > token.i + 1
        place = _owning_place(context, first)
        if place is not None and first < token.i:
            name = f"{place} {doc[first:end].text}"
            yield Candidate(label=LABEL, start=first, end=end, score=0.78, name=name)
        elif owner is not None and (first < token.i or named):
            yield Candidate(label=LABEL, start=owner, end=end, score=0.8)
        elif modified and (token.lower_ != "office" and _is_definite(context, first)):
            yield Candidate(label=LABEL, start=first, end=token.i + 1, score=0.7)


def _owner_start(context: Context, first: int) -> int | None:
    """Where "city's" begins that stands right before token `first`."""
    mark, owner = context.before(first), context.before(first, 2)
    if mark is None or owner is None or mark.lower_ not in {"'s", "’s"} or owner.lower_ not in _OWNERS:
        return None
    return owner.i


def _owning_place(context: Context, first: int) -> str | None:
    """ "Hamburg's": the place that owns what starts at token `first`."""
    mark = context.before(first)
    if mark is None or mark.lower_ not in {"'s", "’s", "'", "’"}:
        return None
    name = next((n for n in context.names if n.end == mark.i), None)
    return context.text(name) if name is not None and is_known(context.text(name)) else None


def _of_name(context: Context, i: int) -> int:
    """The end of " of NAME" at token `i`, or `i`."""
    of = context.after(i)
    if of is None or of.lower_ != "of":
        return i
    for name in context.names:
        if name.start in {i + 1, i + 2} and (name.start == i + 1 or context.doc[i + 1].lower_ == "the"):
            return name.end
    return i


def _is_definite(context: Context, first: int) -> bool:
    before = context.before(first)
    return before is not None and (before.lower_ in {"the", "'s", "’s"})
