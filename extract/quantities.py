"""Numbers with their units: "$3 million", "5,000 sq ft", "10-15 percent", "between 3 and 5 years"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extract.masks import Masks
from extract.not_figures import counts_nothing, doubt_about, is_score
from extract.numbers import Numeral, find_numerals, scaled
from extract.units import Unit, currency_before, unit_after

_RANGE = re.compile(r" ?- ?| to |-to-| or |~")
_BETWEEN = re.compile(r"\b(?:between|anywhere between|from between) (?:about |around |roughly )?$", re.I)
_FROM = re.compile(r"\bfrom (?:about |around |roughly |just |nearly |only |some )?$", re.I)
# "grew from 100 to 250" tells two figures, "from 100 to 250 places are free" one range.
_CHANGE = re.compile(
    r"\b(?:gr[eo]w\w*|increas\w*|ris\w+|rose|expand\w*|jump\w*|climb\w*|soar\w*|surg\w*|drop\w*|f[ae]ll\w*|declin\w*"
    r"|decreas\w*|reduc\w*|cut\w*|short\w*|shr[aiu]nk\w*|improv\w*|up|down|lift\w*|doubl\w*|tripl\w*|narrow\w*|slash\w*"
    r"|lower\w*|rais\w*|extend\w*|widen\w*|advanc\w*|mov\w+|went|go|gone|upgrad\w*|boost\w*|chang\w*|shift\w*)\b"
    r"[^.;]{0,60}$",
    re.I,
)
_LIST_GAP = re.compile(r", | and |, and | or |, or ")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or range and its unit. `start` and `end` cover both, `digits` begins at the number itself; `factor` is
    what the scale word multiplied the number by; `noun_at` is where the thing counted stands if not right behind."""

    start: int
    end: int
    digits: int
    value: Decimal
    unit: Unit | None = None
    max_value: Decimal | None = None
    factor: Decimal = Decimal(1)
    spelled: bool = False
    noun_at: int | None = None
    doubt: str | None = None

    @property
    def kind(self) -> str | None:
        return self.unit.kind if self.unit else None


def _quantity(flat: str, numeral: Numeral, country: str | None) -> Quantity:
    sign = currency_before(flat, numeral.start, country)
    number = scaled(numeral, flat, letters=sign is not None or _names_money(flat, numeral.end, country))
    factor = number.value / numeral.value if numeral.value and number.value != numeral.value else Decimal(1)
    unit = unit_after(flat, number.end, country)
    end = unit.end if unit and (sign is None or unit.kind == "money") else number.end
    if unit and unit.kind == "measure" and unit.code == "m" and _is_million(flat, end):
        return Quantity(number.start, end, numeral.start, number.value * 10**6, None, factor=Decimal(10**6))
    if sign:
        local = sign.code if unit is None or unit.kind != "money" else unit.code
        return Quantity(
            sign.start,
            end,
            numeral.start,
            number.value,
            replace(sign, code=local),
            factor=factor,
            spelled=number.spelled,
        )
    return Quantity(number.start, end, numeral.start, number.value, unit, factor=factor, spelled=number.spelled)


def _names_money(flat: str, end: int, country: str | None) -> bool:
    """Whether a letter scale and then a currency follow: "5m yuan", "3bn euros"."""
    unit = unit_after(flat, end + 1, country) if flat[end : end + 1].lower() in {"m", "b", "k"} else None
    return unit is not None and unit.kind == "money"


def _is_million(flat: str, end: int) -> bool:
    """Whether the m of "300m people" is a million, not metres."""
    return re.match(r" (?:[a-z]+ )?(?:people|[a-z]{2,}s)\b", flat[end : end + 40]) is not None


def _is_range(flat: str, low: Quantity, high: Quantity) -> bool:
    gap, before = flat[low.end : high.start], flat[max(0, low.start - 110) : low.start]
    if low.kind and high.kind and low.unit and high.unit and low.unit.code != high.unit.code:
        return False
    if low.kind and not high.kind:
        return (
            low.kind == "money" and low.unit is not None and low.unit.start < low.digits and gap.strip() in {"-", "to"}
        )
    if gap == " and ":
        return _BETWEEN.search(before) is not None
    if not _RANGE.fullmatch(gap):
        return False
    if gap == " to " and (match := _FROM.search(before)):
        return not _CHANGE.search(before[: match.start()])
    return not (gap == " or " and low.value == 1)


def _joined(low: Quantity, high: Quantity) -> Quantity | None:
    """One range of two quantities; the low end takes the scale word of the high one ("3 to 5 million")."""
    value = low.value
    if low.factor == 1 and high.factor != 1 and low.value < high.value / high.factor:
        value = low.value * high.factor
    if value >= high.value:
        return None
    unit = high.unit or low.unit
    return replace(low, value=value, max_value=high.value, end=high.end, unit=unit, factor=high.factor)


def _join_ranges(flat: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    out: list[Quantity] = []
    for quantity in quantities:
        previous = out[-1] if out else None
        if previous and previous.max_value is None and _is_range(flat, previous, quantity):
            joined = _joined(previous, quantity)
            if joined:
                out[-1] = joined
                continue
        out.append(quantity)
    return out


def _share_units(flat: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Gives "1, 2 and 3 million yuan" and "from 30 to 10 days" their unit and scale on every number."""
    out = list(quantities)
    for i in range(len(out) - 2, -1, -1):
        here, after = out[i], out[i + 1]
        gap = flat[here.end : after.start]
        listed = _LIST_GAP.fullmatch(gap) is not None
        if here.unit is not None or not (listed or gap == " to "):
            continue
        if not (after.unit or after.factor != 1):
            out[i] = replace(here, noun_at=after.noun_at or after.end)
            continue
        value = (
            here.value * after.factor if here.factor == 1 and here.value < after.value / after.factor else here.value
        )
        out[i] = replace(
            here, unit=after.unit, value=value, factor=after.factor if value != here.value else here.factor
        )
    return out


def find_quantities(flat: str, masks: Masks, country: str | None) -> list[Quantity]:
    """The numbers of a flattened text that may count something, with units and ranges, left to right."""
    numerals = [n for n in find_numerals(flat) if not counts_nothing(flat, n, masks, country)]
    quantities: list[Quantity] = []
    for numeral in numerals:
        if not quantities or numeral.start >= quantities[-1].end:
            quantities.append(replace(_quantity(flat, numeral, country), doubt=doubt_about(flat, numeral, country)))
    joined = _share_units(flat, _join_ranges(flat, quantities))
    return [q for q in joined if not is_score(flat, q.start, q.end)]
