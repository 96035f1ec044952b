"""What the server answers for one path."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from hashlib import sha256

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """An answer with the validators it is served with; `location` makes it a redirect."""

    body: bytes = b""
    content_type: str = HTML
    status: int = 200
    etag: str | None = None
    last_modified: datetime | None = None
    location: str | None = None


def with_validators(resource: Resource, validators: tuple[str, ...], modified: date) -> Resource:
    """The resource with an ETag of its bytes, the morning of `modified` as Last-Modified, both or neither."""
    return Resource(
        body=resource.body,
        content_type=resource.content_type,
        status=resource.status,
        etag=f'"{sha256(resource.body).hexdigest()[:16]}"' if "etag" in validators else None,
        last_modified=datetime.combine(modified, time(8), UTC) if "last-modified" in validators else None,
    )
