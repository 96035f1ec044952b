"""The names of the months in the languages of the sites that are read."""

from __future__ import annotations

from functools import cache
from importlib import import_module

_ENGLISH = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_LANGUAGES = (
    "es",
    "fr",
    "de",
    "pt",
    "it",
    "nl",
    "pl",
    "cs",
    "sv",
    "da",
    "nb",
    "fi",
    "ro",
    "hu",
    "tr",
    "ru",
    "uk",
    "id",
    "vi",
    "el",
    "ca",
    "ar",
)


def month_number(word: str) -> int | None:
    """1 to 12 for a month's name or abbreviation in English or one of the languages of `_LANGUAGES`."""
    name = word.lower().rstrip(".")
    for number, month in enumerate(_ENGLISH, 1):
        if name == month or (name == month[:3]) or (name == "sept" and number == 9):
            return number
    return None if name.isascii() and name.endswith("day") else _foreign_months().get(name)


@cache
def _foreign_months() -> dict[str, int]:
    """Month names from the CLDR tables that dateparser carries; a name that means two months is left out."""
    names: dict[str, set[int]] = {}
    for language in _LANGUAGES:
        table = import_module(f"dateparser.data.date_translation_data.{language}").info
        for number, month in enumerate(_ENGLISH, 1):
            for name in table.get(month, ()):
                names.setdefault(str(name).lower().rstrip("."), set()).add(number)
    return {name: numbers.pop() for name, numbers in names.items() if len(numbers) == 1 and len(name) >= 3}
