"""The five sites as sources: plain tables with the keys of a source's TOML file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from demo.sites import SITES

_COLUMNS = ("publisher", "kind", "country", "city", "authority")
_PUBLISHERS: Mapping[str, tuple[str, ...]] = {
    "portal": ("Jiangnan Gateway", "listing", "CN", "Nanjing", "government"),
    "invest": ("Ningbo Investment Window", "listing", "CN", "Ningbo", "agency"),
    "channel": ("Technology Courier Daily", "sitemap", "CN", "Beijing", "news"),
    "exchange": ("The Harbour Mail", "listing", "PK", "Karachi", "news"),
    "daily": ("Lujiang Post", "feed", "CN", "Xiamen", "news"),
}


def demo_sources(base_urls: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """One table a site by source name, for sites served at `base_urls` (see DemoServer.base_urls)."""
    sources = {}
    for site, base_url in base_urls.items():
        name = f"demo-{site}"
        sources[name] = {
            "name": name,
            **dict(zip(_COLUMNS, _PUBLISHERS[site], strict=True)),
            "url": base_url + SITES[site].start,
            "language": "en",
            "every": 24,
            "allow": [_allow(site)],
            "deny": [],
            "limits": {"pages": 100, "depth": 6, "delay": 0.0},
            "notes": "A site of the demo: its companies and people are invented.",
        }
    return sources


def _allow(site: str) -> str:
    """The pattern of the addresses that may be articles."""
    return {
        "portal": r"/20\d\d-\d\d/\d\d/c_",
        "invest": r"/english/(news/t\d|internal/)",
        "channel": r"/English/Cooperation/",
        "exchange": r"/items/",
        "daily": r"/content/|/go/",
    }[site]
