"""Names to entities: by label, folded name and, for places, the country that the gazetteer gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from db.connection import Connection, Row
from db.places import country_code, locate
from db.seals import ENTITY, seal
from db.text import fold, fold_organization, index_grams, unspaced
from extract.types import Document, Mention, digest

_ORGANIZATIONS = ("CENTER", "ORG")
_PLACES = ("CITY", "COUNTRY", "PLACE")
# Between the names in `entities.also`.
SEPARATOR = " · "


class Resolver:
    """The entities of one document. `save` writes those that are new; a second time changes nothing.

    A date is a value and has no entity.
    """

    def __init__(self, connection: Connection, document: Document, mentions: Sequence[Mention], *, at: str) -> None:
        self._connection = connection
        self._at = at
        self.document = document.id
        self._described: set[str] = set()
        countries = [country_code(mention.name) for mention in mentions if mention.label == "COUNTRY"]
        self._near = tuple(dict.fromkeys(code for code in (*countries, document.country) if code))
        self._labels = {fold(mention.name): mention.label for mention in reversed(mentions)}
        self._known: dict[tuple[str, str], str] = {}
        self._rows: dict[str, Row] = {}
        self._aliases: dict[tuple[str, str], Row] = {}

    def mention(self, mention: Mention) -> str | None:
        """The entity of a mention, which is also known by the words of the mention from now on."""
        entity = self.entity(mention.name, mention.label)
        if entity and is_name(mention.text) and fold(mention.text) != fold(mention.name):
            self._alias(entity, mention.text)
        return entity

    def entity(self, name: str, label: str | None) -> str | None:
        """The entity's id. A name without label is an entity only if the document mentions it as one."""
        folded = fold(name)
        label = label or self._labels.get(folded)
        if not folded or label is None or label == "DATE":
            return None
        if (label, folded) not in self._known:
            self._known[label, folded] = self._new(name, label)
        return self._known[label, folded]

    def is_name(self, entity: str | None) -> bool:
        """Whether an entity of this document bears a name that means the same thing in other documents."""
        return entity is not None and entity not in self._described

    def _new(self, name: str, label: str) -> str:
        place = locate(name, label, self._near) if label in _PLACES else None
        folded = fold(place.name) if place else fold_name(name, label)
        within = self.document if place is None and is_description(name) else None
        row: Row = {
            "label": label,
            "name": place.name if place else name,
            "folded": folded,
            "country": (place.country or None) if place else None,
            "latitude": place.latitude if place else None,
            "longitude": place.longitude if place else None,
            "within": within,
            "grams": folded,
            "first_seen": self._at,
            "last_seen": self._at,
        }
        entity = entity_id(row)
        row |= {"id": entity, "canonical": entity}
        if within:
            self._described.add(entity)
        self._rows[entity] = {**row, "seal": seal(row, ENTITY)}
        self._alias(entity, name)
        return entity

    def _alias(self, entity: str, name: str) -> None:
        self._aliases[entity, name] = {"entity": entity, "name": name, "folded": fold(name)}

    def save(self) -> None:
        self._connection.insert("entities", self._rows.values())
        for entity in self._rows:
            self._connection.execute(_SEEN, {"id": entity, "at": self._at})
        for entity, group in groupby(sorted(self._aliases), key=lambda key: key[0]):
            fresh = [self._aliases[key] for key in group]
            known = set(self._connection.column("SELECT name FROM aliases WHERE entity = ?", [entity]))
            if {row["name"] for row in fresh} - known:
                self._connection.insert("aliases", fresh)
                self._index_names(entity)
        self._rows.clear()
        self._aliases.clear()

    def _index_names(self, entity: str) -> None:
        names = self._connection.column("SELECT name FROM aliases WHERE entity = ? ORDER BY name", [entity])
        also = SEPARATOR.join(names)
        sql = "UPDATE entities SET also = ?, grams = folded || ' ' || ? WHERE id = ?"
        self._connection.execute(sql, [also, index_grams(also), entity])


_SEEN = "UPDATE entities SET first_seen = min(first_seen, :at), last_seen = max(last_seen, :at) WHERE id = :id"


def entity_id(row: Mapping[str, Any]) -> str:
    """The natural key: what it is, what it is called and where; `within` which announcement, where it has no name."""
    within = [row["within"]] if row["within"] else []
    return digest("entity", row["label"], row["folded"], row["country"] or "", *within)


def fold_name(name: str, label: str) -> str:
    return fold_organization(name) if label in _ORGANIZATIONS else fold(name)


def is_name(text: str) -> bool:
    """Whether words stand for something by themselves: "Harbour Hub" does, "the base" and "its center" do not."""
    first = text.split(maxsplit=1)[0] if text.split() else ""
    return first.casefold() not in _POINTING and (any(char.isupper() for char in text) or bool(unspaced(text)))


def is_description(name: str) -> bool:
    """Whether a name is made of common words alone: there is a "municipal government" in every city.

    Letters that have no case tell nothing.
    """
    return any(map(str.islower, name)) and not any(map(str.isupper, name)) and not unspaced(name)


_POINTING = {"the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "it", "he", "she"}
