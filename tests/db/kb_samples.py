"""Pages and extractions for the tests of the knowledge base: invented announcements, spans found by their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from crawler.page import Page, WarcRef
from extract.types import Document, Evidence, Extraction, Fact, Figure, Mention, Status

BASE = "https://news.example/"


def span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def mention(text: str, label: str, words: str, name: str | None = None, **more: Any) -> Mention:
    start, end = span(text, words)
    return Mention(label=label, text=words, name=name or words, start_char=start, end_char=end, **more)


def figure(text: str, words: str, value: str, **more: Any) -> Figure:
    start, end = span(text, words)
    return Figure(text=words, value=Decimal(value), start_char=start, end_char=end, **more)


def fact(
    text: str,
    subject: str,
    predicate: str,
    object: str,
    sentence: str,
    *,
    labels: tuple[str | None, str | None] = (None, None),
    status: Status = "done",
    value: str | None = None,
    unit: str | None = None,
    qualifiers: Mapping[str, str] | None = None,
    confidence: float = 0.8,
) -> Fact:
    start, end = span(text, sentence)
    return Fact(
        subject=subject,
        predicate=predicate,
        object=object,
        subject_label=labels[0],
        object_label=labels[1],
        evidence=(Evidence(start_char=start, end_char=end, text=sentence),),
        status=status,
        value=None if value is None else Decimal(value),
        unit=unit,
        qualifiers=qualifiers or {},
        confidence=confidence,
        rule=f"{predicate}.test",
    )


def page(name: str, body: str, *, source: str | None = "daily", at: str | None = "2026-03-01T02:00:00Z") -> Page:
    return Page(
        url=BASE + name,
        requested_url=BASE + name,
        source=source,
        fetched_at=at,
        body=body.encode("utf-8", "replace"),
        warc=WarcRef(file="a.warc.gz", offset=17),
    )


def extraction(
    of: Page,
    text: str,
    *,
    mentions: Sequence[Mention] = (),
    figures: Sequence[Figure] = (),
    facts: Sequence[Fact] = (),
    **metadata: Any,
) -> Extraction:
    document = Document(page_id=of.id, url=of.url, text=text, source=of.source, **metadata)
    return Extraction(document=document, mentions=tuple(mentions), figures=tuple(figures), facts=tuple(facts))


def opening(name: str = "hub", *, city: str = "Lisbon", count: str = "14", planned: bool = False,
            at: str | None = "2026-03-01T02:00:00Z", source: str | None = "daily",
            ) -> tuple[Page, Extraction]:  # fmt: skip
    """An announcement of a hub that was opened in a city, with a number of start-ups."""
    verb = "will open" if planned else "opened"
    first = f"The Harbour Council {verb} the Tagus Ocean Hub in {city} on Monday."
    second = f"The hub houses {count} start-ups."
    text = f"{first} {second}"
    of = page(name, text, at=at, source=source)
    mentions = (
        mention(text, "ORG", "Harbour Council"),
        mention(text, "CENTER", "Tagus Ocean Hub"),
        mention(text, "CITY", city),
        mention(text, "DATE", "Monday", "2026-02-23"),
        mention(text, "CENTER", "The hub", "Tagus Ocean Hub"),
    )
    status: Status = "planned" if planned else "done"
    facts = (
        fact(text, "Harbour Council", "established", "Tagus Ocean Hub", first, labels=("ORG", "CENTER"), status=status),
        fact(text, "Tagus Ocean Hub", "located_in", city, first, labels=("CENTER", "CITY"), status=status),
        fact(text, "Tagus Ocean Hub", "has_count", count, second, labels=("CENTER", None), value=count,
             unit="start-ups", qualifiers={"what": "start-ups"}),
    )  # fmt: skip
    figures = (figure(text, count, count, unit="start-ups", what="start-ups"),)
    return of, extraction(
        of,
        text,
        mentions=mentions,
        figures=figures,
        facts=facts,
        headline=f"Ocean hub in {city}",
        date_published="2026-02-24",
        language="en",
    )
