"""A sentence as units: names, dates and words, each with the one word class it has in its place.

There is no trained tagger. Closed classes and a lexicon of verbs decide, and where a word is both noun and verb
("plans", "launch", "works") its neighbours do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Span

from extract.facts._verbs import AMBIGUOUS, COORDINATING, PHRASAL, UNKNOWN, VerbForm, verb_forms
from extract.lexicon import words
from extract.types import Mention

Kind = Literal[
    "noun", "name", "date", "number", "determiner", "genitive", "preposition", "conjunction", "comma", "break",
    "verb", "auxiliary", "modal", "to", "not", "relative", "subordinator", "adverb", "pronoun",
]  # fmt: skip

NOMINAL = frozenset({"noun", "name", "number"})
DETERMINERS = words(
    "the a an this these those its their his her our my your some any all both each every no another more most many "
    "several few much such fewer"
)
POSSESSIVE = words("its their his her our my your")
PRONOUNS = words("it they he she we i you them him us me itself themselves there this that these those one")
PREPOSITIONS = words(
    """
    in at on of for from by with to into within across around between among through throughout under over near during
    including like via per against toward towards outside inside beyond upon despite amid following about after before
    since until without behind off as alongside besides except than namely worldwide beside above below excluding
    covering involving concerning regarding totaling totalling
    """
)
CONJUNCTIONS = frozenset({"and", "or", "&", "but", "plus", "nor"})
FORMS_OF_BE = words("is are was were be been being am 's 're")
FORMS_OF_HAVE = words("has have had having 've")
FORMS_OF_DO = words("do does did")
MODALS = words("will shall 'll ’ll would could can may might should must wo ca")
NEGATIONS = words("not n't n’t never neither hardly")
RELATIVES = words("which who whose where whom")
CONDITIONALS = frozenset({"if", "unless", "whether"})
SUBORDINATORS = words("if unless whether although though while when because whereas once so how why what")
CLAUSAL_PREPOSITIONS = frozenset({"since", "as", "after", "before", "until"})
ADVERBS = words(
    """
    also already now soon then just still even ever recently currently now here there again together later only
    further meanwhile moreover however therefore thus additionally yet abroad too instead today yesterday
    tomorrow so far ago well very back else nearby overseas-wide altogether alone twice
    """
)
_NOT_ADVERBS = words(
    "family early daily monthly weekly yearly quarterly supply assembly italy july reply rally ally friendly apply "
    "multiply only likely elderly costly lovely sicily anomaly monopoly poly holy jelly fly butterfly belly bully"
)
_NOUNS_IN_ING = words(
    """
    building funding training housing meeting opening financing consulting engineering manufacturing marketing planning
    computing learning spending beginning programming nursing banking shipping mining gathering saving savings offering
    hearing ceiling parking filing briefing lending mentoring networking sequencing imaging testing processing pricing
    """
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
_BREAKS = frozenset({";", ":", "—", "–", "--", "...", "…", "•", "|", "?", "!", "\n"})
_QUOTES = frozenset("\"“”‘’«»`'") | {"''", "``", "„"}
_MULTIWORD: Mapping[tuple[str, ...], Kind] = {
    ("as", "well", "as"): "conjunction",
    ("together", "with"): "preposition",
    ("along", "with"): "preposition",
    ("such", "as"): "preposition",
    ("represented", "by"): "preposition",
    ("in", "addition", "to"): "preposition",
    ("according", "to"): "preposition",
    ("due", "to"): "preposition",
    ("thanks", "to"): "preposition",
    ("owing", "to"): "preposition",
    ("because", "of"): "preposition",
    ("instead", "of"): "preposition",
    ("rather", "than"): "preposition",
    ("so", "that"): "subordinator",
    ("no", "longer"): "not",
    ("not", "only"): "adverb",
    ("more", "than"): "adverb",
    ("less", "than"): "adverb",
    ("at", "least"): "adverb",
    ("up", "to"): "adverb",
    ("at", "present"): "adverb",
    ("so", "far"): "adverb",
    ("in", "order", "to"): "to",
    ("as", "a", "result"): "adverb",
    ("at", "the", "same", "time"): "adverb",
    ("for", "example"): "adverb",
    ("for", "instance"): "adverb",
    ("as", "of", "now"): "adverb",
}


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


def read_units(sent: Span, spans: Mapping[int, tuple[int, Mention]], numbers: Mapping[int, int]) -> list[Unit]:
    """The units of a sentence. `spans` maps a name's first token to its end and mention, `numbers` likewise."""
    units = _raw_units(sent, spans, numbers)
    for i, unit in enumerate(units):
        if unit.kind == "noun" and not unit.glued:
            _decide(units, i)
    return units


def _raw_units(sent: Span, spans: Mapping[int, tuple[int, Mention]], numbers: Mapping[int, int]) -> list[Unit]:
    doc = sent.doc
    units: list[Unit] = []
    depth = 0
    i = sent.start
    while i < sent.end:
        token = doc[i]
        if i in spans and depth == 0:
            end, mention = spans[i]
            kind: Kind = "date" if mention.label == "DATE" else "name"
            units.append(Unit(kind, i, min(end, sent.end), mention.name, mention, capital=True))
            i = min(end, sent.end)
            continue
        if _joins(doc, i) and units and i + 1 < sent.end:
            # "Leeds-based", "Tokyo-listed": the name keeps its own unit
            units.append(Unit("noun", i, i + 2, f"-{doc[i + 1].lower_}", glued=True))
            i += 2
            continue
        if token.text in "([{":
            depth += 1
        elif token.text in ")]}":
            depth = max(0, depth - 1)
        elif depth == 0 and not token.is_space and token.text not in _QUOTES - {"'", "’"}:
            unit = _number(doc, i, numbers) or _multiword(doc, i, sent.end) or _compound(doc, i, sent.end, spans)
            units.append(unit or _single(doc, i, sent.end))
            i = units[-1].end
            continue
        i += 1
    return units


