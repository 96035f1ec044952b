"""What "the center", "the city" or "It" stands for: the mention that a definite noun phrase or a pronoun takes up."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.entity_types._base import modifiers_start
from extract.gazetteer import demonym
from extract.lexicon import CLOSED, PREPOSITIONS, words
from extract.nlp import words_of
from extract.types import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Reference = tuple[int, int, Mention]

_NOUNS: dict[str, frozenset[str]] = {
    "CENTER": words(
        "center centre base incubator accelerator hub lab laboratory space makerspace platform facility office"
        " institution"
    ),
    "ORG": words(
        "company firm startup start-up bureau department ministry agency commission committee university college"
        " institute academy association group bank organization organisation council authority foundation"
        " government school hospital institution manufacturer carrier retailer developer newspaper office"
        " corporation enterprise"
    ),
    "CITY": words("city municipality town metropolis"),
    "PLACE": words("district province zone park region state area county island municipality"),
    "COUNTRY": words("country nation"),
    "PROGRAMME": words(
        "plan policy strategy scheme fund programme program initiative report list visa project blueprint law bill"
    ),
    "EVENT": words(
        "summit conference forum contest competition event exhibition expo ceremony festival fair hackathon"
    ),
}
_LABELS_OF: dict[str, list[str]] = {}
for _label, _nouns in _NOUNS.items():
    for _noun in _nouns:
        _LABELS_OF.setdefault(_noun, []).append(_label)
# Nouns that any mention of their label answers, whatever its own head noun is.
_ANY_HEAD = words(
    "company firm startup start-up organization organisation city municipality town metropolis country nation"
    " event center centre facility manufacturer carrier retailer developer corporation enterprise newspaper"
)
_FACILITIES = words("center centre facility")
_PUBLIC = words(
    "bureau commission committee department ministry council authority government university college academy institute"
    " school association society federation foundation chamber union agency hospital board office guild alliance"
    " association department division administration parliament court"
)
# What a reader still remembers: only so many names before the words that take one up are looked at.
_MEMORY = 200
_NEAR = 600
_ECHOES = 20
# So many times counts a place that the headline names.
_IN_HEADLINE = 2
# Letters for which a text goes on about the same city.
_AT_LENGTH = 1500
# Sentences for which a subject is remembered without being taken up.
_SUBJECT_LASTS = 2
_COMPANIES = words("company firm startup start-up manufacturer carrier retailer developer corporation enterprise")
_OF_THINGS = words("it its")
_OF_PEOPLE = words("he she his her")
_SEATED = words("located situated based housed nestled headquartered seated set placed tucked")
_DEFINITE = words("the this that")
_NAMED = frozenset({"CENTER", "ORG", "PROGRAMME", "EVENT", "PLACE"})
_AROUND = frozenset({"CITY", "PLACE", "COUNTRY"})
_THINGS = frozenset({"CENTER", "ORG", "CITY", "PLACE", "COUNTRY", "PROGRAMME", "EVENT"})


def references(doc: Doc, mentions: Sequence[Mention], headline: str | None = None) -> list[Reference]:
    """(start_char, end_char, mention) for every definite noun phrase ("the center", "this hub") and every pronoun that
    opens a sentence ("It", "Its", "She"), in order. The mention is the one taken up, its name canonical; what cannot be
    told is left out. The headline, where there is one, says which city the text is about."""
    named = sorted(mentions, key=lambda m: (m.start_char, m.end_char))
    starts = [m.start_char for m in named]
    heads = {_head(m.name) for m in named if m.label in _NAMED}
    spelled = words_of(doc)
    found: list[Reference] = []
    echoes: list[Mention] = []
    subject: Mention | None = None
    age = 0
    for sentence in doc.sents:
        first, last = bisect_left(starts, sentence.start_char), bisect_left(starts, sentence.end_char)
        here = len(found)
        found.extend(_pronoun(sentence, named[max(0, first - _MEMORY) : first], subject))
        echoes += map(_echo, found[here:])
        for i, word in enumerate(spelled[sentence.start : sentence.end], start=sentence.start):
            if word.islower() and _may_refer(word, heads):
                token = doc[i]
                before = bisect_right(starts, token.idx)
                known = _with_echoes(named[max(0, before - _MEMORY) : before], echoes)
                taken_up = list(_definite(doc, token, known, headline or ""))
                found += taken_up
                echoes += map(_echo, taken_up)
        told, unnamed = _subject(sentence, named[first:last], found[here:])
        age = 0 if told is not None else age + 1
        subject = told or (subject if age < _SUBJECT_LASTS and not unnamed else None)
    return sorted(found, key=lambda reference: reference[0])


def _echo(reference: Reference) -> Mention:
    """The thing at the place of the words that took it up: it is in hand again."""
    start, end, mention = reference
    return replace(mention, start_char=start, end_char=end)


def _with_echoes(named: Sequence[Mention], echoes: Sequence[Mention]) -> list[Mention]:
    """The mentions and the latest of what stood for one, in order."""
    taken_up = (echo for echo in echoes[-_ECHOES:] if echo.label in _NAMED)
    return sorted([*named, *taken_up], key=lambda mention: mention.start_char)


def _may_refer(noun: str, heads: Set[str]) -> bool:
    """Whether the word can stand for something named, or for several that were counted."""
    return (noun in _LABELS_OF or noun in heads or noun.endswith("s")) and noun not in CLOSED


def _pronoun(sentence: Span, before: Sequence[Mention], subject: Mention | None) -> Iterator[Reference]:
    """A pronoun that opens the sentence, or follows its first "Since", "According to" or "For example,": a thing takes
    up the subject before, a person the last person."""
    token = _opening_pronoun(sentence)
    if token is None:
        return
    if token.lower_ in _OF_THINGS:
        if subject is not None and not _is_expletive(token):
            yield token.idx, token.idx + len(token), subject
        return
    people = [m for m in before if m.label == "PERSON"]
    if people:
        yield token.idx, token.idx + len(token), people[-1]


def _opening_pronoun(sentence: Span) -> Token | None:
    opening = True
    for token in sentence[:10]:
        word = token.lower_
        if word in _OF_THINGS | _OF_PEOPLE and (opening or token.nbor(-1).text == ","):
            return token
        told = word not in CLOSED and not token.is_punct and word != "according"
        opening = opening and (token.i == sentence.start or not told)
        if not opening and token.text == ",":
            return token.nbor(1) if token.i + 1 < sentence.end and token.nbor(1).lower_ in _OF_THINGS else None
    return None


def _is_expletive(token: Token) -> bool:
    """ "It is estimated that", "It's expected": no thing is meant."""
    ahead = [t.lower_ for t in token.doc[token.i + 1 : token.i + 7]]
    return token.lower_ == "it" and "that" in ahead and bool({"is", "'s", "’s", "was"} & set(ahead[:1]))


def _definite(doc: Doc, token: Token, mentions: Sequence[Mention], headline: str) -> Iterator[Reference]:
    noun = token.lower_
    if noun.endswith("s") and noun not in _LABELS_OF:
        yield from _counted(doc, token, mentions)
        return
    if noun not in _LABELS_OF and not any(_head(m.name) == noun for m in mentions if m.label in _NAMED):
        return
    start = modifiers_start(doc, token.i)
    capitals = _capitals_before(doc, start)
    start -= len(capitals)
    if start == 0 or doc[start - 1].lower_ not in _DEFINITE or start - 1 < token.sent.start:
        return
    first, end = doc[start - 1].idx, token.idx + len(token)
    inside = [m for m in mentions if m.start_char < end and m.end_char > first]
    if any(m.label not in _AROUND for m in inside) or _is_named_next(doc, token):
        return
    site = _site(token, start - 1)
    before = [m for m in mentions if m.end_char <= first and not site <= m.start_char < token.idx]
    words = {t.lower_ for t in doc[start : token.i] if t.is_lower}
    target = _named_by_part(noun, capitals, before) if capitals else None
    if not capitals or (target is None and _is_origin(capitals)):
        target = _antecedent(token, words, before, headline)
    if target is not None:
        yield first, end, target


def _is_named_next(doc: Doc, token: Token) -> bool:
    """ "The city of Haifa", "the city hall of Haifa": its own name follows."""
    behind = [*doc[token.i + 1 : token.i + 4]]
    if len(behind) == 3 and behind[0].is_lower and behind[0].lower_ not in CLOSED:
        del behind[0]
    return len(behind) > 1 and behind[0].lower_ == "of" and behind[1].is_title


def _site(token: Token, start: int) -> int:
    """Where the site begins of "Located in the Vela Park, the center": it is no center that it lies in. Where none is
    told so, the token's own place."""
    opening = token.sent.start
    told = token.doc[opening].lower_ in _SEATED and token.doc[start - 1].text == "," and start > opening + 1
    return token.doc[opening].idx if told else token.idx


