"""One name for one thing within a document: short forms, acronyms, surnames, appositions."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from extract.entity_types._described import GENERIC
from extract.gazetteer import demonym, fold_name, lookup
from extract.heads import head_labels
from extract.lexicon import words
from extract.name_words import HEADS
from extract.nlp import text_of, words_of
from extract.numbers import find_numerals, flatten
from extract.person_names import is_pinyin_name
from extract.references import references
from extract.types import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["join_aliases", "references"]

_ACRONYM = re.compile(
    r"\s?[(（](?:the |or |as |here(?:in)?after |referred to |abbreviated |known |called |“|\")*"
    r"([A-Z][A-Za-z0-9&.-]{1,11}|[a-z]{1,2}[A-Z][A-Za-z]{2,14})[\"”]?[)）]"
)
_OR = re.compile(r",\s(?:or|abbreviated\sas|known\sas)\s(?:the\s)?([A-Z][A-Z&]{1,7})(?=[,.;)]|\s[–—-]\s)")
_ALSO = re.compile(r",?\s(?:also known as|known as|also called|dubbed|abbreviated as|formerly)\s(?:the\s)?$")
_CALLED = re.compile(
    r"(?:\b(?:the|this|that)\s(?:[\w-]+\s){0,3}(?P<noun>[a-z]+))?,?\s(?:(?:which|that)\s(?:is|was|will\sbe)\s|to\sbe\s)?"
    r"(?:called|named|known\sas|dubbed)\s(?:the\s)?[\"“‘']?$",
    re.I,
)
_NEAR = 80
_POINTING = re.compile(r"\b(?:the|these|those|its|their|all|such|['’]s)\s$", re.I)
_CONNECTORS = words("of for and the in on at to with & a an")
_COMPANY_ENDS = words("co co. ltd ltd. limited inc inc. corp corp. corporation company group plc llc gmbh ag holdings")
_PLACE_ENDS = (
    "new area",
    "district",
    "province",
    "county",
    "city",
    "zone",
    "state",
    "prefecture",
    "municipality",
    "region",
)
# Words that begin many names and are no name alone.
_USUAL = words(
    "north south east west northern southern eastern western new old great first second national international royal"
    " global world united central city state federal municipal digital green blue red smart future young early open"
    " deep cold high general public social economic science technology business innovation research education health"
    " culture space energy water city river lake port bay island mountain harbour harbor university institute academy"
    " college school center centre bank group company house institute ministry department bureau"
)
_WORD = re.compile(r"\w+(?:[.'’-]\w+)*\.?")


def join_aliases(doc: Doc, mentions: list[Mention]) -> list[Mention]:
    """The mentions with the names of one thing made equal: the longest name in the document wins. The first word of a
    company's name standing alone ("Isbjerg" after "Isbjerg Cooling") becomes a mention too."""
    text = text_of(doc)
    mentions = _whole_pairs(text, mentions)
    mentions = _acronyms(text, mentions)
    mentions = _one_label(mentions)
    mentions = _called(text, _appositions(text, mentions))
    mentions = sorted([*mentions, *_first_words(doc, mentions)], key=lambda m: m.start_char)
    names = _canonical_names(mentions, _new_groups(text, mentions))
    return [_renamed(mention, names) for mention in mentions]


Key = tuple[str, str]


def _renamed(mention: Mention, names: dict[Key, Key]) -> Mention:
    label, name = names.get((mention.label, mention.name), (mention.label, mention.name))
    return replace(mention, label=label, name=name)


def _words(name: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(name.replace("’", "'"))]


def _whole_pairs(text: str, mentions: list[Mention]) -> list[Mention]:
    """ "Read Lab and Plug and Play": of two "and" one is inside a name, that between the single words at the end."""
    joined: list[Mention] = []
    for mention in mentions:
        before = joined[-1] if joined else None
        if before is not None and _is_pair(text, before, mention):
            whole = text[before.start_char : mention.end_char]
            joined[-1] = replace(before, text=whole, name=whole, end_char=mention.end_char)
        else:
            joined.append(mention)
    return joined


