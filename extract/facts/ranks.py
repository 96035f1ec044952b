"""Where something stands among its like: first, largest, third among, second only to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.facts._clauses import Clause
from extract.facts._holders import read_holdings
from extract.facts._phrases import Element, NounPhrase
from extract.facts._standings import ORDINALS, SUBJECTS, standings
from extract.facts._verb_groups import VerbGroup
from extract.facts.base import PLACES, Context, Sentence, Term, clean, is_word, status_of
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
    (
        "Porto is first, Leeds second and Tallinn, of all places, ninth.",
        [("Porto", "first"), ("Leeds", "second"), ("Tallinn", "ninth")],
    ),
    (
        "Third prize went to Leeds University and Brightsea Technologies.",
        [("Leeds University", "Third"), ("Brightsea Technologies", "Third")],
    ),
    ("Porto took second place and Leeds dropped to sixth.", [("Porto", "second place"), ("Leeds", "sixth")]),
    ("Porto's exports hit $3 billion, ranking 14th nationwide.", [("Porto", "14th nationwide")]),
    ("Porto was ranked No 3 in Portugal.", [("Porto", "No 3 in Portugal")]),
    ("Porto's income ranked No. 3 in Portugal.", [("Porto", "No. 3 in Portugal")]),
    ("The table puts Porto 3rd among 41 cities.", [("Porto", "3rd among 41 cities")]),
    ("The largest is the Aire Incubator.", [("Aire Incubator", "largest")]),
    (
        "Porto opened the Harbour Lab, billed as the first maker space on the Douro.",
        [("Harbour Lab", "first maker space on the Douro")],
    ),
]
COUNTER_EXAMPLES = [
    "Porto is not the second-largest city in Portugal.",
    "The Aire Incubator, in the first quarter of 2020, opened.",
    "Porto could be the first city in Portugal to do so.",
    "Porto opened the first phase of the park.",
    "For the first time in Leeds, the Aire Incubator opened.",
    "The first was Leeds University, and then came the rain.",
    "Porto was first to sign, then it rained.",
    "Porto did not come first.",
]

_ORDINALS = ORDINALS | {"top": 1}
_SUPERLATIVES = words(
    "largest biggest highest longest busiest oldest tallest fastest youngest richest earliest smallest greenest"
)
# "The first phase" is a part, "the first time" an occasion: no rank.
_PARTS = words(
    "phase batch group round half quarter day year month week time stage step part floor line term class section lot "
    "tranche edition session course chair student tenant customer class visit months years days weeks stop semester"
)
_AMONG = ("in", "among", "of", "outside", "to", "for", "at", "on", "between", "with")


def find(context: Context) -> Iterator[Fact]:
    told: set[tuple[str, int]] = set()
    for fact in _in_clauses(context):
        told.add((fact.subject, fact.evidence[0].start_char))
        yield fact
    for one in standings(context):
        fact = _fact(context, one.sentence, one.subject, one.text, one.rank, "standing", 0.8)
        if (fact.subject, fact.evidence[0].start_char) not in told:
            yield fact


def _in_clauses(context: Context) -> Iterator[Fact]:
    for sentence in context.sentences:
        for i, element in enumerate(sentence.elements):
            if isinstance(element, NounPhrase):
                yield from _apposition(context, sentence, i)
                yield from _second_only(context, sentence, i)
        for clause in sentence.clauses:
            if clause.asserted:
                yield from _copula(context, sentence, clause)
                yield from _verbs(context, sentence, clause)


def rank_of(np: NounPhrase) -> int | None:
    """1 for "the largest city", 2 for "the second-largest"; None where the phrase gives no rank."""
    if (np.determiner not in ("the", "its") and np.owner is None) or not np.core:
        return None
    if np.mention is not None and not np.mention.text[:1].islower():
        return None
    told = np.mention.text.lower().split() if np.mention is not None else [unit.word for unit in np.core]
    for word in told[:2]:
        first, _, behind = word.partition("-")
        if word in _SUPERLATIVES:
            return 1
        if behind in _SUPERLATIVES and first in _ORDINALS:
            return _ORDINALS[first]
        if word in _ORDINALS:
            return None if set(told) & _PARTS else _ORDINALS[word]
    return None


def _apposition(context: Context, sentence: Sentence, i: int) -> Iterator[Fact]:
    """ "X, the first maker space in Leeds,"; "a number, the largest among cities"."""
    elements = sentence.elements
    np = elements[i]
    before = elements[i - 2] if i >= 2 and is_word(elements[i - 1], ",") else None
    if not isinstance(np, NounPhrase) or not isinstance(before, NounPhrase):
        return
    rank, text = rank_of(np), _text(context, sentence, i)
    if rank is None or text is None or _is_subject(elements, i) or np.determiner == "its":
        return
    subject = context.resolve(before)
    if subject is not None and subject.label in SUBJECTS and not before.pronoun:
        yield _fact(context, sentence, subject, text, rank, "apposition", 0.8)
    elif len(np.core) == 1:
        yield from _of_figure(context, sentence, before, rank, text)


def _of_figure(context: Context, sentence: Sentence, before: NounPhrase, rank: int, text: str) -> Iterator[Fact]:
    """ "The number of X in Y stands at N, the largest among Z": Y has the largest number of X among Z."""
    start, end = context.doc[before.start].idx, context.doc[before.end - 1].idx
    for holding in read_holdings(context):
        if start <= holding.figure.start_char <= end and holding.figure.what:
            head, _, tail = text.partition(" ")
            told = f"{head} number of {holding.figure.what} {tail}".strip()
            yield _fact(context, sentence, holding.holder, told, rank, "figure", 0.7)


def _is_subject(elements: Sequence[Element], i: int) -> bool:
    """The phrase has a verb of its own: "In 2020, the largest firms in Porto left"."""
    j = i + 1
    while j + 1 < len(elements) and is_word(elements[j], *_AMONG) and isinstance(elements[j + 1], NounPhrase):
        j += 2
    after = elements[j] if j < len(elements) else None
    return isinstance(after, VerbGroup) and after.finite


def _second_only(context: Context, sentence: Sentence, i: int) -> Iterator[Fact]:
    """ "X is a hub second only to Y"."""
    np = sentence.elements[i]
    only = sentence.elements[i + 1] if i + 1 < len(sentence.elements) else None
    if not isinstance(np, NounPhrase) or np.head.word != "second" or not is_word(only, "only"):
        return
    clause = next((c for c in reversed(sentence.clauses) if c.verb.start < np.start), None)
    if clause is None or not clause.asserted:
        return
    text = clean(context.doc[np.head.start : _end(sentence, i + 2, ("to", "in"))].text)
    for subject in context.terms(clause.subjects, SUBJECTS):
        yield _fact(context, sentence, subject, text, 2, "second_only", 0.85, clause)


def _end(sentence: Sentence, j: int, prepositions: tuple[str, ...]) -> int:
    """The token behind the phrases that the prepositions open from `j` on."""
    elements = sentence.elements
    end = elements[j - 1].end
    while j + 1 < len(elements) and is_word(elements[j], *prepositions) and isinstance(elements[j + 1], NounPhrase):
        end, j = elements[j + 1].end, j + 2
    return end


def _copula(context: Context, sentence: Sentence, clause: Clause) -> Iterator[Fact]:
    """X is the largest city in Y; X has become the first Z in Y."""
    if clause.verb.lemma not in ("be", "become", "remain") or clause.passive or len(clause.objects) != 1:
        return
    np = clause.objects[0]
    i = next((i for i, element in enumerate(sentence.elements) if element is np), 0)
    rank, text = rank_of(np), _text(context, sentence, i)
    owner = context.owner(np)
    if rank is None or text is None or (np.owner is not None and (owner is None or owner.label not in PLACES)):
        return
    for subject in context.terms(clause.subjects, SUBJECTS):
        yield _fact(context, sentence, subject, text, rank, "copula", 0.8, clause)


def _text(context: Context, sentence: Sentence, i: int) -> str | None:
    """The rank's words with whom it is among; None where the text names nobody."""
    elements = sentence.elements
    np = elements[i]
    assert isinstance(np, NounPhrase)
    owned = np.owner is not None and np.owner.mention is not None and np.owner.mention.label in PLACES
    end = _end(sentence, i + 1, _AMONG)
    told = np.mention is not None and " in " in np.mention.text
    if end == np.end and not owned and not told:
        return None
    start = np.start if owned else np.core[0].start
    return clean(context.doc[start:end].text)


def _verbs(context: Context, sentence: Sentence, clause: Clause) -> Iterator[Fact]:
    """X ranks third among Y; X topped the list of Y; X came second in Y."""
    verb = clause.verb.lemma
    if not clause.objects:
        return
    np, start = clause.objects[0], clause.objects[0].start
    rank = _ORDINALS.get(np.core[0].word) if verb in ("rank", "come", "place", "finish") else None
    if verb == "top" and not clause.passive:
        rank, start = 1, clause.verb.verb_start
    if rank is None:
        return
    i = next((i for i, element in enumerate(sentence.elements) if element is np), 0)
    text = clean(context.doc[start : _end(sentence, i + 1, _AMONG)].text)
    for subject in context.terms(clause.subjects, SUBJECTS):
        yield _fact(context, sentence, subject, text, rank, verb, 0.85, clause)


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
        qualifiers={"rank": rank},
    )
