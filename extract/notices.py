"""The wording of pages that stand where an announcement should: walls, refusals, errors, empty shells.

Phrases in English, Chinese, German and French; each is searched in a short page, never asked of a long one.
"""

from __future__ import annotations

import re


def _any_of(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.I)


CHALLENGE = _any_of(
    r"checking (?:if the site connection is secure|your browser)",
    r"verify(?:ing)? (?:that )?you are (?:a )?human|are you a (?:robot|human)",
    r"access (?:to this (?:page|site|resource) )?(?:has been |is |was )?(?:denied|blocked|forbidden)",
    r"request (?:was |has been )?blocked|(?:you|your ip)\b.{0,40}\b(?:have been|has been|is) blocked",
    r"enable javascript and cookies to continue|unusual traffic|\bcaptcha|ddos protection",
    r"^\s*just a moment\b|attention required!|403 forbidden|not authori[sz]ed to (?:view|access)",
    r"访问(?:被拒绝|受限|异常|过于频繁)|请(?:完成|输入)(?:安全)?验证|人机验证|安全检查|您的访问.{0,12}(?:拦截|阻断)",
    r"zugriff (?:verweigert|gesperrt)|sind sie ein (?:mensch|roboter)",
    r"accès (?:refusé|interdit)|vérif\w+ que vous (?:êtes|n['’]êtes pas)",
)
ERROR = _any_of(
    r"\b(?:404|410|500|502|503)\b.{0,20}(?:not found|error|gone|"
    r"unavailable|bad gateway)|\berror (?:code )?(?:404|50\d)\b",
    r"\bpage (?:you (?:are|were) looking for |you (?:have )?requested |requested )?"
    r"(?:was |is |could |can )?(?:not (?:be )?found|no longer (?:available|exists?)|cannot be found|can['’]t be found)",
    r"\bpage (?:you (?:are|were) looking for |"
    r"you (?:have )?requested )?(?:does(?:n['’]t| not) exist|has been (?:re)?moved)",
    r"(?:sorry|oops)\W.{0,40}\b(?:page|article|file|link|url|something)\b.{0,40}\b(?:find|found|exist|available|wrong)",
    r"\b(?:web)?(?:site|system|service|server) is (?:currently |temporarily )?"
    r"(?:down|unavailable|closed|under(?:going)? (?:\w+ )?maintenance)",
    r"(?:under|scheduled) maintenance|we(?:'|’)ll be (?:right )?back|internal server error|service unavailable",
    r"domain (?:name )?(?:is|may be) for sale|buy this domain",
    r"页面(?:不存在|未找到|找不到|已删除|无法访问)|(?:系统|网站)(?:正在)?(?:维护|升级)|服务器错误",
    r"(?:访问|查找|请求)的(?:页面|内容|文章|信息).{0,12}(?:不存在|删除|找不到)",
    r"seite (?:wurde |konnte |ist )?(?:leider )?nicht (?:gefunden|verfügbar|erreichbar)|seite existiert nicht",
    r"wartungsarbeiten|wird (?:gerade |derzeit )?gewartet",
    r"page (?:est )?(?:introuvable|non trouvée|n['’]existe (?:pas|plus))|en (?:cours de )?maintenance|erreur 404",
)
LOGIN = _any_of(
    r"(?:please |you (?:must|need to) )(?:be )?(?:log(?:ged)? ?in|sign(?:ed)? in)\b",
    r"\b(?:log ?in|sign in) to (?:continue|view|read|access|your account)|(?:log ?in|sign ?in) (?:is )?required",
    r"\b(?:subscribe|register|sign up)\b.{0,30} to (?:continue|read|keep reading|access|unlock)",
    r"for subscribers only|subscriber[- ]only|"
    r"subscribers? exclusive|already (?:a|have a) (?:subscriber|subscription|account)",
    r"you(?:'|’)?(?: ha)?ve (?:reached|used|read).{0,40}(?:free|limit)|create (?:a |your )?(?:free )?account to",
    r"forgot(?:ten)? (?:your )?password|keep reading with a subscription",
    r"请(?:先)?登录|登录后(?:查看|阅读|可见)|会员专享|用户登录|仅限会员|忘记密码",
    r"bitte (?:melden sie sich an|einloggen|loggen sie sich)|nur für abonnenten|passwort vergessen|weiterlesen mit",
    r"(?:connectez|identifiez)-vous|réservé aux abonnés|mot de passe oublié|abonnez-vous pour",
)
COOKIES = _any_of(
    r"(?:\bwe|(?:web)?site|partners?)\b.{0,60}\buses? (?:\w+ ){0,3}cookies|accept (?:all )?(?:\w+ )?cookies",
    r"cookie (?:settings|preferences|consent|notice)|"
    r"before you continue to|reject all|manage (?:your )?(?:consent|preferences)",
    r"consent to .{0,60}(?:cookies|data|purposes)|(?:privacy|consent) (?:choices|settings|preferences)",
    r"(?:使用|接受).{0,8}cookies?|cookies? ?(?:设置|政策)",
    r"wir (?:und unsere partner )?(?:verwenden|nutzen|"
    r"setzen).{0,40}cookies|cookies? (?:akzeptieren|zulassen|zustimmen)",
    r"cookie-einstellungen|mit werbung (?:und cookies )?(?:weiterlesen|lesen)",
    r"zustimm(?:en|ung)\b.{0,40}(?:datenverarbeitung|tracking|werbung)",
    r"(?:nous|ce site) utilis\w+.{0,30}cookies|"
    r"accepter (?:tous les )?cookies|gérer (?:mes|les|vos) (?:cookies|préférences)",
)
SCRIPT = _any_of(
    r"(?:enable|activate|turn on|requires?|need) java ?script|to run this app",
    r"javascript (?:is|must be|seems to be) (?:disabled|enabled|required|not)",
    r"(?:启用|开启|打开).{0,6}javascript|javascript (?:aktivieren|ist deaktiviert)|activer javascript",
    r"^\s*(?:loading|加载中|chargement|wird geladen)\W*$",
)
# In the order of what is asked first: a challenge also speaks of cookies, and an error page of the login.
NOTICES = {
    "access_denied": CHALLENGE,
    "error_page": ERROR,
    "login": LOGIN,
    "cookie_wall": COOKIES,
    "no_text": SCRIPT,
}
