"""Which place a name means, and what around it says that it is a place."""

from __future__ import annotations

from extract.entity_types._base import Context
from extract.gazetteer import Place, fold_name, lookup
from extract.heads import is_capitalised
from extract.lexicon import INFLECTED, words
from extract.name_words import NOT_NAMES, TITLES, TOPICS
from extract.names import Name
from extract.person_names import is_given_name, is_surname

_PLACE_PREPOSITIONS = words("in at near from to outside around across throughout visiting via")
_PLACE_NOUNS = words(
    "city province state county district region municipality prefecture town village area island capital"
)
_OWNED = words("north south east west mayor people streets")
# Places whose name is an everyday word or a frequent name of persons or companies.
_COMMON = words(
    "reading nice mobile bath orange young of sale best split male victoria nancy tours lens essen buffalo aurora"
    " madison lincoln jackson houston austin charlotte florence chester hope salt bend independence enterprise"
    " progress central western eastern northern southern north south east west centre center union liberty temple"
    " universal paradise commerce industry gardens hill hills park parks lake lakes valley grand green white black"
    " brown mission santa campbell march bay bar bell bear sun star bow deal ware rugby crawley most much hall"
    " home date bank battle bury cork derby darwin nelson hastings hamilton wellington lancaster taylor martinez"
    " carson davis troy eureka dallas marina mercedes santo man mary martin kent bend tyler warren clinton marion"
    " georgetown alliance champion normal plant city ontario barking corona delta bristol-myers page media metro"
    " mason general ford carol mcallen kim van tula as american toyota prince council chair order laurel surprise"
    " plaza pioneer global gold silver"
)


def place_of(context: Context, name: Name) -> Place | None:
    """The most likely place of that name; None where no place has it."""
    text = context.text(name)
    if name.end - name.start > 6 or (len(text) < 3 and text != "HK"):
        return None
    if text.casefold() in NOT_NAMES and fold_name(text) not in {"ad"}:
        return None
    places = lookup(text, near=context.country)
    return places[0] if places else None


def is_ambiguous(context: Context, name: Name) -> bool:
    text = context.text(name).casefold()
    places = lookup(text)
    if places and places[0].population > 2_000_000 and text not in _COMMON:
        return False
    return (
        text in _COMMON
        or text in TOPICS
        or text in TITLES
        or (text in INFLECTED and name.end - name.start == 1)
        or (name.end - name.start == 1 and (is_given_name(context.text(name)) or is_surname(context.text(name))))
    )


def evidence(context: Context, start: int, end: int) -> bool:
    """Whether the words around say that a place is meant: "in X", "X, Country", "city of X", "X-based", a dateline."""
    before, after = context.before(start), context.after(end)
    if before is not None and before.lower_ in _PLACE_PREPOSITIONS:
        return True
    owner = context.before(start, 2)
    if before is not None and before.lower_ == "of" and owner is not None and owner.lower_ in _PLACE_NOUNS | _OWNED:
        return True
    if after is None:
        return False
    if after.lower_ in _PLACE_NOUNS or (after.text == ":" and context.doc[start].is_sent_start):
        return True
    following = context.after(end, 1)
    if after.text in "-–" and following is not None and following.lower_ in {"based", "headquartered", "born", "area"}:
        return True
    if after.text == "," and following is not None and is_capitalised(following):
        return any(_is_wider(context, end + 1, size) for size in (1, 2, 3))
    return _in_place_list(context, start)


def _is_wider(context: Context, start: int, size: int) -> bool:
    """Whether a country or region of that many words stands there."""
    found = lookup(context.doc[start : start + size].text)
    return bool(found) and found[0].kind in {"country", "region"}


def _in_place_list(context: Context, start: int) -> bool:
    """ "in Foo, Bar and X": a comma or "and" joins it to a large place before it."""
    joint, other = context.before(start), context.before(start, 2)
    if joint is None or other is None or joint.lower_ not in {",", "and", "or"}:
        return False
    places = lookup(other.text if other.text != "," else "")
    return (
        bool(places) and (places[0].kind == "country" or places[0].population > 100_000) and other.lower_ not in _COMMON
    )
