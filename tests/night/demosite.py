"""What the demo's sites hold, as a run must find it: from the articles themselves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commandline import Answer, cityfacts

from demo.article import load_articles
from demo.sites import SITES, article_url, build_site

UNCHANGED = {"not_modified", "same_body", "same_text"}
"""The reasons by which an address is known to be as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """One run of the demo: its screen, its status, and where each address ended as (outcome, reason)."""

    screen: Answer
    status: dict[str, Any]
    ended: Mapping[str, tuple[str, str]]


def demo_night(data: Path) -> Night:
    screen = cityfacts("demo", data=data)
    kb = data / "demo"
    status = cityfacts("status", "--json", data=kb).json()
    ended = {}
    for source in status["sources"]:
        told = cityfacts("status", "--source", source["source"], "--json", data=kb).json()
        ended.update({row["url"]: (row["outcome"], row["reason"]) for row in told["addresses"]})
    return Night(screen=screen, status=status, ended=ended)


def base_urls(data: Path) -> dict[str, str]:
    ports = json.loads((data / "demo" / "ports.json").read_text())
    return {site: f"http://127.0.0.1:{port}" for site, port in zip(SITES, ports, strict=True)}


def urls(data: Path, edition: int, *, gone: bool = False) -> set[str]:
    """The addresses of an edition's articles: those that can be read, or those that have vanished."""
    bases = base_urls(data)
    return {article_url(a, bases) for a in load_articles(edition).values() if (a.gone is not None) == gone}


def changed(data: Path) -> set[str]:
    """The addresses of both editions that do not answer the same bytes in both."""
    found = set()
    for site, base in base_urls(data).items():
        first, second = build_site(site, 1, base), build_site(site, 2, base)
        found |= {base + path for path in set(first) & set(second) if first[path].body != second[path].body}
    return found & urls(data, 1) & urls(data, 2)
