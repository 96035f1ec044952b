"""The units that stand with a number: currencies, areas, shares of a hundred, durations, physical measures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

Kind = Literal["money", "area", "percent", "points", "duration", "measure"]

# ISO 4217 code of what "$" and "dollar" mean at home, by ISO 3166 country; elsewhere they are US dollars.
LOCAL_DOLLARS = {
    "AU": "AUD", "BB": "BBD", "BN": "BND", "BS": "BSD", "BZ": "BZD", "CA": "CAD", "FJ": "FJD", "GY": "GYD", "HK": "HKD",
    "JM": "JMD", "LR": "LRD", "NA": "NAD", "NZ": "NZD", "SB": "SBD", "SG": "SGD", "SR": "SRD", "TT": "TTD", "TW": "TWD",
}  # fmt: skip
# Names that several currencies share: the code by country, and the code elsewhere (None: the word stays the unit).
_SHARED: dict[str, tuple[dict[str, str], str | None]] = {
    "dollar": (LOCAL_DOLLARS, "USD"),
    "yen sign": ({"JP": "JPY"}, "CNY"),
    "pound": ({"EG": "EGP", "LB": "LBP", "SY": "SYP"}, "GBP"),
    "rupee": ({"PK": "PKR", "LK": "LKR", "NP": "NPR", "MU": "MUR"}, "INR"),
    "peso": ({"MX": "MXN", "PH": "PHP", "AR": "ARS", "CL": "CLP", "CO": "COP", "UY": "UYU"}, None),
    "franc": ({"CH": "CHF", "RW": "RWF", "SN": "XOF", "CI": "XOF", "CM": "XAF"}, None),
    "krone": ({"NO": "NOK", "DK": "DKK", "SE": "SEK", "IS": "ISK"}, None),
    "dirham": ({"MA": "MAD"}, "AED"),
    "riyal": ({"QA": "QAR", "OM": "OMR", "YE": "YER", "IR": "IRR"}, "SAR"),
    "leu": ({"RO": "RON", "MD": "MDL"}, None),
    "sol": ({"PE": "PEN"}, None),
    "dinar": ({"KW": "KWD", "BH": "BHD", "JO": "JOD", "IQ": "IQD", "RS": "RSD", "TN": "TND"}, None),
    "shilling": ({"KE": "KES", "TZ": "TZS", "UG": "UGX"}, None),
    "rand sign": ({"ZA": "ZAR"}, None),
    "P sign": ({"PH": "PHP", "BW": "BWP"}, None),
    "manat": ({"TM": "TMT"}, "AZN"),
    "kwacha": ({"ZM": "ZMW", "MW": "MWK"}, None),
}
_SIGNS = {
    "US$": "USD", "U.S.$": "USD", "USD$": "USD", "S$": "SGD", "SG$": "SGD", "HK$": "HKD", "A$": "AUD",
    "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "CAD$": "CAD", "NZ$": "NZD", "NT$": "TWD", "R$": "BRL",
    "$": "dollar", "£": "GBP", "€": "EUR", "¥": "yen sign", "CN¥": "CNY", "JP¥": "JPY", "₹": "INR", "₩": "KRW",
    "₦": "NGN", "₱": "PHP", "฿": "THB", "₫": "VND", "₺": "TRY", "₽": "RUB", "₪": "ILS", "₴": "UAH", "₸": "KZT",
    "৳": "BDT", "RMB": "CNY", "RM": "MYR", "Rs.": "rupee", "Rs": "rupee", "Re": "rupee", "Dh": "dirham",
    "Dhs": "dirham", "KSh": "KES", "Ksh": "KES", "Tk": "BDT", "R": "rand sign", "QR": "QAR", "SR": "SAR",
    "KD": "KWD", "Rp": "IDR", "MOP$": "MOP", "BD": "BHD", "N$": "NAD", "J$": "JMD", "TT$": "TTD",
    "NIS": "ILS", "S/": "PEN", "S/.": "PEN", "GH¢": "GHS", "GH₵": "GHS", "P": "P sign", "zł": "PLN", "₾": "GEL",
}  # fmt: skip
_CODES = [
    "AED", "AFN", "AMD", "AOA", "ARS", "AUD", "AZN", "BDT", "BGN", "BHD", "BND", "BOB", "BRL", "BTN", "BWP", "CAD",
    "CDF", "CHF", "CLP", "CNH", "CNY", "COP", "CRC", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ETB", "EUR", "FJD",
    "GBP", "GEL", "GHS", "GMD", "GNF", "GTQ", "HKD", "HNL", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD",
    "JOD", "JPY", "KES", "KGS", "KHR", "KRW", "KWD", "KZT", "LAK", "LBP", "LKR", "LYD", "MAD", "MDL", "MGA", "MKD",
    "MMK", "MNT", "MOP", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR",
    "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SEK", "SGD", "SLE", "SYP",
    "THB", "TJS", "TMT", "TND", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VES", "VND", "XAF",
    "XOF", "YER", "ZAR", "ZMW",
]  # fmt: skip
# A plural s is left out; so "meticai" is that of "meticais".
_NAMES = {
    "yuan": "CNY", "renminbi": "CNY", "rmb": "CNY", "chinese yuan": "CNY", "yuan renminbi": "CNY",
    "rmb yuan": "CNY", "euro": "EUR", "yen": "JPY", "japanese yen": "JPY", "won": "KRW", "korean won": "KRW",
    "south korean won": "KRW", "baht": "THB", "ringgit": "MYR", "rupiah": "IDR", "dong": "VND", "taka": "BDT",
    "naira": "NGN", "cedi": "GHS", "birr": "ETB", "shekel": "ILS", "new shekel": "ILS", "nis": "ILS", "rand": "ZAR",
    "tenge": "KZT", "hryvnia": "UAH", "zloty": "PLN", "zloties": "PLN", "zł": "PLN", "lari": "GEL", "sol": "sol",
    "peruvian sol": "PEN", "pula": "BWP", "manat": "manat", "lei": "leu", "leu": "leu", "dram": "AMD",
    "rwandan franc": "RWF", "forint": "HUF", "koruna": "CZK", "lira": "TRY", "ruble": "RUB", "rouble": "RUB",
    "reais": "BRL", "dollar": "dollar", "us dollar": "USD", "u.s. dollar": "USD", "american dollar": "USD",
    "singapore dollar": "SGD", "hong kong dollar": "HKD", "australian dollar": "AUD", "canadian dollar": "CAD",
    "new zealand dollar": "NZD", "new taiwan dollar": "TWD", "taiwan dollar": "TWD", "pound": "pound",
    "pound sterling": "GBP", "british pound": "GBP", "egyptian pound": "EGP", "rupee": "rupee",
    "indian rupee": "INR", "pakistani rupee": "PKR", "peso": "peso", "mexican peso": "MXN",
    "philippine peso": "PHP", "franc": "franc", "swiss franc": "CHF", "cfa franc": "XOF", "krona": "SEK",
    "kronor": "SEK", "swedish kronor": "SEK", "kroner": "krone", "krone": "krone", "norwegian kroner": "NOK",
    "danish kroner": "DKK", "dirham": "dirham", "riyal": "riyal", "rial": "riyal", "saudi riyal": "SAR",
    "qatari riyal": "QAR", "dinar": "dinar", "shilling": "shilling", "kenyan shilling": "KES", "pataca": "MOP",
    "som": "KGS", "kyrgyz som": "KGS", "soum": "UZS", "uzbek soum": "UZS", "so'm": "UZS", "somoni": "TJS",
    "tugrik": "MNT", "tögrög": "MNT", "togrog": "MNT", "azerbaijani manat": "AZN", "armenian dram": "AMD",
    "kyat": "MMK", "kip": "LAK", "riel": "KHR", "rufiyaa": "MVR", "ngultrum": "BTN", "afghani": "AFN",
    "lev": "BGN", "leva": "BGN", "bulgarian leva": "BGN", "denar": "MKD", "romanian lei": "RON", "ron": "RON",
    "czech koruna": "CZK", "czech crown": "CZK", "koruny": "CZK", "korun": "CZK", "icelandic krónur": "ISK",
    "icelandic kronur": "ISK", "icelandic kronor": "ISK", "polish zloty": "PLN", "turkish lira": "TRY",
    "russian ruble": "RUB", "russian rouble": "RUB", "israeli shekel": "ILS", "kazakh tenge": "KZT",
    "kazakhstani tenge": "KZT", "thai baht": "THB", "vietnamese dong": "VND", "indonesian rupiah": "IDR",
    "malaysian ringgit": "MYR", "nigerian naira": "NGN", "ghanaian cedi": "GHS", "ghana cedi": "GHS",
    "ethiopian birr": "ETB", "south african rand": "ZAR", "ugandan shilling": "UGX", "uganda shilling": "UGX",
    "tanzanian shilling": "TZS", "kwacha": "kwacha", "kwanza": "AOA", "metical": "MZN", "meticai": "MZN",
    "ariary": "MGA", "dalasi": "GMD", "leone": "SLE", "uae dirham": "AED", "emirati dirham": "AED",
    "moroccan dirham": "MAD", "omani rial": "OMR", "omani riyal": "OMR", "kuwaiti dinar": "KWD",
    "bahraini dinar": "BHD", "jordanian dinar": "JOD", "tunisian dinar": "TND", "algerian dinar": "DZD",
    "brazilian real": "BRL", "brazilian reai": "BRL", "boliviano": "BOB", "guarani": "PYG", "guaraní": "PYG",
    "quetzal": "GTQ", "lempira": "HNL", "colone": "CRC", "cordoba": "NIO", "córdoba": "NIO", "bolivare": "VES",
    "bolívare": "VES", "colombian peso": "COP", "chilean peso": "CLP", "argentine peso": "ARS",
    "uruguayan peso": "UYU", "dominican peso": "DOP",
    "元": "CNY", "人民币": "CNY", "美元": "USD", "欧元": "EUR", "港元": "HKD",
}  # fmt: skip
_AREAS = [
    (r"sq(?:uare|\.)?[ -]?(?:k(?:ilo)?met(?:er|re)s?|kms?\b(?:\.(?= [a-z]))?)|km²|km2\b|平方公里", "km2"),
    (r"sq(?:uare|\.)?[ -]?(?:feet|foot|ft\b(?:\.(?= [a-z]))?)|ft²|ft2\b|sft\b", "sqft"),
    (r"sq(?:uare|\.)?[ -]?(?:met(?:er|re)s?|mtrs?\b|m\b(?:\.(?= [a-z]))?)|m²|m2\b|㎡|平方米|平米", "m2"),
    (r"hectares?\b|ha\b|公顷", "ha"),
    (r"acres?\b", "acre"),
    (r"mu\b|亩", "mu"),
]
_DURATIONS = (
    r"(?P<kind>working|business|calendar|consecutive|natural)?[ -]?(?P<span>day|month|year)s?\b(?!['’]s\b)(?!-old)"
)
_PHYSICAL = (
    r"cubic (?:met(?:er|re)|foot|feet|yard)s?\b"
    r"|km/h|kph|mph|kms?\b|kg\b|tonnes?\b|tons?\b|mw\b|gw\b|kw\b|kwh\b|mwh\b|gwh\b|twh\b|gb\b|tb\b|pb\b|mbps\b|gbps\b"
    r"|m\b(?!\.)|cm\b|mm\b|(?:kilo|centi|milli)?met(?:er|re)s?\b|miles?\b|feet\b|foot\b|inch(?:es)?\b"
    r"|lit(?:er|re)s?\b|kilograms?\b"
    r"|(?:kilo|mega|giga)watts?(?:[ -]hours?)?\b|degrees?\b|weeks?\b(?!-old)|hours?\b|minutes?\b|seconds?\b"
)


def _alternatives(words: dict[str, str] | list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_BEFORE = re.compile(rf"(?<![A-Za-z0-9$])(?:({_alternatives(_SIGNS)})|({_alternatives(_CODES)}))[ -]?$")
_AFTER = re.compile(
    rf"[ -]?(?:({_alternatives(_CODES)})\b|((?i:{_alternatives(_NAMES)}))(?i:s|es)?(?![A-Za-z0-9])|([€£₹₽₪₴]|US\$))"
)
_PERCENT = re.compile(
    r"[ -]?(percentage[ -]points?|ppts?\b|pp\b|% points?)|[ -]?(basis points?)\b| ?%|[ -]?(?:per ?cent|pct)\b", re.I
)
_AREA = [(re.compile(rf"[ -]?(?:{pattern})", re.I), code) for pattern, code in _AREAS]
_DURATION = re.compile(rf"[ -]?{_DURATIONS}", re.I)
_MEASURE = re.compile(rf"[ -]?(?:{_PHYSICAL})", re.I)
_LONGEST_SIGN = 8


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and where it is written. `code` is of the closed list, an ISO 4217 code or the word; `note` is what the
    code leaves out ("working", "percentage points")."""

    kind: Kind
    code: str
    start: int
    end: int
    note: str | None = None


