"""The line that says when, where and by whom a text was published, however its parts are glued together.

`Date: 2017-09-26Writer: Zhang YangShare:`, `Source: X| 2021-11-11 09:31:08| Author: Y`, `site.cn Updated:2017-07-07`,
`(Xinhua) 09:12, March 03, 2020`, `2019-10-18 14:32 | By John Doe`, `发布时间：2020-05-06 来源：市科技局`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.linkdates import find_days

MAX_LINE = 220
_LABELS = {
    "date": (
        r"(?:publish(?:ed|ing)?|release|post(?:ed)?|issue|creation)?[ -]?(?:date|time)|date(?:line)?|"
        r"(?:published|posted|released|issued)(?: (?:on|at))?|"
        r"发布(?:时间|日期)|发表时间|发文日期|成文日期|日期|时间|"
        r"veröffentlicht(?: am)?|erschienen am|datum|stand|publié(?: le)?|date de publication|mis en ligne le"
    ),
    "updated": (
        r"(?:last )?(?:updated?|modified)(?: (?:on|at))?|update time|更新(?:时间|日期)?|"
        r"aktualisiert(?: am)?|mis à jour(?: le)?"
    ),
    "author": r"author|writer|reporter|(?:(?:written|posted) )?by|journalist|"
    r"作者|记者|撰稿|autor(?:in)?|von|auteur|par",
    "source": r"source|from|(?:信息|文章|稿件)?来源|quelle",
    "other": (
        r"share|editors?|edited by|views?|hits|clicks?|read(?:s|ing)?|"
        r"visits|font(?: size)?|size|print|category|section|"
        r"tags?|column|email|comments?|photo|责任编辑|责编|编辑|浏览(?:次数|量)?|阅读(?:次数|量)?|点击(?:数|量)?|"
        r"访问量|字体|字号|分享(?:到)?|打印|redaktion|kategorie|catégorie|发布机构|索引号|文号"
    ),
}
# A label may be glued to the value before it ("2017-09-26Writer:"): a capital needs no word boundary in front.
_LABEL = re.compile(
    r"(?:(?<![A-Za-z])|(?<=[\d\s])|(?<=[a-z])(?=[A-Z]))(?:"
    + "|".join(f"(?P<{name}>(?i:{words}))" for name, words in _LABELS.items())
    + r")\s{0,2}(?:[:：]|(?<=[bB]y)\s(?=[A-Z])|(?<=[oO]n)\s(?=[A-Z\d])|(?<=[dD])\s(?=\d))"
)
_ZONE = r"\s?\(?(?:GMT|UTC|[A-Z]{2,4}T|Beijing Time|Uhr|北京时间)\)?(?:\s?[+-]\d{1,2}(?::\d\d)?)?"
_CLOCK = re.compile(
    rf"\(?\b\d{{1,2}}[:：.h]\d{{2}}(?:[:：]\d{{2}})?(?:\s?[ap]\.?m\b\.?)?(?:{_ZONE})?\)?|\d{{1,2}}时\d{{1,2}}分", re.I
)
_WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?|星期.|周[一二三四五六日]", re.I
)
_BRACKETS = re.compile(r"[(（\[【]\s{0,3}([^()（）\[\]【】]{2,40})[)）\]】]")
_DOMAIN = re.compile(r"\b(?:[a-z0-9-]{1,40}\.){1,3}(?:com|org|net|gov|edu|cn|info|[a-z]{2})\b(?!\.)", re.I)
_EMPTY = re.compile(r"[\s|,，;；·•:：/()（）\[\]【】>–—-]+")


@dataclass(frozen=True, slots=True)
class MetaLine:
    """What a meta line states: `day` is the text that holds the day; the rest are names as they are written."""

    day: str | None = None
    updated: bool = False
    author: str | None = None
    source: str | None = None


def read_meta_line(line: str) -> MetaLine | None:
    """None for a line that says anything besides."""
    if len(line) > MAX_LINE:
        return None
    labels = list(_LABEL.finditer(line))
    bounds = [match.start() for match in labels] + [len(line)]
    values: dict[str, str] = {}
    for match, end in zip(labels, bounds[1:], strict=True):
        name = str(match.lastgroup)
        values.setdefault(name, line[match.end() : end])
    head = line[: bounds[0]]
    days = list(find_days(line))
    if not days and not labels:
        return None
    # A label without a date says too little about a line unless labels open it.
    if not days and _rest(head):
        return None
    if len(_rest(head)) > 40 or any(len(_rest(value)) > 60 for value in values.values()):
        return None
    if not labels and _rest(head) and not _looks_like_origin(head):
        return None
    brackets = _BRACKETS.search(head)
    domain = _DOMAIN.search(head)
    return MetaLine(
        day=line if days else None,
        updated="updated" in values and "date" not in values,
        author=_value(values.get("author")),
        source=_value(values.get("source"))
        or (brackets[1].strip() if brackets else None)
        or (domain[0] if domain else None),
    )


def _rest(text: str) -> str:
    """What is left of a part besides dates, clock times and signs."""
    for day in reversed(list(find_days(text))):
        text = text[: day.start] + " " + text[day.end :]
    return _EMPTY.sub(" ", _WEEKDAY.sub(" ", _CLOCK.sub(" ", text))).strip()


def _looks_like_origin(head: str) -> bool:
    """Beside a bare date stands an agency in brackets, a site's address, or a short name behind a sign."""
    rest = _rest(head)
    if _BRACKETS.search(head) or _DOMAIN.fullmatch(rest):
        return True
    return len(rest.split()) <= 5 and rest[-1] not in ".!?。！？" and bool(re.search(r"[|·•]|\s[-–—]\s|\s{2}", head))


def _value(text: str | None) -> str | None:
    """The first name of a part: what stands before a bar, a date or a clock time."""
    if not text:
        return None
    first = re.split(r"[|｜]|\s{2,}", text.strip(" |:："))[0]
    day = next(find_days(first), None)
    if day:
        first = first[: day.start]
    first = _CLOCK.split(first)[0].replace("?", " ").strip(" ,，;|:：-–—()（）")
    return first or None
