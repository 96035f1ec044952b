"""Where each site lists its articles: a plain index, a paged list, a sitemap index, a front page, a feed."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from email.utils import format_datetime
from html import escape

from demo.article import Article
from demo.layouts import CHANNEL_NAME, EXCHANGE_NAME, PORTAL_NAV, TOPICS, document
from demo.resource import Resource

PAGE_ITEMS = 6
PathOf = Callable[[Article], str]
Link = tuple[str, str]


def portal_index(articles: Sequence[Article], path: PathOf, extra: Sequence[Link]) -> dict[str, Resource]:
    """One long list of dated links; the last leads to another list, whose address looks like an article's."""
    rows = [f'<li><a href="{path(a)}">{escape(a.headline)}</a> <span>{a.date:%Y-%m-%d}</span></li>' for a in articles]
    rows += [
        f'<li><a href="{href}">{escape(title)}</a></li>'
        for href, title in [*extra, (TOPICS, "Centers and talent at a glance")]
    ]
    topics = "".join(f'<li><a href="{path(a)}">{escape(a.headline)}</a></li>' for a in articles[::2])
    about = "<h1>About</h1><p>Jiangnan Gateway is a demonstration site. Its companies and people are invented.</p>"
    return {
        "/": html("Jiangnan Gateway", f'{PORTAL_NAV}<h1>Latest</h1><ul class="list">{"".join(rows)}</ul>'),
        TOPICS: html("Topics", f"{PORTAL_NAV}<h1>Centers and talent</h1><ul>{topics}</ul>"),
        "/about.htm": html("About", PORTAL_NAV + about),
    }


def invest_index(articles: Sequence[Article], path: PathOf, extra: Sequence[Link]) -> dict[str, Resource]:
    """Pages of PAGE_ITEMS rows, what is no article on top: `list.html`, `list_2.html`, …, with a numbered pager."""
    links = [(*link, "") for link in extra] + [(path(a), a.headline, f"[{a.date:%Y-%m-%d}]") for a in articles]
    rows = [f'<tr><td><a href="{href}">{escape(title)}</a></td><td>{day}</td></tr>' for href, title, day in links]
    chunks = [rows[start : start + PAGE_ITEMS] for start in range(0, len(rows), PAGE_ITEMS)]
    names = ["list.html", *(f"list_{number}.html" for number in range(2, len(chunks) + 1))]
    pages = {}
    for index, (name, chunk) in enumerate(zip(names, chunks, strict=True)):
        numbers = " ".join(
            f"<b>{number}</b>" if number == index + 1 else f'<a href="{other}">{number}</a>'
            for number, other in enumerate(names, start=1)
        )
        following = f' <a class="next" href="{names[index + 1]}">Next</a>' if index + 1 < len(names) else ""
        pages[f"/english/news/{name}"] = html(
            "welcome to Ningbo Investment Window",
            f"<p>Home&raquo; nbinvest&raquo; News &amp; Events&raquo; News</p><table>{''.join(chunk)}</table>"
            f'<div class="pager">{numbers}{following}</div>',
        )
    first = pages["/english/news/list.html"]
    home = html(
        "Ningbo Investment Window", '<h1>Ningbo</h1><p><a href="/english/news/list.html">News &amp; Events</a></p>'
    )
    return {"/": home, "/english/": home, "/english/news/": first, **pages}


def channel_index(articles: Sequence[Article], path: PathOf, extra: Sequence[Link], base: str) -> dict[str, Resource]:
    """A sitemap index of a plain and a gzip part; the newer half is in the plain one."""
    entries = [f"<url><loc>{base}{path(a)}</loc><lastmod>{a.modified:%Y-%m-%d}</lastmod></url>" for a in articles] + [
        f"<url><loc>{base}{href}</loc></url>" for href, _ in extra
    ]
    half = len(articles) // 2
    older = gzip.compress(_urlset(entries[half:]), mtime=0)
    parts = "".join(f"<sitemap><loc>{base}/sitemaps/{name}</loc></sitemap>" for name in ("new.xml", "older.xml.gz"))
    items = "".join(f'<li><a href="{path(a)}">{escape(a.headline)}</a></li>' for a in articles[:half])
    front = html(CHANNEL_NAME, f"<h1>{CHANNEL_NAME}</h1><ul>{items}</ul>")
    return {
        "/": front,
        "/English/": front,
        "/sitemap.xml": xml(_sitemap("sitemapindex", parts)),
        "/sitemaps/new.xml": xml(_urlset(entries[:half])),
        "/sitemaps/older.xml.gz": Resource(body=older, content_type="application/gzip"),
    }


def exchange_index(articles: Sequence[Article], path: PathOf, extra: Sequence[Link]) -> dict[str, Resource]:
    """A front page of teasers without dates: a headline that links and the first words of the item."""
    teasers = "".join(
        f'<div class="teaser"><h3><a href="{path(a)}">{escape(a.headline)}</a></h3><p>{escape(_teaser(a))} …</p></div>'
        for a in articles
    )
    teasers += "".join(f'<h3><a href="{href}">{escape(title)}</a></h3>' for href, title in extra)
    contact = "<h1>Write to us</h1><p>The Harbour Mail is a demonstration paper and has no letter box.</p>"
    return {"/": html(EXCHANGE_NAME, f"<h1>{EXCHANGE_NAME}</h1>{teasers}"), "/contact/": html(EXCHANGE_NAME, contact)}


def daily_index(articles: Sequence[Article], path: PathOf, extra: Sequence[Link], base: str) -> dict[str, Resource]:
    """An RSS feed with dates and summaries, and a front page that nobody has to read."""
    items = [_rss_item(a.headline, base + path(a), format_datetime(_morning(a)), _teaser(a)) for a in articles]
    items += [_rss_item(title, base + href, "", "") for href, title in extra]
    feed = (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>Lujiang Post</title>'
        f"<link>{base}/</link><description>City news</description>{''.join(items)}</channel></rss>\n"
    )
    links = "".join(f'<li><a href="{path(a)}">{escape(a.headline)}</a></li>' for a in articles)
    front = html("Lujiang Post", f'<h1>Lujiang Post</h1><a href="/rss.xml">RSS</a><ul>{links}</ul>')
    return {"/": front, "/rss.xml": Resource(body=feed.encode(), content_type="application/rss+xml; charset=utf-8")}


def html(title: str, body: str) -> Resource:
    return Resource(body=document(title, body).encode())


def xml(text: bytes) -> Resource:
    return Resource(body=text, content_type="application/xml; charset=utf-8")


def _urlset(entries: Sequence[str]) -> bytes:
    return _sitemap("urlset", "".join(entries))


def _sitemap(root: str, inside: str) -> bytes:
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{namespace}">{inside}</{root}>\n'.encode()


def _rss_item(title: str, link: str, published: str, summary: str) -> str:
    when = f"<pubDate>{published}</pubDate>" if published else ""
    about = f"<description>{escape(summary)}</description>" if summary else ""
    return f"<item><title>{escape(title)}</title><link>{link}</link>{when}{about}</item>"


def _morning(article: Article) -> datetime:
    return datetime.combine(article.date, time(1), UTC)


def _teaser(article: Article) -> str:
    return " ".join(article.paragraphs[0].removeprefix("! ").split()[:14])
