"""What the rules share: the text as clauses, what a noun phrase stands for, how a fact is written down."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from spacy.tokens import Doc, Span

from extract.facts._clauses import Clause, read_clauses, read_group
from extract.facts._phrases import Element, NounPhrase, read_elements
from extract.facts._units import Unit, read_units
from extract.types import MEASURES, Document, Evidence, Fact, Figure, Mention, Status

Reference = tuple[int, int, Mention]
"""Characters from, to, and the name that they stand for: "the center", "It"."""

PLACES = frozenset({"CITY", "PLACE", "COUNTRY"})
BODIES = frozenset({"CENTER", "ORG"})
THINGS = frozenset({"CENTER", "ORG", "PROGRAMME", "EVENT"})
ACTORS = BODIES | PLACES | {"PERSON"}

# Head nouns of what is founded, opened or launched, where the text gives it no name.
_CENTER_NOUNS = (
    "center centre incubator accelerator hub base lab laboratory makerspace workshop office outpost clinic hospital "
    "library museum school kindergarten college campus academy university institute station facility plant factory "
    "headquarters branch warehouse terminal airport port bridge tunnel line metro railway park garden square theatre "
    "theater stadium arena shelter market mall zone district corridor cluster platform portal website app hotline desk "
    "space studio gallery exchange depot pavilion venue showroom subsidiary service system network building complex "
    "court archive observatory farm reservoir greenway playground"
)
_PROGRAMME_NOUNS = (
    "policy plan programme program scheme strategy fund initiative project campaign visa permit measure package scheme "
    "reform pilot regulation rule guideline law standard mechanism list report index survey study blueprint roadmap "
    "framework action scholarship grant award prize competition platform tariff subsidy allowance voucher card map "
    "white-paper notice circular catalogue bond trial"
)
_ORG_NOUNS = (
    "company startup start-up firm joint-venture venture association alliance committee commission council agency "
    "bureau authority taskforce task-force team foundation group federation union consortium coalition society "
    "department ministry bank fund division unit club forum"
)
_EVENT_NOUNS = "summit conference forum contest ceremony fair expo exhibition festival hackathon symposium seminar week"
THING_NOUNS: Mapping[str, str] = {
    noun: label
    for label, nouns in (
        ("EVENT", _EVENT_NOUNS), ("ORG", _ORG_NOUNS), ("PROGRAMME", _PROGRAMME_NOUNS), ("CENTER", _CENTER_NOUNS),
    )
    for noun in nouns.split()
}  # fmt: skip
_NUMBER_WORDS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
_NO_PERSON = frozenset({"CENTER", "ORG", "CITY", "PLACE", "COUNTRY", "PROGRAMME", "EVENT"})
_PRONOUN_LABELS = {
    **dict.fromkeys(("it", "its"), _NO_PERSON),
    **dict.fromkeys(("he", "she", "his", "her"), frozenset({"PERSON"})),
    **dict.fromkeys(("they", "their"), frozenset({"ORG", "CENTER"})),
}
DATELINE_LABELS = ("CITY", "PLACE", "COUNTRY")


def singular(noun: str) -> str:
    """The noun without a plural ending, good enough to look it up."""
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "xes", "ches", "shes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


@dataclass(frozen=True, slots=True)
class Term:
    """An end of a fact; `label` is set where it is a name."""

    name: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its elements and clauses."""

    span: Span
    elements: Sequence[Element]
    clauses: Sequence[Clause]


@dataclass(frozen=True)
class Context:
    """A document as the rules see it. Nothing here changes while they run."""

    doc: Doc
    document: Document
    mentions: Sequence[Mention]
    figures: Sequence[Figure]
    references: Sequence[Reference] = ()
    _names: dict[int, tuple[int, Mention]] = field(default_factory=dict)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        spans = list(self.doc.sents)
        return tuple(
            Sentence(span, elements, [self._with_members(clause) for clause in read_clauses(span, elements)])
            for span, elements in zip(spans, self.sentences_read, strict=True)
        )

    @cached_property
    def sentences_read(self) -> tuple[Sequence[Element], ...]:
        """The elements of each sentence."""
        names = self._token_spans(self.mentions)
        numbers = self._number_spans(names)
        return tuple(read_elements(read_units(span, names, numbers)) for span in self.doc.sents)

    def _with_members(self, clause: Clause) -> Clause:
        """The clause with "the two institutions" replaced by the two that were named together before."""
        members = [member for np in clause.subjects for member in self._members(np)]
        return replace(clause, subjects=tuple(members))

    def _members(self, np: NounPhrase) -> Sequence[NounPhrase]:
        count = next((_NUMBER_WORDS[word] for word in np.words if word in _NUMBER_WORDS), 0)
        if count == 0 or np.determiner not in ("the", "these", "both") or np.mention is not None:
            return (np,)
        here = self.sentence_number(self.doc[np.start].idx)
        for elements in reversed(self.sentences_read[max(0, here - 2) : here + 1]):
            for i in range(len(elements) - 1, -1, -1):
                if isinstance(elements[i], NounPhrase) and elements[i].end <= np.start:
                    group, _ = read_group(elements, i, follows_verb=True)
                    if len(group) == count and all(m.mention and m.mention.label in BODIES | PLACES for m in group):
                        return group
        return (np,)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(clause for sentence in self.sentences for clause in sentence.clauses)

    @cached_property
    def _reference_at(self) -> dict[int, Mention]:
        return {start: mention for start, _, mention in self.references}

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [span.start_char for span in self.doc.sents]

    def sentence_of(self, start_char: int) -> Sentence:
        """The sentence that holds the character."""
        return self.sentences[self.sentence_number(start_char)]

    def sentence_number(self, start_char: int) -> int:
        return max(0, bisect_right(self._sentence_starts, start_char) - 1)

    def _token_spans(self, mentions: Sequence[Mention]) -> dict[int, tuple[int, Mention]]:
        spans: dict[int, tuple[int, Mention]] = {}
        for mention in mentions:
            span = self.doc.char_span(mention.start_char, mention.end_char, alignment_mode="expand")
            if span is not None and span.end > spans.get(span.start, (0, mention))[0]:
                spans[span.start] = (span.end, mention)
        return spans

    def _number_spans(self, names: Mapping[int, tuple[int, Mention]]) -> dict[int, int]:
        numbers = {}
        for figure in self.figures:
            span = self.doc.char_span(figure.start_char, figure.end_char, alignment_mode="expand")
            if span is not None and span.start not in names:
                counted = [token.i + 1 for token in span if token.like_num]
                numbers[span.start] = span.end if is_amount(figure) or not counted else counted[-1]
        return numbers

    # -- what a noun phrase stands for

    def resolve(self, np: NounPhrase) -> Term | None:
        """The name that the phrase is or refers to."""
        if np.mention is not None:
            return Term(np.mention.name, np.mention.label)
        if self._description_of(np) is not None:
            return None
        for token in range(np.start, min(np.end, np.start + 3)):
            mention = self._reference_at.get(self.doc[token].idx)
            if mention is not None and (np.pronoun or np.owner is None):
                return Term(mention.name, mention.label)
        return (self._subject_before(np.head) or self._topic_before(np.head)) if np.pronoun else None

    def _subject_before(self, pronoun: Unit) -> Term | None:
        """Who "it" is within its sentence: the subject of the clause before, a person for "he" and "she"."""
        if pronoun.word not in _PRONOUN_LABELS:
            return None
        elements = self.sentence_of(self.doc[pronoun.start].idx).elements
        for i, element in enumerate(elements):
            if element.start >= pronoun.start:
                return None
            governed = i > 0 and isinstance(before := elements[i - 1], Unit) and before.kind == "preposition"
            if isinstance(element, NounPhrase) and not governed:
                mention = element.mention or self._reference_at.get(self.doc[element.start].idx)
                if mention is not None and mention.label in _PRONOUN_LABELS[pronoun.word]:
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
            if span.start_char <= m.start_char < span.end_char and m.label in _NO_PERSON
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
        return Term(self.phrase(np))

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
                    return element
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

    def phrase(self, np: NounPhrase, prepositions: frozenset[str] = frozenset({"of", "for"})) -> str:
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

    # -- writing facts

    def fact(
        self,
        subject: Term,
        predicate: str,
        object: Term | str,
        sentence: Span,
        rule: str,
        confidence: float,
        *,
        status: Status = "done",
        qualifiers: Mapping[str, str | int | bool | tuple[str, ...] | None] | None = None,
        value: Decimal | None = None,
        unit: str | None = None,
    ) -> Fact:
        """The fact with its evidence: the sentence, then those where a name stands that the sentence only refers to."""
        target = object if isinstance(object, Term) else Term(object)
        spans = [self._evidence(sentence)]
        for end in (subject, target):
            elsewhere = self._named_elsewhere(end, sentence)
            if elsewhere is not None and elsewhere not in spans:
                spans.append(elsewhere)
        return Fact(
            subject=subject.name,
            predicate=predicate,
            object=target.name,
            evidence=tuple(spans),
            subject_label=subject.label,
            object_label=target.label,
            value=value,
            unit=unit,
            qualifiers={key: value for key, value in (qualifiers or {}).items() if value not in (None, False, "")},
            status=status,
            confidence=confidence,
            rule=f"{predicate}.{rule}",
        )

    def _named_elsewhere(self, end: Term, sentence: Span) -> Evidence | None:
        """The sentence with the name, the nearest before if possible, where the stating sentence only refers to it."""
        if end.label is None:
            return None
        named = [m for m in self.mentions if m.name == end.name and m.label == end.label]
        if not named or any(sentence.start_char <= m.start_char < sentence.end_char for m in named):
            return None
        before = [m for m in named if m.start_char < sentence.start_char]
        return self._evidence(self.sentence_of((before or named[:1])[-1].start_char).span)

    def _evidence(self, sentence: Span) -> Evidence:
        text = sentence.text
        start = sentence.start_char + len(text) - len(text.lstrip())
        text = text.strip()
        return Evidence(start_char=start, end_char=start + len(text), text=text)


def is_amount(figure: Figure) -> bool:
    """Money, share, area, duration or ratio; else it counts a noun."""
    unit = figure.unit or ""
    return unit in MEASURES or (len(unit) == 3 and unit.isupper())


def clean(text: str) -> str:
    """One line, without quotation marks and punctuation at the ends."""
    return " ".join(text.split()).strip(" ,;:.\"“”'‘’")


def status_of(clause: Clause) -> Status:
    return "planned" if clause.planned else "done"


def date_of(clause: Clause) -> str | None:
    return clause.dates[0].name if clause.dates else None


def act_of(clause: Clause) -> str:
    """The verb as written, without auxiliaries."""
    words = [word for word in clause.verb.words if word not in clause.verb.adverbs]
    last = words[-1] if words else clause.verb.lemma
    _, blank, particle = clause.verb.lemma.partition(" ")
    return last if last.endswith(f" {particle}") else last + blank + particle


def place_of(clause: Clause, context: Context) -> list[Term]:
    """The places after "in" or "at" behind the verb."""
    places: list[Term] = []
    makers: tuple[NounPhrase, ...] = ()
    for phrase in clause.phrases:
        # "built by companies in Busan": the companies are there
        if phrase.preposition == "by":
            makers = phrase.terms
        if makers and not any(context.resolve(np) for np in makers):
            break
        if phrase.preposition in ("in", "at", "near", "within", "inside", "across"):
            places += context.terms(phrase.terms, PLACES)
    return places


def neighbours(elements: Sequence[Element]) -> Iterator[tuple[Element | None, Element, Element | None]]:
    """Each element with the one before and the one after."""
    for i, element in enumerate(elements):
        yield (elements[i - 1] if i else None), element, (elements[i + 1] if i + 1 < len(elements) else None)


def is_word(element: Element | None, *words: str) -> bool:
    return isinstance(element, Unit) and element.word in words
