"""The corpus's written form: one announcement a file, one sentence a line, its facts below it.

A TOML header between `+++` lines, then the sentences; a blank line ends a paragraph. In a sentence

    [Nanhu Talent Base]{CENTER}               a name; {CENTER?} where the schema calls it optional
    [SZ]{CITY Shenzhen}                       a name that stands for another, canonical one
    [Tuesday]{DATE 2017-05-09}                a date, with its ISO form where the text or the header tells it
    [Li Na]{PERSON; title=director}           with a key of its own
    [the base]{=Nanhu Talent Base}            words that stand for a name and are none
    [nearly 20 billion yuan]{#nearly 2e10 CNY; what=investment; scope=Shenzhen}
    [10 to 12]{#10..12 labs; what=new labs; planned}

and below it each fact that this sentence states, subject and object as canonical names or phrases:

    > Shenzhen | established | Nanhu Talent Base | act=opened; date=2017-05-09
    > Nanhu Talent Base | has_count | 12 labs | planned | what=new labs | more=-1

`planned` is the status, `more` names further sentences that it takes, counted from this one. A backslash before
`[ ] { }` and itself keeps the sign.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from extract.types import QUALIFIERS, Document, Evidence, Extraction, Fact, Figure, Mention

_FENCE = "+++\n"
_FLAGS = ("planned", "estimated")
_SIGN = re.compile(r"\\([\[\]{}\\])|\[|\]\{([^{}]*)\}|[\]{}]")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?:e\d+)?")


class AnnotationError(ValueError):
    """A file that breaks the form; the text is one line: FILE:LINE: what is wrong."""

    exit_code = 65


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """`text[start_char:end_char]` and what stands in its braces: `head` up to the first `;`, then the keys."""

    start_char: int
    end_char: int
    text: str
    head: str
    keys: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Words that stand for a name without being one: "the base", "it"."""

    start_char: int
    end_char: int
    text: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """One corpus document: what a perfect reader would find in it.

    `sentences` are spans of the text; `optional` are the indices of mentions that need not be found.
    """

    name: str
    writer: str
    kind: str
    register: str
    city: str
    extraction: Extraction
    sentences: tuple[Evidence, ...]
    references: tuple[Reference, ...] = ()
    optional: frozenset[int] = frozenset()


@dataclass
class _Reading:
    """What the lines read so far have given."""

    file: str
    text: str = ""
    sentences: list[Evidence] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    facts: list[tuple[int, int, str]] = field(default_factory=list)

    def fail(self, line: int, problem: str) -> AnnotationError:
        return AnnotationError(f"{self.file}:{line}: {problem}")


def read_annotated(path: Path) -> Annotated:
    """The document of a file. Raises AnnotationError."""
    source = path.read_text(encoding="utf-8")
    try:
        _, header, body = source.split(_FENCE, 2)
        values = tomllib.loads(header)
    except (ValueError, tomllib.TOMLDecodeError) as error:
        raise AnnotationError(f"{path.name}:1: no TOML header between +++ lines: {error}") from None
    reading = _Reading(path.name)
    _read_lines(reading, body, first=header.count("\n") + 3)
    return _assemble(reading, path.stem, values)


def _read_lines(reading: _Reading, body: str, *, first: int) -> None:
    paragraph_ended = False
    for number, line in enumerate(body.split("\n"), start=first):
        if line.startswith("> "):
            if not reading.sentences:
                raise reading.fail(number, "a fact before the first sentence")
            reading.facts.append((number, len(reading.sentences) - 1, line[2:]))
        elif not line.strip():
            paragraph_ended = True
        else:
            if reading.text:
                reading.text += "\n" if paragraph_ended else " "
            paragraph_ended = False
            _read_sentence(reading, line.strip(), number)


def _read_sentence(reading: _Reading, line: str, number: int) -> None:
    start = len(reading.text)
    words: list[str] = []
    opened: list[int] = []
    length = start
    place = 0

    def take(piece: str) -> None:
        nonlocal length
        words.append(piece)
        length += len(piece)

    for sign in _SIGN.finditer(line):
        take(line[place : sign.start()])
        place = sign.end()
        if sign[1]:
            take(sign[1])
        elif sign[0] == "[":
            opened.append(length)
        elif sign[2] is not None and opened:
            begin = opened.pop()
            text = "".join(words)[begin - start :]
            reading.spans.append(_span(reading, number, begin, length, text, sign[2]))
        else:
            raise reading.fail(number, f"{sign[0]} opens or closes nothing; a sign of the text needs a backslash")
    take(line[place:])
    if opened:
        raise reading.fail(number, "[ is never closed by ]{…}")
    reading.text += "".join(words)
    reading.sentences.append(Evidence(start_char=start, end_char=length, text="".join(words)))


