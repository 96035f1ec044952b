"""What a page tells of its site: who publishes it, and where its feeds, sitemaps and news pages are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from crawler.markup import absolute, clean, decode, parse_html
from crawler.page import Page
from crawler.pageview import Anchor, view_page
from crawler.urls import same_host

_FEED_TYPE = re.compile(r"^(application/(rss|atom|rdf|feed)\+(xml|json)|text/calendar)$")
_FEED_ADDRESS = re.compile(
    r"(?i)(/(rss|feeds?|atom)([._-]?(news|xml|php|aspx?))?/?$|\.(rss|rdf|atom)$|/(rss|atom|feed)\.(xml|rdf|aspx|php|json)$|/index\.(xml|rdf)$"
    r"|rssfeed\.aspx|publisherrss\.php|[?&](feed|format|type)=(rss|atom))"
)
_NEWS = re.compile(
    r"(?i)news|press|release|announce|media|presse|aktuell|nachricht|actualit|communiqu|notici|comunicad|sala-de-prensa"
    r"|nyhet|uutis|nieuws|wiadomo|novos|新闻|要闻|动态|资讯|뉴스|보도"
)
_NOT_NEWS = re.compile(r"(?i)comment|calendar|event|podcast|video|photo|job|career|bid|tender|agenda|alert|weather")
_SECTION = re.compile(
    r"(?i)^(all |latest |more |city |read |view )*(news( (releases?|room|and events|archive))?|newsroom"
    r"|press( (releases?|room|office))?|media( (releases?|room|cent(er|re)))|announcements"
    r"|pressemitteilungen|presse|aktuelles|nachrichten|actualités|communiqués|espace presse"
    r"|noticias|sala de prensa|notas de prensa|notícias|comunicati( stampa)?|notizie"
    r"|nieuws|nyheter|nyheder|uutiset|aktualności"
    r"|新闻(中心|动态|发布)?|要闻(动态)?|今日要闻|政务动态|뉴스|보도자료|ニュース|報道発表)( ?»| ?>| ?→)?$"
)
_TITLE_PARTS = re.compile(r"\s+[|–—·•»:-]\s+|\s*[|_]\s*")
_ENTRY_PAGES = re.compile(r"(?i)^/?((index|default|home)\.\w+|[a-z]{2}(-[a-z]{2})?/?|english/?)?$")


@dataclass(frozen=True, slots=True)
class Lead:
    """An address that may be a source's start, and what says so."""

    url: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What a page says of its site. Leads are best first; `language` and `region` are as the page writes them.

    `scripted`: the page has hardly any links of its own but scripts that may bring them.
    """

    site_name: str = ""
    title: str = ""
    language: str = ""
    region: str = ""
    is_entry: bool = False
    scripted: bool = False
    feeds: tuple[Lead, ...] = ()
    sitemaps: tuple[Lead, ...] = ()
    sections: tuple[Lead, ...] = ()


def read_signs(page: Page, robots_sitemaps: Sequence[str] = ()) -> Signs:
    """What an HTML page and its host's robots.txt tell; a body that is no HTML tells nothing of its own."""
    root = parse_html(decode(page.body, page.headers.get("content-type", "")))
    named = [Lead(url, "robots.txt names it") for url in robots_sitemaps if absolute(url, page.url)]
    if root is None:
        return Signs(sitemaps=_ranked(named, page.url))
    base = next((found for e in root.iter("base") if (found := absolute(e.get("href"), page.url))), page.url)
    view = view_page(root, page.url)
    title = clean(next((e.text for e in root.iter("title") if e.text), ""))
    return Signs(
        site_name=_meta(root, "og:site_name", "application-name") or _site_part(title),
        title=title,
        language=clean(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")),
        region=_meta(root, "geo.region", "geo.country", "og:locale"),
        is_entry=bool(_ENTRY_PAGES.match(urlsplit(page.url).path)),
        scripted=len(view.anchors) < 5 and next(root.iter("script"), None) is not None,
        feeds=_ranked([*_linked(root, base), *_anchored(view.anchors)], page.url),
        sitemaps=_ranked([*named, *_sitemap_links(root, base)], page.url),
        sections=tuple(
            _unique(
                Lead(anchor.url, f'the page links to it as "{anchor.text}"')
                for anchor in view.anchors
                if _SECTION.match(anchor.text) and _on_host(anchor.url, page.url) and anchor.url != page.url
            )
        ),
    )


def is_news(lead: Lead) -> bool:
    """Whether an address or what leads to it speaks of news.

    >>> is_news(Lead("https://a.example/sitemap-news.xml", "")), is_news(Lead("https://a.example/sitemap.xml", ""))
    (True, False)
    """
    return bool(_NEWS.search(urlsplit(lead.url).path + lead.why))


def _linked(root: etree._Element, base: str) -> Iterable[Lead]:
    for link in root.iter("link"):
        url = absolute(link.get("href"), base)
        kind = (link.get("type") or "").strip().lower()
        if url and "alternate" in (link.get("rel") or "").lower() and _FEED_TYPE.match(kind):
            yield Lead(url, f"the page's head names it: {clean(link.get('title'), 80) or kind}")


def _anchored(anchors: Iterable[Anchor]) -> Iterable[Lead]:
    for anchor in anchors:
        if _FEED_ADDRESS.search(anchor.url) or anchor.text.upper() in ("RSS", "RSS FEED", "ATOM", "RSS FEEDS"):
            yield Lead(anchor.url, f'the page links to it as "{clean(anchor.text, 80)}"')


def _sitemap_links(root: etree._Element, base: str) -> Iterable[Lead]:
    for link in root.iter("link"):
        url = absolute(link.get("href"), base)
        if url and (link.get("rel") or "").lower() == "sitemap":
            yield Lead(url, "the page's head names it")


def _ranked(leads: Iterable[Lead], page_url: str) -> tuple[Lead, ...]:
    """Those of the page's own host first; then what speaks of news, what lies nearest to the page, page order."""

    def rank(lead: Lead) -> tuple[bool, bool, bool, int]:
        words = urlsplit(lead.url).path + "?" + urlsplit(lead.url).query + lead.why
        near = _shared_parts(lead.url, page_url)
        return (not _on_host(lead.url, page_url), bool(_NOT_NEWS.search(words)), not _NEWS.search(words), -near)

    return tuple(sorted(_unique(leads), key=rank))


def _unique(leads: Iterable[Lead]) -> list[Lead]:
    found: dict[str, Lead] = {}
    for lead in leads:
        found.setdefault(lead.url, lead)
    return list(found.values())


def _on_host(url: str, page_url: str) -> bool:
    hosts = [same_host(urlsplit(address).hostname or "") for address in (url, page_url)]
    return hosts[0] == hosts[1]


def _shared_parts(url: str, page_url: str) -> int:
    pairs = zip(urlsplit(url).path.split("/"), urlsplit(page_url).path.split("/"), strict=False)
    count = 0
    for ours, theirs in pairs:
        if ours != theirs:
            break
        count += 1
    return count


def _meta(root: etree._Element, *names: str) -> str:
    found = {
        (e.get("property") or e.get("name") or "").lower(): clean(e.get("content"), 120) for e in root.iter("meta")
    }
    return next((found[name] for name in names if found.get(name)), "")


def _site_part(title: str) -> str:
    """The site's own part of a title: what stands last.

    >>> _site_part("News releases | City of Riverton"), _site_part("Riverton")
    ('City of Riverton', 'Riverton')
    """
    return _TITLE_PARTS.split(title)[-1].strip()
