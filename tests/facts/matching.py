"""When a fact that was read answers one that was expected: names folded, either inside the other, numbers equal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from demo.article import Article, ExpectedFact
from extract.pipeline import understand
from extract.types import Document, Extraction, Fact

_WORD = re.compile(r"[^\W_]+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_SMALL = frozenset({"a", "an", "the", "of", "in", "for", "and", "to", "on", "at", "by"})
_ENDS = frozenset({"established", "founded_by"})


def as_document(article: Article) -> Document:
    """The article as reading its page would give it, without the marks of captions and subheadings."""
    text = "\n".join(paragraph.removeprefix("! ").removeprefix("## ") for paragraph in article.paragraphs)
    return Document(
        page_id=f"{article.site}/{article.slug}",
        url=f"https://example.org/{article.site}/{article.slug}",
        text=text,
        headline=article.headline,
        date_published=article.date.isoformat(),
    )


def read(article: Article) -> Extraction:
    return understand(as_document(article))


def fold(name: str) -> list[str]:
    """The telling words of a name, plurals cut."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("’", "'").replace("'s", "")
    plain = _THOUSANDS.sub("", plain)
    found = [word for word in _WORD.findall(plain) if word not in _SMALL]
    return [word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in found]


def same_name(a: str, b: str) -> bool:
    """Equal, one inside the other, or at least 0.6 of their words shared."""
    left, right = set(fold(a)), set(fold(b))
    if not left or not right:
        return False
    return left <= right or right <= left or len(left & right) / len(left | right) >= 0.6


def answers(expected: ExpectedFact, fact: Fact) -> bool:
    subject, object = fact.subject, fact.object
    if {expected.predicate, fact.predicate} == _ENDS:
        subject, object = object, subject
    elif expected.predicate != fact.predicate:
        return False
    if not same_name(expected.subject, subject):
        return False
    if expected.value is not None:
        what = f"{fact.unit or ''} {fact.qualifiers.get('what', '')}"
        return fact.value == expected.value and bool(set(fold(expected.unit or "")) & set(fold(what)))
    return same_name(expected.object, object)


def pair(expected: Sequence[ExpectedFact], facts: Iterable[Fact]) -> Mapping[ExpectedFact, Fact | None]:
    """For each expected fact the first that answers it, each used once; one of the same status first."""
    left = list(facts)
    pairs: dict[ExpectedFact, Fact | None] = {}
    for wanted in expected:
        found = [fact for fact in left if answers(wanted, fact)]
        found.sort(key=lambda fact: fact.status != wanted.status)
        pairs[wanted] = found[0] if found else None
        left = [fact for fact in left if fact is not pairs[wanted]]
    return pairs
