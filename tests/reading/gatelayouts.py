"""Layouts of good pages: what sites put around an article, from nothing to more links and notices than text."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An announcement of `gate/good/`: `blocks` are paragraphs, lists (`- ` lines) and tables (`| ` lines)."""

    language: str
    headline: str
    day: str
    blocks: tuple[str, ...]


def body_of(text: Text) -> str:
    return "\n".join(map(_block, text.blocks))


def _block(block: str) -> str:
    lines = block.split("\n")
    if block.startswith("- "):
        return "<ul>" + "".join(f"<li>{escape(line[2:])}</li>" for line in lines) + "</ul>"
    if block.startswith("| "):
        rows = ("".join(f"<td>{escape(cell.strip())}</td>" for cell in line[2:].split("| ")) for line in lines)
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    return f"<p>{escape(block)}</p>"


def _head(text: Text, site: str, more: str = "") -> str:
    return (
        f'<!doctype html><html lang="{text.language}"><head><meta charset="utf-8">'
        f"<title>{escape(text.headline)} - {site}</title>{more}</head>"
    )


def _in_site(name: str, site: str, around: Callable[[Text], str]) -> Callable[[Text], str]:
    return lambda text: f"<!-- chrome: {name} -->\n<title>{escape(text.headline)} | {site}</title>\n{around(text)}"


def _article(text: Text) -> str:
    return (
        f'<article><h1>{escape(text.headline)}</h1><p class="date"><time datetime="{text.day}">{text.day}</time></p>'
        f"{body_of(text)}</article>"
    )


def _section(text: Text) -> str:
    return f'<h1>{escape(text.headline)}</h1><div class="meta">{text.day}</div><div class="text">{body_of(text)}</div>'


def _chinese(text: Text) -> str:
    source = f"发布时间：{text.day}　来源：市政府办公室　字号：【大 中 小】 打印本页 关闭窗口"
    return (
        f'<div class="title">{escape(text.headline)}</div><div class="info">{source}</div>'
        f'<div id="zoom">{body_of(text)}</div><div class="share">分享到：微信 微博</div>'
    )


def _plain(text: Text) -> str:
    return (
        f"{_head(text, 'City of Brenton')}<body><div class='crumbs'>Home &raquo; Newsroom</div>"
        f"<h2>{escape(text.headline)}</h2><p><i>Posted on {text.day}</i></p><div class='content'>{body_of(text)}</div>"
        "<div>For more information, call 311.</div></body></html>"
    )


def _table(text: Text) -> str:
    """A page of the nineties: everything in cells."""
    menu = "".join(f'<a href="/{n}.htm">{n}</a><br>' for n in ("Home", "News", "Contact", "Archive", "Links"))
    return (
        f"{_head(text, 'Window')}<body><table width='900'><tr><td colspan='2'>Information Window</td></tr>"
        f"<tr><td width='150'>{menu}</td><td><font size='5'><b>{escape(text.headline)}</b></font><br>{text.day}<br>"
        f"{body_of(text)}</td></tr><tr><td colspan='2'>Copyright Information Window</td></tr></table></body></html>"
    )


def _blog(text: Text) -> str:
    comments = "".join(f"<li><b>{who}</b> <p>{said}</p></li>" for who, said in _COMMENTS)
    return (
        f"{_head(text, 'Harbor Ventures')}<body class='single-post'><nav><a href='/'>Home</a> <a href='/blog'>Blog</a>"
        f"</nav><main><h1 class='entry-title'>{escape(text.headline)}</h1><span class='posted-on'>{text.day}</span>"
        f"<div class='entry-content'>{body_of(text)}</div><div class='share'>Share on X | Facebook | LinkedIn</div>"
        f"<h3>2 thoughts on “{escape(text.headline)}”</h3><ol>{comments}</ol><p>You must be logged in to post a comment."
        " <a href='/login'>Log in</a></p></main></body></html>"
    )


_COMMENTS = (
    ("mo", "Good to read this at last. When will the second part follow?"),
    ("K. Lind", "We have seen the same in our town, only that it took twice as long."),
)


def _print(text: Text) -> str:
    return (
        f"{_head(text, 'print view')}<body onload='window.print()'><a href='javascript:window.close()'>Close window</a>"
        f"<hr><h3>{escape(text.headline)}</h3><small>{text.day}</small>{body_of(text)}<hr>"
        "<small>Printed from the website of the State of Alder</small></body></html>"
    )


def _ads(text: Text) -> str:
    first, *rest = text.blocks
    advert = (
        "<div class='ad'>Advertisement</div><div class='promo'><a href='/offer'>Try the app free for a month</a></div>"
    )
    more = "".join(f"{_block(block)}{advert}" for block in rest)
    return (
        f"{_head(text, 'Metro Wire')}<body><header>Metro Wire <a href='/subscribe'>Subscribe</a></header>"
        f"<h1>{escape(text.headline)}</h1><div class='byline'>By our staff, {text.day}</div>{_block(first)}{advert}{more}"
        "<div class='sub'>Like what you read? <a href='/subscribe'>Subscribe for 99 cents</a>.</div></body></html>"
    )