def _joins(doc: Doc, i: int) -> bool:
    """A hyphen without blanks around it."""
    return i > 0 and doc[i].text in "-‐–" and not doc[i].whitespace_ and not doc[i - 1].whitespace_


def _number(doc: Doc, i: int, numbers: Mapping[int, int]) -> Unit | None:
    if i not in numbers:
        return None
    return Unit("number", i, numbers[i], doc[i : numbers[i]].text.lower())


def _multiword(doc: Doc, i: int, end: int) -> Unit | None:
    for length in (4, 3, 2):
        spelled = tuple(token.lower_ for token in doc[i : min(i + length, end)])
        if len(spelled) == length and spelled in _MULTIWORD:
            return Unit(_MULTIWORD[spelled], i, i + length, " ".join(spelled))
    return None


def _compound(doc: Doc, i: int, end: int, spans: Mapping[int, tuple[int, Mention]]) -> Unit | None:
    """Words joined by hyphens without blanks: one noun or adjective, or a verb with "co-" before it."""
    j = i
    while j + 2 < end and doc[j + 1].text in "-‐–" and not doc[j].whitespace_ and not doc[j + 1].whitespace_:
        if j + 2 in spans:
            break
        j += 2
    if j == i:
        return None
    word = doc[i : j + 1].text.lower()
    if verb_forms(word):
        return Unit("noun", i, j + 1, word)
    return Unit("noun", i, j + 1, word, glued=True, capital=doc[i].text[:1].isupper())


def _single(doc: Doc, i: int, end: int) -> Unit:
    token = doc[i]
    word = token.lower_
    before = doc[i - 1].lower_ if i else ""
    after = doc[i + 1].lower_ if i + 1 < end else ""
    return Unit(_closed_class(word, before, after), i, i + 1, word, capital=token.text[:1].isupper())


def _closed_class(word: str, before: str, after: str) -> Kind:
    if word in {"'s", "’s", "'", "’"}:
        return "auxiliary" if before in PRONOUNS else "genitive"
    if word == ",":
        return "comma"
    if word in _BREAKS:
        return "break"
    if word == "to":
        return "to" if _infinitive_follows(after) else "preposition"
    if word == "that" and after == "of":
        return "pronoun"
    if word == "that":
        return "relative" if after in MODALS | FORMS_OF_BE | FORMS_OF_HAVE or _finite(after) else "subordinator"
    if word in PRONOUNS - DETERMINERS:
        return "pronoun"
    if word in {"this", "these", "those"} and (after in MODALS | FORMS_OF_BE | FORMS_OF_HAVE or _finite(after)):
        return "pronoun"
    for kind, members in _CLOSED:
        if word in members:
            return kind
    if word.endswith("ly") and word not in _NOT_ADVERBS and len(word) > 4:
        return "adverb"
    if not any(character.isalnum() for character in word):
        return "noun" if word in {"%", "-", "/", "+"} else "break"
    return "noun"


_CLOSED: tuple[tuple[Kind, frozenset[str]], ...] = (
    ("determiner", DETERMINERS),
    ("auxiliary", FORMS_OF_BE | FORMS_OF_HAVE | FORMS_OF_DO),
    ("modal", MODALS),
    ("not", NEGATIONS),
    ("conjunction", CONJUNCTIONS),
    ("relative", RELATIVES),
    ("subordinator", SUBORDINATORS),
    ("preposition", PREPOSITIONS),
    ("adverb", ADVERBS),
)


def _infinitive_follows(word: str) -> bool:
    return word in ("be", "have") or _is_manner(word) or any(f.form == "base" for f in verb_forms(word))


def _is_manner(word: str) -> bool:
    return word.endswith("ly") and word not in ("nearly", "roughly", "approximately", "only", "mostly", *_NOT_ADVERBS)


def _finite(word: str) -> bool:
    return any(form.form in ("s", "ed") for form in verb_forms(word)) and not word.endswith("ing")


def _decide(units: list[Unit], i: int) -> None:
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
        if starts_phrase or follows == "to":
            return kind in ("noun", "name", "pronoun", "relative", "conjunction", "date")
        if follows in ("noun", "preposition", "adverb", "relative", "subordinator"):
            return kind in ("name", "pronoun", "relative")
        return kind in ("pronoun", "relative")
    return (kind in ("pronoun", "relative") and starts_phrase) or (
        _plural(before) and (starts_phrase or follows == "to")
    )


def _is_ing_verb(
    form_unknown: bool, word: str, before: Unit | None, kind: str, follows: str, starts_phrase: bool
) -> bool:
    if kind == "auxiliary":
        return bool(before and before.word in FORMS_OF_BE) and not (word in _NOUNS_IN_ING and follows == "break")
    if kind in ("determiner", "genitive", "number"):
        return False
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
