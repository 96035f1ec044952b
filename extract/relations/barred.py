"""What the words around a candidate rule out, however likely the weights find it: lists of places, posts that belong to
another body."""

from __future__ import annotations

from collections.abc import Container, Iterator

from extract.facts._titles import TITLES as POSTS
from extract.gazetteer import lies_elsewhere, lies_in, lookup
from extract.lexicon import words
from extract.name_words import TITLES
from extract.relations.candidates import Candidate
from extract.relations.occurrences import Line, Occurrence, Topic
from extract.relations.phrases import ACT, PHRASE

_IN_LANDS = frozenset({"CITY", "PLACE"})
_MARKS = frozenset({"<CITY>", "<PLACE>", "<COUNTRY>"})
_JOINING = frozenset({",", "and", "or", "&"})
_OFFICES: dict[str, frozenset[str]] = {
    "attorney": frozenset({"state", "commonwealth", "justice", "government"}),
    "senator": frozenset({"senate", "congress", "parliament"}),
    "governor": frozenset({"state", "government", "bank", "province"}),
    "minister": frozenset({"ministry", "government", "cabinet", "department", "office"}),
    "mayor": frozenset({"city", "government", "municipality", "town"}),
    "congressman": frozenset({"congress", "house"}),
    "congresswoman": frozenset({"congress", "house"}),
    "assemblymember": frozenset({"assembly", "legislature"}),
    "assemblyman": frozenset({"assembly", "legislature"}),
    "sheriff": frozenset({"county", "office"}),
    "judge": frozenset({"court"}),
    "ambassador": frozenset({"embassy", "ministry"}),
}
"""Posts that whole places have, and what the name of a body has that has them too: a mayor who speaks beside a firm is
not the firm's."""
_BY_BODIES = frozenset({"founded_by", "operated_by"})
_SPEAKING = words("praise criticise criticize hail mention discuss debate describe honour honor thank cite quote")
_NEAR = 6
_SURE = 0.7
"""Probability from which somebody has a post though no word beside the name is a post's: in a body of another sentence,
or in a second one where a clause has told of the first; never in a second one of another sentence."""


def is_barred(candidate: Candidate, task: str, share: float, posted: Container[str] = ()) -> bool:
    """Whether what is likely to that `share` is no fact; `posted` are the persons of whom a rule has read a post."""
    if candidate.ends is None or candidate.figure is not None:
        return False
    # "research" alone is nothing that is planned, nor is a place that is there
    described = candidate.object[1] in (PHRASE, ACT)
    if task == "plans" and (candidate.object[1] == "PLACE" or (described and " " not in candidate.object[0])):
        return True
    if described:
        return False
    a, b = candidate.ends
    if task in _BY_BODIES and isinstance(b, Occurrence) and _owns_next(candidate.line, b):
        return True
    if task == "located_in" and isinstance(a, Occurrence) and isinstance(b, Occurrence):
        apart = _are_alike(a.name, b.name) or (a.label in _IN_LANDS and lies_elsewhere(a.name, b.name))
        apart = apart or _is_likened(candidate.line, b) or _is_spoken_of(a, b)
        return apart or (_are_listed(candidate.line, a, b) and not lies_in(a.name, b.name))
    if task == "has_position" and isinstance(a, Occurrence):
        title = set(_title(candidate.line, a))
        if not _fits(candidate.line, a, b, title):
            return True
        unsaid = not title and not _names_post(candidate.line, a)
        other, second = isinstance(b, Topic), a.name in posted
        return unsaid and ((other and second) or (share < _SURE and (other or second)))
    return False


def _is_spoken_of(thing: Occurrence, place: Occurrence) -> bool:
    """ "The incubator was praised in Riga": it may lie elsewhere."""
    roles = thing.role, place.role
    return all(role is not None and role.verb.split(".")[0] in _SPEAKING for role in roles)


def _is_likened(line: Line, place: Occurrence) -> bool:
    """ "Zhongguancun, China's Silicon Valley": a country's own place of that name lies in another one."""
    owner = next((one for one in line.names if one.item == place.item - 2 and one.label == "COUNTRY"), None)
    return owner is not None and line.items[place.item - 1] in ("'s", "’s") and lies_elsewhere(place.name, owner.name)


def _owns_next(line: Line, owner: Occurrence) -> bool:
    """ "Founded by the university's Harbor Institute": by the institute."""
    behind = line.items[owner.item + 1 : owner.item + 3]
    return len(behind) == 2 and behind[0] in ("'s", "’s") and behind[1] in ("<ORG>", "<CENTER>")


def _are_listed(line: Line, a: Occurrence, b: Occurrence) -> bool:
    """ "Alabama, Arizona and Colorado": two of three places or more."""
    first, last = sorted((a.item, b.item))
    items = line.items
    if not _JOINING.issuperset(items[first + 1 : last]) or last == first + 1:
        return False
    before, behind = items[max(0, first - 3) : first], items[last + 1 : last + 4]
    return _is_place_joined(behind) or _is_place_joined(before[::-1])


def _is_place_joined(items: list[str]) -> bool:
    """Commas or "and", then a place."""
    joined = next((i for i, item in enumerate(items) if item not in _JOINING), 0)
    return joined > 0 and items[joined] in _MARKS


def _are_alike(name: str, other: str) -> bool:
    """Two first-level regions: none lies in the other."""
    return all(any(place.kind == "region" for place in lookup(one)[:1]) for one in (name, other))


def _title(line: Line, person: Occurrence) -> Iterator[str]:
    """The words of a post right before the name: "Attorney General"."""
    for item in reversed(line.items[: person.item]):
        if item not in TITLES:
            return
        yield item


def _fits(line: Line, person: Occurrence, body: Occurrence | Topic, title: set[str]) -> bool:
    """Whether a public post may be one of that body: it stands beside the post, or is of its kind, or is a place that
    the text was about before."""
    wanted = [words for post, words in _OFFICES.items() if post in title]
    if not wanted:
        return True
    if isinstance(body, Occurrence) and _is_beside(line, person.item, body.item, len(title)):
        return True
    if isinstance(body, Topic) and body.label in ("CITY", "PLACE", "COUNTRY"):
        return True
    return any(not words.isdisjoint(body.name.lower().split()) for words in wanted)


def _is_beside(line: Line, person: int, body: int, title: int) -> bool:
    """ "California Attorney General Jane Roe", "California's …", "Governor Jane Roe of California"."""
    if body < person:
        return person - title - body <= 1 or (person - title - body == 2 and line.items[body + 1] in ("'s", "’s"))
    return body - person == 2 and line.items[body - 1] in ("of", "for", "from")


def _names_post(line: Line, person: Occurrence) -> bool:
    around = line.items[max(0, person.item - _NEAR) : person.item + _NEAR + 1]
    return not POSTS.isdisjoint(around)
