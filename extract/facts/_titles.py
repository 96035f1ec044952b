"""Persons, their titles and the bodies that they hold them in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span

from extract.facts._lists import read_group
from extract.facts._phrases import Element, NounPhrase
from extract.facts.base import BODIES, PLACES, THINGS, Context, Sentence, Term, clean, is_word, singular
from extract.lexicon import words

TITLES = words(
    """
    ceo cto cfo coo chairman chairwoman chairperson chair president vice-president director director-general head chief
    founder co-founder cofounder mayor deputy-mayor vice-mayor governor minister secretary commissioner manager dean
    principal professor partner spokesperson spokesman spokeswoman officer executive leader representative ambassador
    consul consul-general chancellor provost rector lecturer researcher scientist engineer economist analyst editor
    councillor councilor senator lawmaker vp treasurer superintendent administrator curator coordinator co-ordinator
    adviser advisor chief-executive boss undersecretary under-secretary member fellow premier attorney judge sheriff
    commander inspector congressman congresswoman assemblymember assemblyman councilmember councilman councilwoman
    alderman
    """
)
# Whoever does this to a body holds this title there.
_HEADING = {"head": "head", "lead": "head", "chair": "chair", "run": "head", "manage": "manager", "direct": "director"}
_EMPLOYERS = BODIES | PLACES | {"EVENT", "PROGRAMME"}


@dataclass(frozen=True, slots=True)
class Position:
    person: Term
    title: str
    body: Term
    sentence: Span
    rule: str
    planned: bool = False


def read_positions(context: Context) -> Iterator[Position]:
    for sentence in context.sentences:
        for i, element in enumerate(sentence.elements):
            if isinstance(element, NounPhrase):
                yield from _before_name(context, sentence, element)
                yield from _apposition(context, sentence, i)
                yield from _title_first(context, sentence, i)
    yield from _appointments(context)


def _is_title(np: NounPhrase) -> bool:
    return singular(np.head.word.rsplit("-", 1)[-1]) in TITLES or np.head.word in TITLES


def _person(context: Context, np: NounPhrase) -> Term | None:
    term = context.resolve(np)
    return term if term is not None and term.label == "PERSON" else None


def _before_name(context: Context, sentence: Sentence, np: NounPhrase) -> Iterator[Position]:
    """Body, title, person in one phrase: "Porto Mayor Ana Lima", "Aire Group chief executive Tom Hall"."""
    if np.mention is None or np.mention.label != "PERSON":
        return
    body = next((unit for unit in reversed(np.units[:-1]) if unit.kind == "name" and unit.mention), None)
    if body is None or body.mention is None or body.mention.label not in _EMPLOYERS:
        return
    words = [unit for unit in np.units[np.units.index(body) + 1 : -1] if unit.kind == "noun"]
    if words and any(unit.word.rsplit("-", 1)[-1] in TITLES for unit in words):
        title = clean(context.doc[words[0].start : words[-1].end].text)
        person = Term(np.mention.name, "PERSON")
        yield Position(person, title, Term(body.mention.name, body.mention.label), sentence.span, "before_name")


def _apposition(context: Context, sentence: Sentence, i: int) -> Iterator[Position]:
    """Person, title of body: "Ana Lima, deputy head of the Porto Council"."""
    elements = sentence.elements
    person = _person(context, elements[i])  # type: ignore[arg-type]
    if person is None or not _comma_then_phrase(elements, i + 1):
        return
    yield from (
        Position(person, title, body, sentence.span, "apposition")
        for title, body in _titles_at(context, sentence, i + 2)
    )


def _title_first(context: Context, sentence: Sentence, i: int) -> Iterator[Position]:
    """Title of body, person: "the director of the bureau, Ana Lima"."""
    np = sentence.elements[i]
    assert isinstance(np, NounPhrase)
    if not _is_title(np):
        return
    end = _end_of_title(sentence.elements, i)
    if not _comma_then_phrase(sentence.elements, end):
        return
    inner = sentence.elements[end + 1]
    assert isinstance(inner, NounPhrase)
    person = _person(context, inner)
    follows = sentence.elements[end + 2] if end + 2 < len(sentence.elements) else None
    if person is None or is_word(follows, "and") or _person_before(context, sentence.elements, i):
        return
    for title, body in _titles_at(context, sentence, i):
        yield Position(person, title, body, sentence.span, "title_first")


def _person_before(context: Context, elements: Sequence[Element], i: int) -> bool:
    before = elements[i - 2] if i >= 2 else None
    return isinstance(before, NounPhrase) and _person(context, before) is not None


def _comma_then_phrase(elements: Sequence[Element], i: int) -> bool:
    return i + 1 < len(elements) and is_word(elements[i], ",") and isinstance(elements[i + 1], NounPhrase)


def _end_of_title(elements: Sequence[Element], i: int) -> int:
    """Past "of the Y division of Z"."""
    while i + 2 < len(elements) and is_word(elements[i + 1], "of", "at", "for", "in", "with", "and"):
        if not isinstance(elements[i + 2], NounPhrase):
            break
        i += 2
    return i + 1


def _titles_at(context: Context, sentence: Sentence, i: int) -> Iterator[tuple[str, Term]]:
    """Each title of the phrase at `i` with the body that it is held in."""
    elements = sentence.elements
    np = elements[i]
    assert isinstance(np, NounPhrase)
    group, _ = read_group(elements, i, follows_verb=False)
    if not any(_is_title(member) for member in group):
        return
    owner = context.owner(np)
    if owner is None and np.modifiers and np.modifiers[0].mention:
        owner = Term(np.modifiers[0].mention.name, np.modifiers[0].mention.label)
    if owner is not None and owner.label in _EMPLOYERS:
        yield clean(context.doc[_after_owner(np) : np.end].text), owner
        return
    end = _end_of_title(elements, i)
    names = [(e, context.resolve(e)) for e in elements[i + 1 : end] if isinstance(e, NounPhrase)]
    # the last body of "head of the X division of Y" is the employer; a lone place ("mayor of Porto") is one too
    employers = [(e, term) for e, term in names if term and term.label in _EMPLOYERS]
    bodies = [(e, term) for e, term in employers if term.label in BODIES] or employers
    if bodies:
        element, body = bodies[-1] if bodies[-1][1].label in BODIES else bodies[0]
        title = context.doc[np.core[0].start : element.start].text
        yield _without_preposition(title), body


def _after_owner(np: NounPhrase) -> int:
    after = [unit.start for unit in np.core if unit.kind != "name"]
    return after[0] if after else np.core[0].start


def _without_preposition(title: str) -> str:
    words = title.split()
    while words and words[-1].lower() in ("of", "at", "for", "in", "with", "the", "and", "a", "an"):
        words.pop()
    return clean(" ".join(words))


def _appointments(context: Context) -> Iterator[Position]:
    """Person was appointed title of body; body appointed person as title."""
    for clause in context.clauses:
        if clause.verb.lemma not in ("appoint", "name", "elect", "nominate", "become", *_HEADING):
            continue
        if not clause.asserted or clause.mode in ("gerund", "infinitive"):
            continue
        sentence = context.sentence_of(clause.sentence.start_char)
        held = clause.objects if clause.passive or clause.verb.lemma == "become" else clause.governed("as")
        people = clause.subjects if clause.passive or clause.verb.lemma in ("become", *_HEADING) else clause.objects
        for np in people:
            person = _person(context, np)
            if person is None:
                continue
            if clause.verb.lemma in _HEADING:
                for body in context.terms(clause.objects, THINGS):
                    yield Position(person, _HEADING[clause.verb.lemma], body, clause.sentence, "heads", clause.planned)
                continue
            for title_np in held:
                i = next((i for i, e in enumerate(sentence.elements) if e is title_np), None)
                if i is not None:
                    for title, body in _titles_at(context, sentence, i):
                        yield Position(person, title, body, clause.sentence, "appointed", clause.planned)
