"""PDF notices: text in reading order, a title and a date where the file gives them."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from crawler.page import Page
from extract import gate
from extract.body import join_lines
from extract.captures import capture_lines, take_apart
from extract.clean import clean_line, clean_text, fold
from extract.clock import Clock, clock_for, read_day
from extract.furniture import ENDS_SENTENCE
from extract.metadata import find_country, guess_language
from extract.notices import LIST_HEADING
from extract.outline import CJK
from extract.pdflayout import Paragraph, read_page
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

_FORM = re.compile(
    r"(?:for )?immediate release|(?:press|news|media) (?:release|notice|statement)|(?:public )?notice|memorandum|"
    r"presse(?:mitteilung|information)|medienmitteilung|communiqué(?: de presse)?|dossier de presse|nota de prensa|"
    r"comunicado(?: de prensa)?|comunicato(?: stampa)?|persbericht|pressmeddelande|"
    r"新闻稿|通知|公告|報道発表資料|보도자료",
    re.I,
)


def read_pdf(page: Page, source: Source | None = None) -> Document | NotADocument:
    """`scanned` where the pages are pictures, `no_text` where nothing is on them, `unreadable` where the file is broken
    or locked."""
    if len(page.body) > MAX_BYTES:
        return NotADocument(code="timeout", detail=f"{len(page.body)} bytes of PDF; at most {MAX_BYTES} are read")
    try:
        sheets, info, pictured = _open(page.body)
    except (
        Exception
    ) as error:  # pypdf raises what its parsers raise on broken files: KeyError, RecursionError, struct.error …
        return NotADocument(code="unreadable", detail=f"{type(error).__name__}: {clean_line(str(error))}"[:200])
    text = clean_text("\n".join(paragraph.text for sheet in sheets for paragraph in sheet))
    letters = sum(char.isalnum() for char in text)
    if pictured and letters < 60 * max(1, min(len(sheets), 3)):
        return NotADocument(code="scanned", detail=f"{len(sheets)} pages, pictures and next to no text")
    if letters < 20 * max(1, min(len(sheets), 3)):
        return NotADocument(code="no_text", detail=f"{len(sheets)} pages and next to no text")
    lines = capture_lines("\n".join(_across_pages(_without_running_heads(sheets))))
    body = join_lines(take_apart(lines).body) if lines else ""
    if len(body) < 0.5 * len(text):
        body = join_lines(lines)
    rejected = gate.reject(body, status=page.status)
    return rejected or _document(page, source, body, lines, sheets[0] if sheets else [], info)


def _open(body: bytes) -> tuple[list[list[Paragraph]], dict[str, str], bool]:
    """The paragraphs of each page, the document information, and whether every one of the first pages has a picture."""
    from pypdf import PdfReader
    from pypdf.errors import FileNotDecryptedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(body))
    if reader.is_encrypted and not reader.decrypt(""):
        raise FileNotDecryptedError("the file asks for a password")
    sheets: list[list[Paragraph]] = []
    read = 0
    for sheet in reader.pages[:MAX_PAGES]:
        sheets.append(read_page(sheet))
        read += sum(len(paragraph.text) for paragraph in sheets[-1])
        if read > MAX_CHARS:
            break
    return sheets, _info(reader), bool(sheets) and all(map(_has_picture, reader.pages[:3]))


def _has_picture(sheet: Any) -> bool:
    resources = sheet.get("/Resources") or {}
    objects = resources.get_object().get("/XObject") if hasattr(resources, "get_object") else None
    drawn = objects.get_object().values() if objects is not None else ()
    return any(each.get_object().get("/Subtype") == "/Image" for each in drawn)


def _info(reader: Any) -> dict[str, str]:
    data = reader.metadata or {}
    return {
        key: clean_line(value)
        for key in ("/Title", "/Author", "/CreationDate")
        if isinstance(value := data.get(key), str)
    }


def _without_running_heads(sheets: list[list[Paragraph]]) -> list[list[str]]:
    """Pages without the lines that stand on most of them, and without page numbers."""
    pages = [[paragraph.text for paragraph in sheet if paragraph.text.strip()] for sheet in sheets]
    seen: dict[str, int] = {}
    for page in pages:
        for line in set(page[:3] + page[-3:]):
            key = re.sub(r"\d+", "#", line.strip())
            seen[key] = seen.get(key, 0) + 1
    repeated = {key for key, count in seen.items() if len(pages) >= 3 and count > len(pages) / 2}
    number = re.compile(r"\W*(?:page|seite|第)?\s?\d{1,4}(?:\s?(?:of|/|von|页).{0,6})?\W*", re.I)
    return [
        [line for line in page if re.sub(r"\d+", "#", line.strip()) not in repeated and not number.fullmatch(line)]
        for page in pages
    ]


def _across_pages(pages: list[list[str]]) -> list[str]:
    """All lines; a sentence that goes on upon the next page is one."""
    lines: list[str] = []
    for page in pages:
        start = 0
        if lines and page and page[0][:1].islower() and len(lines[-1]) >= 40 and not ENDS_SENTENCE.search(lines[-1]):
            lines[-1] = f"{lines[-1]} {page[0]}"
            start = 1
        lines += page[start:]
    return lines


def _document(
    page: Page, source: Source | None, body: str, lines: list[str], first: list[Paragraph], info: dict[str, str]
) -> Document:
    language = guess_language(body)
    country = find_country(page.url, source)
    clock = clock_for(page.fetched_at, body.split("\n"), country, language.value if language else None)
    title, title_method = _title(lines, first, info)
    day, day_method = _date(lines, body, info, clock)
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


def _title(lines: list[str], first: list[Paragraph], info: dict[str, str]) -> tuple[str | None, str]:
    """The file's own title where the first page bears it, else what is written largest there, else its first line."""
    stated = info.get("/Title", "")
    named = 8 <= len(stated) <= 200 and " " in stated and not _NO_TITLE.search(stated)
    largest = _largest(first)
    if named and (fold(stated) in fold(" ".join(paragraph.text for paragraph in first)) or largest is None):
        return stated, "pdf"
    if largest:
        return largest, "size"
    return next((line for line in lines[:6] if _may_be_title(line)), None), "text"


