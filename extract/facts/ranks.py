"""Where something stands among its like: first, largest, third among, second only to."""

from __future__ import annotations

from collections.abc import Iterator

from extract.facts._clauses import Clause
from extract.facts._holders import read_holdings
from extract.facts._phrases import Element, NounPhrase
from extract.facts._verb_groups import VerbGroup
from extract.facts._verb_sense import Unit
from extract.facts.base import PLACES, THINGS, Context, Sentence, Term, clean, is_word, status_of
from extract.lexicon import words
from extract.types import Fact

PREDICATE = "ranks"
DESCRIPTION = "subject → rank: first, largest, third among, second only to; what is ranked and among whom in the object"

EXAMPLES = [
    ("The Aire Incubator, the first maker space in Leeds, opened.", [("Aire Incubator", "first maker space in Leeds")]),
    ("Porto is the second-largest city in Portugal.", [("Porto", "second-largest city in Portugal")]),
    ("Porto ranks third among Portuguese cities in exports.", [("Porto", "third among Portuguese cities in exports")]),
    ("Tallinn topped the list of Baltic cities.", [("Tallinn", "topped the list of Baltic cities")]),
    ("Porto is a hub second only to Lisbon in Portugal.", [("Porto", "second only to Lisbon in Portugal")]),
    ("Northern Bank Ltd. was ranked second in Leeds.", [("Northern Bank Ltd.", "second in Leeds")]),
]
COUNTER_EXAMPLES = [
    "Porto is not the second-largest city in Portugal.",
    "The Aire Incubator, in the first quarter of 2020, opened.",
    "Porto could be the first city in Portugal to do so.",
    "Porto opened the first phase of the park.",
    "For the first time in Leeds, the Aire Incubator opened.",
]

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
             "ninth": 9, "tenth": 10, "top": 1, "last": None, "leading": None}  # fmt: skip
_SUPERLATIVES = words(
    "largest biggest highest longest busiest oldest tallest fastest youngest richest earliest smallest greenest"
)
# "The first phase" is a part, "the first time" an occasion: no rank.
_PARTS = words(
    "phase batch group round half quarter day year month week time stage step part floor line term class section lot "
    "tranche edition session course chair student tenant customer class visit months years days weeks stop semester"
)
_AMONG = ("in", "among", "of", "outside", "to", "for", "at", "on", "between")
_SUBJECTS = (THINGS | PLACES | {"PERSON"}) - {"DATE"}


def find(context: Context) -> Iterator[Fact]:
    for sentence in context.sentences:
        for i, element in enumerate(sentence.elements):
            if isinstance(element, NounPhrase) and rank_of(element) is not False:
                yield from _apposition(context, sentence, i)
                yield from _second_only(context, sentence, i)
        for clause in sentence.clauses:
            if clause.asserted:
                yield from _copula(context, sentence, clause)
                yield from _verbs(context, sentence, clause)


def rank_of(np: NounPhrase) -> int | None | bool:
    """The rank that the phrase gives: 1 for "the largest city", 2 for "second-largest"; False where it gives none."""
    if np.determiner not in ("the", "its") and np.owner is None and np.core[0].word not in _ORDINALS:
        return False
    if np.mention is not None and not np.mention.text[:1].islower():
        return False
    for unit in np.core[:2]:
        first, _, behind = unit.word.partition("-")
        if unit.word in _SUPERLATIVES:
            return 1
        if behind in _SUPERLATIVES and first in _ORDINALS:
            return _ORDINALS[first] or False
        if unit.word in _ORDINALS:
            following = {u.word for u in np.core}
            rank = _ORDINALS[unit.word]
            return False if following & _PARTS or rank is None else rank
    return False


def _apposition(context: Context, sentence: Sentence, i: int) -> Iterator[Fact]:
    """ "X, the first maker space in Leeds,"; "a number, the largest among cities"."""
    elements = sentence.elements
    np = elements[i]
    before = elements[i - 2] if i >= 2 and is_word(elements[i - 1], ",") else None
    if not isinstance(np, NounPhrase) or not isinstance(before, NounPhrase):
        return
    text = _text(context, sentence, i)
    if text is None or _is_subject(elements, i):
        return
    subject = context.resolve(before)
    if subject is not None and subject.label in _SUBJECTS and not before.pronoun:
        yield _fact(context, sentence, subject, text, rank_of(np), "apposition", 0.8)
    elif len(np.core) == 1:
        yield from _of_figure(context, sentence, before, np, text)


