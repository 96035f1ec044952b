"""Verb forms of announcements: which words can be verbs, their lemma and form. No sense is decided here."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from extract.lexicon import words
from extract.verb_table import IRREGULAR, REGULAR, inflect

Form = Literal["base", "s", "ed", "en", "ing"]


def listed(text: str) -> frozenset[str]:
    """The members of a comma-separated list of words and phrases."""
    return frozenset(item.strip() for item in text.split(","))


UNKNOWN = ""
"""The lemma of a verb that the lexicon lacks."""


class VerbForm(NamedTuple):
    """`ed` is the past tense or, where both look alike, also the participle; `en` the participle alone."""

    lemma: str
    form: Form


# Known to the rules of facts alone: British spellings, joint acts, verbs of plans and policies.
_MORE = words(
    """
    act adapt administer affiliate align authorise bridge broaden campaign cater champion co-build co-create
    co-develop co-establish co-found co-fund co-host co-invest co-launch co-operate co-organise co-organize co-sponsor
    cofound command confer consider consolidate convene debut deepen demand disburse disclose dispatch embark
    emphasise empower enact encompass endow entrust exclude expedite expose finalise finalize foresee forge formulate
    fulfil further gazette grapple harness headquarter illustrate incentivise institute leverage line map mobilise
    modernise need nominate nurture opt orient originate outnumber overhaul pilot pioneer play pool postpone prioritise
    quadruple radiate ramp re-open realise recognise recommit redevelop refund relaunch rename reopen repeal reside
    restart restructure result revise revitalise revitalize safeguard shape shelve showcase situate slash source span
    spearhead specialise specialize specify spur station stay stipulate strive structure subscribe subsidise
    supplement testify tout treble trial utilise vest voice
    """
)
_BUILD_LIKE = {"co-build": "co-built"}
# Verbs that are also nouns, and that no rule names.
_ALSO_NOUNS = words(
    """
    account aid alert amount appeal arrest attack ban battle beat block brief broadcast burn care cause challenge
    check clean coach comment concern contact correct cross damage date deal delay detail drop edit end exercise feel
    fight fill fire fit fix flow forecast free harm harvest impact influence interview judge label lack limit load
    lock log love matter measure mention miss park phase post print profit project prompt push query question rally
    rate read repair reply rest ride sail sanction score search sentence separate smoke sort sound spark speed split
    spread stem store stress strike struggle switch talk tap tax touch tour track trade treat trust walk waste watch
    wish witness wonder worry yield
    """
)
# Also nouns or adjectives in the same form: a verb only where the neighbours say so.
AMBIGUOUS = _ALSO_NOUNS | words(
    """
    act address advance aim appeal award back base benefit bid book boost bridge call campaign chair champion
    charge claim close command commission complete conduct contract control cost count cover cut debut demand
    design direct display double draft ease estimate exchange exhibit experience export face feature file
    finance focus form found function fund further gain graduate grant grow guarantee guide head help hire hold
    hope host house import increase institute interest issue jump kick land last launch lead lease level license
    like line link list live look lower map march mark market match meet mentor merge model monitor move name
    need note number offer open order own partner pass permit pilot pioneer place plan play plant pledge point pool
    position present process produce project promise prompt propose purchase quote raise ramp range rank reach
    record recruit reform register release remain rent report request research reserve result return review
    reward rise roll run sale scale schedule screen secure separate set shape share shelve shift show sign
    sponsor spur staff stage stand start state station step structure study supply support surge target team
    test top total train transfer transform transport travel treble trial triple turn update upgrade value view
    visit voice vote welcome work
    """
)


@cache
def _table() -> dict[str, tuple[VerbForm, ...]]:
    table: dict[str, list[VerbForm]] = {}

    def put(word: str, lemma: str, form: Form) -> None:
        table.setdefault(word, []).append(VerbForm(lemma, form))

    for base in sorted(REGULAR | _MORE | IRREGULAR.keys()):
        third, past, progressive = inflect(base)
        participle = past
        if base in IRREGULAR:
            past, participle = IRREGULAR[base]
        past = _BUILD_LIKE.get(base, past)
        put(base, base, "base")
        put(third, base, "s")
        put(past, base, "ed")
        if participle != past and base not in _BUILD_LIKE:
            put(participle, base, "en")
        put(progressive, base, "ing")
    for word, lemma in {"modelled": "model", "labelled": "label", "focussed": "focus", "cancelled": "cancel"}.items():
        put(word, lemma, "ed")
    return {word: tuple(forms) for word, forms in table.items()}


def verb_forms(word: str) -> tuple[VerbForm, ...]:
    """What the lower-case word can be as a verb; empty where it is none that announcements use."""
    return _table().get(word) or _by_suffix(word)


def _by_suffix(word: str) -> tuple[VerbForm, ...]:
    """A verb that the lexicon lacks shows by its ending; no rule asks for it."""
    if len(word) > 5 and word.endswith("ing") and word.isalpha():
        return (VerbForm(UNKNOWN, "ing"),)
    if len(word) > 4 and word.endswith("ed") and word.isalpha():
        return (VerbForm(UNKNOWN, "ed"),)
    return ()


# Of these, what after "and" is a verb even before a bare noun: "open a lab and hire researchers".
COORDINATING = words("hire recruit help launch open boost host offer promote support welcome reform upgrade equip")

# Verb and particle that make one verb.
PHRASAL = frozenset(
    {
        ("set", "up"), ("put", "forward"), ("roll", "out"), ("map", "out"), ("draw", "up"), ("kick", "off"),
        ("carry", "out"), ("step", "up"), ("scale", "up"), ("team", "up"), ("join", "hands"), ("break", "ground"),
        ("take", "shape"), ("take", "place"), ("bring", "together"), ("open", "up"),
        ("start", "up"), ("settle", "down"), ("go", "live"), ("take", "part"), ("make", "up"), ("hand", "out"),
        ("link", "up"), ("sign", "up"), ("build", "up"), ("put", "up"), ("speed", "up"), ("spin", "off"),
    }
)  # fmt: skip
