"""The two contract commands: one JSON line in, one JSON line out, in order, whatever the pages are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from extract.serialize import JsonObject
from extract.worker import read_all
from pipeline.progress import Progress


class ManifestError(ValueError):
    """A manifest that says something wrong: names the file and the line."""

    exit_code = 65


class NoManifest(ManifestError):
    """A manifest that cannot be opened."""

    exit_code = 66


def read_manifest(path: Path) -> list[JsonObject]:
    """A manifest's lines, blank ones left out. Raises ManifestError for a line that is no JSON object with `file`."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise NoManifest(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ManifestError(f"{path}: not UTF-8 text: a manifest is JSON lines") from None
    lines = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise ManifestError(f"{path}:{number}: not JSON: {error}") from None
        if not isinstance(row, dict) or not isinstance(row.get("file"), str):
            raise ManifestError(f'{path}:{number}: a line needs "file", the path of a page beside the manifest')
        lines.append(row)
    return lines


def extract_manifest(path: Path, *, workers: int, progress: Progress) -> Iterator[JsonObject]:
    """One row a line: `{"file", "document", "mentions", "figures", "facts"}` or `{"file", "rejected", "detail"}`."""
    lines = read_manifest(path)
    return _extract(lines, [path.parent / line["file"] for line in lines], workers=workers, progress=progress)


def extract_files(files: Sequence[Path], *, workers: int, progress: Progress) -> Iterator[JsonObject]:
    lines: list[JsonObject] = [{"file": str(path)} for path in files]
    return _extract(lines, files, workers=workers, progress=progress)


def _extract(
    lines: Sequence[JsonObject], paths: Sequence[Path], *, workers: int, progress: Progress
) -> Iterator[JsonObject]:
    requests = (
        {
            "echo": line["file"],
            "file": str(path),
            "url": line.get("url") if isinstance(line.get("url"), str) else None,
            "fetched_at": line.get("fetched_at") if isinstance(line.get("fetched_at"), str) else None,
        }
        for line, path in zip(lines, paths, strict=True)
    )
    for done, (request, answer) in enumerate(read_all(requests, workers=workers), start=1):
        yield {"file": request["echo"], **answer}
        progress({"event": "read", "source": request["echo"], "done": done, "of": len(lines)})


def sure_facts(row: JsonObject, least: float) -> JsonObject:
    """The row with only the facts that have at least this confidence."""
    if "facts" not in row:
        return row
    return row | {"facts": [fact for fact in row["facts"] if fact["confidence"] >= least]}


def links_manifest(path: Path) -> Iterator[JsonObject]:
    """One row a line: `{"file", "items": [{"url", "title", "date"}], "next": [url, …]}`, and "error" if broken."""
    from crawler.manifest import links_manifest as read_links

    return read_links(read_manifest(path), path.parent)


def links_files(files: Sequence[Path]) -> Iterator[JsonObject]:
    from crawler.manifest import links_manifest as read_links

    return read_links([{"file": str(path)} for path in files], Path())


def write_lines(rows: Iterable[Mapping[str, Any]], out: Path) -> int:
    """Writes JSON lines to a file beside `out` that takes its place when all are there; returns how many."""
    fresh = out.with_name(out.name + ".part")
    count = 0
    try:
        with fresh.open("w", encoding="utf-8") as stream:
            for row in rows:
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")
                count += 1
        fresh.replace(out)
    finally:
        fresh.unlink(missing_ok=True)
    return count
