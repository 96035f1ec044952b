"""Candidates for the main text of a page: a quick look first, trafilatura's dearer methods where it is in doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from extract.blocks import Block, is_prose, is_sentence, match
from extract.boxes import remove_boxes, strip_textless
from extract.clean import clean_text
from extract.layouttables import unfold_layout_tables
from extract.markup import Tree, copy_tree

# jusText, trafilatura's last resort, compares each block with its neighbours: 5,000 short ones in a row take 5 s.
_MANY_BLOCKS = 3_000
LONG_ENOUGH = 400
# A text that leaves out more of the page's prose, or holds less of it, is looked at again.
_MOST_MISSED = 0.5
_MISSED_LEAST = 300
_LEAST_PROSE = 0.3
_LEAST_SHOWN = 0.4
_TABLE_RULE = re.compile(r"^[|\s:-]+$")


def find_lines(tree: Tree, url: str, blocks: Sequence[Block]) -> list[str]:
    """The lines of the main text, matched with the page's blocks."""
    lines, shown = _quick(tree.root, url)
    match(blocks, lines)

    if _is_doubtful(lines, blocks, shown):
        lines = _thorough(tree.root, url)
        match(blocks, lines)
    return lines


def find_generous_lines(tree: Tree, url: str) -> list[str]:
    """More text, and more of what is none."""
    return _thorough(tree.root, url, recall=True)


def _is_doubtful(lines: Sequence[str], blocks: Sequence[Block], shown: int) -> bool:
    """A text that is short beside what the page shows, lacks most of the page's prose, or is hardly any prose.

    One that is short anyway is left to the generous look.
    """
    size = sum(map(len, lines))
    if size < LONG_ENOUGH:
        return False
    if size < _LEAST_SHOWN * shown:
        return True
    prose = [block for block in blocks if is_prose(block)]
    missed = sum(len(block.text) for block in prose if block.line is None)
    if missed > _MISSED_LEAST and missed > _MOST_MISSED * sum(len(block.text) for block in prose):
        return True
    return sum(len(line) for line in lines if is_sentence(line)) < _LEAST_PROSE * size


def _quick(root: Any, url: str) -> tuple[list[str], int]:
    """By trafilatura's rules alone, whose time grows with the elements: menus and the like are taken out before.

    Beside the lines: how many characters are left of the page then.
    """
    tree = copy_tree(root)
    strip_textless(tree)
    unfold_layout_tables(tree)
    remove_boxes(tree, surroundings=True)
    shown = len(" ".join(tree.text_content().split()))
    return _by_trafilatura(tree, url, fast=True), shown


def _thorough(root: Any, url: str, *, recall: bool = False) -> list[str]:
    tree = copy_tree(root)
    unfold_layout_tables(tree)
    remove_boxes(tree)
    many = sum(1 for _ in tree.iter("p", "li", "td", "div")) > _MANY_BLOCKS
    return _by_trafilatura(tree, url, fast=many, recall=recall)


def _by_trafilatura(tree: Any, url: str, *, fast: bool, recall: bool = False) -> list[str]:
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            tree, url=url, include_comments=False, with_metadata=False, favor_recall=recall, fast=fast
        )
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        # What trafilatura raises on odd trees is not documented; the page then has no main text for us.
        return []
    text = getattr(found, "text", None) or ""
    return [row for line in clean_text(text).split("\n") if (row := _table_row(line))]


def _table_row(line: str) -> str:
    """A row that trafilatura writes as "| a | b |" is read as "a | b"; rules between rows are no text."""
    if not line.startswith("|"):
        return line
    return "" if _TABLE_RULE.match(line) else line.strip("| ").replace(" | | ", " | ")
