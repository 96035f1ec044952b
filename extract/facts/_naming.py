"""What a noun phrase stands for: a name, what a pronoun or "the center" takes up, or the words of a description."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.facts._lists import after_of
from extract.facts._nouns import DATELINE_LABELS, NO_PERSON, PLACES, PRONOUN_LABELS, THING_NOUNS, THINGS, singular
from extract.facts._phrases import Element, NounPhrase
from extract.facts._reading import Reading, Term, is_word
from extract.facts._verb_groups import VerbGroup
from extract.facts._verb_sense import Unit
from extract.lexicon import words
from extract.types import Mention

_OF = frozenset({"of", "for"})
_SITED = frozenset({"of", "in", "at", "near"})


@dataclass(frozen=True)
class Naming(Reading):
    """A reading that knows who "it" is."""

    def resolve(self, np: NounPhrase) -> Term | None:
        """The name that the phrase is or refers to."""
        if np.mention is not None and not _is_described(np):
            return Term(np.mention.name, np.mention.label)
        if np.start not in self._resolved:
            self._resolved[np.start] = self._stands_for(np)
        return self._resolved[np.start]

    def _stands_for(self, np: NounPhrase) -> Term | None:
        if np.mention is not None:
            return self._named_next(np) or Term(np.mention.name, np.mention.label)
        named = self._place_of_kind(np) or self._apposed(np) or self._predicated(np) or self._named_next(np)
        if named is not None or self._description_of(np) is not None:
            return named
        for token in range(np.start, min(np.end, np.start + 3)):
            mention = self._reference_at.get(self.doc[token].idx)
            if mention is not None and (np.pronoun or np.owner is None):
                return Term(mention.name, mention.label)
        return (self._subject_before(np.head) or self._topic_before(np.head)) if np.pronoun else None

    def _elements_around(self, np: NounPhrase) -> tuple[Sequence[Element], int]:
        elements = self.sentences_read[self.sentence_number(self.doc[np.start].idx)]
        return elements, next((i for i, element in enumerate(elements) if element is np), 0)

    def _place_of_kind(self, np: NounPhrase) -> Term | None:
        """Kobe of "the Japanese port city of Kobe"."""
        if np.determiner != "the" or np.head.word not in _KINDS_OF_PLACES:
            return None
        elements, i = self._elements_around(np)
        inner = elements[i + 2] if i + 2 < len(elements) and is_word(elements[i + 1], "of") else None
        named = inner.mention if isinstance(inner, NounPhrase) and inner.owner is None else None
        return Term(named.name, named.label) if named is not None and named.label in PLACES else None

    def _apposed(self, np: NounPhrase) -> Term | None:
        """The name right before or behind the comma: "X, a company in Porto", "their company, X,"."""
        label = THING_NOUNS.get(singular(np.head.word.rsplit("-", 1)[-1]))
        if label is None or np.pronoun or np.core[0].kind == "number":
            return None
        elements, i = self._elements_around(np)
        if _has_verb(elements, i):
            return None
        if np.determiner in ("a", "an", "the", "another") or np.owner is not None:
            before = elements[i - 2] if i >= 2 and is_word(elements[i - 1], ",") else None
            if isinstance(before, NounPhrase) and fits(before.mention, label) and not _in_list(elements, i):
                return Term(before.mention.name, before.mention.label)  # type: ignore[union-attr]
        behind = elements[i + 2] if i + 2 < len(elements) and is_word(elements[i + 1], ",") else None
        alone = i + 3 >= len(elements) or not is_word(elements[i + 3], "and", "or")
        definite = np.owner is not None or np.determiner in ("the", "its", "their")
        if definite and alone and isinstance(behind, NounPhrase) and behind.start + 1 == behind.core[0].end:
            closed = i + 3 < len(elements) and is_word(elements[i + 3], ",")
            if closed and fits(behind.mention, label):
                return Term(behind.mention.name, behind.mention.label)  # type: ignore[union-attr]
        return None

    def _predicated(self, np: NounPhrase) -> Term | None:
        """X of "X is a center that", "X is not only an office, but also a center that"."""
        if np.determiner not in ("a", "an") or THING_NOUNS.get(_noun(np)) is None:
            return None
        elements, i = self._elements_around(np)
        if i + 1 >= len(elements) or not (isinstance(elements[i + 1], Unit) and elements[i + 1].kind == "relative"):  # type: ignore[union-attr]
            return None
        for j in range(i - 1, max(0, i - 7), -1):
            element = elements[j]
            if isinstance(element, VerbGroup):
                subject = elements[j - 1]
                named = isinstance(subject, NounPhrase) and element.lemma == "be" and not element.passive
                term = self.resolve(subject) if named and isinstance(subject, NounPhrase) else None
                return term if term is not None and term.label in THINGS and not element.denied else None
            if isinstance(element, Unit) and element.kind not in ("comma", "conjunction", "adverb"):
                return None
        return None

    def _named_next(self, np: NounPhrase) -> Term | None:
        """The name that the next sentences give to what is introduced here: "a school in Porto … The X School"."""
        if np.determiner not in ("a", "an") or np.owner is not None:
            return None
        noun = _noun(np)
        label = THING_NOUNS.get(noun)
        here = self.sentence_number(self.doc[np.start].idx)
        if label is None or here + 1 >= len(self._sentence_starts):
            return None
        for number in range(here + 1, min(here + 3, len(self._sentence_starts))):
            mention = self._first_name(number)
            if mention is not None and self._is_new(mention) and same_kind(noun, mention.name):
                return Term(mention.name, mention.label)
        return None

    def _first_name(self, number: int) -> Mention | None:
        """The name among the first words of the sentence."""
        elements = self.sentences_read[number][:4]
        names = (e.mention for e in elements if isinstance(e, NounPhrase) and e.mention is not None)
        return next((mention for mention in names if mention.label in THINGS), None)

    def _is_new(self, mention: Mention) -> bool:
        return not any(m.name == mention.name and m.start_char < mention.start_char for m in self.mentions)

    def _subject_before(self, pronoun: Unit) -> Term | None:
        """Who "it" is within its sentence: the subject of the clause before, a person for "he" and "she"."""
        if pronoun.word not in PRONOUN_LABELS:
            return None
        elements = self.sentence_of(self.doc[pronoun.start].idx).elements
        for i, element in enumerate(elements):
            if element.start >= pronoun.start:
                return None
            governed = i > 0 and isinstance(before := elements[i - 1], Unit) and before.kind == "preposition"
            if isinstance(element, NounPhrase) and not governed:
                mention = element.mention or self._reference_at.get(self.doc[element.start].idx)
                if mention is not None and mention.label in PRONOUN_LABELS[pronoun.word]:
                    return Term(mention.name, mention.label)
        return None

    def _topic_before(self, pronoun: Unit) -> Term | None:
        """What "it" takes up as a subject: the only place, body or thing that the sentence before names."""
        here = self.sentence_number(self.doc[pronoun.start].idx)
        if pronoun.word != "it" or here == 0:
            return None
        span = self.sentences[here - 1].span
        named = {
            Term(m.name, m.label)
            for m in self.mentions
            if span.start_char <= m.start_char < span.end_char and m.label in NO_PERSON
        }
        return named.pop() if len(named) == 1 else None

    def term(self, np: NounPhrase) -> Term | None:
        """The name, or the phrase itself where it is a description; None for a pronoun that nothing is known of."""
        resolved = self.resolve(np)
        if resolved is not None:
            return resolved
        if np.pronoun or not np.core:
            return None
        description = self._description_of(np)
        if description is not None:
            return Term(self.phrase(description))
        if np.determiner in ("the", "this", "that") and len(np.core) == 1 and singular(np.head.word) in THING_NOUNS:
            return Term(self.phrase(np)) if self.phrase(np) != np.head.word else None
        # "an office in Manila": the place tells which
        sited = len(np.core) == 1 and np.determiner in ("a", "an") and singular(np.head.word) in THING_NOUNS
        return Term(self.phrase(np, _SITED if sited else _OF))

    def governed_place(self, np: NounPhrase) -> Term | None:
        """The place that a government without a name of its own acts for: "the Ningbo municipal government"."""
        if np.mention is not None or singular(np.head.word) not in _GOVERNMENTS:
            return None
        names = [unit.mention for unit in np.modifiers if unit.mention is not None]
        elements, i = self._elements_around(np)
        inner = elements[i + 2] if i + 2 < len(elements) and is_word(elements[i + 1], "of") else None
        if isinstance(inner, NounPhrase) and inner.mention is not None:
            names.append(inner.mention)
        places = [Term(m.name, m.label) for m in names if m.label in PLACES]
        owner = self.owner(np)
        return places[0] if places else owner if owner is not None and owner.label in PLACES else None

    def places(self, group: Sequence[NounPhrase]) -> list[Term]:
        """The places of the phrases: "Porto", "the port city of Tema", "the center of Brno"."""
        found: list[Term] = []
        for np in group:
            term = self.resolve(np)
            if term is None and singular(np.head.word) in _PARTS_OF_PLACES:
                elements, i = self._elements_around(np)
                inner = elements[i + 2] if i + 2 < len(elements) and is_word(elements[i + 1], "of") else None
                term = self.resolve(inner) if isinstance(inner, NounPhrase) else self.owner(np)
            if term is not None and term.label in PLACES:
                found.append(term)
        return found

    def _description_of(self, np: NounPhrase) -> NounPhrase | None:
        """ "Another local company" for a later "the company", where no name of the kind stands between."""
        if np.determiner not in ("the", "this") or len(np.core) != 1 or np.mention is not None or np.owner is not None:
            return None
        head = np.head.word
        label = THING_NOUNS.get(head)
        here = self.sentence_number(self.doc[np.start].idx)
        for sentence in reversed(self.sentences_read[max(0, here - 2) : here + 1]):
            for element in reversed(sentence):
                if not isinstance(element, NounPhrase) or element.start >= np.start:
                    continue
                if element.mention is not None and element.mention.label == label:
                    return None
                if element.head.word == head and element.determiner in ("a", "an", "another") and len(element.core) > 1:
                    return element if self.resolve(element) is None else None
        return None

    def owner(self, np: NounPhrase) -> Term | None:
        """Who has it: "Porto's", "the company's", "its"."""
        if np.owner is None:
            return None
        if np.owner.mention is not None:
            return None if np.owner.kind == "date" else Term(np.owner.mention.name, np.owner.mention.label)
        for token in range(np.start, np.owner.end):
            mention = self._reference_at.get(self.doc[token].idx)
            if mention is not None:
                return Term(mention.name, mention.label)
        subject = self._subject_before(np.owner)
        if subject is not None:
            return subject
        # "Since its launch in 2016, the center has grown": the subject follows
        if np.owner.kind == "determiner":
            clauses = self.sentence_of(self.doc[np.start].idx).clauses
            later = [c.subjects[0] for c in clauses if c.subjects and c.subjects[0].start > np.end]
            return self.resolve(later[0]) if later else None
        return None

    def terms(self, group: Sequence[NounPhrase], labels: frozenset[str] | None = None) -> list[Term]:
        """What the phrases stand for; with `labels`, only names of these."""
        found = (self.resolve(np) if labels else self.term(np) for np in group)
        return [term for term in found if term and (labels is None or term.label in labels)]

    def phrase(self, np: NounPhrase, prepositions: frozenset[str] = _OF) -> str:
        """The words of the phrase without determiner and owner, "of ..." and "for ..." included."""
        elements = self.sentence_of(self.doc[np.start].idx).elements
        start, end = np.core[0].start, np.end
        i = next((i for i, element in enumerate(elements) if element is np), len(elements))
        while i + 2 < len(elements):
            link, inner = elements[i + 1], elements[i + 2]
            if not (isinstance(link, Unit) and link.word in prepositions and isinstance(inner, NounPhrase)):
                break
            end, i = inner.end, i + 2
        return clean(self.doc[start:end].text)

    def thing_label(self, np: NounPhrase) -> str | None:
        """The class of a described thing by its head noun: "a science park" is a CENTER."""
        term = self.resolve(np)
        if term is not None:
            return term.label
        return None if np.pronoun else THING_NOUNS.get(singular(np.head.word.rsplit("-", 1)[-1]))

    @cached_property
    def dateline(self) -> Term | None:
        """The place that opens the text: "PORTO: ...", "LEEDS, Nov. 3 -"."""
        first = next((m for m in self.mentions if m.start_char < 3), None)
        if first is None or first.label not in DATELINE_LABELS or not first.text.isupper():
            return None
        return Term(first.name, first.label)


_PARTS_OF_PLACES = words(
    "center centre heart middle city town port suburb outskirts village district quarter neighborhood "
    "neighbourhood area capital province state county island north south east west part region corner edge suburbs hall"
)
_GOVERNMENTS = words("government authority council administration treasury")
_KINDS_OF_PLACES = words("city town municipality province state county district republic kingdom village island port")
_SAME = (
    words("center centre hub"), words("lab laboratory"), words("scheme programme program initiative project plan"),
    words("company firm startup start-up"), words("contest competition challenge"), words("school college academy"),
    words("space makerspace maker-space workshop"), words("fund facility"), words("office desk bureau"),
)  # fmt: skip


def _is_described(np: NounPhrase) -> bool:
    """A mention that is a description: "a fund of 2 billion yuan"."""
    return np.mention is not None and np.determiner in ("a", "an") and np.mention.text[:1].islower()


def _noun(np: NounPhrase) -> str:
    """The noun that says what it is: "fund" of "a fund of 2 billion yuan"."""
    words = re.split(r"\s(?:of|for|in|at|to)\s", np.mention.text, maxsplit=1)[0] if np.mention else np.head.word
    return singular(re.split(r"[\s-]", words)[-1].casefold())


def same_kind(noun: str, name: str) -> bool:
    """Whether the name is of the thing that the noun says: a "hub" may be named a center."""
    head = singular(re.split(r"\s(?:of|for|in|at|on)\s", name, maxsplit=1)[0].rsplit(" ", 1)[-1].casefold())
    return head == noun or any(noun in kind and head in kind for kind in _SAME)


def fits(mention: Mention | None, label: str) -> bool:
    """Whether a thing of the class may carry the name: a company is an ORG, an incubator a CENTER or an ORG."""
    if mention is None:
        return False
    return mention.label == label or {mention.label, label} <= {"CENTER", "ORG"} or mention.label in ("CENTER", "ORG")


def _in_list(elements: Sequence[Element], i: int) -> bool:
    """ "X, a bank and a college": a member, no apposition."""
    j = after_of(elements, i + 1)
    return is_word(elements[j] if j < len(elements) else None, "and", "or")


def _has_verb(elements: Sequence[Element], i: int) -> bool:
    """The phrase is the subject of a clause: "Organized by X, the contest drew"; not "X, a firm based in"."""
    np = elements[i]
    j = after_of(elements, i + 1)
    verb = elements[j] if j < len(elements) else None
    if not isinstance(verb, VerbGroup) or not verb.finite or not isinstance(np, NounPhrase):
        return False
    return np.determiner == "the" or not verb.bare_past


def clean(text: str) -> str:
    """One line, without quotation marks and punctuation at the ends."""
    return " ".join(text.split()).strip(" ,;:.\"“”'‘’")
