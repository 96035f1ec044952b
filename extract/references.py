"""What "the center", "the city" or "It" stands for: the mention that a definite noun phrase or a pronoun takes up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extract.entity_types._base import modifiers_start
from extract.lexicon import CLOSED, PREPOSITIONS, words
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
_PUBLIC = words(
    "bureau commission committee department ministry council authority government university college academy"
)
_COMPANIES = words("company firm startup start-up manufacturer carrier retailer developer corporation enterprise")
_DEFINITE = words("the this that")
_THINGS = frozenset({"CENTER", "ORG", "CITY", "PLACE", "COUNTRY", "PROGRAMME", "EVENT"})


def references(doc: Doc, mentions: Sequence[Mention]) -> list[Reference]:
    """(start_char, end_char, mention) for every definite noun phrase ("the center", "this hub") and every pronoun that
    opens a sentence ("It", "Its", "She"), in order. The mention is the one taken up, its name canonical; what cannot be
    told is left out."""
    found: list[Reference] = []
    subject: Mention | None = None
    for sentence in doc.sents:
        before = [m for m in mentions if m.start_char < sentence.start_char]
        found.extend(_pronoun(sentence, before, subject))
        for token in sentence:
            found.extend(_definite(doc, token, mentions, found))
        subject = _subject(sentence, mentions, found) or subject
    return sorted(found, key=lambda reference: reference[0])


def _pronoun(sentence: Span, before: list[Mention], subject: Mention | None) -> Iterator[Reference]:
    """A pronoun that opens the sentence, or stands behind its first "Since" or "According to": a thing takes up the
    subject before, a person the last person."""
    for token in sentence[:8]:
        word = token.lower_
        if word in {"it", "its"}:
            if subject is not None and not _is_expletive(token):
                yield token.idx, token.idx + len(token), subject
            return
        if word in {"he", "she", "his", "her"}:
            people = [m for m in before if m.label == "PERSON"]
            if people:
                yield token.idx, token.idx + len(token), people[-1]
            return
        if token.i > sentence.start and word not in CLOSED and not token.is_punct and word not in {"according"}:
            return


def _is_expletive(token: Token) -> bool:
    """ "It is estimated that", "It's expected": no thing is meant."""
    ahead = [t.lower_ for t in token.doc[token.i + 1 : token.i + 7]]
    return token.lower_ == "it" and "that" in ahead and bool({"is", "'s", "’s", "was"} & set(ahead[:1]))


def _definite(doc: Doc, token: Token, mentions: Sequence[Mention], found: list[Reference]) -> Iterator[Reference]:
    if not token.is_lower or token.lower_ not in _LABELS_OF:
        return
    start = modifiers_start(doc, token.i)
    if start == 0 or doc[start - 1].lower_ not in _DEFINITE or start - 1 < token.sent.start:
        return
    first = doc[start - 1].idx
    end = token.idx + len(token)
    if any(m.start_char < end and m.end_char > first for m in mentions):
        return
    words = {t.lower_ for t in doc[start : token.i]}
    target = _antecedent(doc, token, words, [m for m in mentions if m.end_char <= first])
    if target is not None:
        yield first, end, target


def _antecedent(doc: Doc, token: Token, words: set[str], before: list[Mention]) -> Mention | None:
    noun = token.lower_
    for label in _LABELS_OF[noun]:
        named = [m for m in before if m.label == label]
        if label in {"CITY", "COUNTRY"}:
            target = _place_talked_of(doc, token, named)
        else:
            target = _last_of_kind(noun, words, named)
        if target is not None:
            return target
    return None


def _place_talked_of(doc: Doc, token: Token, named: list[Mention]) -> Mention | None:
    """The city in hand: the last one that opened a sentence or owned something nearby, else the most frequent one."""
    near = [m for m in named if token.idx - m.end_char < 1200 and not _behind_preposition(doc, m)]
    if near:
        return near[-1]
    if not named:
        return None
    count = Counter(m.name for m in named)
    return max(reversed(named), key=lambda m: count[m.name])


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
    if noun not in _ANY_HEAD:
        return None
    fitting = [m for m in singular if noun not in _COMPANIES or not _PUBLIC & set(m.name.casefold().split())]
    return fitting[-1] if fitting else None


def _is_counted(mention: Mention) -> bool:
    return mention.label == "CENTER" and mention.text[:1].islower() and mention.text.endswith("s")


def _subject(sentence: Span, mentions: Sequence[Mention], found: list[Reference]) -> Mention | None:
    """What the sentence is about: the first thing named or taken up before its verb that no preposition governs."""
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
                return owned
        if any(is_finite(t) for t in doc[sentence.start : span.start]) and span.start - sentence.start > 12:
            return None
        return mention
    return None
