"""Ruling lines on a straightened picture, and ink that neither a word nor a line accounts for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from orders.records import Box

SHORTEST = 0.25  # inches
STUMP = 0.1  # of a line between two others
TOUCH = 0.02
HAIR = 0.012  # thinner than any stroke of print
THICKEST = 0.045
GAP = 0.02
SPECK = 0.035
LARGEST = 0.12  # of the page: more is a picture
NEAR = 0.04
BORDER = 0.06
READ_SHARE = 0.3
ACCENT = 0.1  # of a word's height: what its accents and tails may lie above and below it


def ink_of(grey: Any) -> Any:
    """Return the mask of ink (255) of an evened grey picture."""
    import cv2

    return cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]


def lines_of(ink: Any, dpi: float) -> list[Box]:
    """Find straight horizontal and vertical lines; boxes in pixels, flat on their middle."""
    level = list(_lines(ink, dpi, True, SHORTEST))
    upright = _lines(ink, dpi, False, STUMP)
    return [*level, *(line for line in upright if line[3] - line[1] >= SHORTEST * dpi or _spans(line, level, dpi))]


def _spans(line: Box, level: list[Box], dpi: float) -> bool:
    """Tell whether a short upright stroke goes from one level line to another, as the side of a single cell does."""
    x, top, _, bottom = line
    near = TOUCH * dpi
    return all(
        any(abs(y - end) <= near and x0 - near <= x <= x1 + near for x0, y, x1, _ in level) for end in (top, bottom)
    )


def _lines(ink: Any, dpi: float, level: bool, shortest: float) -> Iterable[Box]:
    import cv2
    import numpy as np

    long, gap = max(3, round(shortest * dpi)), max(1, round(GAP * dpi))
    bridge, bar = (np.ones((1, n) if level else (n, 1), np.uint8) for n in (gap, long))
    # one pixel of thickness lets a line that falls by a pixel on its way stay in one piece
    thick = cv2.dilate(ink, np.ones((3, 1) if level else (1, 3), np.uint8))
    found = cv2.morphologyEx(cv2.morphologyEx(thick, cv2.MORPH_CLOSE, bridge), cv2.MORPH_OPEN, bar)
    for x, y, wide, tall, _ in cv2.connectedComponentsWithStats(found)[2][1:].tolist():
        thickness = (tall if level else wide) - 2
        if thickness > max(THICKEST * dpi, 0.02 * max(wide, tall)):
            continue
        across, along = x + wide / 2, y + tall / 2
        yield (float(x), along, float(x + wide), along) if level else (across, float(y), across, float(y + tall))


def without(ink: Any, lines: Iterable[Box], dpi: float) -> Any:
    """Return a copy of an ink mask without its ruling lines."""
    rest = ink.copy()
    for box in lines:
        _wipe(rest, box, round(0.01 * dpi))
    return rest


def unread(ink: Any, words: Iterable[Box], lines: Iterable[Box], seals: Any, dpi: float) -> list[Box]:
    """List boxes (pixels) of ink that is no word, line, seal, speck, page border or large picture."""
    import cv2
    import numpy as np

    rest = ink.copy()
    if seals.any():  # what is left of a seal are dots; the print under it are strokes
        strokes = cv2.morphologyEx(cv2.medianBlur(ink, 3), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
        rest[seals > 0] = strokes[seals > 0]
    for box in lines:
        _wipe(rest, box, round(0.03 * dpi))
    _drop_read(rest, words, round(0.02 * dpi))
    edge = max(1, round(BORDER * dpi))
    rest[:edge], rest[-edge:], rest[:, :edge], rest[:, -edge:] = 0, 0, 0, 0
    near = max(1, round(NEAR * dpi))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(rest, np.ones((near, near), np.uint8)))
    amounts = np.bincount(labels[rest > 0].ravel(), minlength=len(stats))
    least = SPECK * dpi
    return [
        (float(x), float(y), float(x + wide), float(y + tall))
        for (x, y, wide, tall, _), amount in zip(stats[1:].tolist(), amounts[1:].tolist(), strict=True)
        if max(wide, tall) - near >= least and amount >= least**2 / 3 and wide * tall <= LARGEST * ink.size
        if not (tall - near < HAIR * dpi and wide - near >= STUMP * 0.8 * dpi)  # a piece of a faint ruling line
    ]


def _drop_read(rest: Any, words: Iterable[Box], margin: int) -> None:
    """Take every connected piece of ink away that lies to a good part in a word, tails below its box included."""
    import cv2
    import numpy as np

    covered = np.zeros_like(rest)
    for x0, top, x1, bottom in words:
        tall = margin + round(ACCENT * (bottom - top))
        covered[max(0, int(top) - tall) : int(bottom) + tall, max(0, int(x0) - margin) : int(x1) + margin] = 255
    count, labels = cv2.connectedComponents(rest)
    all_ink = np.bincount(labels.ravel(), minlength=count)
    inside = np.bincount(labels[covered > 0].ravel(), minlength=count)
    known = inside >= READ_SHARE * all_ink
    known[0] = False
    rest[known[labels] | (covered > 0)] = 0


def through_words(line: Box, words: Iterable[Box]) -> bool:
    """Tell whether a found line is mostly the strokes of letters: it runs inside the boxes of words, not under them."""
    x0, top, x1, bottom = line
    level = x1 - x0 > bottom - top
    covered = 0.0
    for left, upper, right, lower in words:
        more = ACCENT * (lower - upper)
        upper, lower = upper - more, lower + more
        if level and upper <= top <= lower:
            covered += max(0.0, min(x1, right) - max(x0, left))
        elif not level and left < x0 < right:
            covered += max(0.0, min(bottom, lower) - max(top, upper))
    return covered > 0.6 * max(x1 - x0, bottom - top)


def _wipe(mask: Any, box: Box, margin: int) -> None:
    x0, top, x1, bottom = box
    mask[max(0, int(top) - margin) : int(bottom) + margin + 1, max(0, int(x0) - margin) : int(x1) + margin + 1] = 0
