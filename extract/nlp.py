"""Text into a spaCy Doc: tokens with exact offsets and sentence starts, without a trained model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from extract.sentences import sentence_starts

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MAX_RUN = 200
"""Longest run without a blank that the tokenizer sees at once: its time is quadratic in a run of brackets or 's."""
MAX_CHUNK = 200_000
"""Most characters the tokenizer sees at once; spaCy itself refuses a million."""
MAX_SENTENCE = 400
"""Most tokens of a sentence: a longer one is cut, because looking up a sentence walks through it."""

_LONG_RUN = re.compile(rf"\S{{{MAX_RUN + 1},}}")
_SURROGATE = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=1)
def load_pipeline() -> Language:
    """English tokenization rules alone; loaded once a process."""
    import spacy

    return spacy.blank("en")


def make_doc(text: str) -> Doc:
    """The text as tokens and sentences. `doc.text == text`, so character offsets are those of the text; only a lone
    surrogate, which no decoded page holds, becomes U+FFFD. Every line ends a sentence."""
    from spacy.tokens import Doc

    nlp = load_pipeline()
    text = _SURROGATE.sub("\ufffd", text)
    pieces = list(_pieces(text))
    if len(pieces) == 1:
        doc = nlp.tokenizer(text)
    else:
        words: list[str] = []
        spaces: list[bool] = []
        for piece in pieces:
            for token in nlp.tokenizer(piece):
                words.append(token.text)
                spaces.append(bool(token.whitespace_))
        doc = Doc(nlp.vocab, words=words, spaces=spaces)
    mark_sentences(doc)
    return doc


def _pieces(text: str) -> Iterator[str]:
    """The text cut inside over-long runs and at blanks before MAX_CHUNK characters; the pieces join to the text."""
    start = 0
    for cut in _cuts(text):
        if cut > start:
            yield text[start:cut]
            start = cut
    if start < len(text) or not text:
        yield text[start:]


def _cuts(text: str) -> list[int]:
    cuts = [cut for run in _LONG_RUN.finditer(text) for cut in range(run.start(), run.end() + 1, MAX_RUN)]
    cuts += [run.end() for run in _LONG_RUN.finditer(text)] if cuts else []
    for limit in range(MAX_CHUNK, len(text), MAX_CHUNK // 2):
        blank = text.rfind(" ", limit - MAX_CHUNK // 4, limit)
        cuts.append(blank + 1 if blank >= 0 else limit)
    return sorted(set(cuts))


def mark_sentences(doc: Doc) -> None:
    """Writes all sentence starts at once: the setter of a single token looks at the whole Doc each time."""
    import numpy

    text = doc.text
    starts = iter([*sentence_starts(text), len(text) + 1])
    following = next(starts)
    marks: list[int] = []
    last = 0
    for token in doc:
        begins = token.i == 0 or token.i - last >= MAX_SENTENCE
        while token.idx >= following and not token.is_space:
            begins = True
            following = next(starts)
        last = token.i if begins else last
        marks.append(1 if begins else -1)
    doc.from_array("SENT_START", numpy.array(marks, dtype="int64").astype("uint64"))  # type: ignore[arg-type]
