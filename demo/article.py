"""The demo's articles: one small file each, a TOML header between `+++` lines, then paragraphs between blank lines.

`articles/<site>/<slug>.md` is the article as first published, `<slug>.2.md` beside it the same article in edition 2.
A paragraph that begins with `## ` is a subheading, one that begins with `! ` a photo caption.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "articles"
SITES = ("portal", "invest", "channel", "exchange", "daily")
EDITIONS = (1, 2)
_FENCE = "+++"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedFact:
    """A fact that a reader of the article would name; `value` and `unit` are set where the object is a number.

    `status` is "planned" where the text speaks of the future, else "done".
    """

    subject: str
    predicate: str
    object: str
    status: str = "done"

    @property
    def value(self) -> Decimal | None:
        """The number of a has_count or has_amount, whose object is written as number, blank, unit or counted noun."""
        return Decimal(self.object.split()[0]) if self.predicate in ("has_count", "has_amount") else None

    @property
    def unit(self) -> str | None:
        return self.object.partition(" ")[2] if self.value is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as an edition shows it. `paragraphs` are plain text with the marks the module names.

    `date` is the day of publication, `modified` that of the last change. `country` (alpha-2) and `city` are what it
    is about. `validators` are those its page is served with: etag, last-modified, both or none.
    `copy_of` is the `site/slug` whose text this page repeats; `gone` is the status once the article has vanished.
    """

    site: str
    slug: str
    headline: str
    date: datetime.date
    modified: datetime.date
    country: str
    city: str
    paragraphs: tuple[str, ...]
    facts: tuple[ExpectedFact, ...]
    author: str = ""
    dateline: str = ""
    form: str = "html"
    validators: tuple[str, ...] | None = None
    copy_of: str | None = None
    gone: int | None = None

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)


@cache
def load_articles(edition: int) -> Mapping[tuple[str, str], Article]:
    """All articles of an edition by (site, slug), the vanished ones with `gone` set; ValueError for another edition."""
    if edition not in EDITIONS:
        raise ValueError(f"edition {edition}: there are {', '.join(map(str, EDITIONS))}")
    articles = {}
    for path in sorted(FOLDER.glob("*/*.md"), key=lambda path: (_variant(path), path)):
        if _variant(path) <= edition:
            article = _read(path, edition)
            if article is not None:
                articles[article.site, article.slug] = article
    return articles


def site_articles(site: str, edition: int) -> list[Article]:
    """The articles a reader of the site can see, newest first."""
    found = [a for (name, _), a in load_articles(edition).items() if name == site and a.gone is None]
    return sorted(found, key=lambda a: (a.date, a.slug), reverse=True)


def _variant(path: Path) -> int:
    """The edition that brought the file: the number before the suffix, 1 where there is none."""
    return int(path.stem.partition(".")[2] or 1)


def _read(path: Path, edition: int) -> Article | None:
    """The article of a file, or None before the edition that brings it."""
    header, body = split_header(path.read_text(encoding="utf-8"))
    if edition < header.pop("since", 1):
        return None
    until = header.pop("until", max(EDITIONS))
    gone = header.pop("gone", None)
    copy_of = header.get("copy_of")
    if copy_of:
        _, body = split_header((FOLDER / f"{copy_of}.md").read_text(encoding="utf-8"))
    validators = header.pop("validators", None)
    return Article(
        site=path.parent.name,
        slug=path.stem.partition(".")[0],
        modified=header.pop("modified", header["date"]),
        facts=tuple(_fact(row) for row in header.pop("facts")),
        paragraphs=tuple(" ".join(part.split()) for part in body.split("\n\n") if part.strip()),
        validators=None if validators is None else tuple(validators),
        gone=gone if edition > until else None,
        **header,
    )


def _fact(row: list[str]) -> ExpectedFact:
    subject, predicate, what, *status = row
    return ExpectedFact(subject=subject, predicate=predicate, object=what, status=status[0] if status else "done")


def split_header(source: str) -> tuple[dict[str, Any], str]:
    """The header's table and the text below it.

    >>> split_header('+++\\nheadline = "A"\\n+++\\nB\\n')
    ({'headline': 'A'}, 'B\\n')
    """
    _, header, body = source.split(f"{_FENCE}\n", 2)
    return tomllib.loads(header), body
