"""A PDF of plain paragraphs, just enough for a notice: A4 pages, one standard font, text that readers can select."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

_LINE_CHARS = 88  # Helvetica at 11 points on 495 points of width
_PAGE_LINES = 46
_LEADING = 16


def make_pdf(title: str, paragraphs: Sequence[str]) -> bytes:
    """The same text gives the same bytes; characters outside Windows-1252 become question marks."""
    lines = [title, ""]
    for paragraph in paragraphs:
        lines += [*textwrap.wrap(paragraph, _LINE_CHARS), ""]
    pages = [lines[start : start + _PAGE_LINES] for start in range(0, len(lines), _PAGE_LINES)]
    return _file(_objects(title, pages))


def _objects(title: str, pages: Sequence[Sequence[str]]) -> list[bytes]:
    """Catalog, page tree, font, information, then a page and its content for each page; numbered from 1."""
    first = 5
    kids = b" ".join(b"%d 0 R" % (first + 2 * index) for index in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
        b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title %b >>" % _string(title),
    ]
    for index, lines in enumerate(pages):
        content = _content(lines)
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % (first + 2 * index + 1),
            b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
        ]
    return objects


def _content(lines: Sequence[str]) -> bytes:
    shown = b"\n".join(b"%b Tj T*" % _string(line) for line in lines)
    return b"BT /F1 11 Tf %d TL 50 780 Td\n%b\nET" % (_LEADING, shown)


def _string(text: str) -> bytes:
    """A PDF literal string, its brackets and backslashes escaped."""
    raw = text.encode("cp1252", "replace")
    for sign in (b"\\", b"(", b")"):
        raw = raw.replace(sign, b"\\" + sign)
    return b"(%b)" % raw


def _file(objects: Sequence[bytes]) -> bytes:
    """Header, objects, cross-reference table with the byte offset of each, trailer."""
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = len(out)
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, entries)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)