def _largest(first: list[Paragraph]) -> str | None:
    """The paragraph in the largest letters, larger than the text's; letterheads and "Press Release" are none."""
    letters = Counter[float]()
    for paragraph in first:
        letters[round(paragraph.size)] += len(paragraph.text)
    usual = letters.most_common(1)[0][0] if letters else 0.0
    large = [paragraph for paragraph in first[:20] if paragraph.size > 1.12 * usual and _may_be_title(paragraph.text)]
    telling = [each for each in large if len(each.text.split()) >= 4 or len(CJK.findall(each.text)) >= 8]
    best = max(telling or large, key=lambda paragraph: round(paragraph.size), default=None)
    return clean_line(best.text) if best else None


def _may_be_title(line: str) -> bool:
    return (
        8 <= len(line) <= 200
        and sum(char.isalpha() for char in line) > len(line) / 2
        and not LIST_HEADING.fullmatch(line)
        and not _FORM.fullmatch(line)
    )


def _date(lines: list[str], body: str, info: dict[str, str], clock: Clock) -> tuple[str | None, str]:
    """A date near the top of the first page; else the day when the file was made, unless its text is of other years."""
    for line in lines[:12]:
        day = read_day(line, clock) if len(line) <= 120 else None
        if day:
            return day, "text"
    made = re.match(r"D:(\d{4})(\d\d)(\d\d)", info.get("/CreationDate", ""))
    years = set(re.findall(r"\b(?:19|20)\d\d\b", body))
    if made is None or (years and made[1] not in years):
        return None, "pdf"
    return read_day("-".join(made.groups()), clock), "pdf"
