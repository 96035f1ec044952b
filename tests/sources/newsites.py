"""Sites of our own, one for each publishing system: `SITES` by family, each a function that fills a crawlsite.Site."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from crawlsite import Answer, Site

TITLES = (
    "City opens innovation centre at the old wharf",
    "Council approves new tram line to the airport",
    "Library on Station Road reopens after repair",
    "Mayor thanks volunteers of the spring clean-up",
    "New grant programme for small workshops",
    "Flood wall along the river is complete",
)
DAYS = ("2026-11-03", "2026-10-28", "2026-10-21", "2026-10-15", "2026-10-02", "2026-09-24")
TEXT = (
    "The City of Wellington opened an innovation centre at the old wharf on Tuesday. The centre has 40 workplaces and "
    "will be operated by Harbour Works Ltd. Mayor Ann Field said that the city had put 2 million dollars into the "
    "building. The centre is to house 25 start-up companies by the end of 2027."
)


def html(body: str, *, title: str = "News | City of Wellington", head: str = "", lang: str = "en-NZ") -> Answer:
    page = (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f'<body><nav><a href="/">Home</a> <a href="/services">Services</a> <a href="/contact">Contact</a></nav>'
        f"<main>{body}</main><footer><a href='/privacy'>Privacy</a></footer></body></html>"
    )
    return Answer(page.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


def article(number: int) -> Answer:
    return html(
        f"<article><h1>{TITLES[number]}</h1><time datetime='{DAYS[number]}'>{DAYS[number]}</time>"
        f"<p>{TITLES[number]}.</p><p>{TEXT}</p></article>",
        title=f"{TITLES[number]} | City of Wellington",
    )


def listing(paths: Sequence[str], *, dated: bool = True) -> str:
    rows = (
        f'<li class="item"><h3><a href="{path}">{TITLES[n]}</a></h3>{f"<span>{DAYS[n]}</span>" if dated else ""}</li>'
        for n, path in enumerate(paths)
    )
    return f'<h1>News</h1><ul class="news">{"".join(rows)}</ul>'


def feed(site: Site, paths: Sequence[str]) -> Answer:
    items = "".join(
        f"<item><title>{TITLES[n]}</title><link>{site.url}{path}</link>"
        f"<pubDate>{DAYS[n][8:]} {('Nov' if DAYS[n][5:7] == '11' else 'Oct')} 2026 08:00:00 GMT</pubDate></item>"
        for n, path in enumerate(paths)
    )
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'
    return Answer(body.encode(), headers={"Content-Type": "application/rss+xml"})


def sitemap(site: Site, paths: Sequence[str], *, news: bool = False) -> Answer:
    def about(n: int) -> str:
        if not news:
            return "<lastmod>2026-11-01</lastmod>"
        return (
            f"<n:news><n:publication_date>{DAYS[n % 6]}</n:publication_date><n:title>{TITLES[n % 6]}</n:title></n:news>"
        )

    urls = "".join(f"<url><loc>{site.url}{path}</loc>{about(n)}</url>" for n, path in enumerate(paths))
    spaces = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
    )
    return Answer(f"<urlset {spaces}>{urls}</urlset>".encode(), headers={"Content-Type": "application/xml"})


def add_articles(site: Site, paths: Sequence[str]) -> list[str]:
    for number, path in enumerate(paths):
        site.pages[path] = article(number)
    return list(paths)


def robots(site: Site, *sitemaps: str, rules: str = "Disallow: /private/") -> None:
    lines = "".join(f"Sitemap: {site.url}{path}\n" for path in sitemaps)
    site.pages["/robots.txt"] = Answer(f"User-agent: *\n{rules}\n{lines}".encode())


def wordpress(site: Site) -> str:
    paths = add_articles(site, [f"/{DAYS[n].replace('-', '/')}/{slug(n)}/" for n in range(6)])
    head = (
        '<meta name="generator" content="WordPress 6.8"><link rel="stylesheet" href="/wp-content/themes/x/style.css">'
        f'<link rel="alternate" type="application/rss+xml" title="Comments" href="{site.url}/comments/feed/">'
        f'<link rel="alternate" type="application/rss+xml" title="City news" href="{site.url}/feed/">'
    )
    site.pages["/"] = html(listing(paths, dated=False), head=head)
    site.pages["/feed/"] = feed(site, paths)
    site.pages["/wp-sitemap-posts-post-1.xml"] = sitemap(site, paths)
    index = f"<sitemapindex><sitemap><loc>{site.url}/wp-sitemap-posts-post-1.xml</loc></sitemap></sitemapindex>"
    site.pages["/wp-sitemap.xml"] = Answer(index.encode(), headers={"Content-Type": "application/xml"})
    robots(site, "/wp-sitemap.xml")
    return "/"


def drupal(site: Site) -> str:
    paths = add_articles(site, [f"/media-centre/news/{slug(n)}" for n in range(6)])
    head = '<meta name="Generator" content="Drupal 10"><link rel="icon" href="/sites/default/files/icon.png">'
    pager = '<ul class="pager"><li><a href="?page=1" rel="next">Next</a></li></ul>'
    site.pages["/media-centre/news"] = html(listing(paths) + pager, head=head)
    robots(site)
    return "/media-centre/news"


def civicplus(site: Site) -> str:
    """The list of feeds is a page of its own."""
    paths = add_articles(site, [f"/CivicAlerts.aspx?AID={4100 + 3 * n}" for n in range(6)])
    ways = '<a href="/rss.aspx">RSS</a> <a href="/Calendar.aspx">Calendar</a> Government Websites by CivicPlus'
    site.pages["/CivicAlerts.aspx"] = html(listing(paths) + f"<p>{ways}</p>")
    feeds = (
        '<h1>RSS</h1><p><a href="/RSSFeed.aspx?ModID=58&amp;CID=All-calendar.xml">Calendar</a></p>'
        '<p><a href="/RSSFeed.aspx?ModID=1&amp;CID=All-newsflash.xml">News Flash</a></p>'
    )
    site.pages["/rss.aspx"] = html(feeds)
    site.pages["/RSSFeed.aspx?ModID=1&CID=All-newsflash.xml"] = feed(site, paths)
    index = f"<sitemapindex><sitemap><loc>{site.url}/pages.xml</loc></sitemap></sitemapindex>"
    site.pages["/sitemap.xml"] = Answer(index.encode(), headers={"Content-Type": "application/xml"})
    site.pages["/pages.xml"] = sitemap(site, paths)
    robots(site, "/sitemap.xml")
    return "/CivicAlerts.aspx"


def legistar(site: Site) -> str:
    paths = add_articles(site, [f"/MeetingDetail.aspx?ID={1180000 + 77 * n}&GUID=A{n}" for n in range(6)])
    rows = "".join(
        f"<tr><td>City Council</td><td>{DAYS[n][5:7]}/{DAYS[n][8:]}/2026</td><td>2:00 PM</td><td>Town Hall</td>"
        f'<td><a href="{path.replace("&", "&amp;")}">Meeting details</a></td></tr>'
        for n, path in enumerate(paths)
    )
    head = "<script>var product = 'legistar';</script>"
    columns = "<tr><th>Name</th><th>Date</th><th>Time</th><th>Location</th><th>Details</th></tr>"
    site.pages["/Calendar.aspx"] = html(
        f"<h1>Calendar</h1><table>{columns}{rows}</table>", head=head, title="City of Wellington - Calendar"
    )
    robots(site)
    return "/Calendar.aspx"


def granicus(site: Site) -> str:
    paths = add_articles(site, [f"/Home/Components/News/News/{2300 + n}/18" for n in range(6)])
    head = '<link rel="alternate" type="application/rss+xml" title="News" href="/Home/Components/News/RSS">'
    site.pages["/about/news"] = html(listing(paths), head=head)
    site.pages["/Home/Components/News/RSS"] = feed(site, paths)
    robots(site)
    return "/about/news"


def guangdong(site: Site) -> str:
    paths = add_articles(site, [f"/en/news/content/post_{9100200 + 31 * n}.html" for n in range(6)])
    site.pages["/en/news/index.html"] = html(listing(paths), title="News - Invest Guangzhou", lang="en")
    robots(site)
    return "/en/news/index.html"


def trs(site: Site) -> str:
    paths = add_articles(site, [f"/english/dt/202611/t202611{n + 10}_{991600 + n}.shtml" for n in range(6)])
    site.pages["/english/dt/"] = html(listing(paths), title="Updates - Suzhou", lang="en")
    robots(site)
    return "/english/dt/"


def newspaper(site: Site) -> str:
    """No list on the page, a news sitemap in robots.txt."""
    paths = add_articles(site, [f"/metro/26110{n}8841/" for n in range(6)])
    site.pages["/"] = html("<h1>The Harbour Times</h1><p>Read all about it.</p>", title="The Harbour Times, Wellington")
    site.pages["/sitemap.xml"] = sitemap(site, ["/", "/metro/", "/about", *paths])
    site.pages["/sitemap-news.xml"] = sitemap(site, paths, news=True)
    robots(site, "/sitemap.xml", "/sitemap-news.xml")
    return "/"


def entry_page(site: Site) -> str:
    """The list is one click away, on the page that the entry page calls News."""
    paths = add_articles(site, [f"/news/2026/{slug(n)}.html" for n in range(6)])
    site.pages["/"] = html('<h1>Welcome</h1><p>See our <a href="/news/">News</a>.</p>', title="City of Wellington")
    site.pages["/news/"] = html(listing(paths))
    robots(site)
    return "/"


def scripted(site: Site) -> str:
    """An empty page whose script brings the list."""
    paths = add_articles(site, [f"/news/2026/{slug(n)}" for n in range(6)])
    body = '<div id="app"></div><script src="/app.js"></script>'
    page = f'<html lang="en-NZ"><head><title>City of Wellington</title></head><body>{body}</body></html>'
    site.pages["/news"] = Answer(page.encode(), headers={"Content-Type": "text/html; charset=utf-8"})
    code = "fetch('/list').then(a => a.text()).then(t => { document.getElementById('app').innerHTML = t; });"
    site.pages["/app.js"] = Answer(code.encode(), headers={"Content-Type": "text/javascript"})
    site.pages["/list"] = Answer(listing(paths).encode(), headers={"Content-Type": "text/plain; charset=utf-8"})
    robots(site)
    return "/news"


def slug(number: int) -> str:
    return TITLES[number].lower().replace(" ", "-")


SITES: dict[str, Callable[[Site], str]] = {
    "WordPress": wordpress,
    "Drupal": drupal,
    "CivicPlus": civicplus,
    "Legistar": legistar,
    "Granicus govAccess": granicus,
    "Guangdong government CMS": guangdong,
    "TRS WCM": trs,
}
