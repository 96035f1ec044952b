"""Labelled pairs of texts: copies of one announcement after what papers do to it, and announcements that only look alike.

Copies are made from the demo's articles and the gate's texts by edits with a name. What only looks alike is of a series:
`series.txt` holds forms that offices fill in every month, and what they were filled in with.
"""

from __future__ import annotations

import functools
import operator
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from demo.article import load_articles
from demo.layouts import CAPTION, SUBHEAD

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "reading"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    kind: str
    copies: bool
    one: str
    other: str


Edit = Callable[[list[str], int], list[str]]


def _wire_copy(text: list[str], turn: int) -> list[str]:
    agency = ("LINDEN (Coast Wire)", "Harbour Press Agency, Tuesday", "HAFENSTADT, dpx")[turn % 3]
    return [f"{agency} – {text[0]}", *text[1:], "This story was provided by a news agency and has not been edited."]


def _cut_tail(text: list[str], turn: int) -> list[str]:
    """From the last sentence, until three fifths are left."""
    sentences = [
        (place, part)
        for place, block in enumerate(text)
        for part in re.split(r"(?<=[.!?”]) (?=\S)|(?<=。)(?=\S)", block)
    ]
    keep, size = [], 0
    for place, part in sentences:
        if size > (0.6 + 0.1 * (turn % 3)) * sum(map(len, text)):
            break
        keep.append((place, part))
        size += len(part)
    return [" ".join(part for at, part in keep if at == place) for place in sorted({at for at, _ in keep})]


def _local_paragraph(text: list[str], turn: int) -> list[str]:
    added = (
        (
            "Readers here will remember that a similar plan was turned down by the town council four years ago, after a petition"
            " with eleven hundred names. Mayor Peter Strand told this paper that he would look at it again before the summer."
        ),
        (
            "In our county, too, young firms are looking for rooms. The chamber of commerce keeps a list; anybody who has space to"
            " let can call. Most wanted are workshops on the ground floor with a gate that a van fits through."
        ),
    )[turn % 2]
    return [*text[:2], added, *text[2:]]


def _print_version(text: list[str], turn: int) -> list[str]:
    return [
        "Home > News > City > Print view",
        "Share this: Facebook Twitter LinkedIn WeChat E-mail",
        *text,
        "Source: City press office. Editor: L. Moss",
        "Copyright, all rights reserved. No part of this page may be used without permission in writing.",
    ]


_SPELLINGS = (("“", '"'), ("”", '"'), ("’", "'"), (" percent", " per cent"), ("center", "centre"), ("–", "-"),
              ("labor", "labour"), ("program ", "programme "), ("kilometers", "kilometres"), ("meters", "metres"))  # fmt: skip


def _house_style(text: list[str], turn: int) -> list[str]:
    for old, new in _SPELLINGS:
        text = [block.replace(old, new) for block in text]
    return text


def _light_edit(text: list[str], turn: int) -> list[str]:
    """A sentence goes, two change places, some words are others."""
    edited = []
    for place, block in enumerate(text):
        parts = re.split(r"(?<=[.!?”]) (?=[A-Z“])", block)
        if len(parts) >= 3 and place % 2 == turn % 2:
            parts = [parts[0], *parts[2:]]
        edited.append(
            " ".join(parts).replace(" said", " told reporters").replace(" also ", " ").replace(" which ", " that ")
        )
    return edited


def _reflowed(text: list[str], turn: int) -> list[str]:
    joined = " ".join(text)
    cuts = re.split(r"(?<=[.!?”]) (?=\S)|(?<=。)(?=\S)", joined)
    return [" ".join(cuts[at : at + 1 + turn % 3]) for at in range(0, len(cuts), 1 + turn % 3)]


def _corrected(text: list[str], turn: int) -> list[str]:
    """One number was wrong, and a note says so."""
    whole, count = re.subn(
        r"\d[\d,.]*\d", lambda match: str(int(re.sub(r"\D", "", match[0])) + 7), "\n".join(text), count=1
    )
    return [
        *whole.split("\n"),
        *(["Correction: a figure in an earlier version of this article was wrong."] if count else []),
    ]