def _links(text: Text) -> str:
    """Three hundred links of a portal before and after a short text."""
    menu = "".join(f"<li><a href='/s/{n}'>{word} and {other}</a></li>" for n, (word, other) in enumerate(_pairs()))
    latest = "".join(
        f"<li><a href='/n/{n}'>Why {word} matters more than {other} this year</a></li>"
        for n, (word, other) in enumerate(_pairs())
    )
    return (
        f"{_head(text, 'Portal')}<body><div id='menu'><ul>{menu}</ul></div><div id='main'><h1>{escape(text.headline)}</h1>"
        f"<div class='time'>{text.day}</div>{body_of(text)}</div><div id='latest'><h4>Latest</h4><ul>{latest}</ul></div>"
        "</body></html>"
    )


def _pairs() -> list[tuple[str, str]]:
    words = (
        "housing",
        "water",
        "schools",
        "buses",
        "parks",
        "taxes",
        "harbours",
        "farms",
        "courts",
        "clinics",
        "roads",
    )
    return [(one, other) for one in words for other in words if one != other]


def _jsonld(text: Text) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": text.headline,
            "datePublished": text.day, "isAccessibleForFree": True}  # fmt: skip
    block = f"<script type='application/ld+json'>{json.dumps(data, ensure_ascii=False)}</script>"
    return f"{_head(text, 'Valley News', block)}<body><main>{_article(text)}</main></body></html>"


def _consent(text: Text) -> str:
    """The consent dialogue is longer than the article, and above it."""
    return f"{_head(text, 'Coastal Herald')}<body>{_DIALOGUE}<main>{_article(text)}</main></body></html>"


_DIALOGUE = (
    "<div id='cmp' class='consent-overlay' role='dialog' aria-modal='true'><h2>We value your privacy</h2>"
    "<p>We and our 613 partners store and access information on a device, such as cookies, and process personal data to"
    " provide personalised ads and content, ad and content measurement, audience insights and product development.</p>"
    "<p>You may accept all cookies or manage your preferences at any time in the privacy centre.</p>"
    "<button>Accept all</button><button>Reject all</button><button>Manage preferences</button></div>"
)


def _widget(text: Text) -> str:
    """A page that also has a login form, a search and a newsletter box."""
    return (
        f"{_head(text, 'Brenton Today')}<body><form class='login' action='/login'><label>User</label><input name='u'>"
        "<label>Password</label><input type='password'><a href='/lost'>Forgot password?</a></form>"
        f"<noscript>Please enable JavaScript to use all functions of this site.</noscript>{_article(text)}"
        "<div class='nl'><h3>Newsletter</h3><p>Sign up to receive our daily newsletter.</p><input type='email'></div>"
        "<div class='related'><h3>Related stories</h3><ul><li><a href='/1'>The pier that would not sink</a></li>"
        "<li><a href='/2'>Ten years of the harbour choir</a></li></ul></div></body></html>"
    )


def _short(text: Text) -> str:
    return (
        f"{_head(text, 'Notices')}<body><h1>{escape(text.headline)}</h1><p>{text.day}</p>{body_of(text)}</body></html>"
    )


def _capture(text: Text) -> str:
    """A text capture, no mark-up at all."""
    return "\n".join((text.headline, "", text.day, "", "\n\n".join(text.blocks), ""))


_COUNCIL = _in_site("en-council", "Marlow Bay Council", _section)
_NEWS = _in_site("en-news", "The Harrow Ledger", _article)


def _undated(text: Text) -> str:
    """What tells residents of a service: no day, no data, and it speaks to them."""
    around = (
        '<nav><a href="/">Home</a><a href="/news">News</a></nav><main><h1>{}</h1>{}</main><footer>© Selmouth</footer>'
    )
    return f"{_head(text, 'Selmouth')}<body>{around.format(escape(text.headline), body_of(text))}</body></html>"


LAYOUTS: dict[str, Callable[[Text], str]] = {
    "council": _COUNCIL, "news": _NEWS, "mega": _in_site("mega", "Newsroom", _section), "plain": _plain,
    "table": _table, "blog": _blog, "print": _print, "ads": _ads, "links": _links, "jsonld": _jsonld,
    "consent": _consent, "widget": _widget, "short": _short, "capture": _capture, "press": _jsonld,
    "stadt": _in_site("de-stadt", "Stadt Ellerfurt", _section), "zeitung": _consent, "park": _blog, "presse": _jsonld,
    "tabelle": _table, "kurz": _short, "ville": _in_site("fr-ville", "Clairvaux-sur-Lys", _section),
    "journal": _ads, "tableau": _table, "court": _short, "ayto": _in_site("es-ayto", "Villarroja", _section),
    "diario": _widget, "tabla": _table, "prensa": _jsonld, "breve": _short,
    "prefeitura": _in_site("pt-prefeitura", "Serra Clara", _section), "folha": _ads, "camara": _jsonld,
    "tabela": _table, "curta": _short, "comune": _in_site("it-comune", "Roccaforte", _section), "giornale": _consent,
    "stampa": _jsonld, "tabella": _table, "gov": _in_site("zh-gov", "临江市人民政府", _chinese),
    "zhnews": _in_site("zh-news", "滨城网", _article), "shi": _in_site("ja-shi", "美浜市", _section),
    "hodo": _jsonld, "shinbun": _widget, "hyo": _table, "mijikai": _short, "si": _plain, "gemeente": _plain,
    "krant": _ads, "kort": _short, "kommun": _jsonld, "tidning": _widget, "miasto": _plain, "gazeta": _consent,
    "undated": _undated, "ajuntament": _plain, "diari": _ads,
}  # fmt: skip
