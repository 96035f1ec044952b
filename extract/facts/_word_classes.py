"""The closed word classes of English as clauses are read by them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from extract.facts._verbs import verb_forms
from extract.lexicon import words

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
_BREAKS = frozenset({";", ":", "—", "–", "--", "...", "…", "•", "|", "?", "!", "\n"})
QUOTES = frozenset("\"“”‘’«»`'") | {"''", "``", "„"}
MULTIWORD: Mapping[tuple[str, ...], Kind] = {
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


def closed_class(word: str, before: str, after: str) -> Kind:
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
