"""Feeds: RSS, Atom and RDF by feedparser, JSON Feed (https://jsonfeed.org), iCalendar events, plain XML records."""

from __future__ import annotations

import io
import json
import re
import time
from collections.abc import Mapping
from itertools import islice
from typing import Any

from crawler.linkdates import iso_day
from crawler.linkpage import Link, LinkPage, unique
from crawler.markup import RefusedMarkup, absolute, clean, decode, gunzip, parse_xml, refuse_entities

MAX_ENTRIES = 5_000
_ENTRY = re.compile(r"<(?:[\w.-]{1,40}:)?(?:item|entry)[\s>]", re.I)
_DIALECT = re.compile(r"<(?:[\w.-]{1,40}:)?(?:rss|feed|rdf|channel)[\s>]", re.I)
_TAG = re.compile(r"<[^<>]{0,1000}>")
_FOLD = re.compile(r"\r?\n[ \t]")
_ICAL_ESCAPE = re.compile(r"\\([,;\\nN])")


def read_feed(body: bytes, url: str) -> LinkPage:
    """The entries of a feed in feed order; a body that is no feed, or that declares entities, gives an empty page.

    The feed is read from these bytes alone: feedparser would open a file or an address that it is handed as a string.
    """
    try:
        text = decode(gunzip(body)).lstrip()
        if text.startswith("{"):
            return _json_feed(text, url)
        if text[:15].upper() == "BEGIN:VCALENDAR":
            return _calendar(text, url)
        text = refuse_entities(text)
        records = [] if _DIALECT.search(text[:8192]) else _records(text, url)
        return LinkPage(unique(records)) if records else _xml_feed(_first_entries(text), url)
    except RefusedMarkup:
        return LinkPage()


def _first_entries(text: str) -> str:
    """The feed up to its entry MAX_ENTRIES: feedparser needs 0.2 ms an entry, and reads a feed that is cut."""
    starts = islice(_ENTRY.finditer(text), MAX_ENTRIES, None)
    cut = next((match.start() for match in starts), len(text))
    return text[:cut]


def _xml_feed(text: str, url: str) -> LinkPage:
    import feedparser

    try:
        parsed = feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception:  # its parser for broken feeds runs on whatever it meets, and documents no exceptions
        return LinkPage()
    links = [_entry(entry, url) for entry in parsed.entries[:MAX_ENTRIES]]
    return LinkPage(unique([link for link in links if link]), _next_pages(parsed.feed.get("links", ()), url))


def _records(text: str, url: str) -> list[Link]:
    """The records below the root of an XML file of no known dialect: BoardDocs and others export meetings like this."""
    root = parse_xml(text)
    links = []
    for record in islice(root if root is not None else (), MAX_ENTRIES):
        fields = {str(part.tag).lower(): part.text or "" for part in reversed(record)}
        address = absolute(fields.get("link") or fields.get("url"), url)
        if address:
            days = (iso_day(part.text) for part in record.iter("{*}date"))
            title = clean(fields.get("title") or fields.get("name"))
            links.append(Link(address, title or None, next(filter(None, days), None)))
    return links


def _entry(entry: Mapping[str, Any], base: str) -> Link | None:
    enclosures = [part.get("href") for part in entry.get("enclosures", ())]
    address = next((a for a in (absolute(h, base) for h in (entry.get("link"), *enclosures)) if a), None)
    if address is None:
        return None
    moment = next((entry[key] for key in ("published_parsed", "updated_parsed") if entry.get(key)), None)
    return Link(address, clean(_TAG.sub(" ", entry.get("title") or "")) or None, _day(moment))


def _day(moment: time.struct_time | None) -> str | None:
    return f"{moment.tm_year:04d}-{moment.tm_mon:02d}-{moment.tm_mday:02d}" if moment else None


def _next_pages(links: Any, base: str) -> tuple[str, ...]:
    """The further pages of a paged feed (RFC 5005)."""
    found = [absolute(link.get("href"), base) for link in links if link.get("rel") == "next"]
    return tuple(dict.fromkeys(address for address in found if address))


def _json_feed(text: str, url: str) -> LinkPage:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        return LinkPage()
    entries = feed.get("items") if isinstance(feed, dict) else None
    links = []
    for item in entries[:MAX_ENTRIES] if isinstance(entries, list) else ():
        if not isinstance(item, dict):
            continue
        known = {key: value for key, value in item.items() if isinstance(value, str)}
        address = absolute(known.get("url") or known.get("external_url") or known.get("id"), url)
        if address:
            day = iso_day(known.get("date_published")) or iso_day(known.get("date_modified"))
            links.append(Link(address, clean(known.get("title")) or None, day))
    following = feed.get("next_url") if isinstance(feed, dict) else None
    address = absolute(following, url) if isinstance(following, str) else None
    return LinkPage(unique(links), (address,) if address else ())


def _calendar(text: str, url: str) -> LinkPage:
    """The events that have an address of their own; RFC 5545 folds long lines with a line break and a space."""
    links = []
    event: dict[str, str] = {}
    for line in _FOLD.sub("", text).splitlines():
        name, _, value = line.partition(":")
        name = name.partition(";")[0].upper()
        if line.upper().startswith("BEGIN:VEVENT"):
            event = {}
        elif line.upper().startswith("END:VEVENT"):
            address = absolute(event.get("URL"), url)
            if address:
                title = _ICAL_ESCAPE.sub(lambda m: " " if m.group(1) in "nN" else m.group(1), event.get("SUMMARY", ""))
                links.append(Link(address, clean(title) or None, iso_day(event.get("DTSTART"))))
        else:
            event.setdefault(name, value.strip())
    return LinkPage(unique(links[:MAX_ENTRIES]))
