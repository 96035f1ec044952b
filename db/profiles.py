"""What is known about one entity, fact or document, ready to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crawler.page import WarcRef


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLine:
    """A claim with the sentence that speaks for it. Names are the entities' own where the ends are entities.

    `value` is a plain decimal number. `documents` counts independent announcements that make the claim now;
    where none does, `retracted_at` tells since when and `retracted_why` ("changed", "gone") why. `subject_named` is
    false for a phrase ("plant"); a claim with such an end holds `within` one document alone, whose id this is.
    """

    id: str
    subject: str
    predicate: str
    object: str
    value: str | None
    unit: str | None
    status: str
    qualifiers: Mapping[str, Any]
    confidence: float
    documents: int
    first_seen: str
    last_seen: str
    retracted_at: str | None
    retracted_why: str | None
    sentence: str
    date: str | None
    url: str | None
    within: str | None
    subject_named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    """A span of a document version, to the letter, and where its page is archived (`warc` within the source's folder).

    `standing` tells whether the announcement still says so: "current", "changed" or "gone", then since when its page is
    gone (`gone_at`).
    """

    text: str
    start_char: int
    end_char: int
    main: bool
    confidence: float
    rule: str
    qualifiers: Mapping[str, Any]
    document: str
    version: str
    headline: str | None
    url: str
    source: str | None
    date: str | None
    page: str
    warc: WarcRef | None
    fetched_at: str | None
    standing: str
    gone_at: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """An announcement in a list."""

    id: str
    headline: str | None
    url: str
    source: str | None
    date: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """One text that an address has had."""

    version: str
    current: bool
    first_seen: str
    last_seen: str
    characters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityLine:
    """An entity in a list; `mentions` counts how often it is named there."""

    id: str
    label: str
    name: str
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """A number of a document."""

    text: str
    value: str
    max_value: str | None
    unit: str | None
    qualifier: str
    what: str | None
    as_of: str | None
    planned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityProfile:
    """`merged` are the ids of the entities that were found to be this one. What has no name of its own ("municipal
    government") is another thing in each document: `within` is the id of this one's."""

    id: str
    label: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    latitude: float | None
    longitude: float | None
    within: str | None
    first_seen: str
    last_seen: str
    merged: tuple[str, ...]
    mentions: int
    documents: tuple[DocumentLine, ...]
    as_subject: tuple[FactLine, ...]
    as_object: tuple[FactLine, ...]
    kind: str = "entity"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactProfile:
    """Evidence that still stands comes first, the surest first."""

    fact: FactLine
    evidence: tuple[EvidenceLine, ...]
    kind: str = "fact"

    @property
    def id(self) -> str:
        return self.fact.id


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentProfile:
    """The current version and all that it says; `copies` are announcements of nearly the same text elsewhere;
    `copy_of` is the one of them that was published first, None where this one was.
    """

    id: str
    version: str
    url: str
    headline: str | None
    description: str | None
    authors: tuple[str, ...]
    publisher: str | None
    date_published: str | None
    date_modified: str | None
    language: str | None
    country: str | None
    source: str | None
    methods: Mapping[str, str]
    text: str
    page: str
    warc: WarcRef | None
    fetched_at: str | None
    first_seen: str
    last_seen: str
    gone_at: str | None
    versions: tuple[VersionLine, ...]
    copies: tuple[DocumentLine, ...]
    copy_of: DocumentLine | None
    entities: tuple[EntityLine, ...]
    figures: tuple[FigureLine, ...]
    facts: tuple[FactLine, ...]
    kind: str = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One of several things that were asked for; `title` tells them apart."""

    kind: str
    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """A name or an abbreviated id that means several things, the most often mentioned first."""

    query: str
    options: tuple[Candidate, ...]
    kind: str = "candidates"
