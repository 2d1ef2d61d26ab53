"""Prove a text layer whose fonts name no characters: what OCR reads in the picture must be what the layer says.

A font maps a code to one shape everywhere, so each character needs to be seen right only where both readings align.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Any

from intake.read.document import Page, Word
from intake.read.ocr import Piece, pieces
from intake.read.ruling import ink_of, lines_of, without

ALIKE = str.maketrans("oilszb|", "0115281")
MOST_WRONG = 0.25  # of a character's aligned places, for OCR errs too
LEAST_PLACES = 0.8  # of the words must have been found by OCR with the same length


def confirmed(page: Page, grey: Any, dpi: float) -> bool:
    """Tell whether OCR of the grey picture at `dpi` agrees with every character of the page's words."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    ink = ink_of(grey)
    found = pieces(grey, without(ink, lines_of(ink, dpi), dpi), dpi)
    aligned = 0
    for word in page.words:
        seen = _seen(word, found, dpi / 72)
        if len(seen) != len(_plain(word.text)):
            continue
        aligned += 1
        for ours, theirs in zip(_plain(word.text), seen, strict=True):
            (right if _folded(ours) == _folded(theirs) else wrong)[ours] += 1
    needed = {char for word in page.words for char in _plain(word.text)}
    enough = aligned >= LEAST_PLACES * len(page.words)
    return enough and all(right[char] and wrong[char] <= MOST_WRONG * (right[char] + wrong[char]) for char in needed)


def _plain(text: str) -> str:
    """Keep letters, digits and Hanzi: OCR drops dots and draws lines, which no wrong map is needed to explain."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())


def _folded(char: str) -> str:
    """Fold shapes that differ by size or font only; a wrong map would not stop at these."""
    return char.casefold().translate(ALIKE)


def _seen(word: Word, found: list[Piece], scale: float) -> str:
    """Return what OCR read between the sides of a word, by the middles of its characters."""
    text = ""
    for piece in sorted(found, key=lambda piece: piece.box[0]):
        if not piece.box[1] <= word.middle * scale <= piece.box[3]:
            continue
        for char, left, right in zip(piece.text, piece.edges, piece.edges[1:], strict=False):
            if word.x0 * scale <= (left + right) / 2 <= word.x1 * scale:
                text += char
    return _plain(text)
