"""Verb forms of announcements: which words can be verbs, their lemma and form. No sense is decided here."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from extract.lexicon import words

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


# base: past, participle
_IRREGULAR = {
    "become": ("became", "become"), "begin": ("began", "begun"), "break": ("broke", "broken"),
    "bring": ("brought", "brought"), "build": ("built", "built"), "buy": ("bought", "bought"),
    "choose": ("chose", "chosen"), "come": ("came", "come"), "cost": ("cost", "cost"), "cut": ("cut", "cut"),
    "draw": ("drew", "drawn"), "drive": ("drove", "driven"), "fall": ("fell", "fallen"), "find": ("found", "found"),
    "get": ("got", "gotten"), "give": ("gave", "given"), "go": ("went", "gone"), "grow": ("grew", "grown"),
    "hit": ("hit", "hit"), "hold": ("held", "held"), "keep": ("kept", "kept"), "know": ("knew", "known"),
    "lay": ("laid", "laid"), "lead": ("led", "led"), "leave": ("left", "left"), "lend": ("lent", "lent"),
    "lie": ("lay", "lain"),
    "lose": ("lost", "lost"), "make": ("made", "made"), "meet": ("met", "met"), "outline": ("outlined", "outlined"),
    "pay": ("paid", "paid"), "put": ("put", "put"), "rise": ("rose", "risen"), "run": ("ran", "run"),
    "say": ("said", "said"), "see": ("saw", "seen"), "seek": ("sought", "sought"), "sell": ("sold", "sold"),
    "send": ("sent", "sent"), "set": ("set", "set"), "show": ("showed", "shown"), "sign": ("signed", "signed"),
    "spend": ("spent", "spent"), "stand": ("stood", "stood"), "swear": ("swore", "sworn"), "take": ("took", "taken"),
    "teach": ("taught", "taught"), "tell": ("told", "told"), "think": ("thought", "thought"),
    "undergo": ("underwent", "undergone"), "undertake": ("undertook", "undertaken"), "win": ("won", "won"),
    "write": ("wrote", "written"), "oversee": ("oversaw", "overseen"), "forge": ("forged", "forged"),
}  # fmt: skip

_REGULAR = words(
    """
    accelerate accept accommodate accompany achieve acquire act adapt add address administer admit adopt advance
    advise affiliate agree aim align allocate allow announce anticipate appear apply appoint approve arrange
    arrive ask assemble assign assist attach attend attract authorise authorize award back base belong benefit
    bid boast book boost bridge broaden call campaign carry cater celebrate certify chair champion charge cite
    claim clear close co-build co-create co-develop co-establish co-found co-fund co-host co-invest co-launch
    co-operate co-organise co-organize co-sponsor cofound collaborate collect combine command commence
    commission commit compete complete comprise conclude conduct confer confirm connect consider consist
    consolidate construct consult contain continue contribute control convene convert cooperate coordinate cost
    count cover create cultivate debate debut decide declare decline decrease dedicate deepen define deliver
    demand demonstrate deploy describe design designate determine develop devote direct disburse disclose
    discuss dispatch display distribute diversify divide donate double draft earmark earn ease elect embark
    embrace emerge emphasise emphasize employ empower enable enact encompass encourage endorse endow engage
    enhance enjoy enlist enrol enroll ensure enter entitle entrust equip erect establish estimate evaluate
    evolve examine exceed exchange exclude execute exempt exhibit expand expect expedite experience explain
    explore export expose express extend face facilitate fail feature file finalise finalize finance finish
    focus follow foresee form formulate foster found fulfil fulfill function fund further gain gather gazette
    generate govern graduate grant grapple greet guarantee guide handle harness head headquarter help highlight
    hire hope host house identify illustrate implement import impose improve inaugurate incentivise include
    incorporate increase incubate inform inherit initiate innovate inspect inspire install institute integrate
    intend intensify introduce invest invite involve issue join jump kick land last launch lease leverage levy
    license lift like line link list live locate look lower maintain manage manufacture map mark market match
    mentor merge migrate mobilise mobilize modernise modernize monitor move name need negotiate nominate note
    number nurture observe obtain occupy occur offer open operate oppose opt order organise organize orient
    originate outnumber own participate partner pass perform permit pilot pioneer place plan plant play pledge
    point pool position possess postpone prepare present preserve prevent prioritise prioritize process produce
    promise promote propose protect prove provide publish purchase pursue quadruple qualify quit quote radiate
    raise ramp range rank re-open reach realise realize rebuild receive recognise recognize recommend recommit
    record recruit redevelop reduce reflect reform refund refurbish refuse register regulate reject relaunch
    release relocate rely remain remove rename renew renovate rent reopen repeal replace report represent
    request require rescue research reserve reside resolve respond restart restore restrict restructure result
    retain retire return reveal review revise revitalise revitalize reward roll safeguard save scale schedule
    screen secure select serve settle shape share shelve shift shorten showcase shrink simplify situate slash
    soar solve source span spearhead specialise specialize specify sponsor spur staff stage start state station
    stay steer step stimulate stipulate streamline strengthen strive structure study submit subscribe subsidise
    subsidize succeed suggest suit supervise supplement supply support surge surpass suspend sustain tackle
    target team test testify thank top total tout train transfer transform translate transport travel treble
    trial trigger triple turn unite unlock unveil update upgrade urge use utilise utilize value vest view visit
    voice vote vow wait waive want warn weigh welcome widen work
    """
)

_DOUBLING = words(
    "admit commit cut begin permit plan set submit occur opt refer top ship stop transfer enrol map run spur step quit "
    "confer"
)
_BUILD_LIKE = {"co-build": "co-built"}
# Also nouns or adjectives in the same form: a verb only where the neighbours say so.
AMBIGUOUS = words(
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


def _inflect(base: str) -> tuple[str, str, str]:
    """The third person, the regular past and the -ing form."""
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        third = base + "es"
    elif base.endswith("y") and base[-2] not in "aeiou":
        third = base[:-1] + "ies"
    else:
        third = base + "s"
    if base.endswith("ee"):
        return third, base + "d", base + "ing"
    if base.endswith("e"):
        return third, base + "d", base[:-1] + "ing"
    if base in _DOUBLING:
        return third, base + base[-1] + "ed", base + base[-1] + "ing"
    if base.endswith("y") and base[-2] not in "aeiou":
        return third, base[:-1] + "ied", base + "ing"
    return third, base + "ed", base + "ing"


@cache
def _table() -> dict[str, tuple[VerbForm, ...]]:
    table: dict[str, list[VerbForm]] = {}

    def put(word: str, lemma: str, form: Form) -> None:
        table.setdefault(word, []).append(VerbForm(lemma, form))

    for base in sorted(_REGULAR | _IRREGULAR.keys()):
        third, past, progressive = _inflect(base)
        participle = past
        if base in _IRREGULAR:
            past, participle = _IRREGULAR[base]
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
