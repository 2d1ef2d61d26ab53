"""Letters whose small and capital shapes differ in size alone: a p that hangs below its neighbours tells pc from PC."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from intake.read.document import Word
from orders.records import Box

_RUN = re.compile(r"[COPSUVWXZ]{2,}|[copsuvwxz]{2,}")  # letters of one shape in both sizes
_HANGS = 0.13  # of the ink's height: capitals of scans lie 0 to 0.10 apart below, a small p 0.16 to 0.33 below others
_LETTER = 0.4  # of the tallest piece of ink: less is a speck
_BESIDE, _ABOVE = 1.0, 0.12  # points beside a word's box, share of its height above and below it that belong to it
_SHARED = 0.15  # of a letter's width, where its neighbour may reach in


def in_true_size(word: Word, ink: Any, dpi: float) -> Word:
    """Return a word of a scan with letters in the size their ink shows; `ink` is the page's mask without its lines."""
    text = word.text.strip(".")
    if not _RUN.fullmatch(text) or "P" not in text.upper() or not set(text.upper()) - {"P"}:
        return word
    hangs = _hangs(_cut(word.box, ink, dpi), len(text), text.upper().index("P"))
    if hangs is None:
        return word
    return replace(word, text=word.text.lower() if hangs else word.text.upper())


def _cut(box: Box, ink: Any, dpi: float) -> Any:
    scale = dpi / 72
    x0, top, x1, bottom = box
    more = _ABOVE * (bottom - top)
    left, upper = max(0, round((x0 - _BESIDE) * scale)), max(0, round((top - more) * scale))
    return ink[upper : round((bottom + more) * scale), left : round((x1 + _BESIDE) * scale)]


def _hangs(cut: Any, count: int, p: int) -> bool | None:
    """Say whether the letter at `p` reaches below the highest foot of `count` letters; None where there is no ink."""
    import cv2
    import numpy as np

    if not cut.size:
        return None
    _, labels, stats, _ = cv2.connectedComponentsWithStats(cut)
    tall = stats[1:, cv2.CC_STAT_HEIGHT]
    if not len(tall):
        return None
    letters = np.isin(labels, 1 + np.flatnonzero(tall >= _LETTER * tall.max()))
    columns, rows = np.flatnonzero(letters.any(0)), np.flatnonzero(letters.any(1))
    edges = np.linspace(columns[0], columns[-1] + 1, count + 1)
    feet = [_foot(letters, edges[at], edges[at + 1], first=at == 0, last=at == count - 1) for at in range(count)]
    if None in feet:
        return None
    return bool(feet[p] - min(feet) > _HANGS * (rows[-1] - rows[0] + 1))


def _foot(letters: Any, left: float, right: float, *, first: bool, last: bool) -> Any:
    import numpy as np

    inset = _SHARED * (right - left)
    rows = np.flatnonzero(letters[:, round(left + inset * (not first)) : round(right - inset * (not last))].any(1))
    return rows[-1] if len(rows) else None
