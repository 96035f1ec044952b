"""What can be told about English grammar from the words alone: closed word classes, verbs, noun phrases, lists.

Everything here reads a spaCy Doc without tagger or parser, looks at each token a bounded number of times and gives the
same answer for the same text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CLOSED,
    CONJUNCTIONS,
    DETERMINERS,
    HYPHENS,
    OBJECT_OPENERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    words,
)
from extract.verbs import following, is_finite, is_plural, is_possessive, is_verb, lower, preceding, verb_form

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


_INSIDE_NAMES = words("- – ‐ ‑ / & ' ’ ' . · + 's ’s % #") | {"“", "”", '"', "‘"}
__all__ = [
    "MAX_PHRASE_TOKENS", "clauses", "following", "head_noun", "is_finite", "is_plural", "is_possessive", "is_temporal",
    "is_verb", "joint_width", "lower", "noun_phrase_after", "noun_phrase_before", "preceding", "verb_form",
]  # fmt: skip

MAX_PHRASE_TOKENS = 40
# "the past year", "the last firms", but "12 firms last year" and "12 firms Tuesday" end before them.
_AFTER_DETERMINER = words("past following last next monday tuesday wednesday thursday friday saturday sunday")
_PARTICIPLE_MODIFIERS = words(
    "foreign state well so best highest most self privately other new more additional ever long"
)
_FREQUENCY = words("often always usually sometimes seldom rarely")


def _is_open(token: Token) -> bool:
    """Whether the word may stand inside a noun phrase: an adjective, noun, name or number."""
    if token.is_space or lower(token) in CLOSED:
        return (
            _is_hyphened(token)
            or _is_degree(token)
            or (token.text.istitle() and not token.is_sent_start and lower(token) in ADVERBS)
        )
    if lower(token) in _AFTER_DETERMINER:
        before = preceding(token)
        return before is not None and lower(before) in DETERMINERS
    return not token.is_punct or token.text in _INSIDE_NAMES


def _is_hyphened(token: Token) -> bool:
    """The "on" of "year-on-year", the "per" of "per-capita"."""
    after = following(token)
    return after is not None and after.text == "-" and not token.whitespace_ and not after.whitespace_


def _is_degree(token: Token) -> bool:
    """The "newly" of "newly built halls"."""
    after = following(token)
    return lower(token).endswith("ly") and after is not None and verb_form(after) == "ed"


def _is_word(token: Token | None) -> bool:
    return token is not None and _is_open(token) and not token.is_punct


def _continues(token: Token, start: int) -> bool:
    """Whether the token belongs to the noun phrase that began at `start`."""
    if is_possessive(token):
        return _is_word(following(token))
    if token.text in _INSIDE_NAMES:
        before, after = preceding(token), following(token)
        return (
            token.text in HYPHENS
            and token.i > start
            and before is not None
            and not before.whitespace_
            and _is_word(after)
        )
    if not _is_open(token) or lower(token) in DETERMINERS:
        return False
    form = verb_form(token)
    if form is None or (form == "s" and _heads_count(token, start)):
        return token.i == start or not _opens_predicate(token) or (is_plural(token) and _heads_count(token, start))
    if form in {"base", "s", "past"}:
        return False
    # "hours of viewing": a gerund behind a preposition is a noun
    if form == "ing" and token.i == start and token.i and lower(token.nbor(-1)) == "of":
        return True
    before, after = preceding(token), following(token)
    headless = token.i == start or before is None or (_modifies(before) if form == "ed" else not is_plural(before))
    modifies = after is not None and _is_word(after) and not after.like_num and lower(after) not in DETERMINERS
    return headless and modifies


def _heads_count(token: Token, start: int) -> bool:
    """Whether a word in -s is what the number before the phrase counts: "80 graduates"."""
    doc = token.doc
    return start > 0 and doc[start - 1].like_num and not any(is_plural(doc[i]) for i in range(start, token.i))


def _modifies(token: Token) -> bool:
    """Whether a participle behind the word still belongs to the noun: "newly built", "foreign invested"."""
    return (
        lower(token).endswith("ly") or lower(token) in _PARTICIPLE_MODIFIERS or token.text in HYPHENS or token.like_num
    )


def _opens_predicate(token: Token) -> bool:
    """Whether an unknown word after the head acts as a verb or its adverb: "workers often lift the"."""
    before, after, word = preceding(token), following(token), lower(token)
    if before is None or token.text[0].isupper() or before.text in HYPHENS:
        return False
    if is_plural(before) and (word in _FREQUENCY or (len(word) > 4 and word.endswith("ly"))):
        return True
    governs = after is not None and lower(after) in OBJECT_OPENERS
    return governs and (is_plural(before) or (word.endswith("s") and not word.endswith("ss")))


def _core_end(doc: Doc, start: int, end: int) -> int:
    """The end of the simple noun phrase at `start`: modifiers and head without preposition or clause."""
    i = start
    while i < end and _continues(doc[i], start):
        i += 1
    while i > start and (doc[i - 1].is_punct or is_possessive(doc[i - 1])):
        i -= 1
    return i


def _skip_determiners(doc: Doc, i: int, end: int) -> int:
    while i < end and lower(doc[i]) in DETERMINERS:
        i += 1
    return i


def _with_partners(doc: Doc, start: int, stop: int, end: int) -> int:
    """Adds what a conjunction joins: a second plural ("startups and entrepreneurs") or the rest of a row of modifiers
    ("small and medium-sized enterprises"); nothing that is counted, determined or the subject of its own verb."""
    while stop > start and (width := joint_width(doc, stop, end)):
        first = stop + width
        if doc[first].like_num or lower(doc[first]) in DETERMINERS:
            break
        partner = _core_end(doc, first, end)
        headed = is_plural(doc[stop - 1])
        if partner == first or not is_plural(doc[partner - 1]):
            break
        if doc[stop].text == "," and (headed or not doc[first].is_lower):
            break
        stop = partner
    return stop


def joint_width(doc: Doc, i: int, end: int) -> int:
    """How many tokens of ",", "and", ", and" stand at `i` before a word."""
    width = 1 if i < end and doc[i].text == "," else 0
    width += i + width < end and lower(doc[i + width]) in {"and", "or", "&"}
    return width if i + width < end else 0


_EXTENDING = words("of for from in at with on across under between among to into through within as against about per")
_TIME_WORDS = words(
    "year years month months week weeks day days quarter quarters half decade decades today yesterday time january"
    " february march april may june july august september october november december monday tuesday wednesday thursday"
    " friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec past last next recent end beginning"
)
# What has no passive tells what the noun did: "three sessions resulted in 512 projects".
_NEVER_PASSIVE = words(
    "resulted participated arrived remained occurred happened emerged belonged consisted lasted stemmed depended rose"
    " fell came went amounted collaborated cooperated graduated qualified competed"
)
_STOCK = words("addition total order fact particular all advance response line terms accordance part")


def is_temporal(doc: Doc, start: int, end: int) -> bool:
    """Whether the words name a time ("2020", "the first half of this year")."""
    return any(
        (word.rstrip(".") in _TIME_WORDS and (i == 0 or doc[i - 1].text != "-"))
        or (len(word) == 4 and word.isdigit() and "1900" <= word <= "2100")
        for i, word in ((i, lower(doc[i])) for i in range(start, min(end, start + 4)))
    )


def _extended_end(doc: Doc, stop: int, end: int) -> int:
    """Adds prepositional phrases and reduced relatives ("seeking incubation") to the phrase that ends at `stop`."""
    while stop < end:
        token = doc[stop]
        form = verb_form(token)
        if lower(token) in _EXTENDING:
            following = _object_end(doc, stop + 1, end)
            if following is None or (lower(token) != "of" and is_temporal(doc, stop + 1, following)):
                break
            if lower(doc[stop + 1]) in _STOCK:
                break
            stop = following
        elif form == "ing" and lower(token) != "including":
            if stop + 2 < end and lower(doc[stop + 1]) in {"or", "and"} and verb_form(doc[stop + 2]) == "ing":
                stop += 2
            stop = _object_end(doc, stop + 1, end) or stop + 1
        elif form == "ed" and lower(token) not in _NEVER_PASSIVE:
            if stop + 1 == end or lower(doc[stop + 1]) not in _EXTENDING | {"by"}:
                break
            following = _object_end(doc, stop + 2, end)
            if following is None or is_temporal(doc, stop + 2, following):
                break
            stop = following
        else:
            break
    return stop


def _object_end(doc: Doc, i: int, end: int) -> int | None:
    """The end of the noun phrase, its determiners included, that starts at `i`; None where none starts there."""
    first = _skip_determiners(doc, i, end)
    stop = _core_end(doc, first, end)
    if stop == first:
        return None
    joined = _with_partners(doc, first, stop, end)
    if (
        joined == stop
        and stop + 1 < end
        and lower(doc[stop]) in {"and", "or"}
        and doc[stop - 1].is_title == doc[stop + 1].is_title
    ):
        partner = _core_end(doc, stop + 1, end)
        if partner > stop + 1 and not (partner < end and is_finite(doc[partner])) and not doc[stop + 1].like_num:
            return partner
    return joined


def _sentence_end(doc: Doc, i: int, limit: int) -> int:
    return next((j for j in range(i + 1, limit) if doc[j].is_sent_start), limit)


def _sentence_start(doc: Doc, i: int, limit: int) -> int:
    return next((j for j in range(i, limit, -1) if doc[j].is_sent_start), limit)


def noun_phrase_after(doc: Doc, i: int, end: int | None = None, *, extended: bool = False) -> Span | None:
    """The noun phrase that starts at token `i`, leading determiners left out, never beyond `end` or the sentence.

    `extended` adds the phrases that hang on it: "projects seeking incubation in Pudong", "members of the board".
    """
    if i >= len(doc):
        return None
    limit = _sentence_end(doc, i, min(len(doc), i + MAX_PHRASE_TOKENS, len(doc) if end is None else end))
    start = _skip_determiners(doc, i, limit)
    stop = _core_end(doc, start, limit)
    if stop <= start:
        return None
    stop = _with_partners(doc, start, stop, limit)
    return doc[start : _extended_end(doc, stop, limit) if extended else stop]


def noun_phrase_before(doc: Doc, i: int, start: int | None = None) -> Span | None:
    """The simple noun phrase that ends right before token `i`, without determiners, not before `start` or the
    sentence; one "of" phrase belongs to it ("the number of returnees")."""
    if i <= 0 or i > len(doc):
        return None
    limit = _sentence_start(doc, i - 1, max(start or 0, i - MAX_PHRASE_TOKENS))
    first = _core_start(doc, i, limit)
    if first == i:
        return None
    inner = first - 1 if first - 1 > limit and lower(doc[first - 1]) in DETERMINERS else first
    if inner - 1 > limit and lower(doc[inner - 1]) == "of":
        head = _core_start(doc, inner - 1, limit)
        first = head if head < inner - 1 else first
    return doc[first:i]


def _is_premodifier(participle: Token) -> bool:
    before = preceding(participle)
    if before is None or lower(before) in AUXILIARIES or lower(before) in PRONOUNS or is_plural(before):
        return False
    return lower(before) in DETERMINERS or lower(before) in PREPOSITIONS or before.is_punct or _modifies(before)


def _core_start(doc: Doc, i: int, limit: int) -> int:
    first = i
    while first > limit:
        token = doc[first - 1]
        word = lower(token)
        if word in DETERMINERS or (not _is_open(token) and not is_possessive(token)):
            break
        if token.is_punct and token.text not in HYPHENS and not is_possessive(token):
            break
        if is_finite(token) or (verb_form(token) == "ed" and (first == i or not _is_premodifier(token))):
            break
        first -= 1
    while first < i and (doc[first].is_punct or is_possessive(doc[first])):
        first += 1
    return first


# Where things are, said behind the noun: "10 centers overseas".
_WHEREABOUTS = words("overseas abroad offshore nearby downtown online")


def head_noun(span: Span) -> Token:
    """The noun that the phrase is about: the last word before its first preposition, relative, participle or
    "overseas"."""
    head = span[0]
    for token in span:
        closed = lower(token) in RELATIVES or (lower(token) in PREPOSITIONS and not _is_hyphened(token))
        if token.i > span.start and (closed or token.text in ";:(["):
            break
        whereabouts = token.i == span.end - 1 and lower(token) in _WHEREABOUTS
        if is_plural(head) and (token.text == "," or whereabouts or verb_form(token) in {"ing", "ed"}):
            break
        if not token.is_punct and not is_possessive(token) and lower(token) not in CONJUNCTIONS:
            head = token
    return head


def clauses(sentence: Span) -> list[Span]:
    """The sentence cut where a new clause begins: at a semicolon, at "while", "whereas" and "but", and at ", and"
    before a subject with its verb. The parts cover the sentence."""
    doc, cuts = sentence.doc, [sentence.start]
    for token in sentence[1:]:
        word, before = lower(token), lower(token.nbor(-1))
        starts = (before == ";") or (word in {"while", "whereas", "although", "though"} and before in {",", ";", "but"})
        starts = (
            starts or (word == "but" and before == ",") or (word in {"while", "whereas"} and token.i - cuts[-1] > 3)
        )
        starts = starts or (word == "and" and before == "," and _starts_clause(doc, token.i + 1, sentence.end))
        if starts and token.i > cuts[-1]:
            cuts.append(token.i)
    return [doc[a:b] for a, b in zip(cuts, [*cuts[1:], sentence.end], strict=True)]


def _starts_clause(doc: Doc, i: int, end: int) -> bool:
    if i < end and lower(doc[i]) in {"it", "he", "she", "they", "we", "there"}:
        return True
    stop = _object_end(doc, i, end)
    stop = None if stop is None else _extended_end(doc, stop, end)
    return stop is not None and stop < end and (is_finite(doc[stop]) or _takes_object(doc[stop]))


def _takes_object(token: Token) -> bool:
    """A past form before an object or "that" is finite: "said that", "opened the"."""
    after = following(token)
    opens = after is not None and (lower(after) in OBJECT_OPENERS or lower(after) == "that" or after.like_num)
    return verb_form(token) == "ed" and opens
