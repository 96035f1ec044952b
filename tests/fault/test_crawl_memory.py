"""A crawl takes as much memory for a large site as for a small one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile import Behaviour, Hostile, Peer, hostile, source, text
from watched import watched

PARTS = 20


def site(server: Hostile, pages: int, sitemaps: int) -> int:
    """The port of a host whose sitemap index leads to so many pages of about 10 KB each."""
    routes: dict[str, Behaviour] = {"/robots.txt": text("", "404 Not Found")}
    port = server.add(routes=routes)
    base = f"http://127.0.0.1:{port}"

    async def page(peer: Peer) -> None:
        part, _, number = peer.path.rpartition("/")
        words = "".join(
            f"<p>{part} plan {number}, section {n}: {'the council agreed. ' * 25}</p>" for n in range(PARTS)
        )
        await text(f"<html><head><title>Plan {number} of {part}</title></head><body>{words}</body></html>")(peer)

    names = "".join(f"<sitemap><loc>{base}/part{k}.xml</loc></sitemap>" for k in range(sitemaps))
    routes |= {"/map.xml": text(f"<sitemapindex>{names}</sitemapindex>"), "*": page}
    for k in range(sitemaps):
        locs = "".join(f"<url><loc>{base}/{k}/{n}</loc></url>" for n in range(pages // sitemaps))
        routes[f"/part{k}.xml"] = text(f"<urlset>{locs}</urlset>")
    return port


@pytest.mark.parametrize("pages", [150, pytest.param(5_000, marks=[pytest.mark.slow, pytest.mark.timeout(1800)])])
def test_four_times_as_many_pages_take_no_more_memory(tmp_path: Path, pages: int) -> None:
    peaks = []
    for times in (1, 4):
        with hostile() as server:
            port = site(server, times * pages, sitemaps=times)
            one = source(f"site-{times}", port, path="/map.xml", kind="sitemap", limits={"pages": 50_000})
            found = watched([one], tmp_path, [port])
        assert found.sources[one.name].fetched == times * pages
        peaks.append(found.peak)
    assert peaks[1] <= 1.2 * peaks[0]
