"""What a corpus file must hold beside its form: closed lists, names used alike, numbers that the text says.

python -m extract.training.check                 every file, and the variety of the whole
python -m extract.training.check FILE...         these files alone
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from extract.training.annotated import Annotated, AnnotationError, read_annotated
from extract.types import LABELS, MEASURES, QUALIFIER_KEYS, Fact, Figure

CORPUS = Path(__file__).with_name("corpus")
KINDS = (
    "opening", "agreement", "plan", "work report", "fund or grant", "visa or talent policy", "ranking",
    "park or land deal", "appointment", "contest or summit", "statistics", "council notice", "feature with quotes",
    "no announcement",
)  # fmt: skip
REGISTERS = (
    "government notice", "translated portal", "agency wire", "local paper", "investment promotion", "blog",
)  # fmt: skip
PREDICATES = (
    "established", "date_established", "located_in", "operated_by", "founded_by", "partner_with", "part_of",
    "has_count", "has_amount", "compares_to", "plans", "has_position", "said_by", "offers_service", "targets_group",
    "focuses_on", "ranks", "funds",
)  # fmt: skip
_DIGITS = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")
_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?:/\d{4}(?:-\d\d(?:-\d\d)?)?)?")
_SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "lakh": 5, "crore": 7}
_HUNDREDTHS = {"cent", "cents", "pence", "p", "fen"}
_ENDS = {"m": 6, "mn": 6, "mln": 6, "bn": 9, "b": 9, "k": 3, "tn": 12, "mu": 0}


def problems(document: Annotated) -> Iterator[str]:
    """What is wrong with a document that can be read, one line each."""
    yield from _header(document)
    yield from _mentions(document)
    for figure in document.extraction.figures:
        yield from _figure(figure)
    for fact in document.extraction.facts:
        yield from _fact(document, fact)


def _header(document: Annotated) -> Iterator[str]:
    if document.kind not in KINDS:
        yield f"kind {document.kind!r} is none of {', '.join(KINDS)}"
    if document.register not in REGISTERS:
        yield f"register {document.register!r} is none of {', '.join(REGISTERS)}"
    if not document.name.startswith(f"{document.writer}-"):
        yield f"the file's name must begin with its writer, {document.writer}-"
    if not re.fullmatch("[A-Z]{2}", document.extraction.document.country or ""):
        yield "country must be an ISO 3166 alpha-2 code"


def _mentions(document: Annotated) -> Iterator[str]:
    labels: dict[str, str] = {}
    for mention in document.extraction.mentions:
        if mention.label not in LABELS:
            yield f"{mention.text!r}: no label {mention.label!r}"
        if labels.setdefault(mention.name, mention.label) != mention.label:
            yield f"{mention.name!r} is {labels[mention.name]} and {mention.label}"
        if mention.label == "DATE" and re.match(r"\d{4}", mention.name) and not _ISO.fullmatch(mention.name):
            yield f"{mention.text!r}: {mention.name!r} is no ISO 8601 date, month, year or period A/B"
    for reference in document.references:
        if reference.name not in labels:
            yield f"{reference.text!r} stands for {reference.name!r}, which no name of the text is"
    yield from _left_out(document)


def _left_out(document: Annotated) -> Iterator[str]:
    """Places where a name stands again and is not marked."""
    text = document.extraction.document.text
    taken = [(m.start_char, m.end_char) for m in document.extraction.mentions]
    taken += [(r.start_char, r.end_char) for r in document.references]
    texts = {m.text for m in document.extraction.mentions if m.label != "DATE" and m.text[:1].isupper()}
    for name in sorted(texts):
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            if not any(start < found.end() and found.start() < end for start, end in taken):
                yield f"{name!r} is not marked in {_around(text, found.start())!r}"


def _figure(figure: Figure) -> Iterator[str]:
    said = [Decimal(1) * value for value in _values(figure.text)]
    for value in filter(None, (figure.value, figure.max_value)):
        if said and not any(value == number for number in said):
            yield f"{figure.text!r} does not say {value}"
    if figure.unit is None:
        yield f"{figure.text!r} has no unit; of a plain count it is the counted noun"
    elif figure.unit.isupper() and not re.fullmatch("[A-Z]{3}", figure.unit):
        yield f"{figure.text!r}: {figure.unit!r} is no ISO 4217 code"
    if figure.max_value is not None and figure.max_value <= figure.value:
        yield f"{figure.text!r}: a range must rise"


def _values(text: str) -> Iterator[Decimal]:
    """Every reading of the digits in the text; none where it is in words alone."""
    for digits in _DIGITS.finditer(text):
        number = Decimal(digits[0].replace(",", ""))
        if re.search(r"(?:\bminus |[-\u2212])$", text[: digits.start()]):
            number = -number
        yield number
        power = 0
        words = re.findall(r"[a-z]+|[万亿]", text[digits.end() :].lower())[:3]
        if words and words[0] in _HUNDREDTHS:
            yield number.scaleb(-2)
        for word in words:
            step = _SCALES.get(word, _ENDS.get(word, {"万": 4, "亿": 8}.get(word)))
            power += step or 0
            if step:
                yield number.scaleb(power)
        # "between 3 and 5 million": the scale behind the second number holds for the first.
        for scale in {_SCALES[word] for word in re.findall(r"[a-z]+", text.lower()) if word in _SCALES}:
            yield number.scaleb(scale)


def _fact(document: Annotated, fact: Fact) -> Iterator[str]:
    told = f"{fact.subject} | {fact.predicate} | {fact.object}"
    if fact.predicate not in PREDICATES:
        yield f"{told}: no such predicate"
    for key in fact.qualifiers:
        if key not in QUALIFIER_KEYS:
            yield f"{told}: no qualifier {key!r}"
    if fact.predicate in ("has_count", "has_amount"):
        yield from _number(document, fact, told)
    elif fact.predicate in ("located_in", "operated_by", "founded_by", "partner_with", "has_position"):
        for end in (fact.subject, fact.object):
            if not _told(document, end):
                yield f"{told}: {end!r} is neither a name of the text nor words of it"
    if fact.predicate == "has_amount" and fact.unit and fact.unit not in MEASURES and not fact.unit.isupper():
        yield f"{told}: the unit of an amount is a measure or a currency code"


def _number(document: Annotated, fact: Fact, told: str) -> Iterator[str]:
    if fact.value is None or fact.unit is None:
        yield f"{told}: the object must be a number and what it counts"
        return
    values = {
        value
        for figure in document.extraction.figures
        for value in (figure.value, figure.max_value)
        if any(span.start_char <= figure.start_char < span.end_char for span in fact.evidence)
    }
    if fact.value not in values:
        yield f"{told}: its sentences have no such figure"


def _told(document: Annotated, end: str) -> bool:
    names = {mention.name for mention in document.extraction.mentions}
    if end in names:
        return True
    text = set(re.findall(r"\w+", document.extraction.document.text.lower()))
    words = re.findall(r"\w+", end.lower())
    return sum(word in text or word.rstrip("s") in text for word in words) >= 0.7 * len(words)


def _around(text: str, start: int) -> str:
    return text[max(0, start - 30) : start + 40].replace("\n", " ")


def main(arguments: Sequence[str]) -> int:
    from extract.training.variety import shortfalls

    paths = [Path(name) for name in arguments] or sorted(CORPUS.glob("*/*.txt"))
    read, wrong = [], 0
    for path in paths:
        try:
            document = read_annotated(path)
            found = list(problems(document))
            read.append(document)
        except AnnotationError as error:
            found = [str(error)]
        wrong += len(found)
        for problem in found:
            print(f"{path}: {problem}")
    if not arguments:
        for shortfall in shortfalls(read):
            wrong += 1
            print(f"corpus: {shortfall}")
    words = sum(len(document.extraction.document.text.split()) for document in read)
    print(f"{len(read)} documents, {words} words, {wrong} problems")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
