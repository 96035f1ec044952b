"""A spaCy pipeline that the user has, its labels turned into ours."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extract.entity_types._base import Candidate
from extract.gazetteer import demonym, lookup
from extract.heads import head_label
from extract.recognition.choice import NoSuchModel
from extract.types import LABELS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

SCORE = 0.8
"""What is believed of a name that a pipeline without scores has found."""
_SAME = {label: label for label in LABELS} | {"PER": "PERSON", "LAW": "PROGRAMME", "ORGANIZATION": "ORG"}
_PLACES = frozenset({"GPE", "LOC", "LOCATION", "FAC", "FACILITY"})


class SpacyPipeline:
    """Finds what the pipeline in a folder finds. PERSON, ORG, DATE, EVENT and our own labels stay as they are, LAW is
    PROGRAMME, places get their type from the gazetteer or the head noun, everything else is left out."""

    asked: Collection[str] = LABELS
    least = SCORE

    def __init__(self, folder: Path) -> None:
        """Raises NoSuchModel."""
        import spacy

        try:
            self._nlp = spacy.load(folder)
        except (OSError, ValueError, KeyError, ImportError) as error:
            raise NoSuchModel(f"{folder}: no spaCy pipeline that can be loaded: {error}") from None

    def __call__(self, doc: Doc, _: Sequence[Candidate]) -> list[Candidate]:
        found = []
        taken = 0
        for entity in self._nlp(doc.text).ents:
            span = doc.char_span(entity.start_char, entity.end_char, alignment_mode="expand")
            label = our_label(span, entity.label_) if span is not None else None
            if span is not None and label and span.start >= taken:
                taken = span.end
                found.append(Candidate(label=label, start=span.start, end=span.end, score=SCORE))
        return found


def our_label(span: Span, label: str) -> str | None:
    """Our label for a span that another scheme has labelled; None for what is no entity here, such as a nationality."""
    if label not in _PLACES:
        return _SAME.get(label)
    head = head_label(span.doc, span.start, span.end)
    if head in {"CENTER", "ORG", "PLACE"}:
        return head
    if demonym(span.text):
        return None
    kinds = [place.kind for place in lookup(span.text)]
    if "country" in kinds:
        return "COUNTRY"
    return "CITY" if "city" in kinds else "PLACE"
