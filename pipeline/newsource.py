"""An address in, a working source out: the look, the choice, the file, its fixture and its first expectation."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from crawler.follow import FollowRules
from crawler.links import sniff
from crawler.page import Page
from crawler.run import ProbeError, Prober
from crawler.source import Limits, Source
from crawler.urls import canonical_url
from extract.worker import Worker
from pipeline.look import Look, Proposal, look
from pipeline.publisher import Publisher, identify
from pipeline.sourcefile import write_source

_SECOND_LEVEL = frozenset(
    ("gov", "govt", "gob", "gouv", "go", "com", "co", "org", "or", "net", "ac", "edu", "www", "gv")
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d)")
MAX_REQUESTS = 6
"""robots.txt, the page, a feed, a sitemap and one below it, one article."""
MAX_RENDERED = 30
"""The same with what the scripts of those pages ask for."""
FIXTURES = "fixtures"
"""The folder beside the source files in which each source's saved page lies, in a folder of its name."""


class NotNewError(ValueError):
    """There is a source of that name, or one that starts at that address."""

    exit_code = 73


class BadValueError(ValueError):
    """The address, the name or a given value is none that a source file may have."""

    exit_code = 2


class UnclearError(ValueError):
    """The site does not tell what a source file must say."""

    exit_code = 65


def new_source(
    url: str,
    *,
    data: Path,
    folder: Path,
    known: Mapping[str, Source],
    name: str | None = None,
    given: Mapping[str, str] | None = None,
    loopback: frozenset[str] = frozenset(),
    delay: float = Limits().delay,
    render: bool = False,
    worker: Worker | None = None,
) -> dict[str, Any]:
    """Looks at a site with at most six requests, writes `<folder>/<name>.toml` and its fixture, tells what it saw.

    With `render` a browser shows the pages, and what their scripts ask for comes on top of the six.
    `given` are values that overrule what the site says: publisher, language, country, city, authority. `worker` reads
    the article; without one, one is started. Raises
    NotNewError and BadValueError before anything is asked, then ProbeError, NoListError and UnclearError.
    """
    url = _address(url)
    name = name or propose_name(url)
    settings: dict[str, Any] = {"limits": {} if delay == Limits().delay else {"delay": delay}}
    if render:
        settings["render"] = True
    visitor = _visitor(name, url, settings, given or {})
    most = MAX_RENDERED if render else MAX_REQUESTS
    _check_new(name, url, folder, known)
    with Prober(visitor, data=data, loopback=loopback) as prober:
        seen = look(partial(_ask, prober, most), url, lambda: prober.sitemaps)
        chosen = seen.proposals[0]
        _check_new(name, chosen.url, folder, known)
        article, problem = _article(prober, visitor, chosen)
        requests = prober.requests
    saved = _save(folder / FIXTURES / name, chosen, article)
    with nullcontext(worker) if worker else Worker() as reader:
        read = _read(saved.get("article"), article, problem, reader)
    publisher = identify(url, seen.signs, read, given or {})
    if publisher is None:
        raise UnclearError(f"{url}: nothing tells the country: say it, for example --country GB")
    source = _source(name, chosen, publisher, settings)
    path = folder / f"{name}.toml"
    write_source(source, path, loopback=bool(loopback))
    _expect(folder / FIXTURES / name, chosen, read)
    return _told(path, source, seen, chosen, publisher, requests, read)


def propose_name(url: str) -> str:
    """A name from the host: what is left without www and the endings that many share.

    >>> propose_name("https://www.riverton.gov/news"), propose_name("https://english.hill.go.kr/")
    ('riverton', 'english-hill')
    """
    host = urlsplit(url).hostname or ""
    labels = host.split(".")
    if not re.fullmatch(r"[\d.]+", host):
        labels = [label for label in labels[:-1] if label not in _SECOND_LEVEL] or labels
    return re.sub(r"[^a-z0-9]+", "-", "-".join(labels).lower()).strip("-")[:60] or "site"


def _check_new(name: str, url: str, folder: Path, known: Mapping[str, Source]) -> None:
    path = folder / f"{name}.toml"
    if path.exists():
        raise NotNewError(f"{path}: there is a source of that name: choose another with --name, or move it away")
    if name in known:
        raise NotNewError(f"{name}: the catalogue has a source of that name: choose another with --name")
    for source in known.values():
        if url in (canonical_url(start) for start in source.starts):
            raise NotNewError(f"{url}: the source {source.name} starts there already")


def _address(text: str) -> str:
    try:
        return canonical_url(text if _SCHEME.match(text) else f"https://{text}")
    except ValueError as error:
        raise BadValueError(str(error)) from None


