"""How each of the five sites lays an article out, with the clutter that pages of its kind carry.

Each imitates one kind: what stands around the text, which elements are there or missing, how the date is written.
"""

from __future__ import annotations

from html import escape

from demo.article import Article

CAPTION, SUBHEAD = "! ", "## "
CHANNEL_NAME = "Technology Courier Daily"
EXCHANGE_NAME = "The Harbour Mail"
TOPICS = "/2025-01/20/c_topics.htm"
PORTAL_NAV = f"""<div class="topNav"><a href="/">Home</a> | <a href="{TOPICS}">Topics</a> |
<a href="/about.htm">About</a></div>"""


def portal_article(article: Article) -> str:
    """A subsite of a state portal: host and `Updated:` glued to the date in one line below the headline."""
    return document(
        f"{article.headline}_Jiangnan Gateway",
        f"""{PORTAL_NAV}
<div id="title_e"><h1>{escape(article.headline)}</h1></div>
<div class="infobox">jiangnan-gateway.example <span>Updated:{article.modified:%Y-%m-%d}</span></div>
<div id="Content">{_paragraphs(article)}</div>
<div class="sharebox"><a href="#">Print</a> <a href="#">Mail</a> <a href="#">Large</a> <a href="#">Medium</a></div>
<div class="footer">Copyright &copy; Jiangnan Gateway. All rights reserved. Contact the web team for reuse.</div>""",
    )


def invest_article(article: Article) -> str:
    """A city's investment promotion site: tables, breadcrumbs, no date, a record number at the foot."""
    return document(
        "welcome to Ningbo Investment Window",
        f"""<table width="980" align="center"><tr><td class="crumbs"><a href="/english/">Home</a>&raquo;
<a href="/english/news/">nbinvest</a>&raquo; <a href="/english/news/">News &amp; Events</a>&raquo; News</td></tr>
</table>
<table width="980" align="center"><tr><td class="title" align="center"><b>{escape(article.headline)}</b></td></tr>
<tr><td class="content">{_paragraphs(article, indent="&nbsp;&nbsp;")}</td></tr></table>
<table width="980" align="center" class="copyright"><tr><td>
Record No:Zhejiang ICP 00000000 Ningbo Investment Window,All rights reserved.
Technical support:Ningbo Demonstration Network Office</td></tr></table>""",
        language=None,
    )


def channel_article(article: Article) -> str:
    """A national daily's English channel: empty hidden elements, a glued credit line, teasers of other stories."""
    junk = '<acronym id="k2d8w"></acronym><pre id="k2d8w"></pre><track id="k2d8w"><ruby id="k2d8w"></ruby></track>'
    return document(
        f"{article.headline} - {CHANNEL_NAME}",
        f"""{junk}
<div class="pos">position: <a href="/English/">EnglishChannel</a> >
<a href="/English/">International Cooperation</a> > Article</div>
<div class="content"><h1>{escape(article.headline)}</h1>
<div class="info">Source: {CHANNEL_NAME}| {article.date:%Y-%m-%d} 09:31:08| Author: {escape(article.author)}</div>
<div class="con">{_paragraphs(article, byline=f"By {article.author}")}</div></div>
<div class="right"><h3>Top News</h3><ul>
<li>Readers of the paper sent in 500 drawings of the planets for a school contest. A jury has picked ten.</li></ul>
<p><b>Night Buses Return</b></p><p>The last two lines that had been cut in winter run again until midnight.</p>
<p><b>Kite Season Opens</b></p>
<p>Families gathered on the beach with kites in the shape of fish, birds and dragons.</p></div>
<div class="foot">Copyright ? {CHANNEL_NAME}, All Rights Reserved<br/>mailto: desk@courier.example</div>
{junk}""",
    )


def exchange_article(article: Article) -> str:
    """A newspaper's exchange item: a dateline opens the text; no headline element, no date, both papers' names last."""
    first, *rest = article.paragraphs
    body = "\n".join(f"<p>{escape(text.removeprefix(SUBHEAD))}</p>" for text in rest)
    return document(
        EXCHANGE_NAME,
        f"""<div id="masthead"><a href="/">{EXCHANGE_NAME}</a></div>
<div class="story"><p><b>{article.dateline}:</b> {escape(first)}</p>
{body}
<p><i>&ndash; {EXCHANGE_NAME}-Lujiang Post exchange item</i></p></div>
<div class="foot"><a href="/">Front page</a> <a href="/contact/">Write to us</a></div>""",
        charset="windows-1252",
    )


def daily_article(article: Article) -> str:
    """A city daily: date, writer and share links run together in one line, the editor at the end."""
    meta = f"Date: <span>{article.date:%Y-%m-%d}</span>Writer: <span>{escape(article.author)}</span>Share:"
    return document(
        f"{article.headline}_Lujiang Post",
        f"""<div class="nav"><a href="/">Home</a><a href="/">Expats</a><a href="/rss.xml">RSS</a></div>
<div class="article"><h2>{escape(article.headline)}</h2>
<p class="meta">{meta}<a class="wb" href="#"></a></p>
<p>Email of the writer: newsroom@lujiang-post.example</p>
{_paragraphs(article)}
<p>Editor: Guo Yiran</p></div>
<div class="bottom">Lujiang Post. No part of this page may be copied without consent.</div>""",
    )


def document(title: str, body: str, *, charset: str = "utf-8", language: str | None = "en") -> str:
    """A whole page; `language` is the lang attribute, left out where it is None."""
    lang = f' lang="{language}"' if language else ""
    return (
        f'<!DOCTYPE html>\n<html{lang}>\n<head><meta http-equiv="Content-Type" content="text/html; charset={charset}">'
        f"<title>{escape(title)}</title></head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _paragraphs(article: Article, *, indent: str = "", byline: str = "") -> str:
    """The marked paragraphs as elements; a byline comes after the caption where there is one."""
    texts = list(article.paragraphs)
    captions = [texts.pop(0).removeprefix(CAPTION)] if texts[0].startswith(CAPTION) else []
    parts = [f'<p class="pic">{escape(text)}</p>' for text in captions]
    parts += [f"<p>{escape(byline)}</p>"] if byline else []
    for text in texts:
        if text.startswith(SUBHEAD):
            parts.append(f"<p><strong>{escape(text.removeprefix(SUBHEAD))}</strong></p>")
        else:
            parts.append(f"<p>{indent}{escape(text)}</p>")
    return "\n".join(parts)
