"""`nlp.add_pipe("cityfacts_names")`: this program's names in any spaCy pipeline."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from extract.mentions import find_mentions
from extract.nlp import mark_sentences
from extract.recognition.choice import chosen, load_model
from extract.types import Document

NAME = "cityfacts_names"
SPANS = "names"


@Language.factory(NAME, assigns=["doc.ents", "doc.spans"], default_config={"model": ""})
def make_component(nlp: Language, name: str, model: str) -> Callable[[Doc], Doc]:
    """`model` is a name or a folder as for `--model`; empty is what the program itself reads with."""
    loaded = load_model(model or chosen())

    def find(doc: Doc) -> Doc:
        """Fills `doc.ents`, and `doc.spans["names"]` with the same spans, whose scores stand in its `attrs`."""
        if not doc.has_annotation("SENT_START"):
            mark_sentences(doc)
        document = Document(page_id="", url="", text=doc.text)
        spans, scores = [], []
        for mention in find_mentions(doc, document, loaded):
            span = doc.char_span(mention.start_char, mention.end_char, label=mention.label, alignment_mode="expand")
            if span is not None:
                spans.append(span)
                scores.append(mention.score)
        doc.set_ents(spans)
        doc.spans[SPANS] = spans
        doc.spans[SPANS].attrs["scores"] = np.array(scores, dtype=np.float32)
        return doc

    return find
