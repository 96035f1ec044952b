"""Auxiliaries, adverbs and the verb that they belong to, read as one group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.facts._verb_sense import Unit
from extract.facts._word_classes import FORMS_OF_BE, FORMS_OF_HAVE
from extract.lexicon import words

# "plans to open", "is expected to open": what follows is not done yet.
PLANNING = words(
    """
    plan aim intend expect hope seek propose vow pledge promise schedule aspire strive look want set target anticipate
    prepare decide undertake slate eye commit go announce resolve agree
    """
)
# "began to operate", "helps to fund": what follows is done.
ACHIEVING = words("begin start continue help serve use work come choose manage")
DENYING = words("fail refuse decline oppose reject cease")
_ABOUT_TO = words("due likely poised about slated")
_ABLE_TO = words("able ready eligible free unable reluctant")
_FUTURE = words("will shall 'll ’ll wo")


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """Auxiliaries, adverbs and the verb that they belong to. `lemma` is of the last verb of a chain ("plans to build").

    `planned`: the act lies ahead. `denied`: it did not take place. `possible`: it may, could or should take place.
    """

    start: int
    end: int
    lemma: str
    form: str
    verb_start: int
    finite: bool
    passive: bool = False
    planned: bool = False
    denied: bool = False
    possible: bool = False
    would: bool = False
    progressive: bool = False
    chain: str | None = None
    adverbs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def bare_past(self) -> bool:
        """One word that is past tense or participle alike: "opened"."""
        return self.form in ("ed", "en") and len(self.words) - len(self.adverbs) == 1

    @property
    def joint(self) -> bool:
        return "jointly" in self.adverbs or self.lemma.startswith("co-") or self.lemma == "cofound"

    @property
    def root(self) -> str:
        """The lemma without "co-"."""
        return "found" if self.lemma == "cofound" else self.lemma.removeprefix("co-")


@dataclass(slots=True)
class _Chain:
    """What has been read of a verb group."""

    auxiliaries: list[str] = field(default_factory=list)
    adverbs: list[str] = field(default_factory=list)
    modal: str | None = None
    denied: bool = False
    infinitive: bool = False
    planned: bool = False
    possible: bool = False
    chain: str | None = None
    first_finite: bool | None = None


def verb_group(units: Sequence[Unit], i: int) -> tuple[VerbGroup, int] | None:
    state = _Chain()
    start = i
    while True:
        i = _read_auxiliaries(units, i, state)
        unit = units[i] if i < len(units) else None
        if unit is None or unit.kind != "verb" or unit.verb is None:
            return _copula(units, start, i, state)
        if state.first_finite is None:
            state.first_finite = _is_finite(unit, state)
        after = i + 1
        skipped = _skip_adverbs(units, after)
        follows = units[skipped] if skipped < len(units) else None
        links = unit.verb.lemma in PLANNING | ACHIEVING | DENYING
        if follows and follows.kind == "to" and links and _verb_after(units, skipped + 1):
            _link(unit, state)
            i = skipped + 1
            state.auxiliaries.clear()
            continue
        return _finish(units, start, i, state), after


def _read_auxiliaries(units: Sequence[Unit], i: int, state: _Chain) -> int:
    while i < len(units):
        unit = units[i]
        word = unit.word
        if unit.kind == "modal":
            state.modal = word
            state.planned |= word in _FUTURE
            state.possible |= word not in _FUTURE and word != "would"
            state.first_finite = True
        elif unit.kind == "auxiliary":
            if state.first_finite is None and word not in ("be", "been", "being", "having"):
                state.first_finite = True
            state.auxiliaries.append(word)
        elif unit.kind == "not":
            state.denied = True
        elif unit.kind == "adverb" and (
            state.first_finite is not None or state.infinitive or _verb_after(units, i, adverbs=True)
        ):
            state.adverbs.append(word)
        elif unit.kind == "to" and (_verb_after(units, i + 1) and not (state.auxiliaries or state.infinitive)):
            state.infinitive = True
            if state.first_finite is None:
                state.first_finite = False
        elif unit.kind == "to" and _verb_after(units, i + 1) and _last_is_be(state):
            state.planned = True  # "is to open"
            state.auxiliaries.clear()
        elif word in _ABOUT_TO | _ABLE_TO and _last_is_be(state) and _to_follows(units, i + 1):
            state.planned |= word in _ABOUT_TO
            state.possible |= word in _ABLE_TO
            state.auxiliaries.clear()
            i += 1
        else:
            break
        i += 1
    return i


def _last_is_be(state: _Chain) -> bool:
    return bool(state.auxiliaries) and state.auxiliaries[-1] in FORMS_OF_BE


def _to_follows(units: Sequence[Unit], i: int) -> bool:
    return i < len(units) and units[i].kind == "to"


def _skip_adverbs(units: Sequence[Unit], i: int) -> int:
    while i < len(units) and units[i].kind == "adverb":
        i += 1
    return i


def _verb_after(units: Sequence[Unit], i: int, *, adverbs: bool = False) -> bool:
    i = _skip_adverbs(units, i)
    if i >= len(units):
        return False
    return units[i].kind in ("verb", "auxiliary") or (adverbs and units[i].kind == "modal")


def _is_finite(unit: Unit, state: _Chain) -> bool:
    assert unit.verb is not None
    return unit.verb.form in ("base", "s", "ed") and not state.infinitive


def _link(unit: Unit, state: _Chain) -> None:
    """Takes "plans" of "plans to build" into the chain."""
    assert unit.verb is not None
    lemma = unit.verb.lemma
    if lemma in DENYING:
        state.denied = True
    elif lemma in PLANNING:
        state.planned = True
        state.chain = state.chain or lemma


def _copula(units: Sequence[Unit], start: int, i: int, state: _Chain) -> tuple[VerbGroup, int] | None:
    """A form of be or have that is the verb itself."""
    if not state.auxiliaries or (state.auxiliaries[-1] in ("do", "does", "did")):
        return None
    while units[i - 1].kind in ("adverb", "not"):
        i -= 1
    lemma = "be" if state.auxiliaries[-1] in FORMS_OF_BE else "have"
    if lemma == "have" and state.auxiliaries[-1] == "'ve":
        return None
    form = "ing" if state.auxiliaries[-1] in ("being", "having") else "s"
    finite = bool(state.first_finite) and form != "ing"
    return _group(units, start, i, i - 1, lemma, form, finite, state), i


def _finish(units: Sequence[Unit], start: int, i: int, state: _Chain) -> VerbGroup:
    verb = units[i].verb
    assert verb is not None
    return _group(units, start, i + 1, i, verb.lemma, verb.form, bool(state.first_finite), state)


def _group(
    units: Sequence[Unit], start: int, end: int, verb: int, lemma: str, form: str, finite: bool, state: _Chain
) -> VerbGroup:
    be = any(word in FORMS_OF_BE for word in state.auxiliaries)
    participle = form in ("ed", "en")
    have_last = bool(state.auxiliaries) and state.auxiliaries[-1] in FORMS_OF_HAVE
    return VerbGroup(
        start=units[start].start,
        end=units[end - 1].end,
        lemma=lemma,
        form=form,
        verb_start=units[verb].start,
        finite=finite,
        passive=be and participle and not have_last and lemma not in ("be", "have"),
        planned=state.planned,
        denied=state.denied,
        possible=state.possible,
        would=state.modal == "would",
        progressive=be and form == "ing",
        chain=state.chain,
        adverbs=tuple(state.adverbs),
        words=tuple(unit.word for unit in units[start:end]),
    )
