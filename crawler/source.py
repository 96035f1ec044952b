"""Source: one publisher's site as a TOML file describes it, and the loading of such files."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from crawler.urls import canonical_url

BUILT_IN = Path(__file__).with_name("sources")
"""The catalogue that comes with the program."""
MIN_DELAY = 1.0
"""Seconds between two requests to one host that no source may go below."""
LOOPBACK_HOSTS = ("127.0.0.1", "localhost")

_SETTINGS = ConfigDict(extra="forbid", frozen=True)


class SourceError(ValueError):
    """A source file that cannot be used; its text is one line: FILE:LINE: KEY: what is wrong and what is allowed."""

    exit_code = 78


def _regex(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from None
    return pattern


def _web_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise ValueError("must be an http(s) address without a user name")
    canonical_url(url)
    return url


def _day_or_never(text: str) -> str:
    if text != "never":
        try:
            date.fromisoformat(text)
        except ValueError:
            raise ValueError('must be "never" or a day as 2026-11-24') from None
    return text


def _verified_or_why_not(text: str) -> str:
    if text != "verified" and not re.fullmatch(r"unverified:\s*\S.*", text):
        raise ValueError('must be "verified" or "unverified: why"')
    return text


Regex = Annotated[str, AfterValidator(_regex)]
WebAddress = Annotated[str, AfterValidator(_web_address)]


class Selectors(BaseModel):
    """CSS by part: the first five for listing pages, the last four for articles."""

    model_config = _SETTINGS

    items: str | None = None
    link: str | None = None
    title: str | None = None
    date: str | None = None
    next: str | None = None
    headline: str | None = None
    body: str | None = None
    authors: str | None = None

    def given(self) -> dict[str, str]:
        return {key: value for key, value in self.model_dump().items() if value}


class Limits(BaseModel):
    """`pages`: requests a run; `depth`: pages of a list, or levels of sitemaps; `delay`: seconds between requests.

    `timeout`: seconds within which a whole answer must have come.
    """

    model_config = _SETTINGS

    pages: int = Field(default=500, ge=1, le=50_000)
    depth: int = Field(default=6, ge=1, le=100)
    delay: float = Field(default=3.0, ge=0, le=300)
    timeout: float = Field(default=30.0, ge=1, le=300)


class Expect(BaseModel):
    """Minima that take the place of what is learned from earlier runs.

    `items`: how many the first listing page, feed or sitemap has on a normal day at least. `texts`: the part of the
    pages that have a main text, `headlines` and `dates`: the part of the texts whose page has one; from 0 to 1.
    """

    model_config = _SETTINGS

    items: int | None = Field(default=None, ge=0)
    texts: float | None = Field(default=None, ge=0, le=1)
    headlines: float | None = Field(default=None, ge=0, le=1)
    dates: float | None = Field(default=None, ge=0, le=1)


class Source(BaseModel):
    """One publisher's site. `url` (and `also`) is where its list, feed or sitemap starts.

    `allow` and `deny` are regular expressions searched in an item's address: with `allow`, one of them must be found;
    none of `deny` may. An item on another host is followed only where an `allow` with `://` in it names that host.
    `tls` is "unverified: why" where the site's certificate is no good and is to be accepted all the same.
    `render`: its pages are filled by scripts, so a browser shows them before they are read.
    `every` is hours. `selectors.date` serves listings and articles alike.
    """

    model_config = _SETTINGS

    name: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)
    publisher: str = Field(min_length=1)
    url: WebAddress
    also: tuple[WebAddress, ...] = ()
    kind: Literal["feed", "sitemap", "listing"]
    language: str = Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")
    country: str = Field(pattern=r"^[A-Z]{2}$")
    city: str | None = None
    authority: Literal["government", "news", "agency", "other"]
    every: float = Field(default=24, gt=0)
    allow: tuple[Regex, ...] = ()
    deny: tuple[Regex, ...] = ()
    tls: Annotated[str, AfterValidator(_verified_or_why_not)] = "verified"
    selectors: Selectors | None = None
    render: bool = False
    limits: Limits = Limits()
    expect: Expect = Expect()
    verified: Annotated[str, AfterValidator(_day_or_never)] = "never"
    notes: str = ""

    @property
    def starts(self) -> tuple[str, ...]:
        return (self.url, *self.also)


def load_source(path: Path, *, loopback: bool = False) -> Source:
    """The source that a TOML file describes. Raises SourceError.

    Only with `loopback` may a source on this machine have a delay below MIN_DELAY.
    """
    try:
        text = path.read_text(encoding="utf-8")
        values = tomllib.loads(text)
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SourceError(f"{path}: not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise SourceError(_syntax_error(path, text, str(error))) from None
    values = {key: (day.isoformat() if isinstance(day, date) else day) for key, day in values.items()}
    try:
        source = Source.model_validate(values)
    except ValidationError as error:
        raise SourceError(_explain(path, text, error)) from None
    if source.name != path.stem:
        line = _line_of(text, ("name",))
        raise SourceError(f'{path}:{line}: name: is "{source.name}", must be the file\'s own name, "{path.stem}"')
    if source.limits.delay < MIN_DELAY and not (loopback and all(map(_is_local, source.starts))):
        line = _line_of(text, ("limits", "delay"))
        raise SourceError(f"{path}:{line}: limits.delay: must be at least {MIN_DELAY} seconds")
    return source


def load_sources(folder: Path, *, loopback: bool = False) -> dict[str, Source]:
    """The sources of a folder's `*.toml`, by name. Raises SourceError for the first that is wrong, or for no folder."""
    if not folder.is_dir():
        raise SourceError(f"{folder}: no such folder of source files")
    return {path.stem: load_source(path, loopback=loopback) for path in sorted(folder.glob("*.toml"))}


