"""Plain-text captures of pages: navigation, meta lines and footers stand in the same stream as the announcement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.page import Page
from extract import furniture, gate
from extract.authors import split_names
from extract.body import join_lines
from extract.clean import clean_line, looks_broken, repair_mojibake
from extract.clock import clock_for, read_day
from extract.encoding import decode
from extract.furniture import ENDS_SENTENCE
from extract.metadata import find_country, guess_language
from extract.metaline import MetaLine, read_meta_line
from extract.types import Document, NotADocument
from extract.wrapping import unwrap

if TYPE_CHECKING:
    from crawler.source import Source

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_MARKER = re.compile(r"^\s*(?:[-–•*·▪●◦]|\d{1,2}[.)])(?:\s+|$)")
# A row of a table with a number in it.
_ROW = re.compile(r"\S \| .{0,40}\d")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MAX_HEADLINE = 220


@dataclass(slots=True)
class Capture:
    """A capture taken apart; `body` holds its paragraphs, `metas` what its meta lines state, in their order."""

    headline: str | None = None
    body: list[str] = field(default_factory=list)
    metas: list[MetaLine] = field(default_factory=list)
    byline: str | None = None
    site: str | None = None


def read_capture(page: Page, source: Source | None = None) -> Document | NotADocument:
    text = decode(page.body, page.encoding)
    if looks_broken(text):
        return NotADocument(code="unreadable", detail="the encoding could not be told")
    lines = capture_lines(text)
    capture = take_apart(lines)
    body = repair_mojibake(join_lines(capture.body))
    rejected = gate.reject(body, title=capture.headline or "", status=page.status) or _list_of_titles(lines, capture)
    if rejected:
        return rejected
    return _document(page, source, capture, body)


def _document(page: Page, source: Source | None, capture: Capture, body: str) -> Document:
    language = guess_language(body)
    country = find_country(page.url, source)
    clock = clock_for(page.fetched_at, body.split("\n"), country, language.value if language else None)
    dated = [(read_day(meta.day, clock), meta.updated) for meta in capture.metas if meta.day]
    published = next((day for day, _ in sorted(dated, key=lambda pair: pair[1]) if day), None)
    modified = next((day for day, updated in dated if updated and day and published and day > published), None)
    authors = split_names([meta.author for meta in capture.metas if meta.author] or [capture.byline or ""])
    publisher = (
        getattr(source, "publisher", None) or next((m.source for m in capture.metas if m.source), None) or capture.site
    )
    values = {
        "headline": capture.headline, "publisher": publisher, "date_published": published, "date_modified": modified,
        "language": language.value if language else None,
    }  # fmt: skip
    methods = {name: "text" for name, value in {**values, "authors": authors}.items() if value}
    if language:
        methods["language"] = language.method
    return Document(
        page_id=page.id,
        url=page.url,
        text=body,
        source=page.source,
        authors=authors,
        country=country,
        methods=methods,
        **values,
    )


def capture_lines(text: str) -> list[str]:
    """The lines without junk mark-up and empty ones; lines that were wrapped at a column are whole again.

    List items keep a "- " in front.
    """
    return [line for raw in unwrap(text) if (line := _clean(raw))]


def _clean(raw: str) -> str:
    line = _TAG.sub(" ", raw)
    bare = clean_line(_MARKER.sub("", line))
    if not any(char.isalnum() for char in bare):
        return ""
    # The number before a line that came out of junk mark-up is the junk's.
    is_item = bool(re.match(r"\s*[-–•*·▪●◦]\s", line))
    if is_item:
        return f"- {bare}"
    return bare if read_meta_line(bare) or furniture.is_breadcrumb(bare) else clean_line(line)


def take_apart(lines: Sequence[str]) -> Capture:
    """Headline, meta lines and body of a capture."""
    capture = Capture()
    start = _body_start(lines)
    titles: list[tuple[int, str]] = []
    first_meta: int | None = None
    for place, line in enumerate(lines[:start]):
        meta = read_meta_line(line)
        names = furniture.byline_names(line)
        if meta:
            capture.metas.append(meta)
            first_meta = place if first_meta is None else first_meta
        elif names:
            capture.byline = capture.byline or names
        elif furniture.is_welcome(line):
            capture.site = re.sub(
                r"^\W*(?:welcome to|willkommen (?:auf|bei)|bienvenue sur|欢迎(?:光临|来到|访问|您)?)\s*",
                "",
                line,
                flags=re.I,
            )
        elif _may_be_title(line):
            titles.append((place, line))
    capture.headline = _headline(titles, first_meta)
    body = _body(lines[start:])
    for line in lines[start + len(body) :]:
        meta = read_meta_line(line)
        if meta and not capture.metas:
            capture.metas.append(meta)
    capture.body = [line for line in body if not _is_noise(line)]
    return capture


def _headline(titles: list[tuple[int, str]], first_meta: int | None) -> str | None:
    """The title above the meta line, or the first below it; of several, the first that is more than a menu's word."""
    above = [line for place, line in titles if first_meta is None or place < first_meta][-3:]
    candidates = above or [line for _, line in titles][:2]
    whole = [line for line in candidates if len(line.split()) >= 4 or len(_CJK.findall(line)) >= 8]
    return whole[0] if whole else max(candidates, key=len, default=None)


