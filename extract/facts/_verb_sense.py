"""Whether a word that can be a verb is one in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.facts._verbs import AMBIGUOUS, COORDINATING, PHRASAL, UNKNOWN, VerbForm, verb_forms
from extract.facts._word_classes import FORMS_OF_BE, FORMS_OF_DO, NOMINAL, Kind
from extract.lexicon import words
from extract.types import Mention


@dataclass(slots=True)
class Unit:
    """Tokens `start` to `end` of the document as one word; `verb` is set where `kind` is "verb"."""

    kind: Kind
    start: int
    end: int
    word: str
    mention: Mention | None = None
    verb: VerbForm | None = None
    capital: bool = False
    glued: bool = False  # part of a hyphened compound

    @property
    def nominal(self) -> bool:
        return self.kind in NOMINAL


_NOUNS_IN_ING = words(
    """
    building funding training housing meeting opening financing consulting engineering manufacturing marketing planning
    computing learning spending beginning programming nursing banking shipping mining gathering saving savings offering
    hearing ceiling parking filing briefing lending mentoring networking sequencing imaging testing processing pricing
    """
)
# "58,000 returnees live in the city": without an object, before a preposition.
_STAYING = words("live work stay stand lie rank start sit meet")
# "by offering free training": a verb, as an agent in -ing is a trade ("by shipping companies").
_GIVING_IN_ING = words(
    "offering building funding training opening financing gathering saving lending mentoring spending"
)
_ADJECTIVES_IN_ED = words(
    """
    integrated renowned advanced related dedicated limited unprecedented skilled educated talented experienced combined
    developed united registered listed applied increased improved proposed planned mixed shared coordinated
    balanced specialised specialized qualified accredited certified estimated expected enhanced targeted associated
    """
)
_ADJECTIVES_IN_ING = words(
    "supporting leading existing emerging growing developing working remaining ongoing outstanding rising aging ageing "
    "surrounding neighboring neighbouring following participating visiting"
)


def decide_verb(units: list[Unit], i: int) -> None:
    """Makes a verb of the word, with its particle, where it is one."""
    unit = units[i]
    forms = verb_forms(unit.word)
    if not forms or (unit.capital and i and units[i - 1].kind not in ("break", "comma")):
        return
    before = _before(units, i)
    after = units[i + 1] if i + 1 < len(units) else None
    form = next((f for f in forms if _is_verb(f, before, after, units, i)), None)
    if form is None:
        return
    unit.kind, unit.verb = "verb", form
    if after and (form.lemma, after.word) in PHRASAL and after.kind in ("preposition", "noun", "to", "adverb"):
        unit.verb = VerbForm(f"{form.lemma} {after.word}", form.form)
        unit.end = after.end
        del units[i + 1]


def _before(units: list[Unit], i: int) -> Unit | None:
    """The unit before, adverbs skipped."""
    i -= 1
    while i >= 0 and units[i].kind in ("adverb", "not"):
        i -= 1
    return units[i] if i >= 0 else None


def _is_verb(form: VerbForm, before: Unit | None, after: Unit | None, units: list[Unit], i: int) -> bool:
    kind = before.kind if before else "break"
    follows = after.kind if after else "break"
    starts_phrase = follows in ("determiner", "name", "number", "pronoun")
    word = units[i].word
    if form.form == "ing":
        return _is_ing_verb(form.lemma == UNKNOWN, word, before, kind, follows, starts_phrase)
    if form.form in ("ed", "en"):
        return _is_past_verb(word, before, after, form)
    if kind in ("modal", "to"):
        return form.form == "base"
    if kind == "auxiliary":
        return form.form == "base" and bool(before and before.word in FORMS_OF_DO)
    if kind in ("determiner", "genitive", "preposition", "number"):
        return False
    if form.form == "base" and kind == "conjunction" and _base_verb_before(units, i):
        clear = () if form.lemma in AMBIGUOUS - COORDINATING else ("noun", "preposition")
        return follows in ("determiner", "name", "number", "pronoun", "adverb", *clear)
    # "will scrap 240 boats, open the store and limit meetings"
    if form.form == "base" and kind == "comma" and starts_phrase and _base_verb_before(units, i):
        return True
    if form.lemma not in AMBIGUOUS:
        return (
            kind in ("noun", "name", "pronoun", "relative", "conjunction", "comma", "date") and form.form == "s"
        ) or (
            form.form == "base"
            and (
                kind in ("pronoun", "relative") or _plural(before) or (kind == "comma" and _base_verb_before(units, i))
            )
        )
    if form.form == "s":
        # "cross-border projects to settle": a compound stands before its noun
        if before is not None and before.glued:
            return False
        # "X, a firm that tests food, plans to"
        if kind == "comma" and follows in ("to", "determiner"):
            return True
        if starts_phrase or follows == "to":
            return kind in ("noun", "name", "pronoun", "relative", "conjunction", "date")
        if follows in ("noun", "preposition", "adverb", "relative", "subordinator"):
            return kind in ("name", "pronoun", "relative")
        return kind in ("pronoun", "relative")
    stays = form.lemma in _STAYING and (
        follows == "preposition" or (after is not None and after.word in ("there", "here"))
    )
    return (kind in ("pronoun", "relative") and (starts_phrase or stays)) or (
        _plural(before) and (starts_phrase or stays or follows == "to")
    )


def _is_ing_verb(
    form_unknown: bool, word: str, before: Unit | None, kind: str, follows: str, starts_phrase: bool
) -> bool:
    if kind == "auxiliary":
        return bool(before and before.word in FORMS_OF_BE) and not (word in _NOUNS_IN_ING and follows == "break")
    if kind in ("determiner", "genitive", "number"):
        return False
    if word in _GIVING_IN_ING and before is not None and before.word == "by" and follows == "noun":
        return True
    if word in _NOUNS_IN_ING or (form_unknown and kind not in ("break", "comma", "conjunction")):
        return starts_phrase and kind in ("preposition", "conjunction", "comma", "break", "noun", "name")
    if word in _ADJECTIVES_IN_ING and follows == "noun":
        return False
    if kind in ("noun", "name"):
        ends = ("conjunction", "comma", "break") if _plural(before) else ()
        return follows in ("determiner", "name", "preposition", "number", "noun", "adverb", "to", *ends)
    return follows in ("determiner", "name", "preposition", "number", "noun", "pronoun", "adverb", "to")


def _is_past_verb(word: str, before: Unit | None, after: Unit | None, form: VerbForm) -> bool:
    kind = before.kind if before else "break"
    follows = after.kind if after else "break"
    if kind in ("determiner", "genitive", "number", "preposition", "modal", "to"):
        return False
    if form.lemma == UNKNOWN and kind != "auxiliary" and not (after and after.word == "by"):
        return False
    if follows != "noun" or word not in _ADJECTIVES_IN_ED:
        return True
    return not (kind in ("comma", "conjunction", "break") or (kind == "noun" and not _plural(before)))


def _base_verb_before(units: Sequence[Unit], i: int) -> bool:
    """A verb in its base form stands earlier in the sentence: "to build and launch"."""
    return any(u.kind == "verb" and u.verb and u.verb.form == "base" for u in units[max(0, i - 25) : i])


def _plural(unit: Unit | None) -> bool:
    return bool(unit and unit.kind in ("noun", "name") and unit.word.endswith("s") and not unit.word.endswith("ss"))
