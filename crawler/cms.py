"""CMS families: what marks a site as built with one, and which of its addresses are articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A publishing system. `mark` is searched in the page's source, `article` in the addresses of its items.

    `article` and `deny` are what a source file's `allow` and `deny` say; `article` is empty where the system leaves the
    form of addresses to its users.
    """

    name: str
    mark: str = ""
    article: str = ""
    deny: tuple[str, ...] = ()


# Those whose addresses tell them come before those that only their mark-up tells.
FAMILIES: tuple[Family, ...] = (
    # https://www.gd.gov.cn and the cities of Guangdong: /szinvest/ne/news/content/post_1234567.html
    Family(name="Guangdong government CMS", article=r"/content/post_\d+\.html$"),
    # TRS WCM of Beijing, the State Council and many ministries: /202311/t20231102_456789.html
    Family(name="TRS WCM", article=r"/t(19|20)\d{6}_\d+(_\d+)?\.s?html?$"),
    # Hanweb jCMS of Zhejiang, Jiangsu and Shandong: /art/2016/8/15/art_1487271_20481182.html
    Family(name="Hanweb jCMS", article=r"/art/\d{4}/\d{1,2}/\d{1,2}/art_\d+_\d+\.html$"),
    # China Daily's portals for cities: /2017-07/07/c_85574.htm; Xinhua and newspapers: /content_1234567.htm
    Family(name="China Daily portal", article=r"/\d{4}-\d{2}/\d{2}/c(ontent)?_\d+(_\d+)?\.s?html?$"),
    Family(
        name="CivicPlus",
        mark=r"CivicPlus|CivicEngage|/CivicAlerts\.aspx",
        article=r"(?i)/(CivicAlerts\.aspx\?AID=|m/newsflash/Home/Detail/)\d+",
        deny=(r"(?i)/(Archive|Calendar|Jobs|FormCenter|DocumentCenter)(\.aspx|/|$)",),
    ),
    Family(name="Legistar", mark=r"legistar", article=r"(?i)/(MeetingDetail|LegislationDetail)\.aspx\?(.*&)?ID=\d+"),
    Family(
        name="Granicus govAccess",
        mark=r"(?i)granicus|govaccess|/Home/Components/News/",
        article=r"(?i)/Components/News/News/\d+",
        deny=(r"(?i)/Components/(Calendar|FacilityDirectory|StaffDirectory)/",),
    ),
    Family(name="Granicus meetings", mark=r"(?i)ViewPublisher\.php", article=r"(?i)/(MediaPlayer|AgendaViewer)\.php\?"),
    Family(
        name="WordPress",
        mark=r"""(?i)/wp-content/|/wp-includes/|api\.w\.org|<meta[^>]{1,200}content=["']WordPress""",
        deny=(r"/(category|tag|author|page|feed|comments|wp-[a-z]+)(/|$)",),
    ),
    Family(
        name="Drupal",
        mark=r"""(?i)/sites/(default|[\w.-]+)/files/|data-drupal-|<meta[^>]{1,200}content=["']Drupal""",
        deny=(r"/(taxonomy|user|search|node/add)(/|$)", r"[?&](page|topic|field_[a-z_]+)="),
    ),
)


def family_of(text: str, addresses: Sequence[str] = ()) -> Family | None:
    """The family that most items' addresses or, where they tell nothing, the page's source belongs to."""
    for family in FAMILIES:
        if family.article and 2 * sum(bool(re.search(family.article, url)) for url in addresses) > len(addresses):
            return family
    return next((family for family in FAMILIES if family.mark and re.search(family.mark, text)), None)