def _is_pair(text: str, a: Mention, b: Mention) -> bool:
    bodies = a.label == b.label and a.label in {"CENTER", "ORG"}
    if not bodies or " " in a.text or " " in b.text or text[a.end_char : b.start_char] != " and ":
        return False
    return text[max(0, a.start_char - 5) : a.start_char] == " and "


def _first_words(doc: Doc, mentions: list[Mention]) -> list[Mention]:
    """A body's own word, used alone behind its full name: no place, no word of the language, no other body's word."""
    bodies: dict[str, set[tuple[str, str]]] = {}
    first_seen: dict[str, int] = {}
    for mention in mentions:
        word = _own_word(mention)
        if word:
            bodies.setdefault(word, set()).add((mention.label, mention.name))
            first_seen.setdefault(word, mention.end_char)
    taken = {i for m in mentions for i in range(m.start_char, m.end_char)}
    plain = {word for word in words_of(doc) if word.islower()}
    people = {word for m in mentions if m.label == "PERSON" for word in m.name.split()}
    found = []
    for i, word in enumerate(words_of(doc)):
        if word not in bodies:
            continue
        token, names = doc[i], bodies[word]
        if len(names) != 1 or token.idx in taken or token.idx < first_seen[token.text]:
            continue
        if token.lower_ in plain or token.text in people or not _stands_alone(doc, token.i):
            continue
        [(label, name)] = names
        end = token.idx + len(token)
        found.append(Mention(label=label, text=token.text, name=name, start_char=token.idx, end_char=end, score=0.7))
    return found


def _own_word(mention: Mention) -> str | None:
    """ "Goldleaf" of "Xi'an Goldleaf Semiconductors"."""
    words = mention.name.split()
    if mention.label not in {"ORG", "CENTER"} or len(words) < 2 or not all(w[0].isupper() for w in words[:2]):
        return None
    word = next((w for w in words[:-1] if not lookup(w)), "")
    usual = len(word) < 4 or not word.isalpha() or word.isupper()
    return None if usual or word.casefold() in _USUAL | HEADS["ORG"] | HEADS["CENTER"] else word


def _stands_alone(doc: Doc, i: int) -> bool:
    """No capitalised word beside it, which would make it part of another name."""
    beside = [doc[j] for j in (i - 1, i + 1) if 0 <= j < len(doc) and doc[j].sent == doc[i].sent]
    return not any(t.text[:1].isupper() and t.i != doc[i].sent.start for t in beside)


def _acronyms(text: str, mentions: list[Mention]) -> list[Mention]:
    """ "Foo Bar Zone (FBZ)": the letters in the bracket stand for the name before it wherever they are used."""
    known: dict[str, Key] = {}
    for mention in mentions:
        found = _ACRONYM.match(text, mention.end_char) or _OR.match(text, mention.end_char)
        if found and mention.label != "DATE":
            expansion = _expansion(mention, found.group(1))
            if expansion:
                known.setdefault(found.group(1), expansion)
    return [
        replace(m, label=known[m.text][0], name=known[m.text][1], score=0.9) if m.text in known else m for m in mentions
    ]


def _expansion(mention: Mention, letters: str) -> Key | None:
    """What the letters stand for: the mention, or the name after its last "in" or "of" whose initials they are."""
    wanted = [c.casefold() for c in letters if c.isalpha()]
    inner = re.split(r"\s(?:in|at)\s(?:the\s)?", mention.name)[-1]
    for name in (inner, mention.name):
        initials = [word[0] for word in _words(name) if word not in _CONNECTORS]
        if initials[-len(wanted) :] == wanted or initials[: len(wanted)] == wanted or _is_subsequence(wanted, initials):
            label = mention.label if name == mention.name else head_labels().get(_words(name)[-1], mention.label)
            return label, name
    # "SUSTech": capitals and the rest of a word
    capitals = [c.casefold() for c in letters if c.isupper()]
    if not letters.isupper() and _is_subsequence(capitals, [word[0] for word in _words(mention.name)]):
        return mention.label, mention.name
    # "MIT", "iCreate"
    own = letters.isupper() or (letters[0].islower() and mention.label in {"ORG", "CENTER"})
    return (mention.label, mention.name) if own and mention.label != "PERSON" else None


