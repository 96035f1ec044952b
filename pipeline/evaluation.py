"""`cityfacts eval reading`: pages whose text, headline or date is known, read by us and by others in turn."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from crawler.page import Page, page_from_file
from extract.readers import Read, Reader
from extract.serialize import JsonObject
from pipeline.manifest import ManifestError, read_manifest
from pipeline.progress import Progress
from pipeline.scoring import Gold, Score, mean

GOLD = "gold.jsonl"
# What a reader loads with the first pages that need it is no cost of these pages.
_WARM_UP = 10
# Only this role is no article.
_LISTING = "listing"


@dataclass(slots=True)
class Result:
    """One reader on one folder; `seconds` are CPU seconds of this process, one a page. Errors count as empty."""

    folder: str
    reader: str
    score: Score = field(default_factory=Score)
    seconds: list[float] = field(default_factory=list)
    errors: int = 0

    def to_json(self) -> JsonObject:
        return {
            "folder": self.folder,
            "reader": self.reader,
            "pages": len(self.seconds),
            "body_f1": _rounded(self.score.body_f1),
            "segment_f1": _rounded(self.score.segment_f1),
            "headline": _rounded(mean(self.score.headlines)),
            "date": _rounded(mean(self.score.dates)),
            "cpu_ms": round(1000 * sum(self.seconds) / len(self.seconds), 2),
            "cpu_ms_median": round(1000 * median(self.seconds), 2),
            "errors": self.errors,
        }


def evaluate(folders: Sequence[Path], readers: Mapping[str, Reader], progress: Progress) -> Iterator[Result]:
    """The results of each folder, when it is read. Raises ManifestError for a folder that cannot be used."""
    loaded = [(folder, load_gold(folder)) for folder in folders]
    for folder, rows in loaded:
        results = {name: Result(str(folder), name) for name in readers}
        for row, _ in rows[:_WARM_UP]:
            page = _page(folder, row)
            for reader in readers.values():
                _read(reader, page)
        for done, (row, gold) in enumerate(rows, start=1):
            page = _page(folder, row)
            for name, reader in readers.items():
                read, seconds = _read(reader, page)
                results[name].seconds.append(seconds)
                results[name].errors += read is None
                results[name].score.add(gold, read or Read())
            progress({"event": "read", "source": str(folder), "done": done, "of": len(rows)})
        yield from results.values()


def load_gold(folder: Path) -> list[tuple[JsonObject, Gold]]:
    """The rows of a folder's gold.jsonl that are articles. Raises ManifestError where one is wrong."""
    path = folder / GOLD
    rows = [row for row in read_manifest(path) if row.get("role") != _LISTING]
    if not rows:
        raise ManifestError(f"{path}: names no article page")
    return [(row, _gold(path, row)) for row in rows]


def _page(folder: Path, row: JsonObject) -> Page:
    try:
        return page_from_file(folder / row["file"], url=row.get("url"), fetched_at=row.get("fetched_at"))
    except (OSError, EOFError, zlib.error) as error:
        raise ManifestError(f"{folder / row['file']}: cannot be read: {error}") from None


def _gold(path: Path, row: JsonObject) -> Gold:
    def text(key: str) -> str | None:
        value = row.get(key)
        if value is not None and not isinstance(value, str):
            raise ManifestError(f'{path}: {row["file"]}: "{key}" is no text')
        return value

    def texts(key: str) -> tuple[str, ...]:
        values = row.get(key) or []
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise ManifestError(f'{path}: {row["file"]}: "{key}" is no list of texts')
        return tuple(values)

    for key in ("url", "fetched_at"):
        text(key)
    return Gold(
        text=text("text"), headline=text("title"), date=text("date"), present=texts("with"), absent=texts("without")
    )


def _read(reader: Reader, page: Page) -> tuple[Read | None, float]:
    """What a reader made of a page, None for an error of it, and the CPU seconds it took."""
    started = time.process_time()
    read: Read | None
    try:
        read = reader(page)
    except Exception:  # other people's code on the web's pages: its errors are part of the result
        read = None
    return read, time.process_time() - started


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
