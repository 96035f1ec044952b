"""Lines that stand around an announcement and are no part of it, told by their wording.

Closed vocabularies of what sites print in English, Chinese, German and French; every pattern is for one whole line.
"""

from __future__ import annotations

import re

# A line longer than this is read as text, whatever word it begins with.
LINE = 200

_SHARE = re.compile(
    r"(?:share(?: (?:this|on|via|to)\b.{0,40})?|shares?|print(?: this)?(?: page| article)?|e-?mail(?: this)?|"
    r"tweet|facebook|twitter|linkedin|"
    r"whatsapp|wechat|weibo|pinterest|copy link|save|comments?|leave a comment|back to (?:top|list)|top|"
    r"close|advertisement|anzeige|publicité|"
    r"font size.{0,30}|(?:text )?size:?.{0,20}|a a a|listen(?: to this article)?|follow us.{0,40}|"
    r"subscribe.{0,40}|read more|more|"
    r"teilen|drucken|merken|nach oben|partager|imprimer|haut de page|"
    r"分享(?:到|至)?.{0,20}|打印(?:本页)?|关闭(?:窗口)?|返回(?:顶部|列表|首页)|收藏|"
    r"扫一扫.{0,30}|【.{0,12}(?:打印|关闭|字体|分享).{0,30})\W*",
    re.I,
)
_CREDIT = re.compile(
    r"\W{0,3}(?:(?:responsible |web |copy |managing |duty |chief )?editors?|edited by|(?:proof)?reader|"
    r"web ?master|contact the (?:writer|reporter|author)s?|"
    r"(?:source|author|writer|reporter|by-?line|e-?mail(?: of the (?:writer|author|reporter))?|translated by|"
    r"compiled by|photo(?:s|graphy)?(?: by)?|videos?(?: by)?)(?=\s{0,2}[:：|])|"
    r"责任编辑|责编|编辑|编审|审核|校对|来源|作者|记者|通讯员|稿件来源|信息来源|文章来源|redaktion|"
    r"quelle|autor(?:in)?|redakteur(?:in)?|auteur|"
    r"rédaction|source)"
    r"\s{0,2}[:：|]?\s{0,2}\S.{0,120}",
    re.I,
)
_CREDIT_WITH_COLON = re.compile(r"[:：|]|^\W{0,3}(?:edited|translated|compiled|contact) ", re.I)
_BYLINE = re.compile(
    r"\(?(?:(?i:written |story |text |report )?(?i:by|von|par)|Text|Reporter|Staff [Rr]eporters?|本报记者|记者|通讯员|"
    r"作者)[\s.:：。·]{1,3}"
    r"(?P<names>\w[\w.'’·。\-]*(?:[ ,·。/&|]{1,2}(?:and |und |et |in |of |de |van |von |der )?\w[\w.'’。\-]*){0,9})\)?"
)
_COPYRIGHT = re.compile(
    r"©|\(c\) ?(?:19|20)\d\d|copyright|all rights reserved|\bICP\b|公网安备|版权所有|(?:record|filing|"
    r"licen[cs]e) ?(?:no|number)\b|technical support|"
    r"tous droits réservés|alle rechte vorbehalten|impressum|"
    r"mentions légales|mailto:|主办单位|承办单位|网站标识码|备案|"
    r"terms of (?:use|service)|privacy policy",
    re.I,
)
_EMAIL_LINE = re.compile(r"(?:[\w ]{0,40}[:：])?\s{0,3}[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\W{0,3}")
_SIGN_OFF = re.compile(r"[–—―-]{1,2}\s{0,2}(?=\S)[^.!?。！？]{2,90}")
_RELATED_HEAD = re.compile(
    r"\W{0,3}(?:top (?:news|stories)|latest (?:news|stories|articles|posts)?|(?:hot|more|other|recent|"
    r"breaking) (?:news|stories|articles|posts|headlines)|"
    r"more (?:must-?reads )?from [^.!?]{2,30}|most read in [^.!?]{2,30}|"
    r"related(?: (?:news|stories|story|articles?|posts?|links?|reading|content|topics?|information|"
    r"documents?))?|most (?:read|popular|viewed|shared)|"
    r"recommended(?: (?:for you|reading|stories))?|you (?:may|might) (?:also )?(?:like|be interested in)|"
    r"ähnliche (?:artikel|beiträge|themen)|kommentar abgeben|beiträge aus dem forum|czytaj więcej|leggi anche|"
    r"lee también|notas relacionadas|"
    r"also read|see also|read also|read next|up next|"
    r"what(?:'|’)s (?:hot|new|next)|editor(?:'|’)?s['’]? (?:picks?|choice)|trending(?: now)?|photos?|"
    r"相关(?:新闻|阅读|链接|文章|报道|推荐|稿件)|推荐(?:阅读|新闻)|更多(?:新闻|内容)|延伸阅读|"
    r"热点(?:新闻|推荐)|最新(?:新闻|资讯)|热门.{2,4}|"
    r"mehr zum thema|lesen sie (?:auch|mehr)|weitere (?:artikel|meldungen|themen|informationen|nachrichten)|"
    r"das könnte sie (?:auch )?interessieren|"
    r"à lire (?:aussi|également)|lire aussi|sur le même (?:sujet|thème)|articles? (?:liés|similaires|"
    r"associés)|les plus lus)\s{0,2}[:：>»]?",
    re.I,
)
_TEASER = re.compile(
    r"\W{0,3}(?:read more|also read|read also|read next|related(?: story| article| coverage)?|see also|"
    r"more(?: on this| from [^:]{2,40})?|must read|watch|"
    r"lire aussi|à lire aussi|lesen sie (?:auch|mehr)|mehr dazu|相关阅读|推荐阅读|"
    r"previous|next|prev|previous (?:article|page|post)|next (?:article|page|post)|上一篇|下一篇|上一条|下一条|"
    r"vorheriger artikel|nächster artikel)"
    r"\s{0,2}[:：|>»]\s{0,2}.{2,180}",
    re.I,
)
# What stands below a text: invitations, where it came from, who wrote it, whom to ask.
_WRITER = r"(?-i:(?!The |This |That |Our |A )(?:[A-Z][\w.'’-]+ ){2,3})"
_CLOSING = re.compile(
    r"\W{0,3}(?:(?:sign up|subscribe|follow us|join us|install|click here|contact us|want more|for more (?:info|news)|"
    r"(?:do you )?have a (?:news )?tip|got a (?:news )?tip|submit your|if you enjoyed|also available on|see more from|"
    r"listen to|watch the (?:full )?(?:video|interview)|media contacts?\b|press contacts?\b|for media inquiries|"
    r"get the latest|you can (?:e-?mail|follow|reach)|e-?mail (?:us|her|him)|want to keep up|more information|"
    r"with (?:files|(?:additional )?reporting|contributions?) (?:from|by)|mit (?:material|agenturmaterial)|"
    r"abonnieren|folgen sie|mehr (?:infos|informationen)|weitere infos|s'abonner|suivez-nous|更多精彩)\b.{0,250}|"
    r"(?:this|a version of this|the) (?:article|story|post|piece|essay|interview|column)\b.{0,40}\b(?:originally|first|"
    r"edited|updated|appeared|published|republished|produced)\b.{0,200}|"
    rf"{_WRITER}(?:is|was) (?:an?|the)\b.{{0,60}}\b(?:reporter|editor|correspondent|writer|journalist|columnist|"
    rf"author of)\b.{{0,250}}|{_WRITER}(?:writes about|covers|reports on|reported from)\b.{{0,350}}|"
    r".{0,250}\b(?:contributed to|produced) this (?:report|story|article|episode)\b.{0,100}|"
    r".{0,80}\bcan be reached at\b.{0,200}|"
    r"-\s?30\s?-|#{2,5}|\*{3,5}|_{3,}|(?:ende|end|fin|完)\.?)",
    re.I,
)
_COOKIES = re.compile(
    r"(?:we|this (?:web)?site|our (?:web)?site|wir|diese (?:web)?seite|ce site|nous|本网站|"
    r"我们)\b.{0,60}(?:cookies?)\b.{0,200}",
    re.I,
)
_WELCOME = re.compile(r"(?:welcome to|willkommen (?:auf|bei)|bienvenue sur|欢迎(?:光临|来到|访问|您)?).{1,80}", re.I)
_CAPTION = re.compile(
    r"[\[(（【](?:[^\])）】]{0,60}\b)?(?:photos?|pictures?|pics?|images?|videos?|fotos?|bild(?:er)?|illustration|"
    r"crédit|credit|VCG|Xinhua|IC|"
    r"摄|图|供图)\b[^\[\]()（）【】]{0,80}[\])）】]\W{0,2}$|\b(?:photo|picture|image)s? (?:by|courtesy of|provided by|"
    r"credit)\b[^.!?]{2,60}\W?$|\([A-Z][\w.'’-]+(?: [\w.'’-]+){1,3} ?/ ?[A-Z][\w .'’-]{2,40}\)$|"
    r"^(?:photo|image|picture|caption|foto|bild|图片?)\s{0,2}[:：]\s{0,2}\S",
    re.I,
)
ENDS_SENTENCE = re.compile(r"[.!?。！？…:：][\"'”’»)\]）]{0,2}$")
_CRUMB = re.compile(r"\s*(?:[>»›→＞]|::)+\s*")
_LOOSE_CRUMB = re.compile(r"\s*[>»›→＞/|\\·]+\s*")
_CRUMB_START = re.compile(
    r"(?:(?:your |current )?(?:position|location)|you are here|home ?page|home|index|"
    r"首页|当前位置|您(?:现在)?(?:的位置|所在位置)|位置|"
    r"startseite|sie sind hier|accueil|vous êtes ici)\b\s{0,2}[:：>»›/|→＞ ]",
    re.I,
)