def country_of(url: str, country: str | None) -> str | None:
    """The publisher's country: as known, else the address's country domain."""
    if country:
        return country.upper()
    domain = (urlsplit(url).hostname or "").rsplit(".", 1)[-1].upper()
    known = {"UK": "GB", "GOV": "US", "MIL": "US", "EDU": "US"}.get(domain)
    return known or (domain if len(domain) == 2 else None)


def _currency(name: str, country: str | None) -> str | None:
    if name not in _SHARED:
        return name
    by_country, elsewhere = _SHARED[name]
    return by_country.get(country or "", elsewhere)


def currency_before(flat: str, start: int, country: str | None) -> Unit | None:
    """The currency sign or code that ends at `start`."""
    match = _BEFORE.search(flat, max(0, start - _LONGEST_SIGN), start)
    if match is None:
        return None
    code = _currency(_SIGNS[match[1]] if match[1] else match[2], country)
    return Unit("money", code, match.start(), start) if code else None


def unit_after(flat: str, end: int, country: str | None) -> Unit | None:
    """The unit that begins at `end`, glued, hyphenated or after one blank."""
    if match := _PERCENT.match(flat, end):
        note = "percentage points" if match[1] else None
        return None if match[2] else Unit("points" if note else "percent", "%", end, match.end(), note)
    for pattern, code in _AREA:
        if match := pattern.match(flat, end):
            return Unit("area", code, end, match.end())
    if match := _AFTER.match(flat, end):
        word = (match[2] or "").lower()
        if word == "pound" and (country in {"US", "CA"} or flat.startswith(" of ", match.end())):
            return Unit("measure", "pounds", end, match.end())
        name = match[1] or {"US$": "USD"}.get(match[3] or "") or _SIGNS.get(match[3] or "") or _NAMES.get(word, word)
        code = _currency(name, country) or f"{word}s"
        return Unit("money", code, end, match.end())
    if match := _DURATION.match(flat, end):
        return Unit("duration", f"{match['span'].lower()}s", end, match.end(), match["kind"])
    if match := _MEASURE.match(flat, end):
        return Unit("measure", match.group().strip(" -"), end, match.end())
    return None
