"""Bytes of unknown origin to text, XML and HTML trees, with every step bounded."""

from __future__ import annotations

import re
import unicodedata
import zlib
from urllib.parse import urljoin, urlsplit

from lxml import etree

MAX_BYTES = 32 * 1024 * 1024
"""What a compressed body may grow to; the sitemap protocol allows 50 MB, real files stay far below."""
MAX_HTML = 4 * 1024 * 1024
"""How much of an HTML page is looked at; the largest listing pages seen are about 2 MB."""
MAX_DEPTH = 200
"""libxml2 drops everything below 256 levels without a word, so deep pages are parsed again and flattened."""

_GZIP = b"\x1f\x8b"
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_XML_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9._-]{2,40})""")
_META_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9._-]{2,40})""", re.I)
_HEADER_CHARSET = re.compile(r"""charset\s{0,9}=\s{0,9}["']?([A-Za-z0-9._-]{2,40})""", re.I)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252"}
_TEXT_CODECS = re.compile(
    r"^(utf[-_]?(8|16|32)|iso|latin|windows|cp\d|gb|big5|euc|shift|s?jis|koi8|mac|us-?ascii|ascii)"
)
_XML_DECLARATION = re.compile(r"^\s{0,99}<\?xml[^>]{0,300}\?>")
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,12})|([0-9]{1,12}));?", re.I)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,600}>", re.I)
# libxml2 compares each attribute of an element with all before it: 100,000 of them take eight seconds.
_HUGE_TAG = re.compile(r"<[A-Za-z][^<>]{20000,}>?")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}$")
_SPACE = re.compile(r"\s+")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class RefusedMarkup(ValueError):
    """The document declares entities, or a compressed body grows past its limit: it is not read at all."""


def gunzip(body: bytes, limit: int = MAX_BYTES) -> bytes:
    """The body without its gzip layers (at most two); a cut or damaged stream gives what could be read.

    Raises RefusedMarkup where the result would exceed `limit` bytes.
    """
    for _ in range(2):
        if not body.startswith(_GZIP):
            break
        unpacker = zlib.decompressobj(wbits=31)
        opened = bytearray()
        try:
            for start in range(0, len(body), 65536):
                opened += unpacker.decompress(body[start : start + 65536], limit + 1 - len(opened))
                if len(opened) > limit:
                    raise RefusedMarkup(f"more than {limit} bytes once decompressed")
                if unpacker.eof:
                    break
        except zlib.error:
            pass
        body = bytes(opened)
    return body


