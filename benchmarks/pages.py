"""What the benchmarks work on: the demo's announcements, or the pages of a manifest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from crawler.page import Page, page_from_file
from demo.article import load_articles
from demo.sites import SITES, build_site
from pipeline.manifest import read_manifest

FETCHED_AT = "2026-11-24T02:30:00Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """`pages` to be read, `rounds` counted runs over them."""

    pages: tuple[Page, ...]
    rounds: int


def demo_pages() -> list[Page]:
    """The announcements of the first edition as a crawl would bring them, without lists and other pages."""
    pages = []
    for (site, _), article in load_articles(1).items():
        base = f"https://{site}.example"
        path = SITES[site].path_of(article)
        answer = build_site(site, 1, base)[path]
        pages.append(_page(base + path, answer.body, answer.content_type))
    return pages


def manifest_pages(manifest: Path) -> list[Page]:
    """The local pages that a manifest of `cityfacts extract` names. Raises ManifestError, OSError."""
    return [
        page_from_file(manifest.parent / row["file"], url=row.get("url"), fetched_at=row.get("fetched_at"))
        for row in read_manifest(manifest)
    ]


def _page(url: str, body: bytes, content_type: str) -> Page:
    charset = content_type.partition("charset=")[2] or None
    headers = {"content-type": content_type}
    return Page(url=url, requested_url=url, fetched_at=FETCHED_AT, headers=headers, body=body, encoding=charset)
