"""A page as a person judges it: the text with its names and figures marked, below each sentence what it states."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any

from rich.padding import Padding
from rich.text import Text

from extract.sentences import sentence_starts
from pipeline.known_views import claim
from pipeline.plain import plain
from pipeline.terminal import cell, console

_NAME, _FIGURE, _DONE, _PLANNED = "cyan", "yellow", "green", "magenta"


def show_page(row: Mapping[str, Any]) -> None:
    """`row` is one line of `extract`: `document`, `mentions`, `figures`, `facts`."""
    out = console()
    told = _by_sentence(row)
    for start, end in _sentences(row["document"]["text"]):
        text = _marked(row, start, end)
        if text.plain.strip():
            out.print(text)
        for fact in told.get(start, ()):
            out.print(Padding(_line(fact), (0, 0, 0, 3)))
    planned = sum(fact["status"] == "planned" for fact in row["facts"])
    names = len({(mention["label"], mention["name"]) for mention in row["mentions"]})
    counts = f"{names} names, {len(row['figures'])} figures, {len(row['facts'])} facts ({planned} planned)"
    out.print(cell(f"\n{counts}; [name]{{TYPE}}, [figure]{{# value unit; what}}, > fact, ~ planned", "dim"))


def _sentences(text: str) -> list[tuple[int, int]]:
    starts = [0, *sentence_starts(text)]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _by_sentence(row: Mapping[str, Any]) -> dict[int, list[Mapping[str, Any]]]:
    """The facts by the start of the sentence that states them first."""
    starts = [0, *sentence_starts(row["document"]["text"])]
    told: dict[int, list[Mapping[str, Any]]] = {}
    for fact in row["facts"]:
        at = max(0, bisect_right(starts, fact["evidence"]["start_char"]) - 1)
        told.setdefault(starts[at], []).append(fact)
    return told


def _marked(row: Mapping[str, Any], start: int, end: int) -> Text:
    """The characters with marks in the form of annotated documents (docs/corpus.md)."""
    text = row["document"]["text"]
    marked = Text()
    for first, last, note, style in _marks(row, start, end):
        marked.append(plain(text[start:first]))
        marked.append(f"[{plain(text[first:last])}]", style)
        marked.append(f"{{{plain(note)}}}", f"{style} dim")
        start = last
    marked.append(plain(text[start:end].rstrip()))
    return marked


def _marks(row: Mapping[str, Any], start: int, end: int) -> Iterator[tuple[int, int, str, str]]:
    """Names and figures within the characters, none overlapping the one before."""
    found = [(m["start_char"], m["end_char"], _name(m), _NAME) for m in row["mentions"]]
    found += [(f["start_char"], f["end_char"], _figure(f), _FIGURE) for f in row["figures"]]
    for first, last, note, style in sorted(found):
        if start <= first and last <= end:
            yield first, last, note, style
            start = last


def _name(mention: Mapping[str, Any]) -> str:
    label, name = str(mention["label"]), str(mention["name"])
    return label if name == mention["text"] else f"{label} {name}"


def _figure(figure: Mapping[str, Any]) -> str:
    most = f"-{figure['max_value']}" if figure["max_value"] is not None else ""
    hedge = "" if figure["qualifier"] == "exact" else f"{figure['qualifier']} "
    about = [figure["what"], figure["scope"], figure["as_of"], "planned" if figure["planned"] else None]
    return "; ".join([f"# {hedge}{figure['value']}{most} {figure['unit'] or ''}".rstrip(), *filter(None, about)])


def _line(fact: Mapping[str, Any]) -> Text:
    planned = fact["status"] == "planned"
    line = Text(f"{'~' if planned else '>'} {' | '.join(claim(fact))}", _PLANNED if planned else _DONE)
    line.append(f"  {fact['confidence']:.2f} {plain(fact['rule'])}", "dim")
    if note := fact["qualifiers"].get("note"):
        line.append(f"  ! {plain(note)}", "red")
    return line
