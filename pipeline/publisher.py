"""Who publishes a site and where, as far as its address and its pages tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from crawler.discover import Signs
from extract.gazetteer import Place, country, lookup

# Country domains that are sold to anyone: https://developers.google.com/search/docs/specialty/international/managing-multi-regional-sites
_SOLD = frozenset(
    ("ad", "ai", "as", "bz", "cc", "cd", "co", "dj", "eu", "fm", "io", "la", "me", "ms", "nu", "sc", "sr")
)
_SOLD_TOO = frozenset(("su", "tv", "tk", "ws", "to", "gg", "sh", "ly"))
_REGION = re.compile(r"^(?:[a-z]{2,3}(?:[-_][A-Za-z]{4})?[-_])?([A-Z]{2})(?:-\w+)?$")
_GOVERNMENT = re.compile(
    r"(?i)(^|\.)(gov|gouv|gob|gub|govt|go|admin|gv|mil)(\.[a-z]{2})?$|\b(city|town|municipality|government|county|council"
    r"|borough|mayor|ville de|mairie|stadt|ayuntamiento|comune di|prefeitura|gemeente|ministry)\b|政府|人民"
)
_AGENCY = re.compile(r"(?i)\b(invest|investment|development|agency|promotion|economic)\b|投资")
_NEWS = re.compile(
    r"(?i)\b(news|daily|times|post|herald|gazette|tribune|journal|press|media|magazine|zeitung)\b|日报|新闻网"
)
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """What a source file says of its publisher; `why` tells for each value where it comes from."""

    publisher: str
    language: str
    country: str
    city: str | None
    authority: str
    why: Mapping[str, str] = field(default_factory=dict)


def identify(url: str, signs: Signs, read: Mapping[str, Any] | None, given: Mapping[str, str]) -> Publisher | None:
    """The publisher of a site; None where nothing tells the country. `given` overrules what the pages say.

    `read` is one article in the form of extract.serialize.
    """
    host = urlsplit(url).hostname or ""
    values: dict[str, tuple[str, str]] = {key: (value, "as given") for key, value in given.items()}
    document = (read or {}).get("document") or {}
    values.setdefault("publisher", _name(host, signs, document))
    values.setdefault("language", _language(signs, document))
    if "country" not in values:
        found = _country(host, signs, values["publisher"][0], read or {})
        if found is None:
            return None
        values["country"] = found
    city = _city(values["publisher"][0], signs.title, values["country"][0])
    if city and "city" not in values:
        values["city"] = (city.name, "the publisher's name")
    values.setdefault("authority", _authority(host, values["publisher"][0]))
    return Publisher(
        publisher=values["publisher"][0],
        language=values["language"][0],
        country=values["country"][0],
        city=values["city"][0] if "city" in values else None,
        authority=values["authority"][0],
        why={key: why for key, (_, why) in values.items()},
    )


def _name(host: str, signs: Signs, document: Mapping[str, Any]) -> tuple[str, str]:
    for name, why in (
        (signs.site_name, "the page's name of its site"),
        (document.get("publisher"), "an article"),
        (host, "the host"),
    ):
        if name:
            return str(name), why
    raise AssertionError("every address has a host")


def _language(signs: Signs, document: Mapping[str, Any]) -> tuple[str, str]:
    match = re.match(r"[A-Za-z]{2,3}(-[A-Za-z]{4}(?![A-Za-z]))?", signs.language.replace("_", "-"))
    declared = match.group() if match else ""
    read = str(document.get("language") or "")
    if read and not declared.lower().startswith(read.lower()):
        return read, "an article"
    return (declared[:1].lower() + declared[1:], "the page says so") if declared else ("en", "nothing tells it")


def _country(host: str, signs: Signs, name: str, read: Mapping[str, Any]) -> tuple[str, str] | None:
    domain = host.rsplit(".", 1)[-1]
    if domain in ("gov", "mil"):
        return "US", f"the domain .{domain}"
    if len(domain) == 2 and domain not in _SOLD | _SOLD_TOO:
        found = country("GB" if domain == "uk" else domain.upper())
        if found:
            return found.country, f"the domain .{domain}"
    for text in (signs.region, signs.language.replace("_", "-")):
        match = _REGION.match(text)
        if match and country(match.group(1)):
            return match.group(1), f"the page says {text}"
    place = _place(name) or _place(signs.title)
    if place:
        return place.country, f'the name "{place.name}"'
    labels = ("CITY", "COUNTRY", "PLACE")
    named = Counter(m["name"] for m in read.get("mentions", ()) if m["label"] in labels)
    for mention, _ in named.most_common(3):
        found_places = lookup(mention)
        if found_places and found_places[0].country:
            return found_places[0].country, f'an article names "{mention}"'
    return None


def _place(text: str, near: str | None = None) -> Place | None:
    """The longest name of a city or country in the text; of equally long ones the first."""
    words = list(_WORD.finditer(text))
    for length in (3, 2, 1):
        for start in range(len(words) - length + 1):
            name = text[words[start].start() : words[start + length - 1].end()]
            if not name[:1].isupper():
                continue
            for place in lookup(name, near=near):
                if place.kind in ("city", "country") and place.country and near in (None, place.country):
                    return place
    return None


def _city(publisher: str, title: str, code: str) -> Place | None:
    for text in (publisher, title):
        place = _place(text, near=code)
        if place and place.kind == "city":
            return place
    return None


def _authority(host: str, publisher: str) -> tuple[str, str]:
    for pattern, authority in ((_AGENCY, "agency"), (_GOVERNMENT, "government"), (_NEWS, "news")):
        if pattern.search(publisher) or (authority == "government" and pattern.search(host)):
            return authority, "the name" if pattern.search(publisher) else "the host"
    return "other", "nothing tells it"
