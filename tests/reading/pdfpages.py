"""PDF files made for tests: text set at chosen places in a chosen order, pictures, document information."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines from a top left corner down; `x` and `top` in points from the page's lower left corner."""

    lines: Sequence[str]
    x: float = 50
    top: float = 780
    size: float = 10
    leading: float = 13


def wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width)


def make_pdf(pages: Sequence[Sequence[Block]], info: dict[str, str] | None = None, *, picture: bool = False) -> bytes:
    """A4 pages in Helvetica, the blocks in the order of the file; with `picture`, each page is covered by an image."""
    kids = " ".join(f"{6 + 2 * place} 0 R" for place in range(len(pages)))
    told = " ".join(f"/{key} ({_escaped(value).decode('latin-1')})" for key, value in (info or {}).items())
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< {told} >>".encode("latin-1"),
        (
            b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\n"
            b"stream\n\x80\nendstream"
        ),
    ]
    image = b"/XObject << /Im1 5 0 R >>" if picture else b""
    for place, blocks in enumerate(pages):
        drawn = b"q 595 0 0 842 0 0 cm /Im1 Do Q\n" if picture else b""
        content = drawn + b"\n".join(map(_drawn, blocks))
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> %b >>"
            b" /Contents %d 0 R >>" % (image, 7 + 2 * place),
            b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
        ]
    return _file(objects)


def _drawn(block: Block) -> bytes:
    lines = b"\n".join(b"(%b) Tj T*" % _escaped(line) for line in block.lines)
    start = f"BT /F1 {block.size} Tf {block.leading} TL 1 0 0 1 {block.x} {block.top} Tm\n".encode()
    return start + lines + b"\nET"


def _escaped(text: str) -> bytes:
    raw = text.encode("cp1252", "replace")
    for sign in (b"\\", b"(", b")"):
        raw = raw.replace(sign, b"\\" + sign)
    return raw


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    tail = b"trailer << /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
    return bytes(out) + b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table) + tail