def _visitor(name: str, url: str, settings: Mapping[str, Any], given: Mapping[str, str]) -> Source:
    """Who asks while nothing but the given is known; ZZ is in ISO 3166 for users to assign."""
    values = {"publisher": name, "language": "en", "country": "ZZ", "authority": "other", **given}
    try:
        return Source.model_validate({"name": name, "url": url, "kind": "listing", **values, **settings})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(map(str, first["loc"]))
        raise BadValueError(f"--{key} {first['input']}: {first['msg']}") from None


def _ask(prober: Prober, most: int, url: str) -> Page:
    if prober.requests + 1 >= most:
        raise ProbeError(f"{url}: not asked: {prober.requests} requests are enough for a first look")
    return prober.ask(url)


def _article(prober: Prober, visitor: Source, chosen: Proposal) -> tuple[Page | None, str]:
    """The first item's page, or why there is none."""
    rules = FollowRules(visitor)
    own = [link.url for link in chosen.items if not rules.is_offsite(link.url)]
    if not own:
        return None, "all items are on another host"
    try:
        page = prober.ask(own[0])
    except ProbeError as error:
        return None, str(error)
    return (page, "") if page.status == 200 else (None, f"{own[0]}: the server answered {page.status}")


def _save(folder: Path, chosen: Proposal, article: Page | None) -> dict[str, Path]:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    saved = {}
    for part, page in (("list", chosen.page), ("article", article)):
        if page is not None:
            saved[part] = folder / f"{part}.{_ending(page)}"
            saved[part].write_bytes(page.body)
    return saved


def _ending(page: Page) -> str:
    if page.body.startswith(b"%PDF"):
        return "pdf"
    kind = sniff(page.body, page.content_type)
    if kind in ("feed", "sitemap"):
        return "json" if page.body.lstrip()[:1] == b"{" else "xml"
    return "html"


def _read(path: Path | None, page: Page | None, problem: str, worker: Worker) -> dict[str, Any]:
    if path is None or page is None:
        return {"file": "the first item", "rejected": "unreadable", "detail": problem}
    return {"file": page.url, **worker.read({"file": str(path), "url": page.url, "fetched_at": page.fetched_at})}


def _source(name: str, chosen: Proposal, publisher: Publisher, settings: Mapping[str, Any]) -> Source:
    count = len(chosen.links.items)
    # A news sitemap holds what the last two days brought; other lists keep their length.
    least = max(1, count // 2 if chosen.kind == "news sitemap" else count * 85 // 100)
    doubts = [f"{key}: {why}" for key, why in publisher.why.items() if why != "as given"]
    notes = f"Made by `cityfacts sources new` on {datetime.now(UTC):%Y-%m-%d}; {chosen.why}. {'; '.join(doubts)}."
    values = {key: value for key, value in asdict(publisher).items() if key != "why"}
    return Source.model_validate(
        {
            "name": name,
            **values,
            "url": chosen.url,
            "kind": chosen.kind.split()[-1],
            "allow": chosen.allow,
            "deny": chosen.deny,
            **settings,
            "expect": {"items": least},
            "notes": notes,
        }
    )


def _expect(folder: Path, chosen: Proposal, read: Mapping[str, Any]) -> None:
    """What the saved page gives today; `sources check NAME --saved` compares."""
    document = read.get("document") or {}
    expected = {
        "url": chosen.url,
        "items": [asdict(link) for link in chosen.links.items],
        "next": list(chosen.links.next),
        "article": {key: document.get(key) for key in ("url", "headline", "date_published")} if document else None,
    }
    text = json.dumps(expected, ensure_ascii=False, indent=1)
    (folder / "expected.json").write_text(text + "\n", encoding="utf-8")


def _told(
    path: Path,
    source: Source,
    seen: Look,
    chosen: Proposal,
    publisher: Publisher,
    requests: int,
    read: Mapping[str, Any],
) -> dict[str, Any]:
    proposals = [
        {
            "kind": proposal.kind,
            "url": proposal.url,
            "why": proposal.why,
            "items": len(proposal.items),
            "dated": sum(1 for link in proposal.items if link.date),
            "problem": proposal.problem or None,
        }
        for proposal in seen.proposals
    ]
    return {
        "source": source.name,
        "file": str(path),
        "fixture": str(path.parent / FIXTURES / source.name),
        "requests": requests,
        "family": seen.family.name if seen.family else None,
        "proposals": proposals,
        "values": source.model_dump(mode="json", exclude_defaults=True),
        "why": dict(publisher.why),
        "items": [asdict(link) for link in chosen.items],
        "next": list(chosen.links.next),
        "extraction": dict(read),
    }