def _is_subsequence(wanted: list[str], initials: list[str]) -> bool:
    rest = iter(initials)
    return len(wanted) > 1 and all(letter in rest for letter in wanted)


def _one_label(mentions: list[Mention]) -> list[Mention]:
    """A name that was seen with two labels keeps that of its surest mention; a described thing is left alone."""
    best: dict[str, Mention] = {}
    for mention in mentions:
        key = fold_name(mention.text)
        if key not in best or mention.score > best[key].score:
            best[key] = mention
    joined = []
    for mention in mentions:
        other = best[fold_name(mention.text)]
        if other.label != mention.label and mention.label != "DATE" and other.label != "DATE" and mention.score < 0.8:
            mention = replace(mention, label=other.label, name=other.name)
        joined.append(mention)
    return joined


def _appositions(text: str, mentions: list[Mention]) -> list[Mention]:
    """ "Foo Space, the first maker space in Bar": the description right behind a name is the same thing."""
    joined: list[Mention] = []
    for mention in mentions:
        before = joined[-1] if joined else None
        if before is not None and before.label == mention.label and mention.label != "DATE":
            gap = text[before.end_char : mention.start_char]
            described = mention.text[:1].islower() and not before.text[:1].islower()
            if (described and re.fullmatch(r",\s(?:the|a|an)\s", gap)) or _ALSO.fullmatch(gap):
                mention = replace(mention, name=before.name)
        joined.append(mention)
    return joined


def _called(text: str, mentions: list[Mention]) -> list[Mention]:
    """ "A hub called the Dry Dock", "The hub, called the Dry Dock": what was described has that name."""
    names: dict[Key, str] = {}
    for i, mention in enumerate(mentions):
        if mention.label == "DATE" or not mention.text[:1].isupper():
            continue
        found = _CALLED.search(text, max(0, mention.start_char - _NEAR), mention.start_char)
        if found is None:
            continue
        described = [m for m in mentions[:i] if m.label == mention.label and m.text[:1].islower()]
        beside = [m for m in described if m.end_char == found.start()]
        noun = (found["noun"] or "").lower()
        of_noun = [m for m in described if m.text.split()[-1] == noun]
        names |= {(m.label, m.name): mention.name for m in (beside or of_noun)[-1:]}
    return [replace(m, name=names.get((m.label, m.name), m.name)) for m in mentions]


def _new_groups(text: str, mentions: list[Mention]) -> set[Key]:
    """Several things that are described and neither counted nor pointed at: "will build centers in …" speaks of others
    than those that were named before."""
    plain = {(m.label, m.name) for m in mentions if m.label == "CENTER" and m.text[:1].islower() and m.text == m.name}
    pointed = {(m.label, m.name) for m in mentions if _POINTING.search(text, max(0, m.start_char - 12), m.start_char)}
    return {key for key in plain - pointed if _is_group(_words(key[1])) and _count(key[1]) is None}


def _is_group(words: list[str]) -> bool:
    return _singular(_head_and_place(words)[0]) != _head_and_place(words)[0]


def _count(name: str) -> Decimal | None:
    """The number that a description begins with."""
    return next((numeral.value for numeral in find_numerals(flatten(name)) if numeral.start == 0), None)


def _canonical_names(mentions: list[Mention], new: Collection[Key]) -> dict[Key, Key]:
    """(label, name) -> the (label, name) that it is a short form of; what is `new` is short for nothing."""
    known = {(m.label, m.name) for m in mentions if m.label != "DATE"}
    words = {key: _words(key[1]) for key in known}
    keys = sorted(known, key=lambda key: (-len(words[key]), key))
    joined: dict[Key, Key] = {}
    sharing = _sharing_words(keys, words)
    for key in filter(lambda key: key not in new, keys):
        for longer in sharing(key):
            shorter = longer != key and longer not in joined and len(words[longer]) >= len(words[key])
            if shorter and _is_short_form(key, longer, words[key], words[longer]):
                joined[key] = longer
                break
    return joined


