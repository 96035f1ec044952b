"""Between Scrapy's requests and responses and our pages."""

from __future__ import annotations

from scrapy.http import Response

from crawler.archive import charset
from crawler.links import sniff
from crawler.page import Page
from crawler.state import Lease, stamp
from crawler.urls import canonical_url

_OTHER_MEDIA = ("image/", "audio/", "video/", "font/")


def conditional_headers(lease: Lease) -> dict[str, str]:
    """Ask only for what has changed since the known answer (RFC 9110, 13.1)."""
    headers = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf;q=0.8,*/*;q=0.5"}
    if lease.known and lease.etag:
        headers["If-None-Match"] = lease.etag
    if lease.known and lease.last_modified:
        headers["If-Modified-Since"] = lease.last_modified
    return headers


def to_page(response: Response, lease: Lease, source: str) -> Page:
    """The response as a page of the source; a 304 keeps the validators it does not repeat."""
    headers = {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
    if response.status == 304:
        known = {"etag": lease.etag, "last-modified": lease.last_modified}
        headers = {name: value for name, value in known.items() if value} | headers
    return Page(
        url=canonical_url(response.url),
        requested_url=lease.address,
        source=source,
        fetched_at=stamp(),
        status=response.status,
        headers=headers,
        body=response.body,
        encoding=charset(headers),
    )


def redirects(response: Response) -> tuple[int, ...]:
    """The statuses of the redirects that led to the response."""
    meta = response.request.meta if response.request else {}
    return tuple(int(status) for status in meta.get("redirect_reasons", ()) if str(status).isdigit())


def kept_type(page: Page) -> bool:
    """Whether the page is something to read: a web page, plain text or a PDF, by its bytes before its header."""
    if page.body.startswith(b"%PDF"):
        return True
    if page.content_type.startswith(_OTHER_MEDIA):
        return False
    return sniff(page.body, page.content_type) != "binary" and b"\0" not in page.body[:64]
