"""PDF notices: text in reading order, a title and a date where the file gives them."""

from __future__ import annotations

import io
import logging
import re
from typing import TYPE_CHECKING, Any

from crawler.page import Page
from extract import gate
from extract.body import join_lines
from extract.captures import capture_lines, take_apart
from extract.clean import clean_line, clean_text
from extract.clock import Clock, clock_for, read_day
from extract.metadata import find_country, guess_language
from extract.types import Document, NotADocument

if TYPE_CHECKING:
    from crawler.source import Source

# A document of more pages is read up to here: notices are short, and work stays bounded.
MAX_PAGES = 60
MAX_CHARS = 400_000
MAX_BYTES = 32 << 20
# Names that word processors and scanners put in place of a title.
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)|untitled|document\d*|slide \d|scan|print|adobe|title|无标题|"
    r"presentation|layout \d)|\.(?:docx?|pdf|indd|rtf|xlsx?|pptx?|txt|tif)\b|^[\W\d_]+$|^\w+_\w+$",
    re.I,
)


def read_pdf(page: Page, source: Source | None = None) -> Document | NotADocument:
    """`scanned` where the pages hold no text, `unreadable` where the file is broken or locked."""
    if len(page.body) > MAX_BYTES:
        return NotADocument(code="timeout", detail=f"{len(page.body)} bytes of PDF; at most {MAX_BYTES} are read")
    try:
        texts, info = _open(page.body)
    except (
        Exception
    ) as error:  # pypdf raises what its parsers raise on broken files: KeyError, RecursionError, struct.error …
        return NotADocument(code="unreadable", detail=f"{type(error).__name__}: {clean_line(str(error))}"[:200])
    text = clean_text("\n".join(texts))
    if sum(char.isalnum() for char in text) < 20 * max(1, min(len(texts), 3)):
        return NotADocument(code="scanned", detail=f"{len(texts)} pages and next to no text")
    lines = capture_lines("\n".join(_without_running_heads(texts)))
    body = join_lines(take_apart(lines).body) if lines else ""
    if len(body) < 0.5 * len(text):
        body = join_lines(lines)
    rejected = gate.reject(body, status=page.status)
    return rejected or _document(page, source, body, lines, info)


def _open(body: bytes) -> tuple[list[str], dict[str, str]]:
    from pypdf import PdfReader
    from pypdf.errors import FileNotDecryptedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(body))
    if reader.is_encrypted and not reader.decrypt(""):
        raise FileNotDecryptedError("the file asks for a password")
    texts: list[str] = []
    for sheet in reader.pages[:MAX_PAGES]:
        texts.append(sheet.extract_text() or "")
        if sum(map(len, texts)) > MAX_CHARS:
            break
    return texts, _info(reader)


def _info(reader: Any) -> dict[str, str]:
    data = reader.metadata or {}
    return {
        key: clean_line(value)
        for key in ("/Title", "/Author", "/CreationDate")
        if isinstance(value := data.get(key), str)
    }


def _without_running_heads(texts: list[str]) -> list[str]:
    """Pages without the lines that stand on most of them, and without page numbers."""
    pages = [[line for line in text.split("\n") if line.strip()] for text in texts]
    seen: dict[str, int] = {}
    for page in pages:
        for line in set(page[:3] + page[-3:]):
            key = re.sub(r"\d+", "#", line.strip())
            seen[key] = seen.get(key, 0) + 1
    repeated = {key for key, count in seen.items() if len(pages) >= 3 and count > len(pages) / 2}
    number = re.compile(r"\W*(?:page|seite|第)?\s?\d{1,4}(?:\s?(?:of|/|von|页).{0,6})?\W*", re.I)
    return [
        "\n".join(
            line for line in page if re.sub(r"\d+", "#", line.strip()) not in repeated and not number.fullmatch(line)
        )
        for page in pages
    ]


def _document(page: Page, source: Source | None, body: str, lines: list[str], info: dict[str, str]) -> Document:
    language = guess_language(body)
    country = find_country(page.url, source)
    clock = clock_for(page.fetched_at, body.split("\n"), country, language.value if language else None)
    title, title_method = _title(lines, info)
    day, day_method = _date(lines, info, clock)
    methods = {"headline": title_method} if title else {}
    methods |= {"date_published": day_method} if day else {}
    methods |= {"language": language.method} if language else {}
    publisher = getattr(source, "publisher", None)
    methods |= {"publisher": "source"} if publisher else {}
    return Document(
        page_id=page.id,
        url=page.url,
        text=body,
        source=page.source,
        headline=title,
        publisher=publisher,
        date_published=day,
        language=language.value if language else None,
        country=country,
        methods=methods,
    )


def _title(lines: list[str], info: dict[str, str]) -> tuple[str | None, str]:
    stated = info.get("/Title", "")
    if 8 <= len(stated) <= 200 and " " in stated and not _NO_TITLE.search(stated):
        return stated, "pdf"
    first = next((line for line in lines[:6] if 8 <= len(line) <= 160 and any(char.isalpha() for char in line)), None)
    return first, "text"


def _date(lines: list[str], info: dict[str, str], clock: Clock) -> tuple[str | None, str]:
    """A date near the top of the first page; else the day on which the file was made."""
    for line in lines[:12]:
        day = read_day(line, clock) if len(line) <= 120 else None
        if day:
            return day, "text"
    made = re.match(r"D:(\d{4})(\d\d)(\d\d)", info.get("/CreationDate", ""))
    day = read_day("-".join(made.groups()), clock) if made else None
    return day, "pdf"
