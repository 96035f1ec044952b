"""One list of names out of the rules' and a model's. The numbers are those that served the development documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.entity_types._base import Candidate
from extract.entity_types.center import CALLED
from extract.entity_types.org import LISTED
from extract.gazetteer import demonym, lookup
from extract.heads import head_label
from extract.lexicon import CLOSED, DETERMINERS, INFLECTED, words
from extract.name_words import FIELDS, NOT_NAMES, STRONG_TITLES, TITLES
from extract.nlp import text_of
from extract.person_names import is_given_name
from extract.types import LABELS

if TYPE_CHECKING:
    from spacy.tokens import Doc

LEAST = 0.4
"""A model's name less likely than this is no name, where the model does not say otherwise."""
FILLING = dict.fromkeys(LABELS, 0.9) | {"CENTER": 0.7, "ORG": 0.7, "PROGRAMME": 0.6, "EVENT": 0.6, "COUNTRY": 2.0}
"""What the rules are so sure of stands where the model finds nothing; a country that it does not find is none."""
DESCRIBED = 0.6
"""The same for what is described in plain words, as "seven service centers" are: models of names know it less well."""
LONGER, LONGER_THAN_ONE = 0.7, 0.9
"""A name of which the rules are so sure stands against several shorter ones of the model within it, or against one; not
a place's."""
DATED = 0.95
"""So sure are the rules of dates that are written out: where they end is theirs."""
KNOWN = 0.85
"""So sure are the rules of a district or region that the gazetteer has: a model would often call it a city."""
UNSURE = 0.7
"""A city's name that the gazetteer does not have and that is less likely is taken for a smaller place's."""
_DISTRICTS = ("District", "Subdistrict", "Township", "Borough", "New Area")
_DESCRIBABLE = frozenset({"CENTER", "PROGRAMME", "EVENT"})
_ARTICLES = ("a", "an", "the")
_NEVER_LAST = frozenset((*",;:([", "of", "for", "the", "and", "'s", "’s"))
_FORMS_OF_ADDRESS = words(
    "mr mrs ms miss dr prof sir dame lord lady mr. mrs. ms. dr. prof. datuk dato tan sri tun shri smt hon hon. rev rev."
    " sheikh king queen prince princess crown emir sultan caliph pope cardinal bishop rabbi imam father sister"
    " dean judge justice major"
)
"""What stands before a name and belongs to it, as a post does not; or is a given name too, as "Dean" is."""
_POSTS = STRONG_TITLES | {"owner", "co-owner"}
_DIRECTIONS = words("east west north south central northeast northwest southeast southwest")
_APPOSING = (",", "(", "is", "was")
_PLACES = frozenset({"CITY", "COUNTRY"})
_WHERE = _PLACES | {"PLACE"}
_FIELDLESS = _WHERE | _DESCRIBABLE | {"ORG"}
_SHORT = 5


def merged(doc: Doc, rules: Sequence[Candidate], model: Iterable[Candidate], least: float = LEAST) -> list[Candidate]:
    """The model's names, which knows what the rules say; then what the rules are sure of and the model has cut short
    or left out. Where both find a name, its canonical name and title are the rules'. `least` is what a name's score
    must reach."""
    rules = list(_parted(doc, rules))
    own = {i: rule for rule in rules for i in range(rule.start, rule.end)}
    likely = [
        _trimmed(doc, found)
        for found in _parted(doc, model)
        if found.score >= least
        and not _is_function_word(doc, found)
        and not _is_dated(found, own)
        and not _is_headless(doc, found)
    ]
    theirs = {i: found for found in likely for i in range(found.start, found.end)}
    longer = [rule for rule in rules if _holds(doc, rule, theirs)]
    held = {i for rule in longer for i in range(rule.start, rule.end)}
    kept = [found for found in likely if held.isdisjoint(range(found.start, found.end))]
    chosen = [*longer, *(_settled(doc, found, own.get(found.end - 1)) for found in kept)]
    taken = {i for found in chosen for i in range(found.start, found.end)}
    chosen += [
        rule for rule in rules if rule.score >= _filling(doc, rule) and taken.isdisjoint(range(rule.start, rule.end))
    ]
    return _without_explanations(doc, sorted(chosen, key=lambda candidate: candidate.start))


def _without_explanations(doc: Doc, chosen: Sequence[Candidate]) -> list[Candidate]:
    """ "Dry Dock Labs, an accelerator for boats": what only explains the name beside it is no thing of its own."""
    kept = []
    for before, found, after in zip([None, *chosen], chosen, [*chosen[1:], None], strict=False):
        explains = _is_described(doc, found) and (_is_apposed(doc, before, found) or _is_apposed(doc, found, after))
        if not explains:
            kept.append(found)
    return kept


def _is_described(doc: Doc, found: Candidate) -> bool:
    return found.label in ("CENTER", "PROGRAMME") and doc[found.start : found.end].text.islower()