def _of_figure(
    context: Context, sentence: Sentence, before: NounPhrase, np: NounPhrase, text: str
) -> Iterator[Fact]:
    """ "The number of X in Y stands at N, the largest among Z": Y has the largest number of X among Z."""
    start, end = context.doc[before.start].idx, context.doc[before.end - 1].idx
    for holding in read_holdings(context):
        if start <= holding.figure.start_char <= end and holding.figure.what:
            head, _, tail = text.partition(" ")
            told = f"{head} number of {holding.figure.what} {tail}".strip()
            yield _fact(context, sentence, holding.holder, told, rank_of(np), "figure", 0.7)


def _is_subject(elements: list[Element] | tuple[Element, ...] | object, i: int) -> bool:
    """The phrase has a verb of its own: "In 2020, the largest firms in Porto left"."""
    assert isinstance(elements, (list, tuple))
    j = i + 1
    while j + 1 < len(elements) and is_word(elements[j], *_AMONG) and isinstance(elements[j + 1], NounPhrase):
        j += 2
    after = elements[j] if j < len(elements) else None
    return isinstance(after, VerbGroup) and after.finite


def _second_only(context: Context, sentence: Sentence, i: int) -> Iterator[Fact]:
    """ "A hub second only to X"."""
    elements = sentence.elements
    np = elements[i]
    tail = [unit.word for unit in np.units[-2:]] if isinstance(np, NounPhrase) else []
    if tail[-1:] != ["second"] or not is_word(elements[i + 1] if i + 1 < len(elements) else None, "only"):
        return


def _copula(context: Context, sentence: Sentence, clause: Clause) -> Iterator[Fact]:
    """X is the largest city in Y; X has become the first Z in Y."""
    if clause.verb.lemma not in ("be", "become", "remain") or clause.passive or len(clause.objects) != 1:
        return
    np = clause.objects[0]
    i = next((i for i, element in enumerate(sentence.elements) if element is np), 0)
    rank, text = rank_of(np), _text(context, sentence, i)
    if rank is False or text is None:
        return
    for subject in context.terms(clause.subjects, _SUBJECTS):
        yield _fact(context, sentence, subject, text, rank, "copula", 0.8, clause)


def _text(context: Context, sentence: Sentence, i: int) -> str | None:
    """The rank's words with whom it is among; None where the text names nobody."""
    elements = sentence.elements
    np = elements[i]
    assert isinstance(np, NounPhrase)
    owned = np.owner is not None and np.owner.mention is not None and np.owner.mention.label in PLACES
    end, j = np.end, i + 1
    while j + 1 < len(elements) and is_word(elements[j], *_AMONG) and isinstance(elements[j + 1], NounPhrase):
        end, j = elements[j + 1].end, j + 2
    if end == np.end and not owned:
        return None
    start = np.start if owned else np.core[0].start
    return clean(context.doc[start:end].text)


def _verbs(context: Context, sentence: Sentence, clause: Clause) -> Iterator[Fact]:
    """X ranks third among Y; X topped the list of Y; X came second."""
    verb, after = clause.verb.lemma, context.doc[clause.verb.end : clause.verb.end + 1].text.lower()
    if verb == "top" and clause.objects and not clause.passive:
        start = clause.verb.verb_start
    elif verb in ("rank", "come", "place", "finish") and after in _ORDINALS:
        start = clause.verb.end
    else:
        return
    i = next((i for i, e in enumerate(sentence.elements) if e.start >= clause.verb.end), len(sentence.elements))
    end = clause.verb.end
    for element in sentence.elements[i:]:
        if isinstance(element, VerbGroup) or (isinstance(element, Unit) and element.kind in _ENDS):
            break
        end = element.end
    text = clean(context.doc[start:end].text)
    rank = 1 if verb == "top" else _ORDINALS[after]
    for subject in context.terms(clause.subjects, _SUBJECTS):
        yield _fact(context, sentence, subject, text, rank, verb, 0.85, clause)


_ENDS = ("comma", "break", "relative", "subordinator", "conjunction")


def _fact(
    context: Context, sentence: Sentence, subject: Term, text: str, rank: int | None, rule: str, confidence: float,
    clause: Clause | None = None,
) -> Fact:  # fmt: skip
    return context.fact(
        subject,
        PREDICATE,
        text,
        sentence.span,
        rule,
        confidence,
        status=status_of(clause) if clause is not None else "done",
        qualifiers={"rank": rank or None},
    )
