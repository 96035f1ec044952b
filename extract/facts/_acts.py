"""Which verbs open, found, publish or hold something, and what they may do it to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.facts._clauses import Clause
from extract.facts._phrases import Element, NounPhrase
from extract.facts._verb_groups import VerbGroup
from extract.facts._verb_sense import Unit
from extract.facts._verbs import listed
from extract.facts.base import ACTORS, PLACES, THINGS, Context, Term, is_word
from extract.lexicon import words

FOUNDING = frozenset(
    [
        "set up",
        "establish",
        "found",
        "create",
        "form",
        "build",
        "construct",
        "erect",
        "start",
        "initiate",
        "develop",
        "spin off",
        "incorporate",
        "institute",
    ]
)
OPENING = listed(
    "open, launch, inaugurate, unveil, kick off, open up, reopen, relaunch, introduce, roll out, debut, pilot"
)
PUBLISHING = listed("release, publish, issue, adopt, put forward, map out, draw up, innovate, formulate, enact, unveil")
HOLDING = listed("hold, convene, stage, organize, organise, take place, celebrate")
ESTABLISHING = FOUNDING | OPENING | PUBLISHING
# "The park opened in 2019": without an object the subject is what was opened.
MIDDLE = listed("open, launch, reopen, debut, start, begin, take place, kick off, relaunch, go live, open up")

# What each kind of verb takes where the thing is only described.
_LABELS = {
    "adopt": {"PROGRAMME"}, "publish": {"PROGRAMME"}, "release": {"PROGRAMME"}, "issue": {"PROGRAMME"},
    "put forward": {"PROGRAMME"}, "map out": {"PROGRAMME"}, "draw up": {"PROGRAMME"}, "innovate": {"PROGRAMME"},
    "formulate": {"PROGRAMME"}, "enact": {"PROGRAMME"}, "form": {"ORG"}, "build": {"CENTER"},
    "construct": {"CENTER"}, "erect": {"CENTER"}, "develop": {"CENTER", "PROGRAMME"},
    "start": {"ORG", "PROGRAMME", "CENTER"}, "found": {"ORG", "CENTER"},
}  # fmt: skip
_TEMPORAL = words("end beginning year month week quarter time day middle date deadline start")


def things(
    group: Sequence[NounPhrase], verb: str, context: Context, *, definite: bool = False
) -> Iterator[tuple[NounPhrase, Term]]:
    """The members that the verb can found or open: names, and descriptions whose head noun says what they are.

    With `definite` also "the strategy", which the text tells no more about.
    """
    for np in group:
        term = context.term(np)
        if term is None and definite and context.thing_label(np) is not None:
            term = Term(context.phrase(np))
        if term is None or np.determiner in ("no", "any"):
            continue
        if term.label is not None:
            if term.label in THINGS or (
                term.label == "PLACE" and verb in ("build", "open", "inaugurate", "establish", "set up")
            ):
                yield np, term
        elif context.thing_label(np) in _LABELS.get(verb, THINGS) and (
            described(np) or (definite and np.determiner == "the")
        ):
            yield np, term


def described(np: NounPhrase) -> bool:
    """More than a bare or generic noun: "a maker space", "two branches", "venture capital fund", not "measures"."""
    plural = np.head.word.endswith("s") and not np.head.word.endswith("ss")
    if plural:
        return np.core[0].kind == "number"
    return len(np.core) > 1 or np.determiner in ("a", "an", "its", "another")


def actors(group: Sequence[NounPhrase], context: Context) -> list[Term]:
    """Who acts: names, and described bodies ("another local company")."""
    found = []
    for np in group:
        term = context.governed_place(np) or context.term(np)
        if term is None:
            continue
        if term.label in ACTORS or (term.label is None and context.thing_label(np) == "ORG" and not np.pronoun):
            found.append(term)
    return found


def agents(clause: Clause, context: Context) -> list[Term]:
    """Who stands after "by"; a description counts, a time or an amount does not."""
    found = []
    for np in clause.governed("by"):
        term = context.term(np)
        if term is None or np.head.kind == "number" or np.head.word in _TEMPORAL or np.core[0].kind == "number":
            continue
        if term.label in ACTORS or (term.label is None and len(np.core) + len(term.name.split()) > 2):
            found.append(term)
    return found


def ordinal_of(np: NounPhrase) -> str | None:
    return next((word for word in np.words if word in ("first", "second", "third", "fourth", "fifth")), None)


def count_of(np: NounPhrase, context: Context) -> int | None:
    """The number of things in "seven overseas centers"."""
    start, end = context.doc[np.start].idx, context.doc[np.end - 1].idx + len(context.doc[np.end - 1])
    for figure in context.figures:
        if start <= figure.start_char < end and figure.value == figure.value.to_integral_value():
            return int(figure.value) if figure.unit not in ("%", "ratio") else None
    return None


def is_dated(clause: Clause, context: Context) -> bool:
    """A definite date, not a deadline ("by 2030") and not vague ("in recent years")."""
    if not clause.dates:
        return False
    date = clause.dates[0]
    span = context.doc.char_span(date.start_char, date.end_char, alignment_mode="expand")
    before = {context.doc[i].lower_ for i in range(max(0, span.start - 2), span.start)} if span is not None else set()
    if before & {"by", "until", "before", "till", "since", "every", "each"}:
        return False
    return not set(date.name.lower().split()) & {"recent", "years", "each", "every", "daily", "now", "coming", "future"}


def act_end(elements: Sequence[Element], clause: Clause) -> int:
    """The token after the act's last phrase, infinitives and gerunds that hang on it included."""
    i = next((i for i, element in enumerate(elements) if element.end == clause.verb.end), len(elements) - 1)
    end = clause.verb.end
    for j in range(i + 1, len(elements)):
        element = elements[j]
        if isinstance(element, VerbGroup):
            before = elements[j - 1]
            if element.finite or (element.form == "base" and is_word(before, "and", "or", ",")):
                return _before_subject(elements, j, end)
            if element.form == "base" and isinstance(before, Unit) and before.kind == "adverb":
                return end
        elif isinstance(element, Unit):
            if element.kind in ("relative", "subordinator", "break") or element.word in ("but", "according to"):
                return end
            if element.kind in ("comma", "conjunction", "preposition", "to"):
                continue
        end = element.end
    return end


def _before_subject(elements: Sequence[Element], j: int, end: int) -> int:
    """A finite verb takes its subject, and what joins it, out of the phrase before."""
    before = elements[j - 1]
    verb = elements[j]
    opens = j >= 2 and is_word(elements[j - 2], ",")
    if isinstance(before, NounPhrase) and isinstance(verb, VerbGroup) and verb.finite and (opens or not verb.bare_past):
        return max((e.end for e in elements[: j - 1] if not is_word(e, ",", "and", "or")), default=end)
    return end


__all__ = [
    "ESTABLISHING", "FOUNDING", "HOLDING", "MIDDLE", "OPENING", "PLACES", "PUBLISHING", "act_end", "actors", "agents",
    "count_of", "described", "is_dated", "ordinal_of", "things",
]  # fmt: skip