def _is_apposed(doc: Doc, left: Candidate | None, right: Candidate | None) -> bool:
    """A named body and a description with a comma between them, or the one said to be the other."""
    if left is None or right is None or (left.label == "PROGRAMME") != (right.label == "PROGRAMME"):
        return False
    if {left.label, right.label} - {"CENTER", "ORG", "PROGRAMME"}:
        return False
    if _is_described(doc, left) == _is_described(doc, right):
        return False
    between = [token.lower_ for token in doc[left.end : right.start]]
    if not between or len(between) > 3:
        return False
    if _is_described(doc, left):
        opening = doc[left.start - 1].lower_ if left.start else ""
        return between in ([","], [",", "the"]) and opening in _ARTICLES
    return between[0] in _APPOSING and between[-1] in _ARTICLES and len(between) == 2


def _holds(doc: Doc, rule: Candidate, theirs: Mapping[int, Candidate]) -> bool:
    """Whether all that the model finds of the rule's words lies within them, and is not the same; of a place only a
    region that its direction names, "East China"."""
    found = [theirs[i] for i in range(rule.start, rule.end) if i in theirs]
    if not found or rule.score < (LONGER if found[0] != found[-1] else LONGER_THAN_ONE):
        return False
    if rule.label == "PLACE" and (doc[rule.start].lower_ not in _DIRECTIONS or rule.score < LONGER_THAN_ONE):
        return False
    if (found[0].label, found[0].start, found[0].end) == (rule.label, rule.start, rule.end):
        return False
    return rule.start <= found[0].start and found[-1].end <= rule.end


def _filling(doc: Doc, rule: Candidate) -> float:
    text = doc[rule.start : rule.end].text
    if rule.label in ("CENTER", "PROGRAMME") and text.islower():
        return DESCRIBED
    if rule.label in _WHERE and _is_seat(doc, rule.end):
        return 0.0
    # "Leaders of the US and the UAE", not "US leaders"
    alone = rule.end == len(doc) or not doc[rule.end].is_alpha or doc[rule.end].lower_ in CLOSED
    is_short = rule.label == "COUNTRY" and text.isupper() and len(text) < _SHORT
    return 0.0 if is_short and alone else FILLING[rule.label]


def _is_seat(doc: Doc, end: int) -> bool:
    """ "-based" behind a place's name."""
    behind = [token.lower_ for token in doc[end : end + 2]]
    return len(behind) == 2 and behind[0] in "-–" and behind[1] in ("based", "headquartered")


def _is_dated(found: Candidate, own: Mapping[int, Candidate]) -> bool:
    """A date of which the rules' date has a word."""
    rules = (own.get(i) for i in range(found.start, found.end))
    return found.label == "DATE" and any(rule and rule.label == "DATE" and rule.score >= DATED for rule in rules)


def _is_function_word(doc: Doc, found: Candidate) -> bool:
    """ "Moreover", "However", "the first one", one letter; of a body, a place or a person also another word in lower
    case; of a body or a place "AI" and "Internet of Things", of a body the verb that opens a sentence
    ("Emphasizing …"), and of a place "Israeli"."""
    text = doc[found.start : found.end].text
    if found.label in _FIELDLESS and (text.lower() in FIELDS or _is_abbreviation(text)):
        return True
    if found.end - found.start > 1 or found.label == "DATE":
        return False
    word = doc[found.start]
    if len(word.text.rstrip(".")) < 2:
        return True
    if found.label == "PERSON" and word.lower_ in STRONG_TITLES - _FORMS_OF_ADDRESS:
        return True
    if found.label in _WHERE and demonym(word.text) is not None:
        return True
    opens = word.is_sent_start and word.lower_.endswith("ing") and word.lower_ in INFLECTED
    if found.label == "ORG" and opens:
        return True
    return word.lower_ in CLOSED or word.like_num or (found.label not in _DESCRIBABLE and word.is_lower)


def _is_abbreviation(text: str) -> bool:
    """ "R&D", "MoU": short for no name."""
    return text.lower().rstrip(".") in NOT_NAMES and text != text.capitalize() and not lookup(text)


def _is_headless(doc: Doc, found: Candidate) -> bool:
    """ "A one-stop": a center that is described in plain words has a noun that says what it is."""
    if found.label != "CENTER" or not _is_described(doc, found):
        return False
    return all(head_label(doc, found.start, end) is None for end in range(found.start + 1, found.end + 1))


def _trimmed(doc: Doc, found: Candidate) -> Candidate:
    """ "July 6,", "Consumer Privacy Act (", "District of", "Growth Initiative to spark trade": no name ends so; nor
    does a person's begin with a post or end with what the person did, as "Attorney General James sued" does."""
    start, end = found.start, _purpose(doc, found)
    while end - start > 1 and _ends_no_name(doc, found.label, end):
        end -= 1
    if found.label == "ORG" and _is_named_by_post(doc, start):
        return replace(found, label="PERSON", start=start, end=end)
    if found.label == "ORG":
        while end - start > 1 and (_is_post_of_next(doc, end) or (end < found.end and doc[end - 1].text == "&")):
            end -= 1
        if end < found.end and (place := _place_label(doc[start:end].text)) is not None:
            return replace(found, end=end, label=place)
    if found.label == "PERSON":
        posts = [i for i in range(start, end - 1) if _is_post(doc[i].lower_)]
        start = posts[-1] + 1 if posts else start
    return replace(found, start=start, end=end)


