"""Read one line of writing after the other: each as wide as it is, for the model's time grows with the width."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from intake.read.models import alphabet, answer, scaled
from orders.records import Box

HEIGHT, STEP = 48, 8  # pixels: what the model takes, and widths it takes
LEAST = 3  # pixels of the picture
SOFT, WHITE = 2, 255  # pixels of grey around the ink; the paper


@dataclass(frozen=True)
class Mark:
    """One character that was read: where its middle lies (pixels of the picture) and how sure the model is."""

    text: str
    middle: float
    confidence: float


def marks_in(grey: Any, box: Box, print_only: Box) -> list[Mark]:
    """Read the line of writing inside `box` (pixels) of an upright grey picture, blanks included.

    What stands beside `print_only` is no part of it: a ruling line there would be read as 1 or ].
    """
    height, width = grey.shape
    x0, top = max(0, round(box[0])), max(0, round(box[1]))
    x1, bottom = min(width, round(box[2])), min(height, round(box[3]))
    if x1 - x0 < LEAST or bottom - top < LEAST:
        return []
    wide = max(1, -(-HEIGHT * (x1 - x0) // (bottom - top)))
    cut = grey[top:bottom, x0:x1].copy()
    cut[:, : max(0, int(print_only[0]) - SOFT - x0)] = WHITE
    cut[:, max(0, int(print_only[2]) + SOFT - x0) :] = WHITE
    chances = answer("rec", _batch(cut, wide))[0]
    return list(_decoded(chances, x0, (x1 - x0) / wide))


def _batch(cut: Any, wide: int) -> Any:
    import numpy as np

    line = np.zeros((HEIGHT, -(-wide // STEP) * STEP), np.float32)
    line[:, :wide] = scaled(cut, wide, HEIGHT)
    return np.repeat(line[None, None], 3, axis=1)


def _decoded(chances: Any, left: float, per_pixel: float) -> Any:
    """Take the likeliest class of every column; equal neighbours are one character, class 0 parts two."""
    classes, sure = chances.argmax(axis=1).tolist(), chances.max(axis=1).tolist()
    column = STEP * per_pixel
    names, at = alphabet(), 0
    for number, run in groupby(classes):
        length = len(list(run))
        if number:
            yield Mark(names[number], left + (at + length / 2) * column, max(sure[at : at + length]))
        at += length
