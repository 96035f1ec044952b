"""The main text of a page.

Paragraphs are separated by an empty line, the items of a list by a line break; headings, captions and table rows are
paragraphs. The headline is not repeated at the beginning.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from extract import furniture
from extract.blocks import blocks_of, is_sentence
from extract.candidates import LONG_ENOUGH, find_generous_lines, find_lines
from extract.clean import clean_line, clean_text, fold
from extract.lead import find_lead
from extract.markup import Tree, meta_values, text_of
from extract.metaline import read_meta_line
from extract.restore import restore
from extract.scripttext import find_script_text

if TYPE_CHECKING:
    from crawler.source import Source

# JSON-LD replaces what was found in the page only where that is a fragment of it.
_FRAGMENT = 0.5
# What is shorter and no sentence, above the first paragraph, is a label or a heading of the page.
_LABEL = 45
_MOST_LABELS = 4
_MOST_ABOVE = 12
_PROSE = 80
_ITEM = re.compile(r"^[-–•*·▪●]\s+")
_BLOCKS = frozenset(
    ("p", "li", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "th", "dd", "dt", "figcaption", "pre")
)


def find_body(tree: Tree, url: str, nodes: list[dict[str, Any]], source: Source | None = None) -> str:
    """The main text, empty where there is none: by the source's selector, else by trafilatura, else from data."""
    selected = _by_selector(tree.root, _selector(source))
    if selected:
        return selected
    blocks = blocks_of(tree.root)
    found = "\n".join(restore(tree.root, find_lines(tree, url, blocks), blocks))
    stated = _by_jsonld(nodes)
    if len(stated) >= LONG_ENOUGH and len(found) < _FRAGMENT * len(stated):
        return stated
    if len(found) >= LONG_ENOUGH:
        return found
    generous = "\n".join(find_generous_lines(tree, url))
    return max(generous if len(generous) > 2 * len(found) else found, _by_script(tree), key=len)


def with_lead(tree: Tree, text: str, headline: str | None, source: Source | None = None) -> str:
    """A tidied text below its lead; a source's selector has chosen both."""
    lead = find_lead(tree, text, headline) if text and not _selector(source) else None
    return f"{lead}\n\n{text}" if lead else text


def tidy(text: str, headline: str | None = None) -> str:
    """A body without the lines around it that are no part of it; see `extract.furniture`."""
    lines = [line for line in text.split("\n") if line.strip()]
    kept = [line for line in _below_head(lines, fold(headline)) if not _is_no_text(line.strip())]
    return join_lines(_before_related(furniture.trim_tail(kept)))


def _is_no_text(line: str) -> bool:
    return furniture.is_furniture(line) or furniture.is_related_head(line)


def _below_head(lines: list[str], headline: str) -> list[str]:
    """Without what stands above the text: headline, breadcrumbs, captions, labels, the lines on when and by whom."""
    start = _at_headline(lines, headline)
    while start < len(lines) and _is_head(lines[start], headline):
        start += 1
    labels = start
    while labels < len(lines) and labels - start < _MOST_LABELS and _is_label(lines[labels], headline):
        labels += 1
    prose = labels < len(lines) and furniture.ENDS_SENTENCE.search(lines[labels]) and len(lines[labels]) >= _PROSE
    return lines[labels:] if prose else lines[start:]


def _at_headline(lines: list[str], headline: str) -> int:
    """Where the headline stands among the first lines: what is above it there is no text. Otherwise the first line."""
    most = sum(map(len, lines)) / 4
    for place, line in enumerate(lines[:_MOST_ABOVE] if headline else ()):
        above = lines[:place]
        if sum(map(len, above)) > most or sum(map(is_sentence, above)) > 1:
            break
        if _is_headline(line, headline):
            return place
    return 0


def _is_label(line: str, headline: str) -> bool:
    """A section's name, a name, a day: short and no sentence."""
    short = len(line) <= _LABEL and not _ITEM.match(line) and not furniture.ENDS_SENTENCE.search(line)
    return (short and "|" not in line) or _is_head(line, headline)


def _is_head(line: str, headline: str) -> bool:
    return (
        (bool(headline) and _is_headline(line, headline))
        or furniture.is_breadcrumb(line)
        or furniture.is_welcome(line)
        or furniture.is_caption(line)
        or furniture.is_furniture(line)
        or read_meta_line(line) is not None
    )


def _is_headline(line: str, headline: str) -> bool:
    """The headline, with or without a kicker before it."""
    if len(line) > len(headline) + 2 * _LABEL + 40:
        return False
    folded = fold(line)
    return folded == headline or (
        len(headline) >= 20 and folded.endswith(headline) and len(folded) <= len(headline) + _LABEL
    )


def join_lines(lines: list[str]) -> str:
    """Paragraphs apart, items of one list together."""
    parts: list[str] = []
    was_item = False
    for line in lines:
        is_item = bool(_ITEM.match(line))
        parts.append("\n" if was_item and is_item else "\n\n")
        parts.append(_ITEM.sub("", line))
        was_item = is_item
    return clean_text("".join(parts))


def _before_related(lines: list[str]) -> list[str]:
    """Cut at a "Related stories" line in the second half, where what follows is a list of other pages."""
    size = sum(map(len, lines))
    seen = 0
    for place, line in enumerate(lines):
        if seen > size / 2 and furniture.is_related_head(line) and not _has_prose(lines[place + 1 :]):
            return lines[:place]
        seen += len(line)
    return lines


def _has_prose(lines: list[str]) -> bool:
    return any(len(line) > 250 for line in lines)


def _selector(source: Source | None) -> str | None:
    selectors = getattr(source, "selectors", None)
    return getattr(selectors, "body", None) if selectors else None


def _by_selector(root: Any, selector: str | None) -> str:
    if not selector:
        return ""
    lines = [line for element in root.cssselect(selector) for line in _block_lines(element)]
    return "\n".join(lines)


def _block_lines(element: Any) -> list[str]:
    blocks = [node for node in element.iter() if node.tag in _BLOCKS]
    inner = [node for node in blocks if not any(child.tag in _BLOCKS for child in node.iterdescendants())]
    lines = [("- " if node.tag == "li" else "") + text for node in inner if (text := text_of(node))]
    covered = sum(map(len, lines))
    whole = text_of(element)
    return lines if covered > 0.8 * len(whole) else [whole]


def _by_script(tree: Tree) -> str:
    """What scripts would write, of a page that calls itself an article: other ones hold the texts of consent forms."""
    named = any("article" in value for value in meta_values(tree, "og:type"))
    return find_script_text(tree.root) if named else ""


def _by_jsonld(nodes: list[dict[str, Any]]) -> str:
    bodies = [node["articleBody"] for node in nodes if isinstance(node.get("articleBody"), str)]
    body = max(bodies, key=len, default="")
    if "<" in body or "&" in body:
        from lxml import html

        body = html.fromstring(f"<div>{body}</div>").text_content()
    return "\n".join(filter(None, (clean_line(line) for line in body.split("\n"))))