def _counted(doc: Doc, token: Token, mentions: Sequence[Mention]) -> Iterator[Reference]:
    """ "The centers" after "seven overseas centers"."""
    start = modifiers_start(doc, token.i)
    if start == 0 or doc[start - 1].lower_ not in {"the", "these", "all"} or start - 1 < token.sent.start:
        return
    first, end = doc[start - 1].idx, token.idx + len(token)
    before = [
        m for m in mentions if _is_counted(m) and m.text.split()[-1] == token.text and first - 600 < m.end_char <= first
    ]
    if before and not any(m.start_char < end and m.end_char > first for m in mentions):
        yield first, end, before[-1]


def _capitals_before(doc: Doc, start: int) -> list[str]:
    """The capitalised words between the determiner and the noun: "the Clifton park", "the Stockholm-based firm"."""
    i = start
    while i > 0 and start - i < 4 and (doc[i - 1].is_title or (doc[i - 1].text == "-" and i < start)):
        if doc[i - 1].lower_ in _DEFINITE or doc[i - 1].is_sent_start:
            break
        i -= 1
    return [t.text for t in doc[i:start]]


def _named_by_part(noun: str, capitals: list[str], before: list[Mention]) -> Mention | None:
    """ "The Clifton park" after "Clifton Software Park"."""
    wanted = {word.casefold() for word in capitals} | {noun}
    return next((m for m in reversed(before) if wanted <= set(m.name.casefold().split())), None)


