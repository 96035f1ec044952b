"""The labelled pages of the gate: `gate/bad/<code>/` holds pages that are no announcement, `gate/good/` announcements.

A page whose first line is `<!-- chrome: NAME -->` stands in `gate/chrome/NAME.html`, the header, menu and footer of a
site: bad and good pages have the same things around them. Its leading `<title>`, `<meta>` and `<script>` lines go into
the head. `gate/good/*.txt` holds many short texts a file, each put into one of the layouts of `gatelayouts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from gatelayouts import LAYOUTS, Text

from demo.article import load_articles
from demo.sites import SITES, build_site

FOLDER = Path(__file__).parent / "gate"
_CHROME = re.compile(r"<!-- chrome: ([\w-]+) -->\n")
_HEAD = re.compile(r"(?:<(?:title|meta|script|link)\b[^\n]*\n)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """`code` is the reason to give, None for an announcement; `held_out` halves the pages, so that neither half hides the other."""

    name: str
    code: str | None
    html: str

    @property
    def held_out(self) -> bool:
        return sha256(self.name.encode()).digest()[0] % 2 == 1


def bad_pages() -> Iterator[Labelled]:
    for path in sorted((FOLDER / "bad").glob("*/*.html")):
        code = path.parent.name
        yield Labelled(name=f"{code}/{path.stem}", code=code, html=in_chrome(path.read_text(encoding="utf-8")))


def in_chrome(text: str) -> str:
    """The page with the site around it that its first line names."""
    named = _CHROME.match(text)
    if named is None:
        return text
    rest = text[named.end() :]
    split = _HEAD.match(rest)
    head = split[0] if split else ""
    site = (FOLDER / "chrome" / f"{named[1]}.html").read_text(encoding="utf-8")
    language = named[1][:2] if named[1] != "mega" else "en"
    body = site.replace("<!--content-->", rest[len(head) :])
    return f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def good_pages() -> Iterator[Labelled]:
    for path in sorted((FOLDER / "good").glob("*.txt")):
        for name, layout, text in texts_of(path):
            yield Labelled(name=f"{path.stem}/{name}", code=None, html=in_chrome(LAYOUTS[layout](text)))

    yield from _demo_pages()


def _demo_pages() -> Iterator[Labelled]:
    """The demo's articles, as its sites lay them out."""
    for article in load_articles(1).values():
        if article.form == "html" and article.gone is None:
            site = build_site(article.site, 1, f"https://{article.site}.example")
            body = site[SITES[article.site].path_of(article)].body
            charset = "cp1252" if b"windows-1252" in body else "utf-8"
            yield Labelled(name=f"demo-{article.site}/{article.slug}", code=None, html=body.decode(charset))


def texts_of(path: Path) -> Iterator[tuple[str, str, Text]]:
    """Name, layout and text of each `=== name | layout | day` of a file; the next line is the headline."""
    for part in path.read_text(encoding="utf-8").split("=== ")[1:]:
        top, headline, rest = part.split("\n", 2)
        name, layout, day = (field.strip() for field in top.split("|"))
        language = path.stem[:2] if name[2:3] != "-" else name[:2]
        blocks = tuple(block.strip("\n") for block in re.split(r"\n{2,}", rest) if block.strip())
        yield name, layout, Text(language=language, headline=headline, day=day, blocks=blocks)