def _may_be_title(line: str) -> bool:
    return (
        len(line) <= _MAX_HEADLINE
        and not line.startswith("- ")
        and not _is_noise(line)
        and not furniture.is_caption(line)
        and not furniture.is_breadcrumb(line)
        and not furniture.is_copyright(line)
    )


def _is_noise(line: str) -> bool:
    return (
        furniture.is_furniture(line)
        or furniture.is_welcome(line)
        or furniture.is_breadcrumb(line)
        or read_meta_line(line) is not None
    )


def _body_start(lines: Sequence[str]) -> int:
    """Where the first paragraph of prose stands; a question or sentence right above the meta line is a headline."""
    for place, line in enumerate(lines):
        if (
            not is_prose(line)
            or _is_noise(line)
            or furniture.is_caption(line)
            or furniture.is_copyright(line)
            or line.startswith("- ")
        ):
            continue
        if furniture.is_cookie_notice(line):
            continue
        if len(line) <= 140 and _dated(lines[place + 1 : place + 3]) and not _dated(lines[:place]):
            continue
        return place
    return len(lines)


def _dated(lines: Sequence[str]) -> bool:
    return any(meta is not None and meta.day is not None for meta in map(read_meta_line, lines))


def is_prose(line: str) -> bool:
    """A sentence of six words, or a line too long for anything else."""
    cjk = len(_CJK.findall(line))
    if cjk > len(line) / 3:
        return cjk >= 40 or (cjk >= 12 and bool(ENDS_SENTENCE.search(line)) and line[-1] not in ":：")
    return len(line) >= 140 or (len(line.split()) >= 6 and bool(ENDS_SENTENCE.search(line)) and line[-1] not in ":：")


def _body(lines: Sequence[str]) -> list[str]:
    """From the first paragraph to the last: up to a list of other stories, without what closes a page."""
    end = len(lines)
    for place, line in enumerate(lines):
        if place and furniture.is_related_head(line) and _is_the_end(lines, place):
            end = place
            break
    return _trim_menu(furniture.trim_tail([*lines[:end]]))


def _is_the_end(lines: Sequence[str], place: int) -> bool:
    """Below a list of other stories stands no more prose than above it."""
    above = sum(len(line) for line in lines[:place] if is_prose(line))
    below = sum(len(line) for line in lines[place:] if is_prose(line))
    return above >= below


def _trim_menu(lines: list[str]) -> list[str]:
    """Without the words of a menu at the end: two or more short lines that are no sentences and no list."""
    end = len(lines)
    while (
        end
        and not _ROW.search(lines[end - 1])
        and len(lines[end - 1].split()) <= 4
        and not ENDS_SENTENCE.search(lines[end - 1])
        and not lines[end - 1].startswith("- ")
        and len(_CJK.findall(lines[end - 1])) < 12
    ):
        end -= 1
    return furniture.trim_tail(lines[:end]) if len(lines) - end >= 2 else lines


def _list_of_titles(lines: Sequence[str], capture: Capture) -> NotADocument | None:
    """Many lines that begin or end with a date, and little prose."""
    dated = sum(
        1
        for line in lines
        if len(line) <= 200 and re.search(r"^\W{0,2}\d{4}[-/.年]\d|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}\W{0,2}$", line)
    )
    prose = sum(1 for line in capture.body if is_prose(line))
    if dated >= 5 and dated > 2 * prose:
        return NotADocument(code="index_page", detail=f"{dated} dated lines and {prose} paragraphs")
    return None