def _is_origin(capitals: list[str]) -> bool:
    """ "The Danish company": where it is from, no part of its name."""
    return len(capitals) == 1 and demonym(capitals[0]) is not None


def _head(name: str) -> str:
    """The noun that a name is about: "fund" of "Fund for Clean Air"."""
    return re.split(r"\s(?:of|for|in|at|on)\s", name, maxsplit=1)[0].rsplit(" ", 1)[-1].casefold()


def _antecedent(token: Token, words: set[str], before: list[Mention], headline: str) -> Mention | None:
    noun = token.lower_
    for label in _LABELS_OF.get(noun, ()):
        if label in {"CITY", "COUNTRY"}:
            target = _place_talked_of(token, before, label, headline)
        else:
            target = _last_of_kind(noun, words, [m for m in before if m.label == label])
        if target is not None:
            return target
    return _last_of_kind(noun, words, [m for m in before if m.label in _NAMED and _head(m.name) == noun])


def _place_talked_of(token: Token, before: list[Mention], label: str, headline: str) -> Mention | None:
    """The city that the text is about here: the one that it has named most, of several the one named first; what is
    called after a city names it too, half. On the train part of the corpus 239 of 256 are right so."""
    named = [m for m in before if m.label == label]
    near = [m for m in named if token.idx - m.end_char < _AT_LENGTH] or named
    called = [m.text for m in before if m.label in _NAMED and token.idx - m.end_char < _AT_LENGTH]
    count: dict[str, float] = dict(Counter(m.name for m in near))
    for name in count:
        count[name] += sum(name in text for text in called) / 2
    for name in {m.name for m in near if m.text in headline}:
        count[name] += _IN_HEADLINE
    return max(near, key=lambda m: count[m.name], default=None)


