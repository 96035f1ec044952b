"""The words by which pages name their parts: "read more", "next page", "Posted on", sidebar and menu."""

from __future__ import annotations

import re


def _any(*words: str) -> str:
    return "|".join(words)


def _names(words: str) -> re.Pattern[str]:
    """Matches class and id names that have one of the words as a part of its own: `site-nav`, `nav_2`, `main nav`."""
    return re.compile(rf"(?:^|[-_\s])(?:{words})(?=$|[-_\s\d])", re.I)


_PAPERS = _any(
    "agenda", "minutes", "notice", "packet", "summary", "report", "opinion", "order", "map", "video", "audio"
)
_FORMATS = _any("pdf", "html", "word", "docx?", "text", "rtf", "file", "document", "attachment")
_ACTIONS = _any("download", "view", "open", "print", "link", "here", "click here", "continue reading", "permalink")
_MORE = _any(
    r"(?:read|learn|see|view|find out)\s(?:the\s)?(?:more|full|details?|all|online|article|document|post|pdf)?.{0,20}",
    r"more(?:\sinfo.{0,12}|\sdetails)?",
    r"(?:(?:case|meeting|event|hearing)\s)?details?",
    "全文|阅读全文|详情|详细|更多|查看|下载|続きを読む|詳細",
)
GENERIC = re.compile(
    rf"^\W{{0,3}}(?:{_MORE}|(?:{_ACTIONS}|{_FORMATS}|{_PAPERS}|english|español|français|中文)"
    rf"(?:\s{{0,2}}\(?(?:{_FORMATS}|here|opinion|[\d.,]+\s?[kmg]b)?\)?){{0,2}})\W{{0,3}}$",
    re.I,
)
"""Link texts that say what a click does, not what the item is."""

MEETING = re.compile(
    r"\b(?:agendas?|minutes|packets?|acta|orden del día|ordre du jour|procès-verbal"
    r"|tagesordnung|protokoll|niederschrift)\b"
    r"|议程|纪要|議事",
    re.I,
)
"""Papers that only meetings have."""

MEETINGS = re.compile(
    r"meeting|agenda|minutes|public-?hearing|sitzung|séance|sesión|sesiones|reuni|会议|會議|議事録|委員会", re.I
)
"""What pages of meetings are called, and their addresses."""

RECORDING = re.compile(r"\b(?:videos?|audio|live|recordings?|watch|live ?stream|webcast|youtube|zoom)\b", re.I)
"""Links to the recording of a meeting."""

ASIDE = re.compile(
    r"calendar/(?:render|event\?)|outlook\.(?:live|office)|\bi-?cal(?:endar)?\b|\.ics\b|webcal"
    r"|/sharer?\b|/intent/(?:tweet|post)|addtoany\.com|addthis\.com",
    re.I,
)
"""Links that put an event into a calendar or share a page, and lead to nothing to read."""

PUBLISHED = re.compile(
    r"\b(?:posted|published|release[ds]?|filed|issued|updated|date|on)\b[^\w]{0,3}(?:on|date|at)?\W{0,4}$"
    r"|(?:发布|发表|日期|时间|公開日|掲載日)\W{0,6}$",
    re.I,
)
"""What stands before the day of publication."""

NEW_WINDOW = re.compile(
    r"\s?[\[(]?(?:opens?|opened|will open) (?:in )?(?:an? )?(?:new|external) (?:window|tab|site|page)[\])]?\W{0,2}$",
    re.I,
)
"""What pages tell screen readers at the end of a link."""

_NEXT = _any(
    "next|next page|next posts?|next entries|next results|load more|show more|more results|more posts?|more entries",
    "older|older posts?|older entries|older articles?|older stories|previous posts|previous entries",
    "下一页|下页|下一頁|下頁|次へ|次のページ|次ページ|다음|다음 페이지",
    "siguientes?|página siguiente|próxim[ao]|próxima página|seguinte|suivante?|page suivante",
    "weiter|nächste|nächste seite|vor|ältere beiträge|volgende|volgende pagina|avanti|successiv[ao]|pagina successiva",
    "далее|следующая|вперед|вперёд|наступна|следваща|następn[ay]|dalej|další|ďalšia|köv|következő",
    "nästa|næste|neste|seuraava|sonraki|ileri|selanjutnya|berikutnya|tiếp|sau|tiếp theo|επόμενη|التالي|הבא|بعدی|ถัดไป",
)
NEXT = re.compile(rf"^[\s\W]{{0,6}}(?:{_NEXT}|next\s\d{{1,3}})[\s\W]{{0,6}}$", re.I)
BACK = re.compile(r"\b(?:prev(?:ious)?|newer|back|first|last|précédent|anterior|zurück)\b|上一页|上页|前へ", re.I)

MENU = _names("nav|navbar|navigation|menu|breadcrumbs?")
"""Names of menus, on whatever element they stand."""

RECORD_PART = re.compile(
    r"(?:card|entry|item|post|news|article|panel|teaser|result|event|story|list|media|archive|views?|block)[-_]+"
    r"(?:header|head|footer|foot|side)(?![a-z])",
    re.I,
)
"""Names of the head and foot of one record, which are no furniture of the page."""

FURNITURE = _names(
    _any(
        "topnav|subnav|sidenav|leftnav|mainnav|navbar|nav|navigation|metanav|menu|submenu|mainmenu|megamenu|dropdown-menu",
        "footer|foot|header|masthead|topbar|toolbar|sidebar|side-?bar|side|breadcrumbs?|crumbs?|widget|banner|skip|cookie",
        "pager|pagination|pagenavi|paging|social|share|sharing|login|languages?|accessibility|legal|copyright",
        "related|recommend(?:ed)?|promo|advert|ads?|popular|trending|most-?read|hot|tags?|tagcloud|comments?",
        "quick-?links?|friend-?links?|contact-info|filters?|facets?",
    )
)
"""Names of what stands around the content of a page."""

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_HAN = re.compile(r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]")


def is_telling(text: str) -> bool:
    """Whether a text can be a title by itself: two words at least, no file name, no "read more"."""
    if GENERIC.match(text):
        return False
    if len(_HAN.findall(text[:60])) >= 5:
        return True
    return len(text) >= 10 and len(_LETTERS.findall(text[:200])) >= 2 and " " in text and _digits(text) < 0.4


def width(title: str) -> int:
    """The length of a title in letters of an alphabet: a Chinese character says as much as two and a half."""
    return len(title) + len(_HAN.findall(title)) * 3 // 2


def _digits(text: str) -> float:
    return sum(c.isdecimal() for c in text) / len(text)
