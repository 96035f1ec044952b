"""The headline: the heading in the page that its place, its mark-up and the head's titles speak for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract import jsonld
from extract.clean import fold
from extract.headings import MAX_HEADLINE, Heading, headings
from extract.markup import Tree, meta_values, text_of
from extract.metadata import Found, select_text
from extract.sitenames import SiteNames

if TYPE_CHECKING:
    from crawler.source import Source

# "Kicker : Headline" is what elements side by side make of "Kicker: Headline".
_LOOSE_SIGN = re.compile(r"\s[:,;.!?](?=\s|$)")
# A heading that no title of the page's head agrees with needs its place and its mark-up to speak for it.
_ENOUGH = 3.5
# What an element above the text needs where the head names the site alone.
_ALONE = 2.0
_SECTION = re.compile(
    r"(?:news|press|media)? ?(?:releases?|room|cent(?:er|re)|home|news|announcements?|notices?|updates?|"
    r"articles?|details?|latest(?: news)?|"
    r"log ?in|sign in|sections|search|menu|contact|about us|untitled(?: document)?|index|"
    r"aktuelles|neuigkeiten|pressemitteilung(?:en)?|nachrichten|meldungen|startseite|navigation(?: und service)?|"
    r"actualités|accueil|communiqués?(?: de presse)?|"
    r"新闻(?:中心|动态|详情)?|公告|通知公告|首页|正文|详情|信息公开)\W*",
    re.I,
)
_CUT_SHORT = re.compile(r"(?:\.{3}|…)$")
_LONG_ENOUGH = 12


def find_headline(
    tree: Tree, nodes: list[jsonld.Node], body: str, url: str, source: Source | None = None
) -> Found | None:
    """By the source's selector; else the likeliest heading; else a title of the head without the site's name;
    else the likeliest heading all the same, if it stands above the text."""
    selected = select_text(tree.root, source, "headline")
    if selected:
        return Found(selected, "selector")
    names = SiteNames(tree, nodes, url, source)
    stated = stated_titles(tree, nodes)
    titles = [names.strip(value, guess=method == "title") for value, method in stated]
    best = None
    own = next((fold(value) for value, method in stated if method == "json-ld"), "")
    for heading in headings(tree, titles, body, url, own):
        if (best is None or heading.score > best.score) and _can_be_headline(heading.text, names):
            best = heading
    if best and best.score >= _ENOUGH:
        return Found(_as_stated(best, stated, names), best.tag)
    for value, method in stated:
        title = names.strip(value, guess=method == "title")
        if _can_be_headline(title, names):
            return Found(title, method)
    return Found(best.text, best.tag) if best and best.score >= _ALONE else None


def stated_titles(tree: Tree, nodes: list[jsonld.Node]) -> list[Found]:
    articles = [node for node in nodes if jsonld.is_article(node)]
    title = tree.root.find(".//title")
    stated = [Found(jsonld.first_string(articles, "headline", "name"), "json-ld")]
    stated += [Found(value, "meta") for value in meta_values(tree, "headline", "articletitle")[:1]]
    stated += [Found(value, "og:title") for value in meta_values(tree, "og:title")[:1]]
    stated += [Found(value, "twitter:title") for value in meta_values(tree, "twitter:title")[:1]]
    stated += [Found(value, "meta") for value in meta_values(tree, "dc.title", "dcterms.title")[:1]]
    stated.append(Found(text_of(title) if title is not None else "", "title"))
    return [found for found in stated if found.value]


def _as_stated(heading: Heading, stated: list[Found], names: SiteNames) -> str:
    """Without a kicker or a subtitle in the same element, where the head has the title alone."""
    if heading.parts < 2:
        return heading.text
    whole = fold(heading.text)
    titles = {fold(title): title for value, _ in stated if not _CUT_SHORT.search(title := names.strip(value))}
    if whole in titles and _LOOSE_SIGN.search(heading.text):
        return titles[whole]
    # The data block has the headline alone; a title of the head may repeat the kicker.
    own = next((fold(value) for value, method in stated if method == "json-ld"), "")
    if any(whole in folded for folded in titles) and not (own in titles and whole.endswith(own)):
        return heading.text
    parts = (part for part in titles if len(part) >= _LONG_ENOUGH and (whole.startswith(part) or whole.endswith(part)))
    return titles[part] if (part := next(parts, None)) else heading.text


def _can_be_headline(text: str, names: SiteNames) -> bool:
    return 2 <= len(text) <= MAX_HEADLINE and not _SECTION.fullmatch(text) and not names.holds(text)