def is_share(line: str) -> bool:
    return len(line) <= 60 and bool(_SHARE.fullmatch(line))


def is_credit(line: str) -> bool:
    """ "Editor: …", "Source: …", "责任编辑：…": who made the page, not what it says."""
    return len(line) <= 140 and bool(_CREDIT.fullmatch(line)) and bool(_CREDIT_WITH_COLON.search(line))


def byline_names(line: str) -> str | None:
    """The names of a line that is a byline and no more: "By Ann Lee and Bo Chen"; None where it is something else."""
    found = _BYLINE.fullmatch(line) if len(line) <= 100 else None
    if found is None:
        return None
    names = found["names"].replace("。", " ")
    words = [
        word
        for word in re.split(r"[\s,&/|]+", names)
        if word not in ("and", "und", "et", "in", "of", "de", "der", "van", "von")
    ]
    return names if all(word[0].isupper() or not word[0].isascii() for word in words if word) else None


def is_copyright(line: str) -> bool:
    return len(line) <= 400 and bool(_COPYRIGHT.search(line)) and (len(line) <= 90 or line.count(".") < 3)


def is_email(line: str) -> bool:
    return bool(_EMAIL_LINE.fullmatch(line[:LINE]))


def is_sign_off(line: str) -> bool:
    """The agency or exchange line below a text: "– Daily Post-Morning News exchange item"."""
    return len(line) <= 100 and bool(_SIGN_OFF.fullmatch(line))


