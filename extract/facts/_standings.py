"""Who stands where in a ranking, told by the words around the name: "X is first, Y second", "third went to Z"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.facts._masked import MARK, NAME, Masked, asserted_at, masked
from extract.facts.base import PLACES, THINGS, Context, Sentence, Term, clean

SUBJECTS = THINGS | PLACES | {"PERSON"}
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20,
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}

_RANK = (
    rf"(?:(?:{'|'.join(_TENS)})-)?(?:{'|'.join(ORDINALS)})|\d{{1,3}}(?:st|nd|rd|th)|no\.? ?\d{{1,3}}|bottom|top|last"
)
_BEST = (
    r"(?:(?:second|third|fourth|fifth)[- ])?(?:(?:larg|bigg|high|long|busi|old|tall|fast|young|rich|earli|small|green|"
    r"full|low|strong|b|clean|deep|cheap|happi|safe)est|most [a-z]+)"
)
_ORDINAL = rf"(?P<rank>(?i:{_RANK})(?![\w-]))"
_SUPERLATIVE = rf"(?P<best>(?i:{_BEST})\b)"
_LAST = _ORDINAL.replace("rank", "place")
_PLACE = r"(?: (?:place|position|spot|rank|prize))"
# An ordinal alone counts places where the clause ends behind it, or tells among whom: no phases, no days.
_AMONG = r"and|in|on|among|amongst|of|out of|for|with|at|behind|ahead of|nationwide|overall|this year|last year"
_ALONE = rf"(?:{_PLACE}|(?=\s*(?:$|[,.;:()–—]|(?:{_AMONG})\b)))"
_THE = r"(?:the )?"
_ASIDE = r"(?:, [^,;:{}]{1,60},)?"
_ADVERB = r"(?: (?:still|now|again|only|also|even|currently))?"
# "The institute of X is third": X is not
_WHO = rf"(?<!\bof )(?<!\bin )(?<!\bfrom )(?<!\bat )(?<!\}} and )(?P<who>{NAME})(?: (?:of|in) {NAME})?"
_ALL_WHO = rf"(?P<who>{NAME}(?:(?:, | and |, and ){NAME})*)"
_BEING = (
    r"(?:is|are|was|were|(?:has|have|had) (?:been|come)|comes?|came|ranks?|ranked|finish(?:es|ed)?|stands?|stood|sits?|"
    r"sat|remains?|placed|continue[sd] to be)(?: in| at| on)?"
)
_RATED = r"(?:is|was|were|been) (?:placed|ranked|rated|listed|voted|named|honou?red|selected)(?: as)?"
_TAKING = (
    r"(?:took|takes?|taken|won|wins|got|gets|kept|keeps|holds?|held|claim\w*|earn\w*|secur\w*|receiv\w*|occup\w+|"
    r"finished in|ended in|tied for)"
)
_MOVING = (
    r"(?:dropp?(?:ed|s)|fell|falls|slipp?(?:ed|s)|slid|rose|rises|climb(?:s|ed)?|jump(?:s|ed)|moved up|advanced|"
    r"descended)(?: \w+ (?:steps|places))?(?: from \w+)? to"
)
_GOING = (
    r"(?:is|was|came|comes|stands|climbed|(?:went|goes|was awarded|fell) to|belongs to|"
    r"(?:was|is) (?:taken|won|held) by)"
)
_BILLED = r"(?:billed|described|known|regarded|hailed|recogni[sz]ed|honou?red|praised) as"

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # X is first; X came in third; X sits in eleventh place
        rf"{_WHO}{_ASIDE}{_ADVERB} {_BEING}{_ADVERB} {_THE}{_ORDINAL}{_ALONE}",
        # X was placed fifth; X is ranked the third most attractive city
        rf"{_WHO}{_ASIDE}(?: has| have| had)? {_RATED} {_THE}(?:{_SUPERLATIVE}|{_ORDINAL})",
        # X took first place
        rf"{_WHO}{_ASIDE}{_ADVERB}(?: has| have)? {_TAKING} (?:{_THE}{_ORDINAL}{_PLACE}|the {_LAST}{_ALONE})",
        # X dropped to sixth
        rf"{_WHO}{_ADVERB}(?: has| have)? {_MOVING} {_THE}{_ORDINAL}{_ALONE}",
        # the list puts X third
        rf"(?:puts?|places?|placed|ranks?|ranked|rates?|lists?) {_WHO} (?:in |at |as )?{_THE}{_ORDINAL}{_ALONE}",
        # X's exports ranked 20th among China's cities
        rf"{_WHO}['’]s [\w -]{{1,40}} (?:{_BEING}|{_RATED}) {_THE}{_ORDINAL}{_ALONE}",
        # X's exports reached 3 billion, ranking fourth in the province
        rf"{_WHO}(?:['’]s)? [^;:]{{1,160}}, (?:ranking|placing|coming|finishing)(?: in)? {_THE}{_ORDINAL}{_ALONE}",
        # X, in third place
        rf"{_WHO}, in {_ORDINAL}{_PLACE}",
        # second is Y; third place went to Y and Z
        rf"(?:^|[;,:.] |\band )(?:{_ORDINAL}|(?:[IiTt][no] )?(?:[Tt]he )?{_LAST}{_PLACE}){_ADVERB} {_GOING} {_ALL_WHO}",
        # Third: Y; Rank 2: Y
        rf"(?:^|; )(?:[Tt]he |[Ii]n )?{_ORDINAL}{_PLACE}?: (?P<who>{MARK})(?=[,.;(]| of\b| in\b|$)",
        r"\b[Rr]ank (?P<rank>\d{1,3}): " + _WHO,
        # Y: 9th
        rf"^{_WHO}: {_ORDINAL}{_ALONE}",
        # the largest, and the largest house, is X
        rf"\b[Tt]he {_SUPERLATIVE}(?: (?!of)\w+)?{_ASIDE} (?:is|was|being) {_WHO}",
        # X, biggest among them
        rf"{_WHO}, {_THE}{_SUPERLATIVE} (?:among|of|in|outside)\b",
        # X, billed as the first hub in Y
        rf"{_WHO}(?:, [^,;:{{}}]{{1,80}})?,? {_BILLED} (?:the |[\w{{}}]+['’]s )?(?:{_SUPERLATIVE}|{_ORDINAL})",
        # X was named head of Y, becoming the first woman to lead it
        rf"{_WHO} [^;:]{{1,160}}, becoming {_THE}{_ORDINAL} [a-z]+ (?:to|in|who|of)\b",
    )
)
# ", Suzhou second, and Shanghai third": the verb is that of the first.
_GAPPED = re.compile(rf"(?:, |; |,? and )(?P<who>{NAME}){_ASIDE} (?:was |is |came |in )?{_ORDINAL}{_ALONE}")
_INVERSE_GAPPED = re.compile(
    rf"(?:, |; |,? and ){_THE}{_ORDINAL}{_PLACE}?,? (?:to |by |is |was )?(?P<who>{NAME})(?=[,.;]| in\b| of\b)"
)
# "2. X, Xiangzhou District, 93.1 points"
_LISTED = re.compile(rf"(?P<who>{MARK}).* (?:points|marks)\b")
_NUMBERED = re.compile(r"(?:^|\n)\s*(?P<rank>\d{1,2})[.)]\s*$")
_TELLING = re.compile(rf"\b(?:{_RANK}|{_BEST}|rank|points|marks)\b", re.IGNORECASE)
_TAIL = re.compile(r"(?:(?!,? and \{)[\w{} '’-]){0,60}")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Standing:
    """`text` is the rank with whom it is among, as written."""

    subject: Term
    rank: int | None
    text: str
    sentence: Sentence


def standings(context: Context) -> Iterator[Standing]:
    for sentence in context.sentences:
        if _TELLING.search(context.text, sentence.span.start_char, sentence.span.end_char):
            line = masked(context, sentence, SUBJECTS)
            yield from _listed(context, sentence, line)
            yield from _in_sentence(context, sentence, line)


def _listed(context: Context, sentence: Sentence, line: Masked) -> Iterator[Standing]:
    """The number before the sentence is its rank, where points are given."""
    start = sentence.span.start_char
    number = _NUMBERED.search(context.text, max(0, start - 6), start)
    told = _LISTED.match(line.text) if number is not None else None
    if number is not None and told is not None:
        rank = int(number.group("rank"))
        word = next((word for word, n in ORDINALS.items() if n == rank), str(rank))
        yield from (Standing(subject, rank, word, sentence) for subject in line.names(told.group("who")))


def _in_sentence(context: Context, sentence: Sentence, line: Masked) -> Iterator[Standing]:
    found = [match for pattern in _PATTERNS for match in pattern.finditer(line.text)]
    if found:
        first = min(match.end() for match in found)
        found += [match for gap in (_GAPPED, _INVERSE_GAPPED) for match in gap.finditer(line.text, first)]
    told: set[Term] = set()
    for match in found:
        if not asserted_at(context, sentence, line.starts[match.start()]):
            continue
        kind = next(kind for kind in ("best", "rank", "place") if match.groupdict().get(kind))
        for subject in line.names(match.group("who")):
            if subject not in told:
                told.add(subject)
                yield Standing(subject, _rank(match.group(kind)), _text(line, match, kind), sentence)


def _rank(words: str) -> int | None:
    """3 for "third", "3rd" and "third-largest", 1 for "largest"; None for what is last."""
    parts = re.split(r"[- ]", words.lower())
    number = _NUMBER.search(words)
    if number is not None:
        return int(number.group())
    if parts[0] in _TENS:
        return _TENS[parts[0]] + ORDINALS[parts[1]]
    return ORDINALS.get(parts[0], None if parts[0] in ("bottom", "last") else 1)


def _text(line: Masked, match: re.Match[str], kind: str) -> str:
    """The rank, and behind the name what follows: "ninth among China's cities for manufacturing"."""
    if match.start(kind) < match.start("who"):
        return line.text[match.start(kind) : match.end(kind)]
    tail = _TAIL.match(line.text, match.end())
    return clean(line.unmasked(line.text[match.start(kind) : tail.end() if tail else match.end()]))
