"""One polite look at a site: which kinds of source it offers, and what each would collect."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from crawler.addressrules import address_rules
from crawler.cms import Family, family_of
from crawler.discover import Lead, Signs, is_news, read_signs
from crawler.linkpage import Link, LinkPage
from crawler.links import find_links, sniff
from crawler.markup import decode
from crawler.page import Page
from crawler.run import ProbeError
from crawler.urls import canonical_url, same_host

FEWEST_ITEMS = 3
"""Of a listing or sitemap; a feed with one entry is a feed."""
FAMILY_SHARE = 0.8
"""How many of a list's items must have the address of their system's articles for that to be the rule."""
_ORDER = ("feed", "news sitemap", "listing", "sitemap")

Ask = Callable[[str], Page]


class NoListError(ValueError):
    """The site answers, but shows nothing that a source could start from."""

    exit_code = 65


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One way to watch the site: where it starts, its items, and the rules that tell articles from other addresses.

    `problem` says why it cannot be used, empty where it can.
    """

    kind: str
    url: str
    why: str
    page: Page | None = None
    links: LinkPage = field(default_factory=LinkPage)
    allow: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    problem: str = ""

    @property
    def items(self) -> tuple[Link, ...]:
        """The items that the rules let pass."""
        return tuple(link for link in self.links.items if self.follows(link.url))

    def follows(self, url: str) -> bool:
        allowed = not self.allow or any(re.search(rule, url) for rule in self.allow)
        return allowed and not any(re.search(rule, url) for rule in self.deny)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was seen: the signs of the page, the family of its system, and the proposals, best first."""

    page: Page
    signs: Signs
    family: Family | None
    proposals: tuple[Proposal, ...]


def look(ask: Ask, url: str, sitemaps: Callable[[], Sequence[str]]) -> Look:
    """Asks for the page, the best feed that it names and the best sitemap that robots.txt names.

    `sitemaps` tells what robots.txt named, once the page has been asked. Raises ProbeError where the page cannot be
    had, NoListError where nothing of it can be used.
    """
    page = _page(ask, url)
    signs = read_signs(page, sitemaps())
    kind = sniff(page.body, page.content_type)
    if kind in ("feed", "sitemap"):
        start = Lead(page.url, "the address itself")
        found = [_feed(start, page) if kind == "feed" else _sitemap(ask, start, page, ())]
        family = family_of("", [link.url for link in found[0].links.items])
    else:
        text = decode(page.body, page.headers.get("content-type", ""))
        listing = find_links(page.body, page.url, content_type=page.content_type)
        family = family_of(text, [link.url for link in listing.items])
        found = _all(ask, page, signs, listing, family)
    usable = [proposal for proposal in found if not proposal.problem]
    if not usable:
        raise NoListError(_no_list(page, signs, found))
    unusable = [proposal for proposal in found if proposal.problem]
    ranked = sorted(usable, key=lambda proposal: _ORDER.index(proposal.kind))
    return Look(page=page, signs=signs, family=family, proposals=(*ranked, *unusable))


def _all(ask: Ask, page: Page, signs: Signs, listing: LinkPage, family: Family | None) -> list[Proposal]:
    found = [_listing(Lead(page.url, "the page's own list"), page, listing, family)]
    if signs.feeds:
        found.append(_ask_feed(ask, signs.feeds[0], deeper=True))
    fed = any(proposal.kind == "feed" and not proposal.problem for proposal in found)
    if not fed and signs.sections and (found[0].problem or signs.is_entry):
        found.append(_ask_listing(ask, signs.sections[0], family))
        # A page of news is a better start than an entry page that lists some of it.
        if not found[-1].problem:
            found = [proposal for proposal in found if proposal is not found[0]]
    if signs.sitemaps:
        rules = next((proposal.allow for proposal in found if proposal.allow and not proposal.problem), ())
        found.append(_ask_sitemap(ask, signs.sitemaps[0], family, rules))
    return found


def _page(ask: Ask, url: str) -> Page:
    """The answer, under the address as it was asked unless a redirect led elsewhere."""
    page = ask(url)
    if not 200 <= page.status < 300:
        raise ProbeError(f"{url}: the server answered {page.status}")
    return replace(page, url=url) if canonical_url(url) == page.url else page


def _ask_feed(ask: Ask, lead: Lead, *, deeper: bool) -> Proposal:
    try:
        page = _page(ask, lead.url)
    except ProbeError as error:
        return Proposal(kind="feed", url=lead.url, why=lead.why, problem=str(error))
    if sniff(page.body, page.content_type) != "feed" and deeper:
        # Some systems keep a page that lists their feeds.
        below = [feed for feed in read_signs(page).feeds if feed.url != lead.url]
        if below:
            return _ask_feed(ask, below[0], deeper=False)
    return _feed(lead, page)


def _feed(lead: Lead, page: Page) -> Proposal:
    is_feed = sniff(page.body, page.content_type) == "feed"
    links = find_links(page.body, page.url, content_type=page.content_type) if is_feed else LinkPage()
    problem = "" if links.items else ("the feed has no entries" if is_feed else "the answer is no feed")
    return Proposal(
        kind="feed", url=page.url, why=lead.why, page=page, links=links, allow=_foreign(links, page), problem=problem
    )


def _foreign(links: LinkPage, page: Page) -> tuple[str, ...]:
    """The rule that lets the items' host in, where a feed stands on another one than what it announces."""
    hosts = [re.match(r"https?://([^/?#]+)", link.url) for link in links.items]
    names = [match.group(1) for match in hosts if match]
    own = re.match(r"https?://([^/?#]+)", page.url)
    commonest = max(dict.fromkeys(names), key=names.count, default="")
    if not commonest or own is None or same_host(commonest) == same_host(own.group(1)):
        return ()
    return (f"://{re.escape(commonest)}/",)