def decode(body: bytes, content_type: str = "") -> str:
    """The text of a page or XML file: byte order mark, then UTF-8 where the bytes are UTF-8, then what is declared.

    A byte that fits no encoding becomes U+FFFD; control characters are dropped.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return _UNPRINTABLE.sub("", body[len(mark) :].decode(encoding, "replace"))
    for encoding in _candidates(body, content_type):
        try:
            return _UNPRINTABLE.sub("", body.decode(encoding))
        except (UnicodeError, LookupError):
            continue
    declared = next(iter(_declared(body, content_type)), "utf-8")
    return _UNPRINTABLE.sub("", body.decode(declared, "replace"))


def _candidates(body: bytes, content_type: str) -> list[str]:
    if body[:200].count(b"\0") * 3 > len(body[:200]):
        return ["utf-16-be" if body[:1] == b"\0" else "utf-16-le"]
    return ["utf-8", *_declared(body, content_type), "gb18030" if _looks_chinese(body) else "cp1252"]


def _declared(body: bytes, content_type: str) -> list[str]:
    """The encodings that the header, the XML declaration and the meta element name, as far as they are for text."""
    head = body[:4096]
    header = _HEADER_CHARSET.search(content_type)
    named = [header.group(1)] if header else []
    named += [m.group(1).decode("ascii") for m in (_XML_ENCODING.search(head), _META_CHARSET.search(head)) if m]
    names = [_WIDER.get(name.lower(), name.lower()) for name in named]
    known = []
    for name in names:
        try:
            "".encode(name)
        except (LookupError, UnicodeError):
            continue
        if _TEXT_CODECS.match(name):
            known.append(name)
    return known


def _looks_chinese(body: bytes) -> bool:
    high = sum(1 for byte in body[:20000] if byte >= 0xB0)
    return high > 2000


def parse_xml(text: str) -> etree._Element | None:
    """The root of an XML document, recovered as far as it goes; None where nothing can be read.

    Entity declarations are refused (RefusedMarkup): no feed or sitemap needs them, and all entity attacks do.
    """
    text = refuse_entities(text)
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False, encoding="utf-8")
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def refuse_entities(text: str) -> str:
    """The document without declaration, bare DOCTYPE and references to no character.

    Raises RefusedMarkup where it declares entities or carries a DTD of its own.
    """
    if "<!ENTITY" in text or "<!entity" in text:
        raise RefusedMarkup("the document declares entities")
    text = _DOCTYPE.sub("", _XML_DECLARATION.sub("", text), count=1)
    if re.search(r"<!DOCTYPE[^>]{0,600}\[", text[:65536], re.I):
        raise RefusedMarkup("the document carries its own DTD")
    return _REFERENCE.sub(_character, text).lstrip()


def _character(reference: re.Match[str]) -> str:
    """The reference, or nothing where it names no character: feedparser and lxml fail on the whole file for one."""
    number = int(reference.group(1), 16) if reference.group(1) else int(reference.group(2))
    return "" if number == 0 or 0xD800 <= number <= 0xDFFF or number > 0x10FFFF else reference.group()


def parse_html(text: str) -> etree._Element | None:
    """The root of an HTML page; None for an empty one. Pages nested too deep for libxml2 come back flattened."""
    source = _HUGE_TAG.sub("", text[:MAX_HTML]).encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(source, parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    if any("depth" in entry.message for entry in parser.error_log):
        return _flattened(source)
    return root


def _flattened(source: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(source, etree.HTMLParser(encoding="utf-8", target=_Flattening()))
    except (etree.LxmlError, ValueError):
        return None


class _Flattening:
    """Builds the tree from parser events; below MAX_DEPTH only links open an element, all text is kept."""

    def __init__(self) -> None:
        self._builder = etree.TreeBuilder()
        self._builder.start("html", {})
        self._open: list[str | None] = []
        self._depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        build = self._depth < MAX_DEPTH or (tag == "a" and self._depth < MAX_DEPTH + 20)
        build = build and bool(_NAME.match(tag))
        if build:
            known = {name: _UNPRINTABLE.sub("", value) for name, value in attributes.items() if _NAME.match(name)}
            self._builder.start(tag, known)
            self._depth += 1
        self._open.append(tag if build else None)

    def end(self, tag: str) -> None:
        built = self._open.pop() if self._open else None
        if built:
            self._builder.end(built)
            self._depth -= 1

    def data(self, text: str) -> None:
        self._builder.data(_UNPRINTABLE.sub("", text))

    def close(self) -> etree._Element:
        """The root, once everything is ended that the parser left open."""
        while self._open:
            self.end("")
        self._builder.end("html")
        return self._builder.close()


def clean(text: str | None, limit: int = 500) -> str:
    """One line of plain text: spaces collapsed, control, direction and zero-width characters gone, cut at `limit`."""
    if not text:
        return ""
    line = _SPACE.sub(" ", text[: limit * 8])
    return "".join(c for c in line if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))[:limit].strip()


def absolute(href: str | None, base: str) -> str | None:
    """The address that a link leads to, without fragment; None for anything that is not an http(s) address."""
    if not href or len(href) > 4096:
        return None
    try:
        joined = urljoin(base, href.strip().replace("\\", "/"))
        scheme = urlsplit(joined).scheme
    except ValueError:
        return None
    if scheme not in ("http", "https") and (scheme or base):
        return None
    return joined.split("#", 1)[0] or None
