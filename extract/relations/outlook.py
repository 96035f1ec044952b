"""Whether a text speaks of what is to come: sentence by sentence, and of each thing that it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from extract.facts._clauses import Clause
from extract.facts.base import Context, Sentence
from extract.relations.candidates import Candidate
from extract.relations.phrases import is_imperative

Tense = Literal["ahead", "mixed", "past", "present", "none"]
# "Lhasa to build a corridor", "Council approves hub"
_ANNOUNCING = re.compile(
    r"\b(?:(?:to|will|plans? to|set to) [a-z]+|planned|proposed|coming|soon|approve[sd]?|plans?)\b", re.IGNORECASE
)
_PAST = frozenset({"was", "were", "had", "has", "have", "been"})
_OFTEN = 2


@dataclass(frozen=True, slots=True)
class Outlook:
    """`tenses` are those of the sentences; `ahead` and `told` count for each name the clauses that lie ahead and the
    others whose subject or object it is."""

    tenses: tuple[Tense, ...]
    announced: bool
    ahead: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)

    def features(self, candidate: Candidate) -> Iterator[str]:
        """What the text around speaks for what the candidate says lying ahead."""
        number = candidate.sentence
        before = self.tenses[number - 1] if number else "start"
        here = self.tenses[number]
        behind = self.tenses[number + 1] if number + 1 < len(self.tenses) else "end"
        share = 5 * self.tenses.count("ahead") // len(self.tenses)
        yield f"Oh|{here}"
        yield f"Ob|{before}"
        yield f"Oa|{behind}"
        yield f"Obh|{before}{here}"
        yield f"Obha|{before}{here}{behind}"
        yield f"On|{self.announced}{here}"
        yield f"Os|{share}"
        yield f"Osh|{share}{here}"
        for end, (name, _) in (("s", candidate.subject), ("o", candidate.object)):
            if name in self.ahead or name in self.told:
                times = f"{min(_OFTEN, self.ahead[name])}{min(_OFTEN, self.told[name])}"
                yield f"Ot{end}|{times}"
                yield f"Oth{end}|{times}{here}"
        yield f"Op|{'|'.join(candidate.predicates[:1])}{here}"
        if candidate.figure is not None:
            yield f"Of|{before}{here}{candidate.figure.planned}"


def outlook(context: Context) -> Outlook:
    found = Outlook(
        tuple(tense_of(sentence) for sentence in context.sentences),
        _ANNOUNCING.search(context.document.headline or "") is not None,
    )
    for clause in context.clauses:
        counted = found.ahead if clause.planned else found.told
        terms = (context.resolve(np) for np in (*clause.subjects, *clause.objects))
        counted.update(term.name for term in terms if term is not None)
    return found


def tense_of(sentence: Sentence) -> Tense:
    """Of what the sentence asserts. What a list of tasks asks for ("Build a base in Hefei.") lies ahead."""
    if is_imperative(sentence):
        return "ahead"
    clauses = [clause for clause in sentence.clauses if clause.asserted or clause.planned]
    if not clauses:
        return "none"
    if all(clause.planned for clause in clauses):
        return "ahead"
    if any(clause.planned for clause in clauses):
        return "mixed"
    return "past" if any(map(_is_past, clauses)) else "present"


def _is_past(clause: Clause) -> bool:
    return clause.verb.form in ("ed", "en") or not _PAST.isdisjoint(clause.verb.words)
