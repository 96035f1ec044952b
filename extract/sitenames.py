"""What a site calls itself, so that its name is not taken for the headline of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from extract import furniture, jsonld
from extract.clean import fold
from extract.markup import Tree, called, is_small, meta_values, text_of

if TYPE_CHECKING:
    from crawler.source import Source

_SEPARATOR = re.compile(
    r"\s+[|–—•·»«›:-]+\s+|\s*[|｜_]\s*|:\s+|(?<=[\u3400-\u9fff\uac00-\ud7af])[-–—](?=[\u3400-\u9fff\uac00-\ud7af])"
)
# After a colon stands more often the second half of a headline than the name of a site.
_COLON = re.compile(r"\s*:\s*")
_NAME_CLASS = re.compile(r"(?:^|[-_\s])(?:site|blog)[-_]?(?:title|name|heading)(?=$|[-_\s])|^logo$", re.I)
_LONGEST_NAME = 80
_MOST_WORDS = 7
_SHORTEST_HOST_LABEL = 5


class SiteNames:
    """The names of one page's site: what its source, data, masthead and address say."""

    def __init__(self, tree: Tree, nodes: list[jsonld.Node], url: str, source: Source | None = None) -> None:
        stated = [
            getattr(source, "publisher", None) or "",
            *meta_values(tree, "og:site_name", "application-name", "apple-mobile-web-app-title"),
            *jsonld.names([node.get("publisher") for node in nodes]),
        ]
        self._host = fold(urlsplit(url).hostname)
        self._known = {name for text in (*stated, *_masthead(tree, url)) if (name := fold(text))}

    def holds(self, text: str) -> bool:
        """Whether a text is one of the names, or a line that welcomes to the site."""
        name = fold(text)
        if not name:
            return False
        return name in self._known or self._is_host(name) or furniture.is_welcome(text)

    def _is_host(self, name: str) -> bool:
        """ "Harbour Mail" of www.harbour-mail.example."""
        return len(name) >= _SHORTEST_HOST_LABEL and (name in self._host or (bool(self._host) and self._host in name))

    def strip(self, title: str, *, guess: bool = False) -> str:
        """A title without these names at its ends; `guess` also takes off a last part that is shorter than the rest."""
        parts = list(_SEPARATOR.finditer(title))
        start, end = 0, len(title)
        for separator in reversed(parts):
            rest, part = title[: separator.start()], title[separator.end() : end]
            if self.holds(part) or (guess and not _COLON.fullmatch(separator[0]) and _looks_like_a_name(part, rest)):
                end = separator.start()
            else:
                break
        for separator in parts:
            if separator.end() < end and self.holds(title[start : separator.start()]):
                start = separator.end()
        return title[start:end].strip()


def _looks_like_a_name(part: str, rest: str) -> bool:
    return len(part) < len(rest) and len(part.split()) <= 6 and len(rest) >= 12


def _masthead(tree: Tree, url: str) -> Iterator[str]:
    """The words of links to the site's first page, and of elements that are called the site's title."""
    parts = urlsplit(url)
    deep = bool(parts.path.strip("/") or parts.query)
    front: dict[str, bool] = {}
    for element in tree.root.iter("a"):
        href = (element.get("href") or "").strip()
        if href not in front:
            front[href] = deep and bool(href) and _is_front_page(url, href)
        if front[href]:
            yield from _short(text_of(element), element.get("title"), *(img.get("alt") for img in element.iter("img")))
    for element in called(tree.named, _NAME_CLASS):
        if is_small(element, 12):
            yield from _short(text_of(element))


def _is_front_page(url: str, href: str) -> bool:
    bare = href.rstrip("/")
    if bare.strip(".") and not ("//" in bare and bare.count("/") == 2):
        return False
    try:
        target = urlsplit(urljoin(url, href))
    except ValueError:  # "http://[ccpa-preferences]"
        return False
    same_host = target.hostname == urlsplit(url).hostname
    return same_host and target.path in ("", "/") and not target.query and not target.fragment


def _short(*texts: str | None) -> Iterator[str]:
    return (text for text in texts if text and len(text) <= _LONGEST_NAME and len(text.split()) <= _MOST_WORDS)