def _span(reading: _Reading, number: int, start: int, end: int, text: str, inside: str) -> Span:
    head, *rest = (part.strip() for part in inside.split(";"))
    keys = {}
    for part in rest:
        key, equals, value = part.partition("=")
        if not equals and key not in _FLAGS:
            raise reading.fail(number, f"{part!r} is no key=value")
        keys[key.strip()] = value.strip() or "true"
    if not text or text != text.strip():
        raise reading.fail(number, f"the span {text!r} is empty or begins or ends with a blank")
    return Span(start_char=start, end_char=end, text=text, head=head, keys=keys)


def _assemble(reading: _Reading, stem: str, header: Mapping[str, Any]) -> Annotated:
    try:
        document = Document(
            page_id=stem,
            url=f"corpus:{stem}",
            text=reading.text,
            headline=header.get("headline"),
            date_published=header["date"].isoformat() if "date" in header else None,
            language="en",
            country=header["country"],
        )
        facets = {key: header[key] for key in ("writer", "kind", "register", "city")}
    except KeyError as error:
        raise reading.fail(1, f"the header has no {error}") from None
    spans = sorted(reading.spans, key=lambda span: (span.start_char, -span.end_char))
    names = [span for span in spans if not span.head.startswith(("#", "="))]
    return Annotated(
        name=stem,
        extraction=Extraction(
            document=document,
            mentions=tuple(_mention(span) for span in names),
            figures=tuple(_figure(reading, span) for span in spans if span.head.startswith("#")),
            facts=tuple(_facts(reading)),
        ),
        sentences=tuple(reading.sentences),
        references=tuple(_reference(span) for span in spans if span.head.startswith("=")),
        optional=frozenset(i for i, span in enumerate(names) if span.head.split(" ", 1)[0].endswith("?")),
        **facets,
    )


def _mention(span: Span) -> Mention:
    label, _, name = span.head.partition(" ")
    return Mention(
        label=label.removesuffix("?"),
        text=span.text,
        name=name or span.text,
        start_char=span.start_char,
        end_char=span.end_char,
        title=span.keys.get("title"),
    )


def _reference(span: Span) -> Reference:
    return Reference(start_char=span.start_char, end_char=span.end_char, text=span.text, name=span.head[1:])


def _figure(reading: _Reading, span: Span) -> Figure:
    words = span.head[1:].split()
    qualifier = words.pop(0) if words and words[0] in QUALIFIERS else "exact"
    value, _, most = (words.pop(0) if words else "").partition("..")
    known = {key: span.keys.get(key) for key in ("what", "scope", "as_of", "per", "converted_to")}
    unknown = set(span.keys) - set(known) - set(_FLAGS)
    try:
        if unknown:
            raise ValueError(f"a figure has no key {', '.join(sorted(unknown))}")
        return Figure(
            text=span.text,
            value=_decimal(value),
            max_value=_decimal(most) if most else None,
            unit=" ".join(words) or None,
            qualifier=qualifier,
            start_char=span.start_char,
            end_char=span.end_char,
            estimated="estimated" in span.keys,
            planned="planned" in span.keys,
            **known,
        )
    except ValueError as error:
        raise AnnotationError(f"{reading.file}: {span.text!r}: {error}") from None


def _decimal(text: str) -> Decimal:
    """Always in full digits: 2e10 and 20000000000 are one value with one spelling."""
    try:
        return Decimal(format(Decimal(text.replace(",", "")), "f"))
    except InvalidOperation:
        raise ValueError(f"{text!r} is no number") from None


def _steps(reading: _Reading, line: int, words: str) -> list[int]:
    try:
        return [int(step) for step in words.split()]
    except ValueError:
        raise reading.fail(line, f"more={words}: sentences are whole numbers with blanks between them") from None


def _facts(reading: _Reading) -> Iterator[Fact]:
    for line, sentence, words in reading.facts:
        parts = [part.strip() for part in words.split(" | ")]
        if len(parts) < 3 or not all(parts):
            raise reading.fail(line, "a fact is subject | predicate | object, then planned, keys and more")
        subject, predicate, what, *rest = parts
        evidence, status = [sentence], "done"
        qualifiers: dict[str, str] = {}
        for part in rest:
            if part == "planned":
                status = "planned"
            elif part.startswith("more="):
                evidence += [sentence + step for step in _steps(reading, line, part.removeprefix("more="))]
            else:
                qualifiers |= dict(_qualifier(reading, line, pair) for pair in part.split(";"))
        if not all(0 <= i < len(reading.sentences) for i in evidence):
            raise reading.fail(line, "more names a sentence that is not there")
        number = _NUMBER.match(what) if predicate in ("has_count", "has_amount") else None
        yield Fact(
            subject=subject,
            predicate=predicate,
            object=what,
            evidence=tuple(reading.sentences[i] for i in evidence),
            value=_decimal(number[0]) if number else None,
            unit=what[number.end() :].strip() or None if number else None,
            qualifiers=qualifiers,
            status="planned" if status == "planned" else "done",
            confidence=1.0,
            rule="corpus",
        )


def _qualifier(reading: _Reading, line: int, pair: str) -> tuple[str, str]:
    key, equals, value = (part.strip() for part in pair.partition("="))
    if not equals or not value:
        raise reading.fail(line, f"{pair.strip()!r} is no key=value")
    return key, value
