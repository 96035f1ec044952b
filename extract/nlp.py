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

_WORDS, _TEXT = "cityfacts_words", "cityfacts_text"
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
    doc.user_data[_TEXT] = text
    mark_sentences(doc)
    return doc


def words_of(doc: Doc) -> list[str]:
    """The text of every token. A Doc makes a token anew each time that it is asked for one; its words it keeps."""
    kept: list[str] = doc.user_data.get(_WORDS, [])
    if len(kept) != len(doc):
        strings = doc.vocab.strings
        kept = doc.user_data[_WORDS] = [strings[number] for number in doc.to_array("ORTH").tolist()]
    return kept


def text_of(doc: Doc) -> str:
    """`doc.text`, put together once."""
    kept: str | None = doc.user_data.get(_TEXT)
    if kept is None:
        kept = doc.user_data[_TEXT] = doc.text
    return kept


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

    text = text_of(doc)
    starts = iter([*sentence_starts(text), len(text) + 1])
    following = next(starts)
    marks: list[int] = []
    last = 0
    offsets: list[int] = doc.to_array("IDX").tolist()
    for i, (offset, word) in enumerate(zip(offsets, words_of(doc), strict=True)):
        begins = i == 0 or i - last >= MAX_SENTENCE
        while offset >= following and not word.isspace():
            begins = True
            following = next(starts)
        last = i if begins else last
        marks.append(1 if begins else -1)
    doc.from_array("SENT_START", numpy.array(marks, dtype="int64").astype("uint64"))  # type: ignore[arg-type]
