"""The text of a PDF page in the order in which people read it: column by column, paragraphs whole.

A PDF says where each piece of text stands, not what belongs together, and often not in reading order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

# Mean widths of letters, as a share of the font size.
_LETTER, _CAPITAL, _WIDE_LETTER = 0.5, 0.65, 1.0
_WIDE = re.compile("[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_ITEM = re.compile(r"\s*(?:[-–•*·▪●◦☐]|\(?\d{1,2}[.)]|[a-z]\))\s")
_ENDS = re.compile(r"[.!?:。！？：][\"'”’)]{0,2}$")
# Columns are at least so many lines high, and their lines at least so many letters long: what is less is a table.
_COLUMN_LINES, _COLUMN_LETTERS = 5, 18


@dataclass(slots=True)
class Piece:
    """A run of text on one line: `x` and `end` are its left and right edge, `y` its base line, in points, up the page.

    `place` counts the runs as they come; what comes next on the same line has its blanks already.
    """

    text: str
    x: float
    y: float
    size: float
    place: int

    @property
    def end(self) -> float:
        text = self.text.strip()
        wide = len(_WIDE.findall(text))
        capitals = sum(map(str.isupper, text))
        letters = len(text) - wide - capitals
        return self.x + self.size * (_WIDE_LETTER * wide + _CAPITAL * capitals + _LETTER * letters)


@dataclass(slots=True)
class Paragraph:
    """`size` is the font size in points."""

    text: str
    size: float


def read_page(page: Any) -> list[Paragraph]:
    """The paragraphs of a pypdf page; lines as they come where positions do not tell their order: turned text, writing
    from right to left."""
    pieces: list[Piece] = []
    turned = False

    def visit(text: str, matrix: list[float], text_matrix: list[float], _: object, size: float) -> None:
        nonlocal turned
        if not text.strip():
            if pieces and text and not pieces[-1].text.endswith((" ", "\n")):
                pieces[-1].text += " "
            return
        a, b, c, d, e, f = text_matrix
        scale = abs(d * matrix[3]) or abs(a * matrix[0])
        turned = turned or abs(b) > 0.01 * (abs(a) or 1) or abs(c) > 0.4 * (abs(d) or 1)
        x, y = (e * matrix[at] + f * matrix[at + 2] + matrix[at + 4] for at in (0, 1))
        pieces.append(Piece(text, x, y, size * scale, 2 * len(pieces)))

    whole = page.extract_text(visitor_text=visit) or ""
    pieces = [part for piece in pieces for part in _one_line(piece)]
    if turned or not pieces or _RIGHT_TO_LEFT.search(whole) or any(piece.size <= 0 for piece in pieces):
        return [Paragraph(line, 0.0) for line in whole.split("\n") if line.strip()]
    return [paragraph for block in _columns(_lines(pieces)) for paragraph in _paragraphs(block)]


def _one_line(piece: Piece) -> Iterator[Piece]:
    """pypdf hands over some lines together; those below stand a line's height lower."""
    for place, line in enumerate(part for part in piece.text.split("\n") if part.strip()):
        yield Piece(line, piece.x, piece.y - 1.2 * place * piece.size, piece.size, piece.place - (place > 0))


def _lines(pieces: list[Piece]) -> list[Piece]:
    """Pieces on one base line without a gap between them, from the top of the page to its bottom."""
    lines: list[Piece] = []
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.y):
        if rows and abs(rows[-1][0].y - piece.y) < 0.4 * min(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda piece: piece.x)
        current = row[0]
        for piece in row[1:]:
            follows = piece.place == current.place + 2 and not current.text.endswith((" ", "\n"))
            if not follows and piece.x - current.end > 1.8 * max(current.size, piece.size):
                lines.append(current)
                current = piece
            else:
                apart = "" if follows or piece.x - current.end < 0.1 * piece.size else " "
                blank = apart or (" " if current.text.endswith((" ", "\n")) else "")
                text = f"{current.text.rstrip()}{blank}{piece.text.lstrip() if blank else piece.text}"
                current = Piece(text, current.x, current.y, max(current.size, piece.size), piece.place)
        lines.append(current)
    return lines


def _columns(lines: list[Piece]) -> list[list[Piece]]:
    """Blocks in reading order: what stretches over the page parts what is above it from what is below."""
    gutter = _gutter(lines)
    if gutter is None:
        return [lines]
    blocks: list[list[Piece]] = []
    run: list[Piece] = []
    for line in [*lines, None]:
        if line is not None and (line.end <= gutter or line.x >= gutter):
            run.append(line)
            continue
        left, right = ([piece for piece in run if (piece.x < gutter) == side] for side in (True, False))
        if min(len(left), len(right)) >= _COLUMN_LINES:
            blocks += [*_columns(left), *_columns(right)]
        elif run:
            blocks.append(run)
        run = []
        if line is not None:
            blocks.append([line])
    return blocks


def _gutter(lines: list[Piece]) -> float | None:
    """Where a second column of prose begins, None where there is none."""
    starts = sorted(line.x for line in lines)
    for start in sorted({round(x) for x in starts}):
        edge = start - 1
        right = [line for line in lines if abs(line.x - start) <= 4]
        left = [line for line in lines if line.x < start - 40 and line.end <= edge + 6]
        crossing = [line for line in lines if line.x < edge - 4 and line.end > edge + 6]
        if min(len(left), len(right)) < _COLUMN_LINES or len(crossing) > min(len(left), len(right)):
            continue
        if all(median(len(line.text) for line in side) >= _COLUMN_LETTERS for side in (left, right)):
            return float(edge)
    return None


def _paragraphs(lines: list[Piece]) -> Iterator[Paragraph]:
    if not lines:
        return
    gaps = [a.y - b.y for a, b in pairwise(lines) if a.y - b.y > 0.5 * a.size]
    usual = median(gaps) if gaps else 0.0
    run = [lines[0]]
    for before, line in pairwise(lines):
        gap = before.y - line.y
        same_row = abs(gap) < 0.4 * line.size
        if same_row:
            run.append(line)
        elif gap > 1.3 * min(usual, 1.5 * line.size) or gap < 0 or abs(before.size - line.size) > 0.12 * line.size:
            yield from _joined(run)
            run = [line]
        else:
            run.append(line)
    yield from _joined(run)


def _joined(run: list[Piece]) -> Iterator[Paragraph]:
    """The lines of a block; one that broke for want of room goes on in the next."""
    rows: list[list[Piece]] = []
    for line in run:
        if rows and abs(rows[-1][0].y - line.y) < 0.4 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    texts = [" | ".join(" ".join(piece.text.split()) for piece in row) for row in rows]
    width = max(map(len, texts))
    size = max(piece.size for piece in run)
    whole = texts[0]
    for before, text in pairwise(texts):
        if _goes_on(before, text, width):
            cut = before.endswith("-") and before[-2:-1].isalpha() and text[0].islower()
            space = "" if cut or (_WIDE.match(before[-1]) and _WIDE.match(text[0])) else " "
            whole = f"{whole[:-1] if cut else whole}{space}{text}"
        else:
            yield Paragraph(whole, size)
            whole = text
    yield Paragraph(whole, size)


def _goes_on(before: str, text: str, width: int) -> bool:
    """Whether a line broke for want of room; letters differ in width, so that full lines differ in length."""
    if _ITEM.match(text) or width < 20 or "|" in before + text:
        return False
    full = len(before) + len(text.split()[0]) >= width
    nearly = len(before) >= 0.75 * width and not _ENDS.search(before)
    return full or nearly or (text[0].islower() and len(before) >= 0.5 * width)
