"""Description, publisher, language and country, each with the method that found it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from extract import jsonld
from extract.markup import Tree, meta_values, text_of

if TYPE_CHECKING:
    from crawler.source import Source


class Found(NamedTuple):
    """A value of a page and the method that found it."""

    value: str
    method: str


def find_description(tree: Tree, nodes: list[jsonld.Node]) -> Found | None:
    stated = [Found(jsonld.first_string([n for n in nodes if jsonld.is_article(n)], "description"), "json-ld")]
    for name in ("og:description", "description", "dc.description", "twitter:description"):
        stated += [Found(value, name if ":" in name else "meta") for value in meta_values(tree, name)[:1]]
    return next((found for found in stated if len(found.value) > 10), None)


def find_publisher(tree: Tree, nodes: list[jsonld.Node], source: Source | None = None) -> Found | None:
    name = getattr(source, "publisher", None)
    if name:
        return Found(name, "source")
    for node in nodes:
        for value in jsonld.names(node.get("publisher")):
            return Found(value, "json-ld")
    for key in ("og:site_name", "article:publisher", "dc.publisher", "publisher", "application-name", "sitename"):
        for value in meta_values(tree, key):
            if not value.startswith("http"):
                return Found(value, key if ":" in key else "meta")
    return None


_URL_LOCALE = re.compile(r"/([a-z]{2}-[a-z]{2})(?:/|$)", re.I)


def find_locale(tree: Tree, url: str) -> str | None:
    """What the page declares, such as "en-GB": in its address, in its html element or in its head."""
    in_url = _URL_LOCALE.search(url)
    return in_url[1] if in_url else _declared_language(tree) or None


def _declared_language(tree: Tree) -> str:
    declared = tree.root.get("lang") or tree.root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    keys = ("og:locale", "language", "dc.language", "content-language")
    return str(declared or next(iter(meta_values(tree, *keys)), "")).strip()


def find_language(tree: Tree, text: str, source: Source | None = None) -> Found | None:
    """ISO 639-1. What the text itself looks like overrules a declaration only where the scripts contradict."""
    code = re.match(r"[A-Za-z]{2}(?![A-Za-z])", _declared_language(tree))
    if code:
        return Found(code[0].lower(), "lang")
    language = getattr(source, "language", None)
    return guess_language(text) or (Found(language, "source") if language else None)


_SCRIPTS = {
    "ja": re.compile("[\u3040-\u30ff]"),
    "ko": re.compile("[\uac00-\ud7af]"),
    "zh": re.compile("[\u3400-\u9fff]"),
}


def guess_language(text: str) -> Found | None:
    """The language of a text by its script or its words; None where there are too few of them."""
    sample = text[:4000]
    if len(sample) < 20:
        return None
    counts = {language: len(pattern.findall(sample)) for language, pattern in _SCRIPTS.items()}
    if sum(counts.values()) > len(sample) / 3:
        # Japanese has Chinese characters, too; kana tell it apart.
        language = "ja" if counts["ja"] > counts["zh"] / 10 else max(counts, key=lambda name: counts[name])
        return Found(language, "script")
    from py3langid import classify

    return Found(str(classify(sample)[0]), "py3langid")


def select_text(root: Any, source: Source | None, field: str) -> str:
    """The text of the first element that the source's selector for a field names."""
    selectors = getattr(source, "selectors", None)
    selector = getattr(selectors, field, None) if selectors else None
    elements = root.cssselect(selector) if selector else []
    return text_of(elements[0]) if elements else ""


# Country-code domains that are sold to anybody.
_GENERIC_DOMAINS = frozenset(("io", "co", "tv", "me", "ai", "cc", "fm", "ly", "to", "gg", "ws", "la", "eu", "su"))


def find_country(url: str, source: Source | None = None) -> str | None:
    """ISO 3166 alpha-2: the source's, else what the address's last label says."""
    country = getattr(source, "country", None)
    if country:
        return str(country)
    label = (urlsplit(url).hostname or "").rpartition(".")[2].lower()
    if label in ("gov", "mil"):
        return "US"
    if len(label) == 2 and label.isalpha() and label not in _GENERIC_DOMAINS:
        return {"uk": "GB"}.get(label, label.upper())
    return None
