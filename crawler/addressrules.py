"""From the addresses of a list's items to the rules that a source file follows: what they have in common."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlsplit

SMALLEST_SHARE = 0.15
"""A form that fewer of the items have is an exception and gets no rule of its own."""
MAX_RULES = 4
_EXTENSION = re.compile(r"\.[A-Za-z]{2,6}$")
_DIGITS = re.compile(r"\d+")


def address_rules(urls: Sequence[str], *, least: float = 0.9) -> tuple[str, ...]:
    """Regular expressions that `least` of the addresses match, whole and with their host; none where no few do.

    >>> address_rules([f"https://a.example/news/20{y}/the-{w}" for y, w in ((24, "port"), (25, "fair"), (26, "hub"))])
    ('://a\\\\.example/news/\\\\d{4}/[^/?]+$',)
    >>> address_rules([f"https://a.example/show.asp?cid=4&id={n}" for n in (7, 12, 31)])
    ('://a\\\\.example/show\\\\.asp\\\\?(.*&)?id=\\\\d+',)
    """
    groups: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
    for url in dict.fromkeys(urls):
        groups[_kind(url)].append(url)
    total = sum(map(len, groups.values()))
    kept = sorted((group for group in groups.values() if len(group) >= SMALLEST_SHARE * total), key=len, reverse=True)
    kept = kept[:MAX_RULES]
    if not total or sum(map(len, kept)) < least * total:
        return ()
    return tuple(dict.fromkeys(_rule(group) for group in kept))


def _literal(text: str) -> str:
    """re.escape, but for the hyphen, which stands for itself outside brackets."""
    return re.escape(text).replace(r"\-", "-")


def _kind(url: str) -> tuple[object, ...]:
    """Addresses of one rule have the host, the number of path parts, the ending and the names of parameters alike."""
    parts = urlsplit(url)
    ending = _EXTENSION.search(parts.path)
    return (
        parts.netloc,
        parts.path.rstrip("/").count("/"),
        ending and ending.group().lower(),
        tuple(sorted(key for key, _ in parse_qsl(parts.query, keep_blank_values=True))),
    )


def _rule(urls: Sequence[str]) -> str:
    split = [urlsplit(url) for url in urls]
    columns = zip(*(parts.path.rstrip("/").split("/") for parts in split), strict=True)
    path = "/".join(_part(column) for column in columns)
    slash = "/?" if any(parts.path.endswith("/") for parts in split) else ""
    return f"://{_literal(split[0].netloc)}{path}{slash}{_query([parts.query for parts in split]) or '$'}"


def _part(values: Sequence[str]) -> str:
    """One part of a path: itself where all have it, its letters where only numbers differ, or anything."""
    masked = {_DIGITS.sub("0", value) for value in values}
    if len(set(values)) == 1 and not _DIGITS.search(values[0]):
        return _literal(values[0])
    if len(masked) == 1:
        return "".join(_piece(piece) for piece in re.split(r"(\d+)", values[0]))
    endings = {ending.group() for value in values if (ending := _EXTENSION.search(value))}
    return "[^/?]+" + (_literal(endings.pop()) if len(endings) == 1 else "")


def _piece(piece: str) -> str:
    if not piece.isdigit():
        return _literal(piece)
    return rf"\d{{{len(piece)}}}" if len(piece) in (4, 6, 8) and piece[:2] in ("19", "20") else r"\d+"


def _query(queries: Sequence[str]) -> str:
    """The parameter that tells the items apart, if one does."""
    tables = [dict(parse_qsl(query, keep_blank_values=True)) for query in queries]
    for key in tables[0]:
        values = {table.get(key, "") for table in tables}
        if len(values) == len(tables):
            number = r"\d+" if all(value.isdecimal() for value in values) else ""
            return rf"\?(.*&)?{_literal(key)}={number}"
    return ""