def _sharing_words(keys: Sequence[Key], words: Mapping[Key, list[str]]) -> Callable[[Key], list[Key]]:
    """Of a name, those that have its rarest telling word, in the order of `keys`: no other can be its long form."""
    places: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        for word in {_singular(word) for word in words[key]}:
            places.setdefault(word, []).append(place)

    def sharing(key: Key) -> list[Key]:
        telling = _telling(words[key]) if key[0] == "CENTER" else map(_singular, words[key])
        return [keys[i] for i in min((places[word] for word in telling), key=len, default=[])]

    return sharing


def _is_short_form(key: Key, longer: Key, short: list[str], long: list[str]) -> bool:
    (label, name), (longer_label, long_name) = key, longer
    if short == long:
        return label == longer_label
    if longer_label == "PERSON":
        return label == "PERSON" and len(short) == 1 and len(long) > 1 and short[0] == _surname(long_name, long)
    if longer_label == "PLACE" and label in {"PLACE", "CITY", "ORG"}:
        return any(f"{' '.join(short)} {end}" == " ".join(long) for end in _PLACE_ENDS) and not _is_large(name)
    if label != longer_label:
        return False
    if label == "ORG":
        return _is_company_form(short, long)
    if label == "CENTER":
        return _is_same_center(name, long_name, short, long)
    return label in {"PROGRAMME", "EVENT"} and len(short) > 1 and _contains(long, short) and short[-1] == long[-1]


def _is_large(name: str) -> bool:
    """Whether a place of that name is known in its own right: "New York" is not short for "New York State"."""
    places = lookup(name)
    return bool(places) and places[0].population > 500_000


def _surname(name: str, words: list[str]) -> str:
    return words[0] if is_pinyin_name(name.split()) else words[-1]


def _contains(long: list[str], short: list[str]) -> bool:
    return any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))


def _is_company_form(short: list[str], long: list[str]) -> bool:
    """ "Foo Cube" for "Springfield Foo Cube Management Co. Ltd.": a part without a head noun of its own, or the name
    without its legal form or the place before it."""
    places = [i for i in range(len(long)) if long[i : i + len(short)] == short]
    # "Department of Foo" is not called "Foo"
    if not places or (places[0] > 0 and long[places[0] - 1] in _CONNECTORS - {"and", "&"}):
        return False
    if short[-1] not in HEADS["ORG"] and short[0] not in HEADS["ORG"]:
        return not lookup(" ".join(short))
    rest = [word for word in long if word not in short]
    before = " ".join(long[: len(long) - len(short)])
    return all(word in _COMPANY_ENDS for word in rest) or (
        long[-len(short) :] == short and len(short) > 1 and bool(lookup(before))
    )


def _is_same_center(name: str, long_name: str, short: list[str], long: list[str]) -> bool:
    """A description whose noun and every telling word are in the longer name: "talent base" for "Base for Talent"."""
    head, place = _head_and_place(short)
    long_head, long_place = _head_and_place(long)
    if name[:1].isupper() and short[-1] not in {"center", "centre"} and not _contains(long, short):
        return False
    plain = {_singular(w) for w in long}
    telling = _telling(short)
    countries = [c.country for w in _before_place(short) if (c := demonym(w))]
    if not telling or any(w not in plain for w in telling):
        return False
    if countries and long_place:
        return any(p.country in countries for p in lookup(long_place))
    if not (name[:1].isupper() or long_name[:1].isupper()):
        counts = _count(name), _count(long_name)
        if _is_group(short) != _is_group(long) or (counts[0] != counts[1] and None not in counts):
            return False
        return head == long_head and (place == long_place or not place) and (bool(long_place) or len(telling) > 1)
    return len(telling) > 1 and _singular(head) in plain and (not place or place in " ".join(long))


def _telling(words: list[str]) -> list[str]:
    """The words that tell a center from others, without what it is and where it stands."""
    plain = [w for w in _before_place(words) if w not in GENERIC and w not in _CONNECTORS and not w.isdigit()]
    return [_singular(w) for w in plain if not demonym(w)]


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _before_place(words: list[str]) -> list[str]:
    return words[: words.index("in")] if "in" in words else words


def _head_and_place(words: list[str]) -> tuple[str, str]:
    """ "service center in tel aviv" is ("center", "tel aviv")."""
    if "in" not in words:
        return words[-1], ""
    cut = words.index("in")
    return words[max(cut - 1, 0)], " ".join(words[cut + 1 :])
