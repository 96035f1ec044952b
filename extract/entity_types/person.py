"""PERSON: by title, apposition or verb of speech, by given name, or as a Chinese name."""

from __future__ import annotations

from collections.abc import Iterator

from extract.entity_types._base import Candidate, Context
from extract.gazetteer import demonym, lookup
from extract.heads import head_labels, is_capitalised
from extract.lexicon import CLOSED, DETERMINERS, words
from extract.name_words import STRONG_TITLES, TITLES, TOPICS
from extract.names import Name
from extract.person_names import is_given_name, is_pinyin_name, is_surname

LABEL = "PERSON"
DESCRIPTION = "a person"
EXAMPLES = [
    ("Mayor Ada Okafor opened the hub.", ["Ada Okafor"]),
    ("“We grow,” said Henrik Lund, head of the agency.", ["Henrik Lund"]),
    ("Chen Xiaoming, CEO of Foo, spoke to WANG Fang.", ["Chen Xiaoming", "WANG Fang"]),
    ("Dr. Olu Adeyemi joined in 2019.", ["Olu Adeyemi"]),
]
COUNTER_EXAMPLES = [
    ("Foo Biotech said that sales rose.", ["Foo Biotech"]),
    ("Victoria Harbour and Lincoln Center are landmarks.", ["Victoria Harbour", "Lincoln Center"]),
    ("The San Jose office opened.", ["San Jose"]),
]
MAX_TITLE_TOKENS = 30
_PARTICLES = words("de del della di da do dos du la le van von der den bin bint al el ibn y e ten ter zu")


def find(context: Context) -> Iterator[Candidate]:
    people = [candidate for name in context.names if (candidate := _person(context, name)) is not None]
    yield from people
    yield from _surnames(context, people)


def _surnames(context: Context, people: list[Candidate]) -> Iterator[Candidate]:
    """A surname alone, of somebody whose full name the text gives."""
    known = set()
    for person in people:
        words = [t.text for t in context.doc[person.start : person.end]]
        if len(words) > 1 and person.score >= 0.6:
            known.add(words[0] if is_pinyin_name(words) else words[-1])
    for name in context.names:
        word = context.doc[name.end - 1].text
        titled = all(t.lower_ in TITLES for t in context.doc[name.start : name.end - 1])
        if word in known and titled:
            yield Candidate(label=LABEL, start=name.end - 1, end=name.end, score=0.95)


def _person(context: Context, name: Name) -> Candidate | None:
    doc = context.doc
    start = name.start
    while start < name.end - 1 and (doc[start].lower_ in TITLES or doc[start].text == "."):
        start += 1
    if start == name.start:
        start = _behind_ministry(context, name)
    words = [t.text for t in doc[start : name.end]]
    if not _shaped(words):
        return None
    titled = _strong(context, name.start, start)
    score = _score(context, start, name.end, words, titled, headed=name.head is not None)
    if score is None:
        return None
    opening = name.start
    if start > name.start and doc[name.start].lower_ in TOPICS:
        opening = max(name.start - 2, 0)
    title = doc[opening:start].text or _title_after(context, name.end) or _title_before(context, name.start)
    return Candidate(label=LABEL, start=start, end=name.end, score=score, title=title)


def _behind_ministry(context: Context, name: Name) -> int:
    """ "Secretary of Commerce Jane Roe": where the person starts behind a title's "of" and its topic."""
    of, title = context.before(name.start), context.before(name.start, 2)
    if of is None or title is None or of.lower_ not in {"of", "for"} or title.lower_ not in STRONG_TITLES:
        return name.start
    return next((i for i in range(name.start, name.end - 1) if context.doc[i].lower_ not in TOPICS), name.start)


def _shaped(words: list[str]) -> bool:
    """One to four capitalised words, letters only."""
    letters = [w for w in words if w not in {"-", "‐", "‑"}]
    plain = all(w.replace(".", "").replace("’", "").replace("'", "").isalpha() for w in letters)
    longest = 9 if {"bin", "bint", "al", "ibn"} & {w.casefold() for w in letters} else 5
    lower = any(w.islower() and w not in _PARTICLES for w in letters)
    return (
        1 <= len(letters) <= longest
        and plain
        and not lower
        and not any(w.casefold() in TOPICS or demonym(w) for w in letters)
    )


def _strong(context: Context, start: int, person: int) -> bool:
    """Whether a title stands inside the capitals before the name, or in lower case right before them."""
    if any(t.lower_ in STRONG_TITLES for t in context.doc[start:person]) or person > start:
        return True
    before = context.before(start)
    return before is not None and before.lower_ in STRONG_TITLES and not is_capitalised(before)


def _score(context: Context, start: int, end: int, words: list[str], titled: bool, *, headed: bool) -> float | None:
    if is_pinyin_name(words) and not headed:
        return 0.9 if not lookup(" ".join(words)) else 0.6
    if len(words) == 1:
        return (
            0.8 if titled and not lookup(words[0]) and not headed and words[0].casefold() not in head_labels() else None
        )
    apposed = _title_after(context, end) is not None
    if headed and not (apposed and is_given_name(words[0])):
        return None
    if titled:
        return 0.94
    if is_given_name(words[0]) and not lookup(" ".join(words)):
        return 0.88
    if apposed:
        return 0.86
    if context.speaks(start, end) and not lookup(" ".join(words)) and 2 <= len(words) <= 4:
        return 0.66 if not any(w.isupper() and len(w) > 2 for w in words) else 0.4
    initials = any(len(w.rstrip(".")) == 1 and w[0].isupper() for w in words[1:-1]) or is_surname(words[-1])
    return 0.7 if initials and len(words) <= 3 else None


def _title_after(context: Context, end: int) -> str | None:
    """ ", CEO of Foo", ", the city's deputy mayor": an apposition that holds a title, up to its comma."""
    comma = context.after(end)
    if comma is None or comma.text not in {",", "("}:
        return None
    taken: list[int] = []
    found = False
    for distance in range(1, MAX_TITLE_TOKENS):
        token = context.after(end, distance)
        if (
            token is None
            or token.text in {",", ";", ":", ".", ")", "”", '"'}
            or token.lower_ in {"said", "who", "says", "told"}
        ):
            break
        if not taken and (token.lower_ in CLOSED - DETERMINERS or token.like_num):
            return None
        found = found or (
            token.lower_ in STRONG_TITLES | {"head", "member", "expert", "official", "student", "chair"}
            and distance < 10
        )
        taken.append(token.i)
    if not found:
        return None
    title = context.doc[taken[0] : taken[-1] + 1].text
    for article in ("the ", "a ", "an "):
        title = title.removeprefix(article)
    return title


def _title_before(context: Context, start: int) -> str | None:
    """ "company founder Jane Roe": the lower-case words before the name that end in a title."""
    before = context.before(start)
    if before is None or before.lower_ not in STRONG_TITLES:
        return None
    first = before.i
    while (token := context.before(first)) is not None and token.lower_ in TITLES | {"-"} and not token.is_punct:
        first -= 1
    return context.doc[first : before.i + 1].text
