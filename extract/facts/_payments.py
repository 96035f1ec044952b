"""Who gives how much to whom, told by the words around the sum: "gave the lab 2 million", "5 million from the bank"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.facts._masked import FIGURE, NAME, Masked, asserted_at, masked, planned_at
from extract.facts.base import ACTORS, THINGS, Context, Sentence, Term, clean
from extract.types import Figure

_LABELS = ACTORS | THINGS
_PAID = frozenset({"CENTER", "PROGRAMME", "EVENT"})
_AHEAD = r"(?:will|shall|is to|are to|would|plans? to|promised? to|agreed to|intends? to|is going to)"
_GIVING = (
    r"(?:invest(?:s|ed)?|grant(?:s|ed)?|allocat(?:es?|ed)|earmark(?:s|ed)?|donat(?:es?|ed)|award(?:s|ed)?|g[ai]ves?|"
    r"given|contribut(?:es?|ed)|commit(?:s|ted)?|pledg(?:es?|ed)|lends?|lent|pays?(?: out)?|paid(?: out)?|"
    r"distribut(?:es?|ed)|puts?(?: up)?|chip(?:s|ped) in|kick(?:s|ed) in|sets? aside|disburs(?:es?|ed)|inject(?:s|ed)|"
    r"hands? out|handed out)"
)
# What has both whom and what for its objects.
_GRANTING = (
    r"(?:grants?|granted|g[ai]ves?|given|lends?|lent|pays?|paid|awards?|awarded|promises?|promised|offers?|offered)"
)
_SUM = rf"(?:a (?:grant|loan|subsidy|gift|sum|total) of )?(?P<sum>{FIGURE})(?: \([^()]*\))?"
# "Companies of the city", "Longhua District of Shenzhen": not the place
_WHO = rf"(?<!\bof )(?<!\bin )(?<!\bfrom )(?P<payer>{NAME})(?: (?:of|in) {NAME})?(?:, [^,;:]{{1,80}},)?"
_WORD = r"[\w{}'’-]+"
_GROUP = rf"(?P<payee>(?:(?!(?:to|for|in|on|over|of|a total|by)\b){_WORD} ){{1,5}}?)"
_REST = r"(?:(?!\b(?:to|into|for|towards?|on|in|over|from|at|and)\b)[^.,;:()—–]){0,40}?"
_MAY = rf"(?: \w+ly)?(?: {_AHEAD}| has| have| had| also)*"
_GRANT = r"(?:(?:with|through|by) |(?:grant|loan|gift|subsidy|aid|support|funding|investment) (?:worth |of )?)"
_MONEY = r"(?:grants?|loans?|money|funding|funds|gifts?|subsid(?:y|ies)|cash|aid)"
_PAID_FOR = r"(?:paid for|financed|funded|co-funded|donated|footed|borne|bankrolled|subsidi[sz]ed)"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # the city gave the lab 2 million
        rf"{_WHO}{_MAY} {_GRANTING} {_GROUP}{_SUM}",
        # the city put 2 million into the lab
        rf"{_WHO}{_MAY} {_GIVING} {_SUM}{_REST} (?:to|into|for|towards?|in) (?P<payee>[^.;:()—–]+)",
        # the lab opened with 2 million from the city
        rf"{_GRANT}(?P<sum>{FIGURE})(?: \([^()]*\))?(?: each| a year| apiece)?,? from (?P<payer>{NAME})",
        rf"(?i:\b{_MONEY})(?: of {FIGURE})? from (?P<payer>{NAME})",
        # the city added 2 million
        rf"{_WHO}{_MAY} (?:{_GIVING}|adds?|added) {_SUM}(?=\s*(?:[.,;]| and\b| out of\b| from\b| through\b| a year\b))",
        # it was paid for by the city
        rf"{_PAID_FOR}(?: with {FIGURE})?(?: \([^()]*\))?[^.;:,]{{0,40}}? by (?P<payer>{NAME})",
    )
)
_TELLING = re.compile(rf"\b(?i:{_GIVING}|{_GRANTING}|{_MONEY}|{_PAID_FOR}|adds?|added|from)\b")
_STOP = re.compile(
    r",|\s(?:and|or|who|which|that|whose|over|during|within|from|until|each|per|as|by|through|under|this|last|next|when|"
    r"since|if|at|a year|every|annually|yearly|out of|with)\b"
)
# How long, how often and for what price is no purpose.
_NO_PAYEE = re.compile(
    r"(?:the )?(?:(?:\[\d+\]|\d+|one|two|three|four|five|six|ten|several|another|next|first|last|past)[- ]?)*"
    r"(?:years?|months?|weeks?|days?|phases?|parts?|stages?|tranches?|instal\w+|cash|total|all|return|advance|January|February|"
    r"March|April|May|June|July|August|September|October|November|December|\d{4}|\[\d+\]|it|them|him|her|us|itself)\b",
    re.IGNORECASE,
)
# What is paid for land and goods is their price.
_BUYING = re.compile(r"\b(?:pays?|paid|will pay)\b.*\bfor\s*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Payment:
    payer: Term
    payee: Term
    money: Figure | None
    sentence: Sentence
    ahead: bool


def payments(context: Context) -> Iterator[Payment]:
    sums: dict[int, list[Figure]] = {}
    for figure in context.figures:
        if len(figure.unit or "") == 3:
            sums.setdefault(context.sentence_number(figure.start_char), []).append(figure)
    for number, sentence in enumerate(context.sentences):
        if _TELLING.search(context.text, sentence.span.start_char, sentence.span.end_char):
            line = masked(context, sentence, _LABELS, sums.get(number, ()))
            yield from _in_sentence(context, sentence, line)


def _in_sentence(context: Context, sentence: Sentence, line: Masked) -> Iterator[Payment]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(line.text):
            if not asserted_at(context, sentence, line.starts[match.start("payer")]):
                continue
            told = match.groupdict()
            money = line.figures[int(told["sum"][1:-1])] if told.get("sum") else None
            payer = next(line.names(match.group("payer")))
            payee = _payee(line, match) if told.get("payee") else _topic(context, line.starts[match.start()], payer)
            if payee is not None and payee.name != payer.name:
                ahead = planned_at(context, sentence, line.starts[match.end() - 1], match.group())
                yield Payment(payer, payee, money, sentence, ahead)


def is_payee(words: str) -> bool:
    """Not how long, how often or in how many parts is paid."""
    return _NO_PAYEE.match(words) is None


def _topic(context: Context, before: int, payer: Term) -> Term | None:
    """The center, programme or event that the text named last."""
    at = context.sentence_number(before)
    since = context.sentences[max(0, at - 3)].span.start_char
    named = [m for _, _, m in context.named_between(since, before) if m.label in _PAID and m.name != payer.name]
    return Term(named[-1].name, named[-1].label) if named else None


def _payee(line: Masked, match: re.Match[str]) -> Term | None:
    """The name that the words are, else the words up to the end of their phrase."""
    if _BUYING.search(line.text, match.start(), match.start("payee")):
        return None
    words = match.group("payee").strip()
    stop = _STOP.search(words)
    words = words[: stop.start()] if stop is not None else words
    named = list(line.names(words))
    if re.fullmatch(NAME, words) and named:
        return named[0]
    if not words or words == "another" or not is_payee(words):
        return None
    return Term(clean(re.sub(r"^(?:the|a|an|each|every|its|their|his|her) ", "", line.unmasked(words))))
