"""Small bodies that become large ones: 200 MB of zeros, packed in every way that a crawler might open."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib

import brotli
from backports import zstd

SIZE = 200_000_000
_BLOCK = bytes(1_000_000)


def zeros(pack: zlib._Compress) -> bytes:
    return b"".join(pack.compress(_BLOCK) for _ in range(SIZE // len(_BLOCK))) + pack.flush()


def gz() -> bytes:
    return zeros(zlib.compressobj(9, zlib.DEFLATED, 31))


def deflate(wbits: int = 15) -> bytes:
    return zeros(zlib.compressobj(9, zlib.DEFLATED, wbits))


def br() -> bytes:
    return bytes(brotli.compress(bytes(SIZE), quality=3))


def zst() -> bytes:
    return bytes(zstd.compress(bytes(SIZE)))


def nested(depth: int) -> bytes:
    body = gz()
    for _ in range(depth - 1):
        body = gzip.compress(body)
    return body


def docx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as entry:
        for _ in range(SIZE // len(_BLOCK)):
            entry.write(_BLOCK)
    return out.getvalue()


def pdf() -> bytes:
    """One page whose content stream is the bomb."""
    stream = deflate()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 9 9]>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 5\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size 5>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )
