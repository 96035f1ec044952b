"""Where the names of a document stand, sentence by sentence, with the words around them and what they do in clauses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Span

from extract.facts._clauses import Clause
from extract.facts._phrases import NounPhrase
from extract.facts.base import Context
from extract.types import Figure, Mention

TOPICS = frozenset({"CENTER", "ORG", "PROGRAMME", "EVENT"})
"""What a text may go on speaking of without naming it."""
_FURTHEST_BACK = 100
"""Sentences in which it is looked for: the work grows with the length of the text, not with its square."""


@dataclass(frozen=True, slots=True)
class Role:
    """What a noun phrase is to the verb of its clause: "subject", "object" or the preposition before it."""

    kind: str
    verb: str
    clause: int
    planned: bool = False
    owner: bool = False
    asserted: bool = True


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A name, or words that stand for one, or a figure; `item` is its place among the items of its sentence, `start`
    and `end` are tokens of the document."""

    name: str
    label: str
    item: int
    start: int
    end: int
    sentence: int
    is_name: bool
    role: Role | None = None
    figure: Figure | None = None

    @property
    def is_subject(self) -> bool:
        return self.role is not None and self.role.kind == "subject"


@dataclass(slots=True)
class Line:
    """A sentence as items: lower-case words, names as `<LABEL>` and figures as `#`, all of one length; `by_salience`
    are its names, subjects first."""

    items: list[str] = field(default_factory=list)
    names: list[Occurrence] = field(default_factory=list)
    by_salience: list[Occurrence] = field(default_factory=list)
    figures: list[Occurrence] = field(default_factory=list)
    at: dict[int, int] = field(default_factory=dict)  # token of the document -> item
    roles: list[tuple[NounPhrase, Role]] = field(default_factory=list)

    def role_at(self, token: int) -> Role | None:
        """What the noun phrase around the token is to its verb."""
        return _role_at(self.roles, token)


@dataclass(frozen=True, slots=True)
class Topic:
    """A thing that an earlier sentence named; `rank` 0 is the latest, `distance` counts sentences, `at` is where it was
    named last, where that was before."""

    name: str
    label: str
    rank: int
    distance: int
    was_subject: bool
    at: Occurrence | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """A document's lines; `times` tells how often a name stands in it, `main` is the thing that it is about."""

    lines: list[Line]
    times: Counter[tuple[str, str]]
    main: tuple[str, str] | None
    headline: str

    def topics(self, number: int, labels: frozenset[str], most: int) -> list[Topic]:
        """The things named before the sentence, the latest first."""
        found: dict[tuple[str, str], Topic] = {}
        for distance, line in enumerate(self._back(number), start=1):
            for one in line.by_salience:
                key = one.name, one.label
                if one.label in labels and key not in found:
                    found[key] = Topic(one.name, one.label, len(found), distance, one.is_subject, one)
            if len(found) >= most:
                break
        return list(found.values())[:most]

    def last(self, number: int, name: tuple[str, str]) -> Occurrence | None:
        """Where the name stood last before the sentence."""
        before = (one for line in self._back(number) for one in line.names)
        return next((one for one in before if (one.name, one.label) == name), None)

    def _back(self, number: int) -> Iterator[Line]:
        return reversed(self.lines[max(0, number - _FURTHEST_BACK) : number])


def outline(context: Context) -> Outline:
    spans = _spans(context)
    lines = [
        _line(context, number, sentence.span, spans, _roles(sentence.clauses))
        for number, sentence in enumerate(context.sentences)
    ]
    names = [one for line in lines for one in line.names]
    times = Counter((one.name, one.label) for one in names)
    about = Counter((one.name, one.label) for one in names if one.label in TOPICS)
    return Outline(
        lines=lines,
        times=times,
        main=about.most_common(1)[0][0] if about else None,
        headline=(context.document.headline or "").casefold(),
    )


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    mention: Mention | None
    is_name: bool
    figure: Figure | None = None


def _spans(context: Context) -> dict[int, _Span]:
    """Names, references and figures by their first token; what lies inside a longer one is left out."""
    doc = context.doc
    found: list[_Span] = []
    ends: list[tuple[int, int, Mention | None, bool, Figure | None]] = [
        *((m.start_char, m.end_char, m, True, None) for m in context.mentions),
        *((start, end, m, False, None) for start, end, m in context.references if not _is_member(context.text, start)),
        *((f.start_char, f.end_char, None, False, f) for f in context.figures),
    ]
    for start, end, mention, is_name, figure in ends:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            found.append(_Span(span.start, span.end, mention, is_name, figure))
    found.sort(key=lambda span: (span.start, -(span.end - span.start), not span.is_name))
    kept: dict[int, _Span] = {}
    reached = 0
    for one in found:
        if one.start >= reached:
            kept[one.start] = one
            reached = one.end
    return kept


def _is_member(text: str, start: int) -> bool:
    """ "One of the centers" stands for none of the names that "the centers" stands for."""
    return text[max(0, start - 7) : start].lower().endswith(("one of ", "two of ", "each of ", "some of "))


def _roles(clauses: Sequence[Clause]) -> list[tuple[NounPhrase, Role]]:
    found: list[tuple[NounPhrase, Role]] = []
    for number, clause in enumerate(clauses):
        verb = clause.verb.root + (".passive" if clause.passive else "")
        terms = [("subject", clause.subjects), ("object", clause.objects)]
        terms += [(phrase.preposition, phrase.terms) for phrase in clause.phrases]
        for kind, phrases in terms:
            role = Role(kind, verb, number, clause.planned, asserted=clause.asserted)
            found += [(np, role) for np in phrases]
    return found


def _role_at(roles: Sequence[tuple[NounPhrase, Role]], token: int) -> Role | None:
    for np, role in roles:
        if np.start <= token < np.end:
            owner = np.owner is not None and token < np.owner.end
            return replace(role, owner=True) if owner else role
    return None


def _line(
    context: Context, number: int, sentence: Span, spans: dict[int, _Span], roles: list[tuple[NounPhrase, Role]]
) -> Line:
    line = Line(roles=roles)
    token, end = sentence.start, sentence.end
    while token < end:
        span = spans.get(token)
        if span is None:
            word = context.doc[token].lower_
            if word.strip():
                line.at[token] = len(line.items)
                line.items.append(word)
            token += 1
            continue
        line.at |= dict.fromkeys(range(token, span.end), len(line.items))
        role = _role_at(roles, span.end - 1) or _role_at(roles, span.start)
        if span.mention is not None:
            name, label = span.mention.name, span.mention.label
            one = Occurrence(name, label, len(line.items), token, span.end, number, span.is_name, role)
            line.names.append(one)
            line.items.append(f"<{one.label}>")
        else:
            line.figures.append(
                Occurrence("#", "#", len(line.items), token, span.end, number, False, role, span.figure)
            )
            line.items.append("#")
        token = max(span.end, token + 1)
    line.by_salience = sorted(line.names, key=lambda one: (not one.is_subject, one.item))
    return line


def words_between(items: Sequence[str], a: int, b: int) -> list[str]:
    low, high = (a, b) if a < b else (b, a)
    return list(items[low + 1 : high])


def around(items: Sequence[str], at: int, step: int) -> Iterator[str]:
    """The two words before (-1) or behind (1)."""
    for i in (1, 2):
        place = at + step * i
        yield items[place] if 0 <= place < len(items) else "^"
