"""Which word pieces a model keeps: those of English announcements and of names, not all that were pre-trained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from extract.recognition.wordpiece import CLOSING, OPENING, UNKNOWN, WordPieces, read_vocabulary

SIZE = 12_000
PADDING = "[PAD]"
_LATIN_END = "\u0250"


def choose_pieces(all_pieces: Sequence[str], texts: Iterable[str]) -> list[str]:
    """The marks, every Latin sign, what the texts need by count, then the most common; in the order of `all_pieces`."""
    split = WordPieces(read_vocabulary(all_pieces))
    used: Counter[int] = Counter()
    for text in texts:
        for word in text.split():
            used.update(split(word))
    marks = {PADDING, UNKNOWN, OPENING, CLOSING}
    kept = {
        number
        for number, piece in enumerate(all_pieces)
        if piece in marks or (len(piece.removeprefix("##")) == 1 and piece[-1] < _LATIN_END)
    }
    kept.update(number for number, _ in used.most_common(SIZE - len(kept)))
    for number, piece in enumerate(all_pieces):
        if len(kept) >= SIZE:
            break
        if piece.isascii() and not piece.startswith("[unused"):
            kept.add(number)
    return [all_pieces[number] for number in sorted(kept)]