def _ask_listing(ask: Ask, lead: Lead, family: Family | None) -> Proposal:
    try:
        page = _page(ask, lead.url)
    except ProbeError as error:
        return Proposal(kind="listing", url=lead.url, why=lead.why, problem=str(error))
    return _listing(lead, page, find_links(page.body, page.url, content_type=page.content_type), family)


def _listing(lead: Lead, page: Page, links: LinkPage, family: Family | None) -> Proposal:
    urls = [link.url for link in links.items]
    allow, deny = _rules(urls, family)
    problem = "" if len(urls) >= FEWEST_ITEMS else f"{len(urls)} items" if urls else "no list of items"
    return Proposal(
        kind="listing", url=page.url, why=lead.why, page=page, links=links, allow=allow, deny=deny, problem=problem
    )


def _rules(urls: Sequence[str], family: Family | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    form = family.article if family else ""
    if form and sum(bool(re.search(form, url)) for url in urls) >= FAMILY_SHARE * len(urls) > 0:
        return (form,), ()  # what else stands in the list is a link to elsewhere
    allow = address_rules(urls)
    deny = family.deny if family else ()
    return allow, tuple(rule for rule in deny if not any(re.search(rule, url) for url in urls))


def _ask_sitemap(ask: Ask, lead: Lead, family: Family | None, rules: Sequence[str]) -> Proposal:
    try:
        page = _page(ask, lead.url)
    except ProbeError as error:
        return Proposal(kind="sitemap", url=lead.url, why=lead.why, problem=str(error))
    patterns = (family.article,) if family and family.article else tuple(rules)
    return _sitemap(ask, lead, page, patterns)


def _sitemap(ask: Ask, lead: Lead, page: Page, patterns: tuple[str, ...]) -> Proposal:
    links = find_links(page.body, page.url, content_type=page.content_type)
    if not links.items and links.next:
        below = next((url for url in links.next if is_news(Lead(url, ""))), links.next[0])
        try:
            page = _page(ask, below)
        except ProbeError as error:
            return Proposal(kind="sitemap", url=lead.url, why=lead.why, problem=str(error))
        links = find_links(page.body, page.url, content_type=page.content_type)
        lead = Lead(below, f"{lead.url} names it")
    news = any(link.title for link in links.items)
    if not news and not patterns:
        patterns = _article_rules(links)
    proposal = Proposal(
        kind="news sitemap" if news else "sitemap",
        url=page.url,
        why=lead.why,
        page=page,
        links=links,
        allow=() if news else patterns,
    )
    if proposal.items and (news or (patterns and len(proposal.items) >= FEWEST_ITEMS)):
        return proposal
    problem = "nothing tells its articles from its other pages" if links.items else "it names no pages"
    return Proposal(kind=proposal.kind, url=page.url, why=lead.why, page=page, links=links, problem=problem)


def _article_rules(links: LinkPage) -> tuple[str, ...]:
    """The forms of addresses that carry a day or a number, as articles of most systems do."""
    numbered = [link.url for link in links.items if re.search(r"/(19|20)\d\d[/-]?\d\d|[/_-]\d{5,}", link.url)]
    return address_rules(numbered, least=0.5)


def _no_list(page: Page, signs: Signs, found: Sequence[Proposal]) -> str:
    if signs.scripted:
        return f"{page.url}: no list of items: the page is filled by a script: try --render"
    tried = "; ".join(f"{proposal.kind} {proposal.url}: {proposal.problem}" for proposal in found)
    return (
        f"{page.url}: no list of items, no feed, no sitemap to start from ({tried}): name the page that lists the news"
    )
