"""The five sites: what each answers for every path, in each edition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from demo import layouts, listings
from demo.article import Article, load_articles, site_articles
from demo.pdf import make_pdf
from demo.resource import HTML, Resource, with_validators


class Extra(NamedTuple):
    """A page that is listed like an article and is none."""

    path: str
    title: str
    answer: Resource


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site's layout, addresses and oddities. `path` is a format of date and slug; `start` is where a crawl begins.

    `extra` are listed with the articles and are none; robots.txt forbids the paths below `disallow`.
    """

    name: str
    start: str
    path: str
    layout: Callable[[Article], str]
    validators: tuple[str, ...]
    charset: str = "utf-8"
    extra: tuple[Extra, ...] = ()
    disallow: str = ""

    def path_of(self, article: Article) -> str:
        path = self.path.format(date=article.date, slug=article.slug)
        return path.rsplit(".", 1)[0] + ".pdf" if article.form == "pdf" else path


_SOFT_404 = Extra(
    "/2025-02/01/c_spring-fair.htm",
    "Spring fair brings returnees and employers together",
    listings.html(
        "Page not found",
        '<div class="topNav"><a href="/">Home</a></div><h1>Sorry, the page you visited does not exist</h1>'
        "<p>404 Not Found. It may have been moved or deleted. You will be taken to the home page in 5 seconds.</p>",
    ),
)
_ROSTER = Extra(
    "/english/internal/circular.html",
    "Circular on the duty roster of the holidays",
    listings.html("Circular", "<h1>Circular</h1><p>Who is on duty in the demonstration office over the holidays.</p>"),
)
_COOKIE_WALL = Extra(
    "/English/Cooperation/202502/reader-survey.shtml",
    "What Readers Want to Know",
    listings.html(
        "Before you continue",
        "<h1>We value your privacy</h1><p>We and our partners use cookies and similar technologies to store "
        "information on your device. Please accept cookies to continue to the site, or manage your preferences.</p>"
        "<button>Accept all cookies</button> <button>Reject all</button> <button>Cookie settings</button>",
    ),
)
_SHORT_LINK = Extra(
    "/go/1001",
    "Editor's choice: the seafront incubator",
    Resource(status=301, location="/content/2025-05/12/content_seafront-incubator.htm"),
)

SITES: Mapping[str, Site] = {
    site.name: site
    for site in (
        Site(
            name="portal",
            start="/",
            path="/{date:%Y-%m/%d}/c_{slug}.htm",
            layout=layouts.portal_article,
            validators=("last-modified",),
            extra=(_SOFT_404,),
        ),
        Site(
            name="invest",
            start="/english/news/list.html",
            path="/english/news/t{date:%Y%m%d}_{slug}.html",
            layout=layouts.invest_article,
            validators=("etag",),
            extra=(_ROSTER,),
            disallow="/english/internal/",
        ),
        Site(
            name="channel",
            start="/sitemap.xml",
            path="/English/Cooperation/{date:%Y%m}/{slug}.shtml",
            layout=layouts.channel_article,
            validators=("etag", "last-modified"),
            extra=(_COOKIE_WALL,),
        ),
        Site(
            name="exchange",
            start="/",
            path="/items/{slug}/",
            layout=layouts.exchange_article,
            validators=("last-modified",),
            charset="windows-1252",
        ),
        Site(
            name="daily",
            start="/rss.xml",
            path="/content/{date:%Y-%m/%d}/content_{slug}.htm",
            layout=layouts.daily_article,
            validators=("etag", "last-modified"),
            extra=(_SHORT_LINK,),
        ),
    )
}


@cache
def build_site(name: str, edition: int, base_url: str) -> Mapping[str, Resource]:
    """Every path the site answers in an edition; `base_url` (no slash at its end) is for sitemap and feed, whose
    standards want whole addresses. Raises KeyError for an unknown site, ValueError for an unknown edition."""
    site = SITES[name]
    return {**_lists(site, edition, base_url), **_articles(site, edition), **_others(site)}


def article_url(article: Article, base_urls: Mapping[str, str]) -> str:
    return base_urls[article.site] + SITES[article.site].path_of(article)


def _lists(site: Site, edition: int, base_url: str) -> dict[str, Resource]:
    articles = site_articles(site.name, edition)
    links = [(extra.path, extra.title) for extra in site.extra]
    match site.name:
        case "portal":
            return listings.portal_index(articles, site.path_of, links)
        case "invest":
            return listings.invest_index(articles, site.path_of, links)
        case "channel":
            return listings.channel_index(articles, site.path_of, links, base_url)
        case "exchange":
            return listings.exchange_index(articles, site.path_of, links)
        case _:
            return listings.daily_index(articles, site.path_of, links, base_url)


def _articles(site: Site, edition: int) -> dict[str, Resource]:
    articles = [article for (name, _), article in load_articles(edition).items() if name == site.name]
    return {site.path_of(article): _answer(site, article) for article in articles}


def _answer(site: Site, article: Article) -> Resource:
    if article.gone is not None:
        return error_page(article.gone)
    if article.form == "pdf":
        body, content_type = make_pdf(article.headline, article.paragraphs), "application/pdf"
    else:
        body = site.layout(article).encode(site.charset, "xmlcharrefreplace")
        content_type = HTML.replace("utf-8", site.charset)
    validators = site.validators if article.validators is None else article.validators
    return with_validators(Resource(body=body, content_type=content_type), validators, article.modified)


def _others(site: Site) -> dict[str, Resource]:
    rules = f"Disallow: {site.disallow}" if site.disallow else "Allow: /"
    robots = Resource(body=f"User-agent: *\n{rules}\n".encode(), content_type="text/plain; charset=utf-8")
    return {"/robots.txt": robots} | {extra.path: extra.answer for extra in site.extra}


def error_page(status: int) -> Resource:
    words = {404: "Not Found", 410: "Gone"}.get(status, "Error")
    return Resource(body=layouts.document(words, f"<h1>{status} {words}</h1>").encode(), status=status)
