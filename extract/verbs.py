"""Whether a word is a verb, a plural or a possessive here, told from the word and its neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.lexicon import (
    AUXILIARIES,
    CLOSED,
    DETERMINERS,
    DO,
    HYPHENS,
    INFLECTED,
    MODALS,
    NO_PLURALS,
    NOUN_OR_VERB,
    NOUNS_IN_ED,
    NOUNS_IN_ING,
    OBJECT_OPENERS,
    PLURALS,
    PREPOSITIONS,
)

if TYPE_CHECKING:
    from spacy.tokens import Token


def lower(token: Token) -> str:
    """The word as the closed classes spell it: lower case, straight apostrophe."""
    return token.lower_.replace("’", "'")


def is_plural(token: Token) -> bool:
    """Whether the word looks like a plural noun; a capitalised word counts only after a lower-case or numeric one."""
    word = token.lower_
    if word in PLURALS:
        return True
    if word in NO_PLURALS or not word.isalpha() or len(word) < 3:
        return False
    if word.endswith("men"):
        return word.endswith(("smen", "rmen", "emen", "women"))
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "ous"))


def is_possessive(token: Token) -> bool:
    """The 's or bare apostrophe that makes the noun before it an owner."""
    return (
        lower(token) in {"'s", "'"} and token.i > 0 and not token.nbor(-1).is_punct and not token.nbor(-1).whitespace_
    )


def following(token: Token) -> Token | None:
    return token.nbor(1) if token.i + 1 < len(token.doc) else None


def preceding(token: Token) -> Token | None:
    return token.nbor(-1) if token.i else None


def _can_start_object(token: Token | None) -> bool:
    """Whether a finite verb may stand before the token: an object, a complement or the infinitive's "to" follows."""
    if token is None:
        return False
    word = lower(token)
    return (
        word in OBJECT_OPENERS
        or word in {"to", "that", "it", "them", "him", "us"}
        or token.like_num
        or token.is_currency
    )


def verb_form(token: Token) -> str | None:
    """The verb's form, "base", "s", "past", "ed" or "ing", or None where the word is more likely no verb here.

    Auxiliaries and modals are none of these. A word that is noun and verb alike ("plans", "support", "launch") is a
    verb after "to", a modal, a pronoun or a plural noun, or before an object.
    """
    word = lower(token)
    if not word.isalpha() or (token.text[0].isupper() and not token.is_sent_start and not token.is_upper):
        return None
    before, after = preceding(token), following(token)
    if (before is not None and before.text in HYPHENS) or (after is not None and after.text in HYPHENS):
        return None
    if word in NOUNS_IN_ING or word in NOUNS_IN_ED:
        return None
    form = INFLECTED.get(word) or _form_by_suffix(word)
    if form is None:
        return None
    if form in {"past", "ed", "ing"} or word not in NOUN_OR_VERB:
        return form
    return form if _reads_as_verb(token, form) else None


def _form_by_suffix(word: str) -> str | None:
    if len(word) > 4 and word.endswith("ed") and word not in NOUNS_IN_ED:
        return "ed"
    if len(word) > 5 and word.endswith("ing") and word not in NOUNS_IN_ING:
        return "ing"
    return None


def _reads_as_verb(token: Token, form: str) -> bool:
    before, after = preceding(token), following(token)
    if before is None or token.is_sent_start:
        return False
    word = lower(before)
    if (
        word in MODALS
        or word in DO
        or word in {"to", "who", "which", "it", "he", "she", "they", "we", "not", "n't", "also"}
    ):
        return True
    if before.is_punct and not is_possessive(before):
        return form == "s" and _can_start_object(after)
    if word in DETERMINERS or word in PREPOSITIONS or is_possessive(before) or before.is_punct or before.like_num:
        return False
    if form == "base":
        return is_plural(before) and (
            after is None or after.is_punct or lower(after) in CLOSED or _can_start_object(after)
        )
    return _can_start_object(after)


def is_verb(token: Token) -> bool:
    """Whether the token is an auxiliary, a modal or a form of a full verb here; participles that stand before their
    noun ("the planned center") count too."""
    word = lower(token)
    if word in AUXILIARIES or word in MODALS:
        return not is_possessive(token)
    return verb_form(token) is not None


def is_finite(token: Token, *, subject: bool = True) -> bool:
    """Whether the token is a finite verb, modal or auxiliary. Without `subject`, one that needs its subject right
    before it ("has", "will") does not count."""
    word = lower(token)
    if word in MODALS or word in AUXILIARIES:
        return subject and word not in {"be", "been", "being", "having"}
    return subject and verb_form(token) in {"base", "s", "past"}