def _behind_preposition(doc: Doc, mention: Mention) -> bool:
    """Whether "in", "from", "with" … stands before the name or before the list that it is part of."""
    span = doc.char_span(mention.start_char, mention.end_char, alignment_mode="expand")
    if span is None or span.start == 0 or span.start == span.sent.start:
        return False
    i = span.start - 1
    while i > span.sent.start and (doc[i].text == "," or doc[i].lower_ in {"and", "the"} or doc[i].is_title):
        i -= 1
    return doc[i].lower_ in PREPOSITIONS - {"of"}


def _last_of_kind(noun: str, words: set[str], named: list[Mention]) -> Mention | None:
    """The last mention of the same head noun, best with the same modifiers; else, for a wide noun, the last one."""
    singular = [m for m in named if not _is_counted(m)]
    telling = {w for w in words if len(w) > 2}
    same = [m for m in singular if noun in m.name.casefold().split() or m.name.casefold().endswith(noun)]
    if telling:
        close = [m for m in same if telling <= set(m.name.casefold().replace("-", " ").split())]
        if close:
            return close[-1]
    if same:
        return same[-1]
    # "the overseas innovation center" tells which one: no other center will do
    if noun not in _ANY_HEAD or (telling and noun in _FACILITIES):
        return None
    fitting = [m for m in singular if noun not in _COMPANIES or not _PUBLIC & set(m.name.casefold().split())]
    return fitting[-1] if fitting else None


def _is_counted(mention: Mention) -> bool:
    return mention.label == "CENTER" and mention.text[:1].islower() and mention.text.endswith("s")


def _is_modifier(place: Span) -> bool:
    """ "The Hangzhou local government": the place only tells whose the thing behind it is."""
    from extract.verbs import is_finite

    behind = place.doc[place.end] if place.end < place.sent.end else None
    return behind is not None and behind.is_lower and behind.lower_ not in CLOSED and not is_finite(behind)


def _subject(sentence: Span, mentions: Sequence[Mention], found: list[Reference]) -> tuple[Mention | None, bool]:
    """What the sentence is about: the first thing named or taken up before its verb that no preposition governs; and
    whether it is about something that has no name but a place's before it ("the Lyon local government")."""
    from extract.verbs import is_finite

    doc = sentence.doc
    opened = [(start, end, m) for start, end, m in found if sentence.start_char <= start < sentence.end_char]
    opened += [
        (m.start_char, m.end_char, m) for m in mentions if sentence.start_char <= m.start_char < sentence.end_char
    ]
    things = sorted((o for o in opened if o[2].label in _THINGS), key=lambda o: o[0])
    for start, end, mention in things:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            continue
        if span.start > sentence.start and doc[span.start - 1].lower_ in PREPOSITIONS:
            continue
        if mention.label in _AROUND and mention in mentions and _behind_preposition(doc, mention):
            continue
        if span.end < sentence.end and doc[span.end].text == "-":
            continue
        if mention.label in _AROUND and _is_modifier(span):
            return None, True
        if (
            span.start > sentence.start + 1
            and doc[span.start - 1].lower_ == "the"
            and doc[span.start - 2].lower_ in PREPOSITIONS
        ):
            continue
        if span.end < sentence.end and doc[span.end].lower_ in {"'s", "’s"}:
            owned = next(
                (m for s, _, m in things if 0 < s - end < 6 and m.label in {"CENTER", "PROGRAMME", "EVENT"}), None
            )
            if owned is not None:
                return owned, False
        if any(is_finite(t) for t in doc[sentence.start : span.start]) and span.start - sentence.start > 12:
            return None, False
        return mention, False
    return None, False
