"""The page that shows what is wrong with a source, saved as a fixture beside the source's archive."""

from __future__ import annotations

import json
from pathlib import Path

from crawler.archive import ArchiveError, read_page
from crawler.links import sniff
from crawler.page import Page, WarcRef
from pipeline.visits import Visit


def archived(data: Path, source: str, warc: WarcRef | None) -> Page | None:
    """The page at that place of the source's archive; None where there is none to be had."""
    if warc is None:
        return None
    try:
        return read_page(data / "sources" / source, warc)
    except (ArchiveError, OSError):
        return None


def save_failing(data: Path, source: str, page: Page, visit: Visit, good: Visit | None) -> str:
    """Writes the page as it came, a manifest for `extract` and `links`, and what was expected of it.

    Returns the folder, relative to `data`. Raises OSError.
    """
    folder = data / "sources" / source / "failing" / visit.run
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"page.{_suffix(page)}"
    (folder / name).write_bytes(page.body)
    line = {"file": name, "url": page.url, "fetched_at": page.fetched_at}
    (folder / "manifest.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    told = {
        "source": source,
        "run": visit.run,
        "url": page.url,
        "requested_url": page.requested_url,
        "status": page.status,
        "headers": dict(page.headers),
        "verdict": visit.verdict,
        "evidence": visit.evidence,
        "last_good": None
        if good is None
        else {"run": good.run, "items": good.items, "listed": good.listed, "read": good.read},
    }
    (folder / "expected.json").write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return str(folder.relative_to(data))


def _suffix(page: Page) -> str:
    kind = sniff(page.body, page.content_type)
    if kind == "binary":
        return "pdf" if page.body.startswith(b"%PDF") else "bin"
    if kind == "html":
        return "html"
    return "json" if page.body.lstrip()[:1] == b"{" else "ics" if page.body.lstrip()[:6] == b"BEGIN:" else "xml"
