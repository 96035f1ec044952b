"""Pages that speak to their reader about the visit, in whatever words: walls, errors, doors and empty shells.

An announcement has a day, or data that call it an article, or at least a page title that names it. A notice is short,
undated, stands below a title that names the site alone, and most of its sentences speak to the reader; or, whatever the
title, of the page, the link, the browser.
"""

from __future__ import annotations

from extract.clean import fold
from extract.markup import Tree, meta_values, text_of
from extract.notices import ABOUT, HINTS, PLAIN, READER, REASONS, VISIT
from extract.outline import Outline, weight
from extract.types import NotADocument

_LONGEST = 800
_LEAST = 0.35
# A page that asks search engines not to list it has said most of it.
_LONGEST_UNLISTED, _LEAST_UNLISTED = 1_500, 0.1
_SENTENCE = 20
_SHORTEST_NAME = 4


def speaks_of_visit(tree: Tree, found: Outline, sentences: list[str], title: str) -> NotADocument | None:
    """For a page whose data do not call it an article; `sentences` are those that it says itself."""
    said = [sentence for sentence in sentences if weight(sentence) >= _SENTENCE]
    size = sum(map(weight, said))
    password = next(tree.root.iterfind(".//input[@type='password']"), None) is not None
    unlisted = any("noindex" in value.lower() for value in meta_values(tree, "robots"))
    if found.is_dated or not 0 < size <= (_LONGEST_UNLISTED if unlisted else _LONGEST):
        return None
    any_word = unlisted or password or not _names_heading(tree, title)
    spoken = [s for s in said if VISIT.search(s) or (any_word and READER.search(s))]
    if sum(map(weight, spoken)) < (_LEAST_UNLISTED if unlisted else _LEAST) * size or not spoken:
        return None
    code = "login" if password else _reason([title, *sentences])
    return NotADocument(code=code, detail=f"the page speaks of the visit: {spoken[0].strip()!r}"[:200])


def _names_heading(tree: Tree, title: str) -> bool:
    """Whether the page's title has one of its headings in it."""
    whole = fold(title)
    heads = (fold(text_of(head)) for head in tree.root.iter("h1", "h2", "h3"))
    return any(len(head) >= _SHORTEST_NAME and head in whole for head in heads)


def _reason(sentences: list[str]) -> str:
    """What most of the sentences hint at; an error where none does."""
    hinted = {
        reason: sum(weight(s) for s in sentences if any(t[reason].search(s) for t in (HINTS, PLAIN, ABOUT)))
        for reason in REASONS
        if reason != "index_page"
    }
    best = max(hinted, key=lambda reason: hinted[reason])
    return best if hinted[best] else "error_page"
