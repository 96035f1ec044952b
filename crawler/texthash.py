"""A hash of what a reader sees, so that a page whose mark-up alone changes every night is not read anew."""

from __future__ import annotations

from hashlib import sha256

from crawler.markup import MAX_HTML, decode, parse_html

_UNSEEN = ("script", "style", "noscript", "template", "iframe", "svg")
_VOLATILE = ("csrf", "token", "nonce", "request-id", "render", "generat")


def text_hash(body: bytes, content_type: str = "") -> str | None:
    """SHA-256 over the page's text and its meta and time values; None for what is no web page or too large to tell."""
    if body.startswith(b"%PDF") or len(body) > MAX_HTML:
        return None
    tree = parse_html(decode(body, content_type))
    if tree is None:
        return None
    parts: list[str] = []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            parts.append(element.tail or "")
            continue
        if element.tag not in _UNSEEN:
            parts.append(element.text or "")
        if element.tag == "meta":
            name = (element.get("property") or element.get("name") or "").lower()
            if name and not any(word in name for word in _VOLATILE):
                parts.append(element.get("content") or "")
        elif element.tag == "time":
            parts.append(element.get("datetime") or "")
        parts.append(element.tail or "")
    text = " ".join(" ".join(parts).split())
    return sha256(text.encode("utf-8", "replace")).hexdigest() if text else None
