"""Groups of people and firms: those for whom something is made."""

from __future__ import annotations

from extract.facts._phrases import NounPhrase
from extract.facts._verb_groups import VerbGroup
from extract.facts._verb_sense import Unit
from extract.facts.base import Context, Sentence, clean, is_word, singular
from extract.lexicon import words

_GROUPS = words(
    """
    person people talent professional student graduate returnee expat expatriate foreigner expert entrepreneur startup
    start-up founder company firm enterprise researcher resident farmer worker child woman man youth veteran teacher
    designer musician visitor nurse doctor technician maker creative citizen senior family business investor scientist
    migrant refugee newcomer trainee pupil artist freelancer team sme innovator academic employee jobseeker job-seeker
    engineer developer manufacturer exporter trader smallholder fisherman craftsperson apprentice learner tourist parent
    pensioner retiree patient household tenant school talents film-maker filmmaker producer merchant consumer owner
    operator investor nurse mother commuter shopkeeper vendor inventor programmer coder intern craftspeople employer
    neighbour neighbor supplier hotelier driver cook courier holder applicant personnel specialist overseas-student
    """
)
_COLLECTIVE = words("people youth talent personnel staff craftspeople children women men")
# What may tell which people are meant.
_TELLING = ("who", "that", "in", "of", "from", "with", "under", "at")
_IRREGULAR = {"people": "person", "children": "child", "women": "woman", "men": "man", "families": "family"}


def is_group(context: Context, np: NounPhrase) -> bool:
    """A plural of people or firms without a name and, of what is counted, no bare number: "overseas talents"."""
    if np.mention is not None or np.pronoun or np.owner is not None or not np.core:
        return False
    if np.determiner in ("a", "an", "this", "the", "that", "these") or np.core[0].kind == "number":
        return False
    return names_group(np.head.word)


def names_group(phrase: str) -> bool:
    """Whether the last word is a plural of people or firms."""
    head = phrase.split()[-1].lower() if phrase.split() else ""
    word = head.rsplit("-", 1)[-1]
    plural = word in _COLLECTIVE or (word.endswith("s") and not word.endswith("ss"))
    return plural and bool({head, word, singular(head), singular(word), _IRREGULAR.get(word)} & _GROUPS)


def described_group(context: Context, sentence: Sentence, np: NounPhrase) -> str:
    """The group's words with what tells which: "companies founded less than three years ago"."""
    elements = sentence.elements
    i = next((i for i, element in enumerate(elements) if element is np), len(elements) - 1)
    end, j = np.end, i + 1
    told = False
    while j < len(elements):
        element = elements[j]
        if isinstance(element, Unit) and element.kind in ("comma", "break", "subordinator", "conjunction"):
            break
        if isinstance(element, Unit) and element.word not in _TELLING and not told:
            break
        if isinstance(element, VerbGroup):
            opened = is_word(elements[j - 1], "who", "that")
            if told or not (opened or element.bare_past or element.form == "ing"):
                break
            told = True
        end, j = element.end, j + 1
    start = np.core[0].start
    return clean(context.doc[start:end].text)
