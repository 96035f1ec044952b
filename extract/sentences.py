"""Where sentences start: punctuation, lines and a list of abbreviations; no model."""

from __future__ import annotations

import re

from extract.lexicon import CLOSED, DETERMINERS, words

# A full stop behind these never ends a sentence: a name, a number or a date follows.
_TITLES = words(
    "rs dr mr mrs ms prof gen col lt sgt capt gov sen rep hon rev fr st mt no nos vs viz cf fig figs vol e.g i.e ca"
    " approx govt dept dist est art sec pp ave blvd rd jan feb mar apr jun jul aug sep sept oct nov dec mon tue"
    " tues wed thu thur thurs fri sat sun tel ext al univ assoc intl natl asst mgr adm cmdr maj messrs ph.d sgd gp"
    " vice-gov"
)
# Behind these it ends one only where the next word opens a sentence ("the U.S. The plan"), not before a name.
_COUNTRIES = words("u.s u.k u.n e.u u.s.a u.a.e d.c a.m p.m etc jr sr b.c a.d ph.d m.d bros")
_OPENERS = (
    CLOSED
    | DETERMINERS
    | words(
        "according however moreover meanwhile additionally since during after today yesterday monday tuesday"
        " wednesday thursday friday saturday sunday founded located based established said last earlier"
    )
)
_END = re.compile(r"[.!?。！？]{1,4}[\"'”’»)\]]{0,3}")
_LINES = re.compile(r"[ \t]*[\r\n\u2028\u2029]\s*")
_WORD = re.compile(r"[^\s(\[\"“'‘—–/]{1,30}$")
_NEXT = re.compile(r"[\s\"'“‘(\[•·–—-]*")


def sentence_starts(text: str) -> list[int]:
    """Offsets at which a sentence starts, ascending; the text's own start is left out."""
    starts = {match.end() for match in _LINES.finditer(text)}
    for match in _END.finditer(text):
        start = _start_after(text, match)
        if start is not None:
            starts.add(start)
    return sorted(start for start in starts if 0 < start < len(text))


def _start_after(text: str, end: re.Match[str]) -> int | None:
    mark, stop = end.group(), end.end()
    if mark[0] in "。！？":
        return stop
    if stop >= len(text):
        return None
    if not text[stop].isspace():
        return stop if _is_glued(text, end.start(), stop) else None
    opening = _NEXT.match(text, stop)
    word_at = opening.end() if opening else stop
    start = stop + len(text[stop:word_at]) - len(text[stop:word_at].lstrip())
    if word_at >= len(text) or text[word_at].islower():
        return None
    if mark[0] == "." and len(mark) == 1 and not _ends(text, end.start(), word_at):
        return None
    return start


def _is_glued(text: str, mark: int, stop: int) -> bool:
    """ "… programs.The next": a blank was lost between two sentences; not "Booking.com" or "U.S."."""
    return (
        stop == mark + 1
        and text[mark] == "."
        and text[max(0, mark - 3) : mark].isalpha()
        and text[max(0, mark - 3) : mark].islower()
        and mark >= 3
        and text[stop].isupper()
        and text[stop + 1 : stop + 2].islower()
    )


def _ends(text: str, mark: int, word_at: int) -> bool:
    """Whether the single full stop at `mark` ends a sentence, the next word beginning at `word_at`."""
    found = _WORD.search(text, max(0, mark - 30), mark)
    if found is None:
        return True
    word = found.group()
    folded = word.casefold()
    following = re.compile(r"[\w’']{1,30}").match(text, word_at)
    opener = following is not None and following.group().casefold() in _OPENERS
    if folded in _COUNTRIES or re.fullmatch(r"(?:\w\.){1,4}\w", word):
        return opener
    if len(word) == 1 and word.isupper():
        # "J. Smith", but "vitamin C. The"
        return opener
    if folded in {"co", "inc", "corp", "ltd", "plc"}:
        return following is None or following.group().casefold() not in {"ltd", "limited", "inc", "pte", "llc", "kg"}
    if folded in _TITLES or folded.endswith("-gov"):
        return opener and folded not in {"dr", "mr", "mrs", "ms", "prof", "no", "st", "vs", "e.g", "i.e"}
    return True