def _parted(doc: Doc, names: Iterable[Candidate]) -> Iterator[Candidate]:
    """Of "Vela Trust President & CEO Ada Okafor" the body and the person: a post before a name ends a body's."""
    for found in names:
        posts = [i for i in range(found.start + 1, found.end) if _is_post_in_name(doc, i)]
        if found.label not in ("ORG", "CENTER") or not posts:
            yield found
            continue
        start = end = posts[0]
        while start < found.end and (doc[start].lower_ in TITLES or doc[start].lower_ in ("&", "and")):
            start += 1
        named = found.end - start > 1 and all(token.is_title for token in doc[start : found.end])
        if not named or not is_given_name(doc[start].text):
            yield found
            continue
        while end > found.start + 1 and (doc[end - 1].lower_ in TITLES or doc[end - 1].text in ",&"):
            end -= 1
        yield replace(found, end=end)
        yield replace(found, label="PERSON", start=start, name=None)


def _is_post_in_name(doc: Doc, i: int) -> bool:
    """Not "Office of the President"."""
    return doc[i].lower_ in STRONG_TITLES and not doc[i].is_lower and doc[i - 1].lower_ not in CLOSED | DETERMINERS


def _is_post(word: str) -> bool:
    """ "Mayor", "Ministers"; not "Dr"."""
    return (word in TITLES or word.removesuffix("s") in TITLES) and word not in _FORMS_OF_ADDRESS


def _purpose(doc: Doc, found: Candidate) -> int:
    """Where a capitalised name's purpose begins, "to" and a verb, or its end."""
    if found.label not in _DESCRIBABLE | {"ORG"} or not doc[found.start].is_title:
        return found.end
    cuts = (i for i in range(found.start + 1, found.end) if doc[i].text == "to")
    return next((i for i in cuts if all(token.is_lower for token in doc[i : found.end])), found.end)


def _is_post_of_next(doc: Doc, end: int) -> bool:
    """ "Oregon Attorney" before "General Maria Delgado": the last word is the post of who is named next."""
    before, behind = doc[end - 2].lower_, doc[end : end + 2]
    if not len(behind) or doc[end - 1].lower_ not in _POSTS or before in (CLOSED | DETERMINERS) - {"&"}:
        return False
    if behind[0].lower_ in ("&", "and"):
        return behind[-1].lower_ in STRONG_TITLES and not behind[-1].is_lower
    return behind[0].text[:1].isupper() and not behind[0].is_sent_start


def _is_named_by_post(doc: Doc, start: int) -> bool:
    """ "CEO Ada Okafor": behind a post a given name."""
    if start == 0 or doc[start].is_sent_start or doc[start - 1].is_lower:
        return False
    return doc[start - 1].lower_ in STRONG_TITLES and is_given_name(doc[start].text)


def _place_label(name: str) -> str | None:
    """What the gazetteer calls the name."""
    kind = next((place.kind for place in lookup(name)), None)
    return None if kind is None else kind.upper() if kind in ("city", "country") else "PLACE"


def _ends_no_name(doc: Doc, label: str, end: int) -> bool:
    word = doc[end - 1].lower_
    if word in _NEVER_LAST:
        return True
    return label == "PERSON" and word in INFLECTED and doc[end - 1].is_lower


def _settled(doc: Doc, found: Candidate, rule: Candidate | None) -> Candidate:
    same = rule is not None and (rule.start, rule.end) == (found.start, found.end)
    if rule is not None and same and rule.label == "PLACE" and rule.score >= KNOWN and found.label in _PLACES:
        return rule
    # "home to Intel and Tesla": what stands where places stand
    if rule is not None and same and rule.label == "ORG" and rule.score >= LISTED:
        return rule
    # "incubators, represented by Zarb"
    if rule is not None and same and (rule.label, rule.score, found.label) == ("CENTER", CALLED, "ORG"):
        return rule
    if rule is not None and rule.label == found.label:
        return replace(found, title=rule.title, name=rule.name if same or found.label == "DATE" else None)
    if found.label == "CITY" and _is_district(doc, found):
        return replace(found, label="PLACE", name=None)
    return replace(found, name=_gazetteer_name(doc, found)) if found.label in _PLACES else found


def _is_district(doc: Doc, found: Candidate) -> bool:
    """A name that the text also writes with "District" behind it, or one of which the model is unsure and the gazetteer
    has no city: of such names seven in eight are no city's."""
    name, text = doc[found.start : found.end].text, text_of(doc)
    if any(f"{name} {kind}" in text for kind in _DISTRICTS):
        return True
    return found.score < UNSURE and all(place.kind != "city" for place in lookup(name))


def _gazetteer_name(doc: Doc, found: Candidate) -> str | None:
    kind = found.label.lower()
    return next((place.name for place in lookup(doc[found.start : found.end].text) if place.kind == kind), None)