def _abridged(text: list[str], turn: int) -> list[str]:
    """The last paragraph but one and a quotation are left out, a credit stands first."""
    return [
        "From our partner newspaper",
        *(block for place, block in enumerate(text) if place not in (2, len(text) - 2)),
    ]


EDITS: dict[str, Edit] = {
    "wire copy": _wire_copy, "cut tail": _cut_tail, "local paragraph": _local_paragraph, "print version": _print_version,
    "house style": _house_style, "light edit": _light_edit, "reflowed": _reflowed, "corrected": _corrected,
    "abridged": _abridged,
    "cut tail, local paragraph, house style": lambda text, turn: _house_style(_local_paragraph(_cut_tail(text, turn), turn), turn),
    "light edit in a print version": lambda text, turn: _print_version(_light_edit(text, turn), turn),
}  # fmt: skip


def _articles() -> list[list[str]]:
    chosen = [a for a in load_articles(1).values() if a.copy_of is None]
    return [[p.removeprefix(SUBHEAD) for p in a.paragraphs if not p.startswith(CAPTION)] for a in chosen]


def _unspaced() -> list[list[str]]:
    """Chinese and Japanese texts of the gate, three to an article so that they are as long as one."""
    from gatepages import FOLDER, texts_of

    texts = [list(text.blocks) for name in ("zh", "ja") for _, _, text in texts_of(FOLDER / "good" / f"{name}.txt")]
    return [functools.reduce(operator.iadd, texts[at : at + 2], []) for at in range(0, len(texts) - 1, 2)]


def copies() -> Iterator[Pair]:
    names = list(EDITS)
    for place, text in enumerate(_articles()):
        for name in (names[place % len(names)], names[(place + 4) % len(names)]):
            yield Pair(kind=name, copies=True, one="\n\n".join(text), other="\n\n".join(EDITS[name](text, place)))
    plain = ("wire copy", "cut tail", "print version", "reflowed")
    for place, text in enumerate(_unspaced()):
        name = plain[place % len(plain)]
        yield Pair(
            kind=f"{name}, unspaced", copies=True, one="\n\n".join(text), other="\n\n".join(EDITS[name](text, place))
        )


def look_alikes() -> Iterator[Pair]:
    for form in (HERE / "series.txt").read_text(encoding="utf-8").split("=== ")[1:]:
        name, rest = form.split("\n", 1)
        text, filled = rest.split("\n---\n")
        rows = [row.split(" | ") for row in filled.strip().split("\n")]
        texts = [_fill(text, row) for row in rows]
        for one, other in combinations(texts, 2):
            yield Pair(kind=f"series: {name}", copies=False, one=one, other=other)
    articles = _articles()
    for place in range(len(articles) - 3):
        about = _BOILERPLATE[place % len(_BOILERPLATE)]
        one, other = ("\n\n".join([*articles[at], *about]) for at in (place, place + 1 + place % 3))
        yield Pair(kind="other articles, same boilerplate", copies=False, one=one, other=other)


def _fill(text: str, values: list[str]) -> str:
    return re.sub(r"\{(\d)\}", lambda match: values[int(match[1])], text.strip())


_BOILERPLATE = (
    [
        "About the Coastal Development Agency",
        (
            "The Coastal Development Agency promotes investment in the seven counties of the coast. Founded in 1994, it has its"
            " seat in Linden and offices in Osaka, Toronto and Munich. It employs 84 people and has helped 1,140 companies to"
            " settle, which together have created 52,000 jobs. The agency advises free of charge on sites, permits, grants and"
            " the recruitment of staff, and stays in touch with companies after they have arrived."
        ),
        (
            "Press contact: Ada Finch, telephone 555 0134, press@cda.example. Pictures can be downloaded from the agency's"
            " newsroom and used free of charge if the source is named."
        ),
    ],
    [
        (
            "Forward-looking statements: this release contains statements about the future that are based on what is known"
            " today. Actual results may differ from them because of changes in markets, laws, prices of energy and materials, or"
            " events that cannot be foreseen. The city is under no obligation to bring such statements up to date."
        ),
        (
            "Subscribe to our releases by e-mail or follow the newsroom. Interpreters for sign language are provided at all"
            " briefings; please tell us two days ahead."
        ),
    ],
)
