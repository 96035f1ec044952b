"""What passes between the stages of reading: frozen dataclasses, ids that are hashes of what identifies the thing.

Spans count Unicode code points of `Document.text`, end exclusive. Closed lists are those of docs/schema.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Literal

LABELS = ("CENTER", "CITY", "PLACE", "COUNTRY", "ORG", "PERSON", "PROGRAMME", "EVENT", "DATE")
QUALIFIERS = ("exact", "approx", "at_least", "at_most", "nearly", "more_than")
MEASURES = ("%", "m2", "sqft", "km2", "ha", "acre", "mu", "days", "months", "years", "ratio")
QUALIFIER_KEYS = (
    "act", "according_to", "among", "amount", "area", "as_of", "count", "criterion", "currency", "date", "deadline",
    "event", "joint", "location", "locations", "mode", "note", "ordinal", "per", "period", "qualifier", "rank", "role",
    "source", "status", "title", "to", "unit", "value", "what",
)  # fmt: skip

Status = Literal["done", "planned"]


def digest(*parts: object) -> str:
    """A stable 128-bit id of the parts, hexadecimal."""
    return sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An announcement as read from one page.

    Dates are ISO 8601: a day, or a time with its zone where the page gives one. `language` is ISO 639-1.
    `methods` names, for each metadata field that was found, the method that found it ("json-ld", "og:title", …).
    `country` is the ISO 3166 alpha-2 code of the publisher's country, where the source or the address tells it.
    """

    page_id: str
    url: str
    text: str
    source: str | None = None
    headline: str | None = None
    description: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    date_published: str | None = None
    date_modified: str | None = None
    language: str | None = None
    country: str | None = None
    methods: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return digest("document", self.url)

    @property
    def version(self) -> str:
        """The same text is the same version, whatever the page around it looks like."""
        return digest("version", self.text)


REJECTIONS = {
    "access_denied": "a refusal or a bot challenge instead of the page",
    "cookie_wall": "a consent notice instead of the page",
    "empty": "no bytes, or nothing but white space",
    "error_page": "an error or a maintenance notice, whatever the status code says",
    "held_back": "the source's pages had lost their text, headlines or dates in that run; read again once it is mended",
    "index_page": "a list of links to announcements, not one of them",
    "internal_error": "a fault of ours; the detail names it",
    "login": "a login or a paywall instead of the page",
    "no_text": "mark-up without a main text, such as a page that a script fills",
    "parse_truncated": "mark-up that the parsers cut short",
    "not_text": "bytes that are no page: an image, an archive, a program",
    "scanned": "a PDF of images without text",
    "timeout": "reading took longer than it may",
    "too_short": "a main text of a few words",
    "unreadable": "a broken file, or an encoding that cannot be told",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NotADocument:
    """Why a page is no announcement: a code of REJECTIONS and what was seen."""

    code: str
    detail: str

    def __post_init__(self) -> None:
        if self.code not in REJECTIONS:
            raise ValueError(f"unknown rejection code {self.code!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in the text. `name` is canonical within the document: aliases share it; of a DATE it is ISO 8601 or the
    words, where they cannot be resolved. `title` is a person's."""

    label: str
    text: str
    name: str
    start_char: int
    end_char: int
    score: float = 1.0
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that quantifies something. `text` is as written, with hedge and unit; `value` is in base units;
    `unit` is of MEASURES, an ISO 4217 code or the counted noun; `as_of` is ISO 8601 or words."""

    text: str
    value: Decimal
    start_char: int
    end_char: int
    max_value: Decimal | None = None
    unit: str | None = None
    qualifier: str = "exact"
    what: str | None = None
    scope: str | None = None
    as_of: str | None = None
    per: str | None = None
    converted_to: str | None = None
    estimated: bool = False
    planned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A span of the text, to the letter."""

    start_char: int
    end_char: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One claim of the text. `subject` and `object` are canonical names or phrases; their labels are set where they
    are entities. A number also stands in `value` and `unit`. The first evidence is the sentence that states it."""

    subject: str
    predicate: str
    object: str
    evidence: tuple[Evidence, ...]
    subject_label: str | None = None
    object_label: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    qualifiers: Mapping[str, str | int | bool | tuple[str, ...]] = field(default_factory=dict)
    status: Status = "done"
    confidence: float = 0.5
    rule: str = ""

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError("a fact without evidence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that one page says."""

    document: Document
    mentions: tuple[Mention, ...] = ()
    figures: tuple[Figure, ...] = ()
    facts: tuple[Fact, ...] = ()
