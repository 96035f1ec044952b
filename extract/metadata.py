"""Headline, description, authors, publisher, language, country, each with the method that found it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from extract import jsonld
from extract.clean import fold
from extract.markup import is_hidden, meta_values, text_of

if TYPE_CHECKING:
    from crawler.source import Source

MAX_HEADLINE = 300
_SIMILAR = 60
_SEPARATOR = re.compile(
    r"\s+[|–—•·»«›:-]+\s+|\s*[|｜_]\s*|(?<=[\u3400-\u9fff\uac00-\ud7af])[-–—](?=[\u3400-\u9fff\uac00-\ud7af])"
)
_SECTION = re.compile(
    r"(?:news|press|media)? ?(?:releases?|room|cent(?:er|re)|home|news|announcements?|notices?|updates?|"
    r"articles?|details?|latest(?: news)?|"
    r"log ?in|sign in|sections|search|menu|contact|about us|untitled(?: document)?|index|"
    r"aktuelles|pressemitteilung(?:en)?|nachrichten|meldungen|startseite|navigation(?: und service)?|"
    r"actualités|accueil|communiqués?(?: de presse)?|"
    r"新闻(?:中心|动态|详情)?|公告|通知公告|首页|正文|详情|信息公开)\W*",
    re.I,
)


class Found(NamedTuple):
    """A value of a page and the method that found it."""

    value: str
    method: str


def find_headline(root: Any, nodes: list[jsonld.Node], site: str = "", source: Source | None = None) -> Found | None:
    """The heading in the page that agrees with its head's titles; else such a title without the site's name."""
    selected = select_text(root, source, "headline")
    if selected:
        return Found(selected, "selector")
    stated = _stated_titles(root, nodes)
    heading = _agreeing_heading(root, stated)
    if heading:
        return heading
    names = [
        site,
        *meta_values(root, "og:site_name", "application-name"),
        *jsonld.names([n.get("publisher") for n in nodes]),
    ]
    for value, method in stated:
        title = strip_site(value, names)
        if _can_be_headline(title):
            return Found(title, method)
    return None


def _stated_titles(root: Any, nodes: list[jsonld.Node]) -> list[Found]:
    articles = [node for node in nodes if jsonld.is_article(node)]
    title = root.find(".//title")
    stated = [Found(jsonld.first_string(articles, "headline", "name"), "json-ld")]
    stated += [Found(value, "og:title") for value in meta_values(root, "og:title")[:1]]
    stated += [Found(value, "twitter:title") for value in meta_values(root, "twitter:title")[:1]]
    stated += [
        Found(value, "meta") for value in meta_values(root, "headline", "dc.title", "dcterms.title", "articletitle")[:1]
    ]
    stated.append(Found(text_of(title) if title is not None else "", "title"))
    return [found for found in stated if found.value]


def _agreeing_heading(root: Any, stated: list[Found]) -> Found | None:
    """h1 before h2 before h3; among equals the one most like a stated title, the earlier where they tie."""
    for level in ("h1", "h2", "h3"):
        best, best_score = "", 0.0
        for element in root.iter(level):
            text = _heading_text(element)
            score = max((_agreement(text, title.value) for title in stated), default=0.0)
            if score > best_score and _can_be_headline(text):
                best, best_score = text, score
        if best_score >= _SIMILAR:
            return Found(best, level)
    return None


def _heading_text(element: Any) -> str:
    return "" if is_hidden(element) else text_of(element)


def _agreement(heading: str, title: str) -> float:
    """0 to 100; a heading that the title holds in full agrees, however long the site's name behind it is."""
    short, long = fold(heading), fold(title)
    if not short or not long:
        return 0.0
    if short in long:
        return 100.0 * min(1.0, len(short) / 12)
    return float(fuzz.ratio(short, long))


def _can_be_headline(text: str) -> bool:
    return 2 <= len(text) <= MAX_HEADLINE and not _SECTION.fullmatch(text)


def strip_site(title: str, names: list[str]) -> str:
    """A title without the site's name at either end: a known name, or a last part that is shorter than the rest."""
    known = {fold(name) for name in names if name}
    parts = list(_SEPARATOR.finditer(title))
    start, end = 0, len(title)
    for separator in reversed(parts):
        rest, part = title[: separator.start()], title[separator.end() : end]
        if fold(part) in known or (len(part) < len(rest) and len(part.split()) <= 6 and len(rest) >= 12):
            end = separator.start()
        else:
            break
    for separator in parts:
        if separator.end() < end and fold(title[start : separator.start()]) in known:
            start = separator.end()
    return title[start:end].strip()


def find_description(root: Any, nodes: list[jsonld.Node]) -> Found | None:
    stated = [Found(jsonld.first_string([n for n in nodes if jsonld.is_article(n)], "description"), "json-ld")]
    for name in ("og:description", "description", "dc.description", "twitter:description"):
        stated += [Found(value, name if ":" in name else "meta") for value in meta_values(root, name)[:1]]
    return next((found for found in stated if len(found.value) > 10), None)


def find_publisher(root: Any, nodes: list[jsonld.Node], source: Source | None = None) -> Found | None:
    name = getattr(source, "publisher", None)
    if name:
        return Found(name, "source")
    for node in nodes:
        for value in jsonld.names(node.get("publisher")):
            return Found(value, "json-ld")
    for key in ("og:site_name", "article:publisher", "dc.publisher", "publisher", "application-name", "sitename"):
        for value in meta_values(root, key):
            if not value.startswith("http"):
                return Found(value, key if ":" in key else "meta")
    return None


_URL_LOCALE = re.compile(r"/([a-z]{2}-[a-z]{2})(?:/|$)", re.I)


def find_locale(root: Any, url: str) -> str | None:
    """What the page declares, such as "en-GB": in its address, in its html element or in its head."""
    in_url = _URL_LOCALE.search(url)
    return in_url[1] if in_url else _declared_language(root) or None


def _declared_language(root: Any) -> str:
    declared = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    keys = ("og:locale", "language", "dc.language", "content-language")
    return str(declared or next(iter(meta_values(root, *keys)), "")).strip()


def find_language(root: Any, text: str, source: Source | None = None) -> Found | None:
    """ISO 639-1. What the text itself looks like overrules a declaration only where the scripts contradict."""
    code = re.match(r"[A-Za-z]{2}(?![A-Za-z])", _declared_language(root))
    guessed = guess_language(text)
    if code is None:
        language = getattr(source, "language", None)
        return guessed or (Found(language, "source") if language else None)
    return Found(code[0].lower(), "lang")


def guess_language(text: str) -> Found | None:
    """The language of a text by its words; None where there are too few of them."""
    sample = text[:4000]
    if len(sample) < 20:
        return None
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
