"""What kind of thing a noun names: head nouns of what is founded, opened or launched, and the label sets of rules."""

from __future__ import annotations

from collections.abc import Mapping

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
    "department ministry bank fund division unit club forum maker manufacturer producer supplier group"
)
_EVENT_NOUNS = "summit conference forum contest ceremony fair expo exhibition festival hackathon symposium seminar week"
THING_NOUNS: Mapping[str, str] = {
    noun: label
    for label, nouns in (
        ("EVENT", _EVENT_NOUNS), ("ORG", _ORG_NOUNS), ("PROGRAMME", _PROGRAMME_NOUNS), ("CENTER", _CENTER_NOUNS),
    )
    for noun in nouns.split()
}  # fmt: skip
NUMBER_WORDS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
NO_PERSON = frozenset({"CENTER", "ORG", "CITY", "PLACE", "COUNTRY", "PROGRAMME", "EVENT"})
PRONOUN_LABELS = {
    **dict.fromkeys(("it", "its"), NO_PERSON),
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