def _is_local(url: str) -> bool:
    return urlsplit(url).hostname in LOOPBACK_HOSTS


def _explain(path: Path, text: str, error: ValidationError) -> str:
    # A misspelt key comes before the one that it leaves missing.
    first = min(error.errors(include_url=False), key=lambda problem: problem["type"] != "extra_forbidden")
    keys = tuple(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        problem = f"no such key; allowed are {', '.join(_allowed(keys[:-1]))}"
    elif first["type"] == "missing":
        problem = "is missing"
    else:
        message = first["msg"].removeprefix("Value error, ").removeprefix("Input ")
        given = first["input"]
        problem = f"{message[:1].lower()}{message[1:]}" + ("" if isinstance(given, dict) else f" (is {given!r:.80})")
    name = ".".join(key for key in keys if not key.isdigit())
    return f"{path}:{_line_of(text, keys)}: {name}: {problem}"


def _allowed(parents: tuple[str, ...]) -> list[str]:
    tables: dict[str, type[BaseModel]] = {"selectors": Selectors, "limits": Limits, "expect": Expect}
    model: Any = tables.get(parents[0], Source) if parents else Source
    return list(model.model_fields)


def _syntax_error(path: Path, text: str, message: str) -> str:
    """tomllib ends its messages with `(at line 3, column 7)` or `(at end of document)`."""
    problem, _, where = message.rpartition(" (at ")
    line = re.match(r"line (\d+)", where)
    number = int(line.group(1)) if line else text.count("\n") + 1
    key = (
        text.splitlines()[number - 1].partition("=")[0].strip()[:40] if number <= text.count("\n") + 1 and text else ""
    )
    return f"{path}:{number}: {key or 'TOML'}: {problem or message}"


def _line_of(text: str, keys: tuple[str, ...]) -> int:
    """The line where a key stands, 1 where none can be found (a key that is missing)."""
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*\[\s*([\w.-]+)\s*\]", line)
        if header:
            table = header.group(1)
            if (table,) == keys:
                return number
        key = re.match(r"""\s*["']?([\w.-]+)["']?\s*=""", line)
        named = key and tuple(part for part in (*table.split("."), *key.group(1).split(".")) if part)
        wanted = tuple(part for part in keys if not part.isdigit())
        if named and (named == wanted or (named == wanted[:1] and "{" in line)):
            return number
    return 1
