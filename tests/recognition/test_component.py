"""The names as a component of a spaCy pipeline."""

from __future__ import annotations

import spacy

from extract.recognition.component import NAME, SPANS


def test_names_in_a_pipeline_of_spacy() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(NAME, config={"model": "rules"})
    doc = nlp("Shenzhen opened a hub in Israel.\nMayor Ada Okafor was there.")
    assert [(entity.text, entity.label_) for entity in doc.ents] == [
        ("Shenzhen", "CITY"),
        ("Israel", "COUNTRY"),
        ("Ada Okafor", "PERSON"),
    ]
    group = doc.spans[SPANS]
    assert [span.text for span in group] == [entity.text for entity in doc.ents]
    assert len(group.attrs["scores"]) == 3
    assert all(0.5 <= score <= 1 for score in group.attrs["scores"])
    assert [sentence.text.strip() for sentence in doc.sents] == doc.text.splitlines()


def test_a_text_without_names() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(NAME, config={"model": "rules"})
    for text in ("", "...", "   \n"):
        assert nlp(text).ents == ()
