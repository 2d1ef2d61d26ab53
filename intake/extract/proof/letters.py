"""A value letter by letter: what a second reading mixes up or parts where one line changes its font.

A program that lacks a sign in one font takes it from another and draws each font's signs in one go, leaving room for
the others'. Asked for a whole box, pdfium then gives the signs font by font; asked for one sign's own box, that sign.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from intake.extract.words.layout import spread, squeezed
from intake.read.document import Page, Witness, Word
from orders.records import Box
from orders.values import normal

_EM = 0.9  # a word's height: its em
_FULL = (("\u4e00", "\u9fff", 1.1), ("\uac00", "\ud7a3", 1.02))  # Hanzi and Hangul with their widest, no blank beside
_SIDE = 0.15, 0.6  # share and points left out of a sign's box on either side: its neighbours reach into it

Sign = tuple[str, Box]


def spelled(word: Word, second: str, page: Page, witness: Witness) -> bool:
    """Say whether each sign of a word is seen in its own place, none beside it, and no blank can part any two."""
    text, full = normal(word.text), _full_signs(word)
    pairs = zip(pairwise(text), pairwise(full), strict=True) if len(full) == len(text) else ()
    close = all(any(wide) or ":" in pair or "".join(pair) in normal(second) for pair, wide in pairs)
    return bool(full) and close and len(full) == len(text) and _seen(_signs(word), page, witness)


def spelled_in(text: str, box: Box, page: Page, witness: Witness) -> bool:
    """Say whether the signs that stand in a box of the page, from left to right, are those of the text, each seen."""
    signs = [sign for word in page.words for sign in _signs(word) if _inside(sign[1], box)]
    lined = sorted(signs, key=lambda sign: (round(sign[1][1]), sign[1][0]))
    said = "".join(sign for sign, _ in lined)
    return bool(lined) and squeezed(said) == squeezed(text) and _seen(lined, page, witness)


def touching(word: Word, second: str) -> bool:
    """Say whether every blank of a second reading stands beside a sign so wide that none has room there."""
    at, apart, full = 0, list[int](), _full_signs(word)
    for piece in normal(second).split():
        at += len(piece)
        apart.append(at)
    return at == len(full) and all(full[cut - 1] or full[cut] for cut in apart[:-1])


def _full_signs(word: Word) -> list[bool]:
    """Say of each sign of a word whether it fills its place; [] for a sheet's cell, and where blanks stand inside."""
    if word.cell is not None or re.search(r"\s", word.text):
        return []
    widths = (b - a for a, b in pairwise(spread(word)))
    return [_full(char, width, word.height / _EM) for char, width in zip(word.text, widths, strict=True)]


def _full(char: str, width: float, em: float) -> bool:
    return any(first <= char <= last and width <= widest * em for first, last, widest in _FULL)


def _signs(word: Word) -> list[Sign]:
    edges = pairwise(spread(word))
    return [
        (char, (a, word.top, b, word.bottom))
        for char, (a, b) in zip(word.text, edges, strict=True)
        if not char.isspace()
    ]


def _seen(signs: Sequence[Sign], page: Page, witness: Witness) -> bool:
    for char, (left, top, right, bottom) in signs:
        side = min(max(_SIDE[0] * (right - left), _SIDE[1]), 0.45 * (right - left))
        second = witness.text_in(page.number, (left + side, top, right - side, bottom))
        if second is None or squeezed(second) != squeezed(char):
            return False
    return True


def _inside(sign: Box, box: Box) -> bool:
    x, y = (sign[0] + sign[2]) / 2, (sign[1] + sign[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
