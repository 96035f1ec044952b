"""What happens to sites: new layouts, walls, moves, errors; each with the verdict that a reader would give."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from newspapers import Change, Pages

from demo.listings import html
from demo.resource import Resource

ROBOTS = "/robots.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """A change of a site of the demo, with keys that its source needs for it, and the verdict that it must get."""

    name: str
    site: str
    verdict: str
    change: Change
    source: Mapping[str, Any] = field(default_factory=dict)


def rewritten(pattern: str, replacement: str | Callable[[re.Match[str]], str], *, only: str = ".") -> Change:
    """Rewrites the mark-up of the pages whose path matches `only`."""

    def change(pages: Pages, base: str) -> Pages:
        return {
            path: _rewrite(page, pattern, replacement) if re.search(only, path) else page
            for path, page in pages.items()
        }

    return change


def _rewrite(page: Resource, pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> Resource:
    text = page.body.decode("utf-8", "surrogateescape")
    changed = re.sub(pattern, replacement, text, flags=re.S)
    if changed == text:
        return page
    return replace(page, body=changed.encode("utf-8", "surrogateescape"), etag=None, last_modified=None)


def everywhere(answer: Resource, *, but: str = "^$", only: str = ".") -> Change:
    """One answer for every path, robots.txt apart."""

    def change(pages: Pages, base: str) -> Pages:
        return {
            path: page if path == ROBOTS or re.search(but, path) or not re.search(only, path) else answer
            for path, page in pages.items()
        }

    return change


def replaced(path: str, answer: Resource) -> Change:
    return lambda pages, base: {**pages, path: answer}


def login(pages: Pages, base: str) -> Pages:
    form = '<h1>Members</h1><p>Please log in to continue.</p><form><input name="u"><input type="password"></form>'
    away = Resource(status=302, location="/login")
    return {path: page if path == ROBOTS else away for path, page in pages.items()} | {"/login": html("Log in", form)}


def as_json(match: re.Match[str]) -> str:
    text = re.sub(r"<[^>]+>", " ", match[1])
    return f'<div id="app"></div><script type="application/json">{json.dumps({"body": text})}</script>'


def feed(*items: str) -> Resource:
    body = (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Lujiang Post</title>{"".join(items)}</channel></rss>'
    )
    return Resource(body=body.encode(), content_type="application/rss+xml; charset=utf-8")


def podcast(number: int) -> str:
    return f"<item><title>Episode {number}</title><link>https://audio.example/{number}.mp3</link></item>"


CHALLENGE = html("Just a moment...", "<h1>Checking your browser</h1><p>Verify you are human to go on.</p>")
NOT_FOUND = html("Page not found", "<h1>404 Not Found</h1><p>The page you requested does not exist.</p>")
MAINTENANCE = html("Maintenance", "<p>The website is currently under scheduled maintenance. We'll be back soon.</p>")
OTHER_SECTION = Resource(
    body=b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    b"<url><loc>https://audio.example/a.mp3</loc></url></urlset>",
    content_type="application/xml",
)
BOILERPLATE = (
    '<div class="story"><p>Welcome to our new home. We have worked for a year on a paper that is faster, clearer and '
    "easier to read on the telephone, and we thank all readers who have helped us with their patience.</p><p>All that "
    "we have ever printed will find its way here. Until then the desk answers letters about older items.</p></div>"
)
PAYWALL = '<div class="con"><p>For subscribers only. Subscribe to continue reading this article.</p></div>'
ARTICLES = r"/c_|/t20\d{6}_|/Cooperation/|/items/|/content_"

MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        name="class of the list renamed",
        site="portal",
        verdict="redesigned",
        change=rewritten('class="list"', 'class="c-7f3a"', only="^/$"),
        source={"selectors": {"items": "ul.list li"}},
    ),
    Mutation(
        name="columns swapped",
        site="invest",
        verdict="redesigned",
        change=rewritten("(<td><a.*?</td>)(<td>.*?</td>)", r"\2\1", only="/list"),
        source={"selectors": {"items": "table tr", "title": "td:nth-child(1)"}},
    ),
    Mutation(
        name="date removed",
        site="channel",
        verdict="emptied",
        change=rewritten(r"\| 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d", "", only=ARTICLES),
    ),
    Mutation(
        name="boilerplate only",
        site="exchange",
        verdict="emptied",
        change=rewritten('<div class="story">.*?</div>', BOILERPLATE, only=ARTICLES),
    ),
    Mutation(name="empty feed", site="daily", verdict="redesigned", change=replaced("/rss.xml", feed())),
    Mutation(
        name="list in a wrapper",
        site="portal",
        verdict="redesigned",
        change=rewritten('<ul class="list">(.*?)</ul>', r'<div><ul class="list">\1</ul></div>', only="^/$"),
        source={"selectors": {"items": "body > ul > li"}},
    ),
    Mutation(
        name="body moved to JSON",
        site="invest",
        verdict="emptied",
        change=rewritten("<body>(.*)</body>", as_json, only=ARTICLES),
    ),
    Mutation(name="server error", site="channel", verdict="broken", change=everywhere(Resource(status=500))),
    Mutation(name="soft 404 everywhere", site="exchange", verdict="moved", change=everywhere(NOT_FOUND)),
    Mutation(
        name="headline removed",
        site="daily",
        verdict="emptied",
        change=lambda pages, base: rewritten("<h2>.*?</h2>", "", only=ARTICLES)(
            rewritten("<title>.*?</title>", "<title>Lujiang Post</title>", only=ARTICLES)(pages, base), base
        ),
    ),
    Mutation(
        name="list filled by a script",
        site="portal",
        verdict="redesigned",
        change=rewritten('<ul class="list">.*?</ul>', '<ul id="list"></ul><script>fill("list")</script>', only="^/$"),
    ),
    Mutation(name="login redirect", site="invest", verdict="blocked", change=login),
    Mutation(
        name="sitemap of another section",
        site="channel",
        verdict="redesigned",
        change=lambda pages, base: replaced("/sitemaps/new.xml", OTHER_SECTION)(
            replaced("/sitemaps/older.xml.gz", OTHER_SECTION)(pages, base), base
        ),
    ),
    Mutation(
        name="moved to another host",
        site="exchange",
        verdict="moved",
        change=everywhere(Resource(status=301, location="https://mail.harbour.example/")),
    ),
    Mutation(
        name="a podcast's feed in its place",
        site="daily",
        verdict="redesigned",
        change=replaced("/rss.xml", feed(*map(podcast, range(8)))),
    ),
    Mutation(name="challenge with status 200", site="portal", verdict="blocked", change=everywhere(CHALLENGE)),
    Mutation(name="maintenance with status 200", site="invest", verdict="broken", change=everywhere(MAINTENANCE)),
    Mutation(
        name="paywall",
        site="channel",
        verdict="blocked",
        change=rewritten('<div class="con">.*?</div>', PAYWALL, only=ARTICLES),
    ),
    Mutation(
        name="start page gone", site="exchange", verdict="moved", change=everywhere(Resource(status=404), only="^/$")
    ),
    Mutation(name="403", site="daily", verdict="blocked", change=everywhere(Resource(status=403))),
    Mutation(
        name="robots.txt forbids",
        site="portal",
        verdict="blocked",
        change=replaced(ROBOTS, Resource(body=b"User-agent: *\nDisallow: /\n", content_type="text/plain")),
    ),
    Mutation(
        name="articles gone",
        site="invest",
        verdict="moved",
        change=everywhere(Resource(status=404), only=ARTICLES),
    ),
    Mutation(
        name="articles refused",
        site="channel",
        verdict="blocked",
        change=everywhere(Resource(status=403), only=ARTICLES),
    ),
    Mutation(
        name="texts cut to their first sentence",
        site="exchange",
        verdict="emptied",
        change=rewritten(r"(<div class=\"story\"><p>.{200}[^.]*\.).*?</div>", r"\1</p></div>", only=ARTICLES),
    ),
    Mutation(
        name="a web page instead of the feed",
        site="daily",
        verdict="redesigned",
        change=replaced(
            "/rss.xml", html("Lujiang Post", "<h1>Lujiang Post</h1><p>Read us in the new application.</p>")
        ),
    ),
)