def is_related_head(line: str) -> bool:
    return len(line) <= 60 and bool(_RELATED_HEAD.fullmatch(line))


def is_teaser(line: str) -> bool:
    """One line that leads to another page: "Read more: …", "上一篇：…"."""
    return len(line) <= LINE and bool(_TEASER.fullmatch(line))


def is_cookie_notice(line: str) -> bool:
    return len(line) <= 400 and bool(_COOKIES.match(line))


def is_welcome(line: str) -> bool:
    return len(line) <= 100 and bool(_WELCOME.fullmatch(line)) and line[-1] not in ".。"


def is_caption(line: str) -> bool:
    """A line that says whose photo it describes."""
    return len(line) <= 400 and bool(_CAPTION.search(line))


def is_breadcrumb(line: str) -> bool:
    """ "Home > News > Article", "position: A » B", "Startseite / Presse": short steps; a sign or word says so."""
    if len(line) > 200 or ENDS_SENTENCE.search(line):
        return False
    started = bool(_CRUMB_START.match(line + " "))
    parts = [part for part in (_LOOSE_CRUMB if started else _CRUMB).split(line) if part]
    if len(parts) < (2 if started else 3):
        return False
    return all(len(part.split()) <= 8 and len(part) <= 60 for part in parts[:-1])


def is_closing(line: str) -> bool:
    """An invitation, a note on the text or on its writer: no part of it where it stands at its end."""
    return len(line) <= 400 and bool(_CLOSING.fullmatch(line))


def is_furniture(line: str) -> bool:
    """Whether a line of a body is to be dropped wherever it stands."""
    return (
        is_share(line)
        or is_credit(line)
        or byline_names(line) is not None
        or is_email(line)
        or is_teaser(line)
        or is_cookie_notice(line)
    )


def is_tail(line: str) -> bool:
    """Whether a line is to be dropped where only such lines follow."""
    return is_furniture(line) or is_copyright(line) or is_sign_off(line) or is_related_head(line) or is_closing(line)


def trim_tail(lines: list[str]) -> list[str]:
    """The lines without what closes a page: credits, copyright, sign-off, share bar."""
    end = len(lines)
    while end and is_tail(lines[end - 1]) and not _ends_list(lines, end):
        end -= 1
    return lines[:end]


def _ends_list(lines: list[str], end: int) -> bool:
    """The last of several list items looks like a sign-off and is none."""
    return end > 1 and lines[end - 1].startswith("- ") and lines[end - 2].startswith("- ")
